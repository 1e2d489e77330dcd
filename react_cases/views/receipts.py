"""The receipt for a client whose case was erased: what is gone, what stays and why. It names nobody."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.erasure import receipt_number
from react_cases.models import Case, CaseTransition
from react_cases.retention import KEYS_KEPT_DAYS
from react_cases.views.case_sections import day
from react_cases.views.fetching import visible_case
from react_cases.workflow import Axis, Status


@dataclass(frozen=True)
class Receipt:
    """A receipt in the language of the client: the same words on paper and as a text to send."""

    language: str
    title: str
    facts: list[tuple[str, str]]
    lede: str
    destroyed_title: str
    destroyed: list[str]
    stays_title: str
    stays: list[str]
    advice: list[str]

    @property
    def text(self) -> str:
        """All of it for a message."""
        lines = [self.title, "", *(f"{name}: {value}" for name, value in self.facts), "", self.lede, ""]
        lines += [f"{self.destroyed_title}:", *(f"- {item}" for item in self.destroyed), ""]
        lines += [f"{self.stays_title}:", *(f"- {item}" for item in self.stays), "", *self.advice]
        return "\n".join(lines)


@require_safe
@permitted(Permission.SEALED_OPEN)
def case_receipt(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """What the client is given, in the language that the client reads."""
    case = visible_case(request, public_id)
    step = erasing_step(case)
    if step is None or case.is_practice:
        raise Http404
    languages = receipt_languages(case)
    wanted = request.GET.get("language")
    language = wanted if wanted in dict(languages) else languages[0][0]
    context = {"case": case, "receipt": receipt_of(case, step, language), "languages": languages}
    return render(request, "react_cases/case_receipt.html", context)


def erasing_step(case: Case) -> CaseTransition | None:
    """The step that erased the case, for one that is erased."""
    if case.status != Status.ERASED:
        return None
    return case.transitions.filter(axis=Axis.DOCUMENTATION).select_related("by", "reason").last()


def receipt_languages(case: Case) -> list[tuple[str, str]]:
    """Languages that a receipt is written in, each by its own name; those of the programme first."""
    known = dict(settings.LANGUAGES)
    order = [*(code for code in case.programme.languages if code in known), *known]
    return [(code, translation.get_language_info(code)["name_local"].capitalize()) for code in dict.fromkeys(order)]


def receipt_of(case: Case, step: CaseTransition, language: str) -> Receipt:
    """The receipt of an erased case in one language."""
    with translation.override(language):
        facts = [
            (_("Receipt"), receipt_number(case)),
            (_("Case number"), case.code),
            (_("Erased on"), day(timezone.localdate(step.at))),
        ]
        if step.reason:
            facts.append((_("Reason"), step.reason.label))
        return Receipt(
            language=language,
            title=_("Receipt: a case was erased"),
            facts=facts,
            lede=_("What was recorded under this number was destroyed on that day. Nobody can bring it back."),
            destroyed_title=_("What was destroyed"),
            destroyed=what_is_destroyed(),
            stays_title=_("What stays, and why"),
            stays=what_stays(),
            advice=[
                _("What was printed or handed to others before is not in our hands: ask those who have it."),
                _("Keep this receipt only where it is safe for you. It names nobody and tells nothing of what was."),
            ],
        )


def what_is_destroyed() -> list[str]:
    """What erasing a case destroys, in plain words."""
    return [
        _("the answers: what happened, when, where, who did it and to whom"),
        _("the texts: the story, comments and notes"),
        _("photos, recordings and documents"),
        _("the help that was recorded, and the consents"),
        _("the mark by which several cases are known as those of one client"),
        _("the keys that open the texts and files, so that no older copy of them opens either"),
    ]


def what_stays() -> list[str]:
    """What is left of an erased case, and the reason, in plain words."""
    return [
        _("the case number, its dates and steps, so that no gap in the list is left unexplained"),
        _("who erased it and for which reason, so that nobody can do it unseen"),
        _("in the log, who opened or changed the case and when; never what stood in it"),
        _("figures that were published before: numbers in tables in which nobody can be recognised"),
        _(
            "in encrypted backups, coded answers without any text, until newer backups replace them; when one is "
            "restored, the case is erased again. The keys leave the backups within %(days)d days."
        )
        % {"days": KEYS_KEPT_DAYS},
    ]
