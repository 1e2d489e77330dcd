"""An asterisk behind the first mention of everybody whose name was changed. Pure."""

from collections.abc import Iterable

from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label
from react_cases.pii.replacements import Edit
from react_cases.retelling.marks import CHANGED, Mark, Marks, applied, in_order, shifted

STAR = "*"


def is_changed(mark: Mark) -> bool:
    """Does a name stand there that is not the person's own?"""
    return mark.choice is Choice.PSEUDONYM or (
        mark.label is Label.PERSON and mark.choice is Choice.KEEP and mark.reason == CHANGED
    )


def starred(text: str, marks: Iterable[Mark]) -> tuple[str, Marks]:
    """The text with an asterisk behind the first mention of each changed name that has none yet, and its marks."""
    marks = list(marks)
    edits = []
    for group in _people(text, [mark for mark in marks if is_changed(mark) and mark.start < mark.end]):
        if not any(_is_starred(text, mark) for mark in group):
            edits.append(Edit(group[0].end, group[0].end, STAR))
    edits = sorted(set(edits), key=lambda edit: edit.start)
    return applied(text, edits), in_order(shifted(marks, edits))


def _is_starred(text: str, mark: Mark) -> bool:
    return text[mark.end : mark.end + 1] == STAR and text[mark.end : mark.end + 2] != STAR * 2


def _people(text: str, marks: Iterable[Mark]) -> list[list[Mark]]:
    """Marks of the same person together, in the order of the text."""
    groups: list[tuple[set[str], list[Mark]]] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        keys = set(mark.keys(text))
        joined = [group for group in groups if group[0] & keys]
        for group in joined[1:]:
            groups.remove(group)
            joined[0][0].update(group[0])
            joined[0][1].extend(group[1])
        if joined:
            joined[0][0].update(keys)
            joined[0][1].append(mark)
        else:
            groups.append((keys, [mark]))
    return [sorted(group, key=lambda mark: mark.start) for _keys, group in groups]
