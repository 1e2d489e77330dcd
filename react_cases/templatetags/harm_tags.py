"""The notes about talks on violence."""

from typing import Any

from django import template

from react_cases.forms.do_no_harm import HINTS, SHOWN_FOR

register = template.Library()


@register.inclusion_tag("react_cases/_do_no_harm.html")
def do_no_harm(*, opens: bool = False) -> dict[str, Any]:
    """All notes; `intake_answers.js` shows those that the answers call for, open where `opens`."""
    return {"hints": HINTS, "shown_for": SHOWN_FOR, "opens": opens}
