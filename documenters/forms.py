"""Forms about people."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.models import ROLE_LABELS, Organisation, Programme, User
from documenters.permissions import Role

LANGUAGES = [("ru", "Русский"), ("ky", "Кыргызча"), ("en", "English")]

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


class RoleForm(forms.Form):
    """A role, and the places that belong to it."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=Role, choices=list(ROLE_LABELS.items()), widget=RoleSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Needed for a documenter: the cases belong to it."),
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
        organisations = programme.organisations.filter(is_active=True)
        for name in ("organisation", "looks_after"):
            cast("forms.ModelChoiceField[Organisation]", self.fields[name]).queryset = organisations

    def clean(self) -> dict[str, Any]:
        """Keep what belongs to the role; a documenter needs an organisation."""
        data = super().clean() or self.cleaned_data
        role = data.get("role")
        if role == Role.DOCUMENTER and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose the organisation of the documenter."))
        if role != Role.DOCUMENTER:
            data["organisation"] = None
        if role != Role.MENTOR:
            data["looks_after"] = []
        return data


class InvitationForm(RoleForm):
    """Whom to invite, and how the link travels: on paper, or by one letter where the installation sends mail."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_(
            "Used once for the link and not kept. Without it the next page shows the link for you to hand over."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"), widget=forms.RadioSelect, initial="ru", required=False, choices=LANGUAGES
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(programme, *args, **kwargs)
        if not settings.MAIL_IS_SET_UP:
            del self.fields["email"], self.fields["language"]


class InvitationCodeForm(forms.Form):
    """The code from a sheet of paper."""

    code = forms.CharField(
        label=_("Code from the invitation"),
        max_length=200,
        help_text=_("Capital letters, spaces and hyphens make no difference."),
        widget=forms.Textarea(
            attrs={"rows": 3, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PassphraseForm(forms.Form):
    """A passphrase that is hard to guess, typed twice."""

    passphrase = forms.CharField(
        label=_("Passphrase"),
        strip=False,
        max_length=1000,
        help_text=_("At least 14 characters, or four words. Pasting is fine."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Passphrase once more"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        """Whose passphrase it will be; made of what is typed where the account is new."""

    def clean(self) -> dict[str, Any]:
        """Refuse what is easy to guess, also from the person's names."""
        data = super().clean() or self.cleaned_data
        passphrase = data.get("passphrase")
        if passphrase is None:
            return data
        typed = User(username=data.get("username", ""), display_name=data.get("display_name", ""))
        try:
            validate_password(passphrase, self.person or typed)
        except ValidationError as error:
            self.add_error("passphrase", error)
        if data.get("again") not in (None, passphrase):
            self.add_error("again", _("This is not what you typed above."))
        return data


class AccountForm(PassphraseForm):
    """What somebody who was invited chooses."""

    field_order = ("username", "display_name", "language", "passphrase", "again")

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("For logging in. Letters, digits and . - _ without spaces; better not the real name."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"}),
    )
    display_name = forms.CharField(
        label=_("Name shown to colleagues"),
        max_length=80,
        validators=[shown_text],
        help_text=_("A first name or a nickname is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the interface"), widget=forms.RadioSelect, choices=LANGUAGES)

    def clean_username(self) -> str:
        """A name that is free, whatever its capital letters."""
        name: str = User.normalize_username(self.cleaned_data["username"])
        User._meta.get_field("username").run_validators(name)
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("This user name is taken."), code="unique")
        return name


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
