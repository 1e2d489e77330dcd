"""The key of each case: who holds it, who opens it, and what gives it to whoever should hold it and does not yet.

A case key is sealed to its author, to the vault of the organisation and, from submission on, to the vault of the
programme; of a practice case never to the last. Whoever holds one of them can give it to the others: that is how a
colleague is admitted, a case handed over, and a vault renewed (docs/adr/0038).
"""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from documenters.actions.admitting import vault_admit
from documenters.actions.escrow import escrow_complete
from documenters.actions.index_keys import index_key_complete
from documenters.actions.member_keys import member_key_of
from documenters.actions.vaults import (
    open_grant,
    open_vault,
    openable_vaults,
    programme_of_owner,
    require_opened,
    server_reads,
    vault_ensure,
    vault_forget_empty,
    vault_of,
)
from documenters.models import MemberKey, User, Vault, VaultGrant
from documenters.vault.hpke import PrivateKey, open_with, seal_to
from documenters.vault.opened import KeyLocked, KeyMissing, OpenedKey, opened_key
from documenters.vault.primitives import KEY_BYTES, SealBroken
from react_cases.actions.paper_keys import papers_rewrap, papers_under
from react_cases.models import Case, CaseKey

GENERATION = 2
"""Stands beside each ciphertext: sealed by the key of its case. 1 was the one key of the server."""

AT_A_TIME = 500
"""Case keys that one request gives on: about half a second of work."""
AT_MOST = 10_000
"""So many are counted one by one."""

Holder = MemberKey | Vault


@dataclass(frozen=True)
class Missing:
    """What somebody could give on, in case keys."""

    old: int
    """Still under a vault that was renewed since."""
    unshared: int
    """Not yet sealed to the organisation's vault, or to the programme's although they were sent."""
    unheld: int
    """Not yet sealed to their author, who is admitted."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.old + self.unshared + self.unheld


def case_key_new(case: Case, *, by: User | None) -> bytes:
    """Make the key of a case, sealed to everybody who should hold it. Raises `KeyMissing` where that is nobody."""
    key = os.urandom(KEY_BYTES)
    holders = _desired(case, by=by)
    if not holders:
        raise KeyMissing
    CaseKey.objects.bulk_create((_sealed_row(case.pk, holder, key) for holder in holders), ignore_conflicts=True)
    return key


def case_key_open(case: Case, *, by: User | None) -> bytes:
    """The key of a case, 32 bytes. `by` is nobody where a command of the server acts.

    Raises `KeyLocked` where the person's key is not open, and `KeyMissing` where nobody has sealed the case's key to
    it, or the case has none any more.
    """
    return case_keys_open([case], by=by)[case.pk]


def case_keys_open(cases: Iterable[Case], *, by: User | None) -> dict[int, bytes]:
    """The keys of several cases by their number. Raises as `case_key_open` where one of them does not open."""
    wanted = [case.pk for case in cases]
    if not server_reads():
        return _opened_by_member(wanted, require_opened(by))
    rows = CaseKey.objects.filter(case__in=wanted).select_related("vault__organisation", "vault__programme")
    held: dict[int, list[CaseKey]] = {}
    for row in rows:
        held.setdefault(row.case_id, []).append(row)
    opener = _Opener(by)
    return {case_id: opener.open(held.get(case_id, [])) for case_id in wanted}


def _opened_by_member(wanted: list[int], own: OpenedKey) -> dict[int, bytes]:
    """In one query of the bare columns: each page with a story asks this."""
    mine = Q(vault__grants__member_key=own.member_key_id)
    rows = CaseKey.objects.filter(case__in=wanted).annotate(granted=FilteredRelation("vault__grants", condition=mine))
    rows = rows.filter(Q(member_key=own.member_key_id) | Q(granted__isnull=False))
    privates: dict[int | None, PrivateKey] = {None: own.private}
    found: dict[int, bytes] = {}
    for case_id, vault, member, sealed, grant in rows.values_list(
        "case", "vault", "member_key", "sealed", "granted__sealed"
    ):
        if case_id in found:
            continue
        if vault not in privates:
            held = VaultGrant(vault_id=vault, member_key_id=own.member_key_id, sealed=grant)
            privates[vault] = open_grant(held, own.private)
        found[case_id] = open_with(privates[vault], bytes(sealed), _info(case_id, vault, member))
    if set(found) != set(wanted):
        raise KeyMissing
    return found


def case_keys_at_hand(numbers: Collection[int], *, by: User) -> dict[int, bytes]:
    """The keys of many cases, by the number of the case; those that this person cannot open are left out.

    Of each case one row is read, and of that the columns alone: a search opens thousands. The holder's private key is
    opened once. Raises `KeyLocked` where the person's own key is not open.
    """
    opener = _Opener(by)
    privates, own = opener.at_hand(numbers)
    held = Q(vault__in=privates) | Q(member_key=own) if own is not None else Q(vault__in=privates)
    rows = CaseKey.objects.filter(held, case__in=numbers).order_by("case").distinct("case")
    found: dict[int, bytes] = {}
    for case_id, vault, member, sealed in rows.values_list("case", "vault", "member_key", "sealed"):
        private = privates.get(vault) or opener.own_private
        with suppress(SealBroken):
            found[case_id] = open_with(private, bytes(sealed), _info(case_id, vault, member))
    return found


def has_key(case: Case) -> bool:
    """Does anybody still hold the key? Without it everything that was written in the case is gone."""
    return CaseKey.objects.filter(case=case).exists()


@transaction.atomic
def holders_complete(case: Case, *, by: User | None, key: bytes | None = None) -> None:
    """Let exactly those hold the case's key who should: whoever lacks it gets it, whoever was before loses it."""
    rows = CaseKey.objects.filter(case=case).select_related("vault", "member_key")
    held = {(row.vault_id, row.member_key_id): row for row in rows}
    desired = {_identity(holder): holder for holder in _desired(case, by=by)}
    lacking = [holder for identity, holder in desired.items() if identity not in held]
    if lacking:
        key = key if key is not None else case_key_open(case, by=by)
        CaseKey.objects.bulk_create((_sealed_row(case.pk, holder, key) for holder in lacking), ignore_conflicts=True)
    replaced = [
        row.pk for identity, row in held.items() if identity not in desired and _is_replaced(row, case, desired)
    ]
    CaseKey.objects.filter(pk__in=replaced).delete()


