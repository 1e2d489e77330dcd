"""Forms with guarded fields: what is asked, what a button makes of the text, and what never becomes a decision."""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

from documenters.models import Programme, User
from react_cases import forms as package
from react_cases.actions.guard import UNDECIDED, Decision, Written
from react_cases.forms.guard_fields import (
    as_taken,
    changes_in,
    decisions_in,
    encoded,
    encoded_changes,
    press_in,
    taken_back,
    written_in,
)
from react_cases.forms.guard_panel import CHOICES, HINTS, panel_of
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.text import LineField, TextField
from react_cases.models.choices import GuardLabel, KeepReason
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label
from react_cases.pii.hints import BIRTH_PLACE_WORK, DAY_PLACE_EVENT

STORY = "Асель пришла домой. 😀 Потом Асели позвонили с номера 0555 12-34-56."
SEED = b"seed"


class StoryForm(GuardedForm):
    """Two guarded fields, and one that is required and is not."""

    name = LineField(required=False)
    text = TextField(required=False)
    other = forms.CharField()

    def __init__(self, programme: Programme, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.guard(Guarding(programme, SEED), "name", "text")


def pressed(programme: Programme, button: str, text: str = STORY, **more: str) -> StoryForm:
    return StoryForm(programme, {"text": text, "guard": button, **more})


def hidden(form: StoryForm, what: str) -> str:
    value: str = form.data.get(f"text-{what}", "")
    return value


def test_an_undecided_name_is_an_error_of_its_field(programme: Programme) -> None:
    form = StoryForm(programme, {"text": STORY, "other": "x"})
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["text"]] == [UNDECIDED]
    panel = form.guards["text"].panel
    assert panel.is_refused
    assert [item.words for item in panel.needed] == [("Асель", "Асели"), ("0555 12-34-56",)]
    assert [item.kind for item in panel.needed] == [GuardLabel.PERSON.label, GuardLabel.PHONE.label]
    assert not form.guards["name"].panel.is_checked


def test_a_text_without_personal_data_is_taken(programme: Programme) -> None:
    form = StoryForm(programme, {"text": "Two men asked the client for money.", "other": "x"})
    assert form.is_valid()
    assert form.decisions("text") == ()


def test_one_button_changes_all_places_and_can_be_undone(programme: Programme) -> None:
    form = pressed(programme, "text:0:pseudonym")
    # Nothing is said about the rest of a form that was not sent.
    assert not form.is_valid()
    assert form.errors == {}
    text = form["text"].value()
    assert "Асел" not in text
    assert "0555 12-34-56" in text
    name = text.split()[0]
    assert text.count(name[:4]) == 2
    decided = decisions_in(hidden(form, "decisions"))
    assert [row.choice for row in decided] == [Choice.PSEUDONYM] * 2
    assert text[decided[0].start : decided[0].end] == name
    panel = form.guards["text"].panel
    assert panel.is_pressed
    assert name in panel.last
    assert [item.words for item in panel.needed] == [("0555 12-34-56",)]
    back = pressed(
        programme, "text:undo", text, **{f"text-{what}": hidden(form, what) for what in ("decisions", "before")}
    )
    assert back["text"].value() == STORY
    assert hidden(back, "decisions") == ""
    assert len(back.guards["text"].panel.needed) == 2


def test_what_was_typed_after_a_choice_survives_its_undoing(programme: Programme) -> None:
    form = pressed(programme, "text:0:mask")
    more = "Вчера. " + form["text"].value()
    shifted = [[start + 7, end + 7, now, then] for start, end, now, then in json.loads(hidden(form, "before"))]
    back = pressed(programme, "text:undo", more, **{"text-before": json.dumps(shifted)})
    assert back["text"].value() == "Вчера. " + STORY
    assert pressed(programme, "text:undo", more, **{"text-before": hidden(form, "before")})["text"].value() == more


