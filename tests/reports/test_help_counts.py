"""What came of cases equals what a slow reader of the cases counts."""

import datetime
import random
from statistics import median
from typing import Any

import pytest
from django.utils import translation

from documenters.models import Programme, User
from react_cases.models import Case, Response, Term
from reports.case_columns import columns_of
from reports.cube import Counts, Lists
from reports.help_counts import HelpCounts, Part, help_counts_of
from reports.indicators.advocacy import ADVOCACY
from reports.indicators.figures import Figures, Number
from reports.indicators.help import HELP
from reports.indicators.live import live_figures
from reports.indicators.registry import Unit, unit_said
from tests.factories.cases import make_case
from tests.reports.oracle import codes, heading, primary
from tests.reports.populations import populate

STATE = {"LE", "PEN", "HC", "ST", "SYS"}
FILTERS: list[dict[str, Any]] = [{}, {"qualification": "VIOLATION"}, {"readiness": "NOTREADY"}, {"pk": 0}]


def enrich(seed: int) -> None:
    """Populations have no effects, no genders but one, and do not say who gave help or when."""
    chance = random.Random(seed)
    effects = {code: Term.objects.get(code_list="effects", code=code) for code in ("RETAL", "WRITTEN", "REST")}
    givers = list(Term.objects.filter(code_list="delivered_by", programme__code="KG"))
    for case in Case.objects.order_by("pk"):
        case.effects.set(chance.sample(list(effects.values()), chance.randrange(3)))
        Case.objects.filter(pk=case.pk).update(gender=chance.choice(["F", "M", "TF"]))
    for row in Response.objects.order_by("pk").select_related("case"):
        row.delivered_by = chance.choice([*givers, None])
        row.given_on = row.case.received_on + datetime.timedelta(days=chance.randrange(-1, 9))
        row.save()


def slowly(cases: list[Case]) -> HelpCounts:
    """Case by case."""
    qualified = [case for case in cases if case.qualification == "VIOLATION"]
    closed = [case for case in cases if case.response_status == "CLOSED" and case.outcome]
    given = [row for case in cases for row in case.responses.all() if heading(row.type.code) != "NONE"]
    days = [
        max((min(rows) - case.received_on).days, 0)
        for case in cases
        if (rows := [row.given_on for row in case.responses.all() if heading(row.type.code) != "NONE"])
    ]

    def share(of: list[Case], test: Any) -> Part:
        return Part(sum(bool(test(case)) for case in of), len(of))

    def sought(case: Case) -> bool:
        return bool({heading(code) for code in codes(case.responses.all(), "type")} & {"LEG1", "LEG2", "CMPL"})

    def is_by_state(case: Case) -> bool:
        who = codes(case.violators.all(), "type")
        return any(heading(code) in STATE and code not in ("PEN.INMATE", "HC.PRIV") for code in who)

    def is_reprisal(case: Case) -> bool:
        said = {effect.code for effect in case.effects.all()} & {"RETAL"}
        return bool(said or {"DEF.CLIENT", "DEF.STAFF"} & set(codes(case.violations.all(), "category")))

    def by(key: Any) -> dict[str, Part]:
        return {
            name: share([case for case in qualified if key(case) == name], sought)
            for name in {key(case) for case in qualified}
        }

    return HelpCounts(
        by_state=share(cases, is_by_state),
        redress=share(qualified, sought),
        redress_by_group=by(primary),
        redress_by_gender=by(lambda case: case.gender),
        ready=share(cases, lambda case: case.readiness in ("READY", "READY_NGO", "READY_INF")),
        full=share(closed, lambda case: case.outcome.code == "FULL"),
        partial=share(closed, lambda case: case.outcome.code == "PART"),
        on_the_spot=Part(
            sum(row.delivered_by.code == "OWN" for row in given if row.delivered_by),
            sum(row.delivered_by is not None for row in given),
        ),
        retaliation=share(cases, is_reprisal),
        written_reply=share(closed, lambda case: "WRITTEN" in {effect.code for effect in case.effects.all()}),
        days_to_help=median(days) if days else None,
        helped=len(days),
    )


def test_every_figure_equals_the_oracle(programme: Programme, amina: User, chen: User, dara: User) -> None:
    populate([amina, chen], 150, seed=3)
    enrich(3)
    for data in FILTERS:
        cases = Case.objects.countable_by(dara).filter(**data)
        found = help_counts_of(columns_of(cases, programme))
        assert found == slowly(list(cases)), data
    assert found.helped == 0


def test_a_case_by_hand(programme: Programme, amina: User, dara: User) -> None:
    closing: dict[str, Any] = {"outcome": "PART", "effects": ["WRITTEN", "RETAL"]}
    make_case(amina, groups=["SW"], gender="F", readiness="READY_NGO", responses=["LEG1.CONS"], **closing)
    make_case(amina, violators=["PEN.INMATE", "HC.PRIV"], violations=["DEF.CLIENT"], responses=["NONE.DECL"])
    make_case(amina, qualification="ADVICE", responses=["CMPL.PROS"], violators=["IND.STRANGER"])  # type: ignore[arg-type]
    with translation.override("en"):
        live = live_figures(Case.objects.countable_by(dara), programme, {})
    said = {code: figure for code, figure in live.help.items() if hasattr(figure, "count")}
    assert {code: (figure.count, figure.base_n) for code, figure in said.items()} == {
        "by_state": (1, 3),
        "redress": (1, 2),
        "ready": (1, 3),
        "resolved_full": (0, 1),
        "resolved_partly": (1, 1),
        "on_the_spot": (0, 0),
        "retaliation": (2, 3),
        "written_reply": (1, 1),
    }
    rows = [(row.code, row.count, row.base_n) for row in live.help["redress_by_group"].rows]  # type: ignore[union-attr]
    assert rows == [("PWID", 0, 1), ("SW", 1, 1)]
    assert (live.help["first_help"].hours, live.help["first_help"].base_n) == (0, 2)  # type: ignore[union-attr]
    assert live.advocacy == {}


WORDS = {
    Unit.CASES: "case",
    Unit.QUALIFIED: "qualified case",
    Unit.RESPONSES: "entries of help",
    Unit.ACTIONS: "action",
}
NONE_OF_THEM = ", none of the five counts"


@pytest.mark.parametrize("code", sorted({**HELP, **ADVOCACY}))
def test_each_says_what_it_counts(code: str) -> None:
    """One of the five counts, or that it is none of them; and of what it is a share, where it is one."""
    item = {**HELP, **ADVOCACY}[code]
    figure = item.compute(Figures(counts=Counts(), lists=Lists({"client_groups": {}}, {}, ())))
    with translation.override("en"):
        definition, base, unit = str(item.definition).lower(), str(item.base), unit_said(item.unit)
    counts_cases = item.unit in (Unit.CASES, Unit.QUALIFIED)
    assert unit.endswith(NONE_OF_THEM) is not counts_cases
    if counts_cases:
        assert WORDS[item.unit] in definition
    if isinstance(figure, Number) and figure.base_n is None:
        assert base == "a count, not a share"
    else:
        assert WORDS.get(item.unit, "case") in base
