"""The log for coordinators: filters, pages, words; its fingerprint; warnings."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from documenters.actions.audit_log import open_warnings
from documenters.audit import record
from documenters.audit_chain import head_of
from documenters.models import AuditEvent, AuditLink, Organisation, Programme, User
from documenters.models.audit_actions import ACTION_LABELS
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.views.audit_log import PAGE
from tests.factories.cases import make_case
from tests.factories.people import ProgrammeFactory, make_coordinator, signed_in

pytestmark = pytest.mark.django_db
URL = "/log/"


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def chained() -> None:
    """As a commit would do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def shown(answer: Any) -> list[str]:
    """What the rows say was done."""
    return [row.what for row in answer.context["rows"]]


def many(programme: Programme, by: User | None, count: int) -> None:
    for number in range(count):
        record("term.moved", programme, by=by, programme=programme, reason=f"ряд {number}")
    chained()


@pytest.mark.parametrize("who", ["amina", "bilal", "emil", "aida"])
@pytest.mark.parametrize("name", ["audit_log", "audit_head"])
def test_only_coordinators_read_it(client: Client, request: Any, programme: Programme, who: str, name: str) -> None:
    client = signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse(name)).status_code == 404
    assert not AuditEvent.objects.filter(action="log.read").exists()
    assert URL not in client.get(reverse("home"), follow=True).content.decode()


def test_acts_stand_there_in_words(client: Client, amina: User, dara: User, organisation_a: Organisation) -> None:
    case = make_case(amina)
    open_sealed(case, [NARRATIVE], by=dara, reason=OpenReason.REVIEW)
    page = signed_in(client, dara).get(URL).content.decode()
    for text in (
        "Opened the texts of a case",
        "what happened; to check it",
        case.code,
        reverse("case_detail", args=[case.public_id]),
        "Approved a case",
        str(amina),
        "Documenter",
        organisation_a.name,
    ):
        assert text in page


def test_every_code_is_shown_in_words(client: Client, dara: User, programme: Programme) -> None:
    for code in ACTION_LABELS:
        record(code, dara, by=dara, programme=programme)
    chained()
    pages = [signed_in(client, dara).get(URL)]
    while pages[-1].context["older"]:
        pages.append(client.get(URL, {"before": pages[-1].context["older"]}))
    told = [what for page in pages for what in shown(page)]
    with translation.override("en"):
        assert {str(label) for label in ACTION_LABELS.values()} <= set(told)
    assert not set(ACTION_LABELS) & set(told)


def test_a_draft_is_not_named(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, "DRAFT")
    page = signed_in(client, dara).get(URL).content.decode()
    assert "Started a case" in page
    assert "a draft" in page
    assert case.code not in page


def test_reading_is_logged_once_a_page_and_to_the_hour(client: Client, dara: User, programme: Programme) -> None:
    signed_in(client, dara).get(URL)
    row = AuditEvent.objects.get(action="log.read")
    assert (row.actor, row.programme, row.object_type, row.fields) == (dara, programme, "documenters.programme", [])
    assert (row.at.minute, row.at.second) == (0, 0)
    client.get(URL, {"kind": "cases", "person": str(dara.public_id)})
    assert AuditEvent.objects.filter(action="log.read").count() == 2
    assert AuditEvent.objects.latest("pk").fields == ["kind", "person"]


def test_filters(client: Client, amina: User, bilal: User, dara: User, programme: Programme) -> None:
    case, other = make_case(amina), make_case(amina)
    open_sealed(other, [NARRATIVE], by=bilal, reason=OpenReason.READ)
    client = signed_in(client, dara)
    people = {row.who for row in client.get(URL, {"person": str(bilal.public_id)}).context["rows"]}
    assert people == {str(bilal)}
    assert set(shown(client.get(URL, {"kind": "reading"}))) == {"Opened the texts of a case", "Read the log"}
    about = {row.about for row in client.get(URL, {"case": str(case.public_id)}).context["rows"]}
    assert about == {case.code}
    both = client.get(URL, {"case": str(other.public_id), "kind": "reading", "person": str(bilal.public_id)})
    assert shown(both) == ["Opened the texts of a case"]
    today = timezone.localdate()
    assert shown(client.get(URL, {"first": today.isoformat(), "last": today.isoformat()}))
    tomorrow = (today + datetime.timedelta(days=1)).isoformat()
    nothing = client.get(URL, {"first": tomorrow})
    assert "No event matches" in nothing.content.decode()


