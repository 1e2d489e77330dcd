"""What the client agrees to."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from documenters.models import User
from react_cases.forms.dates import PastDayField
from react_cases.forms.why import CONSENT, WITHDRAWAL, explained
from react_cases.models import Case, Consent
from react_cases.models.choices import ConsentMode

LANGUAGES = list(User._meta.get_field("language").choices or [])


@explained(CONSENT)
class ConsentForm(forms.Form):
    """The client agrees to one more purpose."""

    mode = forms.TypedChoiceField(
        label=_("How?"),
        coerce=ConsentMode,
        choices=ConsentMode.choices,
        initial=ConsentMode.ORAL.value,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("In which language was it explained?"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
    )
    given_on = PastDayField(label=_("When?"))

    def __init__(self, case: Case, *args: Any, language: str = "ru", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = case.narrative_language or language
        cast(PastDayField, self.fields["given_on"]).start(case.event_from)


@explained(WITHDRAWAL)
class WithdrawalForm(forms.Form):
    """The client no longer agrees to a purpose."""

    withdrawn_on = PastDayField(label=_("When did the client say so?"))

    def __init__(self, consent: Consent, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PastDayField, self.fields["withdrawn_on"]).start(consent.given_on)
