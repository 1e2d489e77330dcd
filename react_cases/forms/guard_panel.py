"""The panel of the guard in words: what there is to decide about, the choices with what would stand there, hints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documenters.models import Programme
from react_cases.actions.guard import Checked, Decision, Written, text_check
from react_cases.forms.guard_fields import UNDO, Change, encoded, encoded_changes, stands
from react_cases.models.choices import GuardChoice, GuardLabel, KeepReason
from react_cases.pii.choices import Choice
from react_cases.pii.findings import MAX_CHARACTERS, Finding, Label, Tier
from react_cases.pii.hints import Hint
from react_cases.pii.replacements import choices_for, choices_in_label, replaced
from react_cases.pii.suggestions import Suggestion

MOST_FORMS = 4
"""Different spellings of one name that are quoted; the number of places is said anyway."""

CHOICES = {
    Choice.MASK: gettext_lazy("Leave out"),
    Choice.ROLE: gettext_lazy("Say who it is"),
    Choice.PSEUDONYM: gettext_lazy("Another name"),
    Choice.MONTH: gettext_lazy("Only the month"),
    Choice.YEAR: gettext_lazy("Only the year"),
    Choice.DISTRICT: gettext_lazy("Only the kind of place"),
}
"""What a button does; the words that would stand there come first."""

HINTS = {
    "birth_place_work": gettext_lazy(
        "The birth year or age, a village, and a job or condition that few people have there: together they can lead to"
        " the person. Make one of them less exact."
    ),
    "day_place_event": gettext_lazy(
        "An exact day, a place, and an event that people remember: together they can lead to the person. Write only the"
        " month, or leave out the place."
    ),
}
"""A code of `pii.Hint` -> what to think about."""


@dataclass(frozen=True)
class Offer:
    """One button."""

    value: str
    label: str
    preview: str = ""
    """What would stand there."""


@dataclass(frozen=True)
class Item:
    """One person or number of the text, with all its places."""

    tier: str
    heading: str
    kind: str
    language: str
    """Of the sentence, for whoever hears the words read."""
    words: tuple[str, ...]
    """As they stand in the text, each spelling once."""
    start: int
    end: int
    """The first place, in characters of the text."""
    places: str
    offers: tuple[Offer, ...]
    reasons: tuple[Offer, ...]
    """To leave it as it is."""


@dataclass(frozen=True)
class Settled:
    """Words of the text as they stand there now, and what is said about them: what was decided, or a hint."""

    words: str
    said: str


@dataclass(frozen=True)
class Panel:
    """Everything that stands below a guarded field. Without a check: the hidden fields alone."""

    name: str
    case: str = ""
    is_label: bool = False
    """A label or the name of a file: nothing is masked by stars, nobody gets another name."""
    decisions: str = ""
    seen: str = ""
    before: str = ""
    is_checked: bool = False
    is_pressed: bool = False
    """Was one of its buttons pressed just now, so that the page comes back here?"""
    is_refused: bool = False
    """Does the form come back because something is open here?"""
    text: str = ""
    needed: tuple[Item, ...] = ()
    possible: tuple[Item, ...] = ()
    settled: tuple[Settled, ...] = ()
    hints: tuple[Settled, ...] = ()
    """What is not personal data each by itself and leads to a person together."""
    last: str = ""
    """What the last button did, where it can be taken back."""
    undo: str = ""
    problem: str = ""
    status: str = ""


def plain_panel(name: str, written: Written, case: str = "", *, is_label: bool = False) -> Panel:
    """The panel before anything was looked for."""
    decisions = encoded(written.decisions)
    return Panel(name, case, is_label, decisions=decisions, seen=written.text if decisions else "")


def panel_of(
    name: str,
    written: Written,
    *,
    programme: Programme,
    seed: bytes,
    case: str = "",
    changes: tuple[Change, ...] = (),
    is_pressed: bool = False,
    checked: Checked | None = None,
    is_label: bool = False,
) -> Panel:
    """Look through a text. `changes` is what the last button did, `checked` what was found already."""
    text = written.text
    if len(text) > MAX_CHARACTERS:
        sentence = _("This text is too long to be checked: at most %(most)d characters.") % {"most": MAX_CHARACTERS}
        return Panel(name, case, is_label, text=text, problem=sentence, status=sentence)
    checked = checked or text_check(written, programme=programme)
    make = _label_item if is_label else _item
    items = [(row.tier, make(name, text, row, seed)) for row in checked.suggestions]
    needed = tuple(item for tier, item in items if tier is not Tier.GREY)
    can_undo = stands(text, changes)
    return Panel(
        name,
        case,
        is_label,
        decisions=encoded(checked.decisions),
        seen=text if checked.decisions or items else "",
        before=encoded_changes(changes) if can_undo else "",
        is_checked=bool(text),
        is_pressed=is_pressed,
        text=text,
        needed=needed,
        possible=tuple(item for tier, item in items if tier is Tier.GREY),
        settled=tuple(_settled(text, checked.decisions)),
        hints=tuple(_hinted(text, checked.hints)),
        last=_last(changes[0]) if can_undo else "",
        undo=f"{name}:{UNDO}",
        status=_status(text, len(needed)),
    )


def _status(text: str, count: int) -> str:
    if not text:
        return ""
    if not count:
        return _("Nothing to decide about.")
    return ngettext("%(count)d to decide about", "%(count)d to decide about", count) % {"count": count}


def _item(name: str, text: str, row: Suggestion, seed: bytes) -> Item:
    first, count = row.findings[0], len(row.findings)
    value = f"{name}:{first.start}"
    offers = [choice for choice in choices_for(row) if choice is not Choice.KEEP]
    return Item(
        tier=row.tier.value,
        heading={Tier.RED: _("Decide about this"), Tier.AMBER: _("Look at this")}.get(row.tier, _("Possible")),
        kind=str(GuardLabel(row.label.value).label),
        language=row.language.value,
        words=tuple(_spellings(text, row.findings)),
        start=first.start,
        end=first.end,
        places=ngettext("in %(count)d place", "in %(count)d places", count) % {"count": count} if count > 1 else "",
        offers=tuple(
            Offer(f"{value}:{choice.value}", _offered(choice, row.label), _preview(text, row, choice, seed))
            for choice in offers
        ),
        reasons=tuple(
            Offer(f"{value}:{Choice.KEEP.value}:{reason.value}", str(reason.label))
            for reason in KeepReason
            # A number or a place has no other name.
            if reason is not KeepReason.CHANGED or row.label is Label.PERSON
        ),
    )


def _label_item(name: str, text: str, row: Suggestion, seed: bytes) -> Item:
    """The same in a label: every button shows the whole label as it would read."""
    item = _item(name, text, row, seed)
    offers = tuple(
        Offer(
            f"{name}:{row.findings[0].start}:{choice.value}",
            _offered(choice, row.label),
            replaced(text, row, choice, seed=seed, is_label=True).text,
        )
        for choice in choices_in_label(text, row)
        if choice is not Choice.KEEP
    )
    unfitting = f":{KeepReason.CHANGED.value}"
    return replace(item, offers=offers, reasons=tuple(row for row in item.reasons if not row.value.endswith(unfitting)))


def _spellings(text: str, findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(text[row.start : row.end] for row in findings))[:MOST_FORMS]


def _offered(choice: Choice, label: Label) -> str:
    """What a button does. Of a place the word that it is goes for the same as its kind."""
    return str(CHOICES[Choice.DISTRICT if choice is Choice.ROLE and label is not Label.PERSON else choice])


def _preview(text: str, row: Suggestion, choice: Choice, seed: bytes) -> str:
    """What would stand at the first place; where the name only goes, the word before it, which says enough."""
    edits = replaced(text, row, choice, seed=seed).edits
    if not edits:
        return ""
    words = text[: edits[0].start].split()
    return edits[0].replacement.strip() or (words[-1] if words else "…")


def _settled(text: str, decisions: Iterable[Decision]) -> Iterable[Settled]:
    """Each thing once, in the order of the text."""
    said: dict[Settled, None] = {}
    for row in decisions:
        words = text[row.start : row.end].strip()
        if words:
            said[Settled(words, _said(row.label, row.choice, row.reason))] = None
    return said


def _said(label: Label, choice: Choice, reason: str) -> str:
    if choice is Choice.KEEP:
        return _("Kept: %(reason)s") % {"reason": KeepReason(reason).label}
    return f"{GuardLabel(label.value).label}: {GuardChoice(choice.value).label}"


def _hinted(text: str, hints: Iterable[Hint]) -> Iterator[Settled]:
    """Each sentence once, with the words that it is about."""
    words: dict[str, dict[str, None]] = {}
    for hint in hints:
        words.setdefault(hint.code, {})[text[hint.start : hint.end]] = None
    for code, found in words.items():
        if code in HINTS:
            yield Settled(", ".join(found), str(HINTS[code]))


def _last(change: Change) -> str:
    if change.now == change.then:
        return _("Kept: “%(words)s”") % {"words": change.then}
    if not change.now.strip():
        return _("Left out: “%(words)s”") % {"words": change.then.strip(" ,;:–—-_/")}
    return _("“%(then)s” is now “%(now)s”") % {"then": change.then, "now": change.now}
