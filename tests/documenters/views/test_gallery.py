"""The gallery of components: for a demo and for developers only."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(("demo", "debug", "status"), [(True, False, 200), (False, True, 200), (False, False, 404)])
def test_only_in_a_demo_or_while_developing(
    client: Client, db: None, settings: Any, demo: bool, debug: bool, status: int
) -> None:
    settings.DEMO, settings.DEBUG = demo, debug
    assert client.get(reverse("gallery")).status_code == status
