import multiprocessing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from react_cases.config.secrets import kept_secret


def test_a_demo_makes_a_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    var = tmp_path / "var"

    made = kept_secret(var, "secret_key", demo=True)

    assert len(made) >= 64
    assert kept_secret(var, "secret_key", demo=True) == made
    assert kept_secret(var, "sealing_key", demo=True) != made
    assert (var / "secret_key").stat().st_mode & 0o777 == 0o600
    assert var.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    kept_secret(tmp_path, "secret_key", demo=True)

    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_processes_that_ask_at_once_get_the_same_secret(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        answers = pool.starmap(kept_secret, [(tmp_path / "var", "secret_key", True)] * 20)

    assert len(set(answers)) == 1


def test_an_empty_file_of_a_killed_process_is_filled(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch(mode=0o600)

    assert kept_secret(tmp_path, "secret_key", demo=True) == (tmp_path / "secret_key").read_text()


def test_a_link_laid_by_somebody_else_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret_key").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ImproperlyConfigured, match="cannot keep a secret"):
        kept_secret(tmp_path, "secret_key", demo=True)
    assert not (tmp_path / "elsewhere").exists()


def test_a_real_installation_must_name_its_secret(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY is missing: set it .*\.$"):
        kept_secret(tmp_path / "var", "secret_key", demo=False)
    assert not (tmp_path / "var").exists()
