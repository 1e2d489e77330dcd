"""Start a case, keep what is typed, send it."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from documenters.models import AuditEvent, Organisation, Programme, User
from documenters.permissions import Permission
from react_cases.actions.cases import (
    ViolationData,
    ViolatorData,
    case_start,
    case_submit,
    draft_open,
    draft_save,
    next_codes,
)
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.sealing import DRAFT, NARRATIVE, OpenReason, open_sealed, violator_unit
from react_cases.models import Case, CaseCounter, CaseTransition
from react_cases.workflow import Status
from tests.factories.cases import case_data, make_case, submit, term
from tests.factories.people import OrganisationFactory, make_documenter

DAY = datetime.date(2026, 3, 16)
ANSWERS = {"narrative": "наполовину", "groups": ["PWID"], "event_from": "not a date"}


def actions_logged(case: Case) -> list[str]:
    rows = AuditEvent.objects.filter(object_type="react_cases.case", object_id=case.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_start_opens_a_draft_with_its_number(amina: User, organisation_a: Organisation) -> None:
    case = case_start(organisation=organisation_a, by=amina, received_on=DAY)
    assert case.code == "KG-2026-000001"
    assert (case.status, case.documenter, case.organisation) == (Status.DRAFT, amina, organisation_a)
    assert (case.programme, case.received_on, case.version) == (organisation_a.programme, DAY, 1)
    assert case.submitted_at is None
    assert actions_logged(case) == ["case.started"]


def test_start_is_dated_today_unless_said_otherwise(amina: User, organisation_a: Organisation) -> None:
    assert case_start(organisation=organisation_a, by=amina).received_on == timezone.localdate()


@pytest.mark.parametrize("name", ["bilal", "dara", "chen", "emil", "aida"])
def test_only_documenters_of_the_organisation_start(
    request: pytest.FixtureRequest, organisation_a: Organisation, name: str
) -> None:
    with pytest.raises(PermissionDenied):
        case_start(organisation=organisation_a, by=request.getfixturevalue(name))
    assert not Case.objects.exists()
    assert not AuditEvent.objects.exists()


def test_numbers_count_by_programme_and_year(amina: User, chen: User, organisation_a: Organisation) -> None:
    codes = [make_case(who, Status.DRAFT, received_on=DAY).code for who in (amina, chen)]
    assert codes == ["KG-2026-000001", "KG-2026-000002"]
    assert make_case(amina, Status.DRAFT, received_on=DAY.replace(year=2025)).code == "KG-2025-000001"
    elsewhere = make_documenter(OrganisationFactory(programme__code="TJ"))
    assert make_case(elsewhere, Status.DRAFT, received_on=DAY).code == "TJ-2026-000001"


def test_numbers_are_given_in_one_go(programme: Programme) -> None:
    assert next_codes(programme, 2024, 3) == ["KG-2024-000001", "KG-2024-000002", "KG-2024-000003"]
    assert next_codes(programme, 2024, 1) == ["KG-2024-000004"]
    assert next_codes(programme, 2024, 0) == []


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_get_two_numbers(transactional_db: None, programme: Programme) -> None:
    """The first numbers of a year, so that both also meet the missing counter."""
    start, given, failed = threading.Barrier(8), [], []

    def take() -> None:
        try:
            start.wait(10)
            with transaction.atomic():
                given.extend(next_codes(programme, 2026, 2))
        except Exception as error:  # shown by the assertion below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert sorted(given) == [f"KG-2026-{number:06d}" for number in range(1, 17)]
    assert CaseCounter.objects.get().last == 16


def test_draft_keeps_what_was_typed_valid_or_not(amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    assert draft_open(case, by=amina) is None
    saved = draft_save(case, ANSWERS, by=amina, version=case.version)
    assert saved.version == case.version + 1
    assert draft_open(saved, by=amina) == ANSWERS
    saved = draft_save(saved, {"narrative": "more"}, by=amina, version=saved.version)
    assert draft_open(saved, by=amina) == {"narrative": "more"}


@pytest.mark.parametrize("name", ["bilal", "dara", "chen"])
def test_nobody_else_saves_a_draft(request: pytest.FixtureRequest, amina: User, name: str) -> None:
    case = make_case(amina, Status.DRAFT)
    with pytest.raises(PermissionDenied):
        draft_save(case, ANSWERS, by=request.getfixturevalue(name), version=case.version)
    with pytest.raises(PermissionDenied):
        draft_open(case, by=request.getfixturevalue(name))


def test_colleague_of_the_same_organisation_neither_saves_nor_sends(amina: User, organisation_a: Organisation) -> None:
    case, colleague = make_case(amina, Status.DRAFT), make_documenter(organisation_a)
    with pytest.raises(PermissionDenied):
        draft_save(case, ANSWERS, by=colleague, version=case.version)
    with pytest.raises(PermissionDenied):
        case_submit(case, case_data(), by=colleague, version=case.version)


def test_author_who_left_the_organisation_does_not_save(amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    amina.memberships.update(ended_at=timezone.now())
    with pytest.raises(PermissionDenied):
        draft_save(case, ANSWERS, by=User.objects.get(pk=amina.pk), version=case.version)


@pytest.mark.parametrize(
    "status", [Status.SUBMITTED, Status.VALIDATED, Status.APPROVED, Status.REJECTED, Status.ERASED]
)
def test_what_was_sent_is_not_edited(amina: User, status: Status) -> None:
    case = make_case(amina, status)
    for attempt in (
        lambda: draft_save(case, ANSWERS, by=amina, version=case.version),
        lambda: case_submit(case, case_data(), by=amina, version=case.version),
    ):
        with pytest.raises(NotAllowed, match="not_editable"):
            attempt()


def test_submit_writes_everything(amina: User) -> None:
    case = make_case(amina, Status.DRAFT, received_on=DAY)
    draft_save(case, ANSWERS, by=amina, version=1)
    case = submit(
        case,
        amina,
        received_on=DAY,
        event_from=DAY - datetime.timedelta(days=2),
        event_to=DAY - datetime.timedelta(days=1),
        oblast="KG-C",
        city="KG-C-C-KANT",
        district="KG-C-D-CHUY",
        setting="OSTSITE",
        channel="HOTLINE",
        is_urgent=True,
        is_repeated=True,
        groups=("PWID", "PLHIV"),
        primary="PLHIV",
        gender="TF",
        age_band="A36_55",
        tags=("OST", "ART"),
        client_code="ab" * 16,
        readiness="NOTREADY",
        reasons=("RETAL", "NOTRUST"),
        violators=(
            ViolatorData(term("violator_types", "LE.CRIM"), 2, "plain", "PERP", unit="ГОМ-2"),
            ViolatorData(term("violator_types", "HC.NARC")),
        ),
        violations=(
            ViolationData(term("violation_categories", "EXT.OFF"), (0,), Decimal("5000"), "KGS"),
            ViolationData(term("violation_categories", "LIB.ARREST"), (0, 1), hours_held=Decimal("6.5")),
            ViolationData(term("violation_categories", "PHY.FORCE"), (), is_injured=True),
        ),
        responses=("LEG1.CONS", "MEDI.CALL"),
        consents=("RECORD", "STATS", "STORY"),
        narrative="Рассказ",
        narrative_language="ky",
    )
    assert case.status == Status.SUBMITTED
    assert case.submitted_at == case.status_at
    assert (case.event_from, case.event_to) == (datetime.date(2026, 3, 14), datetime.date(2026, 3, 15))
    assert [case.oblast.code, case.city.code, case.district.code] == ["KG-C", "KG-C-C-KANT", "KG-C-D-CHUY"]
    assert (case.setting.code, case.channel.code, case.is_urgent, case.is_repeated) == (
        "OSTSITE",
        "HOTLINE",
        True,
        True,
    )
    assert (case.gender, case.age_band, case.narrative_language) == ("TF", "A36_55", "ky")
    assert [(row.group.code, row.is_primary) for row in case.client_groups.all()] == [("PLHIV", True), ("PWID", False)]
    assert {tag.code for tag in case.tags.all()} == {"OST", "ART"}
    assert case.client.code_hash == "ab" * 16
    first, second = case.violators.all()
    assert (first.type.code, first.number, first.uniform, first.role_of_government) == ("LE.CRIM", 2, "plain", "PERP")
    assert (second.type.code, second.number, second.uniform) == ("HC.NARC", None, "unknown")
    by_code = {row.category.code: row for row in case.violations.all()}
    assert (by_code["EXT.OFF"].amount, by_code["EXT.OFF"].currency) == (Decimal("5000.00"), "KGS")
    assert set(by_code["EXT.OFF"].violators.all()) == {first}
    assert set(by_code["LIB.ARREST"].violators.all()) == {first, second}
    assert by_code["LIB.ARREST"].hours_held == Decimal("6.5")
    assert by_code["PHY.FORCE"].is_injured
    assert not by_code["PHY.FORCE"].violators.exists()
    assert [row.type.code for row in case.responses.all()] == ["LEG1.CONS", "MEDI.CALL"]
    assert case.response_status == "IN_PROGRESS"
    (readiness,) = case.readiness_history.all()
    assert (case.readiness, readiness.value, readiness.stated_on) == ("NOTREADY", "NOTREADY", DAY)
    assert {reason.code for reason in readiness.reasons.all()} == {"RETAL", "NOTRUST"}
    assert {(row.purpose, row.mode, row.language) for row in case.consents.all()} == {
        (purpose, "oral", "ky") for purpose in ("RECORD", "STATS", "STORY")
    }
    assert case.counts_in_statistics
    opened = open_sealed(case, [NARRATIVE, DRAFT, violator_unit(first)], by=amina, reason=OpenReason.READ)
    assert opened == {NARRATIVE: "Рассказ", violator_unit(first): "ГОМ-2"}
    step = case.transitions.get(axis="documentation")
    assert (step.source, step.target, step.by, step.duty) == ("DRAFT", "SUBMITTED", amina, "author")
    assert actions_logged(case)[:2] == ["case.started", "case.submit"]


def test_month_alone_is_kept_as_its_first_day(amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, received_on=DAY, event_from=DAY, event_precision="month")
    assert case.event_from == datetime.date(2026, 3, 1)


def test_without_consent_to_statistics_the_case_does_not_count(amina: User) -> None:
    assert not make_case(amina, consents=("RECORD",)).counts_in_statistics


def test_consent_mode_is_kept(amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, consents={"RECORD": "written", "STATS": "oral"})
    assert dict(case.consents.values_list("purpose", "mode")) == {"RECORD": "written", "STATS": "oral"}


def test_sending_again_replaces_what_is_said_and_adds_to_what_was_done(amina: User, bilal: User) -> None:
    case = make_case(
        amina,
        Status.RETURNED,
        groups=("PWID", "SW"),
        violators=(ViolatorData(term("violator_types", "LE.CRIM"), unit="old unit"),),
        narrative="old",
        tags=("OST",),
        client_code="ab" * 16,
    )
    first_sent = case.submitted_at
    old = case.violators.get().pk
    assert case.comments.filter(resolved_at=None).count() == 1
    case = submit(case, amina, groups=("SW",), violators=("HC.HOSP",), violations=("HEA.REF",), narrative="new")
    assert case.status == Status.SUBMITTED
    assert case.submitted_at == first_sent
    assert case.status_at > first_sent
    assert [row.group.code for row in case.client_groups.all()] == ["SW"]
    assert [row.type.code for row in case.violators.all()] == ["HC.HOSP"]
    assert [row.category.code for row in case.violations.all()] == ["HEA.REF"]
    assert not case.sealed_texts.filter(part="violator", part_id=old).exists()
    assert not case.tags.exists()
    assert case.client.code_hash == "ab" * 16
    assert case.readiness_history.count() == 1
    assert case.consents.count() == 2
    assert not case.comments.filter(resolved_at=None).exists()
    assert open_sealed(case, [NARRATIVE], by=amina, reason=OpenReason.READ) == {NARRATIVE: "new"}


def test_what_somebody_else_changed_is_not_overwritten(amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    draft_save(case, {"narrative": "first"}, by=amina, version=case.version)
    for attempt in (
        lambda: draft_save(case, {"narrative": "second"}, by=amina, version=case.version),
        lambda: case_submit(case, case_data(narrative="third"), by=amina, version=case.version),
    ):
        with pytest.raises(CaseChanged) as raised:
            attempt()
        assert raised.value.case.version == case.version + 1
    assert draft_open(case, by=amina) == {"narrative": "first"}
    case.refresh_from_db()
    assert case.status == Status.DRAFT
    assert not case.violators.exists()
    assert not CaseTransition.objects.exists()


def test_incomplete_case_is_refused_whole(amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    with pytest.raises(IntegrityError, match="case_complete_once_submitted"), transaction.atomic():
        submit(case, amina, gender="")
    case = Case.objects.get()
    assert case.status == Status.DRAFT
    assert not case.client_groups.exists()
    assert not case.sealed_texts.exists()
    assert actions_logged(case) == ["case.started"]


def test_permission_to_edit_is_asked_for_the_organisation(amina: User, chen: User) -> None:
    case = make_case(amina, Status.DRAFT)
    with pytest.raises(PermissionDenied, match=Permission.CASE_EDIT):
        case_submit(case, case_data(), by=chen, version=case.version)
