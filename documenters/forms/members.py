"""Forms about members, their roles and their organisations."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.models import ROLE_LABELS, Organisation, Programme
from documenters.permissions import Role

STATE_LABELS = {
    "active": _("Active"),
    "waiting": _("Waiting for confirmation"),
    "suspended": _("Suspended"),
    "left": _("Left"),
}

ROLE_NOTES = {
    Role.DOCUMENTER: _("Records cases of one organisation and helps the clients."),
    Role.MENTOR: _("Checks the cases of the organisations that you assign."),
    Role.COORDINATOR: _("Approves cases, looks after code lists and figures."),
    Role.DONOR: _("Reads published figures, no cases."),
    Role.ADMINISTRATOR: _("Looks after people and settings, sees no cases."),
}


def shown_text(value: str) -> None:
    """Raise `ValidationError` for characters that cannot be seen or that reorder a line."""
    if not value.isprintable():
        raise ValidationError(
            _("There is a character here that cannot be seen. Type it again."), code="hidden_character"
        )


class RoleSelect(forms.RadioSelect):
    """Roles as tiles, each with what it is for."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One tile with its note."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": ROLE_NOTES[Role(value)]}


class OrganisationForm(forms.Form):
    """The name of an organisation, a new one or one that there is."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        validators=[shown_text],
        help_text=_("Seen by members of the programme alone; no export and no figure names it."),
    )

    def __init__(
        self, programme: Programme, *args: Any, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        if organisation is not None:
            kwargs["initial"] = {"name": organisation.name}
        super().__init__(*args, **kwargs)
        self.programme, self.organisation = programme, organisation

    def clean_name(self) -> str:
        """A name that no other organisation of the programme has."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        others = self.programme.organisations.all()
        if self.organisation is not None:
            others = others.exclude(pk=self.organisation.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError(_("An organisation of this name exists already."), code="unique")
        return name


class RoleForm(forms.Form):
    """A role, and the places that belong to it."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=Role, choices=list(ROLE_LABELS.items()), widget=RoleSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        help_text=_("Needed for a documenter: the cases belong to it."),
        error_messages={"required": _("Choose the organisation of the documenter.")},
    )
    looks_after = forms.ModelMultipleChoiceField(
        label=_("Organisations that the mentor looks after"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a mentor. You can change this later."),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Cases of an organisation that has ended are checked on, new people do not come to it.
        offered = {"organisation": programme.organisations.filter(is_active=True)}
        for name in ("organisation", "looks_after"):
            field = cast("forms.ModelChoiceField[Organisation]", self.fields[name])
            field.queryset = offered.get(name, programme.organisations.all())
        # The page shows the question to documenters only: it is never an optional one.
        is_other_role = self.is_bound and self.data.get(self.add_prefix("role")) != Role.DOCUMENTER
        self.fields["organisation"].required = not is_other_role

    def clean(self) -> dict[str, Any]:
        """Keep what belongs to the role."""
        data = super().clean() or self.cleaned_data
        role = data.get("role")
        if role != Role.DOCUMENTER:
            data["organisation"] = None
        if role != Role.MENTOR:
            data["looks_after"] = []
        return data


class MemberSearchForm(forms.Form):
    """Which members to list. Sent with POST: names do not belong in addresses."""

    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any")), *ROLE_LABELS.items()])
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), required=False, empty_label=_("Any"), queryset=Organisation.objects.none()
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *STATE_LABELS.items()])

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = programme.organisations.all()
