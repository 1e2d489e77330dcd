"""Looking through a text while it is typed: who may, what comes back, and that nothing of it stays anywhere."""

import logging
from html import unescape
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documenters.models import User
from react_cases.actions.guard import Written, text_check
from react_cases.actions.sealing import NARRATIVE, OpenReason, evidence_name, open_sealed
from react_cases.config.quiet_log import QuietFormatter
from react_cases.forms.guard_fields import decisions_in
from react_cases.models import Case, GuardDecision
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.intake import ILIM, SAFIYA, said
from tests.factories.people import signed_in
from tests.react_cases.evidence.pictures import jpeg

CANARY = "Асель Токтогулова"
STORY = f"Вчера {CANARY} пришла в офис. Потом Асели позвонили с номера 0555 12-34-56."
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def ask(client: Client, text: str = STORY, **more: str) -> HttpResponse:
    return client.post(reverse("guard_check"), {"field": "text", "text": text, **more})


def buttons(response: HttpResponse) -> list[str]:
    """The values of the panel's buttons, in order."""
    return [part.partition('"')[0] for part in response.content.decode().split('name="guard" value="')[1:]]


def decisions(response: HttpResponse, name: str = "text") -> str:
    """What the hidden field of the answer holds."""
    part = response.content.decode().partition(f'name="{name}-decisions" value="')[2]
    return unescape(part.partition('"')[0])


def now(response: HttpResponse) -> str:
    """The text after a choice."""
    return unescape(response.content.decode().partition('data-guard-text="')[2].partition('"')[0])


def decided(client: Client, text: str, **about: str) -> tuple[str, str]:
    """A text and its decisions after everybody and everything is masked."""
    known = ""
    for _step in range(20):
        answer = ask(client, text, **about, **{"text-decisions": known})
        mask = next((value for value in buttons(answer) if value.endswith(":mask")), None)
        if mask is None:
            return text, known
        answer = ask(client, text, guard=mask, **about, **{"text-decisions": known})
        text, known = now(answer), decisions(answer)
    pytest.fail("it never ends")


