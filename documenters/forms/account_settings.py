"""What somebody chooses for themselves."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from documenters.access import language_of, languages_of
from documenters.actions.notices import has_tasks
from documenters.forms.invitations import LANGUAGES
from documenters.models import User


class AccountSettingsForm(forms.Form):
    """Language and short cuts; the second for people who work on cases, whose pages alone have any."""

    language = forms.ChoiceField(
        label=_("Language"),
        widget=forms.RadioSelect,
        help_text=_("For every page, and for the mail that tells of tasks."),
    )
    uses_keys = forms.BooleanField(
        label=_("Single keys as short cuts"),
        required=False,
        help_text=_(
            "On a computer, one letter does what a button does; the question mark lists them. Switch it off if you "
            "speak to your computer, or if letters do things that you did not mean."
        ),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"language": language_of(user), "uses_keys": user.uses_keys})
        names = dict(LANGUAGES)
        offered = [(code, names[code]) for code in languages_of(user)]
        cast(forms.ChoiceField, self.fields["language"]).choices = offered
        if not has_tasks(user):
            del self.fields["uses_keys"]


class NoticeForm(forms.Form):
    """Where “you have one task” goes; empty for no mail. Without a mail server only the second is left."""

    address = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Leave it empty for no mail. Better an address that does not hold your name."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.MAIL_IS_SET_UP:
            del self.fields["address"]

    @property
    def address_given(self) -> str:
        """What to keep; nothing where no address is asked for."""
        return str(self.cleaned_data.get("address", ""))
