"""How much each piece of evidence weighs for or against a word being part of somebody's name.

Points add up; ACCEPTED and more is a name. The table is small on purpose: one line per reason that a reader of the
text would give. Weights were set by looking at classes of errors in the development texts, and rounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from react_cases.pii.languages import Language
from react_cases.pii.names.cues import Surroundings
from react_cases.pii.names.facts import Case, Facts

ACCEPTED = 1.5
_AMBER, _RED = 0.6, 0.8
_RED_AT = 3.0

_WRITTEN = {Case.INSIDE: 1.2, Case.INITIAL: -0.1, Case.SMALL: -2.6, Case.CASELESS: -2.0}
_FIRST_NAME = {1: 2.6, 2: 3.3, 3: 3.8}
_AMBIGUOUS_NAME = {Case.INSIDE: 0.8, Case.INITIAL: -0.5, Case.SMALL: -0.5, Case.CASELESS: 0.9}
_AMBIGUOUS_WEIGHT = 0.3
_ORDINARY = {0: 0.0, 1: -1.2, 2: -2.2, 3: -3.2, 4: -4.5}
_UNKNOWN_WORD = {
    Language.RUSSIAN: 1.7,
    Language.KYRGYZ: 1.6,
    Language.ENGLISH: 1.6,
    Language.LATIN_RUSSIAN: 1.0,
    Language.LATIN_KYRGYZ: 1.0,
}
_COMMON, _COMMON_WORD = 3, -0.8
"""Of ambiguous names those that are among the commonest words."""
_NO_SURE_NAME = -2.0
"""In small letters where names have capitals."""
_PATRONYMIC = 4.0
_SURNAME = 2.4
_WEAK_SURNAME = {
    Language.RUSSIAN: 1.0,
    Language.KYRGYZ: 0.3,
    Language.ENGLISH: 1.0,
    Language.LATIN_RUSSIAN: 0.5,
    Language.LATIN_KYRGYZ: 0.3,
}
_LISTED_SURNAME = 1.0
_SHORT_SURNAME = 2.0
_DICTIONARY_NAME = 2.5
_PART = {0: 0.0, 1: 0.7, 2: 2.2}
_NEAR_NAME = 1.2
_PLACE = -3.0
_PLACE_AND_NAME = {Case.INSIDE: -0.8, Case.INITIAL: -0.8, Case.SMALL: -2.0, Case.CASELESS: -2.0}
_VILLAGE_AND_NAME = -0.8
"""Many villages bear the name of a man."""
_TOWN = -4.6
"""Without a word beside it that tells of a person."""
_AFTER_IN = -2.5
_PLACE_AFTER_IN = -6.0
_NEVER_NAME = -9.0
_CUE = {0: 0.0, 1: 2.0, 2: 1.2, 3: 0.7, 4: 0.5}
_RANK = {0: 0.0, 1: 2.2, 2: 1.5, 3: 1.0, 4: 0.7}
_CALLED = 2.6
_TITLED = 2.0
"""Besides what _CALLED gives: an ordinary word with a capital behind a title is a surname: "Mr. Em"."""
_RESPECT = 2.4
_POINTED_AT = 1.8
_AMBIGUOUS_AND_DEED = 1.3
_VIRTUES = frozenset({"вера", "надежда", "любовь", "любов", "роза", "лилия", "мир", "воля"})
_ROLE_AFTER = 0.6
_OWNS_KIN = 1.6
_COUNTED = -3.0
_PERSON_WORD = 1.2
_VERB = 0.8
_REPEATED = 0.6
_SUBJECT = 0.6
_MISSPELT = -1.5


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a word and the rule that gave most of them."""

    points: float
    rule: str

    @property
    def is_accepted(self) -> bool:
        """Enough for a name."""
        return self.points >= ACCEPTED

    @property
    def confidence(self) -> float:
        """Amber at ACCEPTED, red from three points."""
        share = (self.points - ACCEPTED) / (_RED_AT - ACCEPTED)
        return round(min(0.99, _AMBER + (_RED - _AMBER) * share), 2)


def score_of(facts: Facts, case: Case, around: Surroundings, language: Language) -> Score:
    """Everything for and against one word."""
    reasons = [*_own_reasons(facts, case, language), *_reasons_around(facts, case, around, language)]
    rule = max(reasons, key=lambda reason: reason[1], default=("unknown", 0.0))[0]
    return Score(_WRITTEN[case] + sum(points for _, points in reasons), f"name.{rule}")


