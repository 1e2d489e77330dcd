"""Pictures are looked at in English, unless a test says otherwise."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language in which the tests read the words of a picture."""
    with translation.override("en"):
        yield