def test_keeping_needs_a_reason(programme: Programme) -> None:
    form = pressed(programme, "text:0:keep:NEEDED")
    assert form["text"].value() == STORY
    decided = decisions_in(hidden(form, "decisions"))
    assert {(row.choice, row.reason) for row in decided} == {(Choice.KEEP, "NEEDED")}
    assert len(decided) == 2
    for button in ("text:0:keep", "text:0:keep:", "text:0:keep:BECAUSE"):
        assert hidden(pressed(programme, button), "decisions") == ""


def test_a_form_is_valid_when_everything_is_decided(programme: Programme) -> None:
    form = pressed(programme, "text:0:keep:PUBLIC")
    number = form.guards["text"].panel.needed[0].offers[0].value
    form = pressed(programme, number, **{"text-decisions": hidden(form, "decisions")})
    answers = {"text": form["text"].value(), "text-decisions": hidden(form, "decisions"), "other": "x"}
    sent = StoryForm(programme, answers)
    assert sent.is_valid()
    assert sorted(row.choice for row in sent.decisions("text")) == ["keep", "keep", "mask"]


def test_decisions_follow_a_text_that_was_typed_without_scripts(programme: Programme) -> None:
    form = pressed(programme, "text:0:keep:PUBLIC", "Асель дома.")
    kept = {"text-decisions": hidden(form, "decisions"), "text-seen": hidden(form, "seen"), "other": "x"}
    assert StoryForm(programme, {"text": "Вчера Асель дома.", **kept}).is_valid()
    # Another name in the same place is another question.
    assert not StoryForm(programme, {"text": "Бакыт дома.", **kept}).is_valid()


@pytest.mark.parametrize(
    "button", ["", "text", "text:", "text:x:mask", "text:0:shout", "other:0:mask", "text:-1:mask", "::"]
)
def test_a_button_that_says_nothing_neither_changes_nor_sends(programme: Programme, button: str) -> None:
    form = pressed(programme, button, other="x")
    assert not form.is_valid()
    assert form["text"].value() == STORY


def test_a_button_follows_a_text_that_was_typed_without_scripts(programme: Programme) -> None:
    """The panel is that of the text as the server saw it."""
    form = pressed(programme, "text:0:mask", f"Вчера. {STORY}", **{"text-seen": STORY})
    assert form["text"].value() == "Вчера. *** пришла домой. 😀 Потом *** позвонили с номера 0555 12-34-56."
    gone = pressed(programme, "text:0:mask", "Вчера никто не пришёл.", **{"text-seen": STORY})
    assert gone["text"].value() == "Вчера никто не пришёл."


@pytest.mark.parametrize(
    "said",
    [
        "x",
        "{}",
        "[" * 5_000,
        "[1]",
        '[["PERSON"]]',
        '[["DOG","name.first",0,1,"mask",""]]',
        '[["PERSON","name.first",0,1,"shout",""]]',
        '[["PERSON","Aселя была тут",0,1,"mask",""]]',
        '[["PERSON","name.first",1,0,"mask",""]]',
        '[["PERSON","name.first",true,1,"mask",""]]',
        '[["PERSON","name.first",0,1,"keep",""]]',
        '[["PERSON","name.first",0,1,"keep","BECAUSE"]]',
        '[["PERSON","name.first",0,1,"mask","NEEDED"]]',
        '[[["PERSON"],"name.first",0,1,"mask",""]]',
    ],
)
def test_what_is_no_decision_is_left_out(said: str) -> None:
    good = '["PHONE","phone.local",3,6,"mask",""]'
    assert decisions_in(said) == ()
    if said.endswith("]]"):
        both = decisions_in(f"[{good},{said[1:-1]}]")
        assert both == (Decision(Label.PHONE, "phone.local", 3, 6, Choice.MASK),)
        assert decisions_in(encoded(both)) == both


