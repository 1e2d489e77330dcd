"""One suggestion for each person, number, address or place of a text, whatever the number of mentions. Pure.

A suggestion is made for the screen and thrown away: its key and its findings lead back to words of the text, so only
label, rule and offset of a decision are ever stored.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from react_cases.pii.findings import Finding, Label, Tier
from react_cases.pii.lexicon import Sex
from react_cases.pii.months import day_in
from react_cases.pii.name_words import Part, forget, name_words, word_key
from react_cases.pii.people import Person, is_officer, known_sex, people, roles
from react_cases.pii.prepared import prepared
from react_cases.pii.sentences import Language, language_at

OFFICER = "officer"


@dataclass(frozen=True)
class Suggestion:
    """Everything that a text says of one person, number, address or place, to be decided with one click."""

    label: Label
    tier: Tier
    """The highest of its findings."""
    rule: str
    """Of its strongest finding."""
    findings: tuple[Finding, ...]
    """All mentions, in order."""
    key: str
    """The sorted keys of its words: the same for every text in which this person has these words."""
    is_officer: bool = False
    sex: Sex | None = None
    language: Language = Language.RU
    """Of the sentence of the first mention."""
    role: str | None = None
    """What the person is, as a section of data/hand/cues.txt: officer, doctor, brother …"""


def suggestions(text: str, findings: Iterable[Finding]) -> tuple[Suggestion, ...]:
    """The suggestions for the findings of a text, in order of first mention."""
    findings = sorted(findings, key=lambda finding: finding.start)
    persons = [finding for finding in findings if finding.label is Label.PERSON]
    found = [_of_person(person) for person in people(text, persons)]
    for label in Label:
        if label is not Label.PERSON:
            found += _of_label(text, [finding for finding in findings if finding.label is label])
    forget()
    return tuple(sorted(found, key=lambda suggestion: suggestion.findings[0].start))


def mention_keys(text: str, finding: Finding) -> frozenset[str]:
    """The keys of the words of one finding, each with its label: «Асель», «Асели» and "Asel" have the same.

    A later mention is of somebody known when all of its keys are among theirs; with a new surname it is not.
    """
    keys = frozenset(f"{finding.label}:{key}" for key in _keys(text, finding))
    forget()
    return keys


def _of_person(person: Person) -> Suggestion:
    findings = tuple(mention.finding for mention in person.mentions)
    keys = {
        word.key for mention in person.mentions for word in mention.words if word.part not in (Part.LINK, Part.INITIAL)
    }
    officer = is_officer(person)
    role = next(roles(person), OFFICER if officer else None)
    return replace(
        _made(findings, keys, person.mentions[0].language), is_officer=officer, sex=known_sex(person), role=role
    )


def _made(findings: Sequence[Finding], keys: Iterable[str], language: Language) -> Suggestion:
    strongest = max(findings, key=lambda finding: finding.confidence)
    key = " ".join(sorted(set(keys)))
    return Suggestion(strongest.label, strongest.tier, strongest.rule, tuple(findings), key, language=language)


def _of_label(text: str, findings: Iterable[Finding]) -> list[Suggestion]:
    """One suggestion for findings of which one says no more than another: «12 марта» and «12 марта 2024 года»."""
    groups: list[tuple[frozenset[str], list[Finding]]] = []
    by_key: dict[str, list[tuple[frozenset[str], list[Finding]]]] = {}
    keyed = [(_keys(text, finding), finding) for finding in findings]
    for keys, finding in sorted(keyed, key=lambda pair: (-len(pair[0]), pair[1].start)):
        fitting = [group for group in by_key.get(next(iter(keys)), ()) if keys <= group[0]]
        same = [group for group in fitting if keys == group[0]]
        if same or len(fitting) == 1:
            (same or fitting)[0][1].append(finding)
        else:
            groups.append((keys, [finding]))
            for key in keys:
                by_key.setdefault(key, []).append(groups[-1])
    return [
        _made(
            sorted(members, key=lambda finding: finding.start),
            keys,
            language_at(text, members[0].start, members[0].end),
        )
        for keys, members in groups
    ]


_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_KIND = re.compile(
    "ул$|улиц|пр$|просп|пер$|переул|бульвар|жилмас|мкр|микрор|дом|кв$|кварт|корп|стр$|көчө|кичи|үй|батир|street|avenue|house|flat|apart"
    "|school|школ|мектеп|поликлин|больниц|колони|кафе|село|айыл"
)
_PHONE_DIGITS = 9
"""Without country code and the 0 in front."""
_LATIN_LOOK = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def _keys(text: str, finding: Finding) -> frozenset[str]:
    piece = prepared(text[finding.start : finding.end]).text
    if finding.label in _KEYS:
        return _KEYS[finding.label](piece) or frozenset({piece.lower()})
    language = language_at(text, finding.start, finding.end)
    if finding.label is Label.PERSON:
        words = name_words(text, finding, language)
        return frozenset(word.key for word in words if word.part not in (Part.LINK, Part.INITIAL))
    return _phrase_keys(piece, language) or frozenset({piece.lower()})


def _phrase_keys(piece: str, language: Language) -> frozenset[str]:
    """Words without endings, and numbers; without words such as street and flat, unless nothing else is there."""
    found = [word.lower() for word in _WORD.findall(piece) if len(word) > 1]
    words = {word_key(word, language) for word in [word for word in found if not _KIND.match(word)] or found}
    return frozenset(words | set(_NUMBER.findall(piece)))


def _digits(piece: str) -> frozenset[str]:
    return frozenset({"".join(_DIGITS.findall(piece))} - {""})


def _phone(piece: str) -> frozenset[str]:
    return frozenset(digits[-_PHONE_DIGITS:] for digits in _digits(piece))


def _letters_and_digits(piece: str) -> frozenset[str]:
    return frozenset({"".join(filter(str.isalnum, piece.upper())).translate(_LATIN_LOOK)})


def _account(piece: str) -> frozenset[str]:
    return frozenset({piece.lower().rstrip("/").rsplit("/", 1)[-1].removeprefix("@")})


def _day(piece: str) -> frozenset[str]:
    day = day_in(piece)
    if day is None:
        return frozenset()
    parts = (f"day {day.day}", f"month {day.month}" if day.month else "", f"year {day.year}" if day.year else "")
    return frozenset(part for part in parts if part)


_KEYS: dict[Label, Callable[[str], frozenset[str]]] = {
    Label.PHONE: _phone,
    Label.PIN: _digits,
    Label.CARD: _digits,
    Label.PASSPORT: _digits,
    Label.PLATE: _letters_and_digits,
    Label.EMAIL: _account,
    Label.HANDLE: _account,
    Label.DATE: _day,
    Label.DOB: _day,
}
