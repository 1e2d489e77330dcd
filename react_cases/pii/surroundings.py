"""What the words around a name say of the person: kin, profession, rank, and whether they were just announced. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from react_cases.pii import kyrgyz_suffixes, letters
from react_cases.pii.lexicon import Cue, Sex, lexicon
from react_cases.pii.name_words import NameWord
from react_cases.pii.sentences import Language, sentence_around, word_set

NO_ROLES = frozenset({"address", "called"})
"""Roles of эже, байке, апа and of «по имени»: they tell the sex or nothing, but not who the person is."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LINKS_BEFORE = word_set("по имени фамилии фамилией именем named called деген аттуу name of by the the_name")
_LINKS_AFTER = word_set("деген аттуу")
_RANKS_AFTER = word_set("ыкчам участкалык улук кенже жогорку")
_OWN = word_set("его её ее мой моя наш наша их твой свой his her my our their a an the анын менин биздин")
_FURTHEST_BEFORE = 3
_GAP_BEFORE = re.compile(r"[ \u00a0]*[,:(–—-]?[ \u00a0]*[«\"“]?")
_GAP_AFTER = re.compile(r"[»\"”]?[ \u00a0]*(?:[,(–—-][ \u00a0]*)?")
_TITLES = {"mr": Sex.MALE, "mrs": Sex.FEMALE, "ms": Sex.FEMALE, "г-н": Sex.MALE, "г-жа": Sex.FEMALE}
_ALIKE = ("мать", "дочь")
"""Nominative and accusative are one form, so that «мать Илима» fits both; it is nearly always whose mother she is."""
_PAST = re.compile(r"[а-яё]+(?:ла|лась)")
_PAST_MAN = re.compile(r"[а-яё]{2,}(?:ал|ял|ил|ел|ёл|ул|ыл|шел|шёл|лся)")


@dataclass(frozen=True, slots=True)
class Announced:
    """A cue beside a name: what it says and where it stands."""

    role: str
    sex: Sex | None
    start: int
    end: int
    is_adjacent: bool
    """Only a space, or words such as "named", between it and the name: one phrase with it."""
    phrase_end: int
    """Where the words end that stay when the name in this phrase goes: «сотрудник розыска» of «… розыска по имени»."""


def announced(text: str, words: Sequence[NameWord], language: Language) -> Announced | None:
    """The cue that goes with a mention, in front of it rather than behind it; None if there is none."""
    before = _before(text, words, language)
    if before is not None and before.role not in NO_ROLES:
        return before
    return _after(text, words, language) or before


def sex_around(text: str, start: int, end: int) -> Sex | None:
    """The sex that a title before a name or a Russian verb behind it gives away."""
    title = re.search(r"([\w-]+)\.?\s$", text[max(0, start - 8) : start])
    if title and title[1].lower() in _TITLES:
        return _TITLES[title[1].lower()]
    verb = re.match(r"[ \u00a0]+([а-яё]+)", text[end : end + 24])
    if verb and _PAST.fullmatch(verb[1]) and not lexicon().russian_cases(verb[1]):
        return Sex.FEMALE
    if verb and _PAST_MAN.fullmatch(verb[1]) and not lexicon().russian_cases(verb[1]):
        return Sex.MALE
    return None


def agree(cue: str, words: Sequence[NameWord]) -> bool:
    """Whether a Russian cue can stand in the case of the name: «брату Нурлану», but not «жена Марата»."""
    if cue in _ALIKE and any(base != word.lower and _is_listed(base) for word in words[:1] for base in word.bases):
        return False
    cases = lexicon().russian_cases(cue.split("-")[0])
    return not cases or any(cases & word.cases(None) for word in words[:1])


def _is_listed(base: str) -> bool:
    return lexicon().named(letters.folded(base)) is not None


def words_before(text: str, start: int) -> Iterator[re.Match[str]]:
    """The words of the sentence in front of a place, the nearest first."""
    first, _ = sentence_around(text, start, start)
    yield from reversed(list(_WORD.finditer(text, max(first, start - 80), start)))


