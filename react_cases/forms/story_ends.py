"""Why a published story is taken down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from react_cases.actions.story_ends import WHY
from react_cases.models.story import StoryEnd


class StoryWithdrawForm(forms.Form):
    """One question: codes, no words."""

    why = forms.TypedChoiceField(
        label=_("Why?"),
        coerce=StoryEnd,
        choices=[(why.value, why.label) for why in WHY],
        widget=forms.RadioSelect,
    )
