"""Whatever a test writes in the log, the log's page says it in the reader's language."""

from collections.abc import Callable, Sequence
from functools import partial

from django.utils import translation

from documenters import audit
from documenters.models import AuditEvent
from documenters.models.audit_actions import ACTION_LABELS
from react_cases.views.log_labels import REASON_LISTS
from react_cases.views.log_words import opened_in_words, reason_in_words
from tests.english import english_in

_insert = audit._insert
_said: set[tuple[str, str]] = set()


def with_words(events: Sequence[AuditEvent]) -> None:
    """Add events that can be read in Russian: what was done, each field, and why."""
    for event in events:
        assert event.action in ACTION_LABELS
        for field in event.fields:
            alone = AuditEvent(action=event.action, object_type=event.object_type, fields=[field])
            _check(event.action, field, partial(opened_in_words, alone))
        if event.action not in REASON_LISTS:
            _check(event.action, event.reason, partial(reason_in_words, event))
    _insert(events)


def _check(action: str, code: str, in_words: Callable[[], str]) -> None:
    if (action, code) in _said:
        return
    with translation.override("ru"):
        words = in_words()
    assert not english_in(words), f"“{code}” of {action} stands in the log as “{words}”"
    _said.add((action, code))
