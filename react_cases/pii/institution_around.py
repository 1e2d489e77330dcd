"""A text word by word, as the reader of institutions asks for what stands around a kind."""

import re
from collections.abc import Sequence

from react_cases.pii import institution_numbers as numbers
from react_cases.pii import institution_words as told
from react_cases.pii import letters
from react_cases.pii.institution_kinds import Kind, Kinds, kinds
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.place_words import is_namesake
from react_cases.pii.prepared import Prepared
from react_cases.pii.words import Word, without_capitals

MOST_BETWEEN = 4
SHORTEST_DISTRICT = 5
_SELDOM = 2


class Around:
    """Asked for the words near one: each is looked up once."""

    def __init__(self, text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        self._kinds: Kinds = kinds()
        self._known: dict[tuple[str, bool], Kind | None] = {}
        self._modifiers: dict[str, bool] = {}
        self._is_caseless = without_capitals(words)

    def _kind(self, word: Word) -> Kind | None:
        """The kind of a word; asked once for each word of the text."""
        key = word.text, numbers.NUMBER.match(self._text.text, word.end) is not None
        if key not in self._known:
            is_caseless = self._is_caseless
            self._known[key] = self._kinds.kind(word, self._lexicon, is_caseless=is_caseless, is_numbered=key[1])
        return self._known[key]

    def _lower(self, index: int) -> str:
        return self._words[index].lower if 0 <= index < len(self._words) else ""

    def _touch(self, index: int) -> bool:
        """Only a space lies between a word and the next one."""
        if not 0 <= index < len(self._words) - 1:
            return False
        between = self._text.text[self._words[index].end : self._words[index + 1].start]
        return between == " " or (between == ". " and self._words[index].lower in told.DOTTED)

    def _is_modifier(self, index: int) -> bool:
        lower = self._lower(index)
        if self._words[index].is_capital and not self._words[index].begins_sentence and is_namesake(lower):
            return False  # `Достук чайканасында`
        if lower not in self._modifiers:
            place = self._lexicon.place(lower)
            is_place = place is not None and place.key == letters.folded(lower)
            self._modifiers[lower] = not is_place and self._kinds.is_modifier(lower, self._lexicon)
        return self._modifiers[lower]

    def _first_modifier(self, index: int) -> int:
        """The first of the words that say more of a kind: `районная больница`, `кургак учук диспансери`."""
        first = index
        while index - first < MOST_BETWEEN and self._touch(first - 1) and self._is_modifier(first - 1):
            first -= 1
        return first

    def _is_unknown(self, word: Word) -> bool:
        """No ordinary word of the language of its script, or a name: `сомон`, `арзуу`."""
        languages = ("ru",) if word.is_cyrillic else ("en",)
        usual = max(self._lexicon.frequency(word.lower, language) for language in languages)
        if usual > 1 or (usual and not self._is_nominative(word)):
            return False
        is_kyrgyz = word.is_cyrillic and self._lexicon.frequency(word.lower, "ky") > 1
        return not is_kyrgyz or self._lexicon.first_name(word.lower) is not None

    def _is_seldom(self, word: Word) -> bool:
        """`глобус`, `мираж`, "oasis": a word that houses are called with, though people say it now and then."""
        is_usual = self._lexicon.frequency(word.lower, "ru" if word.is_cyrillic else "en") > _SELDOM
        return not is_usual and not word.lower.endswith("ed") and self._is_nominative(word)

    def _is_nominative(self, word: Word) -> bool:
        return not word.is_cyrillic or "nomn" in self._lexicon.russian_cases(word.lower)

    def _is_bare(self, phrase: str) -> bool:
        place = self._lexicon.place(phrase)
        return place is not None and letters.skeleton(phrase) == letters.skeleton(place.key)

    def _is_owned(self, index: int, kind: Kind) -> bool:
        """Whether a name may stand before the kind: in Latin writing, or with the Kyrgyz mark of a compound."""
        word = self._words[index]
        if not word.is_cyrillic or not letters.is_cyrillic(word.text[:3]):
            return True
        lower = word.lower if "-" in kind.key else word.lower.rpartition("-")[2]
        if kind.key.endswith(told.IS_OWNED):
            return True
        rest = letters.folded(lower)[len(kind.key) - (kind.key[-1] in told.WEAK_END) :]
        return bool(re.match(r"[апбт]?(?:с[ыиу]|[ыиу](?:н|$))", rest)) or kind.is_abbreviation
