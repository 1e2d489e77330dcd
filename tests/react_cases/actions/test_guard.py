"""The guard in use: what it asks, what counts as decided, what is refused, and what is kept of it."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.allowed_words import allowed_word_add
from react_cases.actions.cases import ViolatorData, case_start, case_submit
from react_cases.actions.follow_up import response_remove
from react_cases.actions.guard import (
    UNDECIDED,
    Decision,
    Decisions,
    Written,
    decided_in,
    decisions_of,
    masked,
    pseudonym_seed,
    text_check,
    text_decide,
    text_edited,
)
from react_cases.actions.locking import NotAllowed
from react_cases.actions.responses import ResponseData, response_add
from react_cases.actions.sealing import NARRATIVE
from react_cases.actions.taxonomy import term_add, term_rename
from react_cases.models import GuardDecision, GuardTally, SealedText, Term
from react_cases.models.choices import KeepReason
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label, Tier
from react_cases.workflow import Status
from tests.factories.cases import case_data, erase_case, make_case, organisation_of, submit, term

TEXT = "Днём к нам пришла Асель. Потом Асели звонил Нурлан с номера 0555 12-34-56."
SEED = b"a case"
NEEDED = KeepReason.NEEDED.value


@pytest.fixture
def decide(programme: Programme) -> Callable[..., Written]:
    """Decide about the suggestion that begins with these words."""

    def choose(written: Written | str, words: str, choice: Choice, reason: str = "") -> Written:
        written = Written(written) if isinstance(written, str) else written
        return text_decide(written, written.text.index(words), choice, programme=programme, seed=SEED, reason=reason)

    return choose


@pytest.fixture
def asked(programme: Programme) -> Callable[[Written], list[str]]:
    """The first words of each open suggestion that has to be decided."""

    def ask(written: Written) -> list[str]:
        found = text_check(written, programme=programme).undecided
        return [written.text[row.findings[0].start : row.findings[0].end] for row in found]

    return ask


def tallies() -> dict[tuple[str, str], int]:
    """Choice and reason -> how often."""
    return {(row.choice, row.reason): row.count for row in GuardTally.objects.all()}


def all_kept(text: str, programme: Programme, reason: str = NEEDED) -> Decisions:
    """Every suggestion of a text kept."""
    found = text_check(Written(text), programme=programme).undecided
    assert found
    return tuple(
        Decision(row.label, row.rule, row.start, row.end, Choice.KEEP, reason)
        for suggestion in found
        for row in suggestion.findings
    )


def test_each_person_and_number_is_asked_about_once_and_nothing_else(asked: Callable[[Written], list[str]]) -> None:
    assert asked(Written(TEXT)) == ["Асель", "Нурлан", "0555 12-34-56"]
    assert asked(Written("Он пришёл в отделение и заплатил штраф.")) == []
    assert asked(Written(" \n ")) == []


def test_what_is_kept_is_kept_in_every_form_of_the_name(
    decide: Callable[..., Written], asked: Callable[[Written], list[str]], programme: Programme
) -> None:
    kept = decide(TEXT, "Асель", Choice.KEEP, NEEDED)
    assert kept.text == TEXT
    assert asked(kept) == ["Нурлан", "0555 12-34-56"]
    said_again = Written(TEXT + " Асель ушла.", kept.decisions)
    assert asked(said_again) == ["Нурлан", "0555 12-34-56"]
    rows = text_check(said_again, programme=programme).decisions
    assert [said_again.text[row.start : row.end] for row in rows] == ["Асель", "Асели", "Асель"]
    assert {(row.choice, row.reason) for row in rows} == {(Choice.KEEP, NEEDED)}


def test_a_surname_that_comes_to_a_kept_first_name_is_asked_about(
    decide: Callable[..., Written], asked: Callable[[Written], list[str]]
) -> None:
    kept = decide("К нам пришла Асель и ждала.", "Асель", Choice.KEEP, NEEDED)
    assert asked(kept) == []
    now = text_edited(kept, "К нам пришла Асель Токтосунова и ждала.")
    assert asked(now) == ["Асель Токтосунова"]


def test_no_reason_no_keeping(decide: Callable[..., Written], asked: Callable[[Written], list[str]]) -> None:
    assert "Асель" in asked(decide(TEXT, "Асель", Choice.KEEP))


def test_an_edit_moves_what_was_decided_before_it(
    decide: Callable[..., Written], asked: Callable[[Written], list[str]], programme: Programme
) -> None:
    written = decide(TEXT, "0555", Choice.KEEP, NEEDED)
    written = decide(written, "Нурлан", Choice.PSEUDONYM)
    other = written.text[written.text.index("звонил ") + 7 : written.text.index(" с номера")]
    written = decide(written, "Асель", Choice.MASK)
    assert written.text.count("***") == 2
    assert asked(written) == []
    places = {written.text[row.start : row.end] for row in text_check(written, programme=programme).decisions}
    assert places == {"***", other, "0555 12-34-56"}


def test_another_name_is_the_same_each_time_and_not_asked_about(
    decide: Callable[..., Written], asked: Callable[[Written], list[str]], programme: Programme
) -> None:
    written = decide(TEXT, "Асель", Choice.PSEUDONYM)
    assert "Асел" not in written.text
    assert asked(written) == ["Нурлан", "0555 12-34-56"]
    assert decide(TEXT, "Асель", Choice.PSEUDONYM) == written
    assert text_decide(written, 3, Choice.MASK, programme=programme, seed=SEED) == written


def test_the_other_name_hangs_on_the_case(amina: User) -> None:
    one, two = make_case(amina, Status.DRAFT), make_case(amina, Status.DRAFT)
    assert pseudonym_seed(one.public_id) == pseudonym_seed(one.public_id) != pseudonym_seed(two.public_id)


def test_typing_on_carries_decisions_along_with_their_words(
    decide: Callable[..., Written], asked: Callable[[Written], list[str]], programme: Programme
) -> None:
    kept = decide(TEXT, "Асель", Choice.KEEP, NEEDED)
    longer = text_edited(kept, "12 марта, вечером.\n" + TEXT.replace("Потом", "Много  позже"))
    assert asked(longer) == ["Нурлан", "0555 12-34-56"]
    assert [longer.text[row.start : row.end] for row in longer.decisions] == ["Асель", "Асели"]
    assert text_edited(kept, "").decisions == ()


def test_another_name_typed_where_a_kept_one_stood_is_asked_about(
    decide: Callable[..., Written], asked: Callable[[Written], list[str]]
) -> None:
    kept = decide("Пришла Асель и ждала.", "Асель", Choice.KEEP, NEEDED)
    assert asked(text_edited(kept, "Пришёл Нурлан и ждал.")) == ["Нурлан"]
    replaced = decide("Пришла Асель и ждала.", "Асель", Choice.PSEUDONYM)
    assert text_edited(replaced, "Пришёл Нурлан и ждал.").decisions == ()


@pytest.mark.parametrize(("start", "end"), [(-3, 4), (7, 5), (0, 4_000), (60, 61)])
def test_a_decision_about_no_place_of_the_text_counts_for_nothing(
    asked: Callable[[Written], list[str]], start: int, end: int
) -> None:
    stale = Decision(Label.PERSON, "name.first", start, end, Choice.KEEP, NEEDED)
    assert asked(Written(TEXT, (stale,))) == asked(Written(TEXT))


def test_words_sent_in_place_of_a_rule_are_thrown_away(programme: Programme) -> None:
    smuggled = Decision(Label.PERSON, "Асель Токтосунова", 0, 4, Choice.MASK)
    assert text_check(Written(TEXT, (smuggled,)), programme=programme).decisions == ()


def test_words_of_the_programmes_list_are_not_asked_about(
    asked: Callable[[Written], list[str]], programme: Programme, dara: User
) -> None:
    allowed_word_add(programme, "Асель", by=dara, is_nobody=True)
    assert "Асель" not in asked(Written("Мы звонили в Асель."))


def test_a_file_name_is_masked_without_asking(programme: Programme) -> None:
    assert masked("Нурлан 0555 12-34-56.jpg", programme=programme) == "*** ***.jpg"
    assert masked("scan.jpg", programme=programme) == "scan.jpg"


def test_an_undecided_text_is_refused_and_nothing_of_the_case_is_stored(amina: User) -> None:
    case = case_start(organisation=organisation_of(amina), by=amina)
    with pytest.raises(NotAllowed, match=UNDECIDED), transaction.atomic():
        case_submit(case, replace(case_data(narrative=TEXT), narrative_decisions=()), by=amina, version=case.version)
    case.refresh_from_db()
    assert case.status == Status.DRAFT
    assert not SealedText.objects.exists()
    assert not GuardDecision.objects.exists()
    assert not GuardTally.objects.exists()


def test_an_undecided_unit_note_or_comment_is_refused(amina: User) -> None:
    police = term("violator_types", "LE.CRIM")
    with pytest.raises(NotAllowed, match=UNDECIDED):
        make_case(amina, Status.SUBMITTED, violators=[ViolatorData(police, unit="Нурлан, 0555 12-34-56")])
    case = make_case(amina)
    note = "Нурлан придёт завтра"
    data = ResponseData(type=term("response_types", "LEG1.CONS"), given_on=case.received_on, note=note)
    with pytest.raises(NotAllowed, match=UNDECIDED):
        response_add(case, data, by=amina)
    with pytest.raises(NotAllowed, match=UNDECIDED):
        make_case(amina, Status.RETURNED, comment="Нурлан и Асель были там?")


def test_decisions_are_stored_beside_the_text_and_replaced_by_the_next_ones(amina: User, programme: Programme) -> None:
    case = make_case(amina, Status.RETURNED, narrative=TEXT, narrative_decisions=all_kept(TEXT, programme))
    assert [(row.label, row.choice, row.reason) for row in decisions_of(case, NARRATIVE)] == [
        (Label.PERSON, Choice.KEEP, NEEDED),
        (Label.PERSON, Choice.KEEP, NEEDED),
        (Label.PERSON, Choice.KEEP, NEEDED),
        (Label.PHONE, Choice.KEEP, NEEDED),
    ]
    assert {row.by for row in decided_in(case)[NARRATIVE]} == {str(amina)}
    shorter = "Днём пришла Асель."
    submit(case, amina, narrative=shorter, narrative_decisions=all_kept(shorter, programme, "CHANGED"))
    assert [(row.start, row.reason) for row in decisions_of(case, NARRATIVE)] == [(12, "CHANGED")]


def test_rules_are_counted_for_what_is_new_alone(amina: User, programme: Programme) -> None:
    said = "Днём пришла Асель."
    police = term("violator_types", "LE.CRIM")
    fields = {
        "narrative": said,
        "narrative_decisions": all_kept(said, programme),
        "violators": [ViolatorData(police, unit=said, unit_decisions=all_kept(said, programme))],
    }
    case = make_case(amina, Status.RETURNED, **fields)
    assert tallies() == {("keep", "NEEDED"): 2}
    submit(case, amina, **fields)
    assert tallies() == {("keep", "NEEDED"): 2}
    more = make_case(amina, Status.RETURNED, **fields)
    submit(more, amina, narrative=said, narrative_decisions=all_kept(said, programme, "CHANGED"))
    assert tallies() == {("keep", "NEEDED"): 4, ("keep", "CHANGED"): 1}


def test_practice_is_not_counted(amina: User, programme: Programme) -> None:
    case = case_start(organisation=organisation_of(amina), by=amina, is_practice=True)
    data = case_data(narrative=TEXT, narrative_decisions=all_kept(TEXT, programme))
    case_submit(case, data, by=amina, version=case.version)
    assert GuardDecision.objects.exists()
    assert not GuardTally.objects.exists()


def test_decisions_go_with_their_text(amina: User, dara: User, programme: Programme) -> None:
    case = make_case(amina, narrative=TEXT, narrative_decisions=all_kept(TEXT, programme))
    note = "Нурлан придёт завтра."
    data = ResponseData(
        type=term("response_types", "LEG1.CONS"),
        given_on=case.received_on,
        note=note,
        note_decisions=all_kept(note, programme),
    )
    case.refresh_from_db()
    response = response_add(case, data, by=amina)
    assert len(decided_in(case)) == 2
    response_remove(case, response.pk, by=amina)
    assert list(decided_in(case)) == [NARRATIVE]
    case.refresh_from_db()
    erase_case(case, by=dara, version=case.version)
    assert not GuardDecision.objects.exists()


def test_nobody_elsewhere_sees_a_decision(
    amina: User, chen: User, bilal: User, programme: Programme, walls: None
) -> None:
    with database_identity(amina):
        make_case(amina, Status.SUBMITTED, narrative=TEXT, narrative_decisions=all_kept(TEXT, programme))
    with database_identity(bilal):
        assert GuardDecision.objects.count() == 4
    with database_identity(chen):
        assert not GuardDecision.objects.exists()


def test_a_label_of_a_list_names_nobody_unless_somebody_says_why(programme: Programme, dara: User) -> None:
    labels = {"en": "Visits", "ru": "Нурлан приходит", "ky": ""}
    with pytest.raises(NotAllowed, match=UNDECIDED):
        term_add(programme, "effects", labels, parent=None, by=dara)
    assert not Term.objects.filter(label_ru=labels["ru"]).exists()
    decisions = {"ru": all_kept(labels["ru"], programme, "PUBLIC")}
    added = term_add(programme, "effects", labels, parent=None, by=dara, decisions=decisions)
    count = tallies()
    # What stood there before is not asked about again, nor counted.
    term_rename(added, {**labels, "ky": "Бир нерсе"}, by=dara)
    assert tallies() == count == {("keep", "PUBLIC"): 1}


def test_grey_suggestions_are_shown_and_never_stop_anything(
    programme: Programme, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("react_cases.pii.findings.RED_FROM", 1)
    monkeypatch.setattr("react_cases.pii.findings.AMBER_FROM", 1)
    found = text_check(Written(TEXT), programme=programme)
    assert {row.tier for row in found.suggestions} == {Tier.GREY}
    assert found.undecided == ()
    assert make_case(amina, Status.SUBMITTED, narrative=TEXT).status == Status.SUBMITTED


def test_carrying_decisions_over_takes_no_longer_for_hostile_texts() -> None:
    """Both texts come from a request: nothing in them may cost more than their length."""
    was = " ".join(f"w{number % 97}" for number in range(60_000))
    became = " ".join(f"w{number * 7 % 97}" for number in range(60_000))
    kept_first = Decision(Label.PERSON, "name.first", 0, 2, Choice.KEEP, "NOT_DATA")
    began = time.process_time()
    assert text_edited(Written(was, (kept_first,)), became).decisions == (kept_first,)
    assert time.process_time() - began < 2


def test_a_decision_that_calls_a_real_name_another_name_lets_nothing_pass(programme: Programme) -> None:
    said = "Пришёл Мамасадык Эргешов и ждал."
    start, end = said.index("Мамасадык"), said.index(" и ждал")
    forged = Decision(Label.PERSON, "name.first", start, end, Choice.PSEUDONYM)
    assert text_check(Written(said, (forged,)), programme=programme).undecided
