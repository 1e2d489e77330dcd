"""Four releases of two years in the database, made of the cells of `tests.factories.published`."""

from django.utils import timezone

from documenters.models import Programme, User
from reports.disclosure.schema import Cell, Key, Tier, key_text
from reports.models import CellWithdrawal, Release, WithdrawalReason
from tests.factories.published import labels, made
from tests.factories.releases import make_published, store_block

STEPS = (
    ("2020-Q1", "2020-Q2"),
    ("2020-Q3", "2020-Q4", "2020"),
    ("2021-Q1",),
    ("2021-Q2", "2021-Q3", "2021-Q4", "2021", "2020-2021"),
)
"""What each of four releases publishes first."""


def release_in_steps(programme: Programme, *, by: tuple[User, User], steps: int = len(STEPS)) -> list[Release]:
    """Publish so many of them, for both tiers; the public is shown nothing that donors are not shown."""
    words: dict[str, dict[str, dict[str, str]]] = {}
    for (axis, code), label in labels().items():
        words.setdefault(axis, {})[code] = {"en": label.en, "ru": label.ru, "ky": label.ky}
    store_block(programme, made(Tier.DONOR).blocks[0], words)
    cells = [cell for tier in Tier for cell in made(tier).cells.values()]
    return [
        make_published(programme, [nested(cell) for cell in cells if cell.period in step], by=by, periods=step)
        for step in STEPS[:steps]
    ]


def nested(cell: Cell) -> Cell:
    """A public cell without its number where donors are shown none."""
    if cell.tier == Tier.PUBLIC and made(Tier.DONOR).cells[cell.key].value is None:
        return Cell(cell.tier, cell.key, None, cell.threshold)
    return cell


def withdraw(release: Release, key: Key, *, by: User) -> None:
    """Both tiers are no longer shown a number."""
    for tier in Tier:
        CellWithdrawal.objects.create(
            release=release,
            tier=tier.value,
            key=key_text(key),
            reason=WithdrawalReason.WRONG,
            by=by,
            at=timezone.now(),
        )
