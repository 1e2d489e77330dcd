"""Members as pages show them: who they are, what they hold, and in which state they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from documenters.actions.proposals import is_second_person, let_in_lately, open_to
from documenters.forms.members import STATE_LABELS
from documenters.models import Invitation, Membership, MentorAssignment, Organisation, Programme, RoleProposal, User
from documenters.permissions import Role

STATE_KINDS = {"active": "done", "waiting": "waiting", "suspended": "locked", "left": "neutral"}
HOUR = 3600


@dataclass
class MemberRow:
    """One person."""

    user: User
    is_self: bool
    state: str
    memberships: list[Membership] = field(default_factory=list)
    looks_after: list[Organisation] = field(default_factory=list)
    proposal: RoleProposal | None = None

    @property
    def state_label(self) -> object:
        """The state in words."""
        return STATE_LABELS[self.state]

    @property
    def state_kind(self) -> str:
        """The sign of the state."""
        return STATE_KINDS[self.state]

    @property
    def is_mentor(self) -> bool:
        """Does the person review cases?"""
        return any(row.role == Role.MENTOR for row in self.memberships)

    @property
    def is_here(self) -> bool:
        """Has the person not left?"""
        return self.state != "left"

    @property
    def documents_for(self) -> Organisation | None:
        """The organisation whose cases the person records."""
        return next((row.organisation for row in self.memberships if row.role == Role.DOCUMENTER), None)


@dataclass(frozen=True)
class InvitationRow:
    """One open invitation."""

    invitation: Invitation
    looks_after: list[Organisation]
    hours_left: int


@dataclass(frozen=True)
class ProposalRow:
    """Somebody who waits for a second manager."""

    proposal: RoleProposal
    looks_after: list[Organisation]
    is_mine: bool
    """The viewer is no second person here: somebody else has to decide."""


def people_of(programme: Programme) -> QuerySet[User]:
    """Everybody who is, was or may become a member; `is_held` and `is_waiting` say which."""
    held = programme.memberships.filter(user=OuterRef("pk"))
    waiting = programme.role_proposals.filter(user=OuterRef("pk"))
    return User.objects.annotate(
        is_held=Exists(held.filter(ended_at=None)), is_waiting=Exists(waiting.filter(decided_at=None))
    ).filter(Exists(held) | Exists(waiting))


def in_state(people: QuerySet[User], state: str) -> QuerySet[User]:
    """Those of one state of `STATE_LABELS`."""
    here = Q(is_held=True) | Q(is_waiting=True)
    return people.filter(
        {
            "active": Q(is_held=True, is_active=True),
            "waiting": Q(is_waiting=True, is_active=True),
            "suspended": here & Q(is_active=False),
            "left": ~here,
        }[state]
    )


def found_in(programme: Programme, wanted: dict[str, Any]) -> QuerySet[User]:
    """Those whom a search names; without a state, everybody who has not left."""
    people = people_of(programme)
    state = wanted.get("state")
    people = in_state(people, state) if state else people.filter(Q(is_held=True) | Q(is_waiting=True))
    if name := wanted.get("name"):
        people = people.filter(Q(username__icontains=name) | Q(display_name__icontains=name))
    if role := wanted.get("role"):
        held = programme.memberships.filter(role=role, ended_at=None).values("user")
        waiting = programme.role_proposals.filter(role=role, decided_at=None).values("user")
        people = people.filter(Q(pk__in=held) | Q(pk__in=waiting))
    if organisation := wanted.get("organisation"):
        documents = programme.memberships.filter(organisation=organisation, ended_at=None).values("user")
        mentors = organisation.mentor_assignments.filter(ended_at=None).values("mentor")
        people = people.filter(Q(pk__in=documents) | Q(pk__in=mentors))
    return people.order_by("-is_active", "display_name", "username")


def rows_of(programme: Programme, people: Iterable[Any], *, viewer: User) -> list[MemberRow]:
    """The rows of people that `people_of` has found: three queries for any number of them."""
    rows = {user.pk: MemberRow(user, user.pk == viewer.pk, _state(user)) for user in people}
    memberships = programme.memberships.filter(ended_at=None, user__in=rows).select_related("organisation")
    for membership in memberships.order_by("role", "pk"):
        rows[membership.user_id].memberships.append(membership)
    assignments = MentorAssignment.objects.filter(
        ended_at=None, mentor__in=rows, organisation__programme=programme
    ).select_related("organisation")
    for assignment in assignments.order_by("organisation__name"):
        rows[assignment.mentor_id].looks_after.append(assignment.organisation)
    for proposal in programme.role_proposals.filter(decided_at=None, user__in=rows):
        rows[proposal.user_id].proposal = proposal
    return list(rows.values())


def invitation_rows(programme: Programme) -> list[InvitationRow]:
    """The open invitations, the oldest first: it expires first."""
    names = {place.pk: place for place in programme.organisations.all()}
    found = programme.invitations.filter(pk__in=Invitation.objects.open()).select_related(
        "organisation", "invited_by", "renews"
    )
    now = timezone.now()
    return [
        InvitationRow(
            invitation,
            [names[number] for number in invitation.looks_after if number in names],
            int((invitation.expires_at - now).total_seconds() // HOUR),
        )
        for invitation in found.order_by("expires_at", "pk")
    ]


def proposal_rows(programme: Programme, *, viewer: User) -> list[ProposalRow]:
    """Whom the viewer, or somebody else in the same role, confirms, the longest waiting first."""
    names = {place.pk: place for place in programme.organisations.all()}
    found = open_to(programme, viewer=viewer).select_related("user", "proposed_by", "programme")
    let_in = let_in_lately(programme)
    return [
        ProposalRow(
            proposal,
            [names[number] for number in proposal.looks_after if number in names],
            not is_second_person(proposal, let_in, by=viewer),
        )
        for proposal in found
    ]


def _state(user: Any) -> str:
    if not (user.is_held or user.is_waiting):
        return "left"
    if not user.is_active:
        return "suspended"
    return "active" if user.is_held else "waiting"
