"""A case: what happened to one client, on four independent axes."""

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, FilteredRelation, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import Membership, Organisation, Programme, User
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity
from react_cases.models.choices import (
    QUALIFICATION_LABELS,
    READINESS_LABELS,
    RESPONSE_STATUS_LABELS,
    STATUS_LABELS,
    AgeBand,
    ClientView,
    ConsentPurpose,
    DatePrecision,
    Gender,
)
from react_cases.models.client import Client
from react_cases.models.location import Location
from react_cases.models.term import Term
from react_cases.workflow import OPEN_TO_FOLLOW_UP, Qualification, ReadinessValue, ResponseStatus, Status

UNFINISHED = (Status.DRAFT, Status.ERASED)
"""Statuses in which the coded fields may be missing."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases. Every read outside the actions starts with `visible_to` or `countable_by`."""

    def visible_to(self, user: User) -> Self:
        """The cases that a person may open.

        Documenters: their own, in organisations that they still belong to. Mentors: those of the organisations
        assigned to them, from submission on. Coordinators: those of the programme, from submission on. Nobody else.
        A practice case stays between its author and the mentors of the organisation (docs/adr/0027).
        """
        reach = reach_of(user)
        own = Q(documenter=user, organisation__in=reach.documenter_of)
        coordinated = Q(programme__in=reach.programmes_as(Role.COORDINATOR), is_practice=False)
        reviewed = Q(organisation__in=reach.mentor_of) | coordinated
        return self.filter(own | (reviewed & Q(submitted_at__isnull=False)))

    def countable_by(self, user: User) -> Self:
        """The cases that enter this person's figures: approved, visible to them, and the client agreed to be counted.

        Donors have none: they read releases. Practice cases never count: a constraint of the database says so.
        """
        return self.visible_to(user).filter(status=Status.APPROVED, counts_in_statistics=True)

    def waiting_for(self, user: User) -> Self:
        """The cases on which this person has the next step, oldest first."""
        reach = reach_of(user)
        mentor = Q(status=Status.SUBMITTED, organisation__in=reach.mentor_of)
        coordinator = Q(status=Status.VALIDATED, programme__in=reach.programmes_as(Role.COORDINATOR), is_practice=False)
        author = Q(status=Status.RETURNED, documenter=user, organisation__in=reach.documenter_of)
        reviewing = (mentor | coordinator) & ~Q(documenter=user)
        return self.visible_to(user).filter(reviewing | author).order_by("status_at", "pk")

    def due_for(self, user: User, today: datetime.date) -> Self:
        """The cases that this person looks at again today, the latest ones first; `is_late` where the day is over.

        Authors: their own. Mentors: those of their organisations whose author records there no longer. `today` is the
        day in the programme's own time zone.
        """
        reach = reach_of(user)
        stays = Membership.objects.current().filter(
            user=OuterRef("documenter"), organisation=OuterRef("organisation"), role=Role.DOCUMENTER
        )
        own = Q(documenter=user, organisation__in=reach.documenter_of)
        left = Q(organisation__in=reach.mentor_of) & ~Exists(stays)
        waiting = (
            self.visible_to(user)
            .filter(own | left, follow_up_on__lte=today, status__in=OPEN_TO_FOLLOW_UP)
            .exclude(response_status=ResponseStatus.CLOSED)
        )
        is_late = ExpressionWrapper(Q(follow_up_on__lt=today), output_field=models.BooleanField())
        return waiting.annotate(is_late=is_late).select_related("organisation", "oblast").order_by("follow_up_on", "pk")

    def awaiting_erasure(self) -> Self:
        """Those whose client no longer agrees that the case is kept: the coordinator has to erase them."""
        in_force = Q(consents__purpose=ConsentPurpose.RECORD, consents__withdrawn_on=None)
        withdrawn = Q(consents__purpose=ConsentPurpose.RECORD, consents__withdrawn_on__isnull=False)
        # Joined twice: the withdrawn row, and beside it the one in force where the client has agreed anew.
        return (
            self.annotate(kept=FilteredRelation("consents", condition=in_force))
            .filter(withdrawn, kept=None, is_practice=False)
            .distinct()
        )


