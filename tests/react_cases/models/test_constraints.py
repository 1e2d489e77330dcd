"""One test for each constraint that the database holds about cases."""

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone

from documenters.models import User
from react_cases.models import (
    AllowedWord,
    Case,
    CaseCounter,
    CaseKey,
    CaseTransition,
    Client,
    ClientDecision,
    ClientGroup,
    Consent,
    ContentExport,
    Evidence,
    EvidenceFrame,
    ExternalFigure,
    GuardDecision,
    GuardTally,
    Location,
    Readiness,
    Response,
    RetentionRule,
    SealedText,
    Term,
    Violation,
)
from react_cases.models.choices import EvidencePart
from react_cases.workflow import Axis, Status
from tests.factories.cases import make_case, place, term
from tests.factories.evidence import add_evidence
from tests.walls import BOTH

TODAY = datetime.date(2026, 3, 16)
DAY = datetime.timedelta(days=1)
YESTERDAY = TODAY - DAY


def with_case(**values: Any) -> Callable[[Case], None]:
    """Write these values to the case past every form."""
    return lambda case: Case.objects.filter(pk=case.pk).update(**values) and None


def same_code(case: Case) -> None:
    other = make_case(case.documenter, Status.DRAFT)
    Case.objects.filter(pk=other.pk).update(code=case.code)


def rule_of(case: Case, **values: Any) -> None:
    RetentionRule.objects.create(programme=case.programme, **values)


def transition(**values: Any) -> Callable[[Case], None]:
    given = {"axis": Axis.DOCUMENTATION, "name": "x", "source": "A", "target": "B", "at": timezone.now(), **values}
    return lambda case: CaseTransition.objects.create(case=case, by=case.documenter, **given) and None


def twice(row: Callable[[Case], Any]) -> Callable[[Case], None]:
    """Make the row again that is there already."""

    def again(case: Case) -> None:
        found = row(case)
        found.pk = None
        found._state.adding = True
        found.save()

    return again


def second_primary_group(case: Case) -> None:
    ClientGroup.objects.create(case=case, group=term("client_groups", "SW"), is_primary=True)


def decide(case: Case, other: Case) -> None:
    ClientDecision.objects.create(
        case=case, other=other, is_same=True, decided_by=case.documenter, decided_at=timezone.now()
    )


def same_decision_again(case: Case) -> None:
    other = make_case(case.documenter, Status.DRAFT)
    decide(case, other)
    decide(other, case)


def same_client_again(case: Case) -> None:
    for _ in range(2):
        Client.objects.create(programme=case.programme, organisation=case.organisation, code_hash="ab" * 16)


def sealed_without_change(case: Case) -> SealedText:
    return case.sealed_texts.get(field="narrative")


def decision(**values: Any) -> Callable[[Case], None]:
    """A decision about the narrative of the case, as it would be fine without these values."""
    given = {"label": "PERSON", "rule": "name.first", "start": 2, "end": 4, "choice": "mask", **values}

    def decide(case: Case) -> None:
        text = case.sealed_texts.get(field="narrative")
        GuardDecision.objects.create(text=text, decided_by=case.documenter, decided_at=timezone.now(), **given)

    return decide


def same_tally_twice(case: Case) -> None:
    for _ in range(2):
        GuardTally.objects.create(programme=case.programme, label="PERSON", rule="name.first", choice="mask")


def same_word_twice(case: Case) -> None:
    for _ in range(2):
        AllowedWord.objects.create(
            programme=case.programme, text="Plus", added_by=case.documenter, added_at=timezone.now()
        )


def content_export(**values: Any) -> Callable[[Case], None]:
    """A request for the case by its author, with these values instead."""

    def ask(case: Case) -> None:
        given = {"programme": case.programme, "requested_by": case.documenter, "requested_at": timezone.now()}
        asked = {"purpose": "safe", "recipient": "own", "parts": ["narratives"], "case_ids": [case.pk]}
        ContentExport.objects.create(**given, **{**asked, **{name: said(case, it) for name, it in values.items()}})

    def said(case: Case, value: Any) -> Any:
        return {"author": case.documenter, "soon": timezone.now() + datetime.timedelta(hours=1)}.get(
            value if isinstance(value, str) else "", value
        )

    return ask


def wrong_readiness(case: Case) -> None:
    Readiness.objects.create(
        case=case, value="MAYBE", stated_on=TODAY, recorded_by=case.documenter, recorded_at=timezone.now()
    )


def same_press_twice(case: Case) -> None:
    for _ in range(2):
        Response.objects.create(
            case=case,
            type=term("response_types", "LEG1.CONS"),
            given_on=TODAY,
            recorded_by=case.documenter,
            recorded_at=timezone.now(),
            sent_as=uuid.UUID(int=7),
        )


