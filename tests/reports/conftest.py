"""Cases of three documenters of two organisations."""

import pytest

from documenters.models import User
from tests.reports.populations import populate


@pytest.fixture
def population(amina: User, chen: User) -> None:
    """Two hundred random cases over two years, most of them by Amina."""
    populate([amina, amina, chen], 200, seed=7)
