"""The decisions that stories show, and that they are such as people could have taken."""

import datetime

import pytest

from documenters.models import Programme
from react_cases.actions.guard import Written, text_check
from react_cases.management.demo.guarding import EARLIER, MARK, told
from react_cases.management.demo.storybook import Story, desk_stories, published_stories
from react_cases.models.choices import KeepReason
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label
from react_cases.pii.rules import RULES

STORIES = [*published_stories(), *desk_stories(datetime.date(2026, 3, 16))]


def texts(story: Story) -> list[str]:
    """Everything that people type in a story."""
    said = [story.text, story.first_narrative, *(row.unit for row in story.violators)]
    said += [row.note for row in story.responses] + [row.text for row in story.steps]
    return said + [text for row in story.evidence for text in (row.name, row.note)]


def test_marks_become_places(programme: Programme) -> None:
    written = told("Пришла {{Айнура|PERSON name.first pseudonym}}, номер {{***|PHONE phone.local mask}}.", programme)
    assert written.text == "Пришла Айнура, номер ***."
    assert [(written.text[row.start : row.end], row.label, row.choice, row.reason) for row in written.decisions] == [
        ("Айнура", Label.PERSON, Choice.PSEUDONYM, ""),
        ("***", Label.PHONE, Choice.MASK, ""),
    ]


@pytest.mark.parametrize("mark", ["{{Айнура|PERSON name.first keep}}", "{{Айнура|PERSON name.first keep MOOD}}"])
def test_who_keeps_has_a_reason(mark: str) -> None:
    with pytest.raises(ValueError, match=r"MOOD|None"):
        told(mark, Programme())


def test_the_desk_shows_every_kind_of_decision_and_nothing_is_open(programme: Programme) -> None:
    marks = [mark for story in STORIES for text in texts(story) for mark in MARK.finditer(text)]
    assert {mark["choice"] for mark in marks} >= {"pseudonym", "mask", "keep"}
    assert {mark["reason"] for mark in marks} >= {"NEEDED", "PUBLIC", "CHANGED"}
    for story in STORIES:
        for text in texts(story):
            written = told(text, programme)
            assert "{{" not in written.text
            assert text_check(Written(written.text, written.decisions), programme=programme).undecided == ()


def test_marks_name_rules_that_there_are(programme: Programme) -> None:
    for story in STORIES:
        for text in texts(story):
            for row in told(text, programme).decisions:
                assert row.rule in RULES
                assert RULES[row.rule].label is row.label


def test_counts_of_the_time_before_are_of_rules_that_there_are() -> None:
    for label, rule, choice, reason in EARLIER:
        assert RULES[rule].label == label
        assert choice in set(Choice)
        assert reason in (KeepReason.values if choice == Choice.KEEP else [""])
