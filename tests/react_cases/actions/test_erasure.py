"""What was typed is gone; number, dates, people and path stay."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from documenters.models import AuditEvent, User
from react_cases.actions.cases import ViolatorData, draft_save
from react_cases.actions.erasure import case_discard
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.responses import OutcomeData, ResponseData, case_close, response_add
from react_cases.models import Case, Client, SealedText
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case, submit, term

TOMBSTONE = [
    "id",
    "public_id",
    "code",
    "programme",
    "organisation",
    "documenter",
    "created_at",
    "status",
    "status_at",
    "submitted_at",
    "version",
    "received_on",
    "is_demo",
    "qualification",
    "event_precision",
    "response_status",
    "touched_on",
]


def rich_case(amina: User) -> Case:
    """A case with something in every table and field."""
    case = submit(
        make_case(amina, Status.RETURNED),
        amina,
        event_to=datetime.date.today(),  # noqa: DTZ011  the day of the form
        oblast="KG-C",
        city="KG-C-C-KANT",
        district="KG-C-D-CHUY",
        setting="POLICE",
        channel="HOTLINE",
        is_urgent=True,
        is_repeated=True,
        tags=("OST",),
        client_code="ab" * 16,
        violators=(ViolatorData(term("violator_types", "LE.CRIM"), 2, unit="unit"),),
        consents=("RECORD", "STATS", "STORY"),
    )
    response_add(case, ResponseData(term("response_types", "LEG1.CONS"), case.received_on, note="note"), by=amina)
    case.refresh_from_db()
    data = OutcomeData(
        term("outcomes", "FULL"), case.received_on, (term("effects", "COMP"),), Decimal("10"), client_view="yes"
    )
    return case_close(case, data, by=amina, version=case.version)


def test_nothing_typed_remains(amina: User, dara: User) -> None:
    case = rich_case(amina)
    case = erase_case(case, by=dara, version=case.version)
    case = Case.objects.get(pk=case.pk)
    for rows in (
        case.sealed_texts,
        case.comments,
        case.violations,
        case.violators,
        case.responses,
        case.readiness_history,
        case.client_groups,
        case.consents,
        case.tags,
        case.effects,
    ):
        assert not rows.exists()
    for field in Case._meta.local_fields:
        if field.name not in TOMBSTONE:
            assert getattr(case, field.name) in (None, "", False, []), field.name
    assert case.response_status == "NEW"


def test_tombstone_and_path_remain(amina: User, bilal: User, dara: User) -> None:
    before = rich_case(amina)
    path = list(before.transitions.values_list("pk", flat=True))
    erase_case(before, by=dara, version=before.version)
    case = Case.objects.get(pk=before.pk)
    assert case.status == Status.ERASED
    for name in ("code", "public_id", "received_on", "documenter", "organisation", "submitted_at", "created_at"):
        assert getattr(case, name) == getattr(before, name)
    rows = list(case.transitions.order_by("pk"))
    assert [row.pk for row in rows[:-1]] == path
    assert (rows[-1].name, rows[-1].by, rows[-1].at) == ("erase", dara, case.status_at)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.object_id, event.fields) == ("case.erase", dara, case.pk, [])


def test_client_without_another_case_goes_too(amina: User, dara: User) -> None:
    first, second = (make_case(amina, client_code="cd" * 16) for _ in range(2))
    erase_case(first, by=dara, version=first.version)
    assert Client.objects.filter(code_hash="cd" * 16).exists()
    erase_case(second, by=dara, version=second.version)
    assert not Client.objects.filter(code_hash="cd" * 16).exists()


def test_erased_case_leaves_every_figure(amina: User, dara: User) -> None:
    case = make_case(amina)
    erase_case(case, by=dara, version=case.version)
    assert not Case.objects.countable_by(dara).exists()


def test_other_cases_keep_what_they_hold(amina: User, dara: User) -> None:
    kept, case = make_case(amina), make_case(amina)
    erase_case(case, by=dara, version=case.version)
    kept.refresh_from_db()
    assert kept.violations.exists()
    assert SealedText.objects.filter(case=kept).exists()


def test_author_discards_a_draft(amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    case = draft_save(case, {"narrative": "half"}, by=amina, version=case.version)
    case = case_discard(case, by=amina, version=case.version)
    assert case.status == Status.ERASED
    assert not SealedText.objects.exists()
    assert case.transitions.get().name == "discard"


def test_author_does_not_erase_what_was_sent(amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    with pytest.raises(NotAllowed):
        case_discard(case, by=amina, version=case.version)
    with pytest.raises(PermissionDenied):
        erase_case(case, by=amina, version=case.version)
    assert case.violations.exists()
    assert case.sealed_texts.exists()


def test_refused_erasure_destroys_nothing(amina: User, bilal: User, chen: User) -> None:
    case = rich_case(amina)
    for by in (bilal, chen):
        with pytest.raises(PermissionDenied):
            erase_case(case, by=by, version=case.version)
    with pytest.raises(CaseChanged):
        erase_case(case, by=bilal, version=case.version - 1)
    case = Case.objects.get(pk=case.pk)
    assert case.client is not None
    assert case.consents.count() == 3
    assert case.sealed_texts.count() >= 3


def test_erased_stays_erased(amina: User, dara: User) -> None:
    case = make_case(amina, Status.ERASED, groups=("SW",))
    with pytest.raises(NotAllowed, match="no_such_step"):
        erase_case(case, by=dara, version=case.version)
