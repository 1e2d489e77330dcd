"""Who can read with which key, and who waits for a colleague: for the pages and commands about keys. Reads only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from documenters.access import reach_of
from documenters.actions.vaults import Owner, server_reads
from documenters.models import (
    EscrowKey,
    Invitation,
    MemberKey,
    Membership,
    MentorAssignment,
    Organisation,
    Programme,
    RoleProposal,
    User,
    Vault,
    VaultGrant,
)
from documenters.permissions import Role

SECRETS = ("by_passphrase", "by_code")
"""Nobody who looks at a page needs them."""


@dataclass(frozen=True)
class Reader:
    """Somebody who can open what is sealed to a vault."""

    user: User
    role: Role | None
    """None for somebody whose grant is left over: they hold the role no more."""
    since: datetime
    admitted_by: User | None


@dataclass(frozen=True)
class Asker:
    """Somebody who would read by their role, and has not been admitted."""

    user: User
    role: Role
    key: MemberKey | None
    """None for somebody who has not logged in since keys are made: there is nothing yet to seal to."""
    since: datetime
    """When the role began, or the key was made where that is later."""


@dataclass
class Holders:
    """One vault with its people."""

    owner: Owner
    vault: Vault | None
    """The generation in use; None where nobody has begun."""
    readers: list[Reader] = field(default_factory=list)
    askers: list[Asker] = field(default_factory=list)
    """Those who wait for the vault, and the documenters of the organisation who wait."""
    escrow: EscrowKey | None = None
    """The paper shares in use."""
    escrow_is_sealed: bool = False
    """Do the papers open this generation? Not before somebody who reads has admitted or renewed."""

    @property
    def is_programme(self) -> bool:
        """Is it the key of the whole programme?"""
        return isinstance(self.owner, Programme)

    @property
    def present(self) -> list[Reader]:
        """Those who go on reading when it is renewed: neither suspended nor without the role (as `granted_keys`)."""
        return [reader for reader in self.readers if reader.user.is_active and reader.role is not None]

    @property
    def can_be_lost(self) -> bool:
        """Is it in the hands of one person, without paper shares that work?"""
        return len(self.present) == 1 and not self.escrow_is_sealed

    def reads(self, user: User) -> bool:
        """Has this person been admitted?"""
        return any(reader.user.pk == user.pk for reader in self.readers)


@dataclass(frozen=True)
class Vouching:
    """Who let somebody into the programme."""

    invited_by: User | None
    """Nobody where the operator's command did."""
    invited_at: datetime | None
    confirmed_by: User | None
    """The second person, for roles that take two."""


def holders_of(programme: Programme, organisations: Iterable[Organisation], *, national: bool) -> list[Holders]:
    """The vaults of these organisations of a programme, the programme's own first where `national`.

    The same number of queries however many there are.
    """
    places = {place.pk: place for place in organisations}
    found = [Holders(programme, None)] if national else []
    found += [Holders(place, None) for place in places.values()]
    vaults = Vault.objects.current()
    held = vaults.filter(organisation__in=places) | (vaults.filter(programme=programme) if national else vaults.none())
    by_owner = {(vault.organisation_id, vault.programme_id): vault for vault in held}
    members = _members(programme, places, national)
    for holders in found:
        holders.vault = by_owner.get(_key(holders.owner))
    _add_readers(found, members)
    _add_askers(found, members)
    _add_escrow(found)
    return found


def vouching(people: Collection[User], programme: Programme) -> dict[int, Vouching]:
    """Who invited and who confirmed each of these people; the latest where there are several."""
    invited = {}
    made = Invitation.objects.filter(used_by__in=people, renews=None, programme=programme)
    for invitation in made.select_related("invited_by").order_by("used_at"):
        invited[invitation.used_by_id] = invitation
    confirmed = {}
    decided = RoleProposal.objects.filter(user__in=people, programme=programme, is_confirmed=True)
    for proposal in decided.select_related("decided_by").order_by("decided_at"):
        confirmed[proposal.user_id] = proposal.decided_by
    return {
        person.pk: Vouching(
            invited[person.pk].invited_by if person.pk in invited else None,
            invited[person.pk].used_at if person.pk in invited else None,
            confirmed.get(person.pk),
        )
        for person in people
    }


