"""Find a text in bytes, however it was encoded: plain, base64, hexadecimal, escaped, compressed, or several of these.

Pure. What it finds is proved by tests/seizure/test_searcher.py with a text planted in each encoding.
"""

import base64
import binascii
import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np

SHORTEST = 8
"""Bytes of the shortest spelling: shorter ones would be found in noise."""

CHUNK = 4 * 2**20
DEPTH = 4
"""How many packings inside each other are opened."""

LARGEST = 64 * 2**20
"""Bytes of one unpacked stream."""

AROUND = 60


@dataclass(frozen=True)
class Hit:
    """Where something was found: the place, how it was packed and spelled, and the bytes around it."""

    where: str
    packed: str
    spelling: str
    name: str
    around: bytes

    def __str__(self) -> str:
        return f"{self.where} ({self.packed}{self.spelling}): {self.name}: {self.around!r}"


def spellings(text: str) -> dict[str, bytes]:
    """A text as bytes in each way in which it may lie somewhere."""
    found: dict[str, bytes] = {}
    for charset in ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r"):
        try:
            raw = text.encode(charset)
        except UnicodeEncodeError:
            continue
        found |= {f"{charset}{kind}": value for kind, value in raw_spellings(raw).items()}
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in text)
    found |= {
        "json": escaped.encode(),
        "json capital": escaped.upper().replace("\\U", "\\u").encode(),
        "json in json": escaped.replace("\\", "\\\\").encode(),
        "entities": "".join(f"&#{ord(letter)};" for letter in text).encode(),
        "entities hex": "".join(f"&#x{ord(letter):x};" for letter in text).encode(),
        "octal": "".join(f"\\{byte:03o}" for byte in text.encode()).encode(),
        "repr": "".join(f"\\x{byte:02x}" for byte in text.encode()).encode(),
        "quoted-printable": "".join(f"={byte:02X}" for byte in text.encode()).encode(),
        "url": "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
        "url small": "".join(f"%{byte:02x}" for byte in text.encode()).encode(),
        "url twice": quote(quote(text)).encode(),
    }
    return found


def raw_spellings(raw: bytes) -> dict[str, bytes]:
    """Bytes as they are, in hexadecimal, base32 and base64, wherever these begin."""
    found = {"": raw, " hex": raw.hex().encode(), " HEX": raw.hex().upper().encode()}
    for group, bits, name, encode in (
        (3, 6, "base64", base64.b64encode),
        (3, 6, "base64 of addresses", base64.urlsafe_b64encode),
        (5, 5, "base32", base64.b32encode),
    ):
        for offset in range(group):
            found[f" {name} at {offset}"] = _inside(raw, offset, bits, encode)
    return found


