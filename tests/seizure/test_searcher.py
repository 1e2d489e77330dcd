"""What the proof of a seizure rests on: a text planted in any encoding is found, and noise is not."""

import base64
import bz2
import gzip
import json
import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from django.core import signing

from tests.seizure.canaries import FOLDED, STEMS, Cage, Canary
from tests.seizure.searcher import CHUNK, Searcher
from tests.seizure.seized import read

NOISE = os.urandom(3000)
SEARCHER = Searcher([*STEMS.values(), FOLDED], {"a secret": b"\x01\x02secret"})


def deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def zipped(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return out.getvalue()


def quoted_printable(text: str) -> bytes:
    return "".join(f"={byte:02X}" for byte in text.encode()).encode()


PACKINGS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "capitals": lambda text: text.upper().encode(),
    "utf-16": lambda text: text.encode("utf-16-le"),
    "utf-16 of others": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 later": lambda text: base64.b64encode(b"a" + text.encode()),
    "base64 later still": lambda text: base64.b64encode(b"ab" + text.encode()),
    "base64 of utf-16": lambda text: base64.b64encode(b"ab" + text.encode("utf-16-le")),
    "base64 of addresses": lambda text: base64.urlsafe_b64encode(("ю" + text).encode()),
    "base32": lambda text: base64.b32encode(b"abc" + text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "bytea": lambda text: b"\\x" + text.encode().hex().upper().encode(),
    "url": lambda text: quote(text).encode(),
    "form": lambda text: quote_plus(text).lower().encode(),
    "json": lambda text: json.dumps(text).encode(),
    "json in json": lambda text: json.dumps(json.dumps(text)).encode(),
    "json in base64": lambda text: base64.b64encode(json.dumps({"text": text}).encode()),
    "repr": lambda text: repr(text.encode()).encode(),
    "mail": quoted_printable,
    "zlib": lambda text: zlib.compress(text.encode() * 3),
    "zlib, weak": lambda text: zlib.compress(text.encode() * 3, 1),
    "gzip": lambda text: gzip.compress(text.encode("utf-16-le")),
    "deflate in base64": lambda text: base64.b64encode(deflated(text.encode())),
    "zip": lambda text: zipped(text.encode()),
    "bzip2": lambda text: bz2.compress(text.encode()),
    "xz": lambda text: lzma.compress(text.encode()),
    "zlib in base64 in zlib": lambda text: zlib.compress(base64.b64encode(zlib.compress(text.encode()))),
    "gzip in hex": lambda text: gzip.compress(text.encode()).hex().encode(),
    "session": lambda text: signing.dumps({"text": text * 9}, compress=True).encode(),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_s1_a_planted_word_of_each_script_is_found(packing: str) -> None:
    canary = Canary(31)
    for word in (canary.russian, canary.kyrgyz, canary.latin):
        packed = PACKINGS[packing](f"There is {word}, and more.")
        assert list(SEARCHER.search("", NOISE[:1001] + b"\0" + packed + b"\0" + NOISE)), word
        assert list(SEARCHER.search("", packed)), word


def test_s1_a_search_index_without_kyrgyz_letters_is_found() -> None:
    word = Canary(0).kyrgyz.translate(str.maketrans("ңөү", "ноу"))
    assert list(SEARCHER.search("", f"index: {word}".encode()))


@pytest.mark.parametrize("at", range(1, 8))
def test_s1_the_databases_own_compression_hides_nothing(at: int) -> None:
    """Words that it meets first stand there letter by letter, with a byte for each eight."""
    for control in (b"\0", b"\n", b"\x80", b"\xff"):
        broken = STEMS["la"][:at].encode() + control + STEMS["la"][at:].encode()
        assert list(SEARCHER.search("", NOISE + broken + NOISE))


def test_s1_secrets_are_found_as_bytes_too() -> None:
    for spelled in (b"\x01\x02secret", base64.b64encode(b"k" + b"\x01\x02secret"), b"\x01\x02secret".hex().encode()):
        hits = list(SEARCHER.search("", NOISE + spelled + NOISE))
        assert {hit.name for hit in hits} == {"a secret"}


def test_s1_nothing_is_lost_between_two_parts() -> None:
    """At the seam of the parts in which large files are looked through."""
    word = Canary(5).russian.encode()
    for shift in (-len(word), -9, -1, 0):
        assert list(SEARCHER.search("", bytes(CHUNK + shift) + word + bytes(100)))


def test_s1_noise_and_our_own_program_hold_nothing() -> None:
    assert list(SEARCHER.search("", os.urandom(2**20))) == []
    assert list(SEARCHER.search("", base64.b64encode(os.urandom(2**16)) + os.urandom(2**16).hex().encode())) == []


def test_s1_a_word_tells_its_field() -> None:
    cage = Cage()
    fields = [f"field {number}" for number in range(400)]
    words = [cage.fly(field) for field in fields]
    assert len({word for canary in words for word in (canary.russian, canary.kyrgyz, canary.latin)}) == 1200
    assert cage.owner(f"... {words[333].kyrgyz} ...") == "field 333"
    assert all(re.fullmatch(r"[а-я]+ [а-яөңү]+ [a-z]+", word.short) for word in words)


def test_s1_a_file_that_its_program_removed_meanwhile_ends_no_search(tmp_path: Path) -> None:
    kept, removed = tmp_path / "kept", tmp_path / "removed"
    kept.write_bytes(b"found")
    assert [*read("here", removed), *read("here", kept)] == [("here", b"found")]
