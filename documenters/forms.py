"""Forms about people."""

from typing import Any, cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documenters.models import ROLE_LABELS, Organisation, Programme, User
from documenters.permissions import Role

ROLE_NOTES = {
    Role.DOCUMENTER: _("Records cases of one organisation and helps the clients."),
    Role.MENTOR: _("Checks the cases of the organisations that you assign."),
    Role.COORDINATOR: _("Approves cases, looks after code lists and figures."),
    Role.DONOR: _("Reads published figures, no cases."),
    Role.ADMINISTRATOR: _("Looks after people and settings, sees no cases."),
}


class LoginForm(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": _("User name or password is wrong. Check the keyboard language and capital letters."),
        "inactive": _("User name or password is wrong. Check the keyboard language and capital letters."),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})


class NewPasswordForm(PasswordChangeForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "At least 14 characters. Four or five unrelated words are strong and easy to remember."
        )


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
    """A new organisation."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        validators=[shown_text],
        help_text=_("Seen by members of the programme alone; no export and no figure names it."),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_name(self) -> str:
        """A name that no organisation of the programme has."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if self.programme.organisations.filter(name__iexact=name).exists():
            raise ValidationError(_("An organisation of this name exists already."), code="unique")
        return name


class MemberForm(forms.Form):
    """A new person with one role."""

    display_name = forms.CharField(
        label=_("Name shown to colleagues"),
        max_length=80,
        validators=[shown_text],
        help_text=_("A first name or a nickname is enough."),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("For logging in. Letters, digits and . - _ without spaces; better not the real name."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Language of the interface"), widget=forms.RadioSelect, initial="ru")
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role, choices=list(ROLE_LABELS.items()), widget=RoleSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Needed for a documenter: the cases belong to it."),
    )
    mentored = forms.ModelMultipleChoiceField(
        label=_("Organisations that the mentor looks after"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a mentor. You can change this later."),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = programme.organisations.filter(is_active=True)
        for name in ("organisation", "mentored"):
            cast("forms.ModelChoiceField[Organisation]", self.fields[name]).queryset = organisations
        field = User._meta.get_field("language")
        cast(forms.ChoiceField, self.fields["language"]).choices = field.choices or []

    def clean_username(self) -> str:
        """A name that is free, whatever its capital letters."""
        name: str = User.normalize_username(self.cleaned_data["username"])
        User._meta.get_field("username").run_validators(name)
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("This user name is taken."), code="unique")
        return name

    def clean(self) -> dict[str, Any]:
        """Keep what belongs to the role; a documenter needs an organisation."""
        data = super().clean() or self.cleaned_data
        role = data.get("role")
        if role == Role.DOCUMENTER and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose the organisation of the documenter."))
        if role != Role.DOCUMENTER:
            data["organisation"] = None
        if role != Role.MENTOR:
            data["mentored"] = []
        return data
