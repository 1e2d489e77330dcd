"""A first text of a letter, counted from its cases, so that nobody types numbers again. It tells of no single case."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documenters.models import Programme
from react_cases.actions.guard import Decision, Written, text_check
from react_cases.models import Case, Location, Term, Violation, Violator
from react_cases.models.choices import KeepReason
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Finding
from react_cases.pii.suggestions import mention_keys

SMALL = 5
"""No smaller number of cases stands in a letter: the smallest that any release may print."""
MOST_ROWS = 6
"""Violators, violations and places that are named, the most frequent first."""


@dataclass(frozen=True)
class Row:
    """One label and how many cases it holds."""

    label: str
    number: int
    is_own: bool = False
    """Did somebody of the programme write the label?"""


Asked = Sequence[tuple[str, Sequence[str]]]
"""The filter that found the cases, in words: the label of each question and those of its answers."""

SAID = ("setting", "violator", "category", "group", "primary_group", "oblast", "from", "to")
"""What a letter may say of the filter: nothing of how the work stands, and no place below the oblast."""


@dataclass(frozen=True)
class Draft:
    """The draft of a letter about some cases."""

    written: Written
    counted: str
    """The words in which it says how many they are; empty without cases."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.written.text

    def left_in(self, text: str, own: "Draft") -> str:
        """What a text that should follow the draft `own` still says of this one's cases; empty: nothing."""
        pieces = [self.counted, *(piece for piece in self.text.split("\n\n") if any(map(str.isdigit, piece)))]
        return next((piece for piece in pieces if piece and piece in text and piece not in own.text), "")


def draft(cases: Sequence[Case], programme: Programme, asked: Asked = ()) -> Draft:
    """The draft about these cases, which a filter found."""
    return Draft(drafted(cases, programme, asked), _counted(len(cases)) if cases else "")


def drafted(cases: Sequence[Case], programme: Programme, asked: Asked = ()) -> Written:
    """Its text. What the guard finds in labels that came with the system stays; what it finds in labels that somebody
    of the programme wrote is open, as in any other text."""
    sentences = _sentences(cases, asked)
    text = _text(sentences)
    own = {row.label for _sentence, rows in sentences for row in rows if row.is_own}
    checked = text_check(Written(text), programme=programme)
    found = [row for suggestion in checked.suggestions for row in suggestion.findings]
    places = [place for label in own for place in _places_of(label, text)]
    is_open = [any(row.start < end and start < row.end for start, end in places) for row in found]
    # What is kept once is kept wherever the same words stand.
    words = {key for row, mine in zip(found, is_open, strict=True) if mine for key in mention_keys(text, row)}
    settled = [row for row in found if not words & mention_keys(text, row)]
    return Written(text, tuple(_kept(row) for row in sorted(settled, key=lambda row: row.start)))


def draft_of(cases: Sequence[Case]) -> str:
    """The draft in the language of the page; empty without cases."""
    return _text(_sentences(cases, ()))


def line(sentence: str, rows: Iterable[Row], total: int) -> tuple[str, list[Row]]:
    """A sentence with its rows, and those that it names; nothing where it would give a small number away.

    The total is in the letter. So only those rows have a number of which no sum is small, nor leaves a small number of
    the total; the others are “and others”. Where no row can have one, the labels stand alone, in the order of the
    alphabet; and as many labels as there are cases would say that each has one.
    """
    chosen = sorted(rows, key=lambda row: -row.number)
    counted: list[Row] = []
    sums = [0]
    for row in chosen[:MOST_ROWS]:
        more = [number + row.number for number in sums]
        if not any(_is_small(number) or _is_small(abs(total - number)) for number in more):
            counted, sums = [*counted, row], [*sums, *more]
    if counted:
        said = [f"{row.label} – {row.number}" for row in counted]
        others = [_("and others")] if len(counted) < len(chosen) else []
        return sentence % {"rows": "; ".join([*said, *others])}, counted
    named = chosen[:MOST_ROWS]
    if not named or len(named) >= total >= SMALL:
        return "", []
    return sentence % {"rows": "; ".join(sorted(row.label for row in named))}, named


