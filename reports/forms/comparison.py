"""Which figure of which two releases is compared."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.comparison import CASES, LAW_ENFORCEMENT_CASES, figures_of
from reports.disclosure.published import Published, ReleaseInfo
from reports.indicators.axes import axis_label
from reports.indicators.figure_names import code_text


class ComparisonForm(forms.Form):
    """A figure, an earlier and a later release. What is not chosen is cases by law enforcement and the last two."""

    figure = forms.ChoiceField(label=gettext_lazy("Number"))
    before = forms.TypedChoiceField(label=gettext_lazy("Earlier release"), coerce=int)
    after = forms.TypedChoiceField(label=gettext_lazy("Later release"), coerce=int)

    def __init__(self, published: Published, data: Any) -> None:
        self.published = published
        self.figures = {figure.name: figure for figure in figures_of(published)}
        super().__init__({name: data.get(name) or value for name, value in self._defaults().items()})
        releases = [(str(info.number), _release_text(info)) for info in published.releases]
        choices = {"figure": list(self._figures()), "before": releases[:-1], "after": releases[1:]}
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean_figure(self) -> Any:
        """The figure itself."""
        return self.figures[self.cleaned_data["figure"]]

    def clean(self) -> dict[str, Any]:
        """The earlier one comes first."""
        data = super().clean() or self.cleaned_data
        if data.get("before", 0) >= data.get("after", 1):
            self.add_error("after", _("Choose a later release than the other one."))
        return data

    def _defaults(self) -> dict[str, str]:
        numbers = [str(info.number) for info in self.published.releases]
        law = LAW_ENFORCEMENT_CASES.name
        last_two = numbers[-2:] if len(numbers) > 1 else ["", ""]
        return {"figure": law if law in self.figures else CASES, "before": last_two[0], "after": last_two[1]}

    def _figures(self) -> Iterator[tuple[Any, Any]]:
        """In groups: all, law enforcement and the groups within it, then each axis by itself."""
        titles: dict[Any, list[tuple[str, str]]] = {}
        for name, figure in self.figures.items():
            is_law = LAW_ENFORCEMENT_CASES.codes[0] in figure.codes
            axis = figure.codes[0][0] if figure.codes else None
            title = _("Law enforcement") if is_law else axis_label(axis) if axis else ""
            words = [code_text(self.published, own, code) for own, code in figure.codes]
            titles.setdefault(title, []).append((name, " · ".join(words) or _("all cases")))
        for title, rows in titles.items():
            if title:
                yield title, rows
            else:
                yield from rows


def _release_text(info: ReleaseInfo) -> str:
    values = {"release": info.citation, "day": formats.date_format(info.as_of, "SHORT_DATE_FORMAT")}
    if info.is_withdrawn:
        return _("%(release)s, as of %(day)s (withdrawn)") % values
    return _("%(release)s, as of %(day)s") % values
