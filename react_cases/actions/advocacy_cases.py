"""Which cases an advocacy action may take, and which of its cases no longer agree (docs/adr/0041)."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from documenters.models import User
from react_cases.models import AdvocacyAction, AdvocacyCase, Case, Consent
from react_cases.models.advocacy import WhyLeftOut
from react_cases.models.choices import ConsentPurpose
from react_cases.workflow import Status

MOST_CASES = 2_000
"""That one action takes."""
REASON_IF = {False: "if_counted", True: "if_told"}
"""Does the action say something about single cases? -> what the database says against a case; empty: nothing."""


@dataclass(frozen=True)
class LookedAt:
    """What an action of one kind would take of the cases that a filter found."""

    count: int
    taken: list[Case]
    """In the order of their numbers; none of them where they are more than `MOST_CASES`."""
    reasons: dict[WhyLeftOut, int]
    """How many are left out for which reason."""
    left_out: dict[WhyLeftOut, list[Case]]
    """The first of them."""

    @property
    def is_too_large(self) -> bool:
        """Are there more than one action takes?"""
        return self.count > MOST_CASES


def looked_at(cases: QuerySet[Case]) -> dict[bool, LookedAt]:
    """What would be taken, by whether the action says something about single cases. `cases` are in sight.

    The database counts; at most `MOST_CASES` rows of each kind are fetched, whatever the filter finds.
    """
    weighed = _weighed(cases)
    counted = list(weighed.order_by().values_list(*REASON_IF.values()).annotate(number=Count("pk")))
    found = {}
    for place, tells in enumerate(REASON_IF):
        numbers: Counter[str] = Counter()
        for row in counted:
            numbers[row[place]] += row[-1]
        found[tells] = _look(weighed, numbers, tells)
    return found


def split_cases(cases: QuerySet[Case], has_case_detail: bool) -> tuple[list[Case], dict[WhyLeftOut, int]]:
    """The cases that an action may take, and how many others are left out for which reason.

    Of more than `MOST_CASES` one more is fetched, so that the caller sees that they are too many.
    """
    weighed, why = _weighed(cases), REASON_IF[has_case_detail]
    numbers = weighed.order_by().values_list(why).annotate(number=Count("pk"))
    taken = weighed.filter(**{why: ""})[: MOST_CASES + 1]
    return list(taken), {WhyLeftOut(reason): number for reason, number in numbers if reason}


@dataclass(frozen=True)
class Lost:
    """A case of an action whose client agrees no longer, and since when."""

    case: Case
    since: datetime.date | None


def consents_lost(action: AdvocacyAction, *, by: User) -> list[Lost]:
    """The cases of an action whose client agrees no longer to what it does with them.

    To be told of a client agrees now; to be counted until the day of the action: what was counted then was right.
    """
    linked = Case.objects.visible_to(by).filter(advocacy_links__action=action)
    tells = action.has_case_detail
    lost = without_consent(linked, tells=tells, done_on=action.done_on).order_by("code")
    days: dict[int, datetime.date | None] = dict(
        Consent.objects.filter(case__in=lost, purpose__in=[KEPT, *ONE_OF[tells]], withdrawn_on__isnull=False)
        .order_by("withdrawn_on")
        .values_list("case", "withdrawn_on")
    )
    return [Lost(case, days.get(case.pk)) for case in lost]


def actions_losing(actions: QuerySet[AdvocacyAction]) -> QuerySet[AdvocacyAction]:
    """Those one of whose cases has lost the consent that the action needs."""
    linked = Case.objects.filter(advocacy_links__action=OuterRef("pk"))
    losing = Q()
    for tells in ONE_OF:
        lost = without_consent(linked, tells=tells, done_on=OuterRef(OuterRef("done_on")))
        losing |= Q(Exists(lost), has_case_detail=tells)
    return actions.filter(losing)


KEPT = ConsentPurpose.RECORD
ONE_OF = {False: (ConsentPurpose.STATS, ConsentPurpose.AUTHORITY), True: (ConsentPurpose.AUTHORITY,)}
"""What a client agrees to, beside that the case is kept: to be counted or told of; to be told of to a state body."""


def without_consent(cases: QuerySet[Case], *, tells: bool, done_on: Any) -> QuerySet[Case]:
    """Those of these cases that lack a consent; `done_on`: the day of the action, or an expression for it."""
    in_force = Q(withdrawn_on=None) if tells else Q(withdrawn_on=None) | Q(withdrawn_on__gt=done_on)
    held = Consent.objects.filter(in_force, case=OuterRef("pk"))
    return cases.exclude(Exists(held.filter(purpose=KEPT)) & Exists(held.filter(purpose__in=ONE_OF[tells])))


def link_cases(action: AdvocacyAction, cases: Iterable[Case]) -> int:
    """Make these cases part of an action; answers how many are new."""
    known = set(action.case_links.values_list("case", flat=True))
    new = [AdvocacyCase(action=action, case=case) for case in cases if case.pk not in known]
    AdvocacyCase.objects.bulk_create(new)
    return len(new)


def leave_out(action: AdvocacyAction, taken: Collection[Case], reasons: dict[WhyLeftOut, int]) -> None:
    """Keep how many of the cases tried in this step were left out for which reason; the caller saves the action.

    It counts the cases of the last look alone, never summed over steps: a case that is tried twice counts once, and one
    that is taken now counts no more. A step that tries no case (neither `taken` nor left out) keeps the look before it.
    """
    if taken or reasons:
        action.left_out = {why.value: number for why, number in reasons.items()}


def _look(weighed: QuerySet[Case], numbers: Counter[str], tells: bool) -> LookedAt:
    why, count = REASON_IF[tells], numbers[""]
    left: defaultdict[WhyLeftOut, list[Case]] = defaultdict(list)
    for case in weighed.exclude(**{why: ""})[:MOST_CASES]:
        left[WhyLeftOut(getattr(case, why))].append(case)
    taken = list(weighed.filter(**{why: ""})[:MOST_CASES]) if count <= MOST_CASES else []
    reasons = {WhyLeftOut(reason): number for reason, number in numbers.items() if reason}
    return LookedAt(count, taken, reasons, dict(left))


def _weighed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """These cases with what speaks against each, in the order of their numbers; only what a draft needs of them."""
    consents = Consent.objects.filter(case=OuterRef("pk"))
    agreed = consents.filter(purpose=ConsentPurpose.AUTHORITY)
    kept = consents.filter(purpose=ConsentPurpose.RECORD, withdrawn_on=None)
    first = [
        When(is_practice=True, then=Value(WhyLeftOut.PRACTICE.value)),
        When(~Q(status=Status.APPROVED), then=Value(WhyLeftOut.NOT_SETTLED.value)),
        When(~Exists(kept), then=Value(WhyLeftOut.WITHDRAWN.value)),
        When(Exists(agreed.filter(withdrawn_on=None)), then=Value("")),
    ]
    counts = When(counts_in_statistics=True, then=Value(""))
    was_agreed = When(Exists(agreed.exclude(withdrawn_on=None)), then=Value(WhyLeftOut.WITHDRAWN.value))
    return (
        Case.objects.filter(pk__in=cases.order_by().values("pk"))
        .exclude(status=Status.ERASED)
        .annotate(
            if_counted=_reason(*first, counts, default=WhyLeftOut.NOT_COUNTED),
            if_told=_reason(*first, was_agreed, default=WhyLeftOut.NO_CONSENT),
        )
        .only("public_id", "code", "oblast", "event_from")
        .order_by("code")
    )


def _reason(*conditions: When, default: WhyLeftOut) -> Choose:
    return Choose(*conditions, default=Value(default.value), output_field=CharField())
