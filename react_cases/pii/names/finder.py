"""The name layer: scores every free word, lets accepted names vouch for their neighbours and for later forms of
themselves, and joins what stands together."""

from collections.abc import Iterator, Sequence

from react_cases.pii import letters
from react_cases.pii.findings import Finding, Label
from react_cases.pii.languages import Language, languages_of
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.names import endings
from react_cases.pii.names.assembly import runs_of, with_initials
from react_cases.pii.names.cues import CueReader
from react_cases.pii.names.facts import Case, Facts, Knowledge
from react_cases.pii.names.officers import are_officers, near_post
from react_cases.pii.names.scores import Score, score_of
from react_cases.pii.names.writing import cases_of, has_inner_capital, is_abbreviation
from react_cases.pii.patterns import word_set
from react_cases.pii.prepared import Prepared
from react_cases.pii.spans import Taken
from react_cases.pii.words import Word

_JOINED = Score(4.0, "name.joined")
_NEIGHBOUR = Score(2.0, "name.neighbour")
_LATER_FORM = Score(2.6, "name.later_form")
_COORDINATED = Score(2.0, "name.neighbour")
_AND = word_set("и and жана менен with i jana")
_ONLY_UNKNOWN = frozenset({"name.unknown", "name.speech", "name.typo", "name.later_form"})
_VOUCHES_FROM = 1.5
"""Points of a name that other forms of it are looked for."""
_SHORTEST_SHARED = 4
_NEVER_KYRGYZ = frozenset({"тен", "тян", "пак", "цой"})
"""Short surnames that Kyrgyz texts have as nothing else, whatever a list says: «тең» has another letter."""
_USUAL_BESIDE = 2
"""The same in small letters: «джумабаев трубку не берёт»."""
_USUAL_WORD = 3
"""From this frequency an ordinary word is no surname beside a name."""


