"""The names of streets: those of data/hand/streets.txt, in any ending and script, and words that end as streets do."""

from collections.abc import Iterator
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.lexicon import lexicon
from react_cases.pii.patterns import Later

_SHAPE = Later(
    r"(?:[оеё]в(?:а|ой)?|[аеиуы]ин(?:а|ой)|[цс]к(?:ая|ой|ую)|[нв](?:ая|ой)|b?ek(?:ov|ova)|[oe]v(?:a|oi|oy)?|sk(?:aya|oi|oy)"
    r"|[nv]aya|tdinov\w?|dinov\w?)$"
)


class Streets:
    """The streets of data/hand/streets.txt by their skeletons."""

    def __init__(self) -> None:
        lists = data_files.sections("streets.txt")
        self._sure = frozenset(key for section in ("people", "adjectives") for key in _keys_of_list(lists[section]))
        self._other = frozenset(_keys_of_list(lists["other words"]))
        known = [
            *(key for key in self._sure if len(key) >= _NEAR_FROM),
            *(key for key in self._other if len(key) > _NEAR_FROM),
        ]
        self._near = frozenset(form for key in known for form in _shorter(key))

    def is_sure(self, phrase: str) -> bool:
        """Whether few texts mean anything but a street by these words before a number."""
        return not self._sure.isdisjoint(letters.street_stems(phrase))

    def is_listed(self, phrase: str) -> bool:
        """Whether a street has this name, whatever else it may mean."""
        forms = letters.street_stems(phrase)
        return not (self._sure.isdisjoint(forms) and self._other.isdisjoint(forms))

    def is_named(self, word: str) -> bool:
        """Whether a street is called by this very word, without an ending: Ленин, Победа."""
        return letters.skeleton(word) in self._sure or letters.skeleton(word) in self._other

    def is_nearly(self, word: str) -> bool:
        """Whether a word is a sure street but for one letter: Sovetskya, Заводска, Кулатв."""
        keys = [key for key in letters.street_stems(word) if len(key) >= _NEAR_FROM - 1]
        return any(self._is_near(key) for key in keys)

    def _is_near(self, key: str) -> bool:
        return key in self._near or any(form in self._sure or form in self._near for form in _shorter(key))


_NEAR_FROM = 6


@lru_cache(maxsize=1)
def streets() -> Streets:
    """The one list of the process, read at the first call."""
    return Streets()


def may_name_street(word: str) -> bool:
    """Whether figures behind a word may be a house: токтогула 7/11."""
    return streets().is_listed(word) or looks_like_street(word)


def looks_like_street(word: str) -> bool:
    """Its end is that of a surname or an adjective, and no dictionary has it as a word."""
    return _SHAPE.search(word.lower()) is not None and not is_word(word)


def is_word(word: str) -> bool:
    """A dictionary has it, also as a name."""
    known = lexicon()
    if not letters.is_cyrillic(word):
        return known.frequency(word, "en") > 0
    return known.frequency(word, "ru") > 0 or known.frequency(word, "ky") > 1


def _keys_of_list(entries: list[str]) -> Iterator[str]:
    for entry in entries:
        yield letters.skeleton(entry)
        base = letters.surname_base(entry)
        if base is not None:
            yield base


def _shorter(key: str) -> Iterator[str]:
    for place in range(1, len(key)):
        yield key[:place] + key[place + 1 :]
