"""Labels of a term in three languages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from react_cases.actions.guard import Decisions
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.text import LineField
from react_cases.models import Term

NEW_HEADING = "-"
"""The choice “it is a heading itself”: never the default, a heading is seldom wanted."""


LABELS = {"en": "label_en", "ru": "label_ru", "ky": "label_ky"}
"""Language -> field."""


class LabelsForm(GuardedForm):
    """What people read, in each language. English and Russian are needed, Kyrgyz falls back to Russian.

    Everybody in the programme reads a label, so it is looked through for personal data as other texts are.
    """

    label_ru = LineField(label=_("Russian"))
    label_ky = LineField(
        label=_("Kyrgyz"), required=False, help_text=_("While this is empty, readers of Kyrgyz see the Russian label.")
    )
    label_en = LineField(label=_("English"))

    def __init__(
        self, programme: Programme, code_list: str, term: Term | None, *args: Any, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.code_list, self.term = programme, code_list, term
        for language, name in LABELS.items():
            self.fields[name].widget.attrs["lang"] = language
        said = {name: self.initial.get(name) for name in LABELS.values()}
        typed = [name for name, before in said.items() if not before or self.data.get(name, before) != before]
        self.guard(Guarding.of_person(by, programme), *typed, labels=typed)

    def clean(self) -> dict[str, Any]:
        """Refuse a label that another term at the same place has already."""
        data = super().clean() or self.cleaned_data
        for name in LABELS.values():
            text = " ".join((data.get(name) or "").split())
            if text:
                data[name] = text
                self._refuse_twin(name, text)
        return data

    def heading(self) -> Term | None:
        """The heading under which the term stands."""
        return self.term.parent if self.term else None

    def labels(self) -> dict[str, str]:
        """The labels of a valid form by language."""
        return {language: self.cleaned_data[name] for language, name in LABELS.items()}

    def label_decisions(self) -> dict[str, Decisions]:
        """What was decided about personal data in the labels of a valid form, by language."""
        return {language: self.decisions(name) for language, name in LABELS.items() if name in self.guards}

    def _refuse_twin(self, name: str, text: str) -> None:
        siblings = Term.objects.filter(programme=self.programme, code_list=self.code_list, parent=self.heading())
        if self.term:
            siblings = siblings.exclude(pk=self.term.pk)
        twin = siblings.filter(**{f"{name}__iexact": text}).first()
        if twin is None:
            return
        if twin.is_retired or not twin.is_enabled:
            message = _("A term that is not offered at present has this label (%(code)s). Offer it again instead.")
        else:
            message = _("Another term here has this label already (%(code)s).")
        self.add_error(name, ValidationError(message, code="twin", params={"code": twin.code}))


class RenameForm(LabelsForm):
    """Other labels for a term that exists."""

    def __init__(self, term: Term, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(term, name) for name in LABELS.values()}
        super().__init__(term.programme, term.code_list, term, *args, **kwargs)


class NewTermForm(LabelsForm):
    """A term of the programme's own."""

    parent = forms.ChoiceField(label=_("Under which heading?"), widget=forms.RadioSelect)

    def __init__(self, programme: Programme, code_list: str, levels: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(programme, code_list, None, *args, **kwargs)
        self.headings: dict[str, Term] = {}
        if levels == 1:
            del self.fields["parent"]
            return
        headings = Term.objects.of(programme, code_list).valid().filter(parent=None)
        self.headings = {term.code: term for term in headings}
        choices = [(term.code, term.label) for term in self.headings.values()]
        self.fields["parent"].choices = [*choices, (NEW_HEADING, _("None: it is a heading itself"))]  # type: ignore[attr-defined]

    def heading(self) -> Term | None:
        """The chosen heading."""
        code = self.cleaned_data.get("parent")
        return self.headings.get(str(code))
