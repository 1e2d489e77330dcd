"""A number that is to be quoted outside: what it counts, where it will stand, and since when."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from documenters.models import Programme
from react_cases.forms.dates import DayField
from react_cases.forms.nobody import name_nobody
from react_cases.forms.text import LineField
from reports.comparison import Figure
from reports.disclosure.published import Published
from reports.disclosure.schema import LAW_ENFORCEMENT, UNSTATED, Axis
from reports.indicators.published_names import name_of, period_label
from reports.indicators.published_source import period_names

Choices = Iterable[tuple[str, Any]]

EVERY = "every"
MAIN = "main"
"""How the choice of a client group says which of the two is meant: `every:PWID`, `main:PWID`."""


LATER = "later"
"""The choice for every period of which nothing is published."""


class QuoteForm(forms.Form):
    """One number with everything that says what it counts."""

    value = forms.IntegerField(
        label=gettext_lazy("The number"),
        min_value=0,
        max_value=10_000_000,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    period = forms.ChoiceField(label=gettext_lazy("Cases of which period?"))
    client_group = forms.ChoiceField(label=gettext_lazy("Of which clients?"), required=False)
    violator = forms.ChoiceField(label=gettext_lazy("By whom?"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("What happened?"), required=False)
    oblast = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("How did it end?"), required=False)
    where = LineField(
        label=gettext_lazy("Where will it stand?"),
        help_text=gettext_lazy("A newspaper, a report, a speech, a slide. Name no client."),
    )
    quoted_on = DayField(label=gettext_lazy("On which day?"), initial=timezone.localdate)
    text = LineField(
        label=gettext_lazy("The sentence with the number"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("As it is or will be printed. Name no client."),
    )
    is_out = forms.ChoiceField(
        label=gettext_lazy("Is it out already?"),
        choices=[
            ("no", gettext_lazy("No, somebody wants to quote it")),
            ("yes", gettext_lazy("Yes, it has been published, by us or by somebody else")),
        ],
        initial="no",
        widget=forms.RadioSelect,
    )

    def __init__(self, programme: Programme, published: Published, data: Any = None) -> None:
        super().__init__(data)
        self.programme = programme
        self.published = published
        self.language = get_language() or "en"
        self._offer("period", [("", _("Choose a period")), *self._periods()])
        self._offer("client_group", [("", _("All clients")), *self._groups()])
        self._offer("violator", [("", _("By anybody")), *self._violators()])
        self._offer("category", [("", _("Any violation")), *self._rows(Axis.CATEGORY)])
        self._offer("oblast", [("", _("The whole country")), *self._rows(Axis.OBLAST)])
        self._offer("outcome", [("", _("Any outcome")), *self._rows(Axis.OUTCOME)])

    def clean(self) -> dict[str, Any]:
        """The figure; counts by all groups of a client are not crossed with anything."""
        data = super().clean() or self.cleaned_data
        kind, _colon, group = data.get("client_group", "").partition(":")
        pairs = [(Axis.PRIMARY_GROUP if kind == MAIN else Axis.GROUP, group)] if group else []
        pairs += [
            (axis, data[axis.value])
            for axis in (Axis.VIOLATOR, Axis.CATEGORY, Axis.OBLAST, Axis.OUTCOME)
            if data.get(axis.value)
        ]
        if kind == EVERY and len(pairs) > 1:
            self.add_error("client_group", _("Together with another choice, choose the main group of the case."))
        data["figure"] = Figure(tuple(pairs))
        for name in ("where", "text"):
            self._name_nobody(name, data.get(name, ""))
        return data

    def _name_nobody(self, name: str, said: str) -> None:
        try:
            name_nobody(said, self.programme)
        except ValidationError as refusal:
            self.add_error(name, refusal)

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def _periods(self) -> Iterator[tuple[str, Any]]:
        titles = {"years": _("Years in a row"), "year": _("One year"), "quarter": _("One quarter")}
        for kind, names in period_names(self.published).items():
            if names:
                yield titles[kind], [(name, period_label(name)) for name in names]
        yield LATER, _("Another period, not published yet")

    def _groups(self) -> Iterator[tuple[str, Any]]:
        main = [(f"{MAIN}:{code}", label) for code, label in self._rows(Axis.PRIMARY_GROUP)]
        every = [(f"{EVERY}:{code}", label) for code, label in self._rows(Axis.GROUP)]
        yield _("Main group: each case once"), main
        yield _("Everybody who belongs to the group"), every

    def _violators(self) -> Iterator[tuple[str, str]]:
        yield LAW_ENFORCEMENT, _("Law enforcement")
        own = {block.law_enforcement_code for block in self.published.blocks}
        yield from (row for row in self._rows(Axis.VIOLATOR) if row[0] not in own)

    def _rows(self, axis: Axis) -> Iterator[tuple[str, str]]:
        """The rows of an axis in every block, with the lower level behind each heading."""
        codes = dict.fromkeys(
            code for block in self.published.blocks for code in block.codes.get(axis, ()) if code != UNSTATED
        )
        details = dict.fromkeys(code for block in self.published.blocks for code in block.details.get(axis, ()))
        for code in codes:
            yield code, self._name(axis, code)
            for detail in details:
                if detail.partition(".")[0] == code and detail != code:
                    yield detail, f"– {self._name(axis, detail)}"

    def _name(self, axis: Axis, code: str) -> str:
        return name_of(self.published.labels, axis, code, self.language)