def _own_reasons(facts: Facts, case: Case, language: Language) -> Iterator[tuple[str, float]]:
    """What the word says for itself: (code of the rule, points)."""
    is_small = case in (Case.CASELESS, Case.SMALL)
    is_unlisted = facts.first is None and not facts.is_listed_surname
    if facts.is_never_name or (facts.is_function_word and (is_unlisted or is_small)):
        yield "unknown", _NEVER_NAME
    if facts.is_place and not facts.is_patronymic:
        is_full_surname = facts.is_surname and not facts.is_weak_surname
        is_usual_name = is_full_surname or (facts.first is not None and facts.first.weight > 1)
        in_place_of_name = _VILLAGE_AND_NAME if facts.is_village else _PLACE_AND_NAME[case]
        yield "unknown", in_place_of_name if is_usual_name else _PLACE
        if facts.first is None and not is_full_surname:
            return
    if facts.is_patronymic:
        yield "patronymic", _PATRONYMIC
    if facts.is_short_surname and case is Case.INSIDE:
        yield "surname", _SHORT_SURNAME
    if facts.first is None:
        yield from _reasons_of_unlisted(facts, language)
    elif facts.is_name_in_small and case is Case.CASELESS:
        yield "first", _FIRST_NAME[facts.first.weight]
        return
    elif facts.is_ambiguous:
        yield "first", _AMBIGUOUS_NAME[case] + _AMBIGUOUS_WEIGHT * facts.first.weight
        if facts.ordinary > _COMMON and case is not Case.INSIDE:
            yield "unknown", _COMMON_WORD
        return
    else:
        yield "first", _FIRST_NAME[facts.first.weight]
    if case is Case.SMALL and facts.first is not None and not facts.is_surely_name:
        yield "unknown", _NO_SURE_NAME
    is_name = facts.first is not None or (facts.is_short_surname and case is Case.INSIDE)
    if facts.ordinary > is_name:
        yield "unknown", _ORDINARY[facts.ordinary] * (0.4 if is_name else 1.0)
    else:
        yield "unknown", _UNKNOWN_WORD[language]


def _reasons_of_unlisted(facts: Facts, language: Language) -> Iterator[tuple[str, float]]:
    """What speaks for a name that is in no list of first names."""
    if facts.near is not None:
        yield "typo", _NEAR_NAME
    if facts.is_surname and not facts.is_patronymic:
        yield "surname", _WEAK_SURNAME[language] if facts.is_weak_surname else _SURNAME
    elif facts.is_listed_surname:
        yield "surname", _LISTED_SURNAME
    yield "dictionary", _DICTIONARY_NAME * facts.dictionary_name
    yield "part", _PART[facts.part]


def _reasons_around(facts: Facts, case: Case, around: Surroundings, language: Language) -> Iterator[tuple[str, float]]:
    """What its neighbours say."""
    if around.before is not None:
        weights = _RANK if around.before.is_officer else _CUE
        yield "cue", weights[around.distance]
        if facts.is_short_surname and around.distance < 3 and facts.first is None:
            yield "surname", _SHORT_SURNAME - min(0.0, _ORDINARY[facts.ordinary])
    if around.is_called or (around.is_some and facts.ordinary == 0):
        yield "cue", _CALLED
    if around.is_titled and case is Case.INSIDE:
        yield "cue", _TITLED
    if around.has_respect:
        yield "cue", _RESPECT
    if around.is_pointed_at and facts.first is not None and case is not Case.SMALL:
        yield "cue", _POINTED_AT
    if case is Case.INITIAL and facts.is_ambiguous:
        is_usual_name = facts.first is not None and facts.first.weight == max(_FIRST_NAME)
        if (around.has_verb and is_usual_name) or (
            around.has_predicate and not (language is Language.RUSSIAN and _is_virtue(facts))
        ):
            yield "speech", _AMBIGUOUS_AND_DEED
    if around.owns_kin and facts.first is not None:
        yield "cue", _OWNS_KIN
    if around.after is not None:
        yield "cue", _ROLE_AFTER
    if around.is_after_in and not facts.is_patronymic:
        yield "unknown", _PLACE_AFTER_IN if facts.is_place else _AFTER_IN
    if facts.is_town and around.is_bare and not around.has_verb:
        yield "unknown", _TOWN
    if around.is_counted and case is Case.CASELESS:
        yield "unknown", _COUNTED
    if around.is_role:
        yield "cue", _CUE[1]
    if around.is_person and around.before is None:
        yield "cue", _PERSON_WORD
    if around.has_verb and (facts.ordinary < 2 or facts.first is not None):
        yield "speech", _VERB
    if case is Case.CASELESS and facts.ordinary == 0:
        if around.is_repeated:
            yield "later_form", _REPEATED
        if around.begins_sentence:
            yield "speech", _SUBJECT


def _is_virtue(facts: Facts) -> bool:
    """«Надежда осталась», «Вера пропала», «Роза завяла»: what stands in front of verbs of any kind."""
    return facts.first is not None and facts.first.key in _VIRTUES
