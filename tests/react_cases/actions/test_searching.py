"""Searching opens what the person may see, a batch at a time, each in the log before, and each hit as an opening."""

import json

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documenters.models import AuditEvent, Programme, User
from react_cases.actions import searching
from react_cases.actions.cases import ViolatorData, draft_save
from react_cases.actions.responses import ResponseData, response_add
from react_cases.actions.review import CommentData, comment_add
from react_cases.actions.searching import SearchBatch, TextPart, story_search
from react_cases.models import Case, CaseKey, SealedText
from react_cases.models.choices import CommentField
from react_cases.pii.letters import russian_stems
from react_cases.pii.sought_words import read_sought
from react_cases.workflow import Status
from tests.factories.cases import make_case, term
from tests.factories.guard import kept
from tests.factories.keys import keyed, opened

pytestmark = pytest.mark.django_db

STORY = "Двое милиционеров ждали у рынка и потребовали денег."


def search(by: User, words: str, *parts: TextPart, **place: object) -> SearchBatch:
    cases = Case.objects.visible_to(by)
    return story_search(cases, read_sought(words), {TextPart.STORY, *parts}, by=by, **place)  # type: ignore[arg-type]


def codes(batch: SearchBatch) -> list[str]:
    return [row.case.code for row in batch.found]


def log(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=action).order_by("pk"))


def test_each_person_searches_their_own_reach(amina: User, bilal: User, dara: User, chen: User, emil: User) -> None:
    sent = make_case(amina, Status.SUBMITTED, narrative=STORY)
    draft = make_case(amina, Status.DRAFT)
    draft_save(draft, {"narrative": [STORY], "violator-LE-unit": ["РОВД"]}, by=amina, version=draft.version)
    elsewhere = make_case(chen, Status.SUBMITTED, narrative=STORY)
    assert codes(search(amina, "милиционер деньги")) == [draft.code, sent.code]
    assert codes(search(bilal, "милиционер деньги")) == [sent.code]
    assert codes(search(dara, "милиционер деньги")) == [elsewhere.code, sent.code]
    assert codes(search(chen, "милиционер деньги")) == [elsewhere.code]
    assert codes(search(amina, "РОВД")) == []
    assert codes(search(amina, "РОВД", TextPart.UNITS)) == [draft.code]
    with pytest.raises(PermissionDenied):
        search(emil, "милиционер")


def test_other_texts_are_looked_through_when_asked_for(amina: User, bilal: User) -> None:
    place = "Отдел на Токтогула"
    unit = ViolatorData(type=term("violator_types", "LE.CRIM"), unit=place, unit_decisions=kept(place))
    case = make_case(amina, Status.SUBMITTED, narrative=STORY, violators=(unit,))
    comment_add(case, CommentData(CommentField.EVENT, "Which market was it?"), by=bilal)
    given = ResponseData(type=term("response_types", "LEG1.CONS"), given_on=case.received_on, note="Went to court.")
    response_add(case, given, by=amina)
    assert codes(search(bilal, "market court токтогул рынок")) == []
    batch = search(bilal, "market court токтогул рынок", *TextPart)
    assert {text.part for text in batch.found[0].texts} == set(TextPart)
    (event,) = [row for row in log("sealed.opened") if row.reason == "search"]
    assert event.fields == ["comment.text", "narrative", "response.note", "violator.unit"]


def test_s11_every_batch_is_logged_before_it_is_opened_and_every_hit_is_an_opening(
    amina: User, bilal: User, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make_case(amina, Status.SUBMITTED, narrative=STORY)
    make_case(amina, Status.SUBMITTED, narrative="Nothing of that.")
    plain = searching.open_bytes
    seen = []

    def watching(*given: bytes) -> bytes:
        seen.append(len(log("sealed.searched")))
        return plain(*given)

    monkeypatch.setattr(searching, "open_bytes", watching)
    search(bilal, "милиционер")
    assert seen == [1, 1]
    (row,) = log("sealed.searched")
    assert (row.actor, row.programme, row.object_id, row.fields, row.reason) == (
        bilal,
        programme,
        0,
        ["narrative"],
        "cases:2",
    )
    opened_now = [event for event in log("sealed.opened") if event.reason == "search"]
    assert [(event.actor, event.object_id, event.organisation) for event in opened_now] == [
        (bilal, found.pk, found.organisation)
    ]
    told = json.dumps(list(AuditEvent.objects.values()), default=str, ensure_ascii=False)
    assert "милиц" not in told
    # Words of stories do not stay in the memory of the process either.
    assert russian_stems.cache_info().currsize == 0


def test_batches_go_on_where_the_last_one_ended(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "BATCH", 3)
    made = [make_case(amina, Status.SUBMITTED, narrative=STORY).code for _ in range(8)][::-1]
    batches = [search(amina, "рынок", room=2)]
    while batches[-1].after is not None:
        assert len(batches) < 9
        batches.append(search(amina, "рынок", room=2, after=batches[-1].after))
    assert [code for batch in batches for code in codes(batch)] == made
    # Full before its end: the rest of the batch is nobody's opening.
    assert [(batch.looked, batch.is_full) for batch in batches] == [(2, True), (2, True), (2, True), (2, False)]
    assert len([row for row in log("sealed.opened") if row.reason == "search"]) == len(made)
    first = search(amina, "nothing")
    assert (first.looked, first.is_full, first.after is None) == (3, False, False)


def test_a_hit_counts_for_unusual_reading(amina: User, dara: User, programme: Programme) -> None:
    programme.unusual_reading_cases = 4
    programme.save()
    for _ in range(4):
        make_case(amina, narrative=STORY)
    search(dara, "nothing like that")
    assert log("reading.unusual") == []
    search(dara, "рынок")
    assert [row.reason for row in log("reading.unusual")] == ["cases:4"]


def test_a_text_that_does_not_open_is_told_and_the_others_are_searched(amina: User, bilal: User) -> None:
    broken, sound = (make_case(amina, Status.SUBMITTED, narrative=STORY) for _ in range(2))
    SealedText.objects.filter(case=broken, field="narrative").update(ciphertext=b"x" * 60)
    batch = search(bilal, "рынок")
    assert (codes(batch), batch.unopened, batch.looked) == ([sound.code], 1, 2)
    assert [(row.object_id, row.reason) for row in log("sealed.broken")] == [(broken.pk, "search")]


def test_a_case_whose_key_the_person_does_not_hold_is_told(settings: LazySettings, amina: User, bilal: User) -> None:
    for person in (amina, bilal):
        keyed(person)
    settings.VAULT_MODE = "members"
    with opened(amina):
        lacking, held = (make_case_written(amina) for _ in range(2))
        CaseKey.objects.filter(case=lacking, member_key__isnull=False).delete()
        batch = search(amina, "рынок")
    assert (codes(batch), batch.unopened) == ([held.code], 1)


def make_case_written(documenter: User) -> Case:
    case = make_case(documenter, Status.DRAFT)
    draft_save(case, {"narrative": [STORY]}, by=documenter, version=case.version)
    return case


def test_queries_do_not_grow_with_the_cases(amina: User, bilal: User) -> None:
    def queries(cases: int) -> int:
        for _ in range(cases):
            make_case(amina, Status.SUBMITTED, narrative=STORY)
        with CaptureQueriesContext(connection) as caught:
            search(bilal, "рынок", *TextPart)
        return len(caught)

    search(bilal, "рынок")
    assert queries(1) == queries(6) <= 16
