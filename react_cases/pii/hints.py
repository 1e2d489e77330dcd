"""Combinations that lead to a person though no name is written: birth year, village and a rare job; day, place, event.

Each part alone is harmless and is no finding. A hint asks the writer to make one part less exact; it blocks nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from react_cases.pii.findings import Finding, Label, Tier
from react_cases.pii.lexicon import lexicon
from react_cases.pii.months import day_in

BIRTH_PLACE_WORK = "birth_place_work"
"""Birth year or age, a village, and a job or condition that few have there."""
DAY_PLACE_EVENT = "day_place_event"
"""An exact day, a place, and an event that people remember."""

FARTHEST_OF_PERSON = 500
"""Characters between the first and the last part: what is said of one person is spread over a story."""
FARTHEST_OF_EVENT = 250

Span = tuple[int, int]

_YEARS_OLD = r"(?:1[4-9]|[2-9]\d)"
_AGE = re.compile(
    r"(?:19[3-9]\d|20[01]\d)\s?-?\s?(?:г\.?\s?р|года\s(?:рожд|р\.)|г\.\s?рожд|жылы\sтуул|жылкы|ж\.\s?т)\w{0,8}"
    r"|(?:родил(?:ся|ась)\sв|born\sin|туулган\sжылы)\s(?:19[3-9]\d|20[01]\d)"
    rf"|(?<![\d.,-]){_YEARS_OLD}\s?-?\s?(?:лет(?:няя|ний|ней|нему|нюю|него)|жашар|жаштагы|жашта(?!\w)|years?[ -]old)"
    rf"|(?<!\w)(?:ей|ему|клиент(?:у|ке)|возраст\w{{0,2}}|женщине|мужчине|девушке|парню)\s(?:сейчас\s|-\s)?{_YEARS_OLD}"
    r"(?:\s(?:лет|года?))?(?![\d%])"
    rf"|[,(]\s?{_YEARS_OLD}\s(?:лет|года?|жаш)(?=[,).])|(?<!\w)(?:aged?|жашы)\s{_YEARS_OLD}(?!\d)",
    re.IGNORECASE,
)
_VILLAGE_RULES = frozenset({"place.village", "place.small"})


@dataclass(frozen=True, slots=True)
class Hint:
    """A part of a combination that leads to a person: `text[start:end]` is the rare job or the event."""

    code: str
    start: int
    end: int


def hints(text: str, findings: Iterable[Finding]) -> tuple[Hint, ...]:
    """The hints of a text, in order, at most one for each job or event; `findings` are those of `scan(text)`."""
    findings = tuple(findings)
    return tuple(sorted({*_about_people(text, findings), *_about_events(text, findings)}, key=lambda hint: hint.start))


def _about_people(text: str, findings: Sequence[Finding]) -> Iterator[Hint]:
    births = list(ages(text))
    births += [(finding.start, finding.end) for finding in findings if finding.label is Label.DOB]
    villages = [(finding.start, finding.end) for finding in findings if _is_village(text, finding)]
    for start, end in circumstances(text, "job", "condition"):
        if _together(((start, end),), births, villages, farthest=FARTHEST_OF_PERSON):
            yield Hint(BIRTH_PLACE_WORK, start, end)


def _about_events(text: str, findings: Sequence[Finding]) -> Iterator[Hint]:
    days = [(one.start, one.end) for one in findings if one.label is Label.DATE and _is_a_day(text, one)]
    places = [(finding.start, finding.end) for finding in findings if _is_a_place(finding)]
    for start, end in circumstances(text, "event"):
        if _together(((start, end),), days, places, farthest=FARTHEST_OF_EVENT):
            yield Hint(DAY_PLACE_EVENT, start, end)


def _is_village(text: str, finding: Finding) -> bool:
    if finding.label is not Label.PLACE:
        return False
    place = lexicon().place(text[finding.start : finding.end])
    return place.is_small if place is not None else finding.rule in _VILLAGE_RULES


def _is_a_day(text: str, finding: Finding) -> bool:
    return day_in(text[finding.start : finding.end]) is not None


def _is_a_place(finding: Finding) -> bool:
    """A town, a village, an address, or an institution with number or name; a body of the state is none."""
    if finding.label is Label.ORG:
        return finding.tier is not Tier.GREY
    return finding.label in (Label.PLACE, Label.ADDRESS)


def _together(*kinds: Sequence[Span], farthest: int) -> bool:
    """Whether there is one of every kind beside the first, all within so many characters."""
    (start, end) = kinds[0][0]
    near = [[span for span in kind if span[0] >= end - farthest and span[1] <= start + farthest] for kind in kinds[1:]]
    return any(
        max(end, one[1], other[1]) - min(start, one[0], other[0]) <= farthest for one in near[0] for other in near[1]
    )


def ages(text: str) -> Iterator[Span]:
    """Where an age or a year of birth stands."""
    return (match.span() for match in _AGE.finditer(text))


def circumstances(text: str, *kinds: str) -> Iterator[Span]:
    """Where something rare stands, of these kinds of data/rare_circumstances.tsv: job, condition, event."""
    for kind in kinds:
        for match in _patterns()[kind].finditer(text):
            yield match.span()


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    phrases: dict[str, list[str]] = {}
    data = resources.files("react_cases.pii").joinpath("data/rare_circumstances.tsv").read_text("utf-8")
    for line in data.splitlines():
        if line and not line.startswith("#"):
            kind, _language, listed = line.split("\t")
            phrases.setdefault(kind, []).extend(phrase.strip() for phrase in listed.split(","))
    return {kind: _pattern(listed) for kind, listed in phrases.items()}


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    shapes = (re.escape(phrase).replace(r"\*", r"\w{0,9}").replace(r"\ ", r"\s") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)", re.IGNORECASE)
