"""What people put to a first name to tell who is meant: `Лёха Немец`, `узун Бакыт`, `Sara the Pepper`."""

import re
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.patterns import word_set

_BEFORE = word_set(
    "big small little long fat skinny tall tiny black red blind lame crazy mad bald deaf"
    " узун чоң кичине сары кара аксак чолок семиз арык тентек сокур кызыл таз тунук көк дөө катта кичик пучук"
)
_AFTER = re.compile(
    r"(?:рыж|кос|лыс|длинн|толст|ч[её]рн|хром|мал|сед|беззуб|крив|бел|шустр|нем|глух|горбат|одноглаз|слеп|бешен|стар"
    r"|худ|больш|мелк|молод)(?:ый|ой|ий|ая|ого|ому|ым|ую)"
)
_LANGUAGE = re.compile("'s$|ча$")
"""`кыргызча` is how one speaks."""
_THE = re.compile(r" the [A-Z][a-z]{2,20}\b")


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    sections = data_files.sections("never_names.txt")
    return frozenset(
        letters.folded(word) for section, words in sections.items() if section.startswith("peoples") for word in words
    )


def is_people(lower: str) -> bool:
    """A word for who is of a people: `немец`, `казашку`, `дунган`, `uzbek`."""
    if _LANGUAGE.search(lower):
        return False
    stems = (*letters.russian_stems(lower), *letters.kyrgyz_stems(lower)) if letters.is_cyrillic(lower) else ()
    return any(stem in _peoples() for stem in (*stems, letters.folded(lower)))


def is_nickname_beside(lower: str, direction: int) -> bool:
    """A word that stands behind (1) or in front of (-1) a first name as part of how somebody is called."""
    if is_people(lower):
        return True
    return _AFTER.fullmatch(lower) is not None if direction == 1 else lower in _BEFORE


def end_with_nickname(text: str, end: int) -> int:
    """The end of a name, or of the nickname behind it: `Sara the Pepper`."""
    match = _THE.match(text, end)
    return match.end() if match else end
