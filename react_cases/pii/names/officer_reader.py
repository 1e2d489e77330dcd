"""What stands beside one mention of a name: a post or rank, a badge, a unit, what only officials do; see `officers`."""

import re
from collections.abc import Sequence
from itertools import pairwise

from react_cases.pii.lexicon import Cue, lexicon
from react_cases.pii.names import officer_words as said
from react_cases.pii.names.cues import NAMING, NO_ROLES, SO_CALLED, CueReader, near_post
from react_cases.pii.names.officer_deeds import Deeds
from react_cases.pii.words import Word

_BEFORE, _AFTER = 6, 5
_MOST_STRANGERS = 2
"""Words between a post and a name that are neither posts nor say how somebody is called."""
_REMEMBERED = 30
"""Words back in which police, a court or an office were named, for what says "official" only together with them."""
_BADGE_REACH = 6
_FAR = 12
_SURNAME_REACH = 16
_LONGEST_GAP = 7
_CLERK = "official"


class Reader:
    """The words of one text around its names."""

    def __init__(self, words: Sequence[Word], cues: CueReader, text: str, runs: Sequence[range]) -> None:
        self._words = words
        self._cues = cues
        self._text = text
        self._starts = frozenset(run[0] for run in runs)
        self._named = frozenset(index for run in runs for index in run)
        self._deeds = Deeds(words, text)

    def is_officer(self, run: range) -> bool:
        """Whether anything beside this mention says so."""
        return (
            self._has_post_before(run)
            or self._has_post_after(run)
            or self._is_one_of_them(run)
            or self._shows_badge(run)
            or self._acts(run)
            or self._is_named_far(run)
            or self._is_of_state(run)
            or self._came_when_called(run)
            or self._deeds.tell(run, is_kin=self._is_somebodys(run[0] - 1))
        )

    def _is_somebodys(self, place: int) -> bool:
        """Kin, a friend or another role stands directly before a name: «муж Кубан»."""
        cue = self._cues.cues[place] if place >= 0 else None
        return cue is not None and not cue.is_officer and cue.role not in NO_ROLES | {_CLERK}

    def _cue(self, place: int) -> Cue | None:
        """The cue of a word, also of one misspelt by a letter, or of its last part: «лейтенат», «Dr-captain»."""
        lower = self._words[place].lower
        cue = self._cues.cues[place] or near_post(lower)
        if lower.startswith(said.SOCIAL_PREFIXES):
            return None
        if cue is None and "-" in lower:
            cue = lexicon().cue(lower.rpartition("-")[2])
            return cue if cue is not None and cue.is_officer else None
        return cue

    def _has_post_before(self, run: range) -> bool:
        """`капитан Мамбетов`, `сотрудник по имени Талант`, `from the police came …`."""
        if self._has_short_post(run[0] - 1):
            return True
        strangers = 0
        for place in range(run[0] - 1, max(-1, run[0] - 2 - _BEFORE), -1):
            if place in self._named or self._is_parted(place) or self._ends_phrase(place):
                return False
            if self._words[place].lower in said.CALLERS and self._words[place - 1].lower in said.WHO:
                continue
            if self._words[place].lower in said.THAT and self._is_apart(place - 1):
                return False
            if self._words[place].lower in said.NOT_HIS or said.AT_COURT.fullmatch(self._words[place].lower):
                return False
            if place == run[0] - 1 and (self._cues.comes_from_body(place) or self._is_from_police(place)):
                return True
            cue = self._cue(place)
            if cue is not None and cue.role not in NO_ROLES:
                before = self._words[place - 1].lower if place else ""
                if self._is_somebodys(place - 1) and not self._is_apart(place - 1):
                    return False
                if cue.language == "ky" and ((cue.role == "judge" and place < run[0] - 1) or self._is_oblique(place)):
                    return False
                return self._is_official(place, cue) and not before.startswith(said.SOCIAL) and before not in SO_CALLED
            lower = self._words[place].lower
            strangers += lower not in NAMING and lower not in said.LINKS_BEFORE and not self._is_body(place)
            if strangers > _MOST_STRANGERS:
                return False
        return False

    def _is_oblique(self, place: int) -> bool:
        """A Kyrgyz post in another case than its bearer's name, but «тергөөчүнүн аты Элдос»."""
        if self._words[place + 1].lower in said.NAME_OF or self._words[place + 1].lower in said.SURNAME_OF:
            return False
        return said.OBLIQUE_POST.search(self._words[place].lower) is not None

    def _has_post_after(self, run: range) -> bool:
        """`Сергей Петрович из угрозыска`, `Асан Касымбеков деген тергөөчү`, `Erkin Isaev, head of the police`.

        A post before another name is that one's: «Чынгыз, капитан Асанов».
        """
        words = self._words
        strangers, is_so_called = 0, False
        for place in range(run[-1] + 1, min(len(words), run[-1] + 1 + _AFTER)):
            if words[place].begins_sentence or strangers > 1:
                return False
            lower, cue = words[place].lower, self._cue(place)
            if lower in said.SERVES and place <= run[-1] + 2:
                return any(self._is_state(near) for near in range(place + 1, min(len(words), place + 4)))
            if self._is_state(place) and place + 1 < len(words) and words[place + 1].lower in said.SERVES:
                return True
            if lower in said.NEAR_THEM:
                return False
            if self._ends_phrase(place):
                return place == run[-1] + 1 and self._has_rank_behind(place)
            if is_so_called and lower in said.FRIENDLY:
                continue
            if cue is not None and cue.role not in NO_ROLES:
                is_elsewhere = cue.language == "ky" and not is_so_called and said.KYRGYZ_CASE.search(lower)
                is_linked = words[place - 1].lower in said.FROM or cue.role == "rank"
                is_being = place + 1 < len(words) and words[place + 1].lower in said.BEING and cue.role not in {"judge"}
                is_apposed = is_so_called or is_linked or is_being or self._is_apart(run[-1])
                is_own = is_so_called or not (place + 1 in self._starts or self._begins_clause(place))
                is_of_myself = said.OF_MYSELF.search(lower) is not None
                return self._is_official(place, cue) and not is_elsewhere and not is_of_myself and is_apposed and is_own
            if (lower in said.POLICE and (place > run[-1] + 1 or self._is_apart(run[-1]))) or (
                words[place - 1].lower == "из" and self._is_state(place)
            ):
                return True
            if lower in SO_CALLED:
                strangers, is_so_called = 0, True
            elif lower not in said.LINKS_AFTER:
                strangers += 1 if place > run[-1] + 1 else 2
        return False

    def _has_short_post(self, place: int) -> bool:
        """`нач. Койчуманов`."""
        if place < 0 or self._words[place].lower not in said.ABBREVIATED:
            return False
        return self._text[self._words[place].end : self._words[place + 1].start].strip() == "."

    def _has_rank_behind(self, place: int) -> bool:
        """`Айбек Жумабекович поймал, старший лейтенант`: who that was stands behind the verb and a comma."""
        if not self._is_apart(place):
            return False
        for near in range(place + 1, min(len(self._words), place + 3)):
            cue, lower = self._cue(near), self._words[near].lower
            if cue is not None and cue.role == "rank":
                return not (cue.language == "ky" and said.KYRGYZ_CASE.search(lower))
            if lower not in said.SENIOR:
                return False
        return False

    def _is_named_far(self, run: range) -> bool:
        """`he is a guard in prison number five, his name is Odiljon`: the post stands in the clause before."""
        near = [word.lower for word in self._words[max(0, run[0] - 4) : run[0]]]
        if not said.SURNAME_OF.isdisjoint(near) and said.NOT_HIS.isdisjoint(near):
            return self._has_officer_before(run[0])
        if said.NAME_OF.isdisjoint(near) or not said.NOT_HIS.isdisjoint(near):
            return False
        for place in range(run[0] - 1, max(-1, run[0] - 1 - _FAR), -1):
            cue = self._cue(place)
            is_post = cue is not None and cue.is_officer and not said.OF_ANY_HOUSE.match(self._words[place].lower)
            is_body = self._is_state(place) and not said.WEAK_BODIES.match(self._words[place].lower)
            is_said = any(word.lower in said.IS for word in self._words[max(0, place - 4) : place + 2])
            if is_post or (is_body and is_said):
                return is_said
            if place in self._named or (cue is not None and cue.role not in NO_ROLES):
                return False
        return False

    def _has_officer_before(self, place: int) -> bool:
        """«К дежурному пошла, а он говорит … фамилия его Орозалиев»: the last person told of is an official."""
        for near in range(place - 1, max(-1, place - 1 - _SURNAME_REACH), -1):
            cue = self._cue(near)
            if near in self._named or (cue is not None and cue.role not in NO_ROLES):
                return near not in self._named and cue is not None and cue.is_officer
        return False

    def _is_of_state(self, run: range) -> bool:
        """`салыктан экен, Мыктарбек`, `милициянын Жумалиеви`, `в госрегистре принимала Мээримгуль`."""
        first = run[0]
        if not first or self._words[first].begins_sentence:
            return False
        before = self._words[first - 1].lower
        if (
            before in said.BEING
            and first > 1
            and (self._cues.comes_from_body(first - 2) or said.FROM_STATE.search(self._words[first - 2].lower))
        ):
            return True
        if said.FROM_STATE.search(before) and self._words[max(0, first - 2)].lower in said.FROM | {before}:
            return True
        is_so_called = run[-1] + 1 < len(self._words) and self._words[run[-1] + 1].lower in SO_CALLED
        if said.OFFICE.match(before) and is_so_called:
            return True
        if self._is_state(first - 1) and not said.WEAK_BODIES.match(before):
            return said.BELONGS.search(self._words[run[-1]].lower) is not None
        near = self._words[max(0, first - 7) : first]
        return before in said.RECEIVES and any(lexicon().is_state_body(word.lower) for word in near)

    def is_paired(self, earlier: range, run: range) -> bool:
        """`полицейские Абдиев и Сапаров`: the post of several people stands before the first of them."""
        between = self._words[earlier[-1] + 1 : run[0]]
        if len(between) > 1 or not earlier[0] or any(word.lower not in said.AND for word in between):
            return False
        gap = self._text[self._words[earlier[-1]].end : self._words[run[0]].start]
        if between and self._cue(earlier[0] - 1) is not None and len(gap) <= _LONGEST_GAP:
            return self._has_post_before(earlier)
        posts = self._words[max(0, earlier[0] - 3) : earlier[0]]
        return len(gap) <= _LONGEST_GAP and any(said.SEVERAL.search(word.lower) for word in posts)

    def is_surname_of(self, earlier: range, run: range) -> bool:
        """`тергөөчү Акылбек, фамилиясы Чойбеков`: another part of the name before."""
        between = self._words[max(earlier[-1] + 1, run[0] - 4) : run[0]]
        return run[0] - earlier[-1] <= _FAR and any(word.lower in said.SURNAME_OF for word in between)

    def _is_parted(self, place: int) -> bool:
        """Another sentence begins behind a word, not only what a colon announces: «Судья: Асанов»."""
        if not self._words[place + 1].begins_sentence:
            return False
        return self._text[self._words[place].end : self._words[place + 1].start].strip() != ":"

    def _is_one_of_them(self, run: range) -> bool:
        """`второй, постарше, его звали Мурат`, `one of them, Uchkun`: of police whom the text named before."""
        behind = run[-1] + 1
        if behind < len(self._words) and self._words[behind].lower in said.ONE_OF_THEM:
            is_apart = self._is_apart(run[-1]) and self._is_apart(behind)
            if is_apart and not self._words[behind].begins_sentence:
                return self._has_police_before(run[0], of_them=True)
        for place in range(run[0] - 1, max(-1, run[0] - 2 - _BEFORE), -1):
            lower = self._words[place].lower
            if lower in said.ONE_OF_THEM:
                if any(said.CHILDREN.match(word.lower) for word in self._words[max(0, place - 3) : place]):
                    return False
                return self._has_police_before(place, of_them=True)
            if self._cue(place) is not None and lower not in said.BETWEEN_THEM:
                return False
            if self._words[place].begins_sentence or lower not in said.BETWEEN_THEM:
                return False
        return False

    def _shows_badge(self, run: range) -> bool:
        """`на нашивке было написано K. Duishenov`, `in uniform, gave his name as Almaz`."""
        if self._words[run[0]].begins_sentence and self._is_parted(run[0] - 1):
            return False
        for place in range(run[0] - 1, max(-1, run[0] - 1 - _BADGE_REACH), -1):
            cue = self._cue(place)
            if place in self._starts or not (cue is None or cue.is_officer or cue.role in NO_ROLES):
                return False
            if self._words[place].lower == "signed" and place < run[0] - 1 and self._words[place + 1].lower != "by":
                return False
            if said.BADGE.match(self._words[place].lower):
                return self._has_police_before(place) or not self._words[place].lower.startswith(("предст", "signed"))
            if self._words[place].begins_sentence:
                return False
        return False

    def _acts(self, run: range) -> bool:
        """`Мунара приняла заявление`, `Салават протокол жазды`, `расследует её Сайкал`."""
        before = (
            [] if self._words[run[0]].begins_sentence else [w.lower for w in self._words[max(0, run[0] - 2) : run[0]]]
        )
        if "расследует" in before:
            return True
        if not said.LEADS.isdisjoint(before):
            near = self._words[max(0, run[0] - 4) : run[0]]
            return any(said.SUPERVISION.match(word.lower) for word in near) or self._has_police_before(run[0])
        after = [word.lower for word in self._words[run[-1] + 1 : run[-1] + 6]]
        done = next((lower for lower in after if lower not in said.STILL), "")
        if done in said.INVESTIGATES:
            return True
        if any(lower in said.SHOWS for lower in after[:3]) and any(map(said.CARDS.match, after)):
            return self._has_police_before(min(len(self._words), run[-1] + 6))
        pairs = [(one, other) for one, other in pairwise(after) if one != other]
        return any(one in begun and other in done for one, other in pairs for begun, done in (said.ACTS, said.TAKES))

    def _came_when_called(self, run: range) -> bool:
        """`вызвали наряд, приехал Эрмек`: who comes when the police were called is police, if nothing else is said."""
        beside = []
        if run[0] and not self._words[run[0]].begins_sentence and not self._is_told_before(run[0] - 1):
            beside.append(run[0] - 1)
        if run[-1] + 1 < len(self._words) and not self._words[run[-1] + 1].begins_sentence:
            beside.append(run[-1] + 1)
        if not any(self._words[place].lower in said.ARRIVED for place in beside):
            return False
        before = range(max(0, run[0] - 8), run[0])
        is_called_out = any(said.CALLED_OUT.match(self._words[place].lower) for place in before)
        return is_called_out and self._has_police_before(run[0])

    def _is_told_before(self, place: int) -> bool:
        """«Полиция приехала, Жамиля открыла»: in Russian a comma behind the verb begins another subject."""
        return self._is_apart(place) and said.RUSSIAN_VERB.search(self._words[place].lower) is not None

    def _is_official(self, place: int, cue: Cue) -> bool:
        """Police, prison, court, prosecution, clerks; heads and people on duty only where such an office was named."""
        lower, near = self._words[place].lower, self._words[max(0, place - 3) : place + 5]
        if not (cue.is_officer or cue.role == _CLERK):
            return said.STAFF.match(lower) is not None and self._is_at_office(place)
        if said.CLERK.match(lower) and any(
            map(said.CARE.match, (word.lower for word in self._words[max(0, place - 9) : place]))
        ):
            return False
        if said.GUARD.match(lower) and any(said.PRIVATE_GUARD.match(word.lower) for word in near[:5]):
            return False
        is_private = any(said.PRIVATE.match(word.lower) for word in near)
        if said.ON_DUTY.match(lower):
            return not is_private
        if not said.OF_ANY_HOUSE.match(lower):
            return True
        if any(said.COURT.match(word.lower) for word in self._words[max(0, place - 8) : place]):
            return True
        is_prison = any(said.OF_PRISON.match(word.lower) for word in self._words[max(0, place - 2) : place])
        return not is_private and (is_prison or self._has_police_before(place))

    def _is_at_office(self, place: int) -> bool:
        """An office of the state is named near somebody's post."""
        beside = self._words[max(0, place - 12) : place + 4]
        return any(said.STATE_SERVICE.match(word.lower) for word in beside) or any(
            self._is_state(near) for near in range(max(0, place - 5), min(len(self._words), place + 4))
        )

    def _has_police_before(self, place: int, *, of_them: bool = False) -> bool:
        """A unit of police, an office of the state or a post in one stands in the words before.

        `of_them`: the people named last are those, not kin or friends of somebody.
        """
        for near in range(place - 1, max(-1, place - 1 - _REMEMBERED), -1):
            lower = self._words[near].lower
            if (self._is_state(near) and not said.WEAK_BODIES.match(lower)) or said.POLICE_SIGNS.match(lower):
                return True
            cue = self._cue(near)
            if cue is None or cue.role in NO_ROLES or lower in said.CALLERS:
                continue
            if cue.is_officer:
                return not said.OF_ANY_HOUSE.match(lower)
            if of_them and cue.role != "client":
                return False
        return False

    def _is_from_police(self, place: int) -> bool:
        """`тот, что из милиции, — Улан`."""
        if not place or said.DETENTION.match(self._words[place].lower):
            return False
        return self._is_state(place) and self._words[place - 1].lower in said.FROM

    def _is_body(self, place: int) -> bool:
        return self._cues.is_body(place)

    def _is_state(self, place: int) -> bool:
        lower = self._words[place].lower
        return lower not in said.NO_BODIES and lexicon().is_state_body(lower)

    def _is_apart(self, last: int) -> bool:
        """A comma, dash or bracket stands behind a name: what follows says who that is."""
        return re.match(r"\s*[,(–—:-]", self._text[self._words[last].end : self._words[last].end + 3]) is not None

    def _begins_clause(self, place: int) -> bool:
        """A post is the subject of what follows, not said of the name before: «к Саше, начальник не пустил»."""
        if place + 1 >= len(self._words) or self._words[place + 1].begins_sentence or self._is_apart(place):
            return False
        return self._words[place + 1].lower in said.NOT or self._ends_phrase(place + 1)

    def _ends_phrase(self, place: int) -> bool:
        """A verb stands between a post and a name that is not its bearer's: «Охранник спрятал Эргешову»."""
        lower = self._words[place].lower
        if lower in SO_CALLED or lower in NAMING or (place and self._words[place - 1].lower in said.WHO):
            return False
        return self._cues.verbs[place] or bool(said.RUSSIAN_VERB.search(lower))