def negative_amount(case: Case) -> None:
    case.violations.update(amount=Decimal("-1"), currency="KGS")


def with_evidence(**values: Any) -> Callable[[Case], None]:
    """Write these values to a file of the case past every form."""
    return lambda case: Evidence.objects.filter(pk=add_evidence(case, case.documenter).pk).update(**values) and None


def same_evidence_number(case: Case) -> None:
    for _ in range(2):
        add_evidence(case, case.documenter)
    case.evidence.update(number=1)


def frame(**values: Any) -> Callable[[Case], None]:
    """One more frame of a file."""

    def more(case: Case) -> None:
        evidence = add_evidence(case, case.documenter)
        given = {"part": EvidencePart.CLEANED, "number": 0, "ciphertext": b"", **values}
        EvidenceFrame.objects.create(case=case, evidence=evidence, **given)

    return more


REFUSED: dict[str, list[Callable[[Case], Any]]] = {
    "allowed_word_once": [same_word_twice],
    "case_code_unique_in_programme": [same_code],
    "case_status_known": [with_case(status="LOST")],
    "case_qualification_known": [with_case(qualification="MAYBE")],
    "case_response_status_known": [with_case(response_status="LOST")],
    "case_readiness_known": [with_case(readiness="MAYBE")],
    "case_complete_once_submitted": [
        with_case(event_from=None),
        with_case(oblast=None),
        with_case(gender=""),
        with_case(age_band=""),
        with_case(readiness=""),
        with_case(submitted_at=None),
    ],
    "case_event_ordered": [with_case(event_from=TODAY, event_to=YESTERDAY)],
    "case_event_not_after_registration": [with_case(received_on=YESTERDAY, event_from=TODAY)],
    "case_approved_is_qualified": [with_case(qualification="PENDING")],
    "case_closed_has_outcome": [
        with_case(response_status="CLOSED", closed_on=TODAY),
        lambda case: with_case(response_status="CLOSED", outcome=term("outcomes", "FULL"))(case),
    ],
    "case_compensation_not_negative": [with_case(compensation=Decimal("-0.01"))],
    "case_practice_never_counts": [with_case(is_practice=True)],
    "client_group_once_in_case": [twice(lambda case: case.client_groups.get(is_primary=False))],
    "client_group_one_primary": [second_primary_group],
    "case_counter_once_a_year": [twice(lambda case: CaseCounter.objects.get(programme=case.programme))],
    "client_code_unique_in_organisation": [same_client_again],
    "client_decision_once": [same_decision_again],
    "client_decision_of_two_cases": [lambda case: decide(case, case)],
    "consent_current_once": [twice(lambda case: case.consents.get(purpose="STATS"))],
    "consent_withdrawn_after_given": [lambda case: case.consents.update(given_on=TODAY, withdrawn_on=YESTERDAY)],
    "consent_purpose_known": [lambda case: case.consents.filter(purpose="STATS").update(purpose="FUN")],
    "evidence_frame_once": [frame()],
    "evidence_frame_part_known": [frame(part="copy")],
    "evidence_kind_known": [with_evidence(kind="sketch")],
    "evidence_number_once_in_case": [same_evidence_number],
    "evidence_original_whole": [
        with_evidence(original_size=5),
        with_evidence(original_sha256="AB" * 32, original_size=5, original_frames=1),
    ],
    "evidence_removal_reason_known": [with_evidence(removed_reason="mood")],
    "evidence_removed_or_kept": [with_evidence(removed_reason="wrong"), with_evidence(frames=0)],
    "external_figure_code_unique": [twice(lambda case: ExternalFigure.objects.first())],
    "external_figure_period_ordered": [
        lambda case: ExternalFigure.objects.update(period_from=TODAY, period_to=YESTERDAY)
    ],
    "guard_decision_ordered": [decision(start=5)],
    "guard_decision_reason_to_keep": [
        decision(choice="keep"),
        decision(choice="keep", reason="MOOD"),
        decision(reason="NEEDED"),
    ],
    "guard_tally_once": [same_tally_twice],
    "location_code_unique": [twice(lambda case: place("KG-T"))],
    "location_only_oblasts_have_no_parent": [
        lambda case: Location.objects.filter(code="KG-T").update(parent=place("KG-B")),
        lambda case: Location.objects.filter(kind="city").update(parent=None),
    ],
    "readiness_value_known": [wrong_readiness],
    "response_sent_once": [same_press_twice],
    "case_key_has_one_holder": [lambda case: CaseKey.objects.create(case=case, sealed=b"")],
    "case_key_once": [twice(lambda case: case.keys.get(vault__organisation__isnull=False))],
    "sealed_text_once": [twice(sealed_without_change)],
    "term_code_unique_in_list": [twice(lambda case: term("outcomes", "FULL"))],
    "term_validity_ordered": [lambda case: Term.objects.update(valid_from=TODAY, valid_to=YESTERDAY)],
    "case_transition_axis_known": [transition(axis="weather")],
    "case_transition_duty_known": [transition(duty="friend")],
    "violator_number_positive": [lambda case: case.violators.update(number=0)],
    "violation_category_once_in_case": [twice(lambda case: case.violations.get())],
    "violation_amount_not_negative": [negative_amount],
    "violation_amount_has_currency": [lambda case: case.violations.update(amount=100)],
    "violation_hours_not_negative": [lambda case: case.violations.update(hours_held=Decimal("-0.5"))],
    "content_export_purpose_known": [content_export(purpose="curiosity")],
    "content_export_recipient_known": [content_export(recipient="anybody")],
    "content_export_key_is_public": [content_export(recipient_key="AGE-SECRET-KEY-1")],
    "content_export_parts_known": [content_export(parts=["names"])],
    "content_export_not_empty": [content_export(case_ids=[])],
    "content_export_approved_whole": [content_export(expires_at="soon")],
    "content_export_two_people": [
        content_export(
            approved_by="author", approved_at="soon", approved_digest="0" * 64, expires_at=timezone.now() + 9 * DAY
        )
    ],
    "content_export_ended_whole": [
        content_export(ended_as="withdrawn", ended_at="soon"),
        content_export(ended_as="refused", refusal="danger", ended_by="author", ended_at="soon"),
    ],
    "content_export_downloaded_when_approved": [
        content_export(downloaded_at="soon", sha256="0" * 64),
        content_export(sha256="0" * 64),
    ],
}
REFUSED |= {
    "retention_rule_once": [lambda case: [rule_of(case, kind="DRAFT") for _ in range(2)] and None],
    "retention_rule_kind_known": [lambda case: rule_of(case, kind="SUBMITTED")],
    "retention_rule_months_sensible": [
        lambda case: rule_of(case, kind="DRAFT", months=0),
        lambda case: rule_of(case, kind="DRAFT", months=121),
    ],
}


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, groups=("PWID", "PLHIV"))


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, breaks in sorted(REFUSED.items()) for number in range(len(breaks))]
)
def test_database_refuses(case: Case, name: str, number: int) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        REFUSED[name][number](case)


