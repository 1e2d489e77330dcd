"""Which other cases may be of the same client: by the code, and by what people said.

Inside one organisation for its documenters and mentors, across the organisations of the programme for coordinators.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import connection
from django.db.models import Q

from documenters.access import has_permission
from documenters.models import User
from documenters.permissions import Permission
from react_cases.models import Case, Client, ClientDecision
from react_cases.models.case import CaseQuerySet
from react_cases.workflow import Status

SHOWN = 12
"""Cases that a page lists; more of them are a number."""

NAMES = {"case": Case._meta.db_table, "client": Client._meta.db_table, "decision": ClientDecision._meta.db_table}

# The case itself, and whatever is reached from it by equal codes and by what people said, however far.
SAME = """
WITH RECURSIVE met(id) AS (
    SELECT unnest(%(start)s::bigint[])
    UNION
    SELECT found.id FROM met CROSS JOIN LATERAL (
        SELECT mate.id FROM {case} AS held JOIN {client} AS own ON own.id = held.client_id
            JOIN {client} AS theirs ON theirs.programme_id = own.programme_id
                AND theirs.code_hash = own.code_hash AND theirs.apart = own.apart
            JOIN {case} AS mate ON mate.client_id = theirs.id
        WHERE held.id = met.id
        UNION ALL SELECT said.other_id FROM {decision} AS said WHERE said.is_same AND said.case_id = met.id
        UNION ALL SELECT said.case_id FROM {decision} AS said WHERE said.is_same AND said.other_id = met.id
    ) AS reached JOIN {case} AS found ON found.id = reached.id
    WHERE found.programme_id = %(programme)s
        AND (%(organisation)s::bigint IS NULL OR found.organisation_id = %(organisation)s)
)
SELECT id FROM met
""".format(**NAMES)  # noqa: S608


class Standing(StrEnum):
    """How another case stands to the one on the page."""

    BY_CODE = "by_code"
    """The same code in the same organisation."""
    UNDECIDED = "undecided"
    """The same code in another organisation, counted as one client; nobody has said anything."""
    LINKED = "linked"
    """Somebody said: the same client."""
    THROUGH = "through"
    """The same client because of what was said of other cases."""
    APART = "apart"
    """Somebody said: not the same client."""
    POSSIBLE = "possible"
    """The same code, kept apart because of what was said of other cases."""


@dataclass(frozen=True)
class OtherCase:
    """Another case, and how it stands to the one on the page."""

    case: Case
    standing: Standing
    decision: ClientDecision | None = None


@dataclass(frozen=True)
class ClientCases:
    """What somebody may know of a client's other cases."""

    others: list[OtherCase] = field(default_factory=list)
    """Those that the person may open, the newest first."""
    more: int = 0
    """How many of those are not listed."""
    unseen: int = 0
    """Colleagues' cases in the organisation, told to the author as a number only."""

    @property
    def number(self) -> int:
        """Other cases of the same client, as far as the person may know."""
        apart = (Standing.APART, Standing.POSSIBLE)
        return sum(row.standing not in apart for row in self.others) + self.more + self.unseen


def compares_across(case: Case, *, by: User) -> bool:
    """Does the person compare clients across the organisations of the case's programme?"""
    return has_permission(by, Permission.CLIENT_COMPARE, programme=case.programme)


def scope_of(case: Case, *, by: User) -> CaseQuerySet:
    """The cases among which somebody looks for the client of a case: those that they may open, where they compare."""
    scope = Case.objects.visible_to(by).filter(programme=case.programme_id, submitted_at__isnull=False)
    scope = scope.filter(is_practice=False).exclude(status=Status.ERASED)
    return scope if compares_across(case, by=by) else scope.filter(organisation=case.organisation_id)


def same_client(case: Case, start: Iterable[int], *, by: User) -> set[int]:
    """The cases that are of one client with some cases of the programme, themselves included, as `by` compares."""
    place = None if compares_across(case, by=by) else case.organisation_id
    with connection.cursor() as cursor:
        cursor.execute(SAME, {"start": [*start], "programme": case.programme_id, "organisation": place})
        return {pk for (pk,) in cursor.fetchall()}