def desk_of(user: User) -> list[tuple[Programme, list[Holders]]]:
    """The vaults that belong to somebody's roles, by programme: for a coordinator every organisation's as well."""
    reach = reach_of(user)
    led = reach.programmes_as(Role.COORDINATOR)
    places: dict[Programme, list[Organisation]] = {programme: [] for programme in Programme.objects.filter(pk__in=led)}
    mine = Organisation.objects.filter(Q(pk__in=reach.mentor_of) | Q(programme__in=led)).select_related("programme")
    for organisation in mine:
        places.setdefault(organisation.programme, []).append(organisation)
    return [
        (programme, holders_of(programme, held, national=programme.pk in led)) for programme, held in places.items()
    ]


def admits(found: Iterable[Holders], user: User) -> dict[int, list[tuple[Holders, Asker]]]:
    """Who of these waits for this person: number of the asker -> what they ask for.

    To let somebody read, one has to read oneself. A coordinator also begins anew where nobody is left who reads.
    """
    rows = list(found)
    reads_all = any(row.is_programme and row.reads(user) for row in rows)
    asked: dict[int, list[tuple[Holders, Asker]]] = {}
    for row in rows:
        for asker in row.askers:
            is_documenter = asker.role == Role.DOCUMENTER
            is_mine = row.reads(user) or (reads_all and (is_documenter or not row.present))
            if is_mine and asker.user.pk != user.pk:
                asked.setdefault(asker.user.pk, []).append((row, asker))
    return asked


def waiting_count(*, by: User) -> int:
    """How many people with a key wait for this person; none where the server admits by itself.

    The same people as `admits` names, in two queries that read no key: it stands beside the menu of every page.
    """
    if server_reads():
        return 0
    mine = VaultGrant.objects.filter(vault__retired_at=None, member_key__user=by, member_key__retired_at=None)
    held = list(mine.values_list("vault__organisation", "vault__programme"))
    if not held:
        return 0
    waiting = _waits({place for place, _ in held if place}, {programme for _, programme in held if programme})
    return MemberKey.objects.current().filter(waiting, user__is_active=True).exclude(user=by).count()


def _waits(places: set[int], programmes: set[int]) -> Q:
    """Keys of people who wait for somebody who reads with these vaults."""
    present = VaultGrant.objects.filter(vault__retired_at=None, member_key__retired_at=None)
    roles = Membership.objects.filter(user=OuterRef("user"), ended_at=None)
    documents = roles.filter(
        Q(organisation__in=places) | Q(organisation__programme__in=programmes), role=Role.DOCUMENTER
    )
    coordinates = roles.filter(programme__in=programmes, role=Role.COORDINATOR)
    reads_all = present.filter(member_key=OuterRef("pk"), vault__programme__in=programmes)
    read = present.filter(vault__organisation=OuterRef("organisation"), member_key__user__is_active=True)
    assigned = MentorAssignment.objects.filter(mentor=OuterRef("user"), ended_at=None)
    reviews = assigned.filter(
        Q(organisation__in=places) | (Q(organisation__programme__in=programmes) & ~Exists(read)),
        ~Exists(read.filter(member_key=OuterRef(OuterRef("pk")))),
    )
    return (
        (Q(admitted_at=None) & Exists(documents))
        | (Exists(coordinates) & ~Exists(reads_all))
        | (Exists(roles.filter(role=Role.MENTOR)) & Exists(reviews))
    )


@dataclass(frozen=True)
class _Members:
    """Who would read what, by owner, with their keys."""

    wanted: dict[tuple[int | None, int | None], dict[int, tuple[User, Role, datetime]]]
    documenters: dict[int, list[tuple[User, datetime]]]
    keys: dict[int, MemberKey]


