"""Questions that were left open or answered with “unknown”. Fields: domain.md, sections 4 and 8."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from react_cases.actions.sealing import NARRATIVE, is_written
from react_cases.models import Case, ClientGroup, Readiness, Response, Violation, Violator
from react_cases.models.choices import AgeBand, ClientView, DatePrecision, Gender, RoleOfGovernment, Uniform
from react_cases.quality.checks import KEPT, Check, Group, Setting, base_check, having
from react_cases.quality.work import ALL_KEPT, VIOLATION
from react_cases.workflow import NOT_PURSUING, ReadinessValue, ResponseStatus

OFFICERS = {"type__code__startswith": "LE."}
DETENTION = {"category__code": "LIB.ARREST"}
EXTORTION = {"category__code__in": ["EXT.OFF", "EXT.PRIV"]}
MENDED = ("FULL", "PART")
"""Outcomes that say that something was mended."""
UNREACHABLE = ("LOST", "DIED")
"""Outcomes after which the client cannot be asked."""


IS_CLOSED = KEPT & Q(response_status=ResponseStatus.CLOSED)
WITH_OFFICERS = base_check(
    "officers",
    _("With a law-enforcement officer"),
    _("A violator is from law enforcement."),
    KEPT & having(Violator, **OFFICERS),
)
WITH_DETENTION = base_check(
    "detention",
    _("With a detention"),
    _("“Arbitrary arrest or detention” is recorded."),
    KEPT & having(Violation, **DETENTION),
)
WITH_EXTORTION = base_check(
    "extortion",
    _("With extortion"),
    _("Extortion, by an official or somebody else, is recorded."),
    KEPT & having(Violation, **EXTORTION),
)
NOT_READY = base_check(
    "not_ready",
    _("The client does not go on"),
    _("The client is not ready, or has changed their mind."),
    KEPT & Q(readiness__in=NOT_PURSUING),
)
CAN_BE_ASKED = base_check(
    "asked",
    _("Closed with a client who can be asked"),
    _("Help is closed; the client is alive and contact was not lost."),
    IS_CLOSED & ~Q(outcome__code__in=UNREACHABLE),
)
IS_MENDED = base_check(
    "mended",
    _("Closed as resolved"),
    _("Closed as resolved fully or partially."),
    IS_CLOSED & Q(outcome__code__in=MENDED),
)
BASES = (WITH_OFFICERS, WITH_DETENTION, WITH_EXTORTION, NOT_READY, CAN_BE_ASKED, IS_MENDED)
"""The cases in which a question is asked at all."""


def missing_checks() -> Iterator[Check]:
    """One check for each field."""
    yield from _of_the_event()
    yield from _of_the_client()
    yield from _of_what_happened()
    yield from _of_the_help()


def _field(code: str, label: Promise, explanation: Promise, condition: Q, asked: Check = ALL_KEPT) -> Check:
    def is_open(setting: Setting) -> Q:
        return asked.condition(setting) & condition

    return Check(f"no_{code}", Group.MISSING, label, explanation, is_open, asked.code)


def _of_the_event() -> Iterator[Check]:
    yield _field("day", _("Day of the event"), _("Only the month is known."), Q(event_precision=DatePrecision.MONTH))
    yield _field(
        "place",
        _("City or district"),
        _("Nothing below the oblast is recorded."),
        Q(city=None, district=None),
    )
    yield _field(
        "setting",
        _("Kind of place"),
        _("Not recorded, or unknown."),
        Q(setting=None) | Q(setting__code="UNK"),
    )
    yield _field("channel", _("Contact"), _("It is not recorded how the client came."), Q(channel=None))
    yield _field("narrative", _("In short"), _("Nobody has written what happened."), ~Q(is_written(NARRATIVE)))


def _of_the_client() -> Iterator[Check]:
    yield _field("age", _("Age"), _("The age is unknown."), Q(age_band=AgeBand.AU))
    yield _field("gender", _("Gender"), _("Unknown or not disclosed."), Q(gender=Gender.UNKNOWN))
    yield _field(
        "group",
        _("Client group"),
        _("The client does not want to disclose it: a valid answer, but no group's figures hold the case."),
        having(ClientGroup, group__code="UNDISC"),
    )
    yield _field(
        "client_code",
        _("Client code"),
        _("Without a code the same client cannot be recognised in another case."),
        Q(client=None),
    )


def _of_what_happened() -> Iterator[Check]:
    yield _field(
        "violator",
        _("Violator"),
        _("No violator is recorded, or one is unknown."),
        having(Violator, type__code="UNK.UNK") | ~having(Violator),
    )
    yield _field(
        "uniform",
        _("Clothes of an officer"),
        _("Of cases with a law-enforcement officer: for one of them it is unknown whether he wore a uniform."),
        having(Violator, uniform=Uniform.UNKNOWN, **OFFICERS),
        WITH_OFFICERS,
    )
    yield _field(
        "role",
        _("Role of the state"),
        _("Of cases with a law-enforcement officer: what the state did or failed to do is not recorded."),
        having(Violator, role_of_government=RoleOfGovernment.NA, **OFFICERS),
        WITH_OFFICERS,
    )
    yield _field(
        "hours",
        _("Hours held"),
        _("Of cases with a detention."),
        having(Violation, hours_held=None, **DETENTION),
        WITH_DETENTION,
    )
    yield _field(
        "amount",
        _("Money demanded"),
        _("Of cases with extortion: the amount is not recorded."),
        having(Violation, amount=None, **EXTORTION),
        WITH_EXTORTION,
    )


def _of_the_help() -> Iterator[Check]:
    yield _field(
        "response",
        _("Help given"),
        _("Nothing is recorded, not even that no help was wanted."),
        ~having(Response),
    )
    yield _field(
        "readiness",
        _("Readiness to act"),
        _("Of cases qualified as a violation: “not applicable” is recorded."),
        Q(readiness=ReadinessValue.NA),
        VIOLATION,
    )
    yield _field(
        "reason",
        _("Why the client does not go on"),
        _("Of clients who do not go on: no reason is recorded."),
        ~having(Readiness, value__in=NOT_PURSUING, reasons__isnull=False),
        NOT_READY,
    )
    yield _field(
        "client_view",
        _("The client's own view"),
        _("Of closed cases whose client can be asked: nobody asked whether the right is restored."),
        Q(client_view__in=["", ClientView.NOT_ASKED]),
        CAN_BE_ASKED,
    )
    yield _field(
        "effect",
        _("What changed"),
        _("Of cases closed as resolved: no effect and no compensation is recorded."),
        ~having(Case.effects.through) & Q(compensation=None),
        IS_MENDED,
    )
