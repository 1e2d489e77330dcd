"""One test for each constraint that the database holds about advocacy actions."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from documenters.models import User
from react_cases.models import AdvocacyAction, AdvocacyCase
from tests.factories.advocacy import make_action
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(amina: User, dara: User) -> AdvocacyAction:
    made = make_action(dara, [make_case(amina)])
    make_action(dara)
    return made


def with_action(**values: Any) -> Callable[[AdvocacyAction], Any]:
    return lambda action: AdvocacyAction.objects.filter(pk=action.pk).update(**values)


def same_code(action: AdvocacyAction) -> None:
    AdvocacyAction.objects.exclude(pk=action.pk).update(code=action.code)


def linked_twice(action: AdvocacyAction) -> None:
    AdvocacyCase.objects.create(action=action, case=action.case_links.get().case)


def reply_before(action: AdvocacyAction) -> None:
    with_action(reply="oral", replied_on=action.done_on - datetime.timedelta(days=1))(action)


REFUSED: dict[str, list[Callable[[AdvocacyAction], Any]]] = {
    "advocacy_code_once": [same_code],
    "advocacy_kind_known": [with_action(kind="song")],
    "advocacy_reply_known": [with_action(reply="perhaps")],
    "advocacy_reply_has_a_date": [
        with_action(reply="written"),
        with_action(replied_on=datetime.date(2030, 1, 1)),
        reply_before,
    ],
    "advocacy_case_once": [linked_twice],
}


SAID_BY = {"advocacy_reply_known": "advocacy_reply_has_a_date|advocacy_reply_known"}
"""An unknown reply breaks both: the database names whichever it looks at first."""


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_database_refuses(action: AdvocacyAction, name: str) -> None:
    for breaks in REFUSED[name]:
        with pytest.raises(IntegrityError, match=SAID_BY.get(name, name)), transaction.atomic():
            breaks(action)
