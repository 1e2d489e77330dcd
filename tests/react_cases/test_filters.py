"""CaseFilter against an oracle in Python, and what each person is offered."""

import datetime
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from documenters.models import User
from react_cases.filters import NAMES, CaseFilter
from react_cases.models import Case
from react_cases.workflow import Qualification, Status
from tests.factories.cases import make_case, organisation_of
from tests.factories.people import make_documenter

pytestmark = pytest.mark.django_db

GROUPS = ("PWID", "SW", "LGBTIQ", "LGBTIQ.MSM", "LGBTIQ.TRANS", "PLHIV")
VIOLATORS = ("LE.CRIM", "LE.DRUG", "LE.PATROL", "MED.OST", "PRIV.FAM")
CATEGORIES = ("LIB.ARREST", "LIB.STOP", "MONEY.EXTORT", "VIOL.PHYS")


def existing(code_list: str, wanted: tuple[str, ...]) -> list[str]:
    """Codes of the shipped list: those wanted that exist, filled up with the first leaves."""
    from react_cases.models import Term

    leaves = Term.objects.filter(code_list=code_list, programme__code="KG").choosable()
    codes = list(leaves.values_list("code", flat=True))
    return ([code for code in wanted if code in codes] + [code for code in codes if code not in wanted])[: len(wanted)]


@pytest.fixture
def cases(amina: User, chen: User) -> list[Case]:
    """Eighteen cases of three people, drawn with a fixed seed."""
    dice = random.Random(7)
    gulnara = make_documenter(organisation_of(amina), "gulnara")
    groups, violators, categories = (
        existing("client_groups", GROUPS),
        existing("violator_types", VIOLATORS),
        existing("violation_categories", CATEGORIES),
    )
    made = []
    for number in range(18):
        day = datetime.date(2021, 1, 31) + datetime.timedelta(days=29 * (number % 8))
        made.append(
            make_case(
                dice.choice([amina, gulnara, chen]),
                dice.choice([Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED, Status.REJECTED]),
                received_on=day,
                qualification=dice.choice([Qualification.VIOLATION, Qualification.ADVICE]),
                oblast=dice.choice(["KG-GB", "KG-T", "KG-B"]),
                groups=dice.sample(groups, dice.randint(1, 3)),
                violators=dice.sample(violators, dice.randint(1, 3)),
                violations=dice.sample(categories, dice.randint(1, 2)),
                readiness=dice.choice(["READY", "NOTREADY", "UNDEC"]),
                outcome=dice.choice(["", "FULL"]),
            )
        )
    rows = ("client_groups__group", "violators__type", "violations__category")
    return list(Case.objects.filter(pk__in=[case.pk for case in made]).select_related("oblast").prefetch_related(*rows))


def codes_of(case: Case, name: str) -> set[str]:
    rows = {
        "group": [row.group.code for row in case.client_groups.all()],
        "primary_group": [row.group.code for row in case.client_groups.all() if row.is_primary],
        "violator": [row.type.code for row in case.violators.all()],
        "category": [row.category.code for row in case.violations.all()],
    }[name]
    return {*rows, *(code.partition(".")[0] for code in rows)}


ORACLE: dict[str, Callable[[Case, list[str]], bool]] = {
    "from": lambda case, values: f"{case.received_on:%Y-%m}" >= values[0],
    "to": lambda case, values: f"{case.received_on:%Y-%m}" <= values[0],
    "oblast": lambda case, values: case.oblast is not None and case.oblast.code in values,
    "group": lambda case, values: bool(codes_of(case, "group") & set(values)),
    "primary_group": lambda case, values: bool(codes_of(case, "primary_group") & set(values)),
    "violator": lambda case, values: bool(codes_of(case, "violator") & set(values)),
    "category": lambda case, values: bool(codes_of(case, "category") & set(values)),
    "status": lambda case, values: case.status in values,
    "qualification": lambda case, values: case.qualification in values,
    "response_status": lambda case, values: case.response_status in values,
    "readiness": lambda case, values: case.readiness in values,
    "organisation": lambda case, values: str(case.organisation_id) in values,
    "documenter": lambda case, values: str(case.documenter.public_id) in values,
    "code": lambda case, values: case.code.startswith(values[0].upper()),
}