def _is_small(number: int) -> bool:
    return 0 < number < SMALL


def _kept(row: Finding) -> Decision:
    return Decision(row.label, row.rule, row.start, row.end, Choice.KEEP, KeepReason.NOT_DATA.value)


def _places_of(label: str, text: str) -> list[tuple[int, int]]:
    places, start = [], text.find(label)
    while start >= 0:
        places.append((start, start + len(label)))
        start = text.find(label, start + 1)
    return places


def _text(sentences: Iterable[tuple[str, list[Row]]]) -> str:
    return "\n\n".join(said for said, _rows in sentences if said)


def _sentences(cases: Sequence[Case], asked: Asked) -> list[tuple[str, list[Row]]]:
    """Each with the labels that it names."""
    if not cases:
        return []
    ids, total = [case.pk for case in cases], len(cases)
    return [
        (_("Dear Sir or Madam,"), []),
        (_opening(cases), []),
        _filter_said(asked, cases[0].programme_id),
        line(_("Where it happened: %(rows)s."), _places(cases), total),
        line(_("Who violated the rights: %(rows)s."), _by_heading(ids), total),
        line(_("What was done to people: %(rows)s."), _by_category(ids), total),
        (_("One case can have several violators and several violations."), []),
        (_("Please look into this, and tell us in writing what was done."), []),
    ]


def _filter_said(asked: Asked, programme_id: int) -> tuple[str, list[Row]]:
    """Which cases these are, by what they were looked for."""
    if not asked:
        return "", []
    terms = Term.objects.filter(Q(is_own=True) | Q(is_renamed=True), programme=programme_id)
    own = {term.label for term in terms}
    rows = [Row(label, 0, is_own=True) for _name, labels in asked for label in labels if label in own]
    said = "; ".join(f"{name} – {', '.join(labels)}" for name, labels in asked)
    # A month ends with the point of its “г.” in Russian.
    return _("Which cases these are: %(answers)s.") % {"answers": said.rstrip(".")}, rows


def _counted(number: int) -> str:
    """How many cases, in words that a sentence goes on with."""
    if number < SMALL:
        return _("several cases in which people's rights were violated")
    said = ngettext(
        "%(count)d case in which people's rights were violated",
        "%(count)d cases in which people's rights were violated",
        number,
    )
    return said % {"count": number}


def _opening(cases: Sequence[Case]) -> str:
    months = [case.event_from.replace(day=1) for case in cases if case.event_from]
    counted = _counted(len(cases))
    if not months:
        return _("Our street lawyers recorded %(cases)s.") % {"cases": counted}
    first, last = min(months), max(months)
    said = _("Our street lawyers recorded %(cases)s: they happened in %(first)s.")
    if first != last:
        said = _("Our street lawyers recorded %(cases)s: they happened from %(first)s to %(last)s.")
    return said % {"cases": counted, "first": _month(first), "last": _month(last)}


def _month(day: datetime.date) -> str:
    return f"{day:%m.%Y}"


def _places(cases: Iterable[Case]) -> list[Row]:
    counted = Counter(case.oblast_id for case in cases if case.oblast_id)
    places = Location.objects.in_bulk(counted)
    return [Row(places[place].label, number) for place, number in counted.items()]


def _by_heading(ids: Sequence[int]) -> list[Row]:
    """Cases by kind of violator, each once for each kind."""
    rows = Violator.objects.filter(case__in=ids).values_list("case", "type__parent", "type")
    return _labelled({(case, heading or own) for case, heading, own in rows})


def _by_category(ids: Sequence[int]) -> list[Row]:
    return _labelled(set(Violation.objects.filter(case__in=ids).values_list("case", "category")))


def _labelled(pairs: set[tuple[int, int]]) -> list[Row]:
    counted = Counter(term for _case, term in pairs)
    terms: Mapping[int, Term] = Term.objects.in_bulk(counted)
    return [Row(terms[pk].label, number, terms[pk].is_own or terms[pk].is_renamed) for pk, number in counted.items()]