@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_whoever_writes_is_told_what_is_to_decide(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    answer = ask(client)
    page = answer.content.decode()
    assert "2 to decide about" in page
    assert CANARY in page
    assert "in 2 places" in page
    assert answer["Cache-Control"].startswith("no-store") or "no-store" in answer["Cache-Control"]
    assert "0 to decide" not in page
    assert "Nothing to decide about." in ask(client, "Two men asked the client for money.").content.decode()


@pytest.mark.parametrize("who", ["emil", "aida"])
def test_others_find_nothing(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert ask(client).status_code == 404


def test_a_case_of_others_is_not_there(client: Client, amina: User, chen: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    signed_in(client, chen)
    assert ask(client, case=str(case.public_id)).status_code == 404
    assert ask(client, case="none").status_code == 404
    signed_in(client, amina)
    assert ask(client, case=str(case.public_id)).status_code == 200


def test_a_person_has_one_other_name_in_a_case(client: Client, amina: User) -> None:
    """The page of a new intake says the same as the case that comes of it."""
    signed_in(client, amina)
    first = next(value for value in buttons(ask(client)) if value.endswith(":pseudonym"))
    new = now(ask(client, guard=first, page=ILIM["page"]))
    assert client.post("/cases/new/", ILIM).status_code == 302
    case = Case.objects.get()
    assert now(ask(client, guard=first, case=str(case.public_id))) == new
    assert "Асел" not in new
    others = {now(ask(client, guard=first, page=f"{number:032}")) for number in range(8)}
    assert len(others) > 1


def test_nothing_is_written_while_somebody_types(client: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    signed_in(client, amina)
    ask(client)
    with CaptureQueriesContext(connection) as statements:
        mask = next(value for value in buttons(ask(client, case=str(case.public_id))) if value.endswith(":mask"))
        ask(client, guard=mask, case=str(case.public_id))
    asked = [row["sql"] for row in statements.captured_queries]
    assert [sql for sql in asked if sql.lstrip().upper().startswith(WRITES)] == []
    assert [sql for sql in asked if "Асел" in sql or "Токтогулова" in sql] == []
    assert len(asked) <= 18


def test_a_failure_repeats_nothing_of_the_text(client: Client, amina: User, caplog: pytest.LogCaptureFixture) -> None:
    signed_in(client, amina)
    client.raise_request_exception = False

    def broken(text: str, **_more: Any) -> None:
        raise ValueError(text)

    with mock.patch("react_cases.actions.guard.scan", broken), caplog.at_level(logging.DEBUG):
        answer = ask(client)
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    assert caplog.records
    for record in caplog.records:
        # As the handler of the test has left it, with everything.
        record.exc_text = None
        assert CANARY not in QuietFormatter().format(record)


def test_how_often_is_limited(client: Client, amina: User) -> None:
    signed_in(client, amina)
    statuses = {ask(client, "").status_code for _each in range(121)}
    assert statuses == {200, 429}


def test_a_text_that_is_too_long_is_said_to_be(client: Client, amina: User) -> None:
    signed_in(client, amina)
    assert "too long to be checked" in ask(client, "а" * 64_001).content.decode()


# The intake --------------------------------------------------------------------------------------------------------


def keep(client: Client, case: Case | None, **answers: Any) -> HttpResponse:
    """Send the form of the intake."""
    if case:
        case.refresh_from_db()
    url = reverse("case_edit", args=[case.public_id]) if case else "/cases/new/"
    return client.post(url, said(SAFIYA, version=str(case.version if case else 0), **answers))


def test_an_intake_with_open_names_goes_no_further(client: Client, amina: User) -> None:
    signed_in(client, amina)
    answer = keep(client, None, narrative=STORY)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("Decide about the personal data in this text: 2 are open.") == 2
    assert "narrative:6:" in page
    case = Case.objects.get()
    # Nothing is lost by it.
    assert STORY in client.get(reverse("case_edit", args=[case.public_id])).content.decode()
    # Whoever goes on by address comes back.
    check = reverse("case_check", args=[case.public_id])
    assert "2 are open" in client.get(check).content.decode()
    case.refresh_from_db()
    assert "2 are open" in client.post(check, {"version": case.version}).content.decode()
    case.refresh_from_db()
    assert case.status == Status.DRAFT


def test_without_scripts_a_button_keeps_the_draft_and_comes_back(client: Client, amina: User) -> None:
    signed_in(client, amina)
    first = keep(client, None, narrative=STORY, **{"violator-LE.DIST-unit": "Участковый Бакыт Асанов, РОВД"})
    button = next(value for value in buttons(first) if value.startswith("narrative:") and value.endswith(":mask"))
    case = Case.objects.get()
    answer = keep(client, case, narrative=STORY, guard=button)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert CANARY not in form.said("narrative")
    assert form.errors == {}
    assert form.guards["narrative"].panel.is_pressed
    reopened = client.get(reverse("case_edit", args=[case.public_id])).context["form"]
    assert reopened.said("narrative") == form.said("narrative")
    assert {row.choice for row in decisions_in(reopened.said("narrative-decisions"))} == {"mask"}
    undo = keep(
        client,
        case,
        narrative=form.said("narrative"),
        guard="narrative:undo",
        **{f"narrative-{what}": getattr(form.guards["narrative"].panel, what) for what in ("decisions", "before")},
    )
    assert undo.context["form"].said("narrative") == STORY


def test_what_was_decided_goes_with_the_case_and_comes_back(client: Client, amina: User, bilal: User) -> None:
    signed_in(client, amina)
    keep(client, None)
    case = Case.objects.get()
    about = {"case": str(case.public_id)}
    text, known = decided(client, STORY, **about)
    unit = "РОВД, майор Бакыт Асанов"
    row = next(value for value in buttons(ask(client, unit, **about)) if value.endswith(":keep:PUBLIC"))
    kept = decisions(ask(client, unit, guard=row, **about))
    answers = {
        "narrative": text,
        "narrative-decisions": known,
        "violator-LE.DIST-unit": unit,
        "violator-LE.DIST-unit-decisions": kept,
    }
    assert keep(client, case, **answers).status_code == 302
    case.refresh_from_db()
    check = reverse("case_check", args=[case.public_id])
    assert client.post(check, {"version": case.version})["Location"] == reverse("case_detail", args=[case.public_id])
    assert open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.READ) == {NARRATIVE: text}
    rows = GuardDecision.objects.filter(text__case=case)
    assert set(rows.values_list("text__field", "choice")) == {("narrative", "mask"), ("unit", "keep")}
    # Given back, it brings its decisions along: nobody is asked again.
    signed_in(client, bilal)
    client.post(
        reverse("case_return", args=[case.public_id]),
        {"version": Case.objects.get().version, "text_event": "Check the day.", "reason_event": "MISSING"},
    )
    signed_in(client, amina)
    form = client.get(reverse("case_edit", args=[case.public_id])).context["form"]
    assert decisions_in(form.said("narrative-decisions")) == decisions_in(known)
    assert decisions_in(form.said("violator-LE.DIST-unit-decisions")) == decisions_in(kept)


def test_a_refusal_of_the_action_leads_back_to_the_form(client: Client, amina: User) -> None:
    """The lists may have changed between the form and the action."""
    signed_in(client, amina)
    keep(client, None)
    case = Case.objects.get()
    check = reverse("case_check", args=[case.public_id])
    checked = text_check(Written(STORY), programme=amina.memberships.get().programme)
    with mock.patch("react_cases.actions.guard.text_check", return_value=checked):
        answer = client.post(check, {"version": case.version}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("case_edit", args=[case.public_id])
    assert "Not sent: decide about the personal data" in answer.content.decode()


# The other forms ---------------------------------------------------------------------------------------------------

HELP = {"type": "LEG1.CONS", "delivered_by": "OWN"}
FORMS = {
    "comment_add": ("text", {"field": "event"}, Status.SUBMITTED, "amina"),
    "response_add": (
        "note",
        {"type": "LEG1.CONS", "delivered_by": "OWN"},
        Status.SUBMITTED,
        "amina",
    ),
    "case_return": ("text_event", {"reason_event": "MISSING"}, Status.SUBMITTED, "bilal"),
    "case_reject": ("text", {"reason": "DUPLICATE"}, Status.SUBMITTED, "bilal"),
    "case_reopen": ("text", {"part": "event"}, Status.APPROVED, "dara"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_asks_and_keeps_what_was_decided(client: Client, request: pytest.FixtureRequest, name: str) -> None:
    field, fields, status, who = FORMS[name]
    case = make_case(request.getfixturevalue("amina"), status)
    signed_in(client, request.getfixturevalue(who))
    url = reverse(name, args=[case.public_id])
    assert "js/guard.js" in client.get(url).content.decode()
    fields = {**fields, "version": str(case.version), "given_on": timezone.localdate().isoformat()}
    refused = client.post(url, {**fields, field: STORY})
    assert refused.status_code == 200
    assert "2 are open" in refused.content.decode()
    assert not GuardDecision.objects.exists()
    mask = next(value for value in buttons(refused) if value.endswith(":mask"))
    pressed = client.post(url, {**fields, field: STORY, "guard": mask})
    assert pressed.status_code == 200
    assert "error-summary" not in pressed.content.decode()
    text, known = decided(client, STORY, case=str(case.public_id))
    assert client.post(url, {**fields, field: text, f"{field}-decisions": known}).status_code == 302
    assert set(GuardDecision.objects.values_list("label", "choice")) == {("PERSON", "mask"), ("PHONE", "mask")}


def test_the_name_that_a_file_brings_is_masked_and_nobody_is_asked(client: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    signed_in(client, amina)
    url = reverse("evidence_add", args=[case.public_id])
    file = SimpleUploadedFile("Справка_Асель_Токтогулова.jpg", jpeg(), content_type="image/jpeg")
    page = client.post(url, {"file": file}, follow=True).content.decode()
    assert "The file&#x27;s own name held personal data" in page
    place = evidence_name(case.evidence.get())
    name = open_sealed(case, [place], by=amina, reason=OpenReason.READ)[place]
    assert "Асель" not in name
    assert "Токтогулова" not in name
    assert name.endswith(".jpg")


def test_a_page_that_comes_back_asks_for_the_file_again_where_it_is_chosen(client: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    signed_in(client, amina)
    url = reverse("evidence_add", args=[case.public_id])
    fields = {"name": "Справка Асель Токтогуловой", "note": "Снято в СИЗО."}
    asked = client.post(url, {**fields, "file": SimpleUploadedFile("a.jpg", jpeg())})
    assert asked.context["form"].has_error("file", "file_again")
    out = next(value for value in buttons(asked) if value.endswith(":mask"))
    pressed = client.post(url, {**fields, "guard": out, "file": SimpleUploadedFile("a.jpg", jpeg())})
    assert pressed.context["form"].has_error("file", "file_again")
    # A name of a file has no stars: what is left out is gone.
    page = pressed.content.decode()
    assert 'value="Справка"' in page
    assert "Left out: “Асель Токтогуловой”" in page
    # Words that are checked before a file is chosen lose none, and nothing is said about one.
    checked = client.post(url, {**fields, "guard": "name:check"})
    assert "file" not in checked.context["form"].errors
    assert buttons(checked)
    page = client.get(url).content.decode()
    assert page.count("<noscript>") == 2
    assert 'value="name:check"' in page
    assert not case.evidence.exists()


@pytest.mark.parametrize("field", ["label_ru", "label_ky"])
def test_a_label_gets_words_and_no_stars(client: Client, dara: User, field: str) -> None:
    signed_in(client, dara)
    url = reverse("term_add", args=["violator_types"])
    fields = {"label_ru": "Отказ", "label_ky": "Отказ", "label_en": "Refusal"}
    fields[field] = "Отказ врача Асель Токтогуловой в приёме"
    answer = client.post(url, fields)
    offers = [value for value in buttons(answer) if value.startswith(field)]
    assert {value.split(":")[2] for value in offers} == {"mask", "keep"}, "the doctor is named in the label already"
    assert not any(value.endswith("CHANGED") for value in offers)
    page = answer.content.decode()
    assert "***" not in page
    assert "Отказ врача в приёме" in page
    panel = client.post(reverse("guard_check"), {"field": field, field: fields[field], "kind": "label"})
    assert "***" not in panel.content.decode()
    assert ":pseudonym" not in panel.content.decode()
    assert ":pseudonym" in client.post(reverse("guard_check"), {"field": field, field: fields[field]}).content.decode()
