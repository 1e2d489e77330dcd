"""What a tier is shown, read from the published releases alone: as `react_published`, which can read nothing else.

Put together once and kept in the process, because it changes only when something is published or withdrawn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Q
from django.utils import timezone

from documenters.identity import published_role
from reports.disclosure.published import Label, Published, ReleaseInfo, published_of
from reports.disclosure.schema import Cell, Key, Tier, key_from_text
from reports.keeping import Kept
from reports.models import SHOWN_STATES, CellWithdrawal, Release, ReleaseBlock, ReleasedCell, ReleaseState

OF_RELEASE = ("id", "number", "state", "periods", "as_of", "published_at", "digest")
OF_BLOCK = ("first_year", "codes", "details", "law_enforcement", "is_small", "parameters", "labels")
OF_CELL = ("tier", "key", "value", "threshold")

_kept: Kept[Published] = Kept(16)
"""Programmes, tiers and editions."""


@dataclass(frozen=True)
class Preview(Published):
    """What a tier would be shown if an unpublished release were published. A type of its own: no file is made of it."""


def read_published(programme_code: str, tier: Tier, upto: int | None = None) -> Published:
    """What a tier is shown of a programme, up to the release of a number if one is given.

    Of a programme that has published nothing, or that does not exist, it is empty. Numbers that were withdrawn are not
    in it, neither the number nor whether there was one.
    """
    with published_role():
        releases = _releases(programme_code, upto)
        edition = tuple((row["id"], row["digest"], row["state"]) for row in releases)
        withdrawals = _withdrawals(tier, [row["id"] for row in releases]) if releases else ()
        name = (programme_code, tier, edition, withdrawals)
        gone = frozenset(map(key_from_text, withdrawals))
        return _kept.made(name, lambda: _put_together(programme_code, tier, releases, gone))


def read_preview(release: Release, tier: Tier) -> Preview:
    """The same with a release that is built and not published: for who approves it, as the person who asks."""
    code = release.programme.code
    found = Release.objects.filter(programme=release.programme_id, number__lte=release.number)
    rows = list(found.filter(Q(state__in=SHOWN_STATES) | Q(pk=release.pk)).order_by("number").values(*OF_RELEASE))
    withdrawn = frozenset(map(key_from_text, _withdrawals(tier, [row["id"] for row in rows])))
    published = _put_together(code, tier, rows, withdrawn)
    return Preview(**{field.name: getattr(published, field.name) for field in fields(published)})


def _releases(programme_code: str, upto: int | None) -> list[Mapping[str, Any]]:
    found = Release.objects.filter(programme__code=programme_code, state__in=SHOWN_STATES)
    if upto is not None:
        found = found.filter(number__lte=upto)
    return list(found.order_by("number").values(*OF_RELEASE))


def _withdrawals(tier: Tier, releases: Iterable[int]) -> tuple[str, ...]:
    found = CellWithdrawal.objects.filter(release__in=list(releases), tier=tier.value)
    return tuple(found.order_by("key").values_list("key", flat=True))


def _put_together(
    programme_code: str, tier: Tier, releases: list[Mapping[str, Any]], withdrawn: frozenset[Key]
) -> Published:
    gone = {row["id"] for row in releases if row["state"] == ReleaseState.WITHDRAWN}
    periods = {period for row in releases for period in row["periods"]}
    blocks = []
    labels: dict[tuple[str, str], Label] = {}
    for row in ReleaseBlock.objects.filter(programme__code=programme_code).only(*OF_BLOCK):
        block = row.as_block()
        if not periods.isdisjoint(block.periods):
            blocks.append(block)
            labels |= labels_of(row)
    cells = []
    hidden = set(withdrawn)
    found = ReleasedCell.objects.filter(release__in=[row["id"] for row in releases], tier=tier.value)
    for release, _tier, text, value, threshold in found.order_by("id").values_list("release_id", *OF_CELL):
        key = key_from_text(text)
        if release in gone:
            hidden.add(key)
        cells.append(Cell(tier, key, None if key in hidden else value, threshold))
    infos = [_info(programme_code, row) for row in releases]
    return published_of(programme_code, tier, infos, blocks, labels, cells, hidden)


def labels_of(block: ReleaseBlock) -> dict[tuple[str, str], Label]:
    """What the rows of a block are called, frozen with it."""
    return {
        (axis, code): Label(texts["en"], texts["ru"], texts["ky"])
        for axis, codes in block.labels.items()
        for code, texts in codes.items()
    }


def _info(programme_code: str, row: Mapping[str, Any]) -> ReleaseInfo:
    return ReleaseInfo(
        number=row["number"],
        citation=f"{programme_code}-R{row['number']}",
        as_of=row["as_of"],
        published_on=timezone.localdate(row["published_at"]),  # of a preview: today
        digest=row["digest"],
        periods=tuple(row["periods"]),
        is_withdrawn=row["state"] == ReleaseState.WITHDRAWN,
    )
