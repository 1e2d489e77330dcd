"""The intake: every answer kept, every bad one named beside its field, nothing executed."""

import datetime
import html
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from documenters.models import Organisation, User
from react_cases.actions.cases import draft_open
from react_cases.models import Case, SealedText
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.intake import ILIM, SAFIYA, said
from tests.factories.keys import signed_in_with_key
from tests.factories.people import make_documenter

NEW = "/cases/new/"
CONTROL = "held at night\x00 and \x07released"
BIDI = "two officers \u202egnihton detset"
SCRIPT = "<script>alert(1)</script>"

BAD_INPUT = {
    "future day": ({"event_when": "day", "event_day": "2099-01-01"}, "This day is in the future.", "2099-01-01"),
    "future month": (
        {"event_when": "month", "event_month": "12", "event_year": "2026"},
        "This day is in the future.",
        'value="12" selected',
    ),
    "no day": ({"event_when": "day", "event_day": "2026-02-31"}, "is not a day. Write it like", "2026-02-31"),
    "ancient day": ({"event_when": "day", "event_day": "1021-01-01"}, "Check the year.", "1021-01-01"),
    "end before start": (
        {"event_when": "day", "event_day": "2026-03-05", "event_to": "2026-03-01"},
        "The end is before the beginning.",
        "2026-03-01",
    ),
    "after registration": (
        {"event_when": "day", "event_day": "2026-03-05", "received_on": "2026-03-04"},
        "after the day of registration",
        "2026-03-05",
    ),
    "no group": ({"groups": None}, "Choose at least one.", 'value="LIB.INFORM"'),
    "no oblast": ({"oblast": None, "place": None}, "Choose one answer.", 'value="LIB.INFORM"'),
    "unknown group": ({"groups": ["PWID", "NOSUCH"]}, "not in the list", 'value="LIB.INFORM"'),
    "unknown violation": ({"violations": ["LIB.NOSUCH"]}, "not in the list", 'value="PWID"'),
    "unknown oblast": ({"oblast": "XX-YY"}, "not in the list", 'value="PWID"'),
    "null byte in a code": ({"oblast": "KG\x00GB"}, "not in the list", 'value="PWID"'),
    "heading as a violation": ({"violations": ["LIB"]}, "not in the list", 'value="PWID"'),
    "place elsewhere": ({"oblast": "KG-T"}, "lies in Bishkek city, not in Talas oblast", 'value="KG-GB-D-LENIN"'),
    "no primary group": ({"groups": ["PWID", "SW"]}, "Choose one of the groups of the client.", 'value="SW"'),
    "two answers that exclude": (
        {"groups": ["PWID", "NONE"], "primary_group": "PWID"},
        "cannot stand beside",
        'value="NONE"',
    ),
    "no violator": ({"violators": None}, "Choose who did it.", 'value="PWID"'),
    "six violators": (
        {"violators": ["LE.CRIM", "LE.DRUG", "LE.DIST", "LE.PATROL", "LE.INV", "LE.PROS"]},
        "Choose at most 5",
        'value="LE.PROS"',
    ),
    "advice and a violation": (
        {"advice_only": "on", "violators": None},
        "Take one of them back.",
        'value="LIB.INFORM"',
    ),
    "long narrative": ({"narrative": "ж" * 100_000}, "This text has 100000 characters", "ж" * 100_000),
    "null byte": ({"narrative": CONTROL}, "null byte (U+0000)", CONTROL),
    "control character": ({"narrative": "bell\x07"}, "(U+0007)", "bell\x07"),
    "right to left": ({"narrative": BIDI}, "(U+202E)", BIDI),
    "long unit": ({"violator-LE.STATION-unit": "u" * 201}, "This text has 201 characters", "u" * 201),
    "no number": ({"violator-LE.STATION-number": "two or three"}, "Enter a whole number", "two or three"),
    "no hours": ({"violation-LIB.ARREST-hours": "half a day"}, "Enter a number", "half a day"),
    "negative hours": ({"violation-LIB.ARREST-hours": "-3"}, "greater than or equal to 0", 'value="-3"'),
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 6, 15, 12, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def documenter(client: Client, amina: User) -> Client:
    client.force_login(amina)
    client.cookies["django_language"] = "en"
    return client


def the_case() -> Case:
    return Case.objects.get()


def edit_url(case: Case) -> str:
    return reverse("case_edit", args=[case.public_id])


def test_form_shows_eight_screens(documenter):
    page = documenter.get(NEW).content.decode()
    assert page.count("data-screen ") == 8
    assert "<title>Case journal</title>" in page.replace("\n", "")
    assert 'autocomplete="on"' not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_valid_answers_lead_to_check(documenter, amina):
    response = documenter.post(NEW, ILIM)
    case = the_case()
    assert response.status_code == 302
    assert response.url == reverse("case_check", args=[case.public_id])
    assert case.status == Status.DRAFT
    assert case.documenter == amina
    assert not case.violations.exists()


@pytest.mark.parametrize("name", BAD_INPUT)
@pytest.mark.parametrize("has_draft", [False, True])
def test_bad_input_is_named_and_kept(documenter, name, has_draft):
    changes, message, kept = BAD_INPUT[name]
    url = NEW
    if has_draft:
        documenter.post(NEW, ILIM)
        url = edit_url(the_case())
    answers = said(**changes, version="2" if has_draft else "0")
    answers.setdefault("narrative", f"She said: {SCRIPT}")
    response = documenter.post(url, answers)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in html.unescape(page)
    assert "error-summary" in page
    assert html.escape(kept, quote=False) in page or kept in page
    assert SCRIPT not in page
    again = documenter.get(edit_url(the_case())).content.decode()
    assert html.escape(answers["narrative"], quote=False) in again


def test_script_is_shown_as_text(documenter):
    documenter.post(NEW, said(narrative=SCRIPT, **{"violator-LE.STATION-unit": SCRIPT}))
    page = documenter.get(reverse("case_check", args=[the_case().public_id])).content.decode()
    assert html.escape(SCRIPT) in page
    assert SCRIPT not in page


@pytest.mark.parametrize("consent", [None, "no", "nonsense"])
def test_without_consent_nothing_is_kept(documenter, consent):
    response = documenter.post(NEW, said(consent=consent, narrative="A careful sentence."))
    assert "A careful sentence." in response.content.decode()
    assert not Case.objects.exists()
    assert not SealedText.objects.exists()


def test_draft_comes_back_as_it_was_typed(documenter, amina):
    documenter.post(NEW, SAFIYA)
    case = the_case()
    kept = draft_open(case, by=amina)
    assert kept["violator-LE.DIST-unit"] == ["the station of the district"]
    assert "csrfmiddlewaretoken" not in kept
    page = documenter.get(edit_url(case)).content.decode()
    assert 'value="the station of the district"' in page
    assert 'name="violator-LE.DIST-role"' in page
    assert "drove the client out" in page


def test_today_stays_the_day_of_the_draft(documenter, amina):
    documenter.post(NEW, ILIM)
    assert draft_open(the_case(), by=amina)["event_day"] == ["2026-06-15"]


def test_a_page_sent_twice_makes_one_case(documenter):
    documenter.post(NEW, ILIM)
    documenter.post(NEW, said(narrative="Second thoughts."))
    assert "Second thoughts." in documenter.get(edit_url(the_case())).content.decode()


def test_two_devices_see_both_versions(documenter):
    documenter.post(NEW, said(narrative="From the phone."))
    case = the_case()
    other = said(page="c" * 32, version=str(case.version), narrative="From the office.")
    assert documenter.post(edit_url(case), other).status_code == 302
    late = said(page="d" * 32, version=str(case.version), narrative="From the phone, later.")
    response = documenter.post(edit_url(case), late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "This case was changed meanwhile" in page
    assert "From the office." in page
    assert page.count("From the phone, later.") == 2
    case.refresh_from_db()
    again = documenter.post(edit_url(case), said(page="e" * 32, version=str(case.version), narrative="Settled."))
    assert again.status_code == 302


def test_client_code_is_kept_as_hash_alone(documenter, amina):
    parts = {"code_year": "1987", "code_mother": "Ъы", "code_father": "Ыъ"}
    response = documenter.post(NEW, said(**parts, gender="F", groups=None))
    page = response.content.decode()
    assert 'value="1987"' not in page
    assert 'value="Ъы"' not in page
    kept = str(draft_open(the_case(), by=amina))
    assert "1987" not in kept
    assert "Ъы" not in kept
    assert SealedText.objects.filter(field="client_code").count() == 1
    assert "recorded" in page


def test_wrong_client_code_is_named_and_not_echoed(documenter):
    page = documenter.post(NEW, said(code_year="19", code_mother="Z", code_father="")).content.decode()
    assert "Four digits, such as 1985." in page
    assert "Two letters." in page
    assert 'value="19"' not in page
    assert not SealedText.objects.filter(field="client_code").exists()


def test_whom_nobody_has_admitted_records_without_a_code(client, amina, bilal, settings):
    settings.VAULT_MODE = "members"
    signed_in_with_key(client, amina)
    client.cookies["django_language"] = "en"
    told = "Client codes work once a colleague has admitted you."
    page = client.get(NEW).content.decode()
    assert told in page
    assert "code_year" not in page
    # A page that was opened before sends the parts: everything else is kept, and they are not.
    sent = said(code_year="1987", code_mother="Ъы", code_father="Ыъ", groups=None, narrative="What was typed.")
    page = client.post(NEW, sent).content.decode()
    assert told in page
    assert "What was typed." in page
    assert not {"1987", "Ъы", "Ыъ"} & set(re.findall(r"\w+", page))
    assert not SealedText.objects.filter(field="client_code").exists()


def test_client_code_can_be_forgotten(documenter):
    documenter.post(NEW, said(code_year="1987", code_mother="Ъы", code_father="Ыъ"))
    case = the_case()
    documenter.post(edit_url(case), said(code_remove="on"))
    assert not SealedText.objects.filter(field="client_code").exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["case_edit", "case_autosave", "case_check", "case_discard"])
@pytest.mark.parametrize("stranger", ["chen", "bilal", "dara", "emil", "aida"])
def test_nobody_else_reaches_a_draft(client, amina, request, stranger, name, method):
    case = make_case(amina, Status.DRAFT)
    client.force_login(request.getfixturevalue(stranger))
    response = getattr(client, method)(reverse(name, args=[case.public_id]), ILIM)
    assert response.status_code in ((404, 405) if (method, name) == ("get", "case_autosave") else (404,))
    case.refresh_from_db()
    assert case.version == 1


def test_an_organisation_that_has_ended_says_so(client, amina):
    Organisation.objects.update(is_active=False)
    client.force_login(amina)
    page = client.get(NEW, follow=True, headers={"accept-language": "en"}).content.decode()
    assert "no new cases begin there" in page


@pytest.mark.parametrize("stranger", ["dara", "emil", "aida", "bilal"])
def test_only_documenters_record(client, request, stranger):
    client.force_login(request.getfixturevalue(stranger))
    assert client.get(NEW).status_code == 404


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.VALIDATED, Status.APPROVED, Status.REJECTED])
def test_a_case_under_review_is_not_edited(documenter, amina, status):
    """Whoever comes back to its form with the browser's Back meets the case."""
    case = make_case(amina, status)
    for name in ("case_edit", "case_check"):
        response = documenter.get(reverse(name, args=[case.public_id]))
        assert response.headers["Location"] == reverse("case_detail", args=[case.public_id])
    assert documenter.post(edit_url(case), ILIM).status_code == 404


