"""Pairs of answers of which one is probably wrong.

Only what cannot be true together, or hardly ever. What a client says of themselves is no contradiction: a trans person
may state any gender, and no group is forced on anybody (domain.md 3.5).
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from react_cases.models import Case, ClientGroup, Consent, Readiness, Response, Violation, Violator
from react_cases.models.choices import AgeBand, ConsentPurpose, Gender, Uniform
from react_cases.quality.checks import KEPT, Check, Condition, Group, Setting, always, having, rows_of
from react_cases.workflow import NOT_PURSUING, Qualification, ReadinessValue, ResponseStatus

Tag = Case.tags.through

ADULTS = [AgeBand.A19_35, AgeBand.A36_55, AgeBand.A56P]
POLICE_CATEGORIES = [
    "DIS.POL",
    "LIB.STOP",
    "LIB.SEARCH",
    "LIB.PLANT",
    "LIB.CONF",
    "LIB.INFORM",
    "LIB.ADMIN",
    "LIB.TEST",
]
DETENTION_CATEGORIES = ["LIB.ARREST", "PHY.FORCE", "LIB.COUNSEL", "PHY.WITHD"]
OFFICIAL_CATEGORIES = ["EXT.OFF", "PHY.TORT", "SEX.COERCE"]
PRIVATE_CATEGORIES = ["EXT.PRIV", "PHY.ASSAULT", "PHY.DV"]
READY = [ReadinessValue.READY, ReadinessValue.READY_NGO, ReadinessValue.READY_INF]
NEEDS_NO_HELP = ["DECLINED", "WITHDRAWN", "LOST", "DIED"]
ALONE = ["NONE", "UNDISC"]
"""Answers that say: no other group."""
URGENT_DAYS = 3


def contradiction_checks() -> Iterator[Check]:
    """One check for each sentence."""
    yield from _about_the_client()
    yield from _about_violators()
    yield from _about_help()


def _check(code: str, label: Promise, explanation: Promise, condition: Q | Condition) -> Check:
    within: Condition = condition if callable(condition) else always(KEPT & condition)
    return Check(code, Group.CONTRADICTION, label, explanation, within)


def _by(*beginnings: str) -> Q:
    """Cases with a violator under one of these headings."""
    found = Q(pk__in=[])
    for beginning in beginnings:
        found |= having(Violator, type__code__startswith=f"{beginning}.")
    return found


def _of(categories: list[str]) -> Q:
    return having(Violation, category__code__in=categories)


def _about_the_client() -> Iterator[Check]:
    yield _check(
        "woman_and_msm",
        _("Gender female, group “man who has sex with men”"),
        _("One of the two answers is probably a slip."),
        Q(gender=Gender.FEMALE) & having(ClientGroup, group__code="LGBTIQ.MSM"),
    )
    yield _check(
        "adult_and_minor",
        _("Older than 18, and marked “under 18”"),
        _("The age band and the mark exclude each other."),
        Q(age_band__in=ADULTS) & having(Tag, term__code="MINOR"),
    )
    yield _check(
        "child_not_minor",
        _("Under 16, and not marked “under 18”"),
        _("The mark is what finds the cases of children: the published age bands do not separate them."),
        Q(age_band=AgeBand.A00_15) & ~having(Tag, term__code="MINOR"),
    )
    yield _check(
        "man_and_pregnant",
        _("Gender male, and marked “pregnant / with infant”"),
        _("Possible for a father alone with an infant; most often a slip."),
        Q(gender=Gender.MALE) & having(Tag, term__code="PREG"),
    )
    yield _check(
        "group_and_none",
        _("“No key group” or “does not want to disclose” beside a group"),
        _("Either the client belongs to a group and says so, or not."),
        having(ClientGroup, group__code__in=ALONE) & having(ClientGroup, ~Q(group__code__in=ALONE)),
    )


def _about_violators() -> Iterator[Check]:
    yield _check(
        "police_not_named",
        _("An act of the police without a police officer"),
        _("A search, a raid, planted drugs or profiling is recorded, but no violator from law enforcement."),
        _of(POLICE_CATEGORIES) & ~_by("LE", "PEN"),
    )
    yield _check(
        "detention_by_nobody",
        _("A detention without anybody who may detain"),
        _("Arrest, force on detention or a refused lawyer, but no violator from law enforcement or prisons."),
        _of(DETENTION_CATEGORIES) & ~_by("LE", "PEN"),
    )
    yield _check(
        "official_not_named",
        _("An act “by an official” without an official"),
        _("Extortion, torture or coercion by an official, but no violator from the state."),
        _of(OFFICIAL_CATEGORIES) & ~_by("LE", "PEN", "HC", "ST"),
    )
    yield _check(
        "private_not_named",
        _("An act “by private persons” by officials alone"),
        _("Extortion or assault by private persons or violence at home, but every violator is from the state."),
        _of(PRIVATE_CATEGORIES) & _by("LE", "HC", "ST") & ~_by("IND", "ORG", "PEN", "UNK"),
    )
    yield _check(
        "health_not_named",
        _("Discrimination in health care without a health worker"),
        _("The category names health care; no violator is from there."),
        _of(["DIS.HC"]) & ~_by("HC", "PEN"),
    )
    yield _check(
        "plain_in_uniform",
        _("“Plain-clothes persons” in uniform"),
        _("The kind of violator and the clothes exclude each other."),
        having(Violator, type__code="LE.PLAIN", uniform=Uniform.UNIFORM),
    )
    yield _check(
        "violation_of_nothing",
        _("Qualified as a violation, and none is recorded"),
        _("The qualification says that a right was violated; the list of violations is empty."),
        Q(qualification=Qualification.VIOLATION) & ~having(Violation),
    )


def _urgent(setting: Setting) -> Q:
    return (
        KEPT
        & Q(is_urgent=True, received_on__lte=setting.days_ago(URGENT_DAYS))
        & ~Q(response_status=ResponseStatus.CLOSED)
        & ~having(Response)
    )


def _about_help() -> Iterator[Check]:
    # Clients withdraw midway: what was sent while they agreed fits all the same.
    agreed = rows_of(
        Consent,
        Q(withdrawn_on=None) | Q(withdrawn_on__gte=OuterRef("given_on")),
        case=OuterRef("case"),
        purpose=ConsentPurpose.AUTHORITY,
    )
    yield _check(
        "urgent_no_help",
        _("Urgent danger, and no help for three days"),
        _("The client was in danger when the case was registered, and nothing that was done is recorded."),
        _urgent,
    )
    yield _check(
        "help_before_event",
        _("Help given before the event"),
        _("The day of help is earlier than the day on which it happened."),
        having(Response, given_on__lt=OuterRef("event_from")),
    )
    yield _check(
        "closed_no_help",
        _("Closed without any help"),
        _("The outcome says that something was done for the client, and nothing is recorded."),
        Q(response_status=ResponseStatus.CLOSED) & ~Q(outcome__code__in=NEEDS_NO_HELP) & ~having(Response),
    )
    yield _check(
        "closed_ongoing",
        _("Closed with the outcome “ongoing”"),
        _("Either helping goes on, or there is an outcome."),
        Q(response_status=ResponseStatus.CLOSED, outcome__code="ONGOING"),
    )
    yield _check(
        "ready_with_reasons",
        _("Ready to act, with reasons not to"),
        _("The latest answer is “ready”, and reasons for not going on are recorded with it."),
        Q(readiness__in=READY) & having(Readiness, value__in=READY, reasons__isnull=False),
    )
    yield _check(
        "complaint_not_agreed",
        _("A complaint for a client who does not go on"),
        _("A complaint to an authority is recorded; the client is not ready and had not agreed to an authority."),
        Q(readiness__in=NOT_PURSUING) & having(Response, ~Q(Exists(agreed)), type__code__startswith="CMPL."),
    )
