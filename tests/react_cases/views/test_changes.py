"""What the reviewer of a corrected case sees of the correction, and the author of what was sent."""

import re
import time
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from documenters.models import User
from react_cases.actions.responses import ResponseData, response_add
from react_cases.actions.review import CommentData, case_return
from react_cases.models import Case
from react_cases.models.choices import CommentField
from react_cases.views.case_record import read_record
from react_cases.views.changes import Changes, before_of, changes_of, marked_words
from react_cases.workflow import Status
from tests.factories.cases import make_case, submit, term
from tests.factories.people import signed_in


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


OLD = "Two men in plain clothes held the client at the site."
NEW = "Three men in uniform held the client at the site."
SAID = [CommentData(CommentField.NARRATIVE, "How many were they?"), CommentData(CommentField.CONSENT, "Is it sure?")]


def corrected(amina: User, bilal: User) -> Case:
    case = make_case(amina, Status.SUBMITTED, narrative=OLD, violations=["LIB.ARREST"])
    case = case_return(case, SAID, by=bilal, version=case.version)
    response_add(case, ResponseData(type=term("response_types", "LEG1.CONS"), given_on=case.received_on), by=amina)
    return submit(case, amina, narrative=NEW, violations=["EXT.OFF"])


def seen(case: Case, by: User) -> Changes | None:
    return changes_of(read_record(Case.objects.get(pk=case.pk), by=by), by)


@pytest.mark.django_db
def test_question_before_now_and_the_comments_it_answers(amina: User, bilal: User, dara: User) -> None:
    changes = seen(corrected(amina, bilal), bilal)
    assert changes is not None
    assert changes.by == str(bilal)
    parts = {part.title: part for part in changes.parts}
    assert list(parts) == ["Consent and contact", "What happened", "In short", "Help given"]
    assert [note.text for note in parts["In short"].notes] == ["How many were they?"]
    assert parts["Consent and contact"].changes == [], "asked and not answered is seen as well"
    text = parts["In short"].changes[0]
    assert "".join(piece.text for piece in text.before) == OLD
    assert [piece.text for piece in text.now if piece.is_marked] == ["Three", "uniform"]
    assert len(parts["What happened"].changes[0].before) == 1
    assert parts["Help given"].changes[0].now[0].is_marked


@pytest.mark.django_db
def test_not_for_its_author_nor_before_it_came_back(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.RETURNED)
    assert seen(case, bilal) is None
    assert seen(corrected(amina, bilal), amina) is None
    assert seen(make_case(amina, Status.SUBMITTED), bilal) is None


@pytest.mark.django_db
def test_the_page_marks_words_for_eyes_and_ears(client: Client, amina: User, bilal: User) -> None:
    client.cookies["django_language"] = "en"
    case = corrected(amina, bilal)
    page = signed_in(client, bilal).get(reverse("case_detail", args=[case.public_id])).content.decode()
    assert "Changed since it was returned" in page
    assert re.search(r"<ins><span class=\"visually-hidden\">added: </span>Three</ins>", page)
    assert re.search(r"<del><span class=\"visually-hidden\">removed: </span>Two</del>", page)
    assert "No answer was changed here." in page
    own = signed_in(client, amina).get(reverse("case_detail", args=[case.public_id])).content.decode()
    assert "Changed since it was returned" not in own


@pytest.mark.django_db
def test_the_author_is_given_what_was_sent(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED, narrative=OLD)
    case = case_return(case, SAID, by=bilal, version=case.version)
    before = before_of(case, amina)
    assert before[CommentField.NARRATIVE] == OLD
    assert "Gender: Male" in before[CommentField.CLIENT]
    assert before_of(submit(case, amina), amina) == {}


words = st.lists(st.sampled_from(["a", "man", "came", "to", "the", "site", "\n", "."]), max_size=12).map(" ".join)


@given(words, words)
def test_marks_lose_no_word(old: str, new: str) -> None:
    before, now = marked_words(old, new)
    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in now) == new
    kept = ["".join(piece.text for piece in side if not piece.is_marked).split() for side in (before, now)]
    assert kept[0] == kept[1]


def test_long_texts_take_no_time() -> None:
    told = [" ".join(f"word{number * step % 400}" for number in range(2300)) for step in (7, 11)]
    started = time.perf_counter()
    for old, new in (told, (told[0], told[0] + " more"), ("a " * 9000, "a " * 8000 + "b a " * 400)):
        marked_words(old, new)
    assert time.perf_counter() - started < 1
