"""Settings of a programme that need its code lists."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.models import Term


class SettingsForm(forms.Form):
    """What the figures call law enforcement, what is late or unusual, and the languages."""

    late_after_days = forms.IntegerField(
        label=_("A case is late after (days)"),
        min_value=1,
        max_value=90,
        help_text=_("A case that waits longer for somebody is marked as late, in the queue and on the overview."),
    )
    spike_cases = forms.IntegerField(
        label=_("Unusual from (cases)"),
        min_value=2,
        max_value=100,
        help_text=_("So many events at one kind of place in one city or district are shown on the overview."),
    )
    spike_days = forms.IntegerField(
        label=_("Within (days)"), min_value=7, max_value=365, help_text=_("Counted back from today.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that people can choose"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Somebody who uses a language that you take away goes on in the usual one."),
        error_messages={"required": _("Choose at least one language.")},
    )
    usual_language = forms.ChoiceField(
        label=_("The usual language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("What people see until they choose another one."),
    )
    law_enforcement_codes = forms.MultipleChoiceField(
        label=_("What counts as law enforcement?"),
        help_text=_(
            "The figures “by law enforcement” count cases with a violator under these headings. "
            "The footnote of each chart names them."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    unusual_reading_cases = forms.IntegerField(
        label=_("Unusual reading: different cases in a day"),
        min_value=4,
        max_value=1000,
        help_text=_(
            "When one person opens so many, coordinators see a warning in the log. For mentors and coordinators half "
            "of it is enough if the cases neither wait for them nor are theirs. Nobody is stopped."
        ),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        kept = {name: getattr(programme, name) for name in self.base_fields if hasattr(programme, name)}
        kwargs["initial"] = {**kept, "usual_language": programme.languages[0] if programme.languages else ""}
        super().__init__(*args, **kwargs)
        headings = Term.objects.of(programme, "violator_types").filter(parent=None)
        offered = set(headings.valid().values_list("code", flat=True)) | set(programme.law_enforcement_codes)
        cast(forms.MultipleChoiceField, self.fields["law_enforcement_codes"]).choices = [
            (term.code, term.label) for term in headings if term.code in offered
        ]

    def clean(self) -> dict[str, Any]:
        """`languages` with the usual one first; refuse a usual one that nobody can choose."""
        data = super().clean() or self.cleaned_data
        usual, chosen = data.pop("usual_language", ""), data.get("languages")
        if usual and chosen:
            if usual not in chosen:
                message = _("The usual language has to be one that people can choose.")
                self.add_error("usual_language", ValidationError(message, code="usual"))
            else:
                data["languages"] = [usual, *(code for code in chosen if code != usual)]
        return data
