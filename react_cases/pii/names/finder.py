"""The name layer: scores every free word, lets accepted names vouch for their neighbours and for later forms of
themselves, and joins what stands together."""

from collections.abc import Iterator, Sequence

from react_cases.pii.findings import Finding, Label
from react_cases.pii.languages import Language, languages_of
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.names import endings
from react_cases.pii.names.assembly import runs_of, with_initials
from react_cases.pii.names.cues import CueReader
from react_cases.pii.names.facts import Case, Facts, Knowledge, stems_of
from react_cases.pii.names.neighbours import in_neighbour_language, is_neighbour_verb, is_neighbour_word
from react_cases.pii.names.nicknames import end_with_nickname, is_nickname_beside, is_people
from react_cases.pii.names.officers import are_officers, near_post
from react_cases.pii.names.phrases import in_phrases, is_talked_about
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
_NEVER_KYRGYZ = frozenset({"тен", "тян", "пак", "цой"})
"""Short surnames that Kyrgyz texts have as nothing else, whatever a list says: «тең» has another letter."""
_TITLES_AND_NAMES = word_set("аким akim мырза мирза myrza mirza молдо moldo ажы")
_SHORT_UULU = word_set("у к u k")
_LONGEST_SYLLABLES = 7
_SURE_PART = 2
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
        self._in_phrases = in_phrases(words)
        self._in_neighbour = in_neighbour_language(words)
        self._free = [taken.is_free(word.start, word.end) for word in words]
        self.cases = cases_of(words, self._free)
        self._scores: list[Score | None] = [None] * len(words)

    def find(self) -> Iterator[Finding]:
        """All names, in order."""
        for index in range(len(self._words)):
            if self._may_be_name(index) and self._is_worth_asking(index) and not self._is_other_word(index):
                self._scores[index] = score_of(
                    self._facts(index), self.cases[index], self._cues.around(index), self._languages[index]
                )
        self._join_uulu()
        self._join_syllables()
        self._accept_nicknames()
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
            and index not in self._in_phrases
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

    def _is_other_word(self, index: int) -> bool:
        """A name talked about as a word, a word of Uzbek, Tajik or Kazakh, or one that begins such a sentence."""
        word, facts = self._words[index], self._facts(index)
        if facts.first is not None and facts.first.ordinary_in and is_talked_about(self._words, index):
            return True
        is_like_name = facts.first is not None or facts.is_surname or facts.is_patronymic or facts.part == _SURE_PART
        if is_neighbour_word(word.lower):
            return self._in_neighbour[index] or not is_like_name
        if self.cases[index] is not Case.INITIAL or is_like_name or not self._cues.around(index).is_bare:
            return False
        return self._in_neighbour[index] or is_neighbour_verb(word.lower)

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
            if self._is_short_uulu(index):
                self._scores[index] = self._scores[index + 1] = _JOINED
            if not endings.joins_names(word.lower) or not self._free[index]:
                continue
            for place in (index - 1, index + 1):
                if 0 <= place < len(self._words) and self._touch(min(index, place)) and self._fits_beside(place):
                    self._scores[place] = _JOINED
            if self._is_accepted(index - 1) or self._is_accepted(index + 1):
                self._scores[index] = _JOINED

    def _is_short_uulu(self, index: int) -> bool:
        """`Шабданбек у. Эрнис`, `Нурлан к. Айгерим`: уулу and кызы by their letter, between two names."""
        if self._words[index].lower not in _SHORT_UULU or not 0 < index < len(self._words) - 1:
            return False
        text, word = self._text.text, self._words[index]
        is_between = self._touch(index - 1) and text[word.end : self._words[index + 1].start] in {". ", "."}
        beside = (index - 1, index + 1)
        if len(self._words[index + 1].text) == 1:
            return False
        if not is_between or not all(self.cases[place] is Case.INSIDE or self._is_accepted(place) for place in beside):
            return False
        return self._is_accepted(index - 1) and self._fits_beside(index + 1)

    def _accept_nicknames(self) -> None:
        """`девочки зовут Кореянка`: who is called so is meant, whatever the word is."""
        for index, word in enumerate(self._words):
            if self.cases[index] is not Case.INSIDE or self._is_accepted(index) or not self._free[index]:
                continue
            if is_people(word.lower) and self._cues.around(index).is_called:
                self._scores[index] = _JOINED

    def _join_syllables(self) -> None:
        """`Ван Сушан`, `Min Gi Pak`: Chinese and Korean names, whose syllables are words of other languages, too."""
        for index in range(len(self._words) - 1):
            for length in (3, 2):
                places = range(index, index + length)
                if self._are_syllables(places) or self._are_name_and_syllable(places):
                    for place in places:
                        if not self._is_accepted(place):
                            self._scores[place] = _JOINED
                    break

    def _are_syllables(self, places: range) -> bool:
        """Capital words side by side, short, the first or last one of them a usual surname of that kind."""
        if places[-1] >= len(self._words) or not all(self._words[place].is_capital for place in places):
            return False
        ends = (self._words[places[0]].lower, self._words[places[-1]].lower)
        if not any(endings.is_syllable_surname(lower) for lower in ends):
            return False
        if not all(self._touch(place) and not self._words[place + 1].begins_sentence for place in places[:-1]):
            return False
        return all(self._may_be_syllable(place) for place in places)

    def _are_name_and_syllable(self, places: range) -> bool:
        """`lena tyan`, `роза цой` where nothing has capitals: each alone could be another word."""
        if len(places) != 2 or not self._touch(places[0]) or self._words[places[1]].begins_sentence:
            return False
        if not all(self.cases[place] is Case.CASELESS and self._may_be_name(place) for place in places):
            return False
        first = self._facts(places[0]).first
        return first is not None and first.weight > 1 and endings.is_only_surname(self._words[places[1]].lower)

    def _may_be_syllable(self, index: int) -> bool:
        word, facts = self._words[index], self._facts(index)
        if not self._may_be_name(index) or word.is_all_capitals or self.cases[index] is Case.CASELESS:
            return False
        if endings.is_syllable_surname(word.lower):
            is_who = word.lower == "ким" and self._languages[index] is Language.KYRGYZ
            return self.cases[index] is Case.INSIDE or not is_who
        if facts.is_function_word:
            return False
        if facts.first is not None:
            return facts.first.weight > 1 and not facts.is_ambiguous
        return len(word.text) <= _LONGEST_SYLLABLES and not facts.is_place and endings.is_syllables(word.lower)

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
            return self._is_title_and_name(index, direction)
        facts, case = self._facts(index), self.cases[index]
        if case is not Case.SMALL and self._is_nickname(index, direction):
            return True
        is_place = facts.is_place and facts.first is None and (not facts.is_surname or facts.is_weak_surname)
        is_function_word = facts.is_function_word and not self._is_short_surname(index)
        is_never = facts.is_never_name and not (facts.first is not None and self._facts(index - direction).is_surname)
        if is_never or is_function_word or is_place:
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

    def _is_nickname(self, index: int, direction: int) -> bool:
        """`Лёха Немец`, `Uzbek Katya`, `big alisher`: what a first name beside it is told from others with."""
        beside = self._facts(index - direction)
        return beside.first is not None and is_nickname_beside(self._words[index].lower, direction)

    def _is_title_and_name(self, index: int, direction: int) -> bool:
        """`Аким Раимжанов`, `Myrza Ibraev`: titles in front of a surname that are first names, too."""
        is_one = direction == -1 and self._free[index] and self.cases[index] is Case.INSIDE
        return is_one and self._words[index].lower in _TITLES_AND_NAMES and self._facts(index + 1).is_surname

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
            if score is None or not score.is_accepted or self.cases[index] is Case.INSIDE:
                continue
            around, is_initial = self._cues.around(index), self.cases[index] is Case.INITIAL
            if self._is_beside_accepted(index) or around.is_introduced or (around.after and not is_initial):
                continue
            word, language = self._words[index], self._languages[index]
            if score.rule in _ONLY_UNKNOWN:
                is_word = self._knowledge.is_misspelt(word, language, with_endings=is_initial)
            else:
                is_small = self.cases[index] is Case.SMALL
                is_word = is_small and self._knowledge.is_near_usual_word(word, language)
            if is_word:
                self._scores[index] = None

    def _is_beside_accepted(self, index: int) -> bool:
        """Nothing but a space parts a word from an accepted name."""
        return (self._is_accepted(index - 1) and self._touch(index - 1)) or (
            self._is_accepted(index + 1) and self._touch(index)
        )

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
                vouched.update(stems_of(self._words[index], self._languages[index]))
        for index in range(len(self._words)):
            if (
                self.cases[index] is Case.SMALL
                or self._is_accepted(index)
                or vouched.isdisjoint(stems_of(self._words[index], self._languages[index]))
            ):
                continue
            if not self._may_be_name(index):
                continue
            facts = self._facts(index)
            is_usual_from = 4 if self.cases[index] is Case.INSIDE or facts.first is not None else 2
            if facts.ordinary < is_usual_from:
                self._scores[index] = _LATER_FORM

    def _assembled(self) -> Iterator[Finding]:
        runs = list(runs_of(self._text, self._words, self._scores))
        officers = are_officers(runs, self._words, self._cues, self._text.text)
        for run, is_officer in zip(runs, officers, strict=True):
            first, last = self._words[run[0]], self._words[run[-1]]
            is_small = self.cases[run[-1]] is Case.CASELESS
            start, end = with_initials(self._text, self._taken, first.start, last.end, small=is_small)
            end = end_with_nickname(self._text.text, end)
            best = max((score for index in run if (score := self._scores[index])), key=lambda score: score.points)
            yield Finding(start, end, Label.PERSON, best.confidence, best.rule, is_officer)
