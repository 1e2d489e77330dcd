"""Codes of the log in the words of what they are about, and of nothing that only has the same name."""

import pytest
from django.utils import translation

from documenters.audit import record
from documenters.models import AuditEvent, User
from react_cases.models import Case, Term
from react_cases.models.choices import RemovalReason
from react_cases.views.log_words import opened_in_words, rows_of
from react_cases.workflow import Status
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def last(user: User, action: str, about: Case | User, fields: list[str], reason: str = "") -> AuditEvent:
    record(action, about, by=user, programme=user.memberships.get().programme, fields=fields, reason=reason)
    return AuditEvent.objects.latest("pk")


@pytest.mark.parametrize(
    ("action", "field", "words"),
    [
        ("response.added", "type", "help given"),
        ("response.removed", "type", "help given"),
        ("response.closed", "response_status", "help"),
        ("consent.given", "STATS", "Count it in statistics"),
        ("case.exported", "groups", "Client groups"),
        ("log.read", "kind", "What was done"),
        ("comment.added", "case", "The whole case"),
        ("case.handed_over", "type", "type"),
        ("case.handed_over", "gone_since", "gone since"),
    ],
)
def test_a_field_is_called_as_in_its_own_table(amina: User, action: str, field: str, words: str) -> None:
    event = last(amina, action, make_case(amina, Status.DRAFT), [field])
    with translation.override("en"):
        assert opened_in_words(event) == words


def test_an_event_about_nothing_that_is_kept(amina: User) -> None:
    event = last(amina, "term.moved", amina, ["some_field"])
    event.object_type = "gone.model"
    assert opened_in_words(event) == "some field"
    event.object_type = ""
    assert opened_in_words(event) == "some field"


def test_why_a_case_was_put_aside_is_said_in_the_programmes_words(amina: User, dara: User) -> None:
    make_case(amina, Status.REJECTED, reject_reason="DUPLICATE")
    term = Term.objects.get(code_list="reject_reasons", code="DUPLICATE")
    Term.objects.filter(pk=term.pk).update(label_en="Told twice")
    with translation.override("en"):
        (row,) = rows_of(AuditEvent.objects.filter(action="case.reject"), reader=dara)
    assert row.details == "Told twice"


def test_why_a_file_was_deleted(amina: User, dara: User) -> None:
    event = last(amina, "evidence.removed", make_case(amina, Status.DRAFT), ["evidence.1"], RemovalReason.REPEATED)
    with translation.override("en"):
        assert rows_of([event], reader=dara)[0].details == "file 1; It is there twice"
