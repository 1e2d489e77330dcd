"""The notice after a decision, and what its button does."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, User
from react_cases.models import Case, SealedText
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import make_mentor, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def decide(client: Client, name: str, case: Case, **answers: Any) -> Any:
    """Send a decision and read the page that it leads to."""
    data = {"version": Case.objects.get(pk=case.pk).version, "seen": "", **answers}
    return client.post(reverse(f"case_{name}", args=[case.public_id]), data, follow=True)


def take_back(client: Client, page: Any) -> Any:
    decided = page.context["decided"]
    return client.post(reverse("step_undo", args=[decided.public_id]), {"token": decided.token})


def test_the_queue_says_what_was_done_and_what_comes_next(client: Client, amina: User, bilal: User) -> None:
    case, following = make_case(amina, Status.SUBMITTED), make_case(amina, Status.SUBMITTED)
    page = decide(signed_in(client, bilal), "validate", case, qualification="ADVICE")
    text = page.content.decode()
    assert f"{case.code} is checked and waits for the coordinator." in text
    assert f"Next: {following.code}" in text
    assert 'data-undo="10"' in text
    assert case.code not in client.get(reverse("queue")).content.decode(), "the notice stands once"


def test_a_validation_is_taken_back(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    response = take_back(client, decide(signed_in(client, bilal), "validate", case, qualification="ADVICE"))
    assert response.url == reverse("case_detail", args=[case.public_id])
    assert "is as it was before: Sent for review." in client.get(response.url).content.decode()
    case.refresh_from_db()
    assert (case.status, case.qualification) == (Status.SUBMITTED, "PENDING")


def test_a_return_comes_back_with_everything_typed(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    said = {"text_event": "Which day?", "reason_narrative": "IDENT", "text_narrative": "Take the name out."}
    response = take_back(client, decide(signed_in(client, bilal), "return", case, **said))
    assert response.status_code == 200
    form = response.context["form"]
    assert {name: form[name].value() for name in said} == said
    assert f'action="{reverse("case_return", args=[case.public_id])}"' in response.content.decode()
    assert not case.comments.exists()
    page = decide(client, "return", case, **said)
    assert case.comments.count() == 2
    assert "is given back" in page.content.decode()


def test_a_rejection_comes_back_with_reason_and_text(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    said = {"reason": "DUPLICATE", "text": "See the case of March."}
    response = take_back(client, decide(signed_in(client, bilal), "reject", case, **said))
    assert {name: response.context["form"][name].value() for name in said} == said


def test_too_late_is_said(client: Client, amina: User, bilal: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        case = make_case(amina, Status.SUBMITTED)
        page = decide(signed_in(client, bilal), "validate", case, qualification="ADVICE")
        clock.shift(25)
        response = take_back(client, page)
    assert response.status_code == 409
    assert "too late to take this back" in response.content.decode()


def test_another_mentor_is_told_and_a_stranger_finds_nothing(
    client: Client, amina: User, bilal: User, chen: User
) -> None:
    case = make_case(amina, Status.SUBMITTED)
    page = decide(signed_in(client, bilal), "validate", case, qualification="ADVICE")
    signed_in(client, make_mentor(case.organisation))
    response = take_back(client, page)
    assert response.status_code == 409
    assert "Only the person who decided" in response.content.decode()
    for stranger in (amina, chen):
        assert take_back(signed_in(client, stranger), page).status_code == 404


def test_a_broken_comment_is_said_and_the_decision_stays(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    page = decide(signed_in(client, bilal), "return", case, text_event="Which day?")
    SealedText.objects.filter(case=case, part="comment").update(ciphertext=b"changed")
    response = take_back(client, page)
    assert response.status_code == 422
    assert "Tell whoever runs the system" in response.content.decode()
    case.refresh_from_db()
    assert (case.status, case.comments.count()) == (Status.RETURNED, 1)
    assert AuditEvent.objects.filter(action="sealed.broken", object_id=case.pk).exists()


def test_a_page_of_decision_does_not_show_broken_texts_as_empty(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    SealedText.objects.filter(case=case).update(ciphertext=b"changed")
    for name in ("case_return", "case_validate", "case_detail"):
        page = signed_in(client, bilal).get(reverse(name, args=[case.public_id])).content.decode()
        assert "The texts of this case cannot be opened" in page, name


def test_an_erased_case_cannot_be_taken_back(client: Client, amina: User, dara: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    page = decide(signed_in(client, dara), "erase", case, code=case.code, reason="REQUEST")
    assert page.context["case"].status == Status.ERASED
    assert "data-undo" not in page.content.decode()
