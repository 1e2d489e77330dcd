"""One test for each constraint that the database holds about the library."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from documenters.models import Programme, User
from react_cases.models import LibraryEntry
from tests.factories.library import publish

pytestmark = pytest.mark.django_db

REFUSED: dict[str, list[Callable[[LibraryEntry], Any]]] = {
    "library_entry_kind_known": [lambda entry: LibraryEntry.objects.filter(pk=entry.pk).update(kind="song")],
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_database_refuses(programme: Programme, dara: User, name: str) -> None:
    entry = publish(programme, dara)
    for breaks in REFUSED[name]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            breaks(entry)
