"""What to look for in the log."""

import datetime
import uuid
from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documenters.models import AuditEvent, Programme, User
from documenters.models.audit_actions import KIND_LABELS, ActionKind, codes_of
from react_cases.models import Case

DAY = datetime.timedelta(days=1)


class LogFilter(forms.Form):
    """Person, kind of act, period, case.

    What is typed is posted. Addresses hold codes, dates and opaque identifiers: the case's too, never its number.
    """

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Person"), to_field_name="public_id", required=False, empty_label=_("Everybody")
    )
    kind = forms.ChoiceField(label=_("What was done"), required=False)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    case = forms.CharField(label=_("Case number"), required=False, max_length=20)

    def __init__(self, programme: Programme, reader: User, data: Mapping[str, str], *, from_address: bool) -> None:
        self.programme = programme
        self.reader = reader
        super().__init__({**data, "case": self._number(data.get("case", ""))} if from_address else data)
        people = User.objects.filter(memberships__programme=programme).distinct()
        self.fields["person"].queryset = people.order_by("display_name", "username")  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Everything")),
            *((kind.value, label) for kind, label in KIND_LABELS.items()),
        ]

    def _number(self, public_id: str) -> str:
        """The number of the case that an address names, as the field shows it; empty for anything else."""
        try:
            case = self._cases().filter(public_id=uuid.UUID(public_id)).first()
        except ValueError:
            return ""
        return case.code if case else ""

    def _cases(self) -> QuerySet[Case]:
        return Case.objects.visible_to(self.reader).filter(programme=self.programme)

    def clean_case(self) -> Case | None:
        """The case with this number, if the reader may see it."""
        number = self.cleaned_data["case"].strip().upper()
        if not number:
            return None
        case = self._cases().filter(code=number).first()
        if case is None:
            raise forms.ValidationError(_("There is no case with this number."))
        return case

    def chosen(self) -> list[str]:
        """The names of the filters in use; for the log, which keeps no values."""
        return [name for name in self.fields if self.is_valid() and self.cleaned_data.get(name)]

    def query(self) -> str:
        """The filter for an address; empty where nothing is chosen."""
        names = self.chosen()
        values: dict[str, object] = {name: self.cleaned_data[name] for name in names}
        values |= {name: values[name].public_id for name in ("person", "case") if name in values}  # type: ignore[attr-defined]
        return urlencode(values)

    def narrowed(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The events that match; none where the filter cannot be used."""
        if not self.is_valid():
            return events.none()
        data = self.cleaned_data
        wanted = Q()
        if data["person"]:
            wanted &= Q(actor=data["person"])
        if data["kind"]:
            wanted &= Q(action__in=codes_of(ActionKind(data["kind"])))
        if data["first"]:
            wanted &= Q(at__gte=_midnight(data["first"]))
        if data["last"]:
            wanted &= Q(at__lt=_midnight(data["last"] + DAY))
        if data["case"]:
            wanted &= Q(object_type=Case._meta.label_lower, object_id=data["case"].pk)
        return events.filter(wanted)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
