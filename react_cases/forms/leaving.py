"""Somebody leaves an organisation, for good or for another: who takes over the cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from documenters.forms.members import RoleForm
from documenters.models import Membership, Organisation, Programme, User
from documenters.permissions import Role

NOBODY = "nobody"


class HeirField(forms.ChoiceField):
    """A colleague of the organisation, or nobody; the choice becomes the person."""

    def __init__(self, leaver: User, place: Organisation, number: int) -> None:
        self.heirs = {str(user.public_id): user for user in colleagues_of(leaver, place)}
        super().__init__(
            label=ngettext_lazy("Who takes over one case?", "Who takes over %(number)d cases?", number)
            % {"number": number},
            widget=forms.RadioSelect,
            choices=[*((key, str(user)) for key, user in self.heirs.items()), (NOBODY, _("Nobody for now"))],
            help_text=_(
                "Drafts included; the colleague sees them at once. Without a colleague, sent cases stay with the "
                "mentor and the coordinator, and nobody can open the drafts."
            ),
            error_messages={"required": _("Choose a colleague, or “Nobody for now”.")},
        )

    def clean(self, value: Any) -> User | None:
        """The person who was chosen; None for nobody."""
        return self.heirs.get(super().clean(value))


class LeaveForm(forms.Form):
    """For people who record cases, the heir; `place` is the organisation in which they have `number` of them.

    `may` says whether the viewer decides who takes them over.
    """

    def __init__(
        self, leaver: User, place: Organisation | None, number: int, may: bool, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if place is not None and number and may:
            self.fields["heir"] = HeirField(leaver, place, number)


class HandOverForm(forms.Form):
    """The same afterwards, to a colleague only."""

    def __init__(self, leaver: User, place: Organisation, number: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heir = HeirField(leaver, place, number)
        heir.choices = [(key, str(user)) for key, user in heir.heirs.items()]
        self.fields["heir"] = heir


class MemberChangeForm(RoleForm):
    """Another role or another place; for a documenter who goes elsewhere, the heir of the cases."""

    def __init__(
        self,
        programme: Programme,
        leaver: User,
        place: Organisation | None,
        number: int,
        may: bool,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(programme, *args, **kwargs)
        self.place = place
        if place is not None and number and may:
            self.fields["heir"] = HeirField(leaver, place, number)
            self.fields["heir"].required = False

    def clean(self) -> dict[str, Any]:
        """The heir is needed where the person does not stay a documenter of the same organisation."""
        data = super().clean()
        stays = data.get("role") == Role.DOCUMENTER and data.get("organisation") == self.place
        if "heir" in self.fields and not stays and not self.data.get(self.add_prefix("heir")):
            self.add_error("heir", self.fields["heir"].error_messages["required"])
        if stays or "heir" not in self.fields:
            data["heir"] = None
        return data


def colleagues_of(user: User, place: Organisation) -> list[User]:
    """The other people who record cases of the organisation and may log in."""
    held = Membership.objects.current().filter(organisation=place, role=Role.DOCUMENTER).exclude(user=user)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("display_name", "username"))