def test_returned_case_shows_comments_and_keeps_its_answers(documenter, amina):
    case = make_case(
        amina, Status.RETURNED, comment="Which month was it?", narrative="As it was written.", responses=["LEG1.CONS"]
    )
    page = documenter.get(edit_url(case)).content.decode()
    assert "Which month was it?" in page
    assert "As it was written." in page
    assert "Recorded already" in page


def test_advice_only_needs_no_violation(documenter):
    answers = said(violations=None, violators=None, advice_only="on", readiness="NA", not_ready_reasons=None)
    assert documenter.post(NEW, answers).status_code == 302


def test_a_reason_alone_says_not_ready(documenter):
    assert documenter.post(NEW, said(readiness=None)).status_code == 302


def test_a_place_alone_says_the_oblast(documenter):
    assert documenter.post(NEW, said(oblast=None)).status_code == 302


def test_details_are_asked_without_script(documenter):
    response = documenter.post(NEW, said(details="title-who", gender=None))
    assert response.status_code == 302
    assert response.url == f"{edit_url(the_case())}#title-who"
    page = documenter.get(response.url).content.decode()
    assert 'name="violator-LE.STATION-unit"' in page
    assert 'class="error-summary"' not in page


def test_several_organisations_are_asked_for(client, amina, organisation_b):
    other = make_documenter(organisation_b, "both")
    other.memberships.model.objects.create(
        user=other,
        programme=organisation_b.programme,
        organisation=amina.memberships.get().organisation,
        role="documenter",
    )
    client.force_login(other)
    page = client.get(NEW, headers={"accept-language": "en"})
    assert "For which organisation?" in page.content.decode()
    page = client.post(NEW, {"organisation": organisation_b.pk}).content.decode()
    assert "data-screen " in page
    client.post(NEW, said(organisation=organisation_b.pk))
    assert the_case().organisation == organisation_b


def test_foreign_organisation_is_ignored(documenter, organisation_b: Organisation):
    documenter.post(NEW, said(organisation=organisation_b.pk))
    assert the_case().organisation != organisation_b


def test_last_oblast_is_first(documenter, amina):
    make_case(amina, Status.SUBMITTED, oblast="KG-T")
    page = documenter.get(NEW).content.decode()
    assert page.index('value="KG-T"') < page.index('value="KG-GB"')


def test_query_count(documenter, django_assert_max_num_queries: DjangoAssertNumQueries):
    documenter.get(NEW)
    with django_assert_max_num_queries(14):
        documenter.get(NEW)
