"""The body of the job that builds a release: step by step, so that it can be stopped and taken up again.

First the cases of its quarters are frozen, and outcome and readiness of its years read. Then each period is counted and
what must be withheld is found; what is stored stays when the job is stopped. At the end the auditor examines everything
that was ever shown in the blocks concerned. Nothing is published here.

No transaction is open while it computes: rows are locked for moments only.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.audit_chain import head_of
from documenters.identity import database_identity
from documenters.models import Programme, User
from documenters.permissions import Permission
from reports.auditor.audit import audit
from reports.auditor.report import Headlines, Report, TierNumbers
from reports.disclosure.counting import Counted, count
from reports.disclosure.lists import freeze_block
from reports.disclosure.schema import Block, Cell, Fact, Record, Slice, Tier, key_from_text, slice_of
from reports.disclosure.step import withhold
from reports.models import (
    SHOWN_STATES,
    QuotedFigure,
    Release,
    ReleaseBlock,
    ReleasedCell,
    ReleaseState,
    settings_of,
)
from reports.models.code_lists import labels_for, lists_of, order_of
from reports.models.schedule import first_year_of
from reports.records import (
    forget_outcomes,
    freeze_quarters,
    has_taken_back,
    read_outcomes,
    records_as_of,
    records_of,
)

LOCKS = 7078
"""First number of the advisory locks of releases that are being built."""
HELD = """
    SELECT EXISTS (
        SELECT FROM pg_locks JOIN pg_database AS here ON here.oid = pg_locks.database
        WHERE here.datname = current_database() AND locktype = 'advisory' AND objsubid = 2 AND granted
            AND classid = %s AND objid = %s
    )
"""
WEIGHTS = {Slice.QUARTER: 1, Slice.YEAR: 8, Slice.BLOCK: 6}
"""How long periods take, one against the other."""
AUDIT_WEIGHT = 5
ATTEMPTS = 3
TOLD_EVERY = 1.0
"""Seconds between two looks at whether somebody wants it stopped."""

Told = Callable[[int, str], None]
"""Told how many thousandths are done, and what is being worked on: a period, or `audit`."""


class Stopped(Exception):
    """Somebody asked for it to be stopped."""


class Unsettled(Exception):
    """What it counts changed again and again while it was being built."""


class AlreadyRunning(Exception):
    """The release is being built at this moment, by somebody else."""


def release_run(release: Release, *, by: User, told: Told | None = None) -> Release:
    """Build a release to its end, or until somebody stops it; go on where it was stopped.

    Afterwards it waits for approval, is stopped, or has failed with an error that is raised. Nothing happens to a
    release that is in none of the states in which it is built. Raises `AlreadyRunning`.
    """
    with database_identity(by), _alone(release):
        with transaction.atomic():
            release.refresh_from_db()
            require_permission(by, Permission.RELEASE_BUILD, programme=release.programme)
        if release.state != ReleaseState.BUILDING:
            return release
        try:
            _build_until_it_holds(release, by, told or (lambda _done, _what: None))
        except Stopped:
            _leave(release, ReleaseState.STOPPED, by=by)
        except Exception as error:
            _leave(release, ReleaseState.FAILED, by=by, error=type(error).__name__[:30])
            raise
        except BaseException:
            # The worker is told to end.
            _leave(release, ReleaseState.STOPPED, by=by)
            raise
    return release


def is_running(release: Release) -> bool:
    """Is somebody building it at this moment?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCKS, release.pk])
        return not cursor.fetchone()[0]


def seems_running(release: Release) -> bool:
    """The same for pages that look: without getting in the way of somebody who is about to begin."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [LOCKS, release.pk])
        return bool(cursor.fetchone()[0])


@contextmanager
def _alone(release: Release) -> Iterator[None]:
    """One at a time: held by the connection, so that it is gone with a process that was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, release.pk])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning(release.pk)
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, release.pk])


@dataclass
class _Work:
    """A run: what there is to do, and how far it has come."""

    release: Release
    by: User
    told: Told
    blocks: dict[int, ReleaseBlock] = field(default_factory=dict)
    """First year -> row, of the blocks concerned."""
    done: float = 0
    looked: float = 0

    @property
    def whole(self) -> float:
        """The weight of everything."""
        return sum(WEIGHTS[slice_of(name)] for name in self.release.periods) + AUDIT_WEIGHT * len(self.blocks)

    @contextmanager
    def step(self, weight: float, what: str) -> Iterator[Callable[[float], None]]:
        """Work on something of this weight; gives what is to be told the part of it that is done."""
        before = self.done
        self.report(what)

        def part(fraction: float) -> None:
            self.done = max(self.done, before + weight * min(max(fraction, 0.0), 1.0))
            if time.monotonic() - self.looked >= TOLD_EVERY:
                self.report(what)

        yield part
        self.done = before + weight

    def report(self, what: str) -> None:
        """Say how far it is. Raises `Stopped` where somebody asked for that."""
        self.looked = time.monotonic()
        thousandths = min(round(1000 * self.done / self.whole), 1000)
        with transaction.atomic():
            row = Release.objects.filter(pk=self.release.pk)
            row.filter(progress__lt=thousandths).update(progress=thousandths)
            if row.filter(cancel_requested=True).exists():
                raise Stopped
        self.told(thousandths, what)


