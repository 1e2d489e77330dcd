"""Published releases in the database, made of cells that a test gives: past the builder, through the real triggers."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from django.utils import timezone

from documenters.models import Programme, User
from reports.disclosure.schema import Block, Cell, key_text
from reports.models import Release, ReleaseApproval, ReleaseBlock, ReleasedCell, ReleaseState

SAFE = {
    "is_safe": True,
    "findings": [],
    "tiers": {},
    "headlines": {"offered": 0, "withheld_from_donors": [], "withheld_from_public": []},
    "conjunctions": 0,
    "seconds": 0.1,
}


Labels = dict[str, dict[str, dict[str, str]]]


def store_block(programme: Programme, block: Block, labels: Labels | None = None) -> ReleaseBlock:
    """The row of a block; labels are the codes themselves where none are given."""
    plain: Labels = {}
    for axis, codes in [*block.codes.items(), *block.details.items()]:
        plain.setdefault(axis.value, {}).update({code: {"en": code, "ru": code, "ky": code} for code in codes})
    row, _made = ReleaseBlock.objects.get_or_create(
        programme=programme,
        first_year=block.first_year,
        defaults={
            "codes": {axis.value: list(codes) for axis, codes in block.codes.items()},
            "details": {axis.value: list(codes) for axis, codes in block.details.items()},
            "law_enforcement": list(block.law_enforcement),
            "is_small": block.is_small,
            "parameters": asdict(block.parameters),
            "labels": labels or plain,
        },
    )
    return row


def make_built(
    programme: Programme,
    cells: Iterable[Cell],
    *,
    by: User,
    block: Block | None = None,
    periods: Sequence[str] | None = None,
    report: dict[str, object] | None = None,
) -> Release:
    """A release that waits for approval."""
    cells = list(cells)
    if block is not None:
        store_block(programme, block)
    number = Release.objects.filter(programme=programme).exclude(state=ReleaseState.DISCARDED).count() + 1
    wanted = list(periods or dict.fromkeys(cell.period for cell in cells))
    release = Release.objects.create(
        programme=programme,
        number=number,
        periods=wanted,
        as_of=datetime.date(int(wanted[-1][-4:]) if "-Q" not in wanted[-1] else int(wanted[-1][:4]), 12, 31),
        built_by=by,
        created_at=timezone.now(),
    )
    ReleasedCell.objects.bulk_create([ReleasedCell.of(release, cell) for cell in cells])
    text = "\n".join(f"{cell.tier}{key_text(cell.key)}{cell.value}" for cell in cells) + str(number)
    release.digest = hashlib.sha256(text.encode()).hexdigest()
    release.state, release.built_at, release.done = ReleaseState.BUILT, timezone.now(), wanted
    release.report, release.progress = report or SAFE, 1000
    release.save()
    return release


def make_published(
    programme: Programme,
    cells: Iterable[Cell],
    *,
    by: tuple[User, User],
    block: Block | None = None,
    periods: Sequence[str] | None = None,
) -> Release:
    """A published release, approved by two people."""
    release = make_built(programme, cells, by=by[0], block=block, periods=periods)
    for person in by:
        ReleaseApproval.objects.create(release=release, digest=release.digest, by=person, at=timezone.now())
    release.state, release.published_at = ReleaseState.PUBLISHED, timezone.now()
    release.save()
    return release