def test_every_constraint_has_its_test() -> None:
    """The files beside this one hold those of their area, each in a `REFUSED` of its own."""
    models = apps.get_app_config("react_cases").get_models()
    folder = Path(__file__).parent
    tested: set[str] = set()
    for file in sorted(folder.glob("test_constraints*.py")):
        tested |= set(import_module(f"tests.react_cases.models.{file.stem}").REFUSED)
    assert {constraint.name for model in models for constraint in model._meta.constraints} == tested


def test_draft_and_erased_case_may_be_incomplete(amina: User) -> None:
    draft = make_case(amina, Status.DRAFT)
    assert draft.event_from is None
    assert draft.gender == ""
    assert make_case(amina, Status.ERASED, groups=("SW",)).oblast is None


@pytest.mark.django_db(transaction=True, databases=BOTH)
@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("react_cases_casetransition", "UPDATE {} SET target = 'DRAFT'"),
        ("react_cases_casetransition", "DELETE FROM {}"),
        ("react_cases_readiness", "UPDATE {} SET value = 'READY'"),
    ],
)
def test_histories_are_only_added_to(case: Case, table: str, statement: str) -> None:
    """The application may not, and whoever may do everything is stopped by the trigger."""
    for alias, error, said in (
        ("default", DatabaseError, "permission denied"),
        ("owner", IntegrityError, "append-only"),
    ):
        with pytest.raises(error, match=f"{said}.*{table}|{table}.*{said}"), transaction.atomic(using=alias):
            connections[alias].cursor().execute(statement.format(table))


def test_frames_are_never_rewritten(case: Case) -> None:
    add_evidence(case, case.documenter)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        EvidenceFrame.objects.update(number=7)


def test_used_term_and_place_cannot_be_deleted(case: Case) -> None:
    for row in (term("violation_categories", "LIB.ARREST"), term("client_groups", "PWID"), place("KG-T")):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()


def test_violation_is_by_some_or_all_violators(amina: User) -> None:
    case = make_case(amina, violators=("LE.CRIM", "LE.DRUG"), violations=("LIB.ARREST", "EXT.OFF"))
    assert [violation.violators.count() for violation in Violation.objects.filter(case=case)] == [2, 2]


def test_withdrawn_consent_may_be_given_again(case: Case) -> None:
    case.consents.filter(purpose="STATS").update(withdrawn_on=timezone.localdate())
    found = case.consents.get(purpose="STATS")
    assert Consent.objects.create(
        case=case,
        purpose="STATS",
        given_on=found.given_on,
        recorded_by=found.recorded_by,
        recorded_at=found.recorded_at,
    ).pk
