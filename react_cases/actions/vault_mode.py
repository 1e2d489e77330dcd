"""Switching who opens texts: the server, or the members alone. Keys are wrapped anew; no text is touched.

The operator's work, with the site stopped: nobody is asking, so the case keys are seen as the owner of the database.
Each step is a transaction of its own. One that is cut off is finished by doing it again.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from documenters.actions.escrow import escrow_of
from documenters.actions.index_keys import index_give, index_opened
from documenters.actions.member_keys import OwnKey, member_key_open
from documenters.actions.sessions import sessions_end
from documenters.actions.vaults import (
    Owner,
    entitled_keys,
    open_grant,
    opened_by_server,
    programme_of_owner,
    vault_of,
    vault_renew,
    wrapped_for_server,
)
from documenters.audit import record
from documenters.identity import database_identity
from documenters.models import (
    IndexKeyGrant,
    MemberKey,
    Membership,
    MentorAssignment,
    Organisation,
    Programme,
    User,
    Vault,
    VaultGrant,
)
from documenters.permissions import Role
from documenters.vault.hpke import PrivateKey, private_from_bytes
from documenters.vault.opened import key_opened
from react_cases.actions.case_keys import AT_A_TIME, given_on, holders_complete, rewrap_from
from react_cases.actions.paper_keys import papers_only_under
from react_cases.models import Case, CaseKey, PaperKey

MEMBERS, SERVER = "members", "server"

Tell = Callable[[int, int], None]
"""How far it is: done, of all."""


class WrongSetting(Exception):
    """`VAULT_MODE` in the settings is not the mode that is switched to: a site that starts meanwhile would be lost."""


class WouldBeLost(Exception):
    """Texts would open for nobody: `cases` of them."""

    def __init__(self, cases: int) -> None:
        super().__init__(str(cases))
        self.cases = cases


class StillClosed(Exception):
    """There are vaults, or drafts, that nobody has opened for the server yet."""


@dataclass(frozen=True)
class Line:
    """One vault in the table of a dry run."""

    owner: Owner
    readers: list[str]
    """User names of those who will read."""
    without_key: list[str]
    """User names of those who read by their role and have not logged in since keys are made."""
    has_papers: bool
    case_keys: int


@dataclass(frozen=True)
class Plan:
    """What switching to the members would do."""

    lines: list[Line]
    lost: int
    """Cases that would open for nobody."""
    without_code: list[str]
    """User names of those whose forgotten passphrase would take their key along: they have no recovery code."""


def mode_plan(*, using: str) -> Plan:
    """Who would read what. Changes nothing."""
    with seeing_all(using):
        lines = [_line(owner, using) for owner in _owners()]
        unheld = [line.owner for line in lines if not line.readers and not line.has_papers]
        lost = _only_under(unheld, using).values("case").distinct().count()
        lost += papers_only_under(_numbers(unheld), using=using)
    codeless = MemberKey.objects.current().filter(code_confirmed_at=None, user__is_active=True)
    working = Membership.objects.current().exclude(role__in=[Role.DONOR, Role.ADMINISTRATOR])
    names = codeless.filter(user__in=working.values("user")).values_list("user__username", flat=True)
    return Plan(lines, lost, sorted(names))


def mode_to_members(*, using: str, tell: Tell, by: User | None = None) -> int:
    """Let nobody but the members open anything; answers how many case keys were wrapped anew.

    Every vault that the server knows gets a generation that it never knew. Raises `WouldBeLost` before anything is
    done where nobody would be left to read.
    """
    _require_setting(MEMBERS)
    lost = mode_plan(using=using).lost
    if lost:
        raise WouldBeLost(lost)
    for owner in _owners():
        _begin_anew(owner, by)
    served = list(Vault.objects.filter(by_server__isnull=False).select_related("organisation__programme", "programme"))
    with seeing_all(using):
        moved = [vault.pk for vault in served if vault_of(vault.owner) is not None]
        total = CaseKey.objects.using(using).filter(vault__in=moved).count()
        total += PaperKey.objects.using(using).filter(vault__in=moved).count()
    done = 0
    for vault in served:
        private = opened_by_server(vault)
        while _authors_batch(vault, private, using):
            pass
        while number := _batch(vault, private, using):
            done += number
            tell(done, total)
        _let_go(vault, using)
    _finish(MEMBERS, by)
    return done


def vaults_closed(*, using: str) -> list[Vault]:
    """Vaults that are in use, or still hold case keys, and that the server cannot open."""
    with seeing_all(using):
        held = CaseKey.objects.using(using).filter(vault__isnull=False).values_list("vault", flat=True).distinct()
        numbers = set(held) | set(PaperKey.objects.using(using).values_list("vault", flat=True))
    closed = Vault.objects.filter(by_server=None).select_related("organisation__programme", "programme")
    return [vault for vault in closed.order_by("pk") if vault.retired_at is None or vault.pk in numbers]


def authors_needed(*, using: str) -> dict[str, int]:
    """User name -> cases whose key nobody but their author has: drafts of organisations without a mentor."""
    with seeing_all(using):
        alone = list(_authors_alone(using).values_list("member_key__user__username", flat=True))
    return {name: alone.count(name) for name in sorted(set(alone))}


def member_opens(user: User, passphrase: str, *, using: str, tell: Tell) -> int:
    """Open for the server what this member can open; answers how many vaults and cases that were closed.

    `tell` hears how far the cases are that nobody but this member has the key of.

    Raises `SealBroken` for another passphrase, `WrongSetting` before the setting is changed.
    """
    _require_setting(SERVER)
    own = member_key_open(user, passphrase)
    if own is None:
        return 0
    private = private_from_bytes(own.private)
    opened = 0
    grants = VaultGrant.objects.filter(member_key=own.member_key_id, vault__by_server=None)
    for grant in grants.select_related("vault__organisation__programme", "vault__programme"):
        vault = grant.vault
        vault.by_server = wrapped_for_server(vault.owner, vault.generation, open_grant(grant, private))
        vault.save(update_fields=["by_server"])
        opened += 1
    return opened + _own_cases_shared(user, own, using, tell)


def mode_to_server(*, using: str, by: User | None = None) -> None:
    """Finish: the server opens everything. Raises `StillClosed` where something is left."""
    _require_setting(SERVER)
    if vaults_closed(using=using) or authors_needed(using=using):
        raise StillClosed
    _finish(SERVER, by)


@contextmanager
def seeing_all(using: str) -> Iterator[None]:
    """Let the owner of the database see every case key, for one transaction on that connection."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config('app.maintenance', 'on', true)")
        yield


