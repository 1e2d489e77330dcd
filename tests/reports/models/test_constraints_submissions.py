"""One test for each constraint that the database holds about reports to treaty bodies."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.models import User
from reports.models import Submission
from tests.factories.submissions import make_submission

REFUSED: dict[str, list[dict[str, Any]]] = {
    "submission_body_known": [{"body": "NATO"}],
    "submission_period_ordered": [{"period_to": datetime.date(2019, 12, 31)}],
    "submission_articles_confirmed_whole": [{"articles_confirmed_at": timezone.now()}],
}


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, breaks in sorted(REFUSED.items()) for number in range(len(breaks))]
)
def test_database_refuses(dara: User, name: str, number: int) -> None:
    made = make_submission(dara)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Submission.objects.filter(pk=made.pk).update(**REFUSED[name][number])


def test_a_confirmation_without_a_person_is_none(dara: User) -> None:
    made = make_submission(dara)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=made.pk).update(articles_confirmed_by=dara)
