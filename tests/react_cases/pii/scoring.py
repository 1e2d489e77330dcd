"""How good the findings are: counts per language, kind of text and type of data.

A gold span is *found* when every word of it is covered (three fifths of its characters at least) by findings of its
type; *masked* when findings of any type cover it: a wrong label still keeps it in. A finding is *right* when it
overlaps gold of its type. Organisations and places are one type, as readers do not agree where one ends; in IGNORE
zones neither counts. A name is *unlisted* when none of its words is in the list of first names and its ending does
not show a surname.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from react_cases.pii import Finding, Label, Tier
from tests.react_cases.pii.texts import Gold, Narrative

WORD = re.compile(r"(?<![^\W_])(?!(?i:the|an?)\s)[^\W_]+")
"""What must be covered: an English article gives nobody away, and not every reader marks it."""
ORG_PLACE = "ORG/PLACE"
NAMES = Label.PERSON.value
PRESSING_NAMES = "PERSON red, amber"
OFFICERS = "officer (role)"
UNLISTED = "PERSON unlisted"
EVERYTHING = "any label"
"""Exact days are left out: they are only hinted at."""
TYPES = (NAMES, PRESSING_NAMES, UNLISTED, OFFICERS, *(t.value for t in Label if t not in ("PERSON", "ORG", "PLACE")))
ROWS = (*TYPES, ORG_PLACE, EVERYTHING)
ALL = "all"


@dataclass
class Tally:
    """Counts of one type in some texts."""

    gold: int = 0
    found: int = 0
    masked: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None without gold."""
        return self.found / self.gold if self.gold else None

    @property
    def leak_recall(self) -> float | None:
        """Share of the gold that was masked under whatever label."""
        return self.masked / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """Share of the findings that were right; None without findings."""
        return self.right / self.predicted if self.predicted else None


class Score:
    """Tallies of texts by language and kind; ALL stands for every language or every kind."""

    def __init__(self) -> None:
        self.tallies: defaultdict[tuple[str, str, str], Tally] = defaultdict(Tally)
        self.words: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.texts: defaultdict[tuple[str, str], int] = defaultdict(int)

    def of(self, row: str, language: str = ALL, kind: str = ALL) -> Tally:
        """The tally of a row of ROWS."""
        return self.tallies[language, kind, row]

    def false_names(self, language: str = ALL, kind: str = ALL, row: str = NAMES) -> float | None:
        """Findings of names that are none, per 1,000 words; None without texts."""
        words = self.words[language, kind]
        tally = self.of(row, language, kind)
        return 1000 * (tally.predicted - tally.right) / words if words else None

    def add(self, narrative: Narrative, findings: Sequence[Finding], is_unlisted: Callable[[str], bool]) -> None:
        """Count one text and what was found in it."""
        places = [(language, kind) for language in (narrative.language, ALL) for kind in (narrative.kind, ALL)]
        counted = [*_gold_counts(narrative, findings, is_unlisted), *_finding_counts(narrative, findings)]
        for language, kind in places:
            self.texts[language, kind] += 1
            self.words[language, kind] += len(narrative.text.split())
            for row, change in counted:
                tally = self.tallies[language, kind, row]
                tally.gold += change.gold
                tally.found += change.found
                tally.masked += change.masked
                tally.predicted += change.predicted
                tally.right += change.right


def scored(
    narratives: Iterable[Narrative],
    findings: Mapping[str, Sequence[Finding]],
    is_unlisted: Callable[[str], bool] = lambda _name: False,
) -> Score:
    """The score of the findings of each narrative, by its id."""
    score = Score()
    for narrative in narratives:
        score.add(narrative, findings[narrative.id], is_unlisted)
    return score


def _gold_counts(
    narrative: Narrative, findings: Sequence[Finding], is_unlisted: Callable[[str], bool]
) -> Iterable[tuple[str, Tally]]:
    for gold in narrative.gold:
        if gold.label == "IGNORE":
            continue
        row = row_of(gold.label)
        same = [finding for finding in findings if row_of(finding.label.value) == row]
        found = covers(narrative.text, gold, same)
        masked = found or covers(narrative.text, gold, findings)
        count = Tally(gold=1, found=found, masked=masked)
        yield row, count
        if gold.label != Label.DATE:
            yield EVERYTHING, Tally(gold=1, found=masked, masked=masked)
        if row == NAMES:
            pressing = [finding for finding in same if finding.tier is not Tier.GREY]
            yield PRESSING_NAMES, Tally(gold=1, found=covers(narrative.text, gold, pressing), masked=masked)
            if is_unlisted(narrative.text[gold.start : gold.end]):
                yield UNLISTED, count
            if gold.is_officer:
                told = any(finding.is_officer and overlap(finding, gold) for finding in same)
                yield OFFICERS, Tally(gold=1, found=told, masked=masked)


def _finding_counts(narrative: Narrative, findings: Sequence[Finding]) -> Iterable[tuple[str, Tally]]:
    for finding in findings:
        row = row_of(finding.label.value)
        touched = [gold for gold in narrative.gold if overlap(finding, gold)]
        right = any(row_of(gold.label) == row for gold in touched)
        if not right and row == ORG_PLACE and any(gold.label == "IGNORE" for gold in touched):
            continue
        count = Tally(predicted=1, right=right)
        yield row, count
        if finding.label is not Label.DATE:
            yield EVERYTHING, Tally(predicted=1, right=any(gold.label != "IGNORE" for gold in touched))
        if row == NAMES and finding.tier is not Tier.GREY:
            yield PRESSING_NAMES, count
        if finding.is_officer:
            yield OFFICERS, Tally(predicted=1, right=any(gold.is_officer for gold in touched))


def row_of(label: str) -> str:
    """The row in which spans with this label are counted."""
    return ORG_PLACE if label in ("ORG", "PLACE") else label


def overlap(one: Finding | Gold, other: Finding | Gold) -> bool:
    """Whether they share a character."""
    return one.start < other.end and other.start < one.end


def covers(text: str, gold: Gold, findings: Iterable[Finding]) -> bool:
    """Every word of the gold but an article is covered, or the gold itself if it has none."""
    covered = {place for finding in findings for place in range(finding.start, finding.end)}
    words = [(gold.start + m.start(), gold.start + m.end()) for m in WORD.finditer(text[gold.start : gold.end])]
    return all(
        len(covered.intersection(range(start, end))) >= 0.6 * (end - start)
        for start, end in words or [(gold.start, gold.end)]
    )
