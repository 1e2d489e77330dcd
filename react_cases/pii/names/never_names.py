"""Words with a capital that name no person: peoples, days, cars, medicines (`data/hand/never_names.txt`). Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from react_cases.pii import data_files, letters, slips

_ENGLISH_ENDINGS = re.compile(r"(?:'s|s'|s|es|ed|d|ing|ly|er|ers)$")
_NEAR_FROM = 7
"""Letters of a word that may hold a slip: `Novmber`, `бедаквелин`; a shorter one is a name as often."""


@lru_cache(maxsize=1)
def never_names() -> frozenset[str]:
    """The keys of the list."""
    return frozenset(letters.folded(word) for word in data_files.words("never_names.txt"))


@lru_cache(maxsize=1)
def _near() -> dict[str, str]:
    return slips.deletions(key for key in never_names() if len(key) >= _NEAR_FROM)


def is_never_name(lower: str) -> bool:
    """A word of the list, in any case ending, or two of them: `Кыргыз-Өзбек`."""
    if any(stem in never_names() for stem in _stems(lower)):
        return True
    return "-" in lower and all(is_never_name(part) for part in lower.split("-"))


def is_near_never_name(lower: str) -> bool:
    """A word of the list with a slip, in any case ending."""
    for stem in _stems(lower):
        if len(stem) < _NEAR_FROM - 1:
            continue
        found = (_near().get(form) for form in (stem, *slips.shorter(stem)))
        if any(key is not None and slips.is_one_edit(stem, key) for key in found):
            return True
    return False


def english_forms(lower: str) -> Sequence[str]:
    """A word and what it is without an English ending."""
    stem = _ENGLISH_ENDINGS.sub("", lower)
    return (lower, stem, stem + "e") if len(stem) > 2 else (lower,)


def _stems(lower: str) -> tuple[str, ...]:
    stems = (*letters.russian_stems(lower), *letters.kyrgyz_stems(lower)) if letters.is_cyrillic(lower) else ()
    return (*stems, *english_forms(letters.folded(lower)))
