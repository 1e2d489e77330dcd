"""Take out of a file everything but its content, in a process apart. The one door for all others."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from react_cases.evidence.formats import MEGABYTE, Cleaned, Kind, Reason, Refused, checked_family

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from react_cases.evidence.child import main; main()"

TIMEOUT = 60
"""Seconds by the clock; the child itself ends earlier by its limit of processor time."""

LARGEST_RESULT = 60 * MEGABYTE
"""Redrawing may make a file longer, but not without end."""

_one_at_a_time = threading.BoundedSemaphore(1)
"""A second file waits, so that a worker never holds more than one child's memory."""


def clean(name: str, data: bytes) -> Cleaned:
    """The file without tags, places, scripts, attachments and other passengers.

    Raises `Refused` with a code for what is not taken. The content never touches a disk: it goes through pipes.
    """
    return _in_child(checked_family(name, data), data)


def preview(data: bytes, extension: str) -> Cleaned:
    """A small JPEG of a cleaned picture, `extension` jpg or png. Raises `Refused` as `clean` does."""
    return _in_child(f"preview-{extension}", data)


def _in_child(family: str, data: bytes) -> Cleaned:
    with _one_at_a_time:
        answer = _ask_child(family, data)
    header, _, body = answer.partition(b"\n")
    try:
        said = json.loads(header)
    except ValueError:
        raise Refused(Reason.TOO_HARD) from None
    if "refused" in said:
        raise Refused(Reason(said["refused"]))
    if not body or len(body) > LARGEST_RESULT:
        raise Refused(Reason.TOO_HARD)
    return Cleaned(body, Kind(said["kind"]), said["content_type"], said["extension"])


def _ask_child(family: str, data: bytes) -> bytes:
    command = [sys.executable, "-I", "-B", "-c", PROGRAM]
    try:
        done = subprocess.run(  # noqa: S603  our own program, and nothing of the file in its command
            command,
            input=family.encode() + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(Reason.TOO_HARD) from None
    return done.stdout