def _inside(raw: bytes, offset: int, bits: int, encode: Callable[[bytes], bytes]) -> bytes:
    """The characters that depend on these bytes alone, when `offset` others stand before them."""
    first, last = -(-offset * 8 // bits), (offset + len(raw)) * 8 // bits
    return encode(bytes(offset) + raw)[first:last]


class Searcher:
    """Looks for many texts at once."""

    def __init__(self, texts: Iterable[str], secrets: dict[str, bytes] | None = None) -> None:
        self.needles: dict[bytes, list[tuple[bytes, str, str]]] = {}
        self._broken: list[tuple[re.Pattern[bytes], str]] = []
        for text in texts:
            for variant in dict.fromkeys([text, text.upper(), text.capitalize()]):
                for spelling, value in spellings(variant).items():
                    self._add(value, spelling, variant)
            if text.isascii():
                self._add_broken(text.encode(), text)
        for name, secret in (secrets or {}).items():
            for spelling, value in raw_spellings(secret).items():
                self._add(value, spelling, name)
        self._tables = [np.zeros(2**16, dtype=bool) for _ in range(SHORTEST // 2)]
        for head in self.needles:
            for table, pair in zip(self._tables, np.frombuffer(head, dtype=">u2"), strict=True):
                table[pair] = True

    def _add(self, value: bytes, spelling: str, name: str) -> None:
        assert len(value) >= SHORTEST, f"{spelling} of {name} is too short to look for"
        self.needles.setdefault(value[:SHORTEST], []).append((value, spelling, name))

    def _add_broken(self, raw: bytes, name: str) -> None:
        """As PostgreSQL's own compression leaves what it meets for the first time: a byte stands after each eight."""
        for at in range(1, len(raw)):
            self._broken.append((re.compile(re.escape(raw[:at]) + b"." + re.escape(raw[at:]), re.DOTALL), name))

    def search(self, where: str, data: bytes) -> Iterator[Hit]:
        """Everything that is found in these bytes, and in what is packed in them."""
        yield from self._search(where, data, "", 0, set())

    def _search(self, where: str, data: bytes, packed: str, depth: int, seen: set[int]) -> Iterator[Hit]:
        yield from self._plain(where, data, packed)
        if depth == DEPTH:
            return
        for kind, inner in unpacked(data, is_whole=depth > 0 or len(data) < CHUNK):
            key = hash(inner)
            if key not in seen:
                seen.add(key)
                yield from self._search(where, inner, f"{packed}{kind} > ", depth + 1, seen)

    def _plain(self, where: str, data: bytes, packed: str) -> Iterator[Hit]:
        for start in range(0, len(data), CHUNK):
            # Two chunks share what a spelling needs that begins at the end of the first.
            part = data[start : start + CHUNK + SHORTEST]
            for place in self._candidates(part):
                at = start + int(place)
                for value, spelling, name in self.needles.get(data[at : at + SHORTEST], ()):
                    if data.startswith(value, at):
                        around = data[max(0, at - AROUND) : at + len(value) + AROUND]
                        yield Hit(where, packed, spelling, name, around)
        for pattern, name in self._broken:
            if found := pattern.search(data):
                yield Hit(where, packed, "with a byte between", name, found[0])

    def _candidates(self, part: bytes) -> "np.ndarray":
        """Places whose first bytes are those of some spelling."""
        if len(part) < SHORTEST:
            return np.empty(0, dtype=np.intp)
        small = np.frombuffer(part, dtype=np.uint8).astype(np.uint16)
        pairs = (small[:-1] << 8) | small[1:]
        count = len(part) - SHORTEST + 1
        places = np.flatnonzero(self._tables[0][pairs[:count]])
        for number, table in enumerate(self._tables[1:], start=1):
            places = places[table[pairs[places + 2 * number]]]
        return places


BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){16,}")
ZLIB = re.compile(
    b"|".join(
        re.escape(bytes([method, flags]))
        for method in (0x08, 0x18, 0x28, 0x38, 0x48, 0x58, 0x68, 0x78)
        for flags in range(256)
        if not flags & 0x20 and (method * 256 + flags) % 31 == 0
    )
)
GZIP = re.compile(rb"\x1f\x8b\x08")
ZIP = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
BZIP2 = re.compile(rb"BZh[1-9]1AY&SY")
XZ = re.compile(rb"\xfd7zXZ\x00")


def unpacked(data: bytes, *, is_whole: bool) -> Iterator[tuple[str, bytes]]:
    """What is packed in these bytes. `is_whole`: they may be one packed stream without a header."""
    if is_whole and (inner := inflated(data, -zlib.MAX_WBITS)):
        yield "deflate", inner
    view = memoryview(data)
    for pattern, name, bits in ((ZLIB, "zlib", zlib.MAX_WBITS), (GZIP, "gzip", 16 + zlib.MAX_WBITS)):
        for found in pattern.finditer(data):
            if inner := inflated(view[found.start() :], bits):
                yield name, inner
    for found in ZIP.finditer(data):
        begin = found.end() + sum(int.from_bytes(length, "little") for length in found.groups())
        if inner := inflated(view[begin:], -zlib.MAX_WBITS):
            yield "zip", inner
    for pattern, name, opener in ((BZIP2, "bzip2", bz2.BZ2Decompressor), (XZ, "xz", lzma.LZMADecompressor)):
        for found in pattern.finditer(data):
            try:
                yield name, opener().decompress(data[found.start() :], LARGEST)
            except (OSError, EOFError, lzma.LZMAError):
                continue
    yield from _decoded(data)


def inflated(data: bytes | memoryview, bits: int) -> bytes:
    """What a stream says until it ends or breaks; nothing for what is none."""
    stream, parts, size = zlib.decompressobj(bits), [], 0
    try:
        # A few bytes tell most of the false beginnings.
        for start, end in ((0, 64), (64, 4096), (4096, len(data))):
            parts.append(stream.decompress(data[start:end], LARGEST - size))
            size += len(parts[-1])
            if stream.eof or end >= len(data):
                break
    except zlib.error:
        return b"".join(parts) if size >= SHORTEST else b""
    return b"".join(parts) if size >= SHORTEST else b""


def _decoded(data: bytes) -> Iterator[tuple[str, bytes]]:
    for found in BASE64.finditer(data):
        run = found[0].translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(4):
            part = run[start:]
            part = part[: len(part) // 4 * 4] if len(part) % 4 == 1 else part + b"=" * (-len(part) % 4)
            try:
                yield "base64", base64.b64decode(part)
            except binascii.Error:
                continue
    for found in HEX.finditer(data):
        yield "hex", bytes.fromhex(found[0].decode())
