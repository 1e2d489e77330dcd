"""The entries of a list of choices. A filter or an intake has hundreds: as templates they were half a page's time."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def tile(option: Mapping[str, Any]) -> str:
    """One radio button or checkbox of a group with its label and its hint, from what the widget says of it."""
    attrs = {**option["attrs"], "class": f"form-check-input {option['attrs'].get('class', '')}".strip()}
    hint = format_html(' <span class="tile-hint">{}</span>', option["hint"]) if option.get("hint") else ""
    return format_html(
        '<div class="tile" data-filter-item>\n<input type="{}" name="{}"{}{}>\n<label{}>{}{}</label>\n</div>',
        option["type"],
        option["name"],
        _value(option),
        flatatt(attrs),
        flatatt({"for": attrs.get("id")}),
        option["label"],
        hint,
    )


@register.simple_tag
def choice(option: Mapping[str, Any]) -> str:
    """One entry of a select."""
    return format_html("<option{}{}>{}</option>", _value(option), flatatt(option["attrs"]), option["label"])


def _value(option: Mapping[str, Any]) -> str:
    """The value as it is sent; in no language's way of writing numbers."""
    return format_html(' value="{}"', str(option["value"]))
