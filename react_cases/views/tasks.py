"""What can be completed later: one list for the answers before they are sent and one for the case afterwards.

A task says whether its part is not started, lacks something or is done, and leads to exactly that part. After sending,
the coded answers and the text are closed until the case is given back; help, readiness, consents, evidence and the
outcome stay open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from documenters.models import User
from react_cases.actions.evidence import require_evidence_adder
from react_cases.actions.locking import NotAllowed
from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_answers import WITH_AMOUNT, WITH_HOURS, sensible
from react_cases.models import Case
from react_cases.models.choices import ClientView, ConsentPurpose
from react_cases.quality.missing import MENDED, UNREACHABLE
from react_cases.views.case_record import CaseRecord
from react_cases.workflow import EDITABLE, OPEN_TO_FOLLOW_UP, ReadinessValue, ResponseStatus, Status

WITH_UNIT = ("LE", "PEN", "HC", "ST", "ORG")
"""Headings of violators who belong to a station, a department, a hospital or a firm."""


class State(Enum):
    """How far a task is: sign and words of its tag."""

    NOT_STARTED = ("todo", pgettext_lazy("task", "Not started"))
    MISSING = ("attention", gettext_lazy("Information missing"))
    DONE = ("done", gettext_lazy("Done"))


@dataclass(frozen=True)
class Task:
    """One line of `c-task-list`."""

    title: str
    state: State
    href: str = ""
    """The page and the field that complete it; empty where nothing can be done now."""
    hint: str = ""

    @property
    def kind(self) -> str:
        """The sign of the tag."""
        return str(self.state.value[0])

    @property
    def status(self) -> str:
        """The words of the tag."""
        return str(self.state.value[1])


@dataclass(frozen=True)
class Part:
    """A detail that several rows have: the fields where it belongs, and those among them that are filled in."""

    fields: list[str]
    filled: set[str]

    @property
    def state(self) -> State:
        """Not started, some of it, or all of it."""
        if not self.filled:
            return State.NOT_STARTED
        return State.DONE if len(self.filled) == len(self.fields) else State.MISSING

    @property
    def first_open(self) -> str:
        """Where to go on."""
        return next((name for name in self.fields if name not in self.filled), self.fields[0])


def tasks_of(case: Case, record: CaseRecord, user: User) -> list[Task]:
    """The tasks of a case that was sent, for its author; nobody else, and no draft, has any."""
    if case.documenter_id != user.pk or Status(case.status) not in OPEN_TO_FOLLOW_UP or record.shut:
        return []
    return [*_written(case, record), *_open_at_any_time(case, record, user)]


def draft_tasks(case: Case, form: IntakeForm, user: User) -> list[Task]:
    """The tasks of answers that are not sent (again) yet. Everything is open."""
    address = reverse("case_edit", args=[case.public_id])
    tasks = [
        Task(title, part.state, f"{address}#id_{part.first_open}")
        for title, part in _parts_of_form(form)
        if part.fields
    ]
    tasks.append(Task(_("What happened, in short"), _is_done(bool(form.said("narrative"))), f"{address}#id_narrative"))
    if not case.submitted_at:
        more = _is_done(bool(form.all_said("consent_more")))
        tasks.append(Task(_("Consents by purpose"), more, f"{address}#id_consent_more"))
        helped = any(not code.startswith("NONE") for code in form.all_said("responses"))
        tasks.append(Task(_("Help given"), _is_done(helped), f"{address}#screen-help"))
    evidence = case.evidence.filter(removed_at=None).exists()
    tasks.append(
        Task(_("Evidence"), _is_done(evidence), _evidence_url(case, user), _("Photos last, when the rest is saved."))
    )
    if not case.submitted_at:
        tasks.append(Task(_("Outcome"), State.NOT_STARTED, hint=_("Opens when the case is sent.")))
    return tasks


def _is_done(done: bool) -> State:
    return State.DONE if done else State.NOT_STARTED


def _parts_of_form(form: IntakeForm) -> Iterator[tuple[str, Part]]:
    said = {name for name, values in form.answers.items() if any(values)}
    codes = [code for code, _label in form.chosen_violations]
    yield (
        _("Station, department or hospital"),
        _part("violator", [row.code for row in form.violator_rows], "unit", said),
    )
    yield _("Money demanded"), _part("violation", codes, "amount", said)
    yield _("Hours held"), _part("violation", codes, "hours", said)


BELONGS = {"unit": WITH_UNIT, "amount": WITH_AMOUNT, "hours": WITH_HOURS}


def _part(kind: str, codes: Iterable[str], detail: str, said: set[str]) -> Part:
    fields = [f"{kind}-{code}-{detail}" for code in codes if sensible(code, BELONGS[detail])]
    return Part(fields, said & set(fields))


def _parts_of_record(record: CaseRecord) -> Iterator[tuple[str, Part]]:
    said = {f"violator-{row.type.code}-unit" for row in record.violators if record.unit_of(row)}
    said |= {f"violation-{row.category.code}-amount" for row in record.violations if row.amount is not None}
    said |= {f"violation-{row.category.code}-hours" for row in record.violations if row.hours_held is not None}
    violators = list(dict.fromkeys(row.type.code for row in record.violators))
    violations = list(dict.fromkeys(row.category.code for row in record.violations))
    yield _("Station, department or hospital"), _part("violator", violators, "unit", said)
    yield _("Money demanded"), _part("violation", violations, "amount", said)
    yield _("Hours held"), _part("violation", violations, "hours", said)


def _written(case: Case, record: CaseRecord) -> Iterator[Task]:
    """What only the intake writes: open while the case is with its author."""
    parts = [(title, part.state, part.first_open) for title, part in _parts_of_record(record) if part.fields]
    parts.append((_("What happened, in short"), _is_done(bool(record.narrative)), "narrative"))
    is_open = Status(case.status) in EDITABLE
    edit = reverse("case_edit", args=[case.public_id])
    comment = reverse("comment_add", args=[case.public_id])
    for title, state, field in parts:
        if is_open:
            yield Task(title, state, f"{edit}#id_{field}")
        elif state is State.DONE:
            yield Task(title, state)
        else:
            hint = _(
                "Closed until the case is given back to you. Write it as a comment: your mentor then gives it back."
            )
            yield Task(title, state, comment, hint)


def _open_at_any_time(case: Case, record: CaseRecord, user: User) -> Iterator[Task]:
    own = [row for row in record.responses if not row.type.code.startswith("NONE")]
    yield Task(_("Help given"), _is_done(bool(own)), _page("response_add", case))
    yield Task(_("Readiness to act"), _readiness(case, record), _page("readiness_add", case))
    kept = any(row.removed_at is None for row in record.evidence)
    yield Task(_("Evidence"), _is_done(kept), _evidence_url(case, user))
    always = (ConsentPurpose.RECORD, ConsentPurpose.STATS)
    more = [row for row in record.consents if row.purpose not in always]
    yield Task(_("Consents by purpose"), _is_done(bool(more)), _page("consent_list", case))
    yield Task(_("Outcome"), _outcome(case, record), _page("case_close", case))


def _readiness(case: Case, record: CaseRecord) -> State:
    if not case.readiness:
        return State.NOT_STARTED
    latest = record.readiness[-1] if record.readiness else None
    lacks_reason = case.readiness == ReadinessValue.NOTREADY and (latest is None or not latest.reasons.all())
    return State.MISSING if case.readiness == ReadinessValue.UNDEC or lacks_reason else State.DONE


def _outcome(case: Case, record: CaseRecord) -> State:
    if case.response_status != ResponseStatus.CLOSED:
        return State.NOT_STARTED
    code = case.outcome.code if case.outcome else ""
    lacks_effect = code in MENDED and not record.effects
    lacks_view = code not in UNREACHABLE and case.client_view in ("", ClientView.NOT_ASKED.value)
    return State.MISSING if lacks_effect or lacks_view else State.DONE


def _page(name: str, case: Case) -> str:
    return reverse(name, args=[case.public_id])


def _evidence_url(case: Case, user: User) -> str:
    """The page that adds a file; empty where nobody may add one now."""
    try:
        require_evidence_adder(case, user)
    except (PermissionDenied, NotAllowed):
        return ""
    return _page("evidence_add", case)