def _is_replaced(row: CaseKey, case: Case, desired: Iterable[tuple[int | None, int | None]]) -> bool:
    """Somebody who is no longer the author, a key that is no longer used, or a vault whose present one holds it too."""
    if row.member_key is not None:
        return row.member_key.user_id != case.documenter_id or row.member_key.retired_at is not None
    assert row.vault is not None  # noqa: S101  the constraint `case_key_has_one_holder`
    owner = (row.vault.organisation_id, row.vault.programme_id)
    present = Vault.objects.current().filter(pk__in=[vault for vault, _member in desired if vault is not None])
    return owner in present.values_list("organisation", "programme")


def _desired(case: Case, *, by: User | None) -> list[Holder]:
    """Who should hold the key. Nobody but the author seals anything to a key of theirs that no colleague has admitted:
    it may be somebody else's who has only reset a password."""
    author = member_key_of(case.documenter)
    if author is not None and author.admitted_at is None and by != case.documenter:
        author = None
    vaults = [vault_ensure(case.organisation)]
    if case.submitted_at is not None and not case.is_practice:
        vaults.append(vault_ensure(case.programme))
    return [holder for holder in (author, *vaults) if holder is not None]


class _Opener:
    """Opens case keys for one person; each vault is opened once."""

    def __init__(self, by: User | None) -> None:
        self._by = by
        self._opened = opened_key(by.pk) if by is not None else None
        self._vaults: dict[int, PrivateKey | None] = {}

    def open(self, rows: list[CaseKey]) -> bytes:
        for row in rows:
            private = self._private(row)
            if private is not None:
                return open_with(private, bytes(row.sealed), _info(row.case_id, row.vault_id, row.member_key_id))
        raise KeyMissing

    @property
    def own_private(self) -> PrivateKey:
        """The person's own key."""
        if self._opened is None:
            raise KeyLocked
        return self._opened.private

    def at_hand(self, numbers: Collection[int]) -> tuple[dict[int, PrivateKey], int | None]:
        """Vaults of these cases that can be opened, by number; and the number of the person's own open key."""
        vaults = Vault.objects.filter(Exists(CaseKey.objects.filter(vault=OuterRef("pk"), case__in=numbers)))
        if not server_reads():
            own = require_opened(self._by)
            vaults = vaults.filter(grants__member_key=own.member_key_id)
        privates: dict[int, PrivateKey] = {}
        for vault in vaults.select_related("organisation", "programme"):
            with suppress(KeyLocked, KeyMissing, SealBroken):
                privates[vault.pk] = open_vault(vault, by=self._by)
        return privates, self._opened.member_key_id if self._opened is not None else None

    def _private(self, row: CaseKey) -> PrivateKey | None:
        if row.vault is None:
            own = self._opened
            return own.private if own is not None and own.member_key_id == row.member_key_id else None
        if row.vault.pk not in self._vaults:
            self._vaults[row.vault.pk] = self._vault(row.vault)
        return self._vaults[row.vault.pk]

    def _vault(self, vault: Vault) -> PrivateKey | None:
        try:
            return open_vault(vault, by=self._by)
        except (KeyLocked, KeyMissing):
            return None


