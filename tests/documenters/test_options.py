"""Entries of lists of choices, as they stand in a page."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.html import format_html
from django.utils.translation import gettext_lazy


class Asked(forms.Form):
    answer = forms.ChoiceField(choices=[('"A', "<b>"), ("C", "Second")], initial="C", required=False)


class Hinted(forms.RadioSelect):
    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().create_option(name, value, *args, **kwargs), "hint": "<i>"}


@pytest.mark.parametrize(
    ("widget", "entries"),
    [
        (
            Hinted,
            [
                '<div class="tile" data-filter-item> <input type="radio" name="answer" value="&quot;A"'
                ' class="form-check-input" id="id_answer_0"> <label for="id_answer_0">&lt;b&gt;'
                ' <span class="tile-hint">&lt;i&gt;</span></label> </div>',
                '<input type="radio" name="answer" value="C" class="form-check-input" id="id_answer_1" checked>',
            ],
        ),
        (
            forms.Select,
            ['<option value="&quot;A">&lt;b&gt;</option>', '<option value="C" selected>Second</option>'],
        ),
    ],
)
def test_an_entry_is_escaped_and_says_whether_it_is_chosen(widget: type[forms.Select], entries: list[str]) -> None:
    form = Asked()
    form.fields["answer"].widget = widget(choices=form.fields["answer"].choices)
    page = " ".join(str(form["answer"]).split())
    for entry in entries:
        assert entry in page


@pytest.mark.parametrize(("tag", "times"), [("tile", 9), ("choice", 5)])
def test_every_part_of_an_entry_is_escaped_once(tag: str, times: int) -> None:
    sharp, escaped = "<b class='a' title=\"b\">&", "&lt;b class=&#x27;a&#x27; title=&quot;b&quot;&gt;&amp;"
    option = dict.fromkeys(("type", "name", "value", "label", "hint"), sharp) | {"attrs": {sharp: sharp, "id": sharp}}
    drawn = Template("{% load options %}{% " + tag + " option %}")
    page = drawn.render(Context({"option": option}))
    assert page.count(escaped) == times
    assert sharp not in page
    option |= {"label": format_html("<i>{}</i>", "<"), "value": gettext_lazy("<")}
    page = drawn.render(Context({"option": option}))
    assert "<i>&lt;</i>" in page
    assert 'value="&lt;"' in page
