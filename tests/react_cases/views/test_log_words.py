"""Codes of the log in the words of what they are about, and of nothing that only has the same name."""

import pytest
from django.utils import translation

from documenters.audit import record
from documenters.models import AuditEvent, User
from react_cases.models import Case, Term
from react_cases.models.choices import RemovalReason
from react_cases.views.log_labels import REASONS_OF
from react_cases.views.log_words import opened_in_words, reason_in_words, rows_of
from react_cases.workflow import Status
from reports.actions.quotes import Answer
from reports.models.release import WithdrawalReason
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
        ("case.opened", "notice_address", "E-mail address"),
        ("submission.changed", "recommendations", "Recommendations"),
        ("story.started", "month", "Month"),
        ("story.saved", "en.done", "What the REActor did (English)"),
        ("case.handed_over", "type", "type"),
        ("case.handed_over", "gone_since", "gone since"),
    ],
)
def test_a_field_is_called_as_in_its_own_table(action: str, field: str, words: str) -> None:
    event = AuditEvent(action=action, object_type=Case._meta.label_lower, fields=[field])
    with translation.override("en"):
        assert opened_in_words(event) == words


@pytest.mark.parametrize("object_type", ["gone.model", ""])
def test_an_event_about_nothing_that_is_kept(object_type: str) -> None:
    event = AuditEvent(action="term.moved", object_type=object_type, fields=["some_field"])
    assert opened_in_words(event) == "some field"


def test_why_a_case_was_put_aside_is_said_in_the_programmes_words(amina: User, dara: User) -> None:
    make_case(amina, Status.REJECTED, reject_reason="DUPLICATE")
    term = Term.objects.get(code_list="reject_reasons", code="DUPLICATE")
    Term.objects.filter(pk=term.pk).update(label_en="Told twice")
    with translation.override("en"):
        (row,) = rows_of(AuditEvent.objects.filter(action="case.reject"), reader=dara)
    assert row.details == "Told twice"


@pytest.mark.parametrize(
    ("action", "reason", "words"),
    [
        ("advocacy.cases_changed", "added:2 taken_away:1", "added: 2, taken away: 1"),
        ("advocacy.replied", "none", "No reply"),
        ("advocacy.file_added", "reply", "The reply"),
        ("story.judged", "back", "Not yet"),
        ("session.unlock_failed", "wrong_passphrase", "with a wrong passphrase"),
        ("second_factor.reset_refused", "reset_takes_coordinator", "it takes a coordinator"),
        ("vault.mode_changed", "members", "only people's own keys open the texts"),
        ("release.withdrawn", "harm", "It could harm somebody"),
        ("release.failed", "ValueError", "an error of the program"),
    ],
)
def test_why_is_said_in_words(action: str, reason: str, words: str) -> None:
    with translation.override("en"):
        assert reason_in_words(AuditEvent(action=action, reason=reason)) == words


@pytest.mark.parametrize(
    ("action", "codes"),
    [
        ("quote.added", [answer.value for answer in Answer]),
        ("release.withdrawn", WithdrawalReason.values),
        ("release.cell_withdrawn", WithdrawalReason.values),
    ],
)
def test_every_answer_of_the_reports_has_words(action: str, codes: list[str]) -> None:
    """The log may not import them, see the layers."""
    assert set(REASONS_OF[action]) == set(codes)


def test_why_a_file_was_deleted(amina: User, dara: User) -> None:
    event = last(amina, "evidence.removed", make_case(amina, Status.DRAFT), ["evidence.1"], RemovalReason.REPEATED)
    with translation.override("en"):
        assert rows_of([event], reader=dara)[0].details == "file 1; It is there twice"
