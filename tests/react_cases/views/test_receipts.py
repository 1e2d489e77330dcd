"""The receipt of an erased case: in the client's language, without anybody's name, for whoever sees the tombstone."""

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import User
from react_cases.actions.erasure import receipt_number
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in


@pytest.fixture
def erased(amina: User, dara: User) -> Case:
    return make_case(amina, Status.ERASED, groups=("SW",), coordinator=dara)


def address(case: Case, language: str = "en") -> str:
    return f"{reverse('case_receipt', args=[case.public_id])}?language={language}"


def test_it_says_what_is_gone_and_what_stays_and_names_nobody(
    client: Client, erased: Case, amina: User, dara: User
) -> None:
    signed_in(client, amina)
    answer = client.get(address(erased))
    receipt = answer.context["receipt"]
    for said in (receipt_number(erased), erased.code, "The client asked for it", "within 14 days", "the case number"):
        assert said in receipt.text
        assert said in answer.content.decode()
    for name in (str(amina), str(dara), str(erased.organisation)):
        assert name not in receipt.text
    assert 'lang="ru"' in client.get(address(erased, "ru")).content.decode()
    assert client.get(address(erased, "xx")).context["receipt"].language == erased.programme.languages[0]


def test_only_an_erased_case_has_one_and_strangers_see_none(
    client: Client, erased: Case, amina: User, chen: User
) -> None:
    signed_in(client, amina)
    assert client.get(address(make_case(amina))).status_code == 404
    signed_in(client, chen)
    assert client.get(address(erased)).status_code == 404
