"""Numbers that leave the house past the releases: asked about before they are quoted, and kept for ever (rule R13).

A number in the ledger whose cell and value are ours is a constant of every later audit: whoever subtracts knows it. So
the ledger has to hold what the world knows, and not only what we would have allowed. A number that opens something is
refused while it is only planned; once it is out it is written down like any other, with the answer of the check beside
it, and the releases after it protect what can still be protected. A number that is not ours is kept as a sentence
without a cell: taken as a constant it would say something false.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from reports.auditor.quote import QuoteCode, quote_verdict
from reports.building import facts_of
from reports.comparison import Figure
from reports.disclosure.counting import count
from reports.disclosure.published import Published, ReleaseInfo
from reports.disclosure.schema import Block, Cell, Fact, Key, Tier, key_from_text, key_text
from reports.disclosure.tables import threshold_of
from reports.indicators.published_source import named_period
from reports.models import SHOWN_STATES, QuotedFigure, Release, ReleaseBlock, ReleasedCell, ReleaseState
from reports.reading import read_published
from reports.records import records_of


class Answer(StrEnum):
    """What the check says about a number."""

    PUBLISHED = "published"
    """Everybody is shown the same number already."""
    OTHER_NUMBER = "other_number"
    """Another number is published for exactly this."""
    WITHDRAWN = "withdrawn"
    """It was published and withdrawn as wrong."""
    NOT_YET = "not_yet"
    """Nothing is published of the period, so nothing can be said."""
    SEVERAL = "several"
    """A part of the years is not published: each has to be asked about by itself."""
    SMALL = "small"
    """Fewer clients than may be told of, or none."""
    NOT_OURS = "not_ours"
    """We count another number."""
    OPENS = "opens"
    """With it, withheld numbers could be worked out."""
    UNDECIDED = "undecided"
    """What is published contradicts itself; the releases have to be looked into first."""
    SAFE = "safe"


ANSWER_OF = {
    QuoteCode.PUBLISHED: Answer.PUBLISHED,
    QuoteCode.DIFFERS: Answer.NOT_OURS,
    QuoteCode.SMALL: Answer.SMALL,
    QuoteCode.OPENS: Answer.OPENS,
    QuoteCode.UNDECIDED: Answer.UNDECIDED,
    QuoteCode.SAFE: Answer.SAFE,
}
"""What the auditor says in the words of the form."""

QUOTABLE = frozenset({Answer.PUBLISHED, Answer.SAFE})
"""May be quoted."""


class QuoteRefused(Exception):
    """The number may not be quoted; nothing was written. `verdict` says why."""

    def __init__(self, verdict: "Verdict") -> None:
        super().__init__(verdict.answer)
        self.verdict = verdict


@dataclass(frozen=True)
class Quote:
    """A number that somebody wants to quote, or has quoted."""

    value: int
    figure: Figure
    period: str
    """`2020-Q1`, `2020`, or years in a row, `2020-2022`."""
    where: str
    quoted_on: datetime.date
    text: str = ""
    is_out: bool = False
    """It has been published already, by us or by somebody else."""


@dataclass(frozen=True)
class Verdict:
    """What is said about a quote."""

    answer: Answer
    published: int | None = None
    """The published number for exactly this, where there is one."""
    release: ReleaseInfo | None = None
    """The release that published it."""
    opened: tuple[Key, ...] = ()
    """Withheld cells that could be worked out. For the coordinator, by kind: never their numbers."""
    key: Key | None = None
    """The cell of which the number is a constant from now on; None where it is none of ours."""

    @property
    def may_be_quoted(self) -> bool:
        """Is nothing against it?"""
        return self.answer in QUOTABLE


def quote_check(programme: Programme, quote: Quote, *, by: User) -> Verdict:
    """Ask what a number would tell. Writes nothing."""
    require_permission(by, Permission.QUOTE_CHECK, programme=programme)
    public = read_published(programme.code, Tier.PUBLIC)
    if (found := _in_release(public, quote)) is not None:
        return found
    donor = read_published(programme.code, Tier.DONOR)
    parts = named_period(donor, quote.period)
    if not parts:
        return Verdict(Answer.NOT_YET)
    if len(parts[0].parts) > 1:
        return Verdict(Answer.SEVERAL)
    period = parts[0].parts[0]
    block = next(block for block in donor.blocks if period in block.periods)
    return _gate(programme, block, quote, quote.figure.key(block, period))


@transaction.atomic
def quote_add(programme: Programme, quote: Quote, *, by: User) -> QuotedFigure:
    """Write a number into the ledger. Raises QuoteRefused where it is only planned and may not be quoted.

    The same number twice is written once. A release that is not published yet has to be built anew: it was counted
    without this constant.
    """
    verdict = quote_check(programme, quote, by=by)
    if not verdict.may_be_quoted and not quote.is_out:
        raise QuoteRefused(verdict)
    added, is_new = QuotedFigure.objects.get_or_create(
        programme=programme,
        key=key_text(verdict.key) if verdict.key else None,
        value=quote.value,
        text=quote.text,
        where=quote.where,
        quoted_on=quote.quoted_on,
        defaults={"verdict": verdict.answer.value, "by": by, "at": timezone.now()},
    )
    if is_new:
        record("quote.added", added, by=by, programme=programme, reason=verdict.answer.value)
        if verdict.key and verdict.answer != Answer.PUBLISHED:
            Release.objects.filter(programme=programme).open().update(stale_at=added.at)
    return added


def _in_release(public: Published, quote: Quote) -> Verdict | None:
    """The answer where the public is shown a number for exactly this; None where it is not."""
    for way in named_period(public, quote.period):
        keys = [_key_in(public, quote.figure, part) for part in way.parts]
        if any(key in public.withdrawn for key in keys):
            return Verdict(Answer.WITHDRAWN)
        cells = [public.cells.get(key) for key in keys]
        values = [cell.value for cell in cells if cell is not None and cell.value is not None]
        if len(values) < len(keys):
            continue
        release = max(
            (info for info in public.releases if set(info.periods) & set(way.parts)), key=lambda info: info.number
        )
        answer = Answer.PUBLISHED if sum(values) == quote.value else Answer.OTHER_NUMBER
        constant = keys[0] if len(keys) == 1 and answer == Answer.PUBLISHED else None
        return Verdict(answer, sum(values), release, key=constant)
    return None


def _key_in(published: Published, figure: Figure, period: str) -> Key:
    block = next(block for block in published.blocks if period in block.periods)
    return figure.key(block, period)


def _gate(programme: Programme, block: Block, quote: Quote, key: Key) -> Verdict:
    """The answer for a number that the public is not shown."""
    row = ReleaseBlock.objects.get(programme=programme, first_year=block.first_year)
    records = records_of(row)
    try:
        counted = count(records, block)
        cases, clients = counted.cases(key), counted.clients(key)
    except KeyError:
        # A row that this block does not tell apart, because it is rare.
        return Verdict(Answer.SMALL)
    constant = key if cases == quote.value else None
    if clients < threshold_of(block, Tier.PUBLIC, key):
        return Verdict(Answer.SMALL, key=constant)
    if constant is None:
        return Verdict(Answer.NOT_OURS)
    asked = quote_verdict(
        block, records, _cells(programme, block), Fact(key, quote.value), facts=_ledger(programme, block)
    )
    return Verdict(ANSWER_OF[asked.code], opened=asked.opened, key=key)


def _cells(programme: Programme, block: Block) -> list[Cell]:
    """Everything that was ever shown of a block, and what waits for approval: it may be shown tomorrow."""
    states = (*SHOWN_STATES, ReleaseState.BUILT)
    found = ReleasedCell.objects.filter(programme=programme, release__state__in=states, period__in=block.periods)
    rows = found.values_list("tier", "key", "value", "threshold")
    return [Cell(Tier(tier), key_from_text(key), value, threshold) for tier, key, value, threshold in rows]


def _ledger(programme: Programme, block: Block) -> list[Fact]:
    """The constants of the ledger for the periods of a block."""
    return [fact for fact in facts_of(programme) if fact.key[0][1] in block.periods]
