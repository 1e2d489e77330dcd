"""The page of a case."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, User
from documenters.vault import primitives
from react_cases.actions.cases import ViolationData, ViolatorData
from react_cases.actions.responses import ResponseData, consent_withdraw, readiness_add, response_add
from react_cases.actions.review import CommentData, comment_add
from react_cases.models import Case, SealedText
from react_cases.models.choices import CommentField, ConsentPurpose
from react_cases.workflow import ReadinessValue, Status
from tests.factories.cases import NARRATIVE, make_case, submit, term
from tests.factories.guard import kept
from tests.factories.people import give_role, make_documenter, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def page_of(client: Client, user: User, case: Case) -> str:
    response = signed_in(client, user).get(reverse("case_detail", args=[case.public_id]))
    assert response.status_code == 200
    return response.content.decode()


def test_who_may_open_it(client: Client, amina: User, bilal: User, dara: User, chen: User) -> None:
    case = make_case(amina)
    for user in (amina, bilal, dara):
        assert NARRATIVE in page_of(client, user, case)
    url = reverse("case_detail", args=[case.public_id])
    assert signed_in(client, chen).get(url).status_code == 404
    assert signed_in(client, chen).get("/cases/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("who", ["emil", "aida"])
def test_others_get_nothing(client: Client, amina: User, who: str, request: Any) -> None:
    case = make_case(amina)
    url = reverse("case_detail", args=[case.public_id])
    assert signed_in(client, request.getfixturevalue(who)).get(url).status_code == 404
    assert not AuditEvent.objects.filter(action="sealed.opened").exists()


def test_a_draft_is_its_authors_alone(client: Client, amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.DRAFT)
    page = page_of(client, amina, case)
    assert "Continue" in page
    assert reverse("case_edit", args=[case.public_id]) in page
    for user in (bilal, dara):
        assert signed_in(client, user).get(reverse("case_detail", args=[case.public_id])).status_code == 404


def test_each_reading_is_logged_once(client: Client, amina: User, bilal: User) -> None:
    case = make_case(
        amina,
        Status.SUBMITTED,
        responses=[ResponseData(term("response_types", "LEG1.CONS"), timezone.localdate(), note="Told the rights.")],
    )
    page_of(client, bilal, case)
    page_of(client, bilal, case)
    events = AuditEvent.objects.filter(action="sealed.opened", actor=bilal)
    assert [(event.reason, event.fields) for event in events] == [("read", ["narrative", "response.note"])] * 2


def test_who_opened_it_is_for_author_and_coordinator(client: Client, amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina)
    assert "Who opened this case" not in page_of(client, bilal, case)
    for user in (amina, dara):
        page = page_of(client, user, case)
        assert "Who opened this case" in page
        assert f"<span>{bilal}</span>" in page


def test_what_is_in_the_case_is_on_the_page(client: Client, amina: User, dara: User) -> None:
    case = make_case(
        amina,
        received_on=datetime.date(2021, 3, 5),
        event_from=datetime.date(2021, 2, 17),
        groups=["PWID", "PLHIV"],
        violators=[
            ViolatorData(
                term("violator_types", "LE.CRIM"), number=2, unit="Station 12", unit_decisions=kept("Station 12")
            )
        ],
        violations=[
            ViolationData(term("violation_categories", "LIB.ARREST"), (0,), hours_held=3, is_injured=True),
            ViolationData(term("violation_categories", "LIB.STOP"), (0,), amount=3000, currency="KGS"),
        ],
        responses=["LEG1.CONS"],
        outcome="FULL",
        effects=["APOL"],
        client_view="partly",
        tags=["OST"],
    )
    page = page_of(client, dara, case)
    for text in (
        "5 March 2021",
        "17 February 2021",
        "Person who injects drugs",
        "(primary)",
        "2 persons",
        "Unit: Station 12",
        "Held for 3 h",
        "The client was injured",
        "KGS",
        "Legal consultation",
        "Apology",
        "Partly",
        "Client of an OST",
        "International Covenant on Civil and Political Rights",
        "Confirmed at approval.",
        NARRATIVE,
        "Organisation A",
    ):
        assert text in page, text
    assert "3000 KGS" in page.replace("\xa0", "").replace(",", "")


def test_organisation_is_not_shown_to_a_documenter_of_one(client: Client, amina: User, organisation_b: Any) -> None:
    case = make_case(amina)
    assert "Organisation A" not in page_of(client, amina, case)
    give_role(amina, "documenter", organisation_b.programme, organisation_b)
    assert "Organisation A" in page_of(client, User.objects.get(pk=amina.pk), case)


def test_the_next_step_of_each_person(client: Client, amina: User, bilal: User, dara: User) -> None:
    sent = make_case(amina, Status.SUBMITTED)
    assert "Checked: pass on" in page_of(client, bilal, sent)
    assert "waits for a mentor" in page_of(client, amina, sent)
    assert reverse("case_validate", args=[sent.public_id]) not in page_of(client, dara, sent)
    returned = make_case(amina, Status.RETURNED)
    assert "Correct and send again" in page_of(client, amina, returned)
    checked = make_case(amina, Status.VALIDATED)
    assert reverse("case_approve", args=[checked.public_id]) in page_of(client, dara, checked)
    approved = make_case(amina)
    assert "Open again for correction" in page_of(client, dara, approved)
    for name in ("response_add", "readiness_add", "case_close", "consent_list", "comment_add"):
        assert reverse(name, args=[approved.public_id]) in page_of(client, amina, approved)


def test_a_barred_step_says_why(client: Client, amina: User, bilal: User, organisation_a: Any) -> None:
    case = make_case(amina, Status.VALIDATED, mentor=bilal)
    give_role(bilal, "coordinator", organisation_a.programme)
    page = page_of(client, bilal, case)
    assert "You checked this case as its mentor" in page
    assert reverse("case_approve", args=[case.public_id]) not in page


def test_comments_stand_beside_their_section_until_they_are_answered(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.RETURNED, comment="Which day was it?")
    page = page_of(client, amina, case)
    section = page[page.index('id="section-event"') :]
    assert section.index("Which day was it?") < section.index("</section>")
    submit(case, amina)
    page = page_of(client, bilal, case)
    section = page[page.index('id="section-event"') : page.index('id="section-client"')]
    assert "Which day was it?" not in section
    assert "Which day was it?" in page[page.index('id="timeline"') :]


def test_the_timeline_leaves_nothing_out(client: Client, amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.RETURNED, comment="Say which month.")
    submit(case, amina, consents=("RECORD", "STATS", "STORY"), readiness="READY")
    today = timezone.localdate()
    response_add(case, ResponseData(term("response_types", "LEG1.DOC"), today, note="A complaint."), by=amina)
    readiness_add(case, ReadinessValue.NOTREADY, [term("not_ready_reasons", "RETAL")], stated_on=today, by=amina)
    consent_withdraw(case, ConsentPurpose.STORY, withdrawn_on=today, by=amina)
    comment_add(case, CommentData(CommentField.NARRATIVE, "Well told."), by=bilal)
    response = signed_in(client, dara).get(reverse("case_detail", args=[case.public_id]))
    events = response.context["events"]
    titles = [event.title for event in events]
    fresh = Case.objects.get(pk=case.pk)
    assert len(events) == 1 + (
        fresh.transitions.count()
        + fresh.responses.count()
        + fresh.readiness_history.count()
        + fresh.consents.count()
        + fresh.consents.exclude(withdrawn_on=None).count()
        + fresh.comments.count()
    )
    assert titles[-1] == "Case opened"
    assert titles.count("Sent for review") == 2
    for title in ("Returned for correction", "Help: Help under way", "Comment: In short", "Comment: When and where"):
        assert title in titles
    assert any(title.startswith("Consent withdrawn:") for title in titles)
    assert any(title.startswith("Help given:") for title in titles)
    times = [event.at for event in events]
    assert times == sorted(times, reverse=True)
    page = response.content.decode()
    for text in ("Say which month.", "A complaint.", "Well told.", "Fear of retaliation"):
        assert text in page


def test_an_erased_case_is_a_tombstone(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, Status.ERASED, oblast="KG-T", narrative="A sentence to forget.")
    page = page_of(client, dara, case)
    assert "This case was erased" in page
    assert case.code in page
    assert "forget" not in page
    assert str(dara) in page
    assert not AuditEvent.objects.filter(action="sealed.opened").exists()


def test_a_broken_text_does_not_take_the_page_away(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina)
    row = SealedText.objects.get(case=case)
    row.ciphertext = bytes(row.ciphertext)[:-1] + b"\0"
    row.save()
    page = page_of(client, dara, case)
    assert "cannot be opened" in page
    assert NARRATIVE not in page
    assert primitives.SealBroken.__name__ not in page


def test_text_of_people_is_escaped(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, narrative="<script>alert(1)</script>")
    page = page_of(client, dara, case)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_title_says_nothing_about_the_case(client: Client, amina: User) -> None:
    case = make_case(amina)
    page = page_of(client, amina, case)
    title = page[page.index("<title>") : page.index("</title>")]
    assert case.code not in title


def test_queries_do_not_grow_with_the_rows(client: Client, amina: User, bilal: User, dara: User) -> None:
    def count(case: Case) -> int:
        url = reverse("case_detail", args=[case.public_id])
        signed_in(client, dara).get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    small = make_case(amina, responses=["LEG1.CONS"], tags=["OST"])
    large = make_case(
        amina,
        groups=["PWID", "PLHIV", "SW"],
        violators=["LE.CRIM", "LE.DRUG", "LE.PATROL"],
        violations=["LIB.ARREST", "LIB.STOP"],
        responses=["LEG1.CONS", "LEG1.DOC", "LEG1.CONS"],
        tags=["OST", "ART"],
        consents=("RECORD", "STATS", "STORY", "REFER"),
    )
    for _ in range(3):
        comment_add(large, CommentData(CommentField.EVENT, "One more."), by=bilal)
    assert count(large) <= count(small) + 1


def test_another_documenter_of_the_organisation_sees_nothing(client: Client, amina: User, organisation_a: Any) -> None:
    case = make_case(amina)
    other = make_documenter(organisation_a)
    assert signed_in(client, other).get(reverse("case_detail", args=[case.public_id])).status_code == 404
