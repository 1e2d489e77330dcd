"""The ninth screen: what was typed ends in the right rows."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import User
from react_cases.actions.client_codes import ClientCodeParts, client_code_hash
from react_cases.actions.responses import consent_withdraw
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed, violator_unit
from react_cases.models import Case, SealedText
from react_cases.models import Client as CaseClient
from react_cases.models.choices import ConsentPurpose
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.intake import ILIM, SAFIYA, said
from tests.factories.people import make_documenter

NEW = "/cases/new/"


@pytest.fixture
def documenter(client: Client, amina: User) -> Client:
    client.force_login(amina)
    client.cookies["django_language"] = "en"
    return client


def check_url(case: Case) -> str:
    return reverse("case_check", args=[case.public_id])


def sent(client: Client, answers: dict) -> Case:
    response = client.post(NEW, answers)
    assert response.status_code == 302, response.content.decode()
    case = Case.objects.get()
    response = client.post(check_url(case), {"version": case.version})
    assert response.status_code == 302
    case.refresh_from_db()
    return case


def test_all_answers_are_shown(documenter):
    documenter.post(NEW, SAFIYA)
    case = Case.objects.get()
    page = documenter.get(check_url(case)).content.decode()
    for text in ("Manas", "drove the client out", "the station of the district", "Part of Employer", "May 2021"):
        assert text in page
    assert f"{reverse('case_edit', args=[case.public_id])}#screen-who" in page


def test_safiya_ends_in_the_right_rows(documenter, amina):
    case = sent(documenter, SAFIYA)
    assert case.status == Status.SUBMITTED
    assert case.event_from == datetime.date(2021, 5, 1)
    assert case.event_to == datetime.date(2021, 6, 1)
    assert (case.event_precision, case.is_repeated) == ("month", True)
    assert (case.oblast.code, case.city.code, case.district) == ("KG-J", "KG-J-C-MANAS", None)
    assert (case.gender, case.age_band, case.readiness) == ("F", "A36_55", "NOTREADY")
    assert {(row.group.code, row.is_primary) for row in case.client_groups.all()} == {("PLHIV", True), ("FAMKP", False)}
    parts = {
        row.type.code: (
            row.number,
            row.uniform,
            row.role_of_government,
            {item.category.code for item in row.violations.all()},
        )
        for row in case.violators.all()
    }
    assert parts == {
        "IND.PARTNER": (None, "plain", "NA", {"PHY.DV", "PRV.HIV", "FAM.EXPEL"}),
        "LE.DIST": (2, "uniform", "NOACT", {"LIB.INACT"}),
        "ORG.EMP": (None, "unknown", "NA", {"SOC.HIRE"}),
    }
    assert case.violations.get(category__code="PHY.DV").is_injured
    assert {(row.type.code, row.delivered_by.code) for row in case.responses.all()} == {
        ("LEG1.CONS", "PARTNER"),
        ("MAT.SHELTER", "PARTNER"),
    }
    assert set(case.consents.values_list("purpose", "mode")) == {
        (purpose, "written") for purpose in ("RECORD", "STATS", "STORY", "REFER")
    }
    unit = violator_unit(case.violators.get(type__code="LE.DIST"))
    opened = open_sealed(case, [NARRATIVE, unit], by=amina, reason=OpenReason.READ)
    assert opened[unit] == "the station of the district"
    assert opened[NARRATIVE].startswith("The partner told")
    assert not SealedText.objects.filter(field="draft").exists()


def test_one_violator_did_all_of_it(documenter):
    case = sent(documenter, said(**{"violation-LIB.ARREST-hours": "5,5"}))
    violator = case.violators.get()
    assert violator.role_of_government == "PERP"
    assert violator.violations.count() == 5
    assert case.violations.get(category__code="LIB.ARREST").hours_held == Decimal("5.5")
    assert case.counts_in_statistics


def test_money_has_the_currency_of_the_programme(documenter):
    case = sent(documenter, said(violations=["EXT.OFF"], **{"violation-EXT.OFF-amount": "20 000"}))
    row = case.violations.get()
    assert (row.amount, row.currency) == (Decimal(20000), "KGS")


def test_kept_but_not_counted(documenter):
    case = sent(documenter, said(consent="keep"))
    assert set(case.consents.values_list("purpose", flat=True)) == {"RECORD"}
    assert not case.counts_in_statistics


def test_client_code_recognises_the_client_and_is_nowhere(documenter, amina):
    parts = {"code_year": "1987", "code_mother": "Ъы", "code_father": "Ыъ"}
    case = sent(documenter, said(**parts))
    wanted = client_code_hash(case.programme, ClientCodeParts("M", 1987, "Ъы", "Ыъ"), by=amina)
    assert case.client.code_hash == wanted
    assert not SealedText.objects.filter(field="client_code").exists()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608
            dump = "\n".join(row[0] for row in cursor.fetchall())
            assert "Ъы" not in dump, table
            assert "|1987|" not in dump, table
    documenter.post(NEW, said(page="f" * 32, **parts))
    draft = Case.objects.get(status=Status.DRAFT)
    page = documenter.get(check_url(draft)).content.decode()
    assert "This client may have earlier cases" in page
    assert f'<a href="/cases/{case.public_id}/">{case.code}</a>' in page
    # Of a colleague's case the number is told, and nothing else.
    colleague = make_documenter(case.organisation, "tamara")
    theirs = make_case(colleague, client_code=wanted)
    page = documenter.get(check_url(draft)).content.decode()
    assert "Colleagues of your organisation recorded 1 case with it." in page
    assert theirs.code not in page
    assert CaseClient.objects.count() == 1


def test_kept_as_draft(documenter):
    documenter.post(NEW, ILIM)
    case = Case.objects.get()
    assert documenter.post(check_url(case), {"keep": "1"}).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.DRAFT


def test_incomplete_draft_goes_back_to_the_form(documenter):
    documenter.post(NEW, said(gender=None))
    case = Case.objects.get()
    for method in (documenter.get, documenter.post):
        page = method(check_url(case)).content.decode()
        assert "error-summary" in page
        assert "Gender: Choose one answer." in page
    case.refresh_from_db()
    assert case.status == Status.DRAFT


def test_changed_meanwhile_is_not_sent(documenter):
    documenter.post(NEW, ILIM)
    case = Case.objects.get()
    documenter.post(
        reverse("case_autosave", args=[case.public_id]), said(narrative="New sentence.", version=str(case.version))
    )
    page = documenter.post(check_url(case), {"version": case.version}).content.decode()
    assert "The case was changed meanwhile" in page
    assert "New sentence." in page
    case.refresh_from_db()
    assert case.status == Status.DRAFT


def test_returned_case_is_corrected_and_sent_again(documenter, amina):
    case = make_case(amina, Status.RETURNED)
    edit = reverse("case_edit", args=[case.public_id])
    responses = case.responses.count()
    answers = said(version=str(case.version), narrative="Corrected.", responses=None)
    assert documenter.post(edit, answers).status_code == 302
    case.refresh_from_db()
    assert documenter.post(check_url(case), {"version": case.version}).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert case.responses.count() == responses
    assert not case.comments.filter(resolved_at=None).exists()
    assert open_sealed(case, [NARRATIVE], by=amina, reason=OpenReason.READ)[NARRATIVE] == "Corrected."


def test_sending_an_old_page_again_changes_nothing(documenter):
    case = sent(documenter, ILIM)
    assert documenter.post(NEW, said(narrative="Too late.")).status_code == 302
    assert Case.objects.count() == 1
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert not SealedText.objects.filter(field="draft").exists()


def test_unchanged_returned_case_round_trips(documenter, amina):
    case = sent(documenter, SAFIYA)
    before = rows_of(case)
    Case.objects.filter(pk=case.pk).update(status=Status.RETURNED)
    case.refresh_from_db()
    response = documenter.post(check_url(case), {"version": case.version})
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert rows_of(case) == before


def rows_of(case: Case) -> list:
    return [
        (row.category.code, row.amount, row.is_injured, sorted(item.type.code for item in row.violators.all()))
        for row in case.violations.order_by("category__code")
    ] + sorted((row.type.code, row.number or 0, row.uniform, row.role_of_government) for row in case.violators.all())


def test_retired_terms_of_a_returned_case_stay(documenter, amina):
    case = sent(documenter, ILIM)
    Case.objects.filter(pk=case.pk).update(status=Status.RETURNED)
    case.violators.get().type.__class__.objects.filter(code="LE.STATION").update(is_enabled=False)
    page = documenter.get(reverse("case_edit", args=[case.public_id])).content.decode()
    assert 'value="LE.STATION"' in page
    assert 'value="LE.STATION"' not in documenter.get(NEW).content.decode()


def test_without_the_consent_to_keep_it_a_case_is_not_sent(documenter: Client, amina: User, dara: User) -> None:
    case = make_case(amina, Status.RETURNED)
    consent_withdraw(case, ConsentPurpose.RECORD, withdrawn_on=timezone.localdate(), by=dara)
    case.refresh_from_db()
    documenter.post(reverse("case_edit", args=[case.public_id]), {**ILIM, "version": case.version})
    case.refresh_from_db()
    response = documenter.post(check_url(case), {"version": case.version})
    assert response["Location"] == reverse("consent_list", args=[case.public_id])
    case.refresh_from_db()
    assert case.status == Status.RETURNED
