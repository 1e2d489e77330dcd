"""How much waits for a person: the number in the menu."""

from django.utils import timezone

from documenters.models import User
from react_cases.models import Case

MOST = 100
"""Counting ends here: the menu says “99+”."""


def waiting_count(*, by: User) -> int:
    """Cases on which the person has the next step, and those that they wanted to look at again by today."""
    cases = Case.objects.visible_to(by)
    waiting = cases.waiting_for(by) | cases.due_for(by, timezone.localdate())
    return waiting.order_by()[:MOST].count()
