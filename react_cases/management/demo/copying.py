"""Write the invented population with COPY: a hundred thousand cases are some two million rows.

PostgreSQL refuses COPY into a table with row-level security: rows go into a temporary table, and from there past the
policies into their own. Written as the coordinator, who may see every one of them.

The one place that writes cases without the actions. It writes what they would have written, in the same vocabulary, and
the database's constraints hold it to that; tests compare both.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

from documenters.actions.vaults import vault_ensure
from documenters.models import Organisation, Programme, User, Vault
from documenters.vault.primitives import KEY_BYTES
from react_cases.actions.case_keys import GENERATION, sealed_for
from react_cases.actions.sealing import NARRATIVE, SealedField, sealed_value
from react_cases.management.demo.details import DemoCase
from react_cases.management.demo.lists import Lists
from react_cases.management.demo.people import Cast
from react_cases.management.demo.phrases import RETURN_COMMENTS
from react_cases.management.demo.timeline import FIELD_OF_REASON
from react_cases.models import (
    Case,
    CaseKey,
    CaseTransition,
    Client,
    ClientGroup,
    Comment,
    Consent,
    Readiness,
    Response,
    SealedText,
    Violation,
    Violator,
)
from react_cases.models.choices import DatePrecision
from react_cases.workflow import Axis, Duty, Qualification, ResponseStatus, Status

BATCH = 5_000
"""Cases held in memory at a time."""

STEPS = {
    "submit": (Status.SUBMITTED, Duty.AUTHOR),
    "return": (Status.RETURNED, Duty.REVIEWER),
    "validate": (Status.VALIDATED, Duty.REVIEWER),
    "approve": (Status.APPROVED, Duty.APPROVER),
}


@dataclass
class Table:
    """Rows on their way into one table. Columns that are not named get their field's default."""

    model: type[models.Model]
    columns: tuple[str, ...]
    has_own_ids: bool = False
    """The rows bring their identifiers, because other rows point to them."""
    rows: list[tuple[object, ...]] = field(default_factory=list)
    last_id: int = 0

    def __post_init__(self) -> None:
        meta = self.model._meta
        missing = {
            row.column: row.get_db_prep_save(row.get_default(), connection)
            for row in meta.concrete_fields
            if row.column
            and row.column not in self.columns
            and not row.primary_key
            # What the database itself fills in.
            and not isinstance(row.get_default(), DatabaseDefault)
        }
        self._defaults = tuple(missing.values())
        names = [*self.columns, *missing]
        if self.has_own_ids:
            names.insert(0, "id")
            self.last_id = self._sequence("SELECT nextval(%s)") - 1
        columns = ", ".join(connection.ops.quote_name(name) for name in names)
        table = connection.ops.quote_name(meta.db_table)
        waiting = connection.ops.quote_name(f"demo_{meta.db_table}")
        self._copy = f"COPY {waiting} FROM STDIN"
        self._move = f"INSERT INTO {table} ({columns}) SELECT * FROM {waiting}"  # noqa: S608  names of our own models
        self._empty, self._drop = f"TRUNCATE {waiting}", f"DROP TABLE {waiting}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {waiting} AS SELECT {columns} FROM {table} LIMIT 0")  # noqa: S608

    def add(self, *values: object) -> int:
        """Add a row; answers its identifier where the rows bring their own, else zero."""
        if self.has_own_ids:
            self.last_id += 1
            self.rows.append((self.last_id, *values, *self._defaults))
            return self.last_id
        self.rows.append((*values, *self._defaults))
        return 0

    def flush(self) -> None:
        """Send the rows to the database."""
        with connection.cursor() as cursor:
            with cursor.copy(self._copy) as copy:
                for row in self.rows:
                    copy.write_row(row)
            cursor.execute(self._move)
            cursor.execute(self._empty)
        self.rows.clear()

    def finish(self) -> None:
        """Send what is left, and let the next row that anybody adds go on after the last one."""
        self.flush()
        with connection.cursor() as cursor:
            cursor.execute(self._drop)
        if self.has_own_ids:
            self._sequence("SELECT setval(%s, %s)", self.last_id)

    def _sequence(self, statement: str, *parameters: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [self.model._meta.db_table])
            sequence: str = cursor.fetchone()[0]
            cursor.execute(statement, [sequence, *parameters])
            return int(cursor.fetchone()[0])