def _key(owner: Owner) -> tuple[int | None, int | None]:
    return (owner.pk, None) if isinstance(owner, Organisation) else (None, owner.pk)


def _members(programme: Programme, places: Collection[int], national: bool) -> _Members:
    wanted: dict[tuple[int | None, int | None], dict[int, tuple[User, Role, datetime]]] = {}
    documenters: dict[int, list[tuple[User, datetime]]] = {}
    current = programme.memberships.filter(ended_at=None).select_related("user").order_by("started_at")
    mentors: set[int] = set()
    for row in current:
        if row.role == Role.COORDINATOR and national:
            wanted.setdefault((None, programme.pk), {})[row.user_id] = (row.user, Role.COORDINATOR, row.started_at)
        elif row.role == Role.MENTOR:
            mentors.add(row.user_id)
        elif row.role == Role.DOCUMENTER and row.organisation_id in places and row.user.is_active:
            documenters.setdefault(row.organisation_id or 0, []).append((row.user, row.started_at))
    assigned = MentorAssignment.objects.filter(organisation__in=places, mentor__in=mentors, ended_at=None)
    for assignment in assigned.select_related("mentor").order_by("started_at"):
        about = (assignment.mentor, Role.MENTOR, assignment.started_at)
        wanted.setdefault((assignment.organisation_id, None), {})[assignment.mentor_id] = about
    people = {number for rows in wanted.values() for number in rows}
    people |= {user.pk for rows in documenters.values() for user, _since in rows}
    keys = {key.user_id: key for key in MemberKey.objects.current().filter(user__in=people).defer(*SECRETS)}
    return _Members(wanted, documenters, keys)


def _add_readers(found: Iterable[Holders], members: _Members) -> None:
    by_vault = {holders.vault.pk: holders for holders in found if holders.vault}
    grants = VaultGrant.objects.filter(vault__in=by_vault, member_key__retired_at=None, member_key__isnull=False)
    hidden = ("sealed", *(f"member_key__{name}" for name in SECRETS))
    for grant in grants.select_related("member_key__user", "granted_by").defer(*hidden).order_by("granted_at", "pk"):
        holders = by_vault[grant.vault_id]
        user = grant.member_key.user  # type: ignore[union-attr]
        about = members.wanted.get(_key(holders.owner), {}).get(user.pk)
        holders.readers.append(Reader(user, about[1] if about else None, grant.granted_at, grant.granted_by))


def _add_askers(found: Iterable[Holders], members: _Members) -> None:
    for holders in found:
        admitted = {reader.user.pk for reader in holders.readers}
        for user, role, since in members.wanted.get(_key(holders.owner), {}).values():
            if user.pk not in admitted and user.is_active:
                holders.askers.append(_asker(user, role, since, members))
        if isinstance(holders.owner, Organisation):
            for user, since in members.documenters.get(holders.owner.pk, ()):
                key = members.keys.get(user.pk)
                if key is None or key.admitted_at is None:
                    holders.askers.append(_asker(user, Role.DOCUMENTER, since, members))


def _asker(user: User, role: Role, since: datetime, members: _Members) -> Asker:
    key = members.keys.get(user.pk)
    return Asker(user, role, key, max(since, key.made_at) if key else since)


def _add_escrow(found: Iterable[Holders]) -> None:
    owners = {_key(holders.owner): holders for holders in found}
    places = [place for place, _programme in owners if place]
    programmes = [programme for _place, programme in owners if programme]
    kept: QuerySet[EscrowKey] = EscrowKey.objects.filter(retired_at=None)
    rows = kept.filter(organisation__in=places) | kept.filter(programme__in=programmes)
    papers = {row.pk: row for row in rows}
    sealed = set(VaultGrant.objects.filter(escrow__in=papers).values_list("escrow", "vault"))
    for row in papers.values():
        holders = owners[(row.organisation_id, row.programme_id)]
        holders.escrow = row
        holders.escrow_is_sealed = holders.vault is not None and (row.pk, holders.vault.pk) in sealed
