"""Adding help and readiness, closing a case, saying that it waits: who may, what is refused, what is kept."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, User
from react_cases.actions.sealing import OpenReason, open_sealed, response_note
from react_cases.actions.taxonomy import term_retire
from react_cases.models import Case, SealedText
from react_cases.workflow import ReadinessValue, ResponseStatus, Status
from tests.factories.cases import make_case, term
from tests.factories.people import signed_in

TODAY = timezone.localdate
PAGES = ["response_add", "readiness_add", "case_close"]
NOTE = "Called the duty officer twice."


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.SUBMITTED)


def page(client: Client, name: str, case: Case) -> HttpResponse:
    return client.get(reverse(name, args=[case.public_id]))


def send(client: Client, name: str, case: Case, **fields: Any) -> HttpResponse:
    return client.post(reverse(name, args=[case.public_id]), fields)


def response_fields(**fields: Any) -> dict[str, Any]:
    return {"type": "LEG1.CONS", "given_on": TODAY().isoformat(), "delivered_by": "OWN", **fields}


def outcome_fields(case: Case, **fields: Any) -> dict[str, Any]:
    today = TODAY().isoformat()
    return {"outcome": "FULL", "client_view": "yes", "closed_on": today, "version": case.version, **fields}


def errors_of(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return {name: [error.code for error in found.as_data()] for name, found in answer.context["form"].errors.items()}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_people_of_the_case_open_the_page(
    client: Client, case: Case, request: pytest.FixtureRequest, name: str, who: str
) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert page(client, name, case).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "response_status_set"])
@pytest.mark.parametrize("who", ["chen", "emil", "aida"])
def test_others_get_404(client: Client, case: Case, request: pytest.FixtureRequest, name: str, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert send(client, name, case, **response_fields()).status_code == 404
    if name in PAGES:
        assert page(client, name, case).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nobody_without_a_login(client: Client, case: Case, name: str) -> None:
    assert page(client, name, case)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.REJECTED, Status.ERASED])
def test_nothing_is_added_to_a_case_that_is_not_open(client: Client, amina: User, name: str, status: Status) -> None:
    case = make_case(amina, status)
    signed_in(client, amina)
    assert page(client, name, case)["Location"] == reverse("case_detail", args=[case.public_id])


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED])
def test_help_is_added_at_any_status_of_review(client: Client, amina: User, status: Status) -> None:
    case = make_case(amina, status)
    signed_in(client, amina)
    answer = send(client, "response_add", case, **response_fields(note=NOTE, addressee="ROVD", channel="PERSON"))
    assert answer["Location"] == reverse("case_detail", args=[case.public_id])
    response = case.responses.get()
    assert (response.type.code, response.given_on, response.recorded_by) == ("LEG1.CONS", TODAY(), amina)
    assert (response.delivered_by.code, response.addressee.code, response.result) == ("OWN", "ROVD", None)
    assert NOTE.encode() not in bytes(SealedText.objects.get(case=case, part="response").ciphertext)
    place = response_note(response)
    assert open_sealed(case, [place], by=amina, reason=OpenReason.READ) == {place: NOTE}
    case.refresh_from_db()
    assert (case.status, case.response_status) == (status, ResponseStatus.IN_PROGRESS)


def test_adding_help_is_logged_without_its_content(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    send(client, "response_add", case, **response_fields(note=NOTE))
    event = AuditEvent.objects.filter(action="response.added").get()
    assert (event.actor, event.object_id) == (amina, case.pk)
    assert NOTE not in str(event.fields) + event.reason


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("type", "", "required"),
        ("type", "LEG1", "invalid_choice"),  # a heading
        ("type", "NOPE", "invalid_choice"),
        ("given_on", "", "required"),
        ("given_on", "yesterday", "invalid"),
        ("given_on", "2999-01-01", "future"),
        ("given_on", "1999-01-01", "too_early"),
        ("addressee", "NOPE", "invalid_choice"),
        ("note", "x" * 4001, "max_length"),
        ("note", "a\x00b", "hidden_character"),
        ("note", "a\u202eb", "hidden_character"),
    ],
)
def test_bad_help_is_refused_beside_the_field_and_kept(
    client: Client, case: Case, amina: User, field: str, value: str, code: str
) -> None:
    signed_in(client, amina)
    answer = send(client, "response_add", case, **response_fields(**{field: value, "result": "APOL"}))
    assert errors_of(answer) == {field: [code]}
    assert answer.context["form"]["result"].value() == "APOL"
    assert not case.responses.exists()


def test_four_thousand_characters_are_counted_as_typed(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    text = "\r\n".join(["x" * 199] * 20)  # 3,999 characters with one for each line break
    assert send(client, "response_add", case, **response_fields(note=text)).status_code == 302


def test_most_used_types_come_first(client: Client, amina: User, case: Case, chen: User) -> None:
    make_case(amina, Status.SUBMITTED, responses=["PSY.PSY", "MDS.EMER"])
    make_case(amina, Status.SUBMITTED, responses=["MDS.EMER"])
    make_case(chen, Status.SUBMITTED, responses=["MAT.JOB"] * 3)
    signed_in(client, amina)
    choices = page(client, "response_add", case).context["form"].fields["type"].choices
    assert [code for code, _ in choices[0][1]] == ["MDS.EMER", "PSY.PSY"]
    codes = [code for _, group in choices for code, _ in group]
    assert len(codes) == len(set(codes))
    assert "MAT.JOB" in codes


def test_retired_types_are_not_offered(client: Client, case: Case, amina: User, dara: User) -> None:
    term_retire(term("response_types", "MAT.JOB"), by=dara)
    signed_in(client, amina)
    answer = send(client, "response_add", case, **response_fields(type="MAT.JOB"))
    assert errors_of(answer) == {"type": ["invalid_choice"]}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_few_queries(
    client: Client, case: Case, amina: User, name: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        make_case(amina, Status.SUBMITTED, responses=["PSY.PSY", "MDS.EMER"])
    signed_in(client, amina)
    with django_assert_max_num_queries(18):
        page(client, name, case)


def test_readiness_is_added_to_the_history(client: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, readiness="UNDEC")
    signed_in(client, amina)
    send(client, "readiness_add", case, value="READY", stated_on=TODAY().isoformat(), reasons=["RETAL"])
    send(client, "readiness_add", case, value="NOTREADY", stated_on=TODAY().isoformat(), reasons=["RETAL", "DISCL"])
    case.refresh_from_db()
    assert case.readiness == ReadinessValue.CHANGED
    history = list(case.readiness_history.all())
    assert [row.value for row in history] == ["UNDEC", "READY", "CHANGED"]
    assert [row.reasons.count() for row in history] == [0, 0, 2]
    assert AuditEvent.objects.filter(action="readiness.added", actor=amina).count() == 2


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"value": "NOTREADY"}, {"reasons": [None]}),
        ({"value": ""}, {"value": ["required"]}),
        ({"value": "MAYBE"}, {"value": ["invalid_choice"]}),
        ({"value": "NOTREADY", "reasons": ["NOPE"]}, {"reasons": ["invalid_choice"]}),
        ({"value": "READY", "stated_on": "2999-01-01"}, {"stated_on": ["future"]}),
    ],
)
def test_bad_readiness_is_refused(
    client: Client, case: Case, amina: User, fields: dict[str, Any], errors: dict[str, Any]
) -> None:
    signed_in(client, amina)
    answer = send(client, "readiness_add", case, **{"stated_on": TODAY().isoformat(), **fields})
    assert errors_of(answer) == errors


def test_the_same_readiness_again_adds_nothing(client: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, readiness="READY")
    signed_in(client, amina)
    assert send(client, "readiness_add", case, value="READY", stated_on=TODAY().isoformat()).status_code == 302
    assert case.readiness_history.count() == 1


def test_a_case_is_closed_with_its_outcome(client: Client, case: Case, bilal: User) -> None:
    signed_in(client, bilal)
    fields = outcome_fields(case, effects=["APOL", "COMP"], compensation="1500.50")
    assert send(client, "case_close", case, **fields).status_code == 302
    case.refresh_from_db()
    assert (case.response_status, case.outcome.code, case.client_view) == (ResponseStatus.CLOSED, "FULL", "yes")
    assert case.compensation == Decimal("1500.50")
    assert set(case.effects.values_list("code", flat=True)) == {"APOL", "COMP"}
    assert AuditEvent.objects.filter(action="case.closed", actor=bilal, object_id=case.pk).exists()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("typed", ["1 500,50", "1\u00a0500.5", "1500,50"])
def test_money_is_typed_as_people_write_it(client: Client, case: Case, amina: User, language: str, typed: str) -> None:
    signed_in(client, amina)
    client.cookies["django_language"] = language
    send(client, "case_close", case, **outcome_fields(case, compensation=typed))
    case.refresh_from_db()
    assert case.compensation == Decimal("1500.50")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("outcome", "ONGOING", "invalid_choice"),
        ("effects", "NOPE", "invalid_choice"),
        ("compensation", "-1", "min_value"),
        ("compensation", "much", "invalid"),
        ("client_view", "", "required"),
        ("closed_on", "1999-01-01", "too_early"),
        ("version", "x", "invalid"),
    ],
)
def test_bad_outcomes_are_refused(client: Client, case: Case, amina: User, field: str, value: str, code: str) -> None:
    signed_in(client, amina)
    answer = send(client, "case_close", case, **{**outcome_fields(case), field: value})
    assert errors_of(answer) == {field: [code]}


def test_nobody_overwrites_an_outcome_they_have_not_seen(client: Client, case: Case, amina: User, bilal: User) -> None:
    client.cookies["django_language"] = "en"
    fields = outcome_fields(case, outcome="PART", effects=["APOL"], compensation="5 000")
    signed_in(client, bilal)
    send(client, "case_close", case, **outcome_fields(case, client_view="partly", compensation="5000.00"))
    signed_in(client, amina)
    answer = send(client, "case_close", case, **fields)
    assert answer.status_code == 409
    rows = {row.question: row for row in answer.context["comparison"]}
    assert rows["How did it end?"].differs
    assert rows["Client's own view"].differs
    assert not rows["Closed on"].differs
    assert (rows["Compensation"].now, rows["Compensation"].typed) == ("5,000 KGS", "5,000 KGS")
    form = answer.context["form"]
    assert (form["outcome"].value(), form["effects"].value()) == ("PART", ["APOL"])
    case.refresh_from_db()
    assert case.outcome.code == "FULL"
    assert send(client, "case_close", case, **{**fields, "version": form["version"].value()}).status_code == 302
    case.refresh_from_db()
    assert case.outcome.code == "PART"


def test_a_retired_outcome_stays_readable_and_can_be_kept(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, Status.APPROVED, outcome="PART", effects=["APOL"], client_view="no")
    for code_list, code in (("outcomes", "PART"), ("effects", "APOL")):
        term_retire(term(code_list, code), by=dara)
    signed_in(client, amina)
    form = page(client, "case_close", case).context["form"]
    assert (form["outcome"].value(), form["effects"].value()) == ("PART", ["APOL"])
    fields = outcome_fields(case, outcome="PART", effects=["APOL"])
    assert send(client, "case_close", case, **fields).status_code == 302
    other = make_case(amina, Status.SUBMITTED)
    assert errors_of(send(client, "case_close", other, **outcome_fields(other, outcome="PART")))


@pytest.mark.parametrize(
    ("path", "expected"),
    [(["WAITING"], "WAITING"), (["WAITING", "IN_PROGRESS"], "IN_PROGRESS"), (["IN_PROGRESS"], "IN_PROGRESS")],
)
def test_buttons_move_the_help(client: Client, case: Case, amina: User, path: list[str], expected: str) -> None:
    signed_in(client, amina)
    for status in path:
        case.refresh_from_db()
        send(client, "response_status_set", case, status=status, version=case.version)
    case.refresh_from_db()
    assert case.response_status == expected
    assert AuditEvent.objects.filter(action=f"response.{expected.lower()}").exists()


def test_a_closed_case_is_opened_again(client: Client, amina: User) -> None:
    case = make_case(amina, Status.APPROVED, outcome="FULL")
    signed_in(client, amina)
    send(client, "response_status_set", case, status="REOPENED", version=case.version)
    case.refresh_from_db()
    assert (case.response_status, case.closed_on) == (ResponseStatus.REOPENED, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "CLOSED"},
        {"status": "REOPENED"},
        {"status": "x"},
        {"version": "99"},
        {"version": "x"},
        {"version": "9" * 5000},
        {},
    ],
)
def test_impossible_moves_change_nothing(client: Client, case: Case, amina: User, fields: dict[str, str]) -> None:
    signed_in(client, amina)
    sent = {"status": "WAITING", "version": case.version, **fields} if fields else {}
    assert send(client, "response_status_set", case, **sent).status_code == 302
    case.refresh_from_db()
    assert case.response_status == ResponseStatus.NEW


def test_status_is_set_by_post_only(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    assert page(client, "response_status_set", case).status_code == 405


def test_help_may_come_before_the_registration_but_not_before_the_event(client: Client, amina: User) -> None:
    event = TODAY() - datetime.timedelta(days=10)
    case = make_case(amina, Status.SUBMITTED, event_from=event)
    signed_in(client, amina)
    before = (event - datetime.timedelta(days=1)).isoformat()
    assert errors_of(send(client, "response_add", case, **response_fields(given_on=before)))
    assert send(client, "response_add", case, **response_fields(given_on=event.isoformat())).status_code == 302