def _build_until_it_holds(release: Release, by: User, told: Told) -> None:
    """Again from the beginning where somebody took a consent back meanwhile, or a number was quoted."""
    for _attempt in range(ATTEMPTS):
        _build(release, by, told)
        if release.state == ReleaseState.BUILT:
            return
    raise Unsettled(release.pk)


def _build(release: Release, by: User, told: Told) -> None:
    if release.stale_at is not None:
        with transaction.atomic():
            forget(release)
    work = _Work(release, by, told, _frozen(release))
    for row in work.blocks.values():
        block = row.as_block()
        counted: Counted | None = None
        for period in [period for period in release.periods if period in block.periods]:
            with work.step(WEIGHTS[slice_of(period)], period) as part:
                if period not in release.done:
                    counted = counted or count(_read(row), block)
                    _store(release, period, _new_cells(release, counted, block, period, part))
    reports = []
    for row in work.blocks.values():
        with work.step(AUDIT_WEIGHT, "audit") as part:
            reports.append(audit_block(release, row, progress=part))
    _finish(release, together(reports), by)
    work.report("built")


def _frozen(release: Release) -> dict[int, ReleaseBlock]:
    """The blocks of a release, with everything that they count frozen. Done once, however often it is asked for."""
    with transaction.atomic():
        first = first_year_of(release.programme)
        if first is None:
            raise ValueError("there is no case to count")
        years = {int(period[:4]) for period in release.periods}
        return {start: _block(release, start) for start in sorted({year - (year - first) % 2 for year in years})}


def _block(release: Release, first_year: int) -> ReleaseBlock:
    programme, parts = release.programme, Block(first_year, {})
    quarters = [name for name in release.periods if slice_of(name) == Slice.QUARTER and name in parts.periods]
    years = [name for name in release.periods if slice_of(name) == Slice.YEAR and name in parts.periods]
    row = ReleaseBlock.objects.filter(programme=programme, first_year=first_year).first()
    is_new = row is None
    row = row or ReleaseBlock.objects.create(programme=programme, first_year=first_year, codes={})
    if not release.done:
        if quarters:
            first = next(name for name in release.periods if slice_of(name) == Slice.QUARTER)
            freeze_quarters(release, row, quarters, first)
        for year in years:
            read_outcomes(row, year)
    if is_new:
        _freeze_lists(row, release)
    return row


def _freeze_lists(row: ReleaseBlock, release: Release) -> None:
    lists, parameters = lists_of(row.programme), settings_of(row.programme).parameters
    known = records_as_of(row, timezone.localdate(release.created_at))
    law_enforcement = tuple(row.programme.law_enforcement_codes)
    block = freeze_block(known, row.first_year, law_enforcement, order_of(lists), parameters)
    row.codes = {axis.value: list(codes) for axis, codes in block.codes.items()}
    row.details = {axis.value: list(codes) for axis, codes in block.details.items()}
    row.law_enforcement, row.is_small = list(block.law_enforcement), block.is_small
    row.parameters, row.labels = asdict(block.parameters), labels_for(block, lists)
    row.save()


def _read(row: ReleaseBlock) -> list[Record]:
    with transaction.atomic():
        return records_of(row)


def cells_of_block(release: Release, block: Block) -> list[Cell]:
    """Everything that both tiers were ever shown of a block up to this release, what was withdrawn since included."""
    rows = ReleasedCell.objects.filter(
        Q(release=release) | Q(release__state__in=SHOWN_STATES, release__number__lt=release.number),
        programme=release.programme,
        period__in=block.periods,
    )
    return [row.as_cell() for row in rows.order_by("pk").only("tier", "key", "value", "threshold")]


def facts_of(programme: Programme) -> list[Fact]:
    """Numbers of ours that were quoted elsewhere: constants for everybody who subtracts."""
    rows = QuotedFigure.objects.filter(programme=programme, key__isnull=False).order_by("pk")
    return [Fact(key_from_text(text), value) for text, value in rows.values_list("key", "value") if text]


