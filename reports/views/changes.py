"""What the case files say about the difference of two releases: for coordinators, who see the cases anyway."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from documenters.models import Programme, User
from react_cases.models import Case
from reports.comparison import Arrival, Arrivals, Comparison, about, arrivals_told, quarters_of
from reports.disclosure.published import Published
from reports.linked_clients import clients_behind
from reports.models import CountedCase


@dataclass(frozen=True)
class Changes:
    """Numbers from the case files of today; None where a number would be small, or would leave a small rest."""

    arrivals: Arrivals | None
    waiting: int | None
    """Approved, and in no release yet; rounded down."""
    taken_back: int | None
    """Counted, and the consent was taken back since; rounded down."""
    threshold: int


def changes_between(programme: Programme, published: Published, comparison: Comparison, *, by: User) -> Changes:
    """Split what is new into timely and late cases, and count what stands outside the releases."""
    threshold = max(max(block.parameters.k_national, block.parameters.k_subnational) for block in published.blocks)
    periods = [line.period for line in comparison.new]
    blocks = {quarter: block for block in published.blocks for quarter in quarters_of(block, periods)}
    counted = CountedCase.objects.filter(block__programme=programme)
    kept = counted.filter(is_blanked=False)
    # Whoever took the consent back has no client code any more: each counts as one person.
    taken_back = counted.filter(is_blanked=True).count()
    waiting = Case.objects.countable_by(by).filter(programme=programme, counted=None)
    people = clients_behind(waiting)
    others = kept[:threshold].count()
    return Changes(
        arrivals_told(_arrivals(counted.filter(quarter__in=blocks)), blocks, comparison.figure, set(blocks), threshold),
        about(waiting.count(), people, others, threshold),
        about(taken_back, taken_back, others, threshold),
        threshold,
    )


def _arrivals(counted: QuerySet[CountedCase]) -> list[Arrival]:
    rows = counted.values_list("quarter", "codes", "case__received_on")
    return [
        Arrival(quarter, _quarter_of(day) or quarter, codes.get("client"), tuple(codes.get("violators", ())))
        for quarter, codes, day in rows
    ]


def _quarter_of(day: datetime.date | None) -> str:
    """Of registration; empty for a case that was erased since."""
    return f"{day.year}-Q{(day.month + 2) // 3}" if day else ""
