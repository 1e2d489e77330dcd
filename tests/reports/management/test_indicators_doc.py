"""docs/indicators.md is what the registry says."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command

from reports.indicators.panels import PANELS
from reports.indicators.totals import TOTALS


def test_document_is_up_to_date() -> None:
    out = StringIO()
    call_command("indicators_doc", stdout=out)
    written = (settings.BASE_DIR / "docs" / "indicators.md").read_text()
    assert written == out.getvalue(), "run: manage.py indicators_doc > docs/indicators.md"


def test_every_figure_is_in_it() -> None:
    written = (settings.BASE_DIR / "docs" / "indicators.md").read_text()
    for code, item in {**TOTALS, **PANELS}.items():
        assert f"(`{code}`)" in written
        assert str(item.definition)
        assert str(item.base)
