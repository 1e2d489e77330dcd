"""The gallery of components: for a demo and for developers only."""

from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(("demo", "debug", "status"), [(True, False, 200), (False, True, 200), (False, False, 404)])
def test_only_in_a_demo_or_while_developing(
    client: Client, db: None, settings: Any, demo: bool, debug: bool, status: int
) -> None:
    settings.DEMO, settings.DEBUG = demo, debug
    assert client.get(reverse("gallery")).status_code == status


def test_shows_every_component() -> None:
    templates = project.BASE_DIR / "templates"
    shown = (templates / "gallery.html").read_text() + (templates / "reports/chart_gallery.html").read_text()
    components = {file.stem.replace("_", "-") for file in (templates / "components").glob("*.html")}
    assert {name for name in components if f"<c-{name}" not in shown} == set()
    assert len(components) <= 20