def _require_setting(mode: str) -> None:
    if mode != settings.VAULT_MODE:
        raise WrongSetting


def _owners() -> list[Owner]:
    """Everybody whose vault there is, programmes first."""
    organisations = Organisation.objects.filter(vaults__isnull=False).select_related("programme").distinct()
    return [*Programme.objects.filter(vaults__isnull=False).distinct().order_by("code"), *organisations.order_by("pk")]


def _line(owner: Owner, using: str) -> Line:
    keyed = {key.user_id for key in entitled_keys(owner)}
    people = list(_entitled(owner))
    vaults = list(Vault.objects.of(owner).values_list("pk", flat=True))
    return Line(
        owner,
        [person.username for person in people if person.pk in keyed],
        [person.username for person in people if person.pk not in keyed],
        escrow_of(owner) is not None,
        CaseKey.objects.using(using).filter(vault__in=vaults).count(),
    )


def _entitled(owner: Owner) -> QuerySet[User]:
    if isinstance(owner, Programme):
        held = Membership.objects.current().filter(programme=owner, role=Role.COORDINATOR)
        return User.objects.filter(pk__in=held.values("user")).order_by("username")
    mentors = Membership.objects.current().filter(programme=owner.programme, role=Role.MENTOR).values("user")
    assigned = MentorAssignment.objects.filter(organisation=owner, ended_at=None, mentor__in=mentors)
    return User.objects.filter(pk__in=assigned.values("mentor")).order_by("username")


def _numbers(owners: Iterable[Owner]) -> list[int]:
    return [number for owner in owners for number in Vault.objects.of(owner).values_list("pk", flat=True)]


