"""What a programme lets the personal-data guard pass, and how often each of its rules was followed or overruled."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.actions import allowed_words as actions
from react_cases.actions.locking import NotAllowed
from react_cases.forms.allowed_words import AllowedWordForm
from react_cases.forms.guard_rules import rule_words
from react_cases.forms.shares import percent
from react_cases.models import GuardTally
from react_cases.models.choices import GuardChoice, GuardLabel, KeepReason
from react_cases.pii.data_files import words

SHARE_FROM = 10
"""Decisions from which a share says something."""

FOLLOWED = {
    gettext_noop("Masked"): (GuardChoice.MASK,),
    gettext_noop("Replaced"): (GuardChoice.ROLE, GuardChoice.PSEUDONYM),
    gettext_noop("Shortened"): (GuardChoice.MONTH, GuardChoice.YEAR, GuardChoice.DISTRICT),
}


@dataclass(frozen=True)
class RuleCount:
    """One rule of the guard: what it finds, and how often people did what it suggested."""

    words: str
    kind: str
    done: list[tuple[str, int]]
    """What was done about it, where it was."""
    reasons: list[tuple[str, int]]
    """Why it was kept, the most frequent reason first."""

    @property
    def followed(self) -> int:
        """How often something was done about it."""
        return sum(count for _what, count in self.done)

    @property
    def kept(self) -> int:
        """How often it was overruled."""
        return sum(count for _reason, count in self.reasons)

    @property
    def share(self) -> str:
        """Which part of all decisions overruled it, in words; empty while there are few."""
        decisions = self.followed + self.kept
        return percent(100 * self.kept / decisions, 0) if decisions >= SHARE_FROM else ""


@permitted(Permission.SETTINGS_MANAGE)
def allowed_word_list(request: SignedInRequest) -> HttpResponseBase:
    """The words of the programme, and one more."""
    programme = managed_programme(request, Permission.SETTINGS_MANAGE)
    form = AllowedWordForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            word = actions.allowed_word_add(programme, said["text"], by=request.user, is_nobody=said["is_nobody"])
        except NotAllowed as refusal:
            form.add_error("text", _refusal(refusal))
        else:
            messages.success(request, _("“%(words)s” passes from now on.") % {"words": word})
            return redirect("allowed_word_list")
    context = {"form": form, "rows": programme.allowed_words.select_related("added_by")}
    context |= {"built_in": sorted(set(words("allowed.txt")), key=str.casefold)}
    return render(request, "react_cases/allowed_word_list.html", context)


@require_POST
@permitted(Permission.SETTINGS_MANAGE)
def allowed_word_remove(request: SignedInRequest) -> HttpResponseBase:
    """Take words off the list."""
    programme = managed_programme(request, Permission.SETTINGS_MANAGE)
    number = request.POST.get("word", "")
    word = programme.allowed_words.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    if word is None:
        raise Http404
    actions.allowed_word_remove(word, by=request.user)
    messages.success(request, _("“%(words)s” is asked about again.") % {"words": word})
    return redirect("allowed_word_list")


@require_safe
@permitted(Permission.SETTINGS_MANAGE)
def guard_counts(request: SignedInRequest) -> HttpResponseBase:
    """How often each rule was followed and overruled, the most overruled first."""
    programme = managed_programme(request, Permission.SETTINGS_MANAGE)
    rows = rule_counts(GuardTally.objects.filter(programme=programme))
    return render(request, "react_cases/guard_counts.html", {"rows": rows, "share_from": SHARE_FROM})


def rule_counts(tallies: Iterable[GuardTally]) -> list[RuleCount]:
    """The counts by rule and kind of data."""
    by_rule: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for row in tallies:
        by_rule.setdefault((row.rule, row.label), {})[row.choice, row.reason] = row.count
    rows = [_rule_count(rule, label, counts) for (rule, label), counts in by_rule.items()]
    return sorted(rows, key=lambda row: (-row.kept, -row.followed, row.words))


def _rule_count(rule: str, label: str, counts: dict[tuple[str, str], int]) -> RuleCount:
    done = [(_(what), sum(counts.get((choice, ""), 0) for choice in choices)) for what, choices in FOLLOWED.items()]
    reasons = [(str(KeepReason(reason).label), count) for (_choice, reason), count in counts.items() if reason]
    return RuleCount(
        words=rule_words(rule),
        kind=str(GuardLabel(label).label),
        done=[row for row in done if row[1]],
        reasons=sorted(reasons, key=lambda row: -row[1]),
    )


def _refusal(refusal: NotAllowed) -> str:
    return {
        "allowed_word_there": _("These words are on the list already."),
        "allowed_words_full": _("The list is full: take words off that nobody needs any more."),
    }.get(refusal.code, _("This is not possible."))
