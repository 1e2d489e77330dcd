"""What was decided about places of a text, and where they stand once the text is edited. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from react_cases.pii.choices import Choice
from react_cases.pii.findings import Finding, Label
from react_cases.pii.replacements import Edit
from react_cases.pii.suggestions import mention_keys

NOT_DATA, CHANGED, PUBLIC = "NOT_DATA", "CHANGED", "PUBLIC"
"""Reasons for which something was kept, as far as a story takes them for good."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision of the guard about `text[start:end]`; `reason` says why something was kept."""

    label: Label
    rule: str
    start: int
    end: int
    choice: Choice
    reason: str = ""

    def keys(self, text: str) -> frozenset[str]:
        """Of the words that stand there; the same for every mention of one person."""
        return mention_keys(text, Finding(self.start, self.end, self.label, 1, self.rule))


Marks = tuple[Mark, ...]


def shifted(marks: Iterable[Mark], edits: Sequence[Edit]) -> list[Mark]:
    """The marks in the text after these edits; one whose words were edited is gone."""
    moved = []
    for mark in marks:
        if any(edit.start < mark.end and mark.start < edit.end for edit in edits):
            continue
        by = sum(len(edit.replacement) - (edit.end - edit.start) for edit in edits if edit.end <= mark.start)
        moved.append(replace(mark, start=mark.start + by, end=mark.end + by))
    return moved


def in_order(marks: Iterable[Mark]) -> Marks:
    """Each once, in the order of the text."""
    return tuple(sorted(set(marks), key=lambda mark: (mark.start, mark.end, mark.choice)))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that are in order and do not overlap."""
    pieces, position = [], 0
    for edit in edits:
        pieces += [text[position : edit.start], edit.replacement]
        position = edit.end
    return "".join(pieces) + text[position:]


def reasons_of(text: str, findings: Iterable[Finding], marks: Iterable[Mark]) -> dict[Finding, str]:
    """Why each finding was kept, where it was: at its own place, or because the same words were kept elsewhere."""
    known: dict[tuple[Label, str], str] = {}
    for mark in marks:
        if mark.choice is Choice.KEEP:
            known |= {(mark.label, key): mark.reason for key in mark.keys(text)}
    kept = {}
    for finding in findings:
        found = [known.get((finding.label, key)) for key in sorted(mention_keys(text, finding))]
        if found and all(found):
            kept[finding] = found[0] or ""
    return kept