def _before(text: str, words: Sequence[NameWord], language: Language) -> Announced | None:
    position, is_adjacent, phrase_end = words[0].start, True, 0
    near = list(islice(words_before(text, position), _FURTHEST_BEFORE + 1))
    for match, previous in zip_longest(near[:_FURTHEST_BEFORE], near[1:]):
        gap = text[match.end() : position]
        if not _GAP_BEFORE.fullmatch(gap):
            return None
        is_adjacent = is_adjacent and gap.strip() == ""
        lower = match.group().lower()
        if lower not in _LINKS_BEFORE:
            phrase_end = phrase_end or match.end()
            both = f"{previous.group()} {lower}" if previous and previous.end() + 1 == match.start() else ""
            cue, start = _cue(lower), match.start()
            if both and lexicon().cue(both) is not None:
                cue, start = lexicon().cue(both), previous.start()
            if cue is not None:
                fits = language is not Language.RU or agree(lower, words)
                return Announced(cue.role, cue.sex, start, match.end(), is_adjacent, phrase_end) if fits else None
            if not _may_stand_between(match.group(), language):
                return None
            is_adjacent = is_adjacent and lexicon().is_body(lower)
        position = match.start()
    return None


def _may_stand_between(word: str, language: Language) -> bool:
    """Between a cue and the name stand adjectives and genitives: «врач высшей категории», «лейтенант милиции»."""
    return language is Language.RU and word[0].islower() and bool(lexicon().russian_cases(word))


def _after(text: str, words: Sequence[NameWord], language: Language) -> Announced | None:
    position, is_adjacent = words[-1].end, True
    if language is Language.KY and kyrgyz_case(words[-1]):
        return None
    for count, match in enumerate(_WORD.finditer(text, position, min(len(text), position + 60))):
        gap = text[position : match.start()]
        if not _GAP_AFTER.fullmatch(gap) or count >= _FURTHEST_BEFORE:
            return None
        is_adjacent = is_adjacent and gap.strip() == ""
        lower = match.group().lower()
        cue = None if lower in _LINKS_AFTER else _cue(lower)
        if cue is not None:
            is_linked = count > 0 and language is Language.KY
            fits = is_linked or (not is_adjacent and agree(lower, words)) or cue.role in NO_ROLES
            if not fits or _is_somebody_else(text, match.end(), cue, words, is_owned=count > 0 and not is_linked):
                return None
            end = _end_of_cues(text, match.end()) if is_linked else match.end()
            return Announced(cue.role, cue.sex, match.start(), end, is_adjacent, end)
        follows = _LINKS_AFTER if language is Language.KY else _OWN
        if lower not in follows and not (language is Language.KY and count and lower in _RANKS_AFTER):
            return None
        position = match.end()
    return None


def _is_somebody_else(text: str, end: int, cue: Cue, words: Sequence[NameWord], *, is_owned: bool) -> bool:
    """«Айпери, её мужа Толика забрали» does not say who Айпери is: the sex is another one, or the phrase goes on."""
    sexes = frozenset.intersection(*(word.sexes for word in words))
    if cue.sex is not None and sexes and cue.sex not in sexes:
        return True
    return is_owned and re.match(r"[ \u00a0]+[^\W\d_]", text[end : end + 3]) is not None


def _end_of_cues(text: str, end: int) -> int:
    """Where further words of the same title end: «ыкчам кызматкер»."""
    while (word := re.match(r"[ \u00a0]([^\W\d_]+)", text[end : end + 24])) and _cue(word[1].lower()) is not None:
        end += word.end()
    return end


def _cue(lower: str) -> Cue | None:
    """The cue of a word, of the last part of a compound («врач-гинеколог»), without a possessive."""
    if lower.endswith(("'s", "’s")):
        return None
    return lexicon().cue(lower) or (lexicon().cue(lower.split("-")[0]) if "-" in lower else None)


def kyrgyz_case(word: NameWord) -> tuple[kyrgyz_suffixes.Suffix, ...]:
    """The suffixes that a word of a name carries; empty for the bare name."""
    if not letters.is_cyrillic(word.lower):
        return ()
    for strict in (True, False):
        parses = [
            (stem, found) for stem, found in kyrgyz_suffixes.split(word.lower, strict=strict) if stem in word.bases
        ]
        known = [found for stem, found in parses if lexicon().named(letters.folded(stem)) is not None]
        if known:
            return known[0]
    sure = [
        found
        for stem, found in kyrgyz_suffixes.split(word.lower)
        if found
        and ((len(stem) > 4 and found[-1] not in _UNSURE_ALONE) or stem.endswith(("ов", "ев", "ова", "ева", "бек")))
    ]
    return sure[-1] if sure else ()


_UNSURE_ALONE = frozenset(
    {kyrgyz_suffixes.Suffix.MY, kyrgyz_suffixes.Suffix.YOUR, kyrgyz_suffixes.Suffix.THEIR, kyrgyz_suffixes.Suffix.OUR}
)
