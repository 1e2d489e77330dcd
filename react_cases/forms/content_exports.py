"""What is asked before texts and files of cases leave: what for, for whom, how sealed; and the answers to it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from documenters.password_rules import LongEnough, NotCommon, NotOfTheField
from documenters.vault.age_files import BadRecipient, recipient_of
from react_cases.actions.content_exports import MOST_BYTES, MOST_CASES, Asked, ExportRefused
from react_cases.models.content_export import (
    PURPOSE_OF,
    ExportPart,
    ExportPurpose,
    ExportRecipient,
    ExportRefusal,
)

KEY, PASSPHRASE = "key", "passphrase"
CHOOSE = {"required": _("Choose one.")}


class RequestForm(forms.Form):
    """A request. The cases are those of the filter, which stands beside it."""

    purpose = forms.ChoiceField(
        label=_("What for?"), choices=ExportPurpose.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    recipient = forms.ChoiceField(
        label=_("For whom?"), choices=ExportRecipient.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    parts = forms.MultipleChoiceField(
        label=_("What goes out besides the coded facts?"),
        help_text=_("Choose no more than the recipient needs."),
        choices=ExportPart.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one. Coded facts alone can be downloaded as a table.")},
    )
    sealing = forms.ChoiceField(
        label=_("How is the file sealed?"),
        choices=[
            (KEY, _("With the recipient's public key: only they can open it, nothing has to be passed on")),
            (PASSPHRASE, _("With a passphrase that you choose when you download it and tell the recipient yourself")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    recipient_key = forms.CharField(
        label=_("The recipient's public key"),
        help_text=_("It begins with age1. The recipient makes it with the free program age and sends it to you."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "translate": "no"}),
    )
    language = forms.ChoiceField(label=_("Language of the pages for reading"), widget=forms.RadioSelect)

    def __init__(self, languages: list[str], data: Any = None) -> None:
        super().__init__(data, initial={"sealing": KEY, "language": languages[0], "parts": [ExportPart.NARRATIVES]})
        names = dict(settings.LANGUAGES)
        self.fields["language"].choices = [(code, names[code]) for code in languages]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A key where it is sealed with one, and a purpose that fits who gets it."""
        data = super().clean() or self.cleaned_data
        if data.get("sealing") == KEY:
            self._check_key(data.get("recipient_key", ""))
        fitting = PURPOSE_OF.get(data.get("recipient", ""))
        if fitting and "purpose" in data and data["purpose"] != fitting:
            said = _("This recipient gets it only for: %(purpose)s")
            self.add_error("recipient", ValidationError(said, params={"purpose": fitting.label}, code="purpose"))
        return data

    def _check_key(self, text: str) -> None:
        if not text:
            self.add_error("recipient_key", ValidationError(_("Enter the key."), code="required"))
            return
        try:
            recipient_of(text)
        except BadRecipient as error:
            said = _("This is no public key. Copy it once more: it begins with age1 and has 62 characters.")
            if error.is_secret:
                # Nobody reads it over a shoulder once more.
                self.data = {**self.data, "recipient_key": ""}
                said = _(
                    "This is the secret half of a key. Whoever sent it has to make a new pair and send only the line "
                    "that begins with age1."
                )
            self.add_error("recipient_key", ValidationError(said, code="no_key"))

    def asked(self) -> Asked:
        """What was asked for."""
        data = self.cleaned_data
        return Asked(
            purpose=data["purpose"],
            recipient=data["recipient"],
            recipient_key=data["recipient_key"] if data["sealing"] == KEY else "",
            language=data["language"],
            parts=tuple(data["parts"]),
        )

    def say(self, error: ExportRefused) -> None:
        """Put a refusal of the action beside what it is about."""
        if error.code == "too_big":
            said = _(
                "The files of these cases have %(number)d MB. At most %(most)d MB leave at once: choose fewer cases."
            )
            sizes = {"number": error.number, "most": MOST_BYTES // (1024 * 1024)}
            self.add_error("parts", ValidationError(said, params=sizes, code=error.code))
        elif error.code == "several_clients":
            said = _("These are cases of several clients. A client gets their own: choose these in the filter.")
            self.add_error("recipient", ValidationError(said, code=error.code))
        elif error.code == "too_many":
            counted = ngettext("%(number)d case may go out.", "%(number)d cases may go out.", error.number)
            said = _("%(counted)s At most %(most)d leave at once: choose a shorter period, and ask once for each.")
            params = {"counted": counted % {"number": error.number}, "most": MOST_CASES}
            self.add_error(None, ValidationError(said, params=params, code=error.code))
        else:
            said = _("None of these cases may go to this recipient.")
            self.add_error(None, ValidationError(said, code=error.code))


class ApprovalForm(forms.Form):
    """Nothing to fill in: it says what the person has seen."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RefusalForm(forms.Form):
    """Why the second person says no."""

    refusal = forms.ChoiceField(
        label=_("Why not?"), choices=ExportRefusal.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )


class PassphraseForm(forms.Form):
    """The passphrase with which the file is sealed, typed twice. It is kept nowhere."""

    passphrase = forms.CharField(
        label=_("Passphrase of the file"),
        help_text=_("At least 14 characters, or four words. Not your own password."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[LongEnough().validate, NotCommon().validate, NotOfTheField().validate],
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both are the same: nobody opens a file whose passphrase has a slip of the finger in it."""
        data = super().clean() or self.cleaned_data
        if data.get("passphrase") and data.get("again") and data["passphrase"] != data["again"]:
            self.add_error("again", ValidationError(_("The two are not the same."), code="differs"))
        return data
