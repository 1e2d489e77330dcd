"""What is known of each word of a text while its names are looked for: whether it is free, what it says, its points."""

import re
from collections.abc import Sequence

from react_cases.pii import letters
from react_cases.pii.institution_kinds import kinds
from react_cases.pii.languages import Language, languages_of
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.names import endings
from react_cases.pii.names.cues import CueReader, near_post
from react_cases.pii.names.facts import Case, Facts, Knowledge
from react_cases.pii.names.neighbours import in_neighbour_language, is_neighbour_verb, is_neighbour_word
from react_cases.pii.names.phrases import in_phrases, is_talked_about
from react_cases.pii.names.scores import Score
from react_cases.pii.names.writing import cases_of, has_inner_capital, is_abbreviation
from react_cases.pii.prepared import Prepared
from react_cases.pii.spans import Taken
from react_cases.pii.words import Word

_NEVER_KYRGYZ = frozenset({"тен", "тян", "пак", "цой"})
"""Short surnames that Kyrgyz texts have as nothing else, whatever a list says: «тең» has another letter."""
_ZHENYA = frozenset({"жени", "жене", "женю", "женей"})
_SHORTENED = re.compile("[А-ЯЁ][а-яё]{1,4}-[а-яё]{1,3}")
"""`Кл-т`, `Раб-ла`."""
_SURE_PART = 2
_USUAL_WORD = 3
"""From this frequency an ordinary word is no surname beside a name."""


class Evidence:
    """The words of one scan with their facts, and the points of those that may be names."""

    def __init__(
        self, text: Prepared, words: Sequence[Word], taken: Taken, lexicon: Lexicon, hint: str | None = None
    ) -> None:
        self._text = text
        self._words = words
        self._taken = taken
        self._knowledge = Knowledge(lexicon)
        self._languages = languages_of(words, lexicon, hint)
        self._cues = CueReader(words, self._languages, lexicon)
        self._in_phrases = in_phrases(words)
        self._in_neighbour = in_neighbour_language(words)
        self._free = [taken.is_free(word.start, word.end) for word in words]
        self.cases = cases_of(words, self._free)
        self._scores: list[Score | None] = [None] * len(words)
        self._misspelt_posts: dict[str, bool] = {}

    def _facts(self, index: int) -> Facts:
        return self._knowledge.facts(self._words[index], self._languages[index])

    def _may_be_name(self, index: int) -> bool:
        """Free, long enough, no abbreviation, and not itself a cue such as `клиент` or `капитан`."""
        word = self._words[index]
        return (
            self._free[index]
            and len(word.text) > 1
            and index not in self._in_phrases
            and not is_abbreviation(word, self.cases[index])
            and (self._cues.cues[index] is None or self._is_zhenya(index))
            and self._may_have_capitals(word, index)
            and not self._is_misspelt_post(word, index)
            and not endings.joins_names(word.lower)
        )

    def _is_zhenya(self, index: int) -> bool:
        """`Жени`, `Жене` with a capital inside a sentence are of Женя, in small letters of a wife."""
        return self.cases[index] is Case.INSIDE and self._words[index].lower in _ZHENYA

    def _is_misspelt_post(self, word: Word, index: int) -> bool:
        """`Лейтенат`, `милицианер`: a post with a slip, which says who the name behind it is."""
        if self.cases[index] is Case.SMALL or self.cases[index] is Case.INSIDE:
            return False
        facts = self._facts(index)
        if facts.first is not None or facts.ordinary or facts.is_surname:
            return False
        if word.lower not in self._misspelt_posts:
            self._misspelt_posts[word.lower] = near_post(word.lower) is not None
        return self._misspelt_posts[word.lower]

    def _is_other_word(self, index: int) -> bool:
        """A name talked about as a word, a word of Uzbek, Tajik or Kazakh, or one that begins such a sentence."""
        word, facts = self._words[index], self._facts(index)
        if facts.first is not None and is_talked_about(self._words, index):
            listed = self._knowledge.lexicon.named(facts.first.key) or facts.first
            if facts.first.ordinary_in or listed.ordinary_in:
                return True
        is_like_name = facts.first is not None or facts.is_surname or facts.is_patronymic or facts.part == _SURE_PART
        if not is_like_name and _SHORTENED.fullmatch(word.text):
            return True
        if not word.is_cyrillic and facts.first is not None and self._is_kind(word):
            return True
        if is_neighbour_word(word.lower):
            return self._in_neighbour[index] or not is_like_name
        if self.cases[index] is not Case.INITIAL or is_like_name or not self._cues.around(index).is_bare:
            return False
        return self._in_neighbour[index] or is_neighbour_verb(word.lower)

    def _is_kind(self, word: Word) -> bool:
        """`Militsiyaga`: an institution, near to a name only in its letters."""
        lexicon = self._knowledge.lexicon
        is_listed = lexicon.named(letters.folded(word.lower)) is not None
        return not is_listed and kinds().kind(word, lexicon, is_caseless=False) is not None

    def _may_have_capitals(self, word: Word, index: int) -> bool:
        """Of words with several capitals (`SBNON`, `TsON`) only those that look like names otherwise."""
        if self.cases[index] is Case.CASELESS or not has_inner_capital(word):
            return True
        facts = self._facts(index)
        return facts.first is not None or facts.is_patronymic or facts.is_surname

    def _is_worth_asking(self, index: int) -> bool:
        """Most words of a text with capitals are small and like no name: they are not looked up any further."""
        if self.cases[index] is not Case.SMALL:
            return True
        word, before = self._words[index], index - 1
        if before >= 0 and self._cues.cues[before] is not None and endings.is_surname(word.lower):
            return not endings.is_weak_surname(word.lower)
        return self._knowledge.may_be_small(word, self._languages[index])

    def _is_accepted(self, index: int) -> bool:
        if not 0 <= index < len(self._words):
            return False
        score = self._scores[index]
        return score is not None and score.is_accepted

    def _touch(self, index: int) -> bool:
        """Only a space lies between a word and the next one."""
        return self._text.text[self._words[index].end : self._words[index + 1].start] in {" ", "  ", "-"}

    def _is_beside_accepted(self, index: int) -> bool:
        """Nothing but a space parts a word from an accepted name."""
        return (self._is_accepted(index - 1) and self._touch(index - 1)) or (
            self._is_accepted(index + 1) and self._touch(index)
        )

    def _is_short_surname(self, index: int) -> bool:
        """`Ким`, which is also who in Kyrgyz, `Тен`, `Пак`: asked beside first names only."""
        lower, language = self._words[index].lower, self._languages[index]
        if not endings.is_short_surname(lower):
            return False
        return language is not Language.KYRGYZ or lower in _NEVER_KYRGYZ or self._facts(index).ordinary < _USUAL_WORD
