"""What a coordinator sees first: where cases wait, how long it takes, and where the data is weak.

Each number is the count of one filter of the case list, and carries that filter: the list shows exactly these cases.
Counted are the cases that the person may see, with the conditions of `react_cases.quality`.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Prefetch, Q
from django.db.models.functions import TruncDate
from django.http import QueryDict
from django.utils import timezone

from documenters.models import Programme
from react_cases.filters.offers import sent_within
from react_cases.models import Case, ClientDecision, ClientGroup, Location, Term
from react_cases.models.case import CaseQuerySet
from react_cases.quality import CHECKS, Check, Group, Setting, checks_of
from react_cases.quality.look_alikes import CLOSE_DAYS
from react_cases.quality.work import WAITING

SHOWN = 20
"""Pairs and places that are listed; their check finds all."""
COMPARED = 400
"""Of the cases that are like another, the newest so many are laid side by side."""

NO_SITES = ("UNK", "HOME", "ONLINE")
"""Kinds of place that are no site at which something could go on."""

WORK = ("for_mentor", "for_coordinator", "with_author", "late")
"""How things stand now, whenever the cases were sent."""


@dataclass(frozen=True)
class Number:
    """A count, and the parameters of the filter that finds these cases."""

    count: int
    query: str


@dataclass(frozen=True)
class Rate:
    """How many of the cases that a check is about it finds."""

    check: Check
    found: Number
    base: Number

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.found.count / self.base.count if self.base.count else 0.0


@dataclass(frozen=True)
class Days:
    """The median of a number of days, of so many cases."""

    median: float | None
    base: Number


@dataclass(frozen=True)
class Line:
    """One organisation, or all of them: its `name` is empty."""

    name: str
    waiting: dict[str, Number]
    returned: Rate
    to_record: Days
    """From the event to the registration."""
    to_approval: Days
    """From the registration to the approval."""


@dataclass(frozen=True)
class Together:
    """Cases that belong beside each other."""

    cases: Sequence[Case]
    found: Number

    @property
    def pair(self) -> tuple[Case, Case] | None:
        """A case of each client, where there are two clients: of them somebody can say whether they are one."""
        clients = {case.client_id or -case.pk: case for case in self.cases}
        one, *others = clients.values()
        return (one, others[0]) if len(others) == 1 else None


@dataclass(frozen=True)
class Spike:
    """Many events at one kind of place, in one city or district."""

    setting: Term
    place: Location
    days: int
    found: Number


class Median(Aggregate):
    """The median, as PostgreSQL interpolates it."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    name = "Median"