@pytest.mark.parametrize("said", ["x", "[1]", '[["a",1,"b","c"]]', '[[0,1,"b"]]', "[[0,1,2,3]]", "[" * 5_000])
def test_what_is_no_change_is_not_undone(said: str) -> None:
    assert changes_in(said) == ()
    assert taken_back(Written(STORY), changes_in(said)).text == STORY


def test_overlapping_changes_are_not_undone() -> None:
    changes = changes_in('[[0,5,"Асель","x"],[2,5,"ель","y"]]')
    assert taken_back(Written(STORY), changes).text == STORY
    assert changes_in(encoded_changes(changes)) == changes


def test_places_count_in_the_text_as_it_is_taken() -> None:
    typed = "\r\n  Асель\r\nи\u0306  "
    assert as_taken(typed) == "Асель\nй"
    assert written_in({"text": typed}, "text").text == "Асель\nй"


def test_decisions_hold_no_words(programme: Programme) -> None:
    press = press_in(
        {"text": STORY, "guard": "text:0:keep:NEEDED"}, programme=programme, seed=SEED, is_guarded=lambda _name: True
    )
    assert press is not None
    assert not {letter for letter in press.answers()["text-decisions"] if ord(letter) > 127}


def test_every_code_has_words() -> None:
    assert set(CHOICES) == set(Choice) - {Choice.KEEP}
    assert set(GuardLabel.values) == set(Label)
    assert set(HINTS) == {BIRTH_PLACE_WORK, DAY_PLACE_EVENT}


def test_a_reason_fits_what_was_found(programme: Programme) -> None:
    name, number = panel_of("text", Written(STORY), programme=programme, seed=SEED).needed
    assert len(name.reasons) == len(KeepReason)
    assert [offer.value.rpartition(":")[2] for offer in number.reasons] == ["NOT_DATA", "PUBLIC", "NEEDED"]


def test_what_leads_to_a_person_together_is_hinted_at_and_stops_nobody(programme: Programme) -> None:
    text = "12 марта 2021 года в Балыкчы был пожар, и после него её выгнали из дома."
    panel = panel_of("text", Written(text), programme=programme, seed=SEED)
    assert [(row.words, row.said) for row in panel.hints] == [("пожар", str(HINTS["day_place_event"]))]
    assert panel.needed == ()


def test_a_text_that_is_too_long_is_said_to_be(programme: Programme) -> None:
    long = "а" * 64_001
    assert panel_of("text", Written(long), programme=programme, seed=SEED).problem
    assert press_in({"text": long, "guard": "text:0:mask"}, programme=programme, seed=SEED, is_guarded=lambda _n: True)


def test_other_names_are_the_same_in_a_case_and_on_its_first_page(programme: Programme, amina: User) -> None:
    page = Guarding.of_page(amina, programme, "a" * 32)
    assert page == Guarding.of_page(amina, programme, "a" * 32)
    assert page.seed != Guarding.of_page(amina, programme, "b" * 32).seed
    assert Guarding.of_person(amina, programme).seed not in (page.seed, b"")


NOT_GUARDED = {
    # What the guard never stops at.
    "AllowedWordForm",
    # Articles of treaties, and numbers of cases.
    "ApproveForm",
    "EraseForm",
    "ActionCasesForm",
    # Words that are looked for, and kept nowhere.
    "CaseSearchForm",
    "WordsForm",
}


def kinds(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for kind in form.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_whatever_people_type_about_cases_is_guarded() -> None:
    """A new field of text is guarded, or stands above."""
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    typed = [
        form
        for form in kinds(forms.Form)
        if form.__module__.startswith(f"{package.__name__}.")
        and any(isinstance(field, TextField) for field in form.base_fields.values())
        and form.__name__ not in NOT_GUARDED
    ]
    assert len(typed) >= 9
    for form in typed:
        own = [one for one in form.__mro__ if one is not GuardedForm and issubclass(one, GuardedForm)]
        assert any("self.guard(" in inspect.getsource(one) for one in own), form
