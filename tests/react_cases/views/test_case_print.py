"""A case on paper: who may have it, what is on it and what is not, and that it is logged."""

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, User
from documenters.recency import AUTHENTICATED_KEY
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import NARRATIVE, make_case
from tests.factories.evidence import add_evidence
from tests.factories.people import signed_in


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def case(amina: User, bilal: User, dara: User) -> Case:
    case = make_case(
        amina,
        Status.RETURNED,
        responses=["LEG1.CONS"],
        outcome="PART",
        consents=("RECORD", "STATS"),
        comment="Unclear.",
    )
    add_evidence(case, amina, name="The protocol")
    return case


def page(client: Client, name: str, case: Case) -> str:
    answer = client.get(reverse(name, args=[case.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_coded_facts_and_days_without_a_typed_word_or_a_name(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    found = page(client, "case_print", case)
    paper = found[found.index('<article class="paper">') : found.index("</article>")]
    for text in (
        case.code,
        "Legal consultation",
        "Resolved partially",
        "agreed on",
        "1. Photo",
    ):
        assert text in paper, text
    for text in (NARRATIVE, "The protocol", "Unclear.", str(amina), case.organisation.name, "Nothing more is known"):
        assert text not in paper, text
    actions = [event.action for event in AuditEvent.objects.filter(object_id=case.pk, actor=amina).order_by("pk")]
    assert actions[-1] == "case.printed"
    assert "sealed.opened" not in actions


def test_texts_come_only_after_the_password(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    session = client.session
    session[AUTHENTICATED_KEY] = 0
    session.save()
    url = reverse("case_print_texts", args=[case.public_id])
    assert client.get(url)["Location"].startswith(reverse("account_reauthenticate"))
    signed_in(client, amina)
    assert NARRATIVE in page(client, "case_print_texts", case)
    assert AuditEvent.objects.filter(action="sealed.opened", actor=amina, reason="print").count() == 1


def test_strangers_drafts_and_tombstones_have_none(client: Client, case: Case, amina: User, chen: User) -> None:
    for name in ("case_print", "case_print_texts"):
        assert signed_in(client, chen).get(reverse(name, args=[case.public_id])).status_code == 404
        for status in (Status.DRAFT, Status.ERASED):
            other = make_case(amina, status)
            assert signed_in(client, amina).get(reverse(name, args=[other.public_id])).status_code == 404
