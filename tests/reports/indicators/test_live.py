"""Every panel equals what a slow reader of the cases counts."""

import datetime

import pytest
from django.utils import translation

from documenters.models import Programme, User
from react_cases.filters import CaseFilter
from react_cases.models import Case, Term
from reports.indicators.live import LiveFigures, live_figures
from reports.linked_clients import clients_behind
from tests.factories.cases import make_case
from tests.reports import oracle
from tests.reports.populations import populate

FILTERS: list[dict[str, object]] = [
    {},
    {"from": "2020-07", "to": "2021-03"},
    {"violator": ["LE"]},
    {"violator": ["LE.CRIM", "HC"], "oblast": ["KG-C", "KG-B"]},
    {"group": ["PWID", "SW"], "readiness": ["NOTREADY"]},
    {"primary_group": ["PLHIV"], "category": ["LIB"]},
    {"qualification": ["VIOLATION"], "response_status": ["CLOSED"]},
    {"violator": ["NO_SUCH_CODE"]},
]


def figures_for(user: User, programme: Programme, data: dict[str, object]) -> tuple[LiveFigures, list[Case]]:
    """The figures, and the cases that are counted in them."""
    chosen = CaseFilter(data, Case.objects.countable_by(user).filter(programme=programme), user)
    cleaned = chosen.form.cleaned_data if chosen.is_valid() else {}
    return live_figures(chosen.qs, programme, cleaned), list(chosen.qs)


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_the_oracle(programme: Programme, amina: User, chen: User, dara: User, seed: int) -> None:
    populate([amina, chen], 120, seed)
    for data in FILTERS:
        live, cases = figures_for(dara, programme, data)
        assert {code: total.count for code, total in live.totals.items()} == oracle.totals(cases)
        assert clients_behind(Case.objects.filter(pk__in=[case.pk for case in cases])) == sum(oracle.clients(cases))
        expected = oracle.panels(cases)
        for code, panel in live.panels.items():
            if code == "violators" and data.get("violator"):
                continue  # opened into types: below
            if code == "categories" and data.get("category"):
                continue
            counted = {row.code: row.count for row in panel.rows if row.count}
            assert counted == dict(expected[code]), (data, code)
        for code, rows in oracle.mentions(cases).items():
            if not data.get("violator") and not data.get("category"):
                assert {row.code: row.mentions for row in live.panels[code].rows if row.mentions} == dict(rows)


def test_shares_of_a_partition_and_of_mentions_sum_to_100(programme: Programme, dara: User, population: None) -> None:
    live, cases = figures_for(dara, programme, {})
    for panel in live.panels.values():
        total = sum(row.share or 0 for row in panel.rows)
        if panel.is_partition:
            assert sum(row.count for row in panel.rows) == panel.base_n
            assert total == pytest.approx(100)
        if panel.code in ("violators", "categories", "responses"):
            assert sum(row.mention_share or 0 for row in panel.rows) == pytest.approx(100)
    assert sum(row.share or 0 for row in live.panels["violators"].rows) > 100
    assert live.panels["violators"].base_n == len(cases)


def test_chosen_heading_is_opened_into_its_types(programme: Programme, dara: User, population: None) -> None:
    live, cases = figures_for(dara, programme, {"violator": ["LE"]})
    counted = {row.code: row.count for row in live.panels["violators"].rows}
    assert counted
    for code, count in counted.items():
        assert code.startswith("LE.")
        assert count == sum(code in oracle.codes(case.violators.all(), "type") for case in cases)


def test_groups_within_each_violator(programme: Programme, dara: User, population: None) -> None:
    live, cases = figures_for(dara, programme, {})
    health = next(row for row in live.groups_by_violator.rows if row[0] == "Health care" or "здраво" in row[0])
    with_health = [
        case for case in cases if any(c.startswith("HC.") for c in oracle.codes(case.violators.all(), "type"))
    ]
    assert health[1] == len(with_health)
    assert sum(health[2]) == len(with_health)


def test_months_without_a_case_are_zero(programme: Programme, amina: User, dara: User) -> None:
    for month in (1, 4):
        make_case(amina, received_on=datetime.date(2021, month, 10))
    live, _cases = figures_for(dara, programme, {})
    assert [(row.code, row.count) for row in live.panels["months"].rows] == [
        ("2021-01", 1),
        ("2021-02", 0),
        ("2021-03", 0),
        ("2021-04", 1),
    ]


def test_only_approved_cases_with_consent_count(programme: Programme, amina: User, dara: User) -> None:
    make_case(amina)
    make_case(amina, consents=("RECORD",))
    make_case(amina, "VALIDATED")
    live, _cases = figures_for(dara, programme, {})
    assert live.totals["cases"].count == 1


def test_each_person_counts_what_they_may_see(
    programme: Programme, amina: User, bilal: User, chen: User, dara: User, aida: User, population: None
) -> None:
    counted = {
        user.username: figures_for(user, programme, {})[0].totals["cases"].count
        for user in (amina, bilal, chen, dara, aida)
    }
    own = Case.objects.filter(status="APPROVED", counts_in_statistics=True)
    assert counted == {
        "amina": own.filter(documenter=amina).count(),
        "bilal": own.filter(organisation__mentor_assignments__mentor=bilal).count(),
        "chen": own.filter(documenter=chen).count(),
        "dara": own.count(),
        "aida": 0,
    }
    assert counted["amina"] + counted["chen"] == counted["dara"]


def test_retired_term_stays_readable(programme: Programme, amina: User, dara: User) -> None:
    make_case(amina, violators=["ORG.NGO"])
    Term.objects.filter(code_list="violator_types", code__startswith="ORG").update(valid_to=datetime.date(2020, 1, 1))
    with translation.override("en"):
        live, _cases = figures_for(dara, programme, {})
    assert [row.label for row in live.panels["violators"].rows] == ["Private organisations"]


def test_labels_fall_back_from_kyrgyz_to_russian(programme: Programme, amina: User, dara: User) -> None:
    make_case(amina, violators=["LE.CRIM"])
    Term.objects.filter(code_list="violator_types", code="LE").update(label_ky="")
    with translation.override("ky"):
        live, _cases = figures_for(dara, programme, {})
    assert live.panels["violators"].rows[0].label == "Правоохранительные органы"
    assert live.panels["oblasts"].rows[0].label == "Талас облусу"


def test_what_counts_as_law_enforcement_is_a_setting(programme: Programme, amina: User, dara: User) -> None:
    make_case(amina, violators=["HC.HOSP"])
    programme.law_enforcement_codes = ["LE", "HC"]
    with translation.override("en"):
        live, _cases = figures_for(dara, programme, {})
    assert live.totals["law_enforcement_cases"].count == 1
    assert "Health care (HC)" in live.law_enforcement_note
