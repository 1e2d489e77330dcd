"""What a figure counts, in words."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.comparison import Figure
from reports.disclosure.published import Published
from reports.disclosure.schema import LAW_ENFORCEMENT, Axis
from reports.indicators.published_names import name_of, period_label


def figure_text(published: Published, figure: Figure, period: str = "") -> str:
    """What is counted: “cases · 2021 · Osh oblast · by: law enforcement”, in the language of the page."""
    parts = [_("cases"), *([period_label(period)] if period else [])]
    return " · ".join([*parts, *(code_text(published, axis, code) for axis, code in figure.codes)])


def code_text(published: Published, axis: Axis, code: str) -> str:
    """One code of a figure: “by: law enforcement”."""
    name = name_of(published.labels, axis, code, get_language() or "en")
    patterns = {
        Axis.PRIMARY_GROUP: _("main group: %(name)s"),
        Axis.GROUP: _("everybody in the group: %(name)s"),
        Axis.VIOLATOR: _("by: %(name)s"),
        Axis.OUTCOME: _("outcome: %(name)s"),
    }
    is_law = (axis, code) == (Axis.VIOLATOR, LAW_ENFORCEMENT)
    return patterns.get(axis, "%(name)s") % {"name": _("law enforcement") if is_law else name}
