"""A rule as a sentence, in the language of the page: “5 or more cases: police, in one city, within 60 days”."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from react_cases.actions.alerts import CODES, RuleData
from react_cases.models import Alert
from react_cases.models.alert import AlertArea

AREAS: dict[str, Promise] = {
    AlertArea.CITY: _("in one city"),
    AlertArea.DISTRICT: _("in one district"),
    AlertArea.OBLAST: _("in one oblast"),
    AlertArea.PROGRAMME: _("in the whole country"),
}
"""Area -> how it stands in the sentence."""


def rule_text(rule: RuleData | Alert) -> str:
    """What is watched, in words."""
    terms = [getattr(rule, name) for name in CODES]
    begin = ngettext("%(count)s or more cases", "%(count)s or more cases", rule.at_least) % {"count": rule.at_least}
    days = ngettext("within %(count)s day", "within %(count)s days", rule.within_days) % {"count": rule.within_days}
    parts = [*(_within(term.label) for term in terms if term), str(AREAS[rule.area]), days]
    return f"{begin}: {', '.join(parts)}"


def _within(label: str) -> str:
    """A label in the middle of a sentence; an abbreviation keeps its capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