def decisions_on(case: Case) -> list[ClientDecision]:
    """What was said of a case, or of another case of its client: what is about this very case comes last."""
    of_case = Q(case=case) | Q(other=case)
    of_client = Q(case__client=case.client_id) | Q(other__client=case.client_id) if case.client_id else Q()
    rows = ClientDecision.objects.filter(of_case | of_client).select_related("case", "other", "decided_by")
    return sorted(rows, key=lambda row: case.pk in (row.case_id, row.other_id))


def decision_between(case: Case, other: Case, rows: Iterable[ClientDecision]) -> ClientDecision | None:
    """What was said of two cases or of their clients; about these very cases before anything else."""
    sides = (_side(case), _side(other))
    found = [row for row in rows if {_side(row.case), _side(row.other)} == set(sides) or _is_pair(row, case, other)]
    direct = [row for row in found if _is_pair(row, case, other)]
    return (direct or found)[-1] if found else None


def client_cases(case: Case, *, by: User) -> ClientCases:
    """The other cases of the client of a case, for its page. At most four queries."""
    said = decisions_on(case)
    is_author = case.documenter_id == by.pk
    if not case.client_id and not said:
        return ClientCases(unseen=_told_by_door(case) if is_author else 0)
    same = same_client(case, [case.pk], by=by) - {case.pk}
    wanted = Q(pk__in=same) | Q(pk__in={pk for row in said for pk in (row.case_id, row.other_id)})
    if case.client:
        wanted |= Q(client__code_hash=case.client.code_hash)
    rows = scope_of(case, by=by).filter(wanted).exclude(pk=case.pk).select_related("client", "organisation")
    found = list(rows.order_by("-received_on", "-pk"))
    others = [other for row in found if (other := _standing(case, row, same, said))]
    seen = sum(row.pk in same and row.organisation_id == case.organisation_id for row in found)
    unseen = max(_told_by_door(case) - seen, 0) if is_author else 0
    return ClientCases(others[:SHOWN], max(len(others) - SHOWN, 0), unseen)


def cases_of_code(case: Case, code_hash: str, *, by: User) -> ClientCases:
    """The same for a draft that is about to get a code: the author's own cases, and how many the colleagues have."""
    known = Client.objects.filter(organisation=case.organisation_id, code_hash=code_hash).order_by("pk").first()
    start = {case.pk, *(known.cases.values_list("pk", flat=True) if known else ())}
    same = same_client(case, start, by=by) - {case.pk}
    rows = scope_of(case, by=by).filter(pk__in=same, documenter=by).order_by("-received_on", "-pk")
    others = [OtherCase(row, Standing.BY_CODE) for row in rows]
    unseen = max(_told_by_door(case, code_hash) - len(others), 0)
    return ClientCases(others[:SHOWN], max(len(others) - SHOWN, 0), unseen)


def _told_by_door(case: Case, code_hash: str = "") -> int:
    """How many other cases of the client the organisation has. The database tells the author, and nobody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT react_client_cases(%s, %s)", [case.pk, code_hash])
        return int(cursor.fetchone()[0])


def _side(case: Case) -> tuple[str, int]:
    return ("client", case.client_id) if case.client_id else ("case", case.pk)


def _is_pair(row: ClientDecision, case: Case, other: Case) -> bool:
    return {row.case_id, row.other_id} == {case.pk, other.pk}


def _standing(case: Case, other: Case, same: Collection[int], said: Iterable[ClientDecision]) -> OtherCase | None:
    decision = decision_between(case, other, said)
    if decision is not None:
        return OtherCase(other, Standing.LINKED if decision.is_same else Standing.APART, decision)
    own, theirs = case.client, other.client
    has_code = own is not None and theirs is not None and own.code_hash == theirs.code_hash
    if other.pk not in same:
        return OtherCase(other, Standing.POSSIBLE) if has_code else None
    if case.client_id and case.client_id == other.client_id:
        return OtherCase(other, Standing.BY_CODE)
    if has_code and own is not None and theirs is not None and own.apart == theirs.apart:
        return OtherCase(other, Standing.UNDECIDED)
    return OtherCase(other, Standing.THROUGH)