def _only_under(owners: Iterable[Owner], using: str) -> QuerySet[CaseKey]:
    """Keys under vaults that nobody will open, of cases that no other vault and no author opens either."""
    unheld = _numbers(owners)
    keys = CaseKey.objects.using(using)
    others = keys.filter(case=OuterRef("case")).exclude(vault__in=unheld).exclude(member_key__retired_at__isnull=False)
    return keys.filter(vault__in=unheld).exclude(Exists(others))


@transaction.atomic
def _begin_anew(owner: Owner, by: User | None) -> None:
    """A generation that the server never knew, for those who read by their role; none where there is nobody."""
    vault = vault_of(owner)
    if vault is None or vault.by_server is None:
        return
    keys = list(dict.fromkeys(entitled_keys(owner)))
    if not keys and escrow_of(owner) is None:
        vault.retired_at = timezone.now()
        vault.save(update_fields=["retired_at"])
        return
    renewed = vault_renew(vault, keys, by=by)
    grant = IndexKeyGrant.objects.filter(vault=vault).first()
    if grant is not None:
        programme = programme_of_owner(owner)
        index_give(programme, renewed, index_opened(grant, opened_by_server(vault)))


def _batch(vault: Vault, private: PrivateKey, using: str) -> int:
    with seeing_all(using):
        return rewrap_from(vault, private, AT_A_TIME, using=using)


def _authors_batch(vault: Vault, private: PrivateKey, using: str) -> int:
    """Give authors the keys of cases that are older than their own key: while the server read, nobody needed to."""
    with seeing_all(using):
        keys = MemberKey.objects.using(using).current().filter(admitted_at__isnull=False, user=OuterRef("documenter"))
        held = CaseKey.objects.using(using).filter(case=OuterRef("pk"))
        lacking = (
            Case.objects.using(using)
            .annotate(author_key=Subquery(keys.values("pk")[:1]))
            .filter(Exists(held.filter(vault=vault.pk)), author_key__isnull=False)
            .exclude(Exists(held.filter(member_key=OuterRef("author_key"))))
        )
        numbers = dict(lacking.order_by("pk").values_list("pk", "author_key")[:AT_A_TIME])
        authors = MemberKey.objects.using(using).in_bulk(set(numbers.values()))
        rows = list(CaseKey.objects.using(using).filter(vault=vault.pk, case__in=numbers))
        given = (given_on(row, private, authors[numbers[row.case_id]]) for row in rows)
        CaseKey.objects.using(using).bulk_create(given, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def _let_go(vault: Vault, using: str) -> None:
    """Nothing of value stands under it any more: the server forgets it, and so does everybody else."""
    with seeing_all(using):
        CaseKey.objects.using(using).filter(vault=vault.pk).delete()
        PaperKey.objects.using(using).filter(vault=vault.pk).delete()
    vault.grants.all().delete()
    vault.by_server = None
    vault.save(update_fields=["by_server"])


def _authors_alone(using: str) -> QuerySet[CaseKey]:
    keys = CaseKey.objects.using(using)
    shared = keys.filter(case=OuterRef("case"), vault__isnull=False)
    return keys.filter(member_key__isnull=False, member_key__retired_at=None).exclude(Exists(shared))


def _own_cases_shared(user: User, own: OwnKey, using: str, tell: Tell) -> int:
    with seeing_all(using):
        numbers = list(_authors_alone(using).filter(member_key=own.member_key_id).values_list("case", flat=True))
    shared = 0
    for start in range(0, len(numbers), AT_A_TIME):
        batch = numbers[start : start + AT_A_TIME]
        with database_identity(user), key_opened(user.pk, own.member_key_id, lambda: own.private), transaction.atomic():
            found = Case.objects.visible_to(user).filter(pk__in=batch)
            for case in found.select_related("organisation", "programme"):
                holders_complete(case, by=user)
                shared += 1
        tell(start + len(batch), len(numbers))
    return shared


@transaction.atomic
def _finish(mode: str, by: User | None) -> None:
    """Everybody logs in anew: sessions hold keys in one mode and none in the other."""
    for person in User.objects.order_by("pk"):
        sessions_end(person)
    for programme in Programme.objects.order_by("code"):
        record("vault.mode_changed", programme, by=by, programme=programme, reason=mode)
