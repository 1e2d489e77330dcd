"""The numbers of a release, table by table, to choose one from."""

from collections.abc import Mapping

from django.utils.translation import get_language

from reports.disclosure.schema import key_from_text, table_of
from reports.forms.releases import TableChoiceForm
from reports.indicators.axes import table_label
from reports.indicators.published_names import period_label
from reports.indicators.registry import Unit, unit_count
from reports.models import Release
from reports.reading import labels_of
from reports.views.release_page import blocks_of
from reports.views.release_report import key_words


def choice_form(release: Release, asked: Mapping[str, str]) -> TableChoiceForm:
    """Periods and tables of the release; bound where both were asked for."""
    tables = sorted(
        release.cells.values_list("table_code", flat=True).distinct(), key=lambda code: (code.count("*"), code)
    )
    is_asked = {"period", "table"} <= set(asked)
    return TableChoiceForm(
        [(period, period_label(period)) for period in release.periods],
        [(code, table_label(code)) for code in tables],
        asked if is_asked else None,
    )


def table_asked(key: str) -> dict[str, str]:
    """The table in which a number stands, as `choice_form` is asked for it; nothing for what is no key."""
    try:
        found = key_from_text(key)
    except (ValueError, KeyError):
        return {}
    return {"period": found[0][1], "table": table_of(found)}


def shown_cells(release: Release, *, period: str, table: str) -> list[tuple[str, str]]:
    """Key and words of every number of a table that is shown to anybody, and was not withdrawn."""
    labels = {pair: label for block in blocks_of(release) for pair, label in labels_of(block).items()}
    language = get_language() or "en"
    gone = release.withdrawals.values("key")
    cells = release.cells.filter(period=period, table_code=table).exclude(value=None)
    numbers = dict(cells.exclude(key__in=gone).order_by("pk").values_list("key", "value"))
    return [
        (key, f"{key_words(key_from_text(key), labels, language)} — {unit_count(Unit.CASES, value)}")
        for key, value in numbers.items()
        if value is not None
    ]
