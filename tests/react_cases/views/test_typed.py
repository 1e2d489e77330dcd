"""Something is removed while somebody has its form open: what they typed comes back once, and to them alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import Programme, User
from react_cases.actions.advocacy import advocacy_remove
from react_cases.actions.library import entry_remove
from react_cases.actions.story_ends import story_discard
from react_cases.models import Paper
from react_cases.models.advocacy import WhyRemoved
from tests.factories.advocacy import make_action
from tests.factories.library import publish
from tests.factories.people import make_coordinator, signed_in
from tests.factories.stories import tellable_case, written_story

pytestmark = pytest.mark.django_db

Removed = tuple[Paper, Callable[[User], Any]]
TYPED = "What nobody else has written down."


def an_action(amina: User, dara: User) -> Removed:
    action = make_action(dara)
    return action.paper, lambda by: advocacy_remove(action, WhyRemoved.TWICE, by=by, version=1)


def an_entry(amina: User, dara: User) -> Removed:
    entry = publish(dara.memberships.get().programme, dara)
    return entry.paper, lambda by: entry_remove(entry, by=by)


def a_story(amina: User, dara: User) -> Removed:
    version = written_story(tellable_case(amina), dara)
    return version.story.paper, lambda by: story_discard(version.story, by=by, seen=version.written_at)


@pytest.mark.parametrize(
    ("page", "make", "field"),
    [
        ("advocacy_change", an_action, "text"),
        ("advocacy_reply", an_action, "text"),
        ("library_change", an_entry, "text_ru"),
        ("story_edit", a_story, "happened"),
    ],
)
def test_what_was_typed_about_a_thing_that_went_is_shown_once_more(
    client: Client, programme: Programme, amina: User, dara: User, page: str, make: Any, field: str
) -> None:
    colleague = make_coordinator(programme, "zara")
    paper, remove = make(amina, dara)
    url = reverse(page, args=[paper.public_id])
    signed_in(client, dara)
    (asked,) = re.findall(r'name="asked" value="([^"]+)"', client.get(url).content.decode())
    remove(colleague)
    sent = {field: TYPED, "asked": asked}
    answer = client.post(url, sent, headers={"accept-language": "en"})
    assert answer.status_code == 410
    assert "Somebody removed it while you were writing." in answer.content.decode()
    assert TYPED in answer.content.decode()
    assert [client.post(url, {field: TYPED}).status_code, client.get(url).status_code] == [404, 404]
    for person in (colleague, amina):
        assert signed_in(client, person).post(url, sent).status_code == 404
