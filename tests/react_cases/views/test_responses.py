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
from react_cases.actions.frequency import USUAL
from react_cases.actions.sealing import OpenReason, open_sealed, response_note
from react_cases.actions.taxonomy import term_retire
from react_cases.models import Case, SealedText
from react_cases.workflow import ReadinessValue, ResponseStatus, Status
from tests.factories.cases import make_case, term
from tests.factories.people import signed_in

TODAY = timezone.localdate
PAGES = ["response_add", "readiness_add", "case_close", "follow_up_set"]
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


def buttons(answer: HttpResponse) -> list[str]:
    return [one.value for group in answer.context["quick"] for one in group.answers]


def test_what_is_recorded_often_comes_first_and_little_counts_nothing(
    client: Client, amina: User, case: Case, chen: User
) -> None:
    make_case(amina, Status.SUBMITTED, responses=["MAT.SHELTER"] * 5 + ["PSY.PSY"] * 4)
    make_case(chen, Status.SUBMITTED, responses=["MAT.JOB"] * 6)
    learnt = make_case(amina, Status.SUBMITTED, responses=["MAT.FOOD"] * 6)
    Case.objects.filter(pk=learnt.pk).update(is_practice=True, counts_in_statistics=False)
    signed_in(client, amina)
    shown = buttons(page(client, "response_add", case))
    assert shown == ["MAT.SHELTER", *USUAL["response_types"][""][:7]]


def test_two_taps_save_help_with_todays_date_and_lead_back(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    url = reverse("response_add", args=[case.public_id])
    mark = client.get(url).context["form"]["sent_as"].value()
    for _ in range(2):
        answer = client.post(f"{url}?back=list", {"quick": "MEDI.CALL", "sent_as": mark}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("case_list")
    row = case.responses.get()
    assert (row.type.code, row.given_on, row.delivered_by.code) == ("MEDI.CALL", TODAY(), "OWN")
    notice = answer.content.decode()
    assert f"{case.code}. " in notice
    assert f'href="{reverse("case_detail", args=[case.public_id])}#section-responses"' in notice


def test_nobody_is_led_elsewhere(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    answer = client.post(
        reverse("response_add", args=[case.public_id]) + "?back=https://example.org/", {"quick": "MEDI.CALL"}
    )
    assert answer["Location"] == reverse("case_detail", args=[case.public_id])


def test_two_taps_record_readiness_once_and_its_reason(client: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, readiness="UNDEC")
    signed_in(client, amina)
    assert "UNDEC" not in buttons(page(client, "readiness_add", case))
    for value in ("READY", "READY", "NOTREADY:DISCL", "NOTREADY:DISCL"):
        send(client, "readiness_add", case, quick=value)
    rows = [(row.value, [reason.code for reason in row.reasons.all()]) for row in case.readiness_history.all()]
    assert rows == [("UNDEC", []), ("READY", []), ("CHANGED", ["DISCL"])]
    assert list(errors_of(send(client, "readiness_add", case, quick="NOTREADY"))) == ["reasons"]


def test_two_taps_close_a_case_and_the_second_press_changes_nothing(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    for _ in range(2):
        answer = send(client, "case_close", case, quick="PART", version=case.version)
        assert answer.status_code == 302
    closed = Case.objects.get(pk=case.pk)
    assert (closed.outcome.code, closed.client_view, closed.closed_on) == ("PART", "not_asked", TODAY())
    assert AuditEvent.objects.filter(action="case.closed").count() == 1
    assert buttons(page(client, "case_close", closed)) == []
    assert send(client, "case_close", case, quick="FULL", version=case.version).status_code == 409


def test_help_recorded_by_mistake_is_taken_back_from_the_case(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    send(client, "response_add", case, quick="PSY.PEER")
    row = case.responses.get()
    found = page(client, "case_detail", case).content.decode()
    assert f'name="response" value="{row.pk}"' in found
    assert send(client, "response_remove", case, response="no number").status_code == 302
    assert case.responses.exists()
    send(client, "response_remove", case, response=str(row.pk))
    assert not case.responses.exists()


@pytest.mark.parametrize(
    ("fields", "days"), [({"quick": "tomorrow"}, 1), ({"quick": "week"}, 7), ({"quick": "month"}, 30), ({}, 3)]
)
def test_the_day_to_look_again(client: Client, case: Case, amina: User, fields: dict[str, str], days: int) -> None:
    signed_in(client, amina)
    day = TODAY() + datetime.timedelta(days=days)
    sent = fields or {"on": day.isoformat()}
    assert send(client, "follow_up_set", case, **sent)["Location"] == reverse("case_detail", args=[case.public_id])
    assert Case.objects.get(pk=case.pk).follow_up_on == day
    send(client, "follow_up_set", case, quick="none")
    assert Case.objects.get(pk=case.pk).follow_up_on is None


def test_a_day_that_is_over_is_refused(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    yesterday = TODAY() - datetime.timedelta(days=1)
    assert errors_of(send(client, "follow_up_set", case, on=yesterday.isoformat())) == {"on": ["day_is_over"]}


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
    with django_assert_max_num_queries(20):
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
