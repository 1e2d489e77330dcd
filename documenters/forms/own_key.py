"""Forms about one's own key: typing the recovery code back, and opening the key in another way."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.forms.invitations import PassphraseForm
from documenters.models import User
from documenters.vault.recovery_codes import read_code

CODE_ATTRIBUTES = {
    "autocomplete": "off",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
    "rows": 2,
    "translate": "no",
}
NO_CODE = _("A letter is wrong or missing. The code has eight groups of four letters and digits.")
WRONG_CODE = _("This code does not open the key. Perhaps it is an older one: compare it with your paper.")


def code_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A field for a recovery code; nothing that was typed is offered again by the browser."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=200,
        help_text=help_text,
        widget=forms.Textarea(attrs=CODE_ATTRIBUTES),
    )


def read_or_refuse(text: str) -> bytes:
    """The code; raises `ValidationError` where a letter is wrong or missing."""
    code = read_code(text)
    if code is None:
        raise ValidationError(NO_CODE, code="no_code")
    return code


class RecoveryCodeForm(forms.Form):
    """The code, typed back from paper."""

    code = code_field(_("Recovery code"), _("Capital letters, spaces and hyphens make no difference."))

    def clean_code(self) -> bytes:
        """Its sixteen bytes."""
        return read_or_refuse(self.cleaned_data["code"])


class RenewalForm(PassphraseForm):
    """A new passphrase, and what becomes of the key that the old one opened."""

    code = code_field(
        _("Recovery code, if you have it"),
        _("Eight groups on the paper that you put away. With it you go on reading everything that you read before."),
        required=False,
    )
    is_new_key = forms.BooleanField(
        label=_("I go on without the recovery code"),
        required=False,
        help_text=_("You log in first. Then you can still type it, or begin with a new key."),
    )

    def __init__(self, *args: Any, person: User, has_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if not has_key:
            del self.fields["code"], self.fields["is_new_key"]

    def keep_passphrase(self) -> None:
        """Show the form again with the passphrase in it: not the passphrase was wrong."""
        for name in ("passphrase", "again"):
            self.fields[name].widget.render_value = True

    def clean(self) -> dict[str, Any]:
        """One of the two: the code, or going on without it on purpose."""
        data = super().clean()
        typed = str(data.get("code") or "").strip()
        data["code"] = None
        if typed and "code" in self.fields:
            try:
                data["code"] = read_or_refuse(typed)
            except ValidationError as error:
                self.add_error("code", error)
        elif "is_new_key" in self.fields and not data.get("is_new_key"):
            self.add_error("is_new_key", _("Type your recovery code above, or tick that you go on without it."))
        return data


class ReopenForm(forms.Form):
    """The passphrase of today, and what opens the key: the recovery code, an earlier passphrase, or a new key."""

    passphrase = forms.CharField(
        label=_("Your passphrase"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    opens = forms.CharField(
        label=_("Recovery code, or an earlier passphrase"),
        required=False,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    is_new_key = forms.BooleanField(
        label=_("I have neither: begin with a new key"),
        required=False,
        help_text=_(
            "Nothing written before can be read with a new key until a colleague has admitted you once more. "
            "New cases can be recorded at once."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two: something that opens the key, or a new key on purpose."""
        data = super().clean() or self.cleaned_data
        if not data.get("opens") and not data.get("is_new_key"):
            self.add_error("opens", _("Type what opens your key, or tick that you go on without it."))
        return data
