"""The review, page by page: every transition over HTTP, four eyes, and two people at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, User
from documenters.permissions import Role
from react_cases.actions.erasure import receipt_number
from react_cases.actions.review import case_validate
from react_cases.actions.sealing import OpenReason, comment_text, open_sealed
from react_cases.models import Case
from react_cases.workflow import Qualification, Status
from tests.factories.cases import make_case
from tests.factories.people import give_role, signed_in

pytestmark = pytest.mark.django_db

STEPS = ("return", "validate", "approve", "reject", "reopen", "erase")


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def url_of(name: str, case: Case) -> str:
    return reverse(f"case_{name}", args=[case.public_id])


def form_data(client: Client, name: str, case: Case, **more: Any) -> dict[str, Any]:
    """What a browser sends after reading the page."""
    response = client.get(url_of(name, case))
    assert response.status_code == 200
    initial = response.context["form"].initial
    return {"version": initial["version"], "seen": initial["seen"], **more}


ANSWERS: dict[str, dict[str, Any]] = {
    "return": {"text_event": "Which day was it?"},
    "validate": {"qualification": "VIOLATION"},
    "approve": {"qualification": "VIOLATION", "articles": ["ICCPR 9"], "confirm": "on"},
    "reject": {"reason": "DUPLICATE", "text": "See the case of March."},
    "reopen": {"part": "event", "text": "The month is wrong."},
}

TRANSITIONS = [
    ("bilal", "return", Status.SUBMITTED, Status.RETURNED),
    ("bilal", "validate", Status.SUBMITTED, Status.VALIDATED),
    ("bilal", "reject", Status.SUBMITTED, Status.REJECTED),
    ("dara", "approve", Status.VALIDATED, Status.APPROVED),
    ("dara", "return", Status.VALIDATED, Status.RETURNED),
    ("dara", "reject", Status.SUBMITTED, Status.REJECTED),
    ("dara", "reject", Status.RETURNED, Status.REJECTED),
    ("dara", "reject", Status.VALIDATED, Status.REJECTED),
    ("dara", "reopen", Status.APPROVED, Status.RETURNED),
    ("dara", "reopen", Status.REJECTED, Status.RETURNED),
    ("dara", "erase", Status.SUBMITTED, Status.ERASED),
    ("dara", "erase", Status.RETURNED, Status.ERASED),
    ("dara", "erase", Status.VALIDATED, Status.ERASED),
    ("dara", "erase", Status.APPROVED, Status.ERASED),
    ("dara", "erase", Status.REJECTED, Status.ERASED),
]


@pytest.mark.parametrize(("who", "name", "source", "target"), TRANSITIONS)
def test_every_transition(
    client: Client, amina: User, request: Any, who: str, name: str, source: Status, target: Status
) -> None:
    case = make_case(amina, source)
    signed_in(client, request.getfixturevalue(who))
    answers = {"code": case.code.lower(), "reason": "REQUEST"} if name == "erase" else ANSWERS[name]
    response = client.post(url_of(name, case), form_data(client, name, case, **answers))
    assert response.status_code == 302, response.content.decode()
    assert response.url == (reverse("case_detail", args=[case.public_id]) if name == "erase" else reverse("queue"))
    case.refresh_from_db()
    assert case.status == target
    assert case.transitions.last().name == name
    assert case.code in client.get(response.url).content.decode()


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("who", ["amina", "chen", "emil", "aida"])
def test_strangers_and_authors_get_404(client: Client, amina: User, request: Any, name: str, who: str) -> None:
    case = make_case(amina, Status.SUBMITTED)
    signed_in(client, request.getfixturevalue(who))
    assert client.get(url_of(name, case)).status_code == 404
    assert client.post(url_of(name, case), {"version": 99}).status_code == 404
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED


@pytest.mark.parametrize(
    ("who", "name"), [("bilal", "approve"), ("bilal", "reopen"), ("bilal", "erase"), ("dara", "validate")]
)
def test_steps_of_the_other_role_do_not_exist(client: Client, amina: User, request: Any, who: str, name: str) -> None:
    case = make_case(amina, Status.SUBMITTED)
    assert signed_in(client, request.getfixturevalue(who)).get(url_of(name, case)).status_code == 404


def test_an_author_who_is_also_mentor_is_told_why_not(client: Client, amina: User, organisation_a: Any) -> None:
    case = make_case(amina, Status.SUBMITTED)
    give_role(amina, Role.MENTOR, organisation_a.programme)
    amina.mentor_assignments.create(organisation=organisation_a)
    amina = User.objects.get(pk=amina.pk)
    response = signed_in(client, amina).get(url_of("validate", case))
    assert response.status_code == 200
    assert "You recorded this case" in response.content.decode()
    data = {"version": case.version, "seen": "", "qualification": "VIOLATION"}
    response = client.post(url_of("validate", case), data)
    assert response.status_code == 409
    assert "You recorded this case" in response.content.decode()
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED


def test_a_reviewer_does_not_approve(client: Client, amina: User, bilal: User, organisation_a: Any) -> None:
    case = make_case(amina, Status.VALIDATED, mentor=bilal)
    give_role(bilal, Role.COORDINATOR, organisation_a.programme)
    bilal = User.objects.get(pk=bilal.pk)
    assert (
        "You checked this case as its mentor" in signed_in(client, bilal).get(url_of("approve", case)).content.decode()
    )
    response = client.post(url_of("approve", case), {"version": case.version, **ANSWERS["approve"]})
    assert response.status_code == 409
    case.refresh_from_db()
    assert case.status == Status.VALIDATED


def test_a_step_that_is_over_says_so(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.VALIDATED)
    response = signed_in(client, bilal).get(url_of("validate", case))
    assert response.status_code == 200
    assert "the case has moved on" in response.content.decode()


def test_comments_are_kept_part_by_part(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    data = form_data(
        signed_in(client, bilal),
        "return",
        case,
        text_event="Which day?",
        reason_narrative="IDENT",
        text_narrative="Take the name out.",
    )
    client.post(url_of("return", case), data)
    comments = list(case.comments.all())
    assert [(row.field, row.reason.code if row.reason else "") for row in comments] == [
        ("event", ""),
        ("narrative", "IDENT"),
    ]
    opened = open_sealed(case, [comment_text(row) for row in comments], by=amina, reason=OpenReason.READ)
    assert sorted(opened.values()) == ["Take the name out.", "Which day?"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({}, "Say at least once what to change"),
        ({"text_event": "   "}, "Say at least once what to change"),
        ({"reason_event": "MISSING"}, "Say in a sentence what to change."),
        ({"text_event": "x" * 4001}, "4000"),
        ({"text_event": "a\x00b"}, "null byte (U+0000)"),
        ({"text_event": "a\u202eb"}, "(U+202E)"),
        ({"text_event": "Which?", "reason_event": "NONSENSE"}, "not one of the available"),
        ({"text_event": "Which?", "version": ""}, "This field is required"),
        ({"text_event": "Which?", "version": "9" * 40}, "less than or equal"),
    ],
)
def test_a_return_that_cannot_be_kept_keeps_its_text(
    client: Client, amina: User, bilal: User, more: dict[str, str], message: str
) -> None:
    case = make_case(amina, Status.SUBMITTED)
    data = form_data(signed_in(client, bilal), "return", case, **{"text_client": "Kept.", **more})
    if not {"reason_event", "version"} & set(more) and len(more.get("text_event", "").strip()) < 1:
        data.pop("text_client")
    response = client.post(url_of("return", case), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert ("Kept." in page) == ("text_client" in data)
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert not case.comments.exists()


def test_a_long_text_is_kept_up_to_the_limit(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    data = form_data(signed_in(client, bilal), "return", case, text_case="ы" * 4000)
    assert client.post(url_of("return", case), data).status_code == 302


def test_a_qualification_is_needed_and_never_pending(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    signed_in(client, bilal)
    for answer in ("", "PENDING", "NONSENSE"):
        response = client.post(url_of("validate", case), form_data(client, "validate", case, qualification=answer))
        assert response.status_code == 200
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED


def test_approval_takes_qualification_and_articles(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, Status.VALIDATED, qualification=Qualification.ADVICE)
    response = signed_in(client, dara).get(url_of("approve", case))
    form = response.context["form"]
    assert form.initial["qualification"] == "ADVICE"
    assert "ICCPR 9" in form.initial["articles"]
    data = form_data(client, "approve", case, **ANSWERS["approve"], more_articles="CAT 1, 2; ICCPR 9")
    assert client.post(url_of("approve", case), data).status_code == 302
    case.refresh_from_db()
    assert case.qualification == Qualification.VIOLATION
    assert case.articles == ["CAT 1", "CAT 2", "ICCPR 9"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"confirm": ""}, "Confirm that you have read the case."),
        ({"articles": ["ICCPR 999"]}, "ICCPR 999"),
        ({"more_articles": "Convention 5"}, "Write articles like this"),
        ({"more_articles": "ICCPR\x00 5"}, "null byte (U+0000)"),
    ],
)
def test_an_approval_that_cannot_be_kept(
    client: Client, amina: User, dara: User, change: dict[str, Any], message: str
) -> None:
    case = make_case(amina, Status.VALIDATED)
    data = form_data(signed_in(client, dara), "approve", case, **{**ANSWERS["approve"], **change})
    response = client.post(url_of("approve", case), data)
    assert response.status_code == 200
    assert message in response.content.decode()
    case.refresh_from_db()
    assert case.status == Status.VALIDATED


def test_erasing_wants_a_reason_and_the_number_of_this_case(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina)
    other = make_case(amina)
    signed_in(client, dara)
    page = client.get(url_of("erase", case)).content.decode()
    assert "What is destroyed" in page
    assert "What stays, and why" in page
    assert not AuditEvent.objects.filter(action="sealed.opened", actor=dara).exists()
    for wrong, told in (
        ({"code": other.code, "reason": "REQUEST"}, "not the number of this case"),
        ({"code": case.code}, "Choose a reason."),
    ):
        data = form_data(client, "erase", case, **wrong)
        assert told in client.post(url_of("erase", case), data).content.decode()
        case.refresh_from_db()
        assert case.status == Status.APPROVED
        assert case.sealed_texts.exists()
    data = form_data(client, "erase", case, code=case.code, reason="DANGER")
    answer = client.post(url_of("erase", case), data)
    assert answer["Location"] == reverse("case_detail", args=[case.public_id])
    assert receipt_number(case) in client.get(answer["Location"]).content.decode()


def test_reading_for_a_decision_is_logged_as_review(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    signed_in(client, bilal).get(url_of("return", case))
    event = AuditEvent.objects.get(action="sealed.opened", actor=bilal)
    assert event.reason == "review"


def test_the_second_of_two_mentors_sees_what_the_first_did_and_keeps_the_text(
    client: Client, amina: User, bilal: User, zarina: User
) -> None:
    case = make_case(amina, Status.SUBMITTED)
    data = form_data(signed_in(client, bilal), "return", case, text_event="A careful sentence.")
    case_validate(case, Qualification.VIOLATION, by=zarina, version=case.version)
    response = client.post(url_of("return", case), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this case" in page
    assert f"{zarina} · Checked by the mentor" in page
    assert "A careful sentence." in page
    rows = {row.label: row for row in response.context["conflict"].rows}
    assert (rows["Status"].seen, rows["Status"].now) == ("Sent for review", "Checked by the mentor")
    assert rows["Status"].wanted == "Give back to the author"
    assert rows["Status"].differs
    assert not rows["Readiness"].differs
    case.refresh_from_db()
    assert case.status == Status.VALIDATED
    assert not case.comments.exists()


def test_after_a_change_that_leaves_the_step_possible_the_form_can_be_sent_again(
    client: Client, amina: User, bilal: User
) -> None:
    from react_cases.actions.responses import response_status_set
    from react_cases.workflow import ResponseStatus

    case = make_case(amina, Status.SUBMITTED)
    data = form_data(signed_in(client, bilal), "validate", case, qualification="ADVICE")
    response_status_set(case, ResponseStatus.WAITING, by=amina, version=case.version)
    response = client.post(url_of("validate", case), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this case" in page
    rows = {row.label: row for row in response.context["conflict"].rows}
    assert rows["Help"].differs
    assert rows["Qualification"].wanted != "—"
    form = response.context["form"]
    assert form["qualification"].value() == "ADVICE"
    again = {**data, "version": form["version"].value(), "seen": form["seen"].value()}
    assert client.post(url_of("validate", case), again).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.VALIDATED


@pytest.mark.parametrize(
    "seen", ["", "x", "a b c d e", "SUBMITTED PENDING NEW - ٣", "<b> PENDING NEW - 1", "1 2 3 4 " + "9" * 40]
)
def test_what_the_browser_says_it_saw_is_only_shown(client: Client, amina: User, bilal: User, seen: str) -> None:
    case = make_case(amina, Status.VALIDATED)
    data = {"version": 1, "seen": seen, **ANSWERS["return"]}
    response = signed_in(client, bilal).post(url_of("return", case), data)
    assert response.status_code in (200, 409)
    assert "<b>" not in response.content.decode().partition("<table")[2]