def missing(*, by: User) -> Missing:
    """What this person could give on now: everything that they hold and others should."""
    vaults = openable_vaults(by=by)
    return Missing(
        old=_old(vaults).count() + papers_under([vault for vault in vaults if vault.retired_at]).count(),
        unshared=_unshared(by, vaults).count(),
        unheld=len(_unheld(_admitted_authors(vaults), vaults, AT_MOST)),
    )


@transaction.atomic
def keys_complete(*, by: User, limit: int = AT_A_TIME) -> int:
    """Give on at most so many case keys, and the key of client codes; answers how many. Zero: nothing is left.

    Each call is a transaction of its own: what was given stays given when the next one is cut off.
    """
    vaults = openable_vaults(by=by)
    for programme in dict.fromkeys(programme_of_owner(vault.owner) for vault in vaults):
        index_key_complete(programme, by=by)
    escrow_complete(by=by)
    done = _rewrap(vaults, by, limit)
    for case in _unshared(by, vaults)[: limit - done]:
        holders_complete(case, by=by)
        done += 1
    return done + _give_to_authors(_unheld(_admitted_authors(vaults), vaults, limit - done), vaults, by)


@transaction.atomic
def member_admit(user: User, *, by: User, limit: int = AT_A_TIME) -> int:
    """Say: this is her key, and let her read what her roles entitle her to; answers how many of her cases were given.

    As far as `by` can give it: vaults that `by` does not hold wait for somebody else. Raises `PermissionDenied` for
    people who may not admit, or who read nothing themselves yet.
    """
    if not openable_vaults(by=by):
        raise PermissionDenied("reads_nothing")
    vault_admit(user, by=by)
    return keys_complete(by=by, limit=limit)


@transaction.atomic
def author_keys_complete(author: User, *, by: User, limit: int = AT_A_TIME) -> int:
    """Give somebody who was made the author of cases their keys, as far as `by` can; the rest waits for others."""
    vaults = openable_vaults(by=by)
    return _give_to_authors(_unheld([author], vaults, limit), vaults, by)


def _old(vaults: list[Vault]) -> QuerySet[CaseKey]:
    return CaseKey.objects.filter(vault__in=[vault.pk for vault in vaults if vault.retired_at]).order_by("pk")


def _rewrap(vaults: list[Vault], by: User, limit: int) -> int:
    """Put case keys from generations that were renewed under the present one; drafts too, which nobody else sees."""
    done = 0
    for vault in vaults:
        if vault.retired_at is None or done >= limit:
            continue
        done += rewrap_from(vault, open_vault(vault, by=by), limit - done)
    return done


def rewrap_from(vault: Vault, private: PrivateKey, limit: int, *, using: str = "default") -> int:
    """The same for one generation whose private half is open.

    `using` is the owner of the database where nobody is asking: the operator's command sees every key.
    """
    current = vault_of(vault.owner)
    if current is None or current.pk == vault.pk:
        return 0
    keys = CaseKey.objects.using(using)
    rows = list(keys.filter(vault_id=vault.pk).order_by("pk")[:limit])
    keys.bulk_create((given_on(row, private, current) for row in rows), ignore_conflicts=True)
    keys.filter(pk__in=[row.pk for row in rows]).delete()
    done = len(rows) + papers_rewrap(vault, private, current, limit - len(rows), using=using)
    if not done:
        vault_forget_empty(vault)
    return done


