"""Random cases, written straight into the tables: the real actions take a second for ten, and figures need hundreds."""

import datetime
import random
from collections.abc import Iterator, Sequence

from django.db.models import Model
from django.utils import timezone

from documenters.models import Organisation, User
from react_cases.models import Case, Client, ClientDecision, ClientGroup, Location, Response, Term, Violation, Violator
from react_cases.workflow import Qualification, ReadinessValue, ResponseStatus, Status
from tests.factories.cases import organisation_of

FIRST_DAY = datetime.date(2020, 1, 1)
DAYS = 731


def populate(documenters: Sequence[User], count: int, seed: int) -> None:
    """Cases of every shape by these documenters: statuses, consents, repeated types, several groups, no client code."""
    chance = random.Random(seed)
    lists = {
        name: list(Term.objects.filter(programme__code="KG", code_list=name).choosable())
        for name in ("violator_types", "violation_categories", "response_types", "client_groups", "outcomes")
    }
    oblasts = list(Location.objects.oblasts().order_by("code"))
    organisations = {user.pk: organisation_of(user) for user in documenters}
    cases, rows = [], []
    for number in range(count):
        user = chance.choice(documenters)
        case = _case(chance, number, user, organisations[user.pk], oblasts, lists["outcomes"])
        cases.append(case)
        rows += _rows(chance, case, user, lists)
    Case.objects.bulk_create(cases)
    for model in (Violator, Violation, Response, ClientGroup):
        model.objects.bulk_create([row for row in rows if isinstance(row, model)])
    _decide(chance, cases, documenters[0])


def _decide(chance: random.Random, cases: Sequence[Case], by: User) -> None:
    """Somebody has said of some pairs that they are of one client, or that they are not."""
    pairs = {tuple(sorted(chance.sample(range(len(cases)), 2))) for _ in range(len(cases) // 6)} if cases[1:] else set()
    ClientDecision.objects.bulk_create(
        ClientDecision(
            case=cases[one],
            other=cases[other],
            is_same=chance.random() < 0.7,
            decided_by=by,
            decided_at=timezone.now(),
        )
        for one, other in sorted(pairs)
    )


def _case(
    chance: random.Random,
    number: int,
    user: User,
    organisation: Organisation,
    oblasts: Sequence[Location],
    outcomes: Sequence[Term],
) -> Case:
    day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
    status = chance.choices([Status.APPROVED, Status.VALIDATED, Status.SUBMITTED], [8, 1, 1])[0]
    response_status = chance.choice(list(ResponseStatus))
    has_outcome = response_status in (ResponseStatus.CLOSED, ResponseStatus.REOPENED)
    return Case(
        code=f"KG-{day.year}-{number:06d}",
        programme=organisation.programme,
        organisation=organisation,
        documenter=user,
        received_on=day,
        status=status,
        status_at=timezone.now(),
        submitted_at=timezone.now(),
        qualification=chance.choices([Qualification.VIOLATION, Qualification.ADVICE], [4, 1])[0],
        response_status=response_status,
        readiness=chance.choice(list(ReadinessValue)),
        event_from=day,
        oblast=chance.choice(oblasts[:5]),
        gender="F",
        age_band="A19_35",
        client=_client(chance, organisation),
        outcome=chance.choice(outcomes) if has_outcome else None,
        closed_on=day if response_status == ResponseStatus.CLOSED else None,
        counts_in_statistics=chance.random() < 0.9,
    )


def _client(chance: random.Random, organisation: Organisation) -> Client | None:
    if chance.random() < 0.3:
        return None
    # The same code in two organisations is one client of the programme.
    code_hash = f"{chance.randrange(40):032x}"
    apart = chance.choices(["", "0123456789abcdef"], [9, 1])[0]
    return Client.objects.get_or_create(
        programme=organisation.programme, organisation=organisation, code_hash=code_hash, apart=apart
    )[0]


def _rows(chance: random.Random, case: Case, user: User, lists: dict[str, list[Term]]) -> Iterator[Model]:
    for term in chance.choices(lists["violator_types"][:20], k=chance.randint(1, 3)):
        yield Violator(case=case, type=term)
    for term in chance.sample(lists["violation_categories"], k=chance.randint(0, 3)):
        yield Violation(case=case, category=term)
    for term in chance.choices(lists["response_types"], k=chance.randint(0, 3)):
        yield Response(case=case, type=term, given_on=case.received_on, recorded_by=user, recorded_at=timezone.now())
    groups = chance.sample(lists["client_groups"], k=chance.randint(1, 3))
    for position, term in enumerate(groups):
        yield ClientGroup(case=case, group=term, is_primary=position == 0)
