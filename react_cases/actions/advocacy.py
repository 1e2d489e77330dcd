"""Advocacy actions: what the programme does about several cases at once, and what came of it (docs/adr/0041).

An action that says something about single cases takes only those whose client agreed that they go to a state body;
one that only counts takes those that may be counted. Words and files are sealed with the action's paper.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from documenters.access import has_permission, require_permission
from documenters.audit import record
from documenters.models import AuditEvent, Programme, User
from documenters.permissions import Permission
from react_cases.actions.advocacy_cases import (
    MOST_CASES,
    LookedAt,
    actions_losing,
    consents_lost,
    leave_out,
    link_cases,
    looked_at,
    split_cases,
)
from react_cases.actions.guard import Written
from react_cases.actions.library import entry_remove
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import (
    PaperField,
    file_name,
    paper_empty,
    paper_file_add,
    paper_file_remove,
    paper_new,
    paper_open,
    paper_part_forget,
    paper_seal,
)
from react_cases.actions.sealing import OpenReason
from react_cases.evidence.formats import Cleaned
from react_cases.models import AdvocacyAction, Case, Paper, PaperFile, Term
from react_cases.models.advocacy import AdvocacyReply, WhyLeftOut, WhyRemoved
from react_cases.models.paper import FileRole, PaperKind

__all__ = ["MOST_CASES", "LookedAt", "consents_lost", "looked_at", "split_cases"]

TITLE, TEXT, NOTE, REPLY = (PaperField("action", 0, name) for name in ("title", "text", "note", "reply"))
"""The four texts of an action."""

NOTHING = Written("")
BODIES, EFFECTS = "bodies", "effects"
ANSWERED = (AdvocacyReply.ORAL, AdvocacyReply.WRITTEN)
REMOVED = "advocacy.removed"


class AdvocacyChanged(Exception):
    """Somebody else wrote to the action after this person had read it; `action` is as it is now."""

    def __init__(self, action: AdvocacyAction) -> None:
        super().__init__(action.code)
        self.action = action


@dataclass(frozen=True)
class AdvocacyData:
    """What somebody says about an action."""

    kind: str
    body: Term
    done_on: datetime.date
    """A day to come for what is only planned."""
    title: Written
    text: Written = NOTHING
    note: Written = NOTHING
    has_case_detail: bool = False
    follow_up_on: datetime.date | None = None
    found_by: str = ""
    """The filter that the cases were found with."""


@dataclass(frozen=True)
class WentWithIt:
    """What was removed together with an action."""

    entries: int
    """Of the library."""
    drafts: int
    """Of reports that named it: its paragraph is out of them."""


@dataclass(frozen=True)
class ReplyData:
    """What the body answered, and what came of it."""

    reply: str
    replied_on: datetime.date | None = None
    effects: Sequence[Term] = field(default_factory=tuple)
    text: Written = NOTHING
    follow_up_on: datetime.date | None = None


@transaction.atomic
def advocacy_start(
    programme: Programme, data: AdvocacyData, cases: QuerySet[Case] | None, *, by: User
) -> AdvocacyAction:
    """Begin an action with those of these cases that it may take; `cases` are in the person's sight.

    Raises `NotAllowed` with `too_many_cases`, `term` for a body of another list or programme, or for a text of which
    something is undecided; `PermissionDenied` for anybody but a coordinator.
    """
    require_permission(by, Permission.ADVOCACY_MANAGE, programme=programme)
    _require_terms([data.body], BODIES, programme)
    taken: list[Case] = []
    reasons: dict[WhyLeftOut, int] = {}
    if cases is not None:
        taken, reasons = split_cases(cases.filter(programme=programme), data.has_case_detail)
    _require_few(len(taken))
    paper = paper_new(programme, PaperKind.ADVOCACY, by=by)
    action = AdvocacyAction(
        paper=paper,
        programme=programme,
        code=_next_code(programme, data.done_on.year),
        found_by=data.found_by if len(data.found_by) <= 400 else "",
    )
    leave_out(action, taken, reasons)
    _fill(action, data)
    action.save()
    link_cases(action, taken)
    paper_seal(paper, {TITLE: data.title, TEXT: data.text, NOTE: data.note}, by=by)
    _log("advocacy.started", action, by=by, reason=f"cases:{len(taken)}")
    return action


@transaction.atomic
def advocacy_change(action: AdvocacyAction, data: AdvocacyData, *, by: User, version: int) -> dict[WhyLeftOut, int]:
    """Change what is said about an action; answers how many cases it loses for which reason.

    When it begins to say something about single cases, those leave it that it may not tell of. While a
    client agrees no longer, neither that answer nor an earlier day makes the action printable again: `consent_lost`,
    as the sentence about the case is still in the text. Raises `AdvocacyChanged` and what `advocacy_start` raises.
    """
    action = lock_action(action, by=by, version=version)
    kept = [action.body] if data.body.pk == action.body_id else []
    _require_terms([data.body], BODIES, action.programme, kept=kept)
    if data.done_on > (action.replied_on or data.done_on):
        raise NotAllowed("reply_before_action")
    was_told = action.has_case_detail
    is_eased = data.has_case_detail != was_told or data.done_on < action.done_on
    if is_eased and consents_lost(action, by=by):
        raise NotAllowed("consent_lost")
    _fill(action, data)
    lost: dict[WhyLeftOut, int] = {}
    if data.has_case_detail and not was_told:
        lost = _drop_disagreeing(action, by)
    _save(action)
    paper_seal(action.paper, {TITLE: data.title, TEXT: data.text, NOTE: data.note}, by=by)
    _log("advocacy.changed", action, by=by)
    return lost


@transaction.atomic
def advocacy_cases_change(
    action: AdvocacyAction, *, add: QuerySet[Case] | None = None, remove: Collection[int] = (), by: User, version: int
) -> tuple[int, dict[WhyLeftOut, int]]:
    """Add cases that are in sight, take others (row numbers) away; answers how many are new, and who was left out."""
    action = lock_action(action, by=by, version=version)
    gone, _rows = action.case_links.filter(case__in=list(remove)).delete() if remove else (0, {})
    taken: list[Case] = []
    reasons: dict[WhyLeftOut, int] = {}
    if add is not None:
        taken, reasons = split_cases(add.filter(programme=action.programme), action.has_case_detail)
    new = link_cases(action, taken)
    _require_few(action.case_links.count())
    leave_out(action, taken, reasons)
    _save(action)
    _log("advocacy.cases_changed", action, by=by, reason=f"added:{new} taken_away:{gone}")
    return new, reasons


@transaction.atomic
def advocacy_reply_record(action: AdvocacyAction, data: ReplyData, *, by: User, version: int) -> AdvocacyAction:
    """Record what the body answered and what came of it. Raises `NotAllowed` with `reply_day` or `term`."""
    action = lock_action(action, by=by, version=version)
    is_answered = data.reply in ANSWERED
    if is_answered != (data.replied_on is not None) or (data.replied_on and data.replied_on < action.done_on):
        raise NotAllowed("reply_day")
    _require_terms(data.effects, EFFECTS, action.programme, kept=list(action.effects.all()))
    action.reply, action.replied_on, action.follow_up_on = data.reply, data.replied_on, data.follow_up_on
    _save(action)
    action.effects.set(data.effects)
    paper_seal(action.paper, {REPLY: data.text}, by=by)
    _log("advocacy.replied", action, by=by, reason=data.reply)
    return action


@transaction.atomic
def advocacy_remove(action: AdvocacyAction, why: WhyRemoved, *, by: User, version: int) -> WentWithIt:
    """Take an action out that should not be there: its words, its files, its keys, its entries of the library.

    Drafts of reports lose its paragraph with the line that was written about it there, so that none says what was not
    done. The log keeps who, when, why and its number, which is never given again. Raises `AdvocacyChanged`.
    """
    action = lock_action(action, by=by, version=version)
    record(REMOVED, action, by=by, programme=action.programme, fields=[action.code], reason=why.value)
    entries = list(action.library_entries.all())
    for entry in entries:
        entry_remove(entry, by=by)
    paper_part_forget(action.programme, PaperKind.SUBMISSION, TITLE.part, action.pk)
    paper = action.paper
    _count, rows = action.delete()
    paper_empty(paper)
    paper.delete()
    # Whatever else pointed to it belongs to the reports, which this layer does not know.
    own = f"{AdvocacyAction._meta.app_label}."
    return WentWithIt(len(entries), sum(number for name, number in rows.items() if not name.startswith(own)))


@transaction.atomic
def advocacy_file_add(
    action: AdvocacyAction, role: FileRole, cleaned: Cleaned, name: Written, *, by: User
) -> PaperFile:
    """Add a cleaned file. Raises `NotAllowed` with `too_many_files`."""
    action = lock_action(action, by=by)
    file = paper_file_add(action.paper, role, cleaned, name, by=by)
    _log("advocacy.file_added", action, by=by, reason=role.value)
    return file


@transaction.atomic
def advocacy_file_remove(action: AdvocacyAction, file: PaperFile, *, by: User) -> None:
    """Delete a file of the action for good."""
    action = lock_action(action, by=by)
    role = file.role
    paper_file_remove(action.paper.files.get(pk=file.pk))
    _log("advocacy.file_removed", action, by=by, reason=role)


@transaction.atomic
def advocacy_letter(action: AdvocacyAction, *, by: User) -> tuple[AuditEvent, str, str]:
    """Title and text for paper, with the row of the log that says who takes them.

    Raises `NotAllowed` with `consent_lost` while a client agrees no longer to what the letter does with their case.
    """
    require_permission(by, Permission.ADVOCACY_MANAGE, programme=action.programme)
    if consents_lost(action, by=by):
        raise NotAllowed("consent_lost")
    texts = paper_open(action.paper, by=by, reason=OpenReason.PRINT, part="action")
    event = _log("advocacy.printed", action, by=by)
    return event, texts.get(TITLE, NOTHING).text, texts.get(TEXT, NOTHING).text


def file_names(action: AdvocacyAction, texts: dict[PaperField, Written]) -> list[tuple[PaperFile, str]]:
    """The files of an action with their opened names."""
    files = action.paper.files.select_related("added_by")
    return [(row, texts[file_name(row)].text if file_name(row) in texts else "") for row in files]


def actions_of(user: User) -> QuerySet[AdvocacyAction]:
    """The actions that the person may open, newest first: those of the programmes that they coordinate."""
    papers = Paper.objects.visible_to(user)
    found = AdvocacyAction.objects.visible_to(user).filter(paper__in=papers)
    counted = found.select_related("paper", "programme", "body").annotate(case_count=Count("case_links", distinct=True))
    return counted.order_by("-done_on", "-pk")


def actions_due(user: User, today: datetime.date) -> QuerySet[AdvocacyAction]:
    """The actions that a coordinator looks at again today: their day has come, or a client agrees no longer before
    the action is done. The earliest day first; `is_late` where it is over."""
    if not has_permission(user, Permission.ADVOCACY_MANAGE):
        return AdvocacyAction.objects.none()
    actions = AdvocacyAction.objects.visible_to(user).filter(paper__in=Paper.objects.visible_to(user))
    planned = actions_losing(actions.filter(done_on__gt=today))
    is_late = ExpressionWrapper(Q(follow_up_on__lt=today), output_field=BooleanField())
    due = actions.filter(Q(follow_up_on__lte=today) | Q(pk__in=planned.values("pk")))
    return due.annotate(is_late=is_late).select_related("body", "paper").order_by("follow_up_on", "pk")


def history_of(action: AdvocacyAction) -> QuerySet[AuditEvent]:
    """What the log says was changed, newest first."""
    return (
        AuditEvent.objects.filter(object_type=AdvocacyAction._meta.label_lower, object_id=action.pk)
        .select_related("actor")
        .order_by("-pk")
    )


def lock_action(action: AdvocacyAction, *, by: User, version: int | None = None) -> AdvocacyAction:
    """Lock the row until the transaction ends and return it fresh, for somebody who may write it.

    Raises `AdvocacyChanged` when `version` is given and is not the version of now.
    """
    require_permission(by, Permission.ADVOCACY_MANAGE, programme=action.programme)
    fresh: AdvocacyAction = (
        AdvocacyAction.objects.select_for_update(no_key=True, of=("self",))
        .select_related("programme", "paper", "body")
        .get(pk=action.pk)
    )
    if version is not None and fresh.version != version:
        raise AdvocacyChanged(fresh)
    return fresh


def _fill(action: AdvocacyAction, data: AdvocacyData) -> None:
    action.kind, action.body, action.done_on = data.kind, data.body, data.done_on
    action.has_case_detail, action.follow_up_on = data.has_case_detail, data.follow_up_on


def _save(action: AdvocacyAction) -> None:
    action.version += 1
    action.save()


def _drop_disagreeing(action: AdvocacyAction, by: User) -> dict[WhyLeftOut, int]:
    linked = Case.objects.visible_to(by).filter(advocacy_links__action=action)
    taken, reasons = split_cases(linked, True)
    leave_out(action, taken, reasons)
    action.case_links.exclude(case__in=taken).delete()
    return reasons


def _next_code(programme: Programme, year: int) -> str:
    """The next number of a year, such as A-2022-003. Holds the programme until the commit."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    beginning = f"A-{year}-"
    codes = set(AdvocacyAction.objects.filter(programme=programme).values_list("code", flat=True))
    # It may stand on paper somewhere.
    removed = AuditEvent.objects.filter(action=REMOVED, programme=programme).values_list("fields", flat=True)
    codes.update(code for fields in removed for code in fields)
    last = max((int(code.removeprefix(beginning)) for code in codes if code.startswith(beginning)), default=0)
    return f"{beginning}{last + 1:03d}"


def _require_terms(terms: Iterable[Term], code_list: str, programme: Programme, *, kept: Collection[Term] = ()) -> None:
    today = timezone.localdate()
    for term in terms:
        fits = (term.code_list, term.programme_id) == (code_list, programme.pk)
        is_over = term.valid_to is not None and term.valid_to <= today
        if not fits or ((is_over or not term.is_enabled) and term not in kept):
            raise NotAllowed("term")


def _require_few(count: int) -> None:
    if count > MOST_CASES:
        raise NotAllowed("too_many_cases")


def _log(action: str, target: AdvocacyAction, *, by: User, reason: str = "") -> AuditEvent:
    return record(action, target, by=by, programme=target.programme, reason=reason)
