"""Code lists: loading them again and again, and what a coordinator may shape."""

import dataclasses
import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from documenters.models import AuditEvent, Programme, User
from react_cases.actions import taxonomy as actions
from react_cases.actions.locking import NotAllowed
from react_cases.actions.taxonomy import (
    taxonomy_load,
    term_add,
    term_move,
    term_rename,
    term_restore,
    term_retire,
)
from react_cases.models import ExternalFigure, Location, TaxonomyVersion, Term
from react_cases.taxonomy.entries import CodeList, TermRow
from react_cases.taxonomy.loader import data_version, read_code_lists, read_external_figures, read_locations
from tests.factories.cases import make_case, term
from tests.factories.people import ProgrammeFactory, make_coordinator

LABELS = {"en": "Night market", "ru": "Ночной рынок", "ky": "Түнкү базар"}


def state() -> list[object]:
    return [list(table.objects.order_by("pk").values()) for table in (Term, Location, ExternalFigure)]


def change_list(monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[list[TermRow]], list[TermRow]]) -> None:
    """Let the reader find other rows in one list."""
    lists = read_code_lists()
    changed = dataclasses.replace(lists[name], terms=tuple(change(list(lists[name].terms))))
    monkeypatch.setattr(actions, "read_code_lists", lambda: {**lists, name: changed})


def without(*codes: str) -> Callable[[list[TermRow]], list[TermRow]]:
    return lambda rows: [row for row in rows if row.code not in codes]


def open_lists() -> list[CodeList]:
    return [code_list for code_list in read_code_lists().values() if code_list.is_open]


def test_load_brings_every_open_list_place_and_figure(programme: Programme) -> None:
    for code_list in open_lists():
        held = Term.objects.filter(programme=programme, code_list=code_list.name)
        assert set(held.values_list("code", flat=True)) == set(code_list.codes)
    assert Location.objects.filter(programme=programme).count() == len(read_locations())
    assert ExternalFigure.objects.filter(programme=programme).count() == len(read_external_figures())
    assert TaxonomyVersion.objects.get(programme=programme).version == data_version()


def test_closed_lists_are_no_rows(programme: Programme) -> None:
    closed = [code_list.name for code_list in read_code_lists().values() if not code_list.is_open]
    assert not Term.objects.filter(code_list__in=closed).exists()


def test_loading_again_changes_nothing(programme: Programme) -> None:
    before = state()
    taxonomy_load(programme)
    assert state() == before


def test_two_programmes_have_lists_of_their_own(programme: Programme) -> None:
    other = ProgrammeFactory()
    taxonomy_load(other)
    assert other.terms.count() == programme.terms.count()
    assert not set(other.terms.values_list("parent_id", flat=True)) & set(programme.terms.values_list("pk", flat=True))


def test_what_the_programme_shaped_stays(programme: Programme, dara: User) -> None:
    renamed = term_rename(term("client_tags", "OST"), LABELS, by=dara)
    retired = term_retire(term("client_tags", "ART"), by=dara)
    own = term_add(programme, "client_tags", LABELS, parent=None, by=dara)
    moved = term_move(term("client_tags", "PREG"), up=True, by=dara)
    enabled = term_restore(term("client_groups", "LGBTIQ.TRANS"), by=dara)
    before = state()
    taxonomy_load(programme)
    assert state() == before
    for row in (renamed, retired, own, moved, enabled):
        row.refresh_from_db()
    assert renamed.label_ru == "Ночной рынок"
    assert retired.is_retired
    assert enabled.is_enabled


