"""The process in which files are read, and what becomes of honest ones."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from react_cases.evidence import cleaning
from react_cases.evidence.cleaning import PROGRAM, clean
from react_cases.evidence.formats import Kind, Refused
from react_cases.evidence.recordings import mpeg_frame_length
from tests.react_cases.evidence import papers, recordings
from tests.react_cases.evidence.pictures import exif, jpeg, picture, png, saved

WALLED = "import sys; sys.path.insert(0, {root!r}); from react_cases.evidence import child; "


def in_child(statement: str) -> str:
    """What a statement says inside the walls."""
    root = str(Path(cleaning.ROOT))
    program = (
        WALLED.format(root=root)
        + "import socket, os; child.close_walls()\n"
        + f"try:\n    {statement}\n    said = 'done'\nexcept BaseException as error:\n    said = type(error).__name__\n"
        + "sys.stdout.write(said)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False, env={})
    return done.stdout or f"ended with {done.returncode}"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("pass", "done"),
        ("open('/etc/hostname')", "OSError"),
        ("open('/tmp/x', 'w')", "OSError"),
        ("socket.socket()", "OSError"),
        ("os.pipe()", "OSError"),
        ("os.system('true') and 1 / 0", "ZeroDivisionError"),
        ("bytes(2_000_000_000)", "MemoryError"),
    ],
)
def test_inside_its_walls_the_process_reaches_nothing(statement: str, said: str) -> None:
    assert in_child(statement) == said


def test_the_process_gets_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, json.dumps({"refused": "damaged"}).encode() + b"\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(Refused):
        clean("a.jpg", jpeg())
    assert seen["env"] == {}
    assert seen["command"] == [sys.executable, "-I", "-B", "-c", PROGRAM]


@pytest.mark.parametrize("answer", [b"", b"Traceback", b'{"kind": "photo", "content_type": "x", "extension": "jpg"}\n'])
def test_a_process_that_dies_or_says_nothing_refuses_the_file(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(cleaning, "_ask_child", lambda *_: answer)
    with pytest.raises(Refused, match="too_hard"):
        clean("a.jpg", jpeg())


def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "PROGRAM", "import time; time.sleep(30)")
    monkeypatch.setattr(cleaning, "TIMEOUT", 0.5)
    with pytest.raises(Refused, match="too_hard"):
        clean("a.jpg", jpeg())


def test_a_picture_stays_the_same_picture() -> None:
    cleaned = clean("a.png", png())
    assert cleaned.kind == Kind.PHOTO
    with Image.open(io.BytesIO(cleaned.data)) as image:
        assert image.convert("RGB").tobytes() == picture().tobytes()


def test_a_turned_picture_stands_upright() -> None:
    cleaned = clean("a.jpg", jpeg(exif=exif(orientation=6)))
    with Image.open(io.BytesIO(cleaned.data)) as image:
        assert image.size == (48, 64)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    source = picture().convert(mode) if mode != "I;16" else picture().convert("I").convert("I;16")
    name = "a.jpg" if mode == "CMYK" else "a.png"
    cleaned = clean(name, saved(source, "JPEG" if mode == "CMYK" else "PNG"))
    with Image.open(io.BytesIO(cleaned.data)) as image:
        assert image.size == (64, 48)
        assert image.mode == {"LA": "RGBA", "RGBA": "RGBA", "P": "RGB", "CMYK": "RGB"}.get(mode, "L")


@pytest.mark.parametrize(
    ("name", "data", "kind", "content_type", "extension"),
    [
        ("a.JPEG", jpeg, Kind.PHOTO, "image/jpeg", "jpg"),
        ("a.pdf", papers.paper, Kind.DOCUMENT, "application/pdf", "pdf"),
        ("a.mov", recordings.phone_video, Kind.VIDEO, "video/mp4", "mp4"),
        ("a.3gp", lambda: recordings.sound("ipod", "aac", sample="fltp"), Kind.SOUND, "audio/mp4", "m4a"),
        ("a.amr", lambda: recordings.sound("amr", "libopencore_amrnb", rate=8000), Kind.SOUND, "audio/amr", "amr"),
    ],
)
def test_what_kind_it_is_the_content_says(
    name: str, data: object, kind: Kind, content_type: str, extension: str
) -> None:
    cleaned = clean(name, data())  # type: ignore[operator]
    assert (cleaned.kind, cleaned.content_type, cleaned.extension) == (kind, content_type, extension)


@pytest.mark.parametrize(
    ("header", "length"),
    [
        ("fffb9000", 417),
        ("fffb9200", 418),
        ("fff34064", 104),
        ("fffb0000", 0),
        ("fffbf000", 0),
        ("ffea9000", 0),
        ("", 0),
    ],
)
def test_length_of_a_frame_of_sound(header: str, length: int) -> None:
    assert mpeg_frame_length(bytes.fromhex(header)) == length
