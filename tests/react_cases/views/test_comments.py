"""Comments: who may add one, and what is refused."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, User
from react_cases.actions.sealing import OpenReason, comment_text, open_sealed
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in

TEXT = "The date does not fit the place."


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.APPROVED)


def send(client: Client, case: Case, **fields: str) -> HttpResponse:
    return client.post(reverse("comment_add", args=[case.public_id]), {"field": "event", "text": TEXT, **fields})


@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_people_of_the_case_comment_on_a_part_of_it(
    client: Client, case: Case, request: pytest.FixtureRequest, who: str
) -> None:
    user = request.getfixturevalue(who)
    signed_in(client, user)
    assert client.get(reverse("comment_add", args=[case.public_id])).status_code == 200
    assert send(client, case)["Location"] == reverse("case_detail", args=[case.public_id])
    comment = case.comments.get()
    assert (comment.field, comment.author) == ("event", user)
    place = comment_text(comment)
    assert open_sealed(case, [place], by=user, reason=OpenReason.READ) == {place: TEXT}
    assert AuditEvent.objects.get(action="comment.added").fields == ["event"]
    case.refresh_from_db()
    assert case.status == Status.APPROVED


@pytest.mark.parametrize("who", ["chen", "emil", "aida"])
def test_others_get_404(client: Client, case: Case, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("comment_add", args=[case.public_id])).status_code == 404
    assert send(client, case).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("text", "", "required"),
        ("text", "   ", "required"),
        ("text", "x" * 4001, "max_length"),
        ("text", "one\u2066two", "hidden_character"),
        ("text", "one\x07two", "hidden_character"),
        ("field", "shoes", "invalid_choice"),
    ],
)
def test_bad_comments_are_refused_and_kept(
    client: Client, case: Case, amina: User, field: str, value: str, code: str
) -> None:
    signed_in(client, amina)
    form = send(client, case, **{field: value}).context["form"]
    assert [error.code for error in form.errors.as_data()[field]] == [code]
    assert form[field].value() == value
    assert not case.comments.exists()


def test_an_erased_case_takes_no_comment(client: Client, amina: User) -> None:
    erased = make_case(amina, Status.ERASED)
    signed_in(client, amina)
    assert send(client, erased)["Location"] == reverse("case_detail", args=[erased.public_id])
    assert not erased.comments.exists()
