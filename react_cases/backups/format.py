"""The lines of a backup: written piece by piece, and read piece by piece. Knows no database."""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

FORMAT = "react_cases backup"
VERSION = 1
PIECE_BYTES = 65_536
END_OF_ROWS = b"\\.\n"
GZIP = 31
"""What zlib calls the gzip format."""

_TABLE = re.compile(rb"COPY ([a-z0-9_]+) \(([^()]*)\) FROM stdin;\n")


class BackupBroken(Exception):
    """The file is no backup, was changed or is cut off; the message is one sentence for the operator."""


class Taker(Protocol):
    """What a backup is read into."""

    def header(self, header: dict[str, Any]) -> None:
        """What the file says of itself."""

    def table(self, name: str, columns: list[str]) -> None:
        """Rows of this table follow."""

    def rows(self, piece: bytes) -> None:
        """Some of the rows, not cut where a row ends."""

    def end_of_rows(self) -> int:
        """The rows of the table are over; how many they were."""


def packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The gzip stream of some lines, in pieces of a sensible size."""
    pack = zlib.compressobj(6, zlib.DEFLATED, GZIP)
    waiting = bytearray()
    for line in lines:
        waiting += line
        if len(waiting) >= PIECE_BYTES:
            if piece := pack.compress(bytes(waiting)):
                yield piece
            waiting.clear()
    yield pack.compress(bytes(waiting)) + pack.flush()


def written(header: dict[str, Any], tables: Iterable[tuple[str, list[str], Iterable[bytes]]]) -> Iterator[bytes]:
    """The lines of a backup: header, tables (name, columns, rows in COPY's text format), and what checks them."""
    proof, counts = hashlib.sha256(), {}

    def known(line: bytes) -> bytes:
        proof.update(line)
        return line

    yield known(json.dumps({"format": FORMAT, "version": VERSION, **header}).encode() + b"\n")
    for name, columns, rows in tables:
        listed = ", ".join(f'"{column}"' for column in columns)
        yield known(f"COPY {name} ({listed}) FROM stdin;\n".encode())
        counts[name] = 0
        for piece in rows:
            counts[name] += piece.count(b"\n")
            yield known(piece)
        yield known(END_OF_ROWS)
    yield json.dumps({"rows": counts, "sha256": proof.hexdigest()}).encode() + b"\n"


class Reader:
    """Takes the gzip stream with `write`, as a file would, and gives its parts to somebody who keeps them.

    Nothing is to be trusted before `close` has found that all of it is there.
    """

    def __init__(self, taker: Taker) -> None:
        self._taker = taker
        self._unpack = zlib.decompressobj(GZIP)
        self._proof = hashlib.sha256()
        self._waiting = bytearray()
        self._has_header = self._is_over = False
        self._table = ""
        self._is_at_row = True
        self._counts: dict[str, int] = {}
        self.error: Exception | None = None
        """What went wrong, for callers behind a library that forgets it."""

    def write(self, piece: bytes) -> int:
        """The next bytes. Raises `BackupBroken`, or what the taker raises; once anything is wrong, that again."""
        if self.error is not None:
            raise self.error
        try:
            self._waiting += self._unpack.decompress(piece)
            while self._step():
                pass
        except zlib.error as error:
            self.error = BackupBroken("The file is no backup.")
            raise self.error from error
        except Exception as error:
            self.error = error
            raise
        return len(piece)

    def flush(self) -> None:
        """A file has it."""

    def close(self) -> None:
        """Raises `BackupBroken` where the end is missing."""
        if not self._is_over or self._waiting:
            raise BackupBroken("The end of the backup is missing.")

    def _step(self) -> bool:
        """Deal with one line, or with rows; whether there may be more to do."""
        if self._table:
            return self._give_rows()
        end = self._waiting.find(b"\n")
        if end < 0:
            return False
        line = self._taken(end + 1)
        if not self._has_header:
            self._read_header(line)
        elif found := _TABLE.fullmatch(line):
            self._proof.update(line)
            self._table, self._is_at_row = found[1].decode(), True
            self._taker.table(self._table, [column.strip().strip('"') for column in found[2].decode().split(",")])
        else:
            self._read_end(line)
        return True

    def _give_rows(self) -> bool:
        """Everything up to the line that ends the table, as far as it is certain."""
        if self._is_at_row and self._waiting.startswith(END_OF_ROWS):
            end = 0
        else:
            found = self._waiting.find(b"\n" + END_OF_ROWS)
            end = found + 1 if found >= 0 else -1
        if end >= 0:
            self._keep(end)
            self._proof.update(self._taken(len(END_OF_ROWS)))
            self._counts[self._table] = self._taker.end_of_rows()
            self._table = ""
            return True
        # The last bytes may be the beginning of the end.
        self._keep(len(self._waiting) - len(END_OF_ROWS) - 1)
        return False

    def _keep(self, length: int) -> None:
        if length > 0:
            piece = self._taken(length)
            self._proof.update(piece)
            self._taker.rows(piece)
            self._is_at_row = piece.endswith(b"\n")

    def _taken(self, length: int) -> bytes:
        piece = bytes(self._waiting[:length])
        del self._waiting[:length]
        return piece

    def _read_header(self, line: bytes) -> None:
        header = _json(line)
        if header.get("format") != FORMAT or header.get("version") != VERSION:
            raise BackupBroken("The file is no backup of this program, or of another version of its format.")
        self._has_header = True
        self._proof.update(line)
        self._taker.header(header)

    def _read_end(self, line: bytes) -> None:
        said = _json(line)
        if said.get("sha256") != self._proof.hexdigest() or said.get("rows") != self._counts:
            raise BackupBroken("The backup was changed: its checksum is another one.")
        self._is_over = True


def _json(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BackupBroken("The file is no backup.")
    return found