def test_s22_a_case_number_is_posted_and_stands_in_no_address(client: Client, amina: User, dara: User) -> None:
    case, other = make_case(amina), make_case(amina)
    answer = signed_in(client, dara).post(URL, {"case": case.code.lower(), "kind": "cases", "first": "2020-01-31"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{URL}?kind=cases&first=2020-01-31&case={case.public_id}"
    page = client.get(answer.headers["Location"])
    assert {row.about for row in page.context["rows"]} == {case.code}
    assert f'value="{case.code}"' in page.content.decode()
    typed = client.get(URL, {"case": case.code})
    assert {row.about for row in typed.context["rows"]} >= {case.code, other.code}


def test_an_unknown_case_number_is_an_error_beside_the_field(client: Client, dara: User) -> None:
    answer = signed_in(client, dara).post(URL, {"case": "KG-2020-999999", "kind": "cases"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "There is no case with this number." in page
    assert 'value="KG-2020-999999"' in page


@pytest.mark.parametrize(
    "data",
    [
        {"person": "1"},
        {"person": "00000000-0000-4000-8000-000000000000"},
        {"kind": "all"},
        {"first": "yesterday"},
    ],
)
def test_a_filter_that_cannot_be_used_shows_nothing(client: Client, amina: User, dara: User, data: Any) -> None:
    make_case(amina)
    answer = signed_in(client, dara).get(URL, data)
    assert answer.status_code == 200
    assert answer.context["rows"] == []
    assert "The filter cannot be used like this" in answer.content.decode()


def test_a_draft_of_somebody_cannot_be_looked_for(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, "DRAFT")
    assert "There is no case" in signed_in(client, dara).post(URL, {"case": case.code}).content.decode()
    page = client.get(URL, {"case": str(case.public_id)}).content.decode()
    assert case.code not in page


def test_pages_go_back_without_gaps(client: Client, dara: User, programme: Programme) -> None:
    many(programme, None, 2 * PAGE)
    first = signed_in(client, dara).get(URL, {"kind": "lists"})
    assert len(first.context["rows"]) == PAGE
    assert "Newest" not in first.content.decode()
    second = client.get(URL, {"kind": "lists", "before": first.context["older"]})
    assert "Newest" in second.content.decode()
    assert "kind=lists&amp;before=" in first.content.decode()
    told = [row.details for answer in (first, second) for row in answer.context["rows"]]
    assert told == [f"ряд {number}" for number in reversed(range(2 * PAGE))]
    assert second.context["older"] is None


@pytest.mark.parametrize("before", ["x", "-1", "0", "٣", "9" * 30, ""])
def test_a_wrong_place_is_no_error(client: Client, dara: User, before: str) -> None:
    assert signed_in(client, dara).get(URL, {"before": before}).status_code == 200


def test_other_programmes_show_nowhere(client: Client, amina: User, dara: User, programme: Programme) -> None:
    """Neither their events nor, by gaps in the numbers, how many there are."""
    elsewhere = ProgrammeFactory()
    stranger = make_coordinator(elsewhere, "stranger")
    for _ in range(3):
        record("term.moved", programme, by=dara, programme=programme)
        record("term.added", elsewhere, by=stranger, programme=elsewhere)
    chained()
    answer = signed_in(client, dara).get(URL)
    assert "stranger" not in answer.content.decode().lower()
    numbers = [row.seq for row in answer.context["rows"] if row.seq]
    assert numbers == list(range(numbers[0], 0, -1))
    theirs = signed_in(client, stranger).get(URL)
    assert [row.seq for row in theirs.context["rows"]][-3:] == [3, 2, 1]
    assert str(dara) not in theirs.content.decode()
    assert str(AuditEvent.objects.latest("pk").pk) not in [str(row.seq) for row in theirs.context["rows"]]


def test_queries_do_not_grow_with_the_events(client: Client, amina: User, dara: User, programme: Programme) -> None:
    make_case(amina)
    chained()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed_in(client, dara).get(URL)
        return len(queries)

    count()
    few = count()
    for _ in range(3):
        open_sealed(make_case(amina), [NARRATIVE], by=dara, reason=OpenReason.READ)
    many(programme, dara, 20)
    assert count() <= few


def test_the_title_and_the_addresses_name_nobody(client: Client, amina: User, dara: User) -> None:
    make_case(amina)
    page = signed_in(client, dara).get(URL).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]
    assert title == "<title>Case journal"
    assert f'value="{amina.public_id}"' in page
    assert f'value="{amina.pk}"' not in page


def test_the_fingerprint_stands_on_the_page_and_on_a_sheet(client: Client, dara: User, programme: Programme) -> None:
    many(programme, dara, 3)
    head = head_of(programme)
    assert head is not None
    assert head.seq == AuditLink.objects.filter(chain=programme.pk).count()
    page = signed_in(client, dara).get(URL).content.decode()
    assert head.short in page
    sheet = client.get(reverse("audit_head")).content.decode()
    for group in head.groups:
        assert f"<li>{group}</li>" in sheet
    assert f"KG {head.seq} {' '.join(head.groups)}" in sheet
    assert len("".join(head.groups)) == 64


def test_an_empty_log_has_no_fingerprint(client: Client) -> None:
    stranger = make_coordinator(ProgrammeFactory(), "stranger")
    assert "The log is empty" in signed_in(client, stranger).get(reverse("audit_head")).content.decode()


def warn(person: User, programme: Programme, reason: str = "cases:31") -> None:
    record("reading.unusual", person, by=person, programme=programme, reason=reason)


def test_a_warning_is_shown_until_somebody_looked_into_it(
    client: Client, bilal: User, dara: User, nurlan: User, programme: Programme
) -> None:
    assert 'class="count"' not in signed_in(client, dara).get(URL).content.decode()
    warn(bilal, programme)
    warn(bilal, programme, "outside:16")
    page = client.get(URL).content.decode()
    assert f"{bilal} opened 16 cases on" in page
    assert "31 different cases" not in page
    assert '<span class="count">1</span>' in page
    assert '<span class="count">1</span>' in client.get(reverse("queue")).content.decode()
    answer = client.post(reverse("reading_seen", args=[bilal.public_id]), follow=True)
    assert "you have looked into the reading of Bilal" in answer.content.decode()
    seen = AuditEvent.objects.get(action="reading.seen")
    assert (seen.actor, seen.object_id, seen.reason) == (dara, bilal.pk, "warnings:2")
    for coordinator in (dara, nurlan):
        assert 'class="count"' not in signed_in(client, coordinator).get(URL).content.decode()
    warn(bilal, programme)
    assert f"{bilal} opened 31 different cases on" in client.get(URL).content.decode()


def test_nobody_looks_into_their_own_reading(client: Client, dara: User, nurlan: User, programme: Programme) -> None:
    warn(dara, programme)
    page = signed_in(client, dara).get(URL).content.decode()
    assert "This is about your own reading" in page
    assert 'class="count"' not in page
    answer = client.post(reverse("reading_seen", args=[dara.public_id]), follow=True)
    assert "Another coordinator looks into it" in answer.content.decode()
    assert open_warnings(programme).count() == 1
    assert '<span class="count">1</span>' in signed_in(client, nurlan).get(URL).content.decode()
    client.post(reverse("reading_seen", args=[dara.public_id]))
    assert not open_warnings(programme).exists()


def test_where_nothing_waits_nothing_is_written(client: Client, bilal: User, dara: User) -> None:
    assert signed_in(client, dara).post(reverse("reading_seen", args=[bilal.public_id])).status_code == 302
    assert not AuditEvent.objects.filter(action="reading.seen").exists()


def test_whose_reading_is_no_business_of_strangers(client: Client, amina: User, bilal: User, dara: User) -> None:
    address = reverse("reading_seen", args=[bilal.public_id])
    stranger = make_coordinator(ProgrammeFactory(), "stranger")
    assert signed_in(client, stranger).post(address).status_code == 404
    assert signed_in(client, amina).post(address).status_code == 404
    assert signed_in(client, dara).get(address).status_code == 405
    assert client.post(reverse("reading_seen", args=["00000000-0000-4000-8000-000000000000"])).status_code == 404
