"""Forms that ask about personal data in what people type, before it is kept."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from documenters.models import Programme, User
from react_cases.actions.guard import (
    UNDECIDED,
    Checked,
    Decisions,
    Written,
    pseudonym_seed,
    text_check,
    text_edited,
)
from react_cases.actions.intake import DRAFTS
from react_cases.forms.guard_fields import BEFORE, Press, changes_in, press_in, written_in
from react_cases.forms.guard_panel import Panel, panel_of, plain_panel
from react_cases.models import Case
from react_cases.pii.findings import MAX_CHARACTERS

FILE_AGAIN = gettext_lazy("Choose the file once more: a page that comes back does not keep it.")


@dataclass(frozen=True)
class Guarding:
    """Whose list of allowed words holds, and what fixes the other names that people get."""

    programme: Programme
    seed: bytes
    case: str = ""
    """The public identifier of the case that it is about, where there is one."""

    @classmethod
    def of_case(cls, case: Case) -> "Guarding":
        """For everything that is written about one case: a person has one other name in all of it."""
        return cls(case.programme, pseudonym_seed(case.public_id), str(case.public_id))

    @classmethod
    def of_page(cls, user: User, programme: Programme, page: str) -> "Guarding":
        """For a new intake: the same as for the case that its first save will make."""
        return cls(programme, pseudonym_seed(uuid.uuid5(DRAFTS, f"{user.pk}|{page}")))

    @classmethod
    def of_person(cls, user: User, programme: Programme) -> "Guarding":
        """For what belongs to no case: the same for one person on one day."""
        return cls.of_page(user, programme, timezone.localdate().isoformat())


class GuardedForm(forms.Form):
    """A form with guarded fields: call `guard` at the end of `__init__`.

    While red or amber suggestions are undecided, their field is in error. A button of the guard never makes the form
    valid: the text is changed, the page comes back, and nothing else is said about it.
    """

    press: Press | None = None
    guards: Mapping[str, "FieldGuard"] = {}
    label_names: Collection[str] = ()

    def guard(
        self,
        guarding: Guarding,
        *names: str,
        press: Press | None = None,
        kept: Mapping[str, str] | None = None,
        labels: Collection[str] = (),
    ) -> None:
        """Watch these fields. `press`: a button that was understood elsewhere; `kept`: decisions that come again.

        `labels`: those of the fields that hold no prose but a label or the name of a file.
        """
        self.guarding = guarding
        self.label_names = frozenset(map(self.add_prefix, labels))
        watched = {self.add_prefix(name) for name in names}
        self.press = press
        if press is None and self.is_bound:
            self.press = press_in(
                self.data,
                programme=guarding.programme,
                seed=guarding.seed,
                is_guarded=watched.__contains__,
                is_label=self.label_names.__contains__,
            )
        if press is None and self.press:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            for field, said in self.press.answers().items():
                data[field] = said
            self.data = data
        self.guards = {name: FieldGuard(self, name, kept or {}) for name in names}
        for name, guard in self.guards.items():
            setattr(self.fields[name], "guard", guard)  # noqa: B010  the template reads it, Django's type lacks it

    def full_clean(self) -> None:
        """As usual; then everything undecided is an error."""
        if self.press:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()
            if self.is_bound:
                self.check_guards()
        if self.is_bound and (self.press or self._errors):
            self._ask_for_files_again()

    def _ask_for_files_again(self) -> None:
        """A page that comes back keeps no file: say so where it has to be chosen, not above the page."""
        for name, field in self.fields.items():
            if isinstance(field, forms.FileField) and self.add_prefix(name) in self.files and not self.has_error(name):
                self.add_error(name, ValidationError(FILE_AGAIN, code="file_again"))

    def check_guards(self) -> None:
        """Add an error to every field with something undecided, once."""
        for name, guard in self.guards.items():
            if self.cleaned_data.get(name) and (count := len(guard.checked.undecided)):
                self.add_error(name, undecided(count))

    def is_valid(self) -> bool:
        """Never after a button of the guard."""
        return self.press is None and super().is_valid()

    def decisions(self, name: str) -> Decisions:
        """What was decided about the text of a field of a valid form."""
        written, text = self.guards[name].written, self.cleaned_data[name]
        return (written if text == written.text else text_edited(written, text)).decisions


class FieldGuard:
    """What the guard knows about one field of a form; found out when it is asked."""

    def __init__(self, form: GuardedForm, name: str, kept: Mapping[str, str]) -> None:
        self.form, self.name, self.kept = form, name, kept
        self.html_name = form.add_prefix(name)

    @cached_property
    def written(self) -> Written:
        """The text of the field and what was decided about it."""
        form = self.form
        if form.is_bound:
            return written_in(form.data, self.html_name)
        text = form.get_initial_for_field(form.fields[self.name], self.name)
        return written_in({**self.kept, self.html_name: str(text or "")}, self.html_name)

    @cached_property
    def checked(self) -> Checked:
        """The text as the guard sees it."""
        return text_check(self.written, programme=self.form.guarding.programme)

    @property
    def panel(self) -> Panel:
        """What c-field shows: of a form that comes back everything, else what a script needs to begin."""
        form, guarding = self.form, self.form.guarding
        is_label = self.html_name in form.label_names
        if not form.is_bound:
            return plain_panel(self.html_name, self.written, guarding.case, is_label=is_label)
        is_pressed = form.press is not None and form.press.name == self.html_name
        if is_pressed and form.press:
            changes = form.press.changes
        else:
            before = form.data.get(f"{self.html_name}{BEFORE}", "")
            changes = changes_in(before if isinstance(before, str) else "")
        panel = panel_of(
            self.html_name,
            self.written,
            programme=guarding.programme,
            seed=guarding.seed,
            case=guarding.case,
            changes=changes,
            is_pressed=is_pressed,
            checked=self.checked if len(self.written.text) <= MAX_CHARACTERS else None,
            is_label=is_label,
        )
        return replace(panel, is_refused=form.has_error(self.name, UNDECIDED))


def undecided(count: int) -> ValidationError:
    """The error of a field with so many open suggestions."""
    message = ngettext(
        "Decide about the personal data in this text: %(count)d is open.",
        "Decide about the personal data in this text: %(count)d are open.",
        count,
    )
    return ValidationError(message, code=UNDECIDED, params={"count": count})
