"""Recompute the chain of the log: what the migration `audit_chain` says in SQL, said again in Python.

Reads everything once, in the order of the chain, and stops at the first row that is wrong.
"""

import calendar
import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connections, transaction

from documenters.models import AuditLink, Programme
from documenters.models.audit_link import NO_PROGRAMME

KEPT_MONTHS = 24
"""Events older than this may be deleted; their links stay."""

BEFORE_THE_FIRST = bytes(32)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
ROWS_AT_A_TIME = 5000
SHORT_GROUPS = 4

_as_json = json.JSONEncoder(ensure_ascii=False).encode

WALK = """
SELECT link.chain, link.seq, link.event_id, link.day, link.digest, link.prev_hash, link.hash,
       event.id, event.at, event.actor_id, event.roles, event.programme_id, event.organisation_id, event.action,
       event.object_type, event.object_id, event.fields::text, event.reason, event.request_id
FROM documenters_auditlink link LEFT JOIN documenters_auditevent event ON event.id = link.event_id
{where} ORDER BY link.chain, link.seq
"""
UNCHAINED = """
SELECT event.id, coalesce(event.programme_id, 0) FROM documenters_auditevent event
WHERE NOT EXISTS (SELECT FROM documenters_auditlink link WHERE link.event_id = event.id) {where}
ORDER BY event.id LIMIT 1
"""


class Fault(StrEnum):
    """What can be wrong with a row."""

    EDITED = "edited"
    MISSING = "missing"
    REORDERED = "reordered"
    UNCHAINED = "unchained"
    TRUNCATED = "truncated"


EXPLANATIONS = {
    Fault.EDITED: "was changed after it had been written",
    Fault.MISSING: "is missing, or was deleted before its 24 months were over",
    Fault.REORDERED: "does not follow the row before it: rows were moved, or one was taken out and the rest renumbered",
    Fault.UNCHAINED: "was put into the log past the chain",
    Fault.TRUNCATED: "was kept outside as the head, and the chain has no such row: its end was cut off or rewritten",
}


@dataclass(frozen=True)
class Finding:
    """The first row that is wrong."""

    fault: Fault
    chain: str
    seq: int | None
    event_id: int | None

    def __str__(self) -> str:
        place = f"chain {self.chain}" + (f", row {self.seq}" if self.seq else "")
        event = f", event {self.event_id}" if self.event_id else ""
        return f"{self.fault}: {place}{event} {EXPLANATIONS[self.fault]}."


@dataclass(frozen=True)
class Head:
    """The last link of a chain: whoever keeps it elsewhere can show that nothing before it was changed."""

    chain: str
    """Code of the programme, or `-` for events without one."""
    seq: int
    hash: str
    """64 hexadecimal digits."""
    day: datetime.date | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.hash}"

    @property
    def groups(self) -> list[str]:
        """The whole fingerprint in groups of four digits."""
        return [self.hash[start : start + 4] for start in range(0, len(self.hash), 4)]

    @property
    def short(self) -> str:
        """The beginning of the fingerprint, to be compared by eye."""
        return " ".join(self.groups[:SHORT_GROUPS])


class KeptHead(NamedTuple):
    """A head as somebody typed it from paper: perhaps only the fingerprint, or its beginning."""

    digits: str
    chain: str = ""
    seq: int = 0


class Verdict(NamedTuple):
    """What was checked, and the first thing that was wrong."""

    rows: int
    pruned: int
    heads: list[Head]
    finding: Finding | None


def event_digest(values: Sequence[Any]) -> bytes:
    """SHA-256 of an event: its columns in the order of `WALK`, `fields` as JSON text."""
    number, at, actor, roles, programme, organisation, action, kind, target, fields, reason, request = values
    moment = (at - EPOCH) // MICROSECOND
    told = ["event", 1, number, moment, actor, roles, programme, organisation, action, kind, target]
    return _sha256([*told, json.loads(fields), reason, str(request)])


def link_hash(chain: int, seq: int, event_id: int, day: datetime.date, digest: bytes, prev_hash: bytes) -> bytes:
    """SHA-256 of a link, the hash of the link before it included."""
    return _sha256(["link", 1, chain, seq, event_id, day.isoformat(), digest.hex(), prev_hash.hex()])


def _sha256(values: list[Any]) -> bytes:
    # Written as PostgreSQL writes a jsonb array: a space after each comma, letters of all alphabets as they are.
    return hashlib.sha256(_as_json(values).encode()).digest()


def verify(
    *, using: str, programme: Programme | None = None, kept: Sequence[KeptHead] = (), today: datetime.date | None = None
) -> Verdict:
    """Check all chains, or that of one programme, against themselves and against heads kept elsewhere."""
    walk = _Walk(_names(using), today or datetime.datetime.now(datetime.UTC).date(), list(kept))
    chain = programme.pk if programme is not None else None
    for row in _stream(using, WALK.format(where="" if chain is None else "WHERE link.chain = %s"), chain):
        finding = walk.fault_of(row)
        if finding is not None:
            return walk.verdict(finding)
    return walk.verdict(walk.fault_of_heads() or _unchained(using, walk, chain))


