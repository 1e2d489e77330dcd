"""The name layer: scores every free word, lets accepted names vouch for their neighbours and for later forms of
themselves, and joins what stands together."""

import re
from collections.abc import Iterator

from react_cases.pii.findings import Finding, Label
from react_cases.pii.languages import Language
from react_cases.pii.names import endings, shown
from react_cases.pii.names.assembly import runs_of, with_initials
from react_cases.pii.names.evidence import Evidence
from react_cases.pii.names.facts import Case, Facts, stems_of
from react_cases.pii.names.never_names import is_near_never_name
from react_cases.pii.names.nicknames import (
    end_with_nickname,
    is_nickname_beside,
    is_nicknamed,
    is_of_town,
    is_people,
)
from react_cases.pii.names.officers import are_officers
from react_cases.pii.names.scores import Score, score_of
from react_cases.pii.patterns import word_set

_JOINED = Score(4.0, "name.joined")
_SHOWN = Score(3.0, "name.cue")
_NEIGHBOUR = Score(2.0, "name.neighbour")
_LATER_FORM = Score(2.6, "name.later_form")
_COORDINATED = Score(2.0, "name.neighbour")
_AND = word_set("и and жана менен with i jana")
_ONLY_UNKNOWN = frozenset({"name.unknown", "name.speech", "name.typo", "name.later_form"})
_VOUCHES_FROM = 1.5
"""Points of a name that other forms of it are looked for."""
_TITLES_AND_NAMES = word_set("аким akim мырза мирза myrza mirza молдо moldo ажы")
_SHORT_UULU = word_set("у к u k")
_TWO_INITIALS = re.compile(r"\s?[A-ZА-ЯЁҢӨҮ][hя]?\.\s?[A-ZА-ЯЁҢӨҮ][hя]?\.(?!\w)")
_TWO_INITIALS_BEFORE = re.compile(r"(?<!\w)[A-ZА-ЯЁҢӨҮ][hя]?\.\s?[A-ZА-ЯЁҢӨҮ][hя]?\.\s?$")
_LONGEST_SYLLABLES = 7
_USUAL_BESIDE = 2
"""The same in small letters: «джумабаев трубку не берёт»."""


