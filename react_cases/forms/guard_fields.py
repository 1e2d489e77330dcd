"""What stands in a form about personal data in a text, and what a button of the guard does to it.

A guarded field `narrative` has three hidden neighbours. `narrative-decisions`: what was decided, by place in the text,
never a word of it. `narrative-seen`: the text that those places are about, for people without scripts, who type between
two answers of the server. `narrative-before`: what stood where the last button changed something, so that it can be
taken back. The last two are in the page alone and never stored.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from documenters.models import Programme
from react_cases.actions.guard import Decision, Decisions, Written, text_check, text_decide, text_edited
from react_cases.forms.text import TextField
from react_cases.models.choices import KeepReason
from react_cases.pii.choices import Choice
from react_cases.pii.findings import MAX_CHARACTERS, Label
from react_cases.pii.replacements import replaced

BUTTON = "guard"
"""Name of the buttons: `<field>:<start>:<choice>`, `<field>:<start>:keep:<reason>` or `<field>:undo`."""

DECISIONS, SEEN, BEFORE = "-decisions", "-seen", "-before"
UNDO = "undo"
MOST_DECISIONS = 1_000
LONGEST_JSON = 400_000
RULE = re.compile(r"[a-z_]{1,20}\.[a-z_]{1,19}")

_TEXT = TextField(required=False)


@dataclass(frozen=True)
class Change:
    """One place that the last button changed: characters `start` to `end`, what stands there now, and what stood."""

    start: int
    end: int
    now: str
    then: str


@dataclass(frozen=True)
class Press:
    """A button of the guard that was pressed, and what it made of its field."""

    name: str
    written: Written
    changes: tuple[Change, ...] = ()

    def answers(self) -> dict[str, str]:
        """The fields of the form after it."""
        if not self.name:
            return {}
        return {
            self.name: self.written.text,
            f"{self.name}{DECISIONS}": encoded(self.written.decisions),
            f"{self.name}{SEEN}": self.written.text,
            f"{self.name}{BEFORE}": encoded_changes(self.changes),
        }


NO_PRESS = Press("", Written(""))
"""A button that says nothing."""


def as_taken(text: str) -> str:
    """A text as forms take it: one kind of line break, composed letters, no blank ends. Places count in this."""
    return str(_TEXT.to_python(text) or "")


def written_in(data: Mapping[str, Any], name: str) -> Written:
    """The text of a field and what was decided about it, as somebody sent it; what was typed since then counts."""
    text = as_taken(_said(data, name))
    decisions = decisions_in(_said(data, f"{name}{DECISIONS}"))
    seen = _said(data, f"{name}{SEEN}")
    if not seen or not decisions or seen == text:
        return Written(text, decisions)
    return text_edited(Written(as_taken(seen), decisions), text)


def press_in(
    data: Mapping[str, Any],
    *,
    programme: Programme,
    seed: bytes,
    is_guarded: Callable[[str], bool],
    is_label: Callable[[str], bool] = lambda _name: False,
) -> Press | None:
    """The button of the guard that was pressed; None where it was none.

    `is_label` tells which fields are labels or names of files: nothing is masked by stars there. A button whose
    suggestion is gone, or whose field is not guarded, changes nothing, and still sends no form.
    """
    if BUTTON not in data:
        return None
    name, _separator, wish = _said(data, BUTTON).partition(":")
    if not is_guarded(name):
        return NO_PRESS
    written = written_in(data, name)
    if len(written.text) > MAX_CHARACTERS:
        return Press(name, written)
    if wish == UNDO:
        return Press(name, taken_back(written, changes_in(_said(data, f"{name}{BEFORE}"))))
    start, _separator, said = wish.partition(":")
    choice, _separator, reason = said.partition(":")
    if not (start.isascii() and start.isdigit() and len(start) < 7 and choice in set(Choice)):
        return Press(name, written)
    if choice == Choice.KEEP and reason not in KeepReason.values:
        return Press(name, written)
    begin = _place_now(data, Press(name, written), int(start), programme)
    made = Made(Choice(choice), reason, is_label(name))
    return _decided(Press(name, written), begin, made, programme=programme, seed=seed)


def _place_now(data: Mapping[str, Any], press: Press, start: int, programme: Programme) -> int:
    """Where a suggestion begins now, if somebody went on typing before they pressed its button; -1 if nowhere."""
    seen = as_taken(_said(data, f"{press.name}{SEEN}"))
    if seen in ("", press.written.text) or len(seen) > MAX_CHARACTERS:
        return start
    was = Written(seen, decisions_in(_said(data, f"{press.name}{DECISIONS}")))
    for row in text_check(was, programme=programme).suggestions:
        if row.findings[0].start == start:
            place = Decision(row.label, row.rule, start, row.findings[0].end, Choice.MASK)
            moved = text_edited(Written(seen, (place,)), press.written.text).decisions
            return moved[0].start if moved else -1
    return -1


@dataclass(frozen=True)
class Made:
    """A choice that a button stands for, and whether it is about a label."""

    choice: Choice
    reason: str
    is_label: bool


def _decided(press: Press, start: int, made: Made, *, programme: Programme, seed: bytes) -> Press:
    """The text and the decisions after a choice, and how to take it back."""
    written = press.written
    suggestions = text_check(written, programme=programme).suggestions
    chosen = next((row for row in suggestions if row.findings[0].start == start), None)
    if chosen is None:
        return press
    is_kept = made.choice is Choice.KEEP
    after = text_decide(
        written,
        start,
        made.choice,
        programme=programme,
        seed=seed,
        reason=made.reason if is_kept else "",
        is_label=made.is_label,
    )
    text = written.text
    if is_kept:
        places = [(row.start, row.end, text[row.start : row.end]) for row in chosen.findings]
    else:
        edits = replaced(text, chosen, made.choice, seed=seed, is_label=made.is_label).edits
        places = [(edit.start, edit.end, edit.replacement) for edit in edits]
    changes, moved = [], 0
    for begin, end, now in places:
        changes.append(Change(begin + moved, begin + moved + len(now), now, text[begin:end]))
        moved += len(now) - (end - begin)
    return Press(press.name, after, tuple(changes))


def taken_back(written: Written, changes: tuple[Change, ...]) -> Written:
    """The text without the last choice, which is open again; unchanged where somebody has typed over it."""
    text = written.text
    if not stands(text, changes):
        return written
    decisions = [
        row for row in written.decisions if not any(one.start < row.end and row.start < one.end for one in changes)
    ]
    for one in reversed(changes):
        text = text[: one.start] + one.then + text[one.end :]
    moved = []
    for row in decisions:
        by = sum(len(one.then) - len(one.now) for one in changes if one.end <= row.start)
        moved.append(Decision(row.label, row.rule, row.start + by, row.end + by, row.choice, row.reason))
    return Written(text, tuple(moved))


def stands(text: str, changes: tuple[Change, ...]) -> bool:
    """Is everything that the last button wrote still there, so that it can be taken back?"""
    ordered = all(earlier.end <= later.start for earlier, later in pairwise(changes))
    return bool(changes) and ordered and all(text[one.start : one.end] == one.now for one in changes)


def encoded(decisions: Decisions) -> str:
    """Decisions for a hidden field; empty for none."""
    rows = [[row.label.value, row.rule, row.start, row.end, row.choice.value, row.reason] for row in decisions]
    return json.dumps(rows, separators=(",", ":")) if rows else ""


def decisions_in(text: str) -> Decisions:
    """The opposite. Whatever is not one of ours is left out: then the person is asked once more."""
    found = [decision for row in _rows(text) if (decision := _decision(row))]
    return tuple(found[:MOST_DECISIONS])


def _decision(row: Any) -> Decision | None:
    if not isinstance(row, list) or len(row) != 6:
        return None
    label, rule, start, end, choice, reason = row
    is_said = all(isinstance(one, str) for one in (label, rule, choice, reason))
    if not is_said or not _is_place(start, end) or not RULE.fullmatch(rule):
        return None
    if label not in set(Label) or choice not in set(Choice):
        return None
    if reason not in (KeepReason.values if choice == Choice.KEEP else [""]):
        return None
    return Decision(Label(label), rule, start, end, Choice(choice), reason)


def encoded_changes(changes: tuple[Change, ...]) -> str:
    """What can be taken back, for a hidden field; empty for nothing."""
    rows = [[one.start, one.end, one.now, one.then] for one in changes]
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False) if rows else ""


def changes_in(text: str) -> tuple[Change, ...]:
    """The opposite."""
    found = []
    for row in _rows(text)[:MOST_DECISIONS]:
        if not isinstance(row, list) or len(row) != 4 or not _is_place(row[0], row[1]):
            return ()
        if not isinstance(row[2], str) or not isinstance(row[3], str):
            return ()
        found.append(Change(*row))
    return tuple(found)


def _rows(text: str) -> list[Any]:
    if not text or len(text) > LONGEST_JSON:
        return []
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return rows if isinstance(rows, list) else []


def _is_place(start: Any, end: Any) -> bool:
    return type(start) is int and type(end) is int and 0 <= start <= end < LONGEST_JSON


def _said(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) else ""
