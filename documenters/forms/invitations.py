"""Forms of invitations, and of choosing a passphrase."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.forms.members import RoleForm, shown_text
from documenters.models import Programme, User

LANGUAGES = [("ru", "Русский"), ("ky", "Кыргызча"), ("en", "English")]


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
