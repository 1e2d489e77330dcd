"""What the pages of advocacy actions say, from rows and opened texts."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documenters.access import has_permission
from documenters.models import User
from documenters.models.audit_actions import ACTION_LABELS
from documenters.permissions import Permission
from react_cases.actions.advocacy import NOTE, REPLY, TEXT, TITLE, actions_due, consents_lost, file_names, history_of
from react_cases.actions.advocacy_cases import MOST_CASES, LookedAt, looked_at
from react_cases.actions.guard import Decided, Written
from react_cases.actions.papers import PaperField
from react_cases.forms.advocacy import COUNTS, TELLS, ActionFilterForm
from react_cases.models import AdvocacyAction, Case
from react_cases.models.advocacy import AdvocacyReply, WhyLeftOut
from react_cases.views.case_sections import day, moment
from react_cases.views.guarded_text import kept_lines

Texts = dict[PaperField, Written]
SHOWN = 60
"""Case numbers of one reason that are listed."""
STEPS = 30
REPLY_TAGS = {"": "waiting", AdvocacyReply.NONE: "attention", AdvocacyReply.ORAL: "done", AdvocacyReply.WRITTEN: "done"}


@dataclass(frozen=True)
class ActionRow:
    """One line of the list."""

    action: AdvocacyAction
    effects: str
    is_due: bool

    @property
    def count(self) -> int:
        """Its cases."""
        number: int = self.action.case_count  # type: ignore[attr-defined]
        return number

    @property
    def reply(self) -> str:
        """What the body answered, in words."""
        return reply_words(self.action)

    @property
    def tag(self) -> str:
        """The sign of the reply."""
        return reply_tag(self.action)


def action_rows(page: Page[AdvocacyAction], user: User) -> list[ActionRow]:
    """The lines of one page; its effects are prefetched."""
    shown = [action.pk for action in page]
    due = set(actions_due(user, timezone.localdate()).filter(pk__in=shown).order_by().values_list("pk", flat=True))
    return [
        ActionRow(action, ", ".join(term.label for term in action.effects.all()), action.pk in due) for action in page
    ]


def reply_words(action: AdvocacyAction, today: datetime.date | None = None) -> str:
    """ "Waiting for 12 days", "Written reply, 3 March 2022", "Planned"."""
    if action.replied_on:
        return f"{action.get_reply_display()}, {day(action.replied_on)}"
    if action.reply:
        return str(action.get_reply_display())
    days = ((today or timezone.localdate()) - action.done_on).days
    if days < 0:
        return _("Planned")
    return ngettext("Waiting for %(count)d day", "Waiting for %(count)d days", days) % {"count": days}


def reply_tag(action: AdvocacyAction) -> str:
    """The sign of the reply."""
    is_planned = not action.reply and action.done_on > timezone.localdate()
    return "todo" if is_planned else REPLY_TAGS[action.reply]


def list_query(form: ActionFilterForm, *, without: str = "") -> str:
    """The chosen filters as a query string, for the pages that follow."""
    query = QueryDict(mutable=True)
    for name in form.fields:
        if name != without and (value := form.data.get(name)):
            query[name] = value
    return query.urlencode()


def list_chips(form: ActionFilterForm) -> list[dict[str, str]]:
    """One for each chosen filter, with the address of the page without it."""
    chips = []
    for name, field in form.fields.items():
        if value := form.data.get(name):
            labels = dict(getattr(field, "choices", ()))
            label = f"{field.label}: {labels.get(value, value)}" if labels else str(field.label)
            chips.append({"label": label, "href": "?" + list_query(form, without=name)})
    return chips


@dataclass(frozen=True)
class LeftOut:
    """Cases that are left out for one reason."""

    label: str
    count: int
    cases: list[Case]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.cases)


@dataclass(frozen=True)
class Look:
    """What one of the two kinds of action would take of the cases that were found."""

    value: str
    """The answer that it belongs to."""
    count: int
    taken: list[Case]
    left_out: list[LeftOut]
    refusal: str = ""
    """Why none can be taken, where they are too many."""


def looks(cases: QuerySet[Case] | None) -> dict[str, Look]:
    """Both, by the answer of the form; None: an action about no case."""
    if cases is None:
        return {value: Look(value, 0, [], []) for value in (COUNTS, TELLS)}
    found = looked_at(cases)
    return {value: _look(found[value == TELLS], value) for value in (COUNTS, TELLS)}


def too_many() -> str:
    """An action cannot take so many cases."""
    return _("One action takes at most %(most)d cases. Choose fewer in the list of cases.") % {"most": MOST_CASES}


def _look(found: LookedAt, value: str) -> Look:
    left = [
        LeftOut(str(why.label), found.reasons[why], found.left_out.get(why, [])[:SHOWN])
        for why in WhyLeftOut
        if why in found.reasons
    ]
    return Look(value, found.count, found.taken, left, too_many() if found.is_too_large else "")


def left_out_words(action: AdvocacyAction) -> list[tuple[str, int]]:
    """What was left out when the action was begun or changed."""
    return [(str(why.label), action.left_out[why]) for why in WhyLeftOut if action.left_out.get(why)]


@dataclass(frozen=True)
class FileRow:
    """One document."""

    name: str
    role: str
    facts: str
    open_url: str
    remove_url: str


def action_context(action: AdvocacyAction, texts: Texts, user: User) -> dict[str, Any]:
    """Everything that the page of one action says."""
    cases = Case.objects.visible_to(user).filter(advocacy_links__action=action).order_by("code")
    today = timezone.localdate()
    return {
        "action": action,
        "title": texts[TITLE].text if TITLE in texts else "",
        "text": texts[TEXT].text if TEXT in texts else "",
        "note": texts[NOTE].text if NOTE in texts else "",
        "reply_text": texts[REPLY].text if REPLY in texts else "",
        "kept": _kept(action, texts),
        "reply": reply_words(action),
        "reply_tag": reply_tag(action),
        "cases": list(cases.only("public_id", "code")),
        "lost": consents_lost(action, by=user),
        "left_out": left_out_words(action),
        "effects": list(action.effects.all()),
        "files": file_rows(action, texts),
        "is_due": action.follow_up_on is not None and action.follow_up_on <= today,
        "is_planned": action.done_on > today,
        "events": _events(action, user),
        "library_url": library_url(action),
    }


def file_rows(action: AdvocacyAction, texts: Texts) -> list[FileRow]:
    """The documents in the order in which they came."""
    rows = []
    for file, name in file_names(action, texts):
        address = [action.paper.public_id, file.public_id]
        facts = _("%(kind)s, %(size)s. Added by %(person)s on %(moment)s.") % {
            "kind": file.get_kind_display(),
            "size": filesizeformat(file.size),
            "person": file.added_by,
            "moment": moment(file.added_at),
        }
        rows.append(
            FileRow(
                name or _("File without a name"),
                str(file.get_role_display()),
                facts,
                reverse("advocacy_file", args=address),
                reverse("advocacy_file_remove", args=address),
            )
        )
    return rows


def library_url(action: AdvocacyAction) -> str:
    """Where the action is put into the library."""
    return f"{reverse('library_add')}?action={action.paper.public_id}"


def case_lines(case: Case, user: User) -> list[dict[str, str]]:
    """The advocacy actions that a case is part of, for its page; with a link for those who may open them."""
    opens = has_permission(user, Permission.ADVOCACY_MANAGE, programme=case.programme)
    found = AdvocacyAction.objects.visible_to(user).filter(case_links__case=case)
    return [
        {
            "what": f"{row.get_kind_display()} — {row.body.label}, {day(row.done_on)}",
            "reply": reply_words(row),
            "url": reverse("advocacy_detail", args=[row.paper.public_id]) if opens else "",
        }
        for row in found.select_related("body", *(["paper"] if opens else []))
    ]


def _kept(action: AdvocacyAction, texts: Texts) -> list[str]:
    """Personal data that stays in the texts, and why."""
    lines = []
    for written in texts.values():
        decided = [Decided(row, "", action.paper.made_at) for row in written.decisions]
        lines += kept_lines(written.text, decided)
    return list(dict.fromkeys(lines))


def _events(action: AdvocacyAction, user: User) -> list[dict[str, str]]:
    """What was changed, newest first, from the log; for those who may read it."""
    if not has_permission(user, Permission.LOG_READ, programme=action.programme):
        return []
    return [
        {
            "title": str(ACTION_LABELS.get(event.action, event.action)),
            "when": moment(event.at),
            "datetime": event.at.isoformat(timespec="minutes"),
            "by": str(event.actor or ""),
        }
        for event in history_of(action)[:STEPS]
    ]
