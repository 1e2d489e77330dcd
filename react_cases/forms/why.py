"""Why the forms after the intake ask what they ask; shown beside each question like in the intake."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FormClass = TypeVar("FormClass", bound=type[forms.Form])


def explained(words: Mapping[str, Promise]) -> Callable[[FormClass], FormClass]:
    """Give the fields of a form their “why”. Raises `KeyError` for a field that the form does not have."""

    def decorate(form: FormClass) -> FormClass:
        for name, text in words.items():
            setattr(form.base_fields[name], "why", text)  # noqa: B010  the template reads it, Django's type lacks it
        return form

    return decorate


RESPONSE = {
    "type": _(
        "Help given is the first thing that the figures show. Add each step: it also tells a colleague where you are."
    ),
    "given_on": _("From the event to the first help: this is how quickly people were reached."),
    "delivered_by": _("It shows how much you do yourselves, and which partner helps."),
    "addressee": _("Which bodies answer, and which do not, is only seen over many cases."),
    "result": _("A spoken promise, a letter or no answer: later this is the proof of how complaints are treated."),
}

READINESS = {
    "value": _("Only the client decides. The answer may change, and each one is kept with its day."),
    "reasons": _("Reasons, not blame: they show what would have to change before people complain."),
}

OUTCOME = {
    "outcome": _("Not solved and withdrawn are endings as well. An honest answer is worth more than a good one."),
    "effects": _("An apology, money back or a medicine given again: this is what help achieves."),
    "compensation": _("Sums that were really paid. They show what complaining is worth."),
    "client_view": _("A case can be won on paper and lost for the client. Ask, and write what they say."),
}

CONSENT = {
    "mode": _("Spoken agreement is enough. A signed paper can be found with the client: ask for one only if needed."),
    "language": _("Consent counts only where the client understood what was explained."),
}

WITHDRAWAL = {
    "withdrawn_on": _("From this day on the purpose no longer holds. The client need not say why."),
}

EVIDENCE = {
    "file": _("A medical paper or a picture of injuries often decides. What is not needed is better not kept."),
    "note": _("A court asks who made it, when and how. In a year nobody remembers."),
    "keep_original": _(
        "A court may doubt a cleaned file. The original also tells where and on what phone it was made."
    ),
}

QUALIFICATION = {
    "qualification": _(
        "Registered and qualified cases are counted apart. “Not a violation” does not end the help: the client may"
        " need advice."
    ),
}

APPROVAL = {
    **QUALIFICATION,
    "articles": _("Reports to treaty bodies are built on them. The list is a suggestion: the decision is yours."),
    "confirm": _("A second pair of eyes looked at it before it counts: this is why the figures can be trusted."),
}

REJECTION = {
    "reason": _("The author sees it, and the reasons together show what should be explained better."),
}
