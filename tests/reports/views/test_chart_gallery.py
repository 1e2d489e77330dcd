"""The gallery of charts: for a demo and for developers only."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.charts.data import Kind
from reports.charts.samples import sample_charts


@pytest.mark.parametrize(("demo", "debug", "status"), [(True, False, 200), (False, True, 200), (False, False, 404)])
def test_only_in_a_demo_or_while_developing(
    client: Client, db: None, settings: Any, demo: bool, debug: bool, status: int
) -> None:
    settings.DEMO, settings.DEBUG = demo, debug
    assert client.get(reverse("chart_gallery")).status_code == status


def test_shows_every_kind_with_and_without_withheld_numbers(client: Client, db: None, settings: Any) -> None:
    settings.DEMO = True
    html = client.get(reverse("chart_gallery")).content.decode()
    charts = sample_charts()
    assert {chart.kind for chart in charts} == {chart.kind for chart in charts if chart.withheld} == set(Kind)
    assert len(re.findall('<figure class="chart ', html)) == len(charts)
    for chart in charts:
        assert f'id="{chart.id}-title"' in html
