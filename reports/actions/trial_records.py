"""The records of one year as they would be frozen today, for a trial: frozen, read, and taken back."""

import datetime

from django.db import transaction
from django.utils import timezone

from documenters.models import Programme, User
from reports.disclosure.schema import Record
from reports.models import Release, ReleaseBlock
from reports.records import freeze_quarters, records_as_of


def trial_records(programme: Programme, year: int, *, by: User) -> list[Record]:
    """What would be counted of a year: what is frozen of it already, and all else that is approved.

    The same statement freezes them as for a release, so that there is one place that counts (rule R1). The transaction
    in which it does so is rolled back.
    """
    first_year = _first_year(programme, year)
    with transaction.atomic():
        release = Release.objects.filter(programme=programme).open().first() or _release(programme, by)
        block = ReleaseBlock.objects.filter(programme=programme, first_year=first_year).first()
        block = block or ReleaseBlock.objects.create(
            programme=programme,
            first_year=first_year,
            codes={},
            details={},
            law_enforcement=[],
            is_small=False,
            parameters={},
            labels={},
        )
        quarters = [f"{year}-Q{number}" for number in (1, 2, 3, 4)]
        freeze_quarters(release, block, quarters, quarters[0])
        records = [record for record in records_as_of(block, timezone.localdate()) if record.quarter in quarters]
        transaction.set_rollback(True)
    return records


def _first_year(programme: Programme, year: int) -> int:
    block = ReleaseBlock.objects.filter(programme=programme, first_year__in=(year, year - 1)).first()
    return block.first_year if block else year


def _release(programme: Programme, by: User) -> Release:
    return Release.objects.create(
        programme=programme,
        number=0,
        periods=[],
        as_of=datetime.date.min,
        built_by=by,
        created_at=timezone.now(),
    )