def _new_cells(
    release: Release, counted: Counted, block: Block, period: str, progress: Callable[[float], None]
) -> Sequence[Cell]:
    with transaction.atomic():
        published, facts = cells_of_block(release, block), facts_of(release.programme)
    vetoes = frozenset(key_from_text(text) for text in release.vetoes)
    return withhold(counted, block, period, published, facts=facts, vetoes=vetoes, progress=progress)


@transaction.atomic
def _store(release: Release, period: str, cells: Iterable[Cell]) -> None:
    ReleasedCell.objects.bulk_create([ReleasedCell.of(release, cell) for cell in cells], batch_size=2000)
    release.done = [*release.done, period]
    release.save(update_fields=["done"])


def audit_block(release: Release, row: ReleaseBlock, *, progress: Callable[[float], None] | None = None) -> Report:
    """What the auditor says of a block after this release, from the frozen records and the stored cells."""
    block = row.as_block()
    with transaction.atomic():
        own = [period for period in release.periods if period in block.periods]
        records = records_of(row, own[-1])
        cells, facts = cells_of_block(release, block), facts_of(release.programme)
    earlier = [cell for cell in cells if cell.period not in own]
    return audit(block, records, cells, facts=facts, earlier=earlier, progress=progress)


def together(reports: Sequence[Report]) -> Report:
    """Several blocks as one answer."""
    tiers = {tier: _sum([report.tiers[tier] for report in reports if tier in report.tiers]) for tier in Tier}
    lines = [report.headlines for report in reports]
    return Report(
        tuple(finding for report in reports for finding in report.findings),
        tiers,
        Headlines(
            sum(line.offered for line in lines),
            tuple(key for line in lines for key in line.withheld_from_donors),
            tuple(key for line in lines for key in line.withheld_from_public),
        ),
        sum(report.conjunctions for report in reports),
        round(sum(report.seconds for report in reports), 3),
        tuple(note for report in reports for note in report.notes),
    )


def _sum(numbers: Sequence[TierNumbers]) -> TierNumbers:
    names = [item.name for item in fields(TierNumbers)]
    return TierNumbers(**{name: sum(getattr(one, name) for one in numbers) for name in names})


@transaction.atomic
def _finish(release: Release, report: Report, by: User) -> None:
    row = Release.objects.select_for_update(no_key=True).get(pk=release.pk)
    if row.stale_at is not None or has_taken_back(row):
        release.stale_at = row.stale_at or timezone.now()
        return
    last = Release.objects.filter(programme=row.programme).shown().last()
    head = head_of(row.programme)
    row.previous_digest = last.digest if last else ""
    row.audit_head = head.hash if head else ""
    row.digest = digest_of(row)
    row.report = report.as_json()
    row.state, row.built_at = ReleaseState.BUILT, timezone.now()
    row.progress, row.cancel_requested, row.error = 1000, False, ""
    row.save()
    record("release.built", row, by=by, programme=row.programme, reason=row.digest[:16])
    release.refresh_from_db()


def digest_of(release: Release) -> str:
    """SHA-256 over what a release says, what came before it, and the head of the log.

    The head is not published: without it nobody can try out which few numbers only donors are shown.
    """
    rows = release.cells.values_list("tier", "key", "value", "threshold")
    head = ["release", 1, release.programme.code, release.number, release.as_of.isoformat(), list(release.periods)]
    lines = [[*head, release.previous_digest, release.audit_head], *sorted(map(list, rows), key=lambda row: row[:2])]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def forget(release: Release) -> None:
    """Drop everything that an unpublished release has counted and stored. Inside a transaction."""
    release.cells.all()._raw_delete(connection.alias)
    for row in ReleaseBlock.objects.filter(programme=release.programme):
        for year in Block(row.first_year, {}).years:
            if year in release.periods:
                forget_outcomes(row, year)
    release.counted_cases.all().delete()
    shown = {name for other in Release.objects.filter(programme=release.programme).shown() for name in other.periods}
    for row in ReleaseBlock.objects.filter(programme=release.programme):
        if shown.isdisjoint(Block(row.first_year, {}).periods):
            row.delete()
    release.done, release.stale_at, release.progress = [], None, 0
    release.save(update_fields=["done", "stale_at", "progress"])


@transaction.atomic
def _leave(release: Release, state: ReleaseState, *, by: User, error: str = "") -> None:
    release.state, release.error, release.cancel_requested = state, error, False
    release.save(update_fields=["state", "error", "cancel_requested"])
    record(
        "release.stopped" if state == ReleaseState.STOPPED else "release.failed",
        release,
        by=by,
        programme=release.programme,
        reason=error,
    )
