"""The programme's words that the guard lets pass: who may change them, how many there may be, and that it is logged."""

import pytest
from django.core.exceptions import PermissionDenied

from documenters.models import AuditEvent, Programme, User
from react_cases.actions import allowed_words
from react_cases.actions.allowed_words import allowed_word_add, allowed_word_remove
from react_cases.actions.locking import NotAllowed
from react_cases.models import AllowedWord
from tests.factories.people import OrganisationFactory, make_coordinator


@pytest.mark.parametrize("name", ["dara", "aida"])
def test_words_come_and_go_and_the_log_says_who(
    request: pytest.FixtureRequest, programme: Programme, name: str
) -> None:
    by = request.getfixturevalue(name)
    word = allowed_word_add(programme, "Плюс-центр", by=by)
    assert allowed_words.AllowedWord.objects.get().added_by == by
    allowed_word_remove(word, by=by)
    assert not AllowedWord.objects.exists()
    events = AuditEvent.objects.filter(action__startswith="allowed_word").order_by("pk")
    assert [(row.action, row.actor, list(row.fields)) for row in events] == [
        ("allowed_word.added", by, []),
        ("allowed_word.removed", by, []),
    ]


@pytest.mark.parametrize("name", ["amina", "bilal", "emil"])
def test_nobody_else_changes_them(request: pytest.FixtureRequest, programme: Programme, dara: User, name: str) -> None:
    word = allowed_word_add(programme, "Плюс-центр", by=dara)
    by = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        allowed_word_add(programme, "Налоксон", by=by)
    with pytest.raises(PermissionDenied):
        allowed_word_remove(word, by=by)
    assert AllowedWord.objects.get() == word


def test_another_programmes_words_are_not_ours(programme: Programme, dara: User) -> None:
    far = make_coordinator(OrganisationFactory(programme__code="KZ").programme)
    word = allowed_word_add(programme, "Плюс-центр", by=dara)
    with pytest.raises(PermissionDenied):
        allowed_word_remove(word, by=far)


def test_once_each_and_not_without_end(programme: Programme, dara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowed_words, "MOST_ALLOWED", 2)
    allowed_word_add(programme, "Плюс-центр", by=dara)
    with pytest.raises(NotAllowed, match="allowed_word_there"):
        allowed_word_add(programme, "Плюс-центр", by=dara)
    allowed_word_add(programme, "Налоксон", by=dara)
    with pytest.raises(NotAllowed, match="allowed_words_full"):
        allowed_word_add(programme, "Метадон", by=dara)


@pytest.mark.parametrize("text", ["Нурлан", "Асель Токтосунова", "Aigul Asanova"])
def test_a_persons_name_is_refused_unless_somebody_says_that_it_is_none(
    programme: Programme, dara: User, text: str
) -> None:
    with pytest.raises(NotAllowed, match="allowed_word_person"):
        allowed_word_add(programme, text, by=dara)
    assert not AllowedWord.objects.exists()
    assert allowed_word_add(programme, text, by=dara, is_nobody=True).text == text


@pytest.mark.parametrize("text", ["0555 12-34-56", "aigul@example.org", "21708197900315"])
def test_a_number_is_refused_whatever_somebody_says(programme: Programme, dara: User, text: str) -> None:
    with pytest.raises(NotAllowed, match="allowed_word_number"):
        allowed_word_add(programme, text, by=dara, is_nobody=True)
    assert not AllowedWord.objects.exists()