OF_THEIR_OWN = {"check", "sent", "setting", "place", "case", "firing", "strategic", "consent"}
"""The pages of the overview and of alerts have a test for them: each of their numbers is the length of such a list."""


def test_oracle_covers_every_parameter() -> None:
    assert set(ORACLE) == set(NAMES) - OF_THEIR_OWN


def found(user: User, query: str) -> list[int]:
    chosen = CaseFilter(QueryDict(query), queryset=Case.objects.visible_to(user), user=user)
    return sorted(chosen.qs.values_list("pk", flat=True))


def check(user: User, cases: list[Case], parameters: dict[str, list[str]]) -> list[int]:
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, values)
    expected = sorted(
        case.pk for case in cases if all(ORACLE[name](case, values) for name, values in parameters.items())
    )
    assert found(user, query.urlencode()) == expected, parameters
    return expected


def test_every_parameter_finds_what_the_oracle_finds(cases: list[Case], dara: User) -> None:
    for name in ("oblast", "status", "qualification", "response_status", "readiness", "organisation", "documenter"):
        offered = [str(value) for value, _ in CaseFilter({}, Case.objects.all(), dara).filters[name].field.choices]
        for value in offered:
            check(dara, cases, {name: [value]})
        assert check(dara, cases, {name: offered}), name
    for name in ("group", "primary_group", "violator", "category"):
        used = sorted(set().union(*(codes_of(case, name) for case in cases)))
        for value in used:
            assert check(dara, cases, {name: [value]}), value
        check(dara, cases, {name: used[:2]})
    for month in ("2021-01", "2021-02", "2021-05", "2022-01"):
        check(dara, cases, {"from": [month]})
        check(dara, cases, {"to": [month]})
        check(dara, cases, {"from": [month], "to": [month]})
    for beginning in ("KG", "kg-2021", "KG-2021-0000", "KG-2021-00000", "KG-2021-000001", "KG-2022-"):
        check(dara, cases, {"code": [beginning]})


def test_what_the_client_agrees_to_now(amina: User, dara: User) -> None:
    told = make_case(amina, consents=("RECORD", "STATS", "STORY"))
    shown = make_case(amina, consents=("RECORD", "AUTHORITY"))
    make_case(amina)
    assert found(dara, "consent=STORY") == [told.pk]
    assert found(dara, "consent=STORY&consent=AUTHORITY") == [told.pk, shown.pk]
    day = datetime.date(2030, 1, 1)
    told.consents.filter(purpose="STORY").update(withdrawn_on=day)
    assert found(dara, "consent=STORY") == []


def test_parameters_combine(cases: list[Case], dara: User) -> None:
    dice = random.Random(11)
    hits = 0
    for _ in range(40):
        case = dice.choice(cases)
        parameters = {
            "group": sorted(codes_of(case, "group")),
            "violator": [sorted(codes_of(case, "violator"))[0]],
            "category": [dice.choice(sorted(codes_of(case, "category")))],
            "status": [case.status],
        }
        for name in dice.sample(sorted(parameters), 2):
            del parameters[name]
        hits += len(check(dara, cases, parameters))
    assert hits