class _Walk:
    """Where the reader of the chain stands."""

    def __init__(self, names: dict[int, str], today: datetime.date, kept: list[KeptHead]) -> None:
        self.names = names
        self.oldest_kept = _months_before(today, KEPT_MONTHS)
        self.waiting = kept
        self.rows = self.pruned = 0
        self.chain: int | None = None
        self.seq = 0
        self.last = BEFORE_THE_FIRST
        self.ends: dict[int, tuple[int, bytes]] = {}

    def fault_of(self, row: Sequence[Any]) -> Finding | None:
        """Check one row against the one before it, and go on to it."""
        chain, seq, event_id, day = row[:4]
        digest, prev_hash, stored = (bytes(value) for value in row[4:7])
        if chain != self.chain:
            self.chain, self.seq, self.last = chain, 0, BEFORE_THE_FIRST
        fault: Fault | None = None
        if seq != self.seq + 1:
            seq, event_id, fault = self.seq + 1, None, Fault.MISSING
        elif prev_hash != self.last:
            fault = Fault.REORDERED
        elif link_hash(chain, seq, event_id, day, digest, prev_hash) != stored:
            fault = Fault.EDITED
        elif row[7] is not None:
            fault = None if event_digest(row[7:]) == digest else Fault.EDITED
        elif day > self.oldest_kept:
            fault = Fault.MISSING
        if fault is not None:
            return Finding(fault, self.name(chain), seq, event_id)
        self.rows += 1
        self.pruned += row[7] is None
        self.seq, self.last = seq, stored
        self.ends[chain] = (seq, stored)
        if self.waiting:
            head = Head(self.name(chain), seq, stored.hex())
            self.waiting = [kept for kept in self.waiting if not _is_same(kept, head)]
        return None

    def fault_of_heads(self) -> Finding | None:
        """A kept head that was nowhere in the chain."""
        for kept in self.waiting:
            return Finding(Fault.TRUNCATED, kept.chain or "of the kept head", kept.seq or None, None)
        return None

    def name(self, chain: int) -> str:
        """The code of the chain's programme."""
        return self.names.get(chain, str(chain))

    def verdict(self, finding: Finding | None) -> Verdict:
        """What has been found so far."""
        heads = [Head(self.name(chain), seq, last.hex()) for chain, (seq, last) in self.ends.items()]
        return Verdict(self.rows, self.pruned, heads, finding)


def head_of(programme: Programme) -> Head | None:
    """The newest link of a programme, which coordinators keep outside."""
    row = AuditLink.objects.filter(chain=programme.pk).order_by("-seq").values_list("seq", "hash", "day").first()
    return Head(programme.code, row[0], bytes(row[1]).hex(), row[2]) if row else None


def kept_head(text: str) -> KeptHead:
    """A head as it stands on paper: `KG 1234 9f3a 12bc …`, or only digits. Raises `ValueError` for anything else."""
    placed = re.fullmatch(r"\s*([A-Z]{2}|-)\s+(\d{1,18})\s+(.+?)\s*", text)
    chain, seq, digits = placed.groups() if placed else ("", "0", text)
    digits = "".join(digits.split()).lower()
    if not re.fullmatch(r"[0-9a-f]{16,64}", digits):
        raise ValueError(text)
    return KeptHead(digits, chain, int(seq))


def _is_same(kept: KeptHead, head: Head) -> bool:
    placed = (not kept.chain or kept.chain == head.chain) and (not kept.seq or kept.seq == head.seq)
    return placed and head.hash.startswith(kept.digits)


def _unchained(using: str, walk: _Walk, chain: int | None) -> Finding | None:
    where = "" if chain is None else "AND coalesce(event.programme_id, 0) = %s"
    for number, its_chain in _stream(using, UNCHAINED.format(where=where), chain):
        return Finding(Fault.UNCHAINED, walk.name(its_chain), None, number)
    return None


def _names(using: str) -> dict[int, str]:
    return {NO_PROGRAMME: "-", **dict(Programme.objects.using(using).values_list("pk", "code"))}


def _stream(using: str, statement: str, chain: int | None) -> Iterator[tuple[Any, ...]]:
    """Rows through a cursor of the server: a log of any length in little memory."""
    with transaction.atomic(using=using), connections[using].chunked_cursor() as cursor:
        with connections[using].cursor() as plain:
            # Every row is wanted: looking each one up would take for ever where the statistics are out of date.
            plain.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(statement, [] if chain is None else [chain])
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            yield from rows


def _months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier; the last of that month where it is shorter. As PostgreSQL does it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))
