"""The words for what a person or a place is, in three languages and in every case. Pure.

They go into narratives, so they are data of the guard and no strings of the interface.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from react_cases.pii.kyrgyz_suffixes import Suffix, attached
from react_cases.pii.lexicon import Sex
from react_cases.pii.russian_names import CASES, RussianCase

_MARK_OF_COMPOUND = "+"


@dataclass(frozen=True, slots=True)
class KindWord:
    """One word or phrase in three languages."""

    english: str
    kyrgyz: str
    russian: tuple[str, ...]
    """In the order of CASES."""

    def in_russian(self, case: RussianCase) -> str:
        """The Russian phrase in a case."""
        return self.russian[CASES.index(case)]

    def in_kyrgyz(self, suffixes: Sequence[Suffix]) -> str:
        """The Kyrgyz phrase with the suffixes of the word that it replaces."""
        base = self.kyrgyz.removesuffix(_MARK_OF_COMPOUND)
        return attached(base, suffixes, is_compound=self.kyrgyz.endswith(_MARK_OF_COMPOUND))


def role_word(role: str | None, sex: Sex | None) -> KindWord | None:
    """The words for a role (a section of data/hand/cues.txt), a man's where no sex is known; None if there are none."""
    words = _roles()
    for one in (sex, Sex.MALE, Sex.FEMALE):
        if role is not None and one is not None and (role, one) in words:
            return words[role, one]
    return None


def place_word(kind: str) -> KindWord:
    """The words for a kind of place: village, district, city, oblast, country, street, organisation."""
    return _places()[kind]


@lru_cache(maxsize=1)
def _roles() -> dict[tuple[str, Sex], KindWord]:
    return {
        (role, Sex(sex)): KindWord(english, kyrgyz, tuple(russian))
        for roles, sex, english, kyrgyz, *russian in _rows("role_words.tsv")
        for role in roles.split(",")
    }


@lru_cache(maxsize=1)
def _places() -> dict[str, KindWord]:
    return {
        kind: KindWord(english, kyrgyz, tuple(russian)) for kind, english, kyrgyz, *russian in _rows("place_kinds.tsv")
    }


def _rows(name: str) -> Iterator[list[str]]:
    for line in resources.files("react_cases.pii").joinpath("data", name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
