"""The questions that the browser keeps: nobody's answers, one text for everybody, gone when the lists change."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import Programme, User
from react_cases.models import Term
from react_cases.views.intake_lists import intake_lists
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.intake import said

NEW = "/cases/new/"


@pytest.fixture
def documenter(client: Client, amina: User) -> Client:
    client.force_login(amina)
    client.cookies["django_language"] = "en"
    client.cookies["scripts"] = "1"
    return client


def lists_of(client: Client, url: str = NEW) -> str:
    found = re.search(r'data-lists-url="([^"]+)"', client.get(url).content.decode())
    return found[1] if found else ""


def test_a_page_for_scripts_brings_answers_alone(documenter: Client) -> None:
    page = documenter.get(NEW).content.decode()
    assert "LIB.ARREST" not in page
    assert '<noscript><meta http-equiv="refresh"' in page
    lists = documenter.get(lists_of(documenter))
    assert lists.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert lists.headers["Vary"] == "Accept-Encoding"
    text = lists.content.decode()
    assert "LIB.ARREST" in text
    assert "<script" not in text
    assert intake_lists.is_background  # type: ignore[attr-defined]
    assert not re.search(r'name="(consent|oblast|place|groups|gender|violations)"[^>]* checked', text)


def test_whole_page_without_scripts_or_when_asked_for(documenter: Client) -> None:
    assert "LIB.ARREST" in documenter.get(f"{NEW}?full=1").content.decode()
    del documenter.cookies["scripts"]
    assert "LIB.ARREST" in documenter.get(NEW).content.decode()


def test_questions_are_the_same_for_everybody(documenter: Client, amina: User, chen: User) -> None:
    make_case(amina, Status.SUBMITTED, oblast="KG-T")
    first = lists_of(documenter)
    assert 'data-first-oblast="KG-T"' in documenter.get(NEW).content.decode()
    documenter.force_login(chen)
    assert lists_of(documenter) == first


def test_another_list_has_another_address(documenter: Client, programme: Programme) -> None:
    old = lists_of(documenter)
    Term.objects.filter(programme=programme, code_list="violation_categories", code="LIB.ARREST").update(
        label_en="Held without reason"
    )
    assert lists_of(documenter) != old
    missing = documenter.get(old)
    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] == "no-store"


def test_a_case_with_parts_of_its_own_comes_whole(documenter: Client, amina: User) -> None:
    returned = make_case(amina, Status.RETURNED, comment="Which month was it?")
    assert lists_of(documenter, reverse("case_edit", args=[returned.public_id])) == ""
    documenter.post(NEW, said(code_year="1987", code_mother="Ъы", code_father="Ыъ"))
    draft = amina.documented_cases.get(status=Status.DRAFT)
    assert lists_of(documenter, reverse("case_edit", args=[draft.public_id])) == ""


def test_another_thread_may_empty_what_is_kept(documenter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Emptied(dict[str, object]):
        def __setitem__(self, _key: str, _value: object) -> None:
            """Gone at once."""

    monkeypatch.setattr("react_cases.views.intake_lists._rendered", Emptied())
    assert documenter.get(lists_of(documenter)).status_code == 200


def test_each_page_has_a_name_of_its_own(documenter: Client, amina: User) -> None:
    """Else two open pages would take each other for one, and overwrite each other."""
    documenter.post(NEW, said(page="f" * 32))
    draft = amina.documented_cases.get()
    page = documenter.get(reverse("case_edit", args=[draft.public_id])).content.decode()
    assert "f" * 32 not in page
