"""The key pair of a person: made with the passphrase, opened by it or by the recovery code, and wrapped anew."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from documenters.actions.admitting import vault_admit
from documenters.actions.vaults import owners_of, server_reads, vault_ensure
from documenters.audit import record
from documenters.models import MemberKey, User
from documenters.vault import recovery_codes
from documenters.vault.hpke import new_private_key, private_from_bytes, private_to_bytes, public_of
from documenters.vault.primitives import SealBroken
from documenters.vault.wrapping import unwrap, unwrap_by_code, wrap, wrap_by_code


@dataclass(frozen=True)
class OwnKey:
    """A person's key with its private half."""

    member_key_id: int
    private: bytes = field(repr=False)


@dataclass(frozen=True)
class Offer:
    """A recovery code that nobody has typed back yet."""

    code: bytes = field(repr=False)
    wrapped: bytes
    """The private half under this code: of no use without it."""


def member_key_of(user: User) -> MemberKey | None:
    """The key in use."""
    return MemberKey.objects.current().filter(user=user).first()


@transaction.atomic
def member_key_make(user: User, passphrase: str, *, by: User) -> OwnKey:
    """Begin a new key pair; the one before opens nothing any more.

    In server mode the server admits it at once. Else the person waits for a colleague, unless they are the first of a
    vault that nobody has begun.
    """
    before = MemberKey.objects.current().filter(user=user).select_for_update(no_key=True).first()
    if before is not None:
        member_key_retire(before)
    generation = before.generation + 1 if before is not None else _next_generation(user)
    private = new_private_key()
    raw = private_to_bytes(private)
    key = MemberKey.objects.create(
        user=user,
        generation=generation,
        public_key=public_of(private),
        by_passphrase=_wrapped(passphrase, raw, user, generation),
        admitted_at=timezone.now() if server_reads() else None,
    )
    record("member.key_made", user, by=by)
    if server_reads():
        vault_admit(user, by=None)
    for owner in owners_of(user):
        vault_ensure(owner)
    return OwnKey(key.pk, raw)


def member_key_retire(key: MemberKey) -> None:
    """Let a key go: nothing opens its private half any more, so nothing sealed to it is of use to anybody."""
    key.by_passphrase, key.by_code, key.code_confirmed_at = b"", None, None
    key.retired_at = timezone.now()
    key.save(update_fields=["by_passphrase", "by_code", "code_confirmed_at", "retired_at"])
    key.vault_grants.all().delete()
    key.index_key_grants.all().delete()


def member_key_open(user: User, passphrase: str) -> OwnKey | None:
    """Open the person's key; nothing where they have none. Raises `SealBroken` where it was wrapped by another one."""
    key = member_key_of(user)
    if key is None:
        return None
    return OwnKey(key.pk, unwrap(passphrase, bytes(key.by_passphrase), _place(user, key.generation)))


@transaction.atomic
def member_key_rewrap(user: User, own: OwnKey, passphrase: str, *, by: User) -> None:
    """Wrap the open key by a new passphrase; the old passphrase opens nothing any more. The recovery code stays."""
    key = MemberKey.objects.current().select_for_update(no_key=True).get(pk=own.member_key_id, user=user)
    _require_pair(key, own.private)
    key.by_passphrase = _wrapped(passphrase, own.private, user, key.generation)
    key.save(update_fields=["by_passphrase"])
    record("member.key_rewrapped", user, by=by)


def recovery_code_offer(user: User, own: OwnKey) -> Offer:
    """A fresh code and the open key wrapped by it, to be kept nowhere but with the person until it is confirmed."""
    key = MemberKey.objects.current().get(pk=own.member_key_id, user=user)
    code = recovery_codes.new_code()
    return Offer(code, wrap_by_code(code, own.private, _code_place(user, key.generation)))


@transaction.atomic
def recovery_code_confirm(user: User, wrapped: bytes, code: bytes, *, by: User) -> None:
    """The person has typed the code back: keep it as theirs, the one before ends. Raises `SealBroken` for another."""
    key = MemberKey.objects.current().select_for_update(no_key=True).get(user=user)
    _require_pair(key, unwrap_by_code(code, wrapped, _code_place(user, key.generation)))
    key.by_code, key.code_confirmed_at = wrapped, timezone.now()
    key.save(update_fields=["by_code", "code_confirmed_at"])
    record("member.recovery_code_set", user, by=by)


@transaction.atomic
def member_key_recover(user: User, code: bytes, passphrase: str, *, by: User) -> OwnKey:
    """Open the key by the recovery code and wrap it by a new passphrase. Raises `SealBroken` for another code."""
    key = MemberKey.objects.current().select_for_update(no_key=True).filter(user=user).first()
    if key is None or key.by_code is None:
        raise SealBroken
    raw = unwrap_by_code(code, bytes(key.by_code), _code_place(user, key.generation))
    _require_pair(key, raw)
    key.by_passphrase = _wrapped(passphrase, raw, user, key.generation)
    key.save(update_fields=["by_passphrase"])
    record("member.key_recovered", user, by=by)
    return OwnKey(key.pk, raw)


def _next_generation(user: User) -> int:
    last = MemberKey.objects.filter(user=user).order_by("-generation").first()
    return last.generation + 1 if last is not None else 1


def _wrapped(passphrase: str, raw: bytes, user: User, generation: int) -> bytes:
    return wrap(passphrase, raw, _place(user, generation), memory_kib=settings.PASSPHRASE_MEMORY_KIB)


def _require_pair(key: MemberKey, raw: bytes) -> None:
    if public_of(private_from_bytes(raw)) != bytes(key.public_key):
        raise SealBroken


def _place(user: User, generation: int) -> bytes:
    return f"v1|member-key|{user.pk}|{generation}".encode()


def _code_place(user: User, generation: int) -> bytes:
    return f"v1|member-key-code|{user.pk}|{generation}".encode()
