"""What people who read a case see of decisions about personal data."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documenters.models import Programme, User
from react_cases.actions.cases import ViolatorData
from react_cases.actions.guard import Decision, Decisions, Written, text_check
from react_cases.actions.responses import ResponseData, response_add
from react_cases.actions.review import CommentData, case_return
from react_cases.models import Case
from react_cases.models.choices import CommentField
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label
from react_cases.workflow import Status
from tests.factories.cases import make_case, term
from tests.factories.evidence import add_evidence
from tests.factories.people import signed_in

TEXT = "Днём пришла Асель.\n\nПотом Асели звонил Нурдин. Номер ***."
NOTE = "Нурлан <b>придёт</b> завтра."


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def kept(text: str, programme: Programme, reason: str = "NEEDED") -> Decisions:
    """Every suggestion of a text kept."""
    found = text_check(Written(text), programme=programme).undecided
    rows = [row for suggestion in found for row in suggestion.findings]
    return tuple(Decision(row.label, row.rule, row.start, row.end, Choice.KEEP, reason) for row in rows)


@pytest.fixture
def case(amina: User, programme: Programme) -> Case:
    """Asel kept, another man's name changed, a number masked; a note and a unit with names that are kept."""
    changed = Decision(Label.PERSON, "name.first", TEXT.index("Нурдин"), TEXT.index(". Номер"), Choice.PSEUDONYM)
    number = Decision(Label.PHONE, "phone.local", TEXT.index("***"), TEXT.index("***") + 3, Choice.MASK)
    asel = tuple(
        Decision(Label.PERSON, "name.first", found.start(), found.end(), Choice.KEEP, "NEEDED")
        for found in re.finditer("Асел[ьи]", TEXT)
    )
    unit = "Отделение, Нурлан"
    violator = ViolatorData(
        term("violator_types", "LE.CRIM"), unit=unit, unit_decisions=kept(unit, programme, "PUBLIC")
    )
    given_on = datetime.date(2026, 3, 16)
    made = make_case(
        amina,
        Status.SUBMITTED,
        received_on=given_on,
        narrative=TEXT,
        narrative_decisions=(*asel, changed, number),
        violators=[violator],
    )
    data = ResponseData(
        type=term("response_types", "LEG1.CONS"), given_on=given_on, note=NOTE, note_decisions=kept(NOTE, programme)
    )
    response_add(made, data, by=amina)
    made.refresh_from_db()
    return made


def page(client: Client, name: str, case: Case) -> str:
    return client.get(reverse(name, args=[case.public_id])).content.decode()


@pytest.mark.parametrize("name", ["case_detail", "case_validate", "case_return", "case_reject"])
def test_a_mentor_sees_what_stays_and_why(client: Client, case: Case, bilal: User, name: str) -> None:
    signed_in(client, bilal)
    text = page(client, name, case)
    marks = re.findall(
        r'<mark class="kept"[^>]*>(\w+)<span class="visually-hidden" lang="en">([^<]*)</span></mark>', text
    )
    assert marks == [(word, " (kept: The case needs it, for example a complaint)") for word in ("Асель", "Асели")]
    assert "Kept: “Асель, Асели”. A person&#x27;s name. The case needs it, for example a complaint." in text
    assert "Replaced by another name: 1 person, 1 place" in text
    assert "Masked: A phone number" in text
    assert re.search(r"Decided by Amina, \d+ \w+ \d{4}", text)


def test_units_notes_and_comments_say_what_stays(
    client: Client, case: Case, amina: User, bilal: User, programme: Programme
) -> None:
    said = "Кто такая Асель?"
    comments = [CommentData(CommentField.EVENT, said, None, kept(said, programme, "NOT_DATA"))]
    add_evidence(case, amina, name="Протокол, Бакыт Асанов.jpg")
    case_return(case, comments, by=bilal, version=case.version)
    signed_in(client, amina)
    text = page(client, "case_detail", case)
    assert "Kept: “Нурлан”. A person&#x27;s name. Publicly known: an organisation" in text
    assert "Kept: “Нурлан”. A person&#x27;s name. The case needs it, for example a complaint." in text
    assert '<p class="review-note-kept">Kept: “Асель”. A person&#x27;s name. It is not personal data.</p>' in text
    assert '<p class="evidence-facts">Kept: “Бакыт Асанов”. A person&#x27;s name. It is not personal data.</p>' in text
    assert "<b>придёт" not in text


def test_nothing_of_it_on_paper(client: Client, case: Case, bilal: User) -> None:
    signed_in(client, bilal)
    text = page(client, "case_print_texts", case)
    assert "Потом Асели звонил" in text
    assert "Kept:" not in text
    assert "<mark" not in text


def test_a_text_that_nothing_was_decided_about_is_shown_as_ever(client: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, narrative="One.\n\nTwo.")
    signed_in(client, amina)
    text = page(client, "case_detail", case)
    assert "<p>One.</p>\n\n<p>Two.</p>" in text
    assert "Personal data in this text" not in text


def test_a_page_asks_once_for_all_decisions(client: Client, case: Case, bilal: User) -> None:
    signed_in(client, bilal)
    with CaptureQueriesContext(connection) as asked:
        page(client, "case_detail", case)
    assert sum('FROM "react_cases_guarddecision"' in row["sql"] for row in asked.captured_queries) == 1
