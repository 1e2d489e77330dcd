"""The list of cases and its export."""

import csv
import datetime
import io
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from documenters.models import AuditEvent, User
from react_cases.actions.exports import COLUMNS
from react_cases.models import Case, Term
from react_cases.quality import CHECKS
from react_cases.views import case_list
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

URL = "/cases/"


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def codes_on(response: Any) -> list[str]:
    return [case.code for case in response.context["page"]]


def test_each_person_sees_their_own_reach(client: Client, amina: User, bilal: User, dara: User, chen: User) -> None:
    draft = make_case(amina, Status.DRAFT)
    sent = make_case(amina, Status.SUBMITTED)
    assert codes_on(signed_in(client, amina).get(URL)) == [sent.code, draft.code]
    assert codes_on(signed_in(client, bilal).get(URL)) == [sent.code]
    assert codes_on(signed_in(client, dara).get(URL)) == [sent.code]
    assert codes_on(signed_in(client, chen).get(URL)) == []


@pytest.mark.parametrize("who", ["emil", "aida"])
def test_people_without_cases_do_not_learn_of_the_page(client: Client, who: str, request: Any) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(reverse("case_export")).status_code == 404


def test_nobody_gets_in_without_logging_in(client: Client, programme: object) -> None:
    assert client.get(URL).url.startswith("/login/")


def test_a_line_shows_what_the_page_promises(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, received_on=datetime.date(2021, 3, 5), violations=["LIB.ARREST", "LIB.STOP"])
    page = signed_in(client, dara).get(URL).content.decode()
    assert case.code in page
    assert "5 Mar 2021" in page
    assert escape(case.oblast.label_en) in page
    assert "Approved" in page
    # The filter beside the list offers the same words: they count where a line of the list holds them.
    line = page.partition(case.code)[2].partition("</tr>")[0]
    assert "Arbitrary arrest or detention" in line


def test_more_than_two_violations_are_counted(client: Client, amina: User, dara: User) -> None:
    codes = list(
        Term.objects.filter(code_list="violation_categories", parent__isnull=False).values_list("code", flat=True)[:5]
    )
    make_case(amina, violations=codes)
    assert "and 3 more" in signed_in(client, dara).get(URL).content.decode()


def test_an_erased_case_is_listed_only_when_asked_for(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, Status.ERASED, oblast="KG-T")
    signed_in(client, dara)
    assert codes_on(client.get(URL)) == []
    assert codes_on(client.get(URL, {"status": "ERASED"})) == [case.code]


