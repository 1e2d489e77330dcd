"""The optional extra `ner`: a recognition model for Russian names beside the rules.

Off by default. Its weights lie inside the natasha package, which `make ner` installs; they are opened by path and
natasha itself is never imported (it does not run on current Pythons). Whoever switches it on and lacks it, or has
other weights than the ones that were measured, gets NerUnavailable: a guard that is believed to be stronger than it
is would be worse than none. Nothing is downloaded.

    extra = ner.model()                 # at the start of the process
    scan(text, extra=extra)
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from react_cases.pii.findings import Finding, Label
from react_cases.pii.lexicon import lexicon
from react_cases.pii.sentences import Language, language_of

RULE = "name.ner"
CONFIDENCE = 0.7
"""Amber: it is right more often than not, and nobody can say why."""

WEIGHTS = Path("data/model/slovnet_ner_news_v1.tar")
WORDS = Path("data/emb/navec_news_v1_1B_250K_300d_100q.tar")
HASHES = {
    WEIGHTS: "16c3343a6572ddf0e2b2fc1923113de15a7f5ca5bde90e780dd590418665603e",
    WORDS: "f07270833d78523edc5781538d67038e95b43975e4a7ae757c693b687f9cbfca",
}
"""SHA-256 of the two files that are opened."""

_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…\n]*")
_PIECE = 400
"""Characters that the model reads at once, about: sentences are put together until there are as many."""
_LONGEST_PIECE = 1200
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]{2,}(?:-[\u0400-\u04ff]+)*")
_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?…:\n])[\s«\"(—–-]*$")
_INSTALL = "install it with `make ner`, or set PII_NER=0"


class NerUnavailable(RuntimeError):
    """The model was asked for and is not there, or is not the one that was measured."""


class NerModel:
    """Finds names of people; call it with a text to get findings with offsets of that text."""

    def __init__(self, tag: Callable[[str], Any]) -> None:
        self._tag = tag

    @classmethod
    def load(cls, directory: Path | None = None) -> "NerModel":
        """The model from the directory of the natasha package. Takes a second and some 90 MB; raises NerUnavailable."""
        directory = verified(directory)
        try:
            from navec import Navec
            from slovnet import NER
        except ImportError as error:
            raise NerUnavailable(f"The extra `ner` is not complete ({error.name} is missing): {_INSTALL}.") from error
        return cls(NER.load(str(directory / WEIGHTS)).navec(Navec.load(str(directory / WORDS))))

    def __call__(self, text: str) -> Iterator[Finding]:
        """The names in a text, in order. Reads Cyrillic only."""
        for offset, piece in _pieces(text):
            if _CYRILLIC_WORD.search(piece) is None:
                continue
            is_kyrgyz = language_of(piece) is Language.KY
            for span in self._tag(piece).spans:
                if span.type == "PER":
                    for start, end in _names_in(piece, span.start, span.stop, is_kyrgyz):
                        yield Finding(offset + start, offset + end, Label.PERSON, CONFIDENCE, RULE)


def verified(directory: Path | None = None) -> Path:
    """The directory of the natasha package, its two files checked; raises NerUnavailable. Takes 0.1 s."""
    directory = directory or _installed()
    for name, expected in HASHES.items():
        try:
            content = (directory / name).read_bytes()
        except OSError as error:
            raise NerUnavailable(f"The extra `ner` lacks {name.name}: {_INSTALL}.") from error
        if sha256(content).hexdigest() != expected:
            raise NerUnavailable(f"{name.name} is not the file that was measured: {_INSTALL}.")
    return directory


@lru_cache(maxsize=1)
def model() -> NerModel:
    """The installed model, loaded once in a process; raises NerUnavailable."""
    return NerModel.load()


def _installed() -> Path:
    package = find_spec("natasha")  # looks for it and does not run it
    if package is None or not package.submodule_search_locations:
        raise NerUnavailable(f"The extra `ner` is not installed: {_INSTALL}.")
    return Path(package.submodule_search_locations[0])


def _names_in(text: str, start: int, end: int, is_kyrgyz: bool) -> Iterator[tuple[int, int]]:
    """What a span holds beside ordinary words, which the model takes along, and above all in Kyrgyz.

    There it believes that whatever begins a sentence is somebody: such a word does not count alone.
    """
    run: list[re.Match[str]] = []
    for word in _CYRILLIC_WORD.finditer(text, start, end):
        if _is_ordinary(word[0]):
            yield from _run(text, run, is_kyrgyz)
            run = []
        else:
            run.append(word)
    yield from _run(text, run, is_kyrgyz)


def _run(text: str, run: list[re.Match[str]], is_kyrgyz: bool) -> Iterator[tuple[int, int]]:
    if not run or (is_kyrgyz and len(run) == 1 and _BEFORE_SENTENCE.search(text, 0, run[0].start())):
        return
    yield run[0].start(), run[-1].end()


def _is_ordinary(word: str) -> bool:
    known = lexicon()
    usual = max(known.frequency(part, language) for part in word.split("-") for language in ("ru", "ky"))
    return usual > 1 or (usual == 1 and known.first_name(word) is None)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces with their offsets, cut between sentences where there are any."""
    start = 0
    for sentence in _SENTENCE.finditer(text):
        end = sentence.end()
        while end - start > _LONGEST_PIECE:
            yield start, text[start : start + _LONGEST_PIECE]
            start += _LONGEST_PIECE
        if end - start >= _PIECE or end == len(text):
            yield start, text[start:end]
            start = end