def test_a_case_with_several_rows_is_counted_once(amina: User, dara: User) -> None:
    case = make_case(
        amina, violators=existing("violator_types", VIOLATORS), violations=existing("violation_categories", CATEGORIES)
    )
    headings = {code.partition(".")[0] for code in existing("violator_types", VIOLATORS)}
    query = "&".join(f"violator={code}" for code in headings)
    chosen = CaseFilter(QueryDict(query), Case.objects.visible_to(dara), dara)
    assert list(chosen.qs) == [case]
    assert chosen.qs.count() == 1
    assert "DISTINCT" not in str(chosen.qs.query)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2021-13", "from"),
        ("from=never", "from"),
        ("to=0000-01", "to"),
        ("from=%00", "from"),
        ("from=%D9%A2%D9%A0%D9%A2%D9%A1-01", "from"),
        ("from=2021-05&to=2021-04", "to"),
        ("oblast=KG-X", "oblast"),
        ("group=PWID&group=NOBODY", "group"),
        ("violator=le", "violator"),
        ("category=%00", "category"),
        ("status=OPEN", "status"),
        ("readiness=''", "readiness"),
        ("organisation=999999999999999999999999", "organisation"),
        ("documenter=x", "documenter"),
        ("code=%25", "code"),
        ("code=KG-2021-000123-4", "code"),
        ("code=%00", "code"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_finds_nothing(
    amina: User, dara: User, query: str, field: str
) -> None:
    make_case(amina)
    chosen = CaseFilter(QueryDict(query), Case.objects.visible_to(dara), dara)
    assert list(chosen.qs) == []
    assert list(chosen.form.errors) == [field]
    assert chosen.chips()


def test_nothing_chosen_filters_nothing(amina: User, dara: User) -> None:
    case = make_case(amina)
    assert found(dara, "") == [case.pk]
    assert found(dara, "from=&group=&code=+&page=3&unknown=1") == [case.pk]


def test_who_is_offered_what(amina: User, bilal: User, dara: User, chen: User, emil: User, aida: User) -> None:
    def offered(user: User) -> dict[str, Any]:
        return CaseFilter({}, Case.objects.visible_to(user), user).filters

    assert not {"organisation", "documenter"} & set(offered(amina))
    assert set(offered(dara)) == set(offered(bilal)) == set(NAMES) - {"case", "firing"}
    assert offered(emil) == offered(aida) == {}
    names = {label for _, label in offered(bilal)["organisation"].field.choices}
    assert names == {amina.memberships.get().organisation.name}
    people = {label for _, label in offered(bilal)["documenter"].field.choices}
    assert str(amina) in people
    assert str(chen) not in people
    assert len(offered(dara)["organisation"].field.choices) == 2


def test_a_filter_that_is_not_offered_finds_nothing(amina: User, chen: User, emil: User, bilal: User) -> None:
    make_case(amina)
    organisation = amina.memberships.get().organisation
    foreign = chen.memberships.get().organisation
    assert found(amina, f"organisation={organisation.pk}") == []
    assert found(bilal, f"organisation={foreign.pk}") == []
    chosen = CaseFilter(QueryDict("group=PWID"), Case.objects.countable_by(emil), emil)
    assert list(chosen.qs) == []
    assert chosen.form.non_field_errors()


def test_chips_take_one_value_away(dara: User) -> None:
    query = QueryDict("group=PWID&group=SW&from=2021-03&code=kg-2021&page=4&view=bars")
    with translation.override("en"):
        chips = CaseFilter(query, Case.objects.visible_to(dara), dara).chips()
    assert (chips[0].label, chips[0].value) == ("Registered from", "March 2021")
    assert chips[1].value == "KG-2021"
    by_url = {chip.url: chip for chip in chips}
    assert "?group=SW&from=2021-03&view=bars" in by_url
    assert "?group=PWID&group=SW&view=bars" in by_url
    assert len(chips) == 4


def test_the_filter_costs_the_same_for_many_cases(amina: User, dara: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            fresh = User.objects.get(pk=dara.pk)
            chosen = CaseFilter(QueryDict("violator=LE&group=PWID"), Case.objects.visible_to(fresh), fresh)
            list(chosen.qs)
            chosen.chips()
        return len(queries)

    make_case(amina)
    before = count()
    for _ in range(3):
        make_case(amina)
    assert count() == before