def test_new_labels_of_the_files_arrive(programme: Programme, dara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    term_rename(term("client_tags", "OST"), LABELS, by=dara)
    change_list(
        monkeypatch,
        "client_tags",
        lambda rows: [dataclasses.replace(row, ru=f"новое {row.code}", rollup="X") for row in rows],
    )
    taxonomy_load(programme)
    assert term("client_tags", "ART").label_ru == "новое ART"
    assert term("client_tags", "OST").label_ru == "Ночной рынок"
    assert term("client_tags", "OST").rollup == "X"


def test_new_term_of_the_files_arrives_under_its_heading(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = read_code_lists()["violator_types"].get("LE.CRIM")
    added = dataclasses.replace(pattern, code="LE.NEW", ru="Новые", valid_to=datetime.date(2030, 12, 31))
    change_list(monkeypatch, "violator_types", lambda rows: [*rows, added])
    taxonomy_load(programme)
    assert term("violator_types", "LE.NEW").parent == term("violator_types", "LE")
    assert term("violator_types", "LE.NEW").valid_to == datetime.date(2031, 1, 1)


def test_unused_term_that_left_the_files_is_deleted(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    change_list(monkeypatch, "client_tags", without("OST"))
    taxonomy_load(programme)
    assert not Term.objects.filter(code_list="client_tags", code="OST").exists()


def test_used_term_that_left_the_files_is_retired(
    programme: Programme, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(amina, violators=("LE.CRIM",), tags=("OST",))
    change_list(monkeypatch, "violator_types", without("LE.CRIM"))
    taxonomy_load(programme)
    gone = term("violator_types", "LE.CRIM")
    assert gone.is_retired
    assert gone not in Term.objects.of(programme, "violator_types").valid()
    assert case.violators.get().type == gone
    day = timezone.localdate() - datetime.timedelta(days=30)
    Term.objects.filter(pk=gone.pk).update(valid_to=day)
    taxonomy_load(programme)
    assert term("violator_types", "LE.CRIM").valid_to == day


def test_tag_that_a_case_carries_is_not_deleted(
    programme: Programme, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tags hang on a case by a link table, which must not let go of them silently."""
    case = make_case(amina, tags=("OST",))
    change_list(monkeypatch, "client_tags", without("OST"))
    taxonomy_load(programme)
    assert [tag.code for tag in case.tags.all()] == ["OST"]
    assert term("client_tags", "OST").is_retired


@pytest.mark.parametrize(("code_list", "code"), [("not_ready_reasons", "RETAL"), ("effects", "APOL")])
def test_reasons_and_effects_in_use_are_not_deleted(
    programme: Programme, amina: User, monkeypatch: pytest.MonkeyPatch, code_list: str, code: str
) -> None:
    make_case(amina, reasons=("RETAL",), outcome="FULL", effects=("APOL",))
    change_list(monkeypatch, code_list, without(code))
    taxonomy_load(programme)
    assert term(code_list, code).is_retired


def test_heading_leaves_with_its_children(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    change_list(monkeypatch, "violator_types", lambda rows: [row for row in rows if not row.code.startswith("PEN")])
    taxonomy_load(programme)
    assert not Term.objects.filter(code_list="violator_types", code__startswith="PEN").exists()


def test_heading_of_an_own_term_is_retired(programme: Programme, dara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    own = term_add(programme, "violator_types", LABELS, parent=term("violator_types", "PEN"), by=dara)
    change_list(monkeypatch, "violator_types", lambda rows: [row for row in rows if not row.code.startswith("PEN")])
    taxonomy_load(programme)
    own.refresh_from_db()
    assert own.parent.is_retired
    assert own.valid_to is None


def test_own_term_stands_last_under_its_heading(programme: Programme, dara: User) -> None:
    heading = term("violator_types", "LE")
    own = term_add(programme, "violator_types", LABELS, parent=heading, by=dara)
    assert own.code == "LE.NIGHT_MARKET"
    assert own.is_own
    assert own.rollup == heading.rollup
    assert own.valid_from == timezone.localdate()
    assert list(Term.objects.of(programme, "violator_types").filter(parent=heading))[-1] == own
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.object_id, event.programme) == ("term.added", dara, own.pk, programme)
    own.full_clean()


@pytest.mark.parametrize(
    ("english", "code"),
    [
        ("Night market", "NIGHT_MARKET"),
        ("A very long label of a term that goes on", "A_VERY_LONG"),
        ("Ночной рынок", "OWN"),
        ("OST", "OST1"),
    ],
)
def test_code_is_made_from_the_english_label(programme: Programme, dara: User, english: str, code: str) -> None:
    own = term_add(programme, "client_tags", {**LABELS, "en": english}, parent=None, by=dara)
    assert own.code == code


def test_same_label_twice_gives_two_codes(programme: Programme, dara: User) -> None:
    codes = [term_add(programme, "client_tags", LABELS, parent=None, by=dara).code for _ in range(3)]
    assert codes == ["NIGHT_MARKET", "NIGHT_MARKET1", "NIGHT_MARKET2"]


def test_rename_keeps_code_and_cases(amina: User, dara: User) -> None:
    case = make_case(amina, tags=("OST",))
    row = term_rename(term("client_tags", "OST"), {"en": "X", "ru": "Y"}, by=dara)
    row.refresh_from_db()
    assert (row.code, row.label_en, row.label_ru, row.label_ky) == ("OST", "X", "Y", "")
    assert row.is_renamed
    assert case.tags.get() == row
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.fields) == ("term.renamed", ["label_en", "label_ky", "label_ru"])


def test_own_term_is_not_marked_as_renamed(programme: Programme, dara: User) -> None:
    own = term_add(programme, "client_tags", LABELS, parent=None, by=dara)
    assert not term_rename(own, {"en": "X", "ru": "Y"}, by=dara).is_renamed


def test_retire_and_restore(programme: Programme, dara: User) -> None:
    row = term_retire(term("client_tags", "OST"), by=dara)
    assert row not in Term.objects.of(programme, "client_tags").valid()
    assert AuditEvent.objects.latest("pk").action == "term.retired"
    row = term_restore(row, by=dara)
    assert row in Term.objects.of(programme, "client_tags").valid()
    assert AuditEvent.objects.latest("pk").action == "term.restored"


def test_retire_from_a_later_day(programme: Programme, dara: User) -> None:
    later = timezone.localdate() + datetime.timedelta(days=10)
    row = term_retire(term("client_tags", "OST"), on=later, by=dara)
    assert row in Term.objects.of(programme, "client_tags").valid()
    assert row not in Term.objects.of(programme, "client_tags").valid(later)


def test_no_retirement_before_the_first_day(programme: Programme, dara: User) -> None:
    own = term_add(programme, "client_tags", LABELS, parent=None, by=dara)
    with pytest.raises(NotAllowed, match="retired_before_valid"):
        term_retire(own, on=timezone.localdate() - datetime.timedelta(days=1), by=dara)


def order(programme: Programme, code_list: str = "client_tags") -> list[str]:
    return list(Term.objects.of(programme, code_list).values_list("code", flat=True))


def test_move_swaps_neighbours(programme: Programme, dara: User) -> None:
    first, second, *rest = order(programme)
    term_move(term("client_tags", second), up=True, by=dara)
    assert order(programme) == [second, first, *rest]
    term_move(term("client_tags", second), up=False, by=dara)
    assert order(programme) == [first, second, *rest]
    assert AuditEvent.objects.latest("pk").action == "term.moved"


def test_move_stops_at_the_ends(programme: Programme, dara: User) -> None:
    before = order(programme)
    term_move(term("client_tags", before[0]), up=True, by=dara)
    term_move(term("client_tags", before[-1]), up=False, by=dara)
    assert order(programme) == before


def test_move_stays_under_the_heading(programme: Programme, dara: User) -> None:
    children = [code for code in order(programme, "violator_types") if code.startswith("LE.")]
    term_move(term("violator_types", children[0]), up=True, by=dara)
    term_move(term("violator_types", children[-1]), up=False, by=dara)
    assert [code for code in order(programme, "violator_types") if code.startswith("LE.")] == children


CHANGES: dict[str, Callable[[Programme, User], object]] = {
    "add": lambda programme, by: term_add(programme, "client_tags", LABELS, parent=None, by=by),
    "rename": lambda programme, by: term_rename(term("client_tags", "OST"), LABELS, by=by),
    "retire": lambda programme, by: term_retire(term("client_tags", "OST"), by=by),
    "restore": lambda programme, by: term_restore(term("client_tags", "OST"), by=by),
    "move": lambda programme, by: term_move(term("client_tags", "OST"), up=False, by=by),
}


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_only_coordinators_of_the_programme_change_lists(
    programme: Programme, amina: User, bilal: User, emil: User, aida: User, name: str
) -> None:
    before = state()
    for by in (amina, bilal, emil, aida, make_coordinator(ProgrammeFactory())):
        with pytest.raises(PermissionDenied):
            CHANGES[name](programme, by)
    assert state() == before
    assert not AuditEvent.objects.exists()