def _unshared(by: User, vaults: list[Vault]) -> QuerySet[Case]:
    """Cases of which the person holds the key through a vault, and the other vault does not."""
    mine = CaseKey.objects.filter(case=OuterRef("pk"), vault__in=[vault.pk for vault in vaults])
    present = Vault.objects.current()
    keys = CaseKey.objects.filter(case=OuterRef("pk"), vault__retired_at=None)
    lacks_organisation = Exists(present.filter(organisation=OuterRef("organisation"))) & ~Exists(
        keys.filter(vault__organisation=OuterRef("organisation"))
    )
    lacks_programme = Exists(present.filter(programme=OuterRef("programme"))) & ~Exists(
        keys.filter(vault__programme=OuterRef("programme"))
    )
    sent = Case.objects.visible_to(by).filter(Exists(mine), submitted_at__isnull=False)
    lacking = Q(lacks_organisation) | (Q(is_practice=False) & Q(lacks_programme))
    return sent.filter(lacking).select_related("organisation", "programme", "documenter").order_by("pk")


def _admitted_authors(vaults: list[Vault]) -> list[User]:
    """Documenters of the vaults' places whose present key a colleague has admitted."""
    organisations = [vault.organisation_id for vault in vaults if vault.organisation_id]
    programmes = [vault.programme_id for vault in vaults if vault.programme_id]
    places = Q(memberships__organisation__in=organisations) | Q(memberships__organisation__programme__in=programmes)
    held = User.objects.filter(places, memberships__ended_at=None, memberships__role="documenter")
    ready = Exists(MemberKey.objects.current().filter(user=OuterRef("pk"), admitted_at__isnull=False))
    return list(held.filter(ready).distinct().order_by("pk"))


@dataclass(frozen=True)
class _Unheld:
    case_id: int
    vault_id: int
    sealed: bytes
    member_key_id: int
    public_key: bytes


def _unheld(authors: list[User], vaults: list[Vault], limit: int) -> list[_Unheld]:
    """Keys of these people's cases, drafts too, that stand under one of these vaults and not under their author's."""
    if limit <= 0 or not vaults or not authors:
        return []
    with connection.cursor() as cursor:
        numbers = [vault.pk for vault in vaults]
        cursor.execute("SELECT * FROM react_keys_unheld(%s, %s, %s)", [[user.pk for user in authors], numbers, limit])
        return [
            _Unheld(case_id, vault_id, bytes(sealed), key_id, bytes(public))
            for case_id, vault_id, sealed, key_id, public in cursor.fetchall()
        ]


def _give_to_authors(rows: list[_Unheld], vaults: list[Vault], by: User) -> int:
    needed = {row.vault_id for row in rows}
    privates = {vault.pk: open_vault(vault, by=by) for vault in vaults if vault.pk in needed}
    with connection.cursor() as cursor:
        for row in rows:
            key = open_with(privates[row.vault_id], row.sealed, _info(row.case_id, row.vault_id, None))
            sealed = seal_to(row.public_key, key, _info(row.case_id, None, row.member_key_id))
            cursor.execute(
                "SELECT react_key_give(%s, %s, %s, %s)", [row.case_id, row.vault_id, row.member_key_id, sealed]
            )
    return len(rows)


def _sealed_row(case_id: int, holder: Holder, key: bytes) -> CaseKey:
    vault, member = _identity(holder)
    return CaseKey(
        case_id=case_id,
        vault_id=vault,
        member_key_id=member,
        sealed=seal_to(bytes(holder.public_key), key, _info(case_id, vault, member)),
    )


def given_on(row: CaseKey, private: PrivateKey, holder: Holder) -> CaseKey:
    """The same case key for another holder; `private` opens the row."""
    return _sealed_row(
        row.case_id, holder, open_with(private, bytes(row.sealed), _info(row.case_id, row.vault_id, row.member_key_id))
    )


def sealed_for(case_id: int, vault: Vault, key: bytes) -> bytes:
    """A case key sealed to a vault; also used by the bulk loader of the demo."""
    return seal_to(bytes(vault.public_key), key, _info(case_id, vault.pk, None))


def _identity(holder: Holder) -> tuple[int | None, int | None]:
    return (holder.pk, None) if isinstance(holder, Vault) else (None, holder.pk)


def _info(case_id: int, vault_id: int | None, member_key_id: int | None) -> bytes:
    holder = f"vault:{vault_id}" if vault_id is not None else f"member:{member_key_id}"
    return f"v1|case-key|{case_id}|{holder}".encode()
