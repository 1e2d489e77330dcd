"""The rules between answers, and what a form says in words."""

import datetime

import pytest
from django.utils import translation

from documenters.models import Programme
from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_answers import posted_answers, reopened, settled, usual_role
from react_cases.forms.intake_choices import IntakeChoices
from react_cases.forms.intake_data import case_data
from react_cases.forms.intake_summary import differences, summary
from tests.factories.intake import ILIM, SAFIYA, said

TODAY = datetime.date(2026, 6, 15)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def lists(programme: Programme) -> IntakeChoices:
    return IntakeChoices(programme)


def raw(answers: dict) -> dict:
    return {name: value if isinstance(value, list) else [value] for name, value in answers.items()}


def form(lists: IntakeChoices, answers: dict, **parts: str) -> IntakeForm:
    return IntakeForm(lists, raw(answers), bound=True, parts=parts)


def test_today_is_settled_and_opened_again():
    assert settled({"event_when": ["yesterday"]}, TODAY)["event_day"] == ["2026-06-14"]
    kept = settled({"event_when": ["today"]}, TODAY)
    assert reopened(kept, TODAY) == {"event_when": ["today"]}
    assert reopened(kept, TODAY + datetime.timedelta(days=9)) == kept


def test_posted_answers_are_a_list_of_known_names(rf):
    post = rf.post(
        "/",
        {"groups": ["SW", "TB"], "code_year": "1987", "violator-LE.CRIM-unit": "x", "violator-a b-unit": "y", "z": "1"},
    ).POST
    assert posted_answers(post, TODAY) == {"groups": ["SW", "TB"], "violator-LE.CRIM-unit": ["x"]}


@pytest.mark.parametrize(
    ("code", "role"),
    [("LE.CRIM", "PERP"), ("HC.HOSP", "PERP"), ("HC.PRIV", "NA"), ("PEN.INMATE", "NA"), ("IND.FAMILY", "NA")],
)
def test_usual_role(code, role):
    assert usual_role(code) == role


def test_unlinked_violation_stays_unlinked(lists):
    made = form(lists, said(SAFIYA, **{"violator-ORG.EMP-links": ["LIB.INACT"]}))
    assert made.is_valid()
    data = case_data(made, client_code="")
    assert {row.category.code: row.violators for row in data.violations}["SOC.HIRE"] == ()


def test_links_to_unchosen_violations_are_dropped(lists):
    made = form(lists, said(SAFIYA, violations=["PHY.DV", "LIB.INACT"]))
    assert made.is_valid()
    data = case_data(made, client_code="")
    names = [row.type.code for row in data.violators]
    parts = {row.category.code: [names[place] for place in row.violators] for row in data.violations}
    assert parts == {"LIB.INACT": ["LE.DIST", "ORG.EMP"], "PHY.DV": ["IND.PARTNER", "ORG.EMP"]}


def test_same_client_code_same_hash(lists):
    first = form(lists, ILIM, code_year="1987", code_mother="Ай", code_father="Бе")
    second = form(lists, ILIM, code_year="1987", code_mother="ай", code_father="бе")
    assert first.is_valid()
    assert second.is_valid()
    assert first.client_code is not None
    assert second.client_code is not None
    assert first.client_code.normalised() == second.client_code.normalised()
    assert form(lists, ILIM).client_code is None


def test_code_without_gender_waits(lists):
    made = form(lists, said(gender=None), code_year="1987", code_mother="Ай", code_father="Бе")
    assert not made.is_valid()
    assert made.client_code is None


def test_summary_names_every_screen(lists):
    parts = {part.slug: {row.key: row.values for row in part.rows} for part in summary(form(lists, SAFIYA))}
    assert list(parts) == ["consent", "event", "client", "what", "who", "short", "help", "ready"]
    assert parts["event"]["When did it happen?"] == ("May 2021",)
    assert any("injured" in text for text in parts["what"]["What happened?"])


def test_differences_are_only_what_differs(lists):
    ours, theirs = form(lists, ILIM), form(lists, said(gender="F", narrative="Other words."))
    assert [row.key for row in differences(ours, theirs)] == ["Gender", "What happened, in short"]
    assert differences(ours, ours) == []


def test_summary_stands_nonsense(lists):
    answers = {name: ["\x00<b>"] for name in ILIM} | {"event_when": ["month"], "event_month": ["77"], "event_to": ["x"]}
    assert summary(form(lists, answers))
    assert not form(lists, answers).is_valid()
