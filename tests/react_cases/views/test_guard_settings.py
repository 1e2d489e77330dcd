"""The words that the guard lets pass, and the counts of its rules."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from documenters.models import Programme, User
from react_cases.actions.allowed_words import allowed_word_add
from react_cases.actions.guard import tally
from react_cases.forms.guard_rules import RULE_WORDS
from react_cases.models import AllowedWord
from react_cases.pii.rules import RULES
from tests.factories.people import OrganisationFactory, make_coordinator, signed_in

PAGES = ("allowed_word_list", "guard_counts")
PERSONS = ("Нурлан", "Асель Токтосунова")


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def words() -> list[str]:
    return [row.text for row in AllowedWord.objects.all()]


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil"])
def test_nobody_else(client: Client, programme: Programme, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert [client.get(reverse(name)).status_code for name in PAGES] == [404, 404]
    assert client.post(reverse("allowed_word_list"), {"text": "Плюс-центр"}).status_code == 404
    assert words() == []


@pytest.mark.parametrize("who", ["dara", "aida"])
def test_words_are_added_and_taken_off(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    answer = client.post(reverse("allowed_word_list"), {"text": " Плюс   центр "}, follow=True)
    assert words() == ["Плюс центр"]
    assert "“Плюс центр” passes from now on." in answer.content.decode()
    word = AllowedWord.objects.get()
    answer = client.post(reverse("allowed_word_remove"), {"word": word.pk}, follow=True)
    assert words() == []
    assert "“Плюс центр” is asked about again." in answer.content.decode()


@pytest.mark.parametrize("text", PERSONS)
def test_a_persons_name_is_refused_until_somebody_says_that_it_is_none(client: Client, dara: User, text: str) -> None:
    signed_in(client, dara)
    assert 'name="is_nobody"' not in client.get(reverse("allowed_word_list")).content.decode()
    page = client.post(reverse("allowed_word_list"), {"text": text}).content.decode()
    assert "The check takes this for a person&#x27;s name." in page
    assert 'name="is_nobody"' in page
    assert words() == []
    client.post(reverse("allowed_word_list"), {"text": text, "is_nobody": "on"})
    assert words() == [text]


def test_a_number_is_refused_whatever_somebody_says(client: Client, dara: User) -> None:
    signed_in(client, dara)
    page = client.post(reverse("allowed_word_list"), {"text": "0555 12-34-56", "is_nobody": "on"}).content.decode()
    assert "This is a number or an address of somebody." in page
    assert words() == []


@pytest.mark.parametrize("text", ["", "Плюс-центр", "д" * 81, "Плюс\x00центр"])
def test_what_is_no_new_word_is_refused_in_a_sentence(
    client: Client, programme: Programme, dara: User, text: str
) -> None:
    allowed_word_add(programme, "Плюс-центр", by=dara)
    signed_in(client, dara)
    answer = client.post(reverse("allowed_word_list"), {"text": text})
    assert answer.status_code == 200
    assert answer.context["form"].errors["text"]
    assert words() == ["Плюс-центр"]


@pytest.mark.parametrize("number", ["", "x", "999999", "²", "1" * 40])
def test_what_is_not_on_the_list_is_not_found(client: Client, dara: User, number: str) -> None:
    signed_in(client, dara)
    assert client.post(reverse("allowed_word_remove"), {"word": number}).status_code == 404


def test_other_programmes_have_their_own_words_and_counts(client: Client, programme: Programme, dara: User) -> None:
    word = allowed_word_add(programme, "Плюс-центр", by=dara)
    tally(programme, {("PERSON", "name.first", "mask", ""): 3})
    far = make_coordinator(OrganisationFactory(programme__code="KZ").programme)
    signed_in(client, far)
    assert "Плюс-центр" not in client.get(reverse("allowed_word_list")).content.decode()
    assert client.post(reverse("allowed_word_remove"), {"word": word.pk}).status_code == 404
    assert client.get(reverse("guard_counts")).context["rows"] == []


def test_rules_are_counted_the_most_overruled_first(client: Client, programme: Programme, dara: User) -> None:
    counts = {("name.first", "mask", ""): 3, ("name.first", "pseudonym", ""): 2, ("name.first", "role", ""): 1}
    counts |= {("name.first", "keep", "NEEDED"): 1, ("name.first", "keep", "NOT_DATA"): 2}
    counts |= {("name.unknown", "keep", "NOT_DATA"): 9, ("name.unknown", "mask", ""): 3}
    tally(programme, {("PERSON", *key): count for key, count in counts.items()})
    tally(programme, {("DOB", "dob.date", "year", ""): 1, ("DOB", "dob.gone", "mask", ""): 1})
    signed_in(client, dara)
    rows = client.get(reverse("guard_counts")).context["rows"]
    assert [(row.words, row.done, row.kept, row.share) for row in rows] == [
        (RULES["name.unknown"].meaning, [("Masked", 3)], 9, "75\xa0%"),
        (RULES["name.first"].meaning, [("Masked", 3), ("Replaced", 3)], 3, ""),
        (RULES["dob.date"].meaning, [("Shortened", 1)], 0, ""),
        ("dob.gone", [("Masked", 1)], 0, ""),
    ]
    assert rows[1].reasons == [("It is not personal data", 2), ("The case needs it, for example a complaint", 1)]


def test_the_list_takes_as_many_queries_for_many_words_as_for_few(
    client: Client, programme: Programme, dara: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        allowed_word_add(programme, f"Плюс-центр {number}", by=dara)
    signed_in(client, dara)
    with django_assert_max_num_queries(16):
        assert len(client.get(reverse("allowed_word_list")).context["rows"]) == 12


def test_every_rule_has_its_own_words_and_no_rule_that_is_gone_has_any() -> None:
    with translation.override("en"):
        words = {code: str(said) for code, said in RULE_WORDS.items()}
    assert words == {code: rule.meaning for code, rule in RULES.items()}
    assert len({rule.meaning for rule in RULES.values()}) == len(RULES)