class Overview:
    """The numbers of one person and one period. Each property asks the database when it is read."""

    def __init__(self, cases: CaseQuerySet, programmes: Iterable[Programme], period: str) -> None:
        self.setting = Setting(cases, tuple(programmes), timezone.localdate())
        self.period = period
        self.in_period = sent_within(period, self.setting.today)

    def lines(self) -> list[Line]:
        """All organisations together, then each that has cases in the period or waiting."""
        cases = self.setting.cases.order_by()
        looked_at = cases.filter(Q(status__in=WAITING) | self.in_period)
        measures = {**self._counts(), **self._medians()}
        counted: Any = looked_at.values("organisation", "organisation__name").annotate(**measures)
        rows = list(counted.order_by("organisation__name"))
        whole = {code: sum(row[code] for row in rows) for code in self._counts()}
        # Medians do not add up: they are taken of all cases anew.
        whole |= cases.filter(self.in_period).aggregate(**self._medians())
        found = [row for row in rows if any(row[code] for code in (*WORK, "base_sent"))]
        return [self._line("", whole), *(self._line(row["organisation__name"], row) for row in found)]

    def rates(self, *groups: Group) -> dict[Group, list[Rate]]:
        """The checks of these groups over the cases of the period, the worst first."""
        checks = [check for group in groups for check in checks_of(group)]
        codes = {check.code for check in checks} | {check.base for check in checks}
        cases = self.setting.cases.filter(self.in_period).order_by()
        found = cases.aggregate(**{code: Count("pk", filter=self._condition(code)) for code in sorted(codes)})
        rates = [
            Rate(check, self._number(found[check.code], check.code), self._number(found[check.base], check.base))
            for check in checks
        ]
        rates.sort(key=lambda rate: (-rate.share, -rate.found.count))
        return {group: [rate for rate in rates if rate.check.group == group] for group in groups}

    def same_code(self) -> tuple[Number, list[Together]]:
        """Cases of different organisations with one client code; listed by code, those with the newest case first."""
        number, met = self._met("same_code", self.setting.cases.select_related("client"))
        keys = list(dict.fromkeys((case.programme_id, case.client.code_hash) for case in met if case.client))[:SHOWN]
        if not keys:
            return number, []
        codes = [code_hash for _programme, code_hash in keys]
        groups: dict[tuple[int, str], list[Case]] = defaultdict(list)
        undecided = self.setting.cases.filter(self._condition("same_code"), client__code_hash__in=codes)
        for case in _shown(undecided.select_related("client")):
            if case.client:
                groups[case.programme_id, case.client.code_hash].append(case)
        return number, [_together(groups[key]) for key in keys]

    def alike(self) -> tuple[Number, list[Together]]:
        """Cases without a client code that tell nearly the same; listed in pairs, the newest first."""
        number, met = self._met("alike", _shown(self.setting.cases))
        said = _decided(met)
        pairs = (pair for pair in combinations(met, 2) if _is_alike(*pair) and {case.pk for case in pair} not in said)
        return number, [_together(pair) for pair in islice(pairs, SHOWN)]

    def spikes(self) -> list[Spike]:
        """Kinds of place and city or district with unusually many events lately, the most first."""
        found = [*self._spikes("city"), *self._spikes("district")]
        return sorted(found, key=lambda spike: -spike.found.count)[:SHOWN]

    def _condition(self, code: str) -> Q:
        return CHECKS[code].condition(self.setting)

    def _met(self, code: str, cases: CaseQuerySet) -> tuple[Number, list[Case]]:
        """How many cases a check finds in the period, and the newest of them."""
        met = cases.filter(self.in_period, self._condition(code)).order_by("-received_on", "-pk")
        newest = list(met[:COMPARED])
        return self._number(len(newest) if len(newest) < COMPARED else met.order_by().count(), code), newest

    def _within(self, code: str) -> Q:
        return self._condition(code) & self.in_period

    def _counts(self) -> dict[str, Any]:
        return {
            **{code: Count("pk", filter=self._condition(code)) for code in WORK},
            **{code: Count("pk", filter=self._within(code)) for code in MEASURED},
        }

    def _medians(self) -> dict[str, Any]:
        return {
            "to_record": Median(_days(F("received_on"), F("event_from")), filter=self._within("exact_day")),
            "to_approval": Median(_days(TruncDate("status_at"), F("received_on")), filter=self._within("approved")),
        }

    def _line(self, name: str, row: dict[str, Any]) -> Line:
        of = (("organisation", str(row["organisation"])),) if name else ()
        numbers = {code: self._number(row[code], code, *of) for code in MEASURED}
        return Line(
            name,
            {code: Number(row[code], _query(("check", code), *of)) for code in WORK},
            Rate(CHECKS["returned"], numbers["returned"], numbers["base_sent"]),
            Days(_number_of_days(row["to_record"]), numbers["exact_day"]),
            Days(_number_of_days(row["to_approval"]), numbers["approved"]),
        )

    def _number(self, count: int, code: str, *more: tuple[str, str]) -> Number:
        return Number(count, _query(("check", code), ("sent", self.period), *more))

    def _spikes(self, place: str) -> Iterator[Spike]:
        near = self.setting.cases.filter(self._condition("recent_event"), **{f"{place}__isnull": False})
        counted = (
            near.exclude(setting=None)
            .exclude(setting__code__in=NO_SITES)
            .order_by()
            .values("programme", "setting", place)
            .annotate(found=Count("pk"))
        )
        limits = {programme.pk: programme for programme in self.setting.programmes}
        rows = [row for row in counted if row["found"] >= limits[row["programme"]].spike_cases]
        terms = Term.objects.in_bulk([row["setting"] for row in rows])
        places = Location.objects.in_bulk([row[place] for row in rows])
        for row in rows:
            setting, where = terms[row["setting"]], places[row[place]]
            query = _query(("check", "recent_event"), ("setting", setting.code), ("place", where.code))
            yield Spike(setting, where, limits[row["programme"]].spike_days, Number(row["found"], query))


MEASURED = ("base_sent", "returned", "exact_day", "approved")
"""What is counted in the period for each organisation."""


def _decided(cases: Collection[Case]) -> list[set[int]]:
    """Pairs of which somebody has said whether they are of one client."""
    rows = ClientDecision._default_manager.filter(case__in=cases, other__in=cases)
    return [set(pair) for pair in rows.values_list("case", "other")]


def _together(cases: Iterable[Case]) -> Together:
    listed = list(cases)
    return Together(listed, Number(len(listed), _query(*(("case", str(case.public_id)) for case in listed))))


def _shown(cases: CaseQuerySet) -> CaseQuerySet:
    groups = ClientGroup._default_manager.filter(is_primary=True)
    return (
        cases.select_related("organisation")
        .prefetch_related(
            Prefetch("client_groups", groups, to_attr="primary_groups"), Prefetch("violations", to_attr="rows")
        )
        .order_by("-received_on", "-pk")
    )


def _query(*pairs: tuple[str, str]) -> str:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query.urlencode()


def _days(last: Any, first: Any) -> Any:
    return ExpressionWrapper(last - first, output_field=DurationField())


def _number_of_days(median: datetime.timedelta | None) -> float | None:
    return None if median is None else median.total_seconds() / 86_400


def _is_alike(one: Case, other: Case) -> bool:
    """The rule of the check `alike`, for two cases that it has found."""
    same = all(getattr(one, name) == getattr(other, name) for name in ("programme_id", "gender", "age_band"))
    near = one.event_from and other.event_from and abs(one.event_from - other.event_from) <= CLOSE_DAYS
    place = (one.city_id and one.city_id == other.city_id) or (one.district_id and one.district_id == other.district_id)
    return bool(same and near and place and _groups(one) & _groups(other) and _categories(one) & _categories(other))


def _groups(case: Any) -> set[int]:
    return {row.group_id for row in case.primary_groups}


def _categories(case: Any) -> set[int]:
    return {row.category_id for row in case.rows}
