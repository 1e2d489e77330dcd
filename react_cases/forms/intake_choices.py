"""What the intake offers: terms and places of the programme, read in two queries."""

import copy
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from documenters.models import Programme
from react_cases.actions.frequency import OF_TAG
from react_cases.actions.intake import Habits
from react_cases.models import Location, LocationKind, Term
from react_cases.models.term import GROUPING_LISTS

LISTS = (
    "client_groups",
    "client_tags",
    "violator_types",
    "violation_categories",
    "response_types",
    "delivered_by",
    "not_ready_reasons",
    "event_settings",
    "contact_channels",
)
Node = TypeVar("Node", Term, Location)
Offer = list[tuple[str, Any]]
"""Choices of a field: code and label, or heading and such pairs."""


class IntakeChoices:
    """The code lists of one programme as they can be chosen today.

    `used` are (list, code) of terms that the case holds already: they stay choosable after they were retired. `habits`
    say what this documenter is offered first.
    """

    def __init__(
        self,
        programme: Programme,
        *,
        used: Collection[tuple[str, str]] = (),
        frequent: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
        habits: Habits | None = None,
    ) -> None:
        self.programme = programme
        self.habits = habits or Habits()
        self.frequent = frequent or {}
        self._terms: dict[str, dict[str, Term]] = {name: {} for name in LISTS}
        today = timezone.localdate()
        rows = _with_parents(Term.objects.filter(programme=programme, code_list__in=LISTS))
        for term in sorted(rows, key=_place_in_list):
            offered = term.is_enabled and not term.is_retired and (term.valid_from is None or term.valid_from <= today)
            if (offered or (term.code_list, term.code) in used) and _is_choosable(term):
                self._terms[term.code_list][term.code] = term
        places = _with_parents(Location.objects.filter(programme=programme).valid())
        self.places = {place.code: place for place in places if place.kind != LocationKind.OBLAST}
        self.oblasts = {place.code: place for place in places if place.kind == LocationKind.OBLAST}

    def without_habits(self) -> "IntakeChoices":
        """The same for everybody."""
        shared = copy.copy(self)
        shared.habits = Habits()
        return shared

    @property
    def state(self) -> tuple[object, ...]:
        """Everything that is offered, to compare it with another day's; labels in the language of the page."""
        return (
            self.programme.pk,
            self.programme.currency,
            [[self.grouped(name), self.flat(name)] for name in LISTS],
            self.place_offer(),
            self.place_hints(),
            self.frequent,
        )

    def term(self, code_list: str, code: str) -> Term:
        """The offered term of this code; KeyError where there is none."""
        return self._terms[code_list][code]

    def label(self, code_list: str, code: str) -> str:
        """What people read for a code, or the code itself where it is not offered."""
        term = self._terms[code_list].get(code)
        return term.label if term else code

    def flat(self, code_list: str) -> Offer:
        """Every term of a list."""
        return [(term.code, term.label) for term in self._terms[code_list].values()]

    def groups(self) -> Offer:
        """The client groups, the one that this documenter chose last on top."""
        return sorted(self.flat("client_groups"), key=lambda row: row[0] != self.habits.group)

    def grouped(self, code_list: str, primary_group: str = "", tags: Iterable[str] = ()) -> Offer:
        """The frequent terms for this client group and these tags, then all others by heading."""
        terms = self._terms[code_list]
        of_tags = [code for tag in tags for code in OF_TAG.get(tag, ()) if code_list == "violation_categories"]
        wanted = dict.fromkeys([*self._often(code_list, primary_group), *of_tags])
        often = [code for code in wanted if code in terms]
        groups: Offer = [(_("Most frequent"), [(code, terms[code].label) for code in often])] if often else []
        headings: dict[str, list[tuple[str, str]]] = {}
        for code, term in terms.items():
            heading = term.parent.label if term.parent else term.label
            inside = headings.setdefault(heading, [])
            if code not in often:
                inside.append((code, term.label))
        return groups + [(heading, rows) for heading, rows in headings.items() if rows]

    def _often(self, code_list: str, primary_group: str) -> Sequence[str]:
        by_group = self.frequent.get(code_list, {})
        return by_group.get(primary_group) or by_group.get("", [])

    def oblast_offer(self) -> Offer:
        """The oblasts, the one that this documenter used last on top."""
        rows: Offer = [(code, place.label) for code, place in self.oblasts.items()]
        return sorted(rows, key=lambda row: row[0] != self.habits.oblast)

    def recent_places(self) -> list[dict[str, str]]:
        """Districts and cities of this documenter's last cases, with their oblast."""
        return [
            {"code": code, "label": place.label, "oblast": place.parent.label}
            for code in self.habits.places
            if (place := self.places.get(code)) is not None and place.parent is not None
        ]

    def place_offer(self) -> Offer:
        """Districts and cities by oblast."""
        return [
            (oblast.label, [(place.code, place.label) for place in self.places.values() if place.parent == oblast])
            for oblast in self.oblasts.values()
        ]

    def place_hints(self) -> dict[str, str]:
        """Other and former names of places: a search finds them, and a reader recognises them."""
        return {code: place.aliases.replace(" | ", ", ") for code, place in self.places.items() if place.aliases}


def _with_parents(rows: Iterable[Node]) -> list[Node]:
    """The rows, each with its parent from among them: asked for with a join, every heading would come forty times."""
    found = {row.pk: row for row in rows}
    for row in found.values():
        if row.parent_id in found:
            row.parent = found[row.parent_id]
    return list(found.values())


def _place_in_list(term: Term) -> tuple[int, int, bool, int, str]:
    if term.parent is None:
        return (term.position, term.pk, False, 0, "")
    return (term.parent.position, term.parent.pk, True, term.position, term.code)


def _is_choosable(term: Term) -> bool:
    return term.parent_id is not None or term.code_list not in GROUPING_LISTS


LIST_OF_ANSWER = {
    "groups": "client_groups",
    "tags": "client_tags",
    "violators": "violator_types",
    "violations": "violation_categories",
    "not_ready_reasons": "not_ready_reasons",
    "setting": "event_settings",
    "channel": "contact_channels",
}


def used_terms(answers: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """(list, code) of every term that a case already holds."""
    return {(code_list, code) for name, code_list in LIST_OF_ANSWER.items() for code in answers.get(name, [])}
