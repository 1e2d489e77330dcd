"""What people wrote: unreadable in every table, opened by one logged call, bound to its place."""

from collections.abc import Iterable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from documenters.models import AuditEvent, User
from documenters.vault.primitives import SealBroken
from react_cases.actions import sealing
from react_cases.actions.cases import ViolatorData, draft_save
from react_cases.actions.responses import ResponseData, response_add
from react_cases.actions.review import CommentData, comment_add
from react_cases.actions.sealing import (
    DRAFT,
    NARRATIVE,
    OpenReason,
    SealedField,
    comment_text,
    open_sealed,
    response_note,
    seal,
    violator_unit,
)
from react_cases.models import Case, SealedText
from react_cases.models.choices import CommentField
from react_cases.workflow import Status
from tests.factories.cases import make_case, term
from tests.factories.guard import kept

SECRET = "Ночью у рынка её ждал человек по кличке Журавль"


def dump() -> str:
    """Every row of every table, bytes as the database writes them."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(r)::text FROM "{table}" r')  # noqa: S608  names of our own tables
            found.extend(row[0] for row in cursor.fetchall())
    return "\n".join(found)


def openings() -> int:
    return AuditEvent.objects.filter(action="sealed.opened").count()


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.SUBMITTED, narrative=SECRET, violators=(unit("РОВД на улице Токтогула"),))


def unit(text: str) -> ViolatorData:
    return ViolatorData(type=term("violator_types", "LE.CRIM"), unit=text, unit_decisions=kept(text))


@pytest.mark.parametrize("name", ["amina", "bilal", "dara"])
def test_people_of_the_case_open_it(request: pytest.FixtureRequest, case: Case, name: str) -> None:
    by = request.getfixturevalue(name)
    assert open_sealed(case, [NARRATIVE], by=by, reason=OpenReason.READ) == {NARRATIVE: SECRET}


@pytest.mark.parametrize("name", ["chen", "emil", "aida"])
def test_strangers_open_nothing_and_leave_no_row(request: pytest.FixtureRequest, case: Case, name: str) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        open_sealed(case, [NARRATIVE], by=by, reason=OpenReason.READ)
    assert openings() == 0


def test_reviewers_open_no_case_that_was_not_sent(amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.DRAFT)
    seal(case, {NARRATIVE: SECRET}, by=amina)
    for reviewer in (bilal, dara):
        with pytest.raises(PermissionDenied):
            open_sealed(case, [NARRATIVE], by=reviewer, reason=OpenReason.READ)


def test_draft_is_opened_only_by_its_author(case: Case, amina: User, bilal: User, dara: User) -> None:
    seal(case, {DRAFT: '{"narrative": "half"}'}, by=amina)
    for reviewer in (bilal, dara):
        with pytest.raises(PermissionDenied):
            open_sealed(case, [DRAFT, NARRATIVE], by=reviewer, reason=OpenReason.REVIEW)
    assert openings() == 0
    assert open_sealed(case, [DRAFT], by=amina, reason=OpenReason.EDIT) == {DRAFT: '{"narrative": "half"}'}


def test_row_of_the_log_names_the_fields_and_not_the_text(case: Case, bilal: User) -> None:
    violator = case.violators.get()
    opened = open_sealed(case, [NARRATIVE, violator_unit(violator)], by=bilal, reason=OpenReason.REVIEW)
    assert opened[violator_unit(violator)] == "РОВД на улице Токтогула"
    event = AuditEvent.objects.get(action="sealed.opened")
    assert (event.actor, event.object_type, event.object_id) == (bilal, "react_cases.case", case.pk)
    assert (event.fields, event.reason) == (["narrative", "violator.unit"], "review")
    assert (event.programme, event.organisation) == (case.programme, case.organisation)


def test_row_of_the_log_is_written_before_anything_is_opened(
    case: Case, bilal: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def watched(key: bytes, sealed: bytes, associated: bytes) -> bytes:
        seen.append(openings())
        return b"opened"

    monkeypatch.setattr(sealing, "open_bytes", watched)
    open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.READ)
    assert seen == [1]


def test_as_many_rows_as_openings(case: Case, amina: User, bilal: User) -> None:
    for number, by in enumerate([amina, bilal, amina], start=1):
        open_sealed(case, [NARRATIVE], by=by, reason=OpenReason.READ)
        assert openings() == number


def test_nothing_found_is_no_opening(case: Case, amina: User) -> None:
    assert open_sealed(case, [DRAFT], by=amina, reason=OpenReason.EDIT) == {}
    assert open_sealed(case, [], by=amina, reason=OpenReason.READ) == {}
    assert openings() == 0


def assert_broken(case: Case, fields: Iterable[SealedField], by: User) -> None:
    with pytest.raises(SealBroken):
        open_sealed(case, fields, by=by, reason=OpenReason.READ)


def test_ciphertext_moved_to_another_case_is_broken(case: Case, amina: User) -> None:
    other = make_case(amina, Status.SUBMITTED, narrative="another")
    mine, theirs = (row.sealed_texts.get(field="narrative") for row in (case, other))
    SealedText.objects.filter(pk=mine.pk).update(ciphertext=theirs.ciphertext)
    SealedText.objects.filter(pk=theirs.pk).update(ciphertext=mine.ciphertext)
    assert_broken(case, [NARRATIVE], amina)
    assert_broken(other, [NARRATIVE], amina)


@pytest.mark.parametrize(
    "moved", [{"field": "name"}, {"part": "stage"}, {"part_id": 7}, {"generation": 3}, {"ciphertext": b""}]
)
def test_ciphertext_moved_to_another_field_part_or_key_is_broken(
    case: Case, amina: User, moved: dict[str, object]
) -> None:
    note = {"part": "evidence", "part_id": 5, "field": "note"}
    seal(case, {SealedField(**note): "what the file shows"}, by=amina)
    SealedText.objects.filter(case=case, **note).update(**moved)
    place = SealedField(**{name: moved.get(name, value) for name, value in note.items()})
    assert_broken(case, [place], amina)


def test_units_of_two_violators_cannot_be_swapped(amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, violators=(unit("the first"), unit("the second")))
    first, second = SealedText.objects.filter(case=case, part="violator")
    SealedText.objects.filter(pk=first.pk).update(ciphertext=second.ciphertext)
    assert_broken(case, [SealedField("violator", first.part_id, "unit")], amina)


def test_one_broken_value_opens_none(case: Case, amina: User) -> None:
    SealedText.objects.filter(case=case, part="violator").update(ciphertext=b"x" * 40)
    assert_broken(case, [NARRATIVE, violator_unit(case.violators.get())], amina)


def test_empty_text_removes_what_was_stored(case: Case) -> None:
    seal(case, {NARRATIVE: ""}, by=None)
    assert not case.sealed_texts.filter(field="narrative").exists()


def test_sealing_again_replaces(case: Case, amina: User) -> None:
    seal(case, {NARRATIVE: "corrected"}, by=amina)
    assert open_sealed(case, [NARRATIVE], by=amina, reason=OpenReason.READ) == {NARRATIVE: "corrected"}
    assert case.sealed_texts.filter(field="narrative").count() == 1


def test_nothing_that_people_wrote_is_readable_in_any_table(amina: User, bilal: User) -> None:
    draft = make_case(amina, Status.DRAFT)
    draft_save(draft, {"narrative": "typed-into-draft"}, by=amina, version=draft.version)
    case = make_case(amina, Status.SUBMITTED, narrative="typed-as-narrative", violators=(unit("typed-as-unit"),))
    told = CommentData(CommentField.NARRATIVE, "typed-as-comment")
    comment = comment_add(case, told, by=bilal)
    given = ResponseData(term("response_types", "LEG1.CONS"), case.received_on, note="typed-as-note")
    response = response_add(case, given, by=amina)
    opened = open_sealed(case, [comment_text(comment), response_note(response)], by=bilal, reason=OpenReason.READ)
    assert set(opened.values()) == {"typed-as-comment", "typed-as-note"}
    everything = dump()
    assert case.code in everything
    assert "typed-" not in everything
    assert b"typed-".hex() not in everything


def test_log_names() -> None:
    assert NARRATIVE.log_name == "narrative"
    assert SealedField("comment", 3, "text").log_name == "comment.text"