CASE_COLUMNS = (
    "public_id", "code", "programme_id", "organisation_id", "documenter_id", "created_at", "status", "status_at",
    "submitted_at", "version", "qualification", "articles", "response_status", "readiness", "received_on",
    "channel_id", "is_urgent", "event_from", "event_to", "event_precision", "is_repeated", "oblast_id", "district_id",
    "city_id", "setting_id", "client_id", "gender", "age_band", "narrative_language", "outcome_id", "compensation",
    "client_view", "closed_on", "counts_in_statistics", "is_demo",
)  # fmt: skip


class PopulationWriter:
    """Turns invented cases into rows of every table they touch."""

    def __init__(self, programme: Programme, cast: Cast, lists: Lists, mentors: Mapping[str, str]) -> None:
        self._programme = programme
        self._cast = cast
        self._lists = lists
        self._mentors = mentors
        self._clients: dict[tuple[str, str], int] = {}
        self._client = Table(Client, ("programme_id", "organisation_id", "code_hash"), has_own_ids=True)
        self._case = Table(Case, CASE_COLUMNS, has_own_ids=True)
        self._group = Table(ClientGroup, ("case_id", "group_id", "is_primary"))
        self._tag = Table(Case.tags.through, ("case_id", "term_id"))
        self._effect = Table(Case.effects.through, ("case_id", "term_id"))
        self._violator = Table(
            Violator, ("case_id", "type_id", "number", "uniform", "role_of_government"), has_own_ids=True
        )
        self._violation = Table(
            Violation,
            ("case_id", "category_id", "amount", "currency", "hours_held", "is_injured"),
            has_own_ids=True,
        )
        self._by_violator = Table(Violation.violators.through, ("violation_id", "violator_id"))
        self._response = Table(
            Response,
            (
                "case_id",
                "type_id",
                "given_on",
                "delivered_by_id",
                "channel_id",
                "addressee_id",
                "recorded_by_id",
                "recorded_at",
            ),
        )
        self._readiness = Table(
            Readiness, ("case_id", "value", "stated_on", "recorded_by_id", "recorded_at"), has_own_ids=True
        )
        self._reason = Table(Readiness.reasons.through, ("readiness_id", "term_id"))
        self._consent = Table(
            Consent, ("case_id", "purpose", "mode", "language", "given_on", "recorded_by_id", "recorded_at")
        )
        self._comment = Table(
            Comment,
            ("case_id", "field", "reason_id", "author_id", "created_at", "resolved_at"),
            has_own_ids=True,
        )
        self._transition = Table(CaseTransition, ("case_id", "axis", "name", "source", "target", "duty", "by_id", "at"))
        self._case_key = Table(CaseKey, ("case_id", "vault_id", "sealed"))
        self._sealed = Table(SealedText, ("case_id", "part", "part_id", "field", "generation", "ciphertext"))
        self._tables = [value for value in vars(self).values() if isinstance(value, Table)]
        self._vaults: dict[int, list[Vault]] = {}

    def write(self, cases: Iterable[tuple[str, DemoCase]]) -> int:
        """Write (number, case) pairs; answers how many. Runs inside the caller's transaction."""
        remaining = iter(cases)
        count = 0
        while batch := list(islice(remaining, BATCH)):
            for code, case in batch:
                self._add(code, case)
            for table in self._tables:
                table.flush()
            count += len(batch)
        for table in self._tables:
            table.finish()
        return count

    def _add(self, code: str, case: DemoCase) -> None:
        organisation = self._cast.organisations[case.ngo]
        author = self._cast.users[case.documenter]
        case_id = self._add_case(code, case, organisation, author)
        key = self._new_key(case_id, organisation)
        for place, group in enumerate(case.sketch.groups):
            self._group.add(case_id, self._lists.id("client_groups", group), place == 0)
        for tag in case.tags:
            self._tag.add(case_id, self._lists.id("client_tags", tag))
        for effect in case.help.effects:
            self._effect.add(case_id, self._lists.id("effects", effect))
        self._add_violations(case_id, case)
        self._add_help(case_id, case, author)
        for purpose, mode in case.consents:
            self._consent.add(
                case_id, purpose, mode, "ru", case.sketch.received_on, author.pk, case.review.submitted_at
            )
        self._add_steps(case_id, key, case, author)
        self._seal(case_id, key, NARRATIVE, case.narrative)

    def _add_case(self, code: str, case: DemoCase, organisation: Organisation, author: User) -> int:
        lists, given = self._lists, case.help
        precision = DatePrecision.DAY if case.is_exact_day else DatePrecision.MONTH
        return self._case.add(
            case.public_id,
            code,
            self._programme.pk,
            organisation.pk,
            author.pk,
            case.review.created_at,
            Status.APPROVED.value,
            case.review.approved_at,
            case.review.submitted_at,
            1 + len(case.review.steps) + len(given.steps),
            case.qualification,
            json.dumps(self._articles(case)),
            given.status,
            given.readiness[-1].value,
            case.sketch.received_on,
            lists.id("contact_channels", case.channel),
            case.is_urgent,
            case.event_from,
            case.event_to,
            precision.value,
            case.is_repeated,
            lists.place(case.oblast),
            lists.place(case.district),
            lists.place(case.city),
            lists.id("event_settings", case.setting),
            self._client_id(case, organisation),
            case.gender,
            case.age_band,
            "ru",
            lists.id("outcomes", given.outcome) if given.outcome else None,
            given.compensation,
            given.client_view,
            given.closed_on,
            True,
            True,
        )

    def _articles(self, case: DemoCase) -> list[str]:
        if case.qualification != Qualification.VIOLATION:
            return []
        return self._lists.articles(row.category for row in case.violations)

    def _client_id(self, case: DemoCase, organisation: Organisation) -> int | None:
        if case.client is None:
            return None
        if case.client not in self._clients:
            self._clients[case.client] = self._client.add(self._programme.pk, organisation.pk, case.client[1])
        return self._clients[case.client]

    def _add_violations(self, case_id: int, case: DemoCase) -> None:
        violators = [
            self._violator.add(
                case_id,
                self._lists.id("violator_types", row.type),
                row.number,
                row.uniform,
                row.role_of_government,
            )
            for row in case.violators
        ]
        for said in case.violations:
            violation = self._violation.add(
                case_id,
                self._lists.id("violation_categories", said.category),
                said.soms,
                self._programme.currency if said.soms is not None else "",
                said.hours_held,
                said.is_injured,
            )
            for place in said.violators:
                self._by_violator.add(violation, violators[place])

    def _add_help(self, case_id: int, case: DemoCase, author: User) -> None:
        for row in case.help.responses:
            self._response.add(
                case_id,
                self._lists.id("response_types", row.type),
                row.given_on,
                self._lists.id("delivered_by", row.delivered_by),
                self._lists.id("contact_channels", row.channel),
                self._lists.id("bodies", row.addressee) if row.addressee else None,
                author.pk,
                row.recorded_at,
            )
        for said in case.help.readiness:
            readiness = self._readiness.add(case_id, said.value, said.stated_on, author.pk, said.recorded_at)
            for reason in said.reasons:
                self._reason.add(readiness, self._lists.id("not_ready_reasons", reason))

    def _add_steps(self, case_id: int, key: bytes, case: DemoCase, author: User) -> None:
        mentor = self._cast.users[self._mentors[case.ngo]]
        people = {
            Duty.AUTHOR: author.pk,
            Duty.REVIEWER: mentor.pk,
            Duty.APPROVER: self._cast.users[case.coordinator].pk,
        }
        source = Status.DRAFT
        for place, (name, moment) in enumerate(case.review.steps):
            target, duty = STEPS[name]
            self._transition.add(
                case_id, Axis.DOCUMENTATION.value, name, source.value, target.value, duty.value, people[duty], moment
            )
            source = target
            if name == "return":
                self._add_comment(case_id, key, case, mentor, moment, case.review.steps[place + 1][1])
        help_source = ResponseStatus.NEW.value
        for reached, moment in case.help.steps:
            self._transition.add(
                case_id, Axis.RESPONSE.value, reached.lower(), help_source, str(reached), "", author.pk, moment
            )
            help_source = str(reached)

    def _add_comment(
        self, case_id: int, key: bytes, case: DemoCase, mentor: User, said_at: datetime, resolved_at: datetime
    ) -> None:
        reason = case.review.return_reason
        comment = self._comment.add(
            case_id,
            FIELD_OF_REASON[reason],
            self._lists.id("return_reasons", reason),
            mentor.pk,
            said_at,
            resolved_at,
        )
        self._seal(case_id, key, SealedField("comment", comment, "text"), RETURN_COMMENTS[reason])

    def _new_key(self, case_id: int, organisation: Organisation) -> bytes:
        """A key for the case, sealed to both vaults; its author gets it at the first login."""
        if organisation.pk not in self._vaults:
            both = (vault_ensure(organisation), vault_ensure(self._programme))
            self._vaults[organisation.pk] = [vault for vault in both if vault is not None]
        key = os.urandom(KEY_BYTES)
        for vault in self._vaults[organisation.pk]:
            self._case_key.add(case_id, vault.pk, sealed_for(case_id, vault, key))
        return key

    def _seal(self, case_id: int, key: bytes, place: SealedField, text: str) -> None:
        self._sealed.add(
            case_id, place.part, place.part_id, place.field, GENERATION, sealed_value(case_id, place, text, key)
        )