def test_pages_neither_skip_nor_repeat_cases_of_one_day(
    client: Client, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "PAGE", 2)
    day = datetime.date(2021, 5, 1)
    made = [make_case(amina, Status.DRAFT, received_on=day).code for _ in range(5)]
    signed_in(client, amina)
    pages = [codes_on(client.get(URL, {"page": number})) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [code for page in pages for code in page] == made[::-1]
    assert codes_on(client.get(URL, {"page": "x"})) == pages[0]
    assert codes_on(client.get(URL, {"page": "99"})) == pages[2]


def test_the_filter_stays_while_turning_pages(
    client: Client, amina: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "PAGE", 1)
    for _ in range(2):
        make_case(amina, Status.SUBMITTED)
    page = signed_in(client, dara).get(URL, {"group": "PWID", "page": "1"}).content.decode()
    assert "?group=PWID&amp;page=2" in page
    assert "2 cases" in page


def test_s22_a_case_number_is_looked_for_without_an_address_that_tells_it(
    client: Client, amina: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "PAGE", 1)
    made = [make_case(amina, received_on=datetime.date(2021, 5, day)).code for day in (1, 2)]
    signed_in(client, dara)
    found = client.post(URL, {"code": made[0], "group": "PWID"})
    assert codes_on(found) == [made[0]]
    assert "code=" not in found.content.decode()
    several = client.post(URL, {"code": "kg-2021", "page": "2"})
    assert codes_on(several) == [made[0]]
    assert 'name="code" value="kg-2021"' in several.content.decode()
    assert "?page=" not in several.content.decode()
    assert codes_on(client.get(URL, {"code": made[0]})) == [made[1]]


def test_any_other_filter_becomes_an_address(client: Client, dara: User) -> None:
    answer = signed_in(client, dara).post(URL, {"group": ["PWID", "SW"], "from": "", "code": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}?group=PWID&group=SW")
    assert "Write the month" in client.post(URL, {"from": "2021-99"}).content.decode()


def test_empty_states(client: Client, amina: User, bilal: User) -> None:
    page = signed_in(client, amina).get(URL).content.decode()
    assert "No cases yet" in page
    assert reverse("case_intake") in page
    assert reverse("case_intake") not in signed_in(client, bilal).get(URL).content.decode()
    page = client.get(URL, {"group": "SW"}).content.decode()
    assert "No case matches" in page
    assert "remove this filter" in page


def test_a_wrong_filter_is_explained_and_shows_no_case(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina)
    response = signed_in(client, dara).get(URL, {"from": "2021-99"})
    assert response.status_code == 200
    assert "Write the month as year and month" in response.content.decode()
    assert case.code not in response.content.decode()


def test_queries_do_not_grow_with_the_cases(
    client: Client, amina: User, dara: User, django_assert_num_queries: Any
) -> None:
    make_case(amina)
    signed_in(client, dara).get(URL)
    with CaptureQueriesContext(connection) as before:
        client.get(URL)
    for _ in range(4):
        make_case(amina, violations=["LIB.ARREST", "LIB.STOP"])
    with django_assert_num_queries(len(before)):
        client.get(URL)


def rows_of(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_export_holds_the_coded_fields_and_nothing_else(client: Client, amina: User, dara: User) -> None:
    case = make_case(
        amina,
        received_on=datetime.date(2021, 3, 5),
        event_from=datetime.date(2021, 2, 17),
        district="KG-T-D-AITMATOV",
        responses=["LEG1.CONS"],
        outcome="FULL",
        effects=["REST", "APOL"],
        narrative="A secret sentence.",
    )
    response = signed_in(client, dara).post(reverse("case_export"), {"say": "codes"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    head, row = rows_of(response)
    assert head[0] == "Case number"
    assert len(head) == len(row) == len(COLUMNS)
    said = dict(zip([column.name for column in COLUMNS], row, strict=True))
    assert said == {
        "code": case.code,
        "received_on": "2021-03-05",
        "event_month": "2021-02",
        "oblast": "KG-T",
        "groups": "PWID",
        "primary_group": "PWID",
        "gender": "M",
        "age_band": "A19_35",
        "violators": "LE.CRIM",
        "violations": "LIB.ARREST",
        "qualification": "VIOLATION",
        "readiness": "NOTREADY",
        "response_status": "CLOSED",
        "outcome": "FULL",
        "effects": "REST; APOL",
        "responses": "LEG1.CONS",
        "status": "APPROVED",
    }
    line = " ".join(row)
    for secret in ("secret", "Organisation A", "amina", "Amina", "02-17", "AITMATOV", str(case.public_id)):
        assert secret not in line


def test_export_says_words_in_the_language_of_the_page(client: Client, amina: User, dara: User) -> None:
    make_case(amina)
    signed_in(client, dara)
    _, row = rows_of(client.post(reverse("case_export")))
    assert "Arbitrary arrest or detention" in row
    client.cookies["django_language"] = "ru"
    _, row = rows_of(client.post(reverse("case_export")))
    assert any("задержание" in cell for cell in row)


def test_export_follows_the_filter_and_leaves_drafts_and_erased_cases_out(
    client: Client, amina: User, dara: User
) -> None:
    wanted = make_case(amina, Status.SUBMITTED, groups=["SW"])
    make_case(amina, Status.SUBMITTED)
    make_case(amina, Status.DRAFT)
    make_case(amina, Status.ERASED, oblast="KG-T")
    signed_in(client, dara)
    assert [row[0] for row in rows_of(client.post(reverse("case_export"), {"group": "SW"}))[1:]] == [wanted.code]
    assert len(rows_of(client.post(reverse("case_export")))) == 3
    assert len(rows_of(client.post(reverse("case_export"), {"group": "NOBODY"}))) == 1


def test_export_is_logged_by_names_of_columns(client: Client, amina: User, dara: User) -> None:
    make_case(amina)
    response = signed_in(client, dara).post(reverse("case_export"))
    event = AuditEvent.objects.get(action="case.exported")
    assert event.actor == dara
    assert event.fields == sorted(column.name for column in COLUMNS)
    assert event.reason == "rows:1"
    rows_of(response)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_begins_like_a_formula(client: Client, amina: User, dara: User, sign: str) -> None:
    make_case(amina)
    Term.objects.filter(code="LIB.ARREST").update(label_en=f'{sign}cmd|"/c calc"!A1, "x"')
    _, row = rows_of(signed_in(client, dara).post(reverse("case_export")))
    assert not [cell for cell in row if cell[:1] in "=+-@\t\r\n＝" and cell]
    assert any(cell.startswith(f"'{sign}cmd") for cell in row)


@pytest.mark.parametrize("who", ["amina", "bilal", "chen"])
def test_only_coordinators_export(client: Client, who: str, request: Any, amina: User) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.post(reverse("case_export")).status_code == 404
    assert "Download as a table" not in client.get(URL).content.decode()
    assert not AuditEvent.objects.filter(action="case.exported").exists()


def test_export_is_a_post(client: Client, dara: User) -> None:
    assert signed_in(client, dara).get(reverse("case_export")).status_code == 405


def test_export_reads_few_cases_at_a_time(client: Client, amina: User, dara: User, monkeypatch: Any) -> None:
    from react_cases.actions import exports

    monkeypatch.setattr(exports, "ROWS_AT_A_TIME", 2)
    made = {make_case(amina, Status.SUBMITTED).code for _ in range(5)}
    rows = exports.export_rows(Case.objects.visible_to(dara).order_by("pk"), with_labels=False, by=dara)
    assert {row[0] for row in rows} >= made


@pytest.mark.django_db(transaction=True)
def test_the_file_is_read_after_the_transaction_of_the_request(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina)
    response = signed_in(client, dara).post(reverse("case_export"))
    assert not connection.in_atomic_block
    assert AuditEvent.objects.filter(action="case.exported").exists()
    assert [row[0] for row in rows_of(response)[1:]] == [case.code]


def test_a_check_that_takes_too_long_ends_with_a_sentence(
    client: Client, amina: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(amina)
    slow = RawSQL("(SELECT pg_sleep(30)) IS NOT NULL", [], output_field=BooleanField())
    monkeypatch.setitem(CHECKS, "late", replace(CHECKS["late"], condition=lambda _setting: Q(slow)))
    monkeypatch.setattr(case_list, "SECONDS", 0.2)
    answer = signed_in(client, dara).get(URL, {"check": "late"})
    assert (answer.status_code, codes_on(answer)) == (200, [])
    assert "Over so many cases this takes too long." in answer.content.decode()
    # The next query of the request has all the time that it needs, and so has the next request.
    assert codes_on(client.get(URL)) == [case.code]
    answer = client.post(reverse("case_export"), {"check": "late"})
    assert (answer.status_code, answer.url) == (302, URL)
    assert not AuditEvent.objects.filter(action="case.exported").exists()