class NameFinder:
    """One scan's search for names of people in the characters that no rule layer took."""

    def __init__(
        self, text: Prepared, words: Sequence[Word], taken: Taken, lexicon: Lexicon, hint: str | None = None
    ) -> None:
        self._text = text
        self._words = words
        self._taken = taken
        self._knowledge = Knowledge(lexicon)
        self._languages = languages_of(words, lexicon, hint)
        self._cues = CueReader(words, self._languages, lexicon)
        self._free = [taken.is_free(word.start, word.end) for word in words]
        self.cases = cases_of(words, self._free)
        self._scores: list[Score | None] = [None] * len(words)

    def find(self) -> Iterator[Finding]:
        """All names, in order."""
        for index in range(len(self._words)):
            if self._may_be_name(index) and self._is_worth_asking(index):
                self._scores[index] = score_of(
                    self._facts(index), self.cases[index], self._cues.around(index), self._languages[index]
                )
        self._join_uulu()
        self._accept_neighbours()
        self._reject_misspelt()
        self._accept_coordinated()
        self._accept_later_forms()
        self._accept_neighbours()
        yield from self._assembled()

    def _facts(self, index: int) -> Facts:
        return self._knowledge.facts(self._words[index], self._languages[index])

    def _may_be_name(self, index: int) -> bool:
        """Free, long enough, no abbreviation, and not itself a cue such as `клиент` or `капитан`."""
        word = self._words[index]
        return (
            self._free[index]
            and len(word.text) > 1
            and not is_abbreviation(word, self.cases[index])
            and self._cues.cues[index] is None
            and self._may_have_capitals(word, index)
            and not self._is_misspelt_post(word, index)
            and not endings.joins_names(word.lower)
        )

    def _is_misspelt_post(self, word: Word, index: int) -> bool:
        """`Лейтенат`, `милицианер`: a post with a slip, which says who the name behind it is."""
        if self.cases[index] is Case.SMALL or self.cases[index] is Case.INSIDE:
            return False
        facts = self._facts(index)
        if facts.first is not None or facts.ordinary or facts.is_surname:
            return False
        return near_post(word.lower) is not None

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

    def _join_uulu(self) -> None:
        """`Эркинбек уулу Данияр`: both neighbours of уулу and кызы are names."""
        for index, word in enumerate(self._words):
            if not endings.joins_names(word.lower) or not self._free[index]:
                continue
            for place in (index - 1, index + 1):
                if 0 <= place < len(self._words) and self._touch(min(index, place)) and self._fits_beside(place):
                    self._scores[place] = _JOINED
            if self._is_accepted(index - 1) or self._is_accepted(index + 1):
                self._scores[index] = _JOINED

    def _fits_beside(self, index: int) -> bool:
        """A word that уулу or кызы can join: `агасынын кызы`, `анын уулу` are no names."""
        case, facts = self.cases[index], self._facts(index)
        if not self._free[index] or self._cues.cues[index] is not None or facts.is_never_name or facts.is_function_word:
            return False
        if case in (Case.INSIDE, Case.INITIAL):
            return case is Case.INSIDE or facts.ordinary < 3 or facts.first is not None
        return facts.first is not None or facts.ordinary == 0

    def _accept_neighbours(self) -> None:
        """A word beside an accepted name is part of it, if nothing speaks against it."""
        for order in (range(len(self._words) - 1), range(len(self._words) - 2, -1, -1)):
            for index in order:
                is_left = self._is_accepted(index)
                if is_left == self._is_accepted(index + 1) or not self._touch(index):
                    continue
                if is_left and self._may_extend(index + 1, 1):
                    self._scores[index + 1] = _NEIGHBOUR
                if not is_left and self._may_extend(index, -1):
                    self._scores[index] = _NEIGHBOUR

    def _may_extend(self, index: int, direction: int) -> bool:
        """Whether an accepted name may grow over a word, to the right (1) or to the left (-1)."""
        if not self._may_be_name(index):
            return False
        facts, case = self._facts(index), self.cases[index]
        is_place = facts.is_place and facts.first is None and (not facts.is_surname or facts.is_weak_surname)
        is_function_word = facts.is_function_word and not self._is_short_surname(index)
        if facts.is_never_name or is_function_word or is_place:
            return False
        if case is Case.SMALL:
            return self._may_extend_slip(index, facts, direction)
        if case is Case.CASELESS:
            return self._may_extend_small(index, facts, direction)
        if case is Case.INITIAL:
            rarest = 2 if self._languages[index] is Language.ENGLISH else 1
            return facts.first is not None or facts.ordinary < rarest or self._is_short_surname(index)
        return (
            facts.ordinary < 2
            or facts.first is not None
            or facts.is_surname
            or facts.is_listed_surname
            or facts.is_short_surname
            or direction == 1
        )

    def _may_extend_slip(self, index: int, facts: Facts, direction: int) -> bool:
        """The same for a small word where names have capitals: «пришла марина петрова», dictated or typed fast."""
        if facts.first is not None and not facts.is_ambiguous:
            return facts.ordinary == 0
        if facts.is_patronymic:
            return True
        beside = self._facts(index - direction)
        is_likely = facts.is_surname and not (facts.is_weak_surname and self._languages[index] is Language.KYRGYZ)
        return facts.ordinary == 0 and beside.first is not None and (is_likely or facts.is_listed_surname)

    def _may_extend_small(self, index: int, facts: Facts, direction: int) -> bool:
        """The same in a text without capitals: names, likely surnames, and after a first name any unknown word."""
        if facts.first is not None or (facts.is_listed_surname and facts.ordinary < _USUAL_BESIDE):
            return True
        if self._is_short_surname(index):
            return self._facts(index - direction).first is not None
        if facts.ordinary:
            return False
        if facts.is_surname or facts.part == 2:
            return True
        is_after_first_name = direction == 1 and self._facts(index - 1).first is not None
        return is_after_first_name and self._languages[index] in (Language.RUSSIAN, Language.ENGLISH)

    def _is_short_surname(self, index: int) -> bool:
        """`Ким`, which is also who in Kyrgyz, `Тен`, `Пак`: asked beside first names only."""
        lower, language = self._words[index].lower, self._languages[index]
        if not endings.is_short_surname(lower):
            return False
        return language is not Language.KYRGYZ or lower in _NEVER_KYRGYZ or self._facts(index).ordinary < _USUAL_WORD

    def _reject_misspelt(self) -> None:
        """A word accepted only because no dictionary knows it, which is an ordinary word with a slip: `паспотр`."""
        for index, score in enumerate(self._scores):
            if score is None or not score.is_accepted or score.rule not in _ONLY_UNKNOWN:
                continue
            is_alone = not (self._is_accepted(index - 1) or self._is_accepted(index + 1))
            is_guess = is_alone and self.cases[index] is not Case.INSIDE and self._cues.around(index).is_bare
            if is_guess and self._knowledge.is_misspelt(self._words[index], self._languages[index]):
                self._scores[index] = None

    def _accept_coordinated(self) -> None:
        """`Алина, Вика и Салтанат`: a first name in a row with accepted ones."""
        for index in range(len(self._words)):
            if self._is_accepted(index) or self.cases[index] is Case.SMALL or not self._may_stand_in_row(index):
                continue
            if not self._may_be_name(index):
                continue
            facts = self._facts(index)
            if facts.is_never_name or facts.is_function_word or facts.is_place:
                continue
            is_listed = facts.first is not None and facts.first.weight > 1
            if not is_listed and (facts.ordinary or self.cases[index] is not Case.CASELESS):
                continue
            if any(self._is_beside_in_row(index, direction, is_listed=is_listed) for direction in (-1, 1)):
                self._scores[index] = _COORDINATED

    def _may_stand_in_row(self, index: int) -> bool:
        """An accepted name is next to a word or behind the next one: the cheap part of `_is_beside_in_row`."""
        return any(self._is_accepted(index + distance) for distance in (-2, -1, 1, 2))

    def _is_beside_in_row(self, index: int, direction: int, *, is_listed: bool) -> bool:
        """An accepted name stands next to a word with «и» (or a comma, if the word is listed) between."""
        other = index + direction
        has_and = 0 <= other < len(self._words) and self._words[other].lower in _AND
        if has_and:
            other += direction
        if not (has_and or is_listed) or not self._is_accepted(other) or self._facts(other).first is None:
            return False
        first, second = min(index, other), max(index, other)
        if has_and:
            return not any(word.begins_sentence for word in self._words[first + 1 : second + 1])
        return self._text.text[self._words[first].end : self._words[second].start] == ", "

    def _accept_later_forms(self) -> None:
        """Other mentions of a word that was accepted with conviction: `Хуршид`, then `Хуршиду`."""
        vouched: set[str] = set()
        for index, score in enumerate(self._scores):
            if score is None or score.points < _VOUCHES_FROM:
                continue
            if score.rule != "name.neighbour" or self._facts(index).first is not None:
                vouched.update(self._stems(index))
        for index in range(len(self._words)):
            if self.cases[index] is Case.SMALL or self._is_accepted(index) or vouched.isdisjoint(self._stems(index)):
                continue
            if not self._may_be_name(index):
                continue
            facts = self._facts(index)
            is_usual_from = 4 if self.cases[index] is Case.INSIDE or facts.first is not None else 2
            if facts.ordinary < is_usual_from:
                self._scores[index] = _LATER_FORM

    def _stems(self, index: int) -> frozenset[str]:
        """Keys of the name that a word may be a form of, long enough to say something."""
        word = self._words[index]
        if not word.is_cyrillic:
            stems = letters.latin_stems(word.lower)
        elif self._languages[index] is Language.KYRGYZ:
            stems = letters.kyrgyz_stems(word.lower)
        else:
            stems = (*letters.russian_stems(word.lower), *letters.kyrgyz_stems(word.lower))
        return frozenset(stem for stem in stems if len(stem) >= min(_SHORTEST_SHARED, len(word.lower)))

    def _assembled(self) -> Iterator[Finding]:
        runs = list(runs_of(self._text, self._words, self._scores))
        officers = are_officers(runs, self._words, self._cues, self._text.text)
        for run, is_officer in zip(runs, officers, strict=True):
            first, last = self._words[run[0]], self._words[run[-1]]
            is_small = self.cases[run[-1]] is Case.CASELESS
            start, end = with_initials(self._text, self._taken, first.start, last.end, small=is_small)
            best = max((score for index in run if (score := self._scores[index])), key=lambda score: score.points)
            yield Finding(start, end, Label.PERSON, best.confidence, best.rule, is_officer)
