"""Two people decided at once: what the second one saw, how the case is now, what they wanted."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from react_cases.forms.review import FINAL_QUALIFICATIONS
from react_cases.models import Case
from react_cases.models.choices import (
    QUALIFICATION_LABELS,
    READINESS_LABELS,
    RESPONSE_STATUS_LABELS,
    STATUS_LABELS,
)
from react_cases.views.case_sections import moment
from react_cases.views.timeline import step_title

SHOWN = 5
"""The newest steps that are listed."""

AXES = (STATUS_LABELS, QUALIFICATION_LABELS, RESPONSE_STATUS_LABELS, READINESS_LABELS)


@dataclass(frozen=True)
class ComparedAxis:
    """One axis three times."""

    label: str
    seen: str
    now: str
    wanted: str

    @property
    def differs(self) -> bool:
        """Has it moved while this person was reading?"""
        return self.seen != self.now


@dataclass(frozen=True)
class Conflict:
    """What the page shows about it."""

    steps: list[str]
    """Who did what when, newest first."""
    rows: list[ComparedAxis]


def conflict_of(case: Case, seen: str, wanted: str, data: Any) -> Conflict:
    """Compare the case as it is with what a form says its reader saw.

    `seen` comes back from the browser and is only shown: whatever is no code of an axis becomes a dash.
    """
    codes, last = _read(seen)
    now = [case.status, case.qualification, case.response_status, case.readiness]
    qualification = dict(FINAL_QUALIFICATIONS).get(data.get("qualification", ""), "")
    rows = [
        ComparedAxis(label, _label(names, before), _label(names, after), str(aim) or "—")
        for label, names, before, after, aim in zip(
            [_("Status"), _("Qualification"), _("Help"), _("Readiness")],
            AXES,
            codes,
            now,
            [wanted, qualification, "", ""],
            strict=True,
        )
    ]
    steps = case.transitions.select_related("by").filter(pk__gt=last).order_by("-pk")[:SHOWN]
    return Conflict([f"{moment(row.at)} · {row.by} · {step_title(row)}" for row in steps], rows)


def _read(seen: str) -> tuple[list[str], int]:
    """The four codes and the last step that a form carried."""
    parts = seen.split()
    if len(parts) != len(AXES) + 1 or not parts[-1].isascii() or not parts[-1].isdecimal() or len(parts[-1]) > 18:
        return [""] * len(AXES), 0
    return parts[:-1], int(parts[-1])


def _label(names: Any, code: str) -> str:
    return next((str(label) for value, label in names.items() if value.value == code), "—")
