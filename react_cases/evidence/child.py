"""The process in which strangers' files are read: `python -c "from react_cases.evidence.child import main; main()"`.

It gets a file on its standard input and gives the cleaned one on its standard output. Before it reads the first byte
it closes its walls: it can open no file and no connection any more, has a limit of memory and of processor time, and
its environment is empty, so that a parser taken over by a hostile file finds no key and no way out. The memory of the
web server, which runs as the same user, is closed to it by the server itself (`react_cases.config.private_memory`).
"""

import json
import resource
import sys
from collections.abc import Callable

from react_cases.evidence import documents, pictures, recordings
from react_cases.evidence.formats import Cleaned, Reason, Refused

MEMORY_LIMIT = 1_400 * 1_048_576
"""Bytes of address space: libraries take 200 MB, a picture of 50 million pixels some 700."""

SECONDS_LIMIT = 40
"""Of processor time."""


def _document(data: bytes, _family: str) -> Cleaned:
    return documents.clean_document(data)


CLEANERS: dict[str, Callable[[bytes, str], Cleaned]] = {
    "jpeg": pictures.clean_picture,
    "png": pictures.clean_picture,
    "heif": pictures.clean_picture,
    "pdf": _document,
    "preview-jpg": lambda data, _family: pictures.shrunk_picture(data, "jpeg"),
    "preview-png": lambda data, _family: pictures.shrunk_picture(data, "png"),
}
"""What a file is, or `preview-` and the ending of a picture that was cleaned before -> what is done with it."""


def clean_here(data: bytes, family: str) -> Cleaned:
    """Clean a file in this process. Everybody else calls `cleaning.clean`."""
    return CLEANERS.get(family, recordings.clean_recording)(data, family)


def close_walls() -> None:
    """From here on: no new file, no connection, no other process, and only so much memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Standard input, output and error are open; a socket, a pipe or a file would be one more.
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def main() -> None:
    """Read the family and the file, clean, answer: one line of JSON, then the bytes."""
    pictures.prepare()
    recordings.prepare()
    close_walls()
    family = sys.stdin.buffer.readline().decode().strip()
    data = sys.stdin.buffer.read()
    body = b""
    try:
        cleaned = clean_here(data, family)
    except Refused as refusal:
        answer = {"refused": refusal.code}
    except (MemoryError, RecursionError):
        answer = {"refused": Reason.TOO_HARD.value}
    else:
        body = cleaned.data
        answer = {"kind": cleaned.kind, "content_type": cleaned.content_type, "extension": cleaned.extension}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + body)
    sys.stdout.buffer.flush()
