"""Settings of a programme that need its code lists."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.models import Term


class SettingsForm(forms.Form):
    """What the figures call law enforcement, and what is late or unusual."""

    law_enforcement_codes = forms.MultipleChoiceField(
        label=_("What counts as law enforcement?"),
        help_text=_(
            "The figures “by law enforcement” count cases with a violator under these headings. "
            "The footnote of each chart names them."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    late_after_days = forms.IntegerField(
        label=_("A case is late after (days)"),
        min_value=1,
        max_value=90,
        help_text=_("A case that waits longer for somebody is marked as late."),
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
        kwargs["initial"] = {name: getattr(programme, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        headings = Term.objects.of(programme, "violator_types").filter(parent=None)
        offered = set(headings.valid().values_list("code", flat=True)) | set(programme.law_enforcement_codes)
        cast(forms.MultipleChoiceField, self.fields["law_enforcement_codes"]).choices = [
            (term.code, term.label) for term in headings if term.code in offered
        ]
