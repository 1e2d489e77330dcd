"""The recipient opens a sealed file with the command: with the right key only, and nothing is left where it fails."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from documenters.vault import age_files
from documenters.vault.age_files import new_key_pair, recipient_of, seal_stream
from react_cases.management.commands import open_content_export


def test_it_opens_with_the_key_or_the_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_files, "WORK_FACTOR", 10)
    pair, file, key = new_key_pair(), tmp_path / "export.age", tmp_path / "key.txt"
    for how in ({"recipients": [recipient_of(pair.public)]}, {"passphrase": "four words and more"}):
        with file.open("wb") as out:
            seal_stream([b"archive"], out, **how)
        key.write_text(f"# made today\n{pair.secret}\n")
        given = {"key": key} if "recipients" in how else {}
        monkeypatch.setattr(open_content_export, "getpass", lambda _ask: "four words and more")
        call_command("open_content_export", file, **given)
        archive = tmp_path / "export.zip"
        assert archive.read_bytes() == b"archive"
        assert archive.stat().st_mode & 0o077 == 0
        with pytest.raises(CommandError, match="there already"):
            call_command("open_content_export", file, **given)
        archive.unlink()
        key.write_text(new_key_pair().secret)
        monkeypatch.setattr(open_content_export, "getpass", lambda _ask: "other words")
        with pytest.raises(CommandError, match="does not open"):
            call_command("open_content_export", file, **given)
        assert not archive.exists()