class Case(models.Model):
    """One case. Coded fields only: every sentence about it is in `SealedText`."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "code": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "documenter": Sensitivity.CONFIDENTIAL,
        "created_at": Sensitivity.INTERNAL,
        "status": Sensitivity.INTERNAL,
        "status_at": Sensitivity.INTERNAL,
        "submitted_at": Sensitivity.INTERNAL,
        "version": Sensitivity.INTERNAL,
        "qualification": Sensitivity.INTERNAL,
        "articles": Sensitivity.INTERNAL,
        "response_status": Sensitivity.INTERNAL,
        "readiness": Sensitivity.INTERNAL,
        "received_on": Sensitivity.INTERNAL,
        "channel": Sensitivity.INTERNAL,
        "is_urgent": Sensitivity.INTERNAL,
        "event_from": Sensitivity.CONFIDENTIAL,
        "event_to": Sensitivity.CONFIDENTIAL,
        "event_precision": Sensitivity.INTERNAL,
        "is_repeated": Sensitivity.INTERNAL,
        "oblast": Sensitivity.INTERNAL,
        "district": Sensitivity.CONFIDENTIAL,
        "city": Sensitivity.CONFIDENTIAL,
        "setting": Sensitivity.CONFIDENTIAL,
        "client": Sensitivity.CONFIDENTIAL,
        "gender": Sensitivity.CONFIDENTIAL,
        "age_band": Sensitivity.CONFIDENTIAL,
        "tags": Sensitivity.CONFIDENTIAL,
        "narrative_language": Sensitivity.INTERNAL,
        "outcome": Sensitivity.INTERNAL,
        "effects": Sensitivity.INTERNAL,
        "compensation": Sensitivity.CONFIDENTIAL,
        "client_view": Sensitivity.INTERNAL,
        "closed_on": Sensitivity.INTERNAL,
        "counts_in_statistics": Sensitivity.INTERNAL,
        "is_demo": Sensitivity.INTERNAL,
        "is_practice": Sensitivity.INTERNAL,
        "follow_up_on": Sensitivity.INTERNAL,
        "touched_on": Sensitivity.INTERNAL,
        "content_removed_at": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("case number"), max_length=20)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="cases", verbose_name=_("organisation")
    )
    documenter = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="documented_cases", verbose_name=_("documenter")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    status = models.CharField(
        _("status"), max_length=10, choices=list(STATUS_LABELS.items()), default=Status.DRAFT.value
    )
    status_at = models.DateTimeField(_("since"))
    submitted_at = models.DateTimeField(_("first sent for review"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    qualification = models.CharField(
        _("qualification"),
        max_length=10,
        choices=list(QUALIFICATION_LABELS.items()),
        default=Qualification.PENDING.value,
    )
    articles = models.JSONField(_("treaty articles confirmed"), default=list, blank=True)
    response_status = models.CharField(
        _("help"), max_length=12, choices=list(RESPONSE_STATUS_LABELS.items()), default=ResponseStatus.NEW.value
    )
    readiness = models.CharField(_("readiness"), max_length=10, choices=list(READINESS_LABELS.items()), blank=True)

    received_on = models.DateField(_("registered on"))
    channel = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    is_urgent = models.BooleanField(_("urgent danger"), default=False)
    event_from = models.DateField(_("from"), null=True, blank=True)
    event_to = models.DateField(_("until"), null=True, blank=True)
    event_precision = models.CharField(
        _("precision of the date"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.MONTH
    )
    is_repeated = models.BooleanField(_("happened more than once"), default=False)
    oblast = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oblast")
    )
    district = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    city = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    setting = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind of place")
    )

    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("client")
    )
    gender = models.CharField(_("gender"), max_length=2, choices=Gender.choices, blank=True)
    age_band = models.CharField(_("age"), max_length=6, choices=AgeBand.choices, blank=True)
    tags = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("also true"))
    narrative_language = models.CharField(_("language of the narrative"), max_length=2, blank=True)

    outcome = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("outcome")
    )
    effects = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("effects"))
    compensation = models.DecimalField(_("compensation"), max_digits=12, decimal_places=2, null=True, blank=True)
    client_view = models.CharField(
        _("does the client feel that the right was restored?"), max_length=10, choices=ClientView.choices, blank=True
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    counts_in_statistics = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    is_practice = models.BooleanField(_("practice case"), default=False)
    """Made to learn with. It never counts and has no number of the programme's."""
    follow_up_on = models.DateField(_("look at it again on"), null=True, blank=True)
    """The day on which somebody wants to be reminded of the client."""
    touched_on = models.DateField(auto_now=True, db_default=Now())
    """The day on which somebody last wrote the case; a draft is kept so many months from here (docs/adr/0036)."""
    content_removed_at = models.DateTimeField(_("content removed"), null=True, blank=True)
    """When texts and files were deleted because their time was over. The coded answers stay: it is not erased."""

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "status", "received_on", "id"], name="case_by_organisation"),
            models.Index(fields=["programme", "status", "received_on", "id"], name="case_by_programme"),
            models.Index(fields=["documenter", "status", "received_on", "id"], name="case_by_documenter"),
            models.Index(fields=["oblast", "status", "received_on", "id"], name="case_by_oblast"),
            models.Index(
                fields=["documenter", "follow_up_on"],
                condition=Q(follow_up_on__isnull=False),
                name="case_by_follow_up",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="case_code_unique_in_programme"),
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="case_status_known"),
            models.CheckConstraint(condition=Q(qualification__in=list(Qualification)), name="case_qualification_known"),
            models.CheckConstraint(
                condition=Q(response_status__in=list(ResponseStatus)), name="case_response_status_known"
            ),
            models.CheckConstraint(condition=Q(readiness__in=["", *ReadinessValue]), name="case_readiness_known"),
            models.CheckConstraint(
                condition=Q(status__in=UNFINISHED)
                | (
                    Q(event_from__isnull=False)
                    & Q(oblast__isnull=False)
                    & ~Q(gender="")
                    & ~Q(age_band="")
                    & ~Q(readiness="")
                    & Q(submitted_at__isnull=False)
                ),
                name="case_complete_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(event_to=None) | Q(event_to__gte=models.F("event_from")), name="case_event_ordered"
            ),
            models.CheckConstraint(
                condition=Q(event_from=None) | Q(event_from__lte=models.F("received_on")),
                name="case_event_not_after_registration",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.APPROVED) | ~Q(qualification=Qualification.PENDING),
                name="case_approved_is_qualified",
            ),
            models.CheckConstraint(
                condition=~Q(response_status=ResponseStatus.CLOSED)
                | (Q(outcome__isnull=False) & Q(closed_on__isnull=False)),
                name="case_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(compensation=None) | Q(compensation__gte=0), name="case_compensation_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(is_practice=False) | Q(counts_in_statistics=False), name="case_practice_never_counts"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def statistics_consent(self) -> bool:
        """Has the client agreed that the case is kept and counted, and withdrawn neither? Never in practice."""
        if self.is_practice:
            return False
        needed = [ConsentPurpose.RECORD, ConsentPurpose.STATS]
        return self.consents.filter(purpose__in=needed, withdrawn_on=None).count() == len(needed)


class ClientGroup(models.Model):
    """The client says: I belong to this group. One of the groups is the primary one of the case."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "group": Sensitivity.CONFIDENTIAL,
        "is_primary": Sensitivity.CONFIDENTIAL,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="client_groups")
    group = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    is_primary = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_primary", "group__position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "group"], name="client_group_once_in_case"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_primary=True), name="client_group_one_primary"),
        ]

    def __str__(self) -> str:
        return str(self.group)


class CaseCounter(models.Model):
    """The last case number given in a programme and year."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "year": Sensitivity.INTERNAL,
        "last": Sensitivity.INTERNAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="case_counter_once_a_year")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}: {self.last}"