class NameFinder(Evidence):
    """One scan's search for names of people in the characters that no rule layer took."""

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
        self._accept_shown()
        self._join_initials()
        self._accept_neighbours()
        self._reject_misspelt()
        self._accept_coordinated()
        self._accept_later_forms()
        self._accept_neighbours()
        yield from self._assembled()

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
            if self.cases[index] is Case.SMALL or self._is_accepted(index) or not self._free[index]:
                continue
            if is_nicknamed(self._words, index) or (
                self.cases[index] is Case.INSIDE and is_people(word.lower) and self._cues.around(index).is_called
            ):
                self._scores[index] = _JOINED

    def _accept_shown(self) -> None:
        """`Света, 34 года`, `Роза (клиентка)`: a first name that is another word besides, and what shows it."""
        for index, word in enumerate(self._words):
            if self._is_accepted(index) or not (word.is_capital or self.cases[index] is Case.CASELESS):
                continue
            facts = self._facts(index)
            is_name = facts.first is not None or self._is_short_russian(index)
            if not is_name or facts.is_town or facts.is_never_name or not self._may_be_name(index):
                continue
            previous = self._words[index - 1].lower if index else ""
            if shown.is_shown(self._text.text, word.start, word.end, previous, is_capital=word.is_capital):
                self._scores[index] = _SHOWN

    def _join_initials(self) -> None:
        """`врач Ли В.С.`, `M. I. Weber`: a word with two initials is a surname, whatever else it could be."""
        for index, word in enumerate(self._words):
            if not word.is_capital or word.is_all_capitals or self._is_accepted(index) or not self._free[index]:
                continue
            has_initials = _TWO_INITIALS.match(self._text.text, word.end) is not None
            if (
                (has_initials and self._may_have_initials(index))
                or self._is_behind_initials(index)
                or self._is_short_inside(index)
            ):
                self._scores[index] = _JOINED

    def _is_behind_initials(self, index: int) -> bool:
        """`M. I. Weber`; foreign surnames are in lists of words, too, but not among the commonest."""
        start, facts = self._words[index].start, self._facts(index)
        if _TWO_INITIALS_BEFORE.search(self._text.text, max(0, start - 8), start) is None:
            return False
        return facts.ordinary <= _USUAL_BESIDE + 1 and self._cues.cues[index] is None and not facts.is_never_name

    def _is_short_russian(self, index: int) -> bool:
        """`Ли` in Russian; in Kyrgyz `Ким` asks who."""
        is_short = endings.is_short_surname(self._words[index].lower) and self._cues.cues[index] is None
        return is_short and self._languages[index] is Language.RUSSIAN

    def _is_short_inside(self, index: int) -> bool:
        """`адвокат Ли приехал`, `Улан Ким`, `допрашивал Ли`, with a capital inside a sentence."""
        if self.cases[index] is not Case.INSIDE or not endings.is_short_surname(self._words[index].lower):
            return False
        is_of_first = self._touch(index - 1) and self._facts(index - 1).first is not None
        if self._is_short_russian(index) and (is_of_first or not self._words[index - 1].is_capital):
            return True
        around = self._cues.around(index)
        return around.before is not None and around.distance == 1 and self._cues.cues[index] is None

    def _may_have_initials(self, index: int) -> bool:
        facts = self._facts(index)
        is_likely = facts.is_surname or endings.is_short_surname(self._words[index].lower) or facts.ordinary < 2
        return (
            is_likely
            and self._cues.cues[index] is None
            and not facts.is_never_name
            and len(self._words[index].text) > 1
        )

    def _join_syllables(self) -> None:
        """`Ван Сушан`, `Min Gi Pak`: Chinese and Korean names, whose syllables are words of other languages, too."""
        ends = [endings.is_syllable_surname(word.lower) or endings.is_only_surname(word.lower) for word in self._words]
        for index in range(len(self._words) - 1):
            if not any(ends[index : index + 3]):
                continue
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
        beside = self._facts(index - direction)
        has_surname = facts.first is not None and beside.is_surname
        is_function_word = facts.is_function_word and not self._is_short_surname(index)
        is_function_word = is_function_word and not (has_surname and case is Case.INITIAL)
        if case is Case.INSIDE and direction == -1 and facts.first is not None and beside.is_patronymic:
            return True
        is_never = facts.is_never_name and not has_surname
        if is_never or is_function_word or is_place:
            return False
        if case is Case.SMALL:
            return self._may_extend_slip(index, facts, direction)
        if case is Case.CASELESS:
            return self._may_extend_small(index, facts, direction)
        if case is Case.INITIAL:
            rarest = 2 if self._languages[index] is Language.ENGLISH else 1
            is_surname = (facts.is_surname or facts.is_listed_surname) and facts.ordinary <= rarest
            return facts.first is not None or facts.ordinary < rarest or is_surname or self._is_short_surname(index)
        return (
            facts.ordinary < 2
            or facts.first is not None
            or facts.is_surname
            or facts.is_listed_surname
            or facts.is_short_surname
            or direction == 1
        )

    def _is_nickname(self, index: int, direction: int) -> bool:
        """`Лёха Немец`, `Uzbek Katya`, `Света Ошская`: what a first name beside it is told from others with."""
        word, is_inside = self._words[index], self.cases[index] is Case.INSIDE
        if self._facts(index - direction).first is None:
            return False
        return is_nickname_beside(word.lower, direction) or (is_inside and direction == 1 and is_of_town(word.lower))

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
        is_word = facts.first is not None and facts.first.weight == 1 and facts.ordinary > _USUAL_BESIDE
        if facts.first is not None and not is_word:
            return True
        if facts.is_listed_surname and facts.ordinary < _USUAL_BESIDE:
            return True
        if self._is_short_surname(index):
            return self._facts(index - direction).first is not None
        if facts.ordinary:
            return False
        if facts.is_surname or facts.part == 2:
            return True
        before = self._facts(index - 1)
        is_after_first_name = direction == 1 and (before.first is not None or before.is_patronymic)
        return is_after_first_name and self._languages[index] in (Language.RUSSIAN, Language.ENGLISH)

    def _reject_misspelt(self) -> None:
        """A word accepted only because no dictionary knows it, which is an ordinary word with a slip: `паспотр`."""
        for index, score in enumerate(self._scores):
            if score is None or not score.is_accepted:
                continue
            if score.rule in _ONLY_UNKNOWN and is_near_never_name(self._words[index].lower):
                self._scores[index] = None
            if self.cases[index] is Case.INSIDE or self._scores[index] is None:
                continue
            around, is_initial = self._cues.around(index), self.cases[index] is Case.INITIAL
            if self._is_beside_accepted(index) or around.is_introduced or (around.after and not is_initial):
                continue
            word, language = self._words[index], self._languages[index]
            first = self._facts(index).first
            if score.rule in _ONLY_UNKNOWN and (first is None or first.weight == 1):
                is_word = is_initial and self._knowledge.is_word_in_cyrillic(word.lower)
                is_word = is_word or self._knowledge.is_misspelt(word, language, with_endings=is_initial)
            else:
                is_small = self.cases[index] is Case.SMALL
                is_word = is_small and self._knowledge.is_near_usual_word(word, language)
            if is_word:
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
        spelt: set[str] = set()
        for index, score in enumerate(self._scores):
            if score is None or score.points < _VOUCHES_FROM:
                continue
            facts = self._facts(index)
            is_surname = facts.is_surname or facts.is_listed_surname
            if score.rule != "name.neighbour" or facts.first is not None or is_surname:
                vouched.update(stems_of(self._words[index], self._languages[index]))
                spelt.add(self._words[index].text)
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
            is_sure = self.cases[index] is Case.INSIDE or facts.first is not None
            is_sure = is_sure or (self.cases[index] is Case.INITIAL and self._words[index].text in spelt)
            if facts.ordinary < (4 if is_sure else 2):
                self._scores[index] = _LATER_FORM

    def _assembled(self) -> Iterator[Finding]:
        runs = list(runs_of(self._text, self._words, self._scores))
        officers = are_officers(runs, self._words, self._cues, self._text.text)
        for run, is_officer in zip(runs, officers, strict=True):
            first, last = self._words[run[0]], self._words[run[-1]]
            is_small = self.cases[run[-1]] is Case.CASELESS
            start, end = with_initials(self._text, self._taken, first.start, last.end, small=is_small)
            with_nickname = end_with_nickname(self._text.text, end)
            end = with_nickname if self._taken.is_free(end, with_nickname) else end
            best = max((score for index in run if (score := self._scores[index])), key=lambda score: score.points)
            yield Finding(start, end, Label.PERSON, best.confidence, best.rule, is_officer)
