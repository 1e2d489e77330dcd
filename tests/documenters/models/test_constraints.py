"""One test for each constraint that the database holds about people."""

import datetime
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.models import (
    AuditLink,
    EscrowKey,
    IndexKeyGrant,
    Invitation,
    Lockdown,
    LoginDevice,
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
from tests.factories.people import OrganisationFactory, ProgrammeFactory, UserFactory, give_role
from tests.walls import BOTH

TODAY = datetime.date(2026, 3, 16)


def programme_of(person: User) -> Programme:
    return person.memberships.get().programme


def documenter_without_organisation(amina: User) -> None:
    Membership.objects.filter(user=amina).update(organisation=None)


def unknown_role(amina: User) -> None:
    Membership.objects.filter(user=amina).update(role="owner")


def same_role_twice(amina: User) -> None:
    held = amina.memberships.get()
    give_role(amina, Role.DOCUMENTER, held.programme, held.organisation)


def same_assignment_twice(amina: User) -> None:
    organisation = amina.memberships.get().organisation
    for _ in range(2):
        MentorAssignment.objects.create(mentor=amina, organisation=organisation)


def same_name_in_programme(amina: User) -> None:
    organisation = amina.memberships.get().organisation
    Organisation.objects.create(programme=organisation.programme, name=organisation.name)


def link(*seqs: int) -> Callable[[User], None]:
    """Links of a chain, written by the owner: the application may not."""

    def chained(amina: User) -> None:
        for seq in seqs:
            given = {"chain": 9, "event_id": secrets.randbits(60), "day": TODAY, "digest": b"", "prev_hash": b""}
            AuditLink.objects.using("owner").create(seq=seq, hash=b"", **given)

    return chained


def invitation(**values: Any) -> Callable[[User], None]:
    """An invitation by Amina to be a donor, with these values instead."""

    def invite(amina: User) -> None:
        given = {"role": Role.DONOR, "made_at": timezone.now(), "expires_at": timezone.now(), "invited_by": amina}
        digest = secrets.token_bytes(32)
        Invitation.objects.create(programme=programme_of(amina), token_digest=digest, **{**given, **values})

    return invite


def renewal(*, by_another: bool, **values: Any) -> Callable[[User], None]:
    """A new passphrase for somebody, with these values besides."""

    def renew(amina: User) -> None:
        invitation(renews=UserFactory() if by_another else amina, **{"role": "", **values})(amina)

    return renew


def proposal(count: int = 1, **values: Any) -> Callable[[User], None]:
    """Amina would be a mentor, says somebody; with these values instead."""

    def propose(amina: User) -> None:
        for _ in range(count):
            given = {"role": Role.MENTOR, "proposed_by": UserFactory(), **values}
            RoleProposal.objects.create(user=amina, programme=programme_of(amina), **given)

    return propose


def confirmed_by_who_proposed(amina: User) -> None:
    other = UserFactory()
    proposal(proposed_by=other, is_confirmed=True, decided_by=other, decided_at=timezone.now())(amina)


def confirmed_by_who_rises(amina: User) -> None:
    proposal(is_confirmed=True, decided_by=amina, decided_at=timezone.now())(amina)


def lockdown(amina: User, **values: Any) -> Lockdown:
    """A lock-down that Amina and somebody else may end."""
    given = {"reason": "drill", "first_person": amina, "second_person": UserFactory(), **values}
    return Lockdown.objects.create(programme=programme_of(amina), **given)


def locked_down_twice(amina: User) -> None:
    for _ in range(2):
        lockdown(amina)


def reopening_proposed_by_a_third(amina: User) -> None:
    lockdown(amina, proposed_by=UserFactory(), proposed_at=timezone.now())


def reopened_by_one_person(amina: User) -> None:
    now = timezone.now()
    lockdown(amina, proposed_by=amina, proposed_at=now, reopened_by=amina, reopened_at=now)


def reopened_by_a_third(amina: User) -> None:
    now = timezone.now()
    lockdown(amina, proposed_by=amina, proposed_at=now, reopened_by=UserFactory(), reopened_at=now)


def reopened_without_a_proposal(amina: User) -> None:
    lockdown(amina, reopened_by=amina, reopened_at=timezone.now())


def same_device_twice(amina: User) -> None:
    for _ in range(2):
        LoginDevice.objects.create(user=amina, label="Chrome, Android", first_on=TODAY)


def member_key(amina: User, **values: Any) -> MemberKey:
    """A key of Amina's that opens nothing."""
    return MemberKey.objects.create(user=amina, **{"public_key": b"", "by_passphrase": b"", **values})


def owned_by_both(model: type[EscrowKey | Vault]) -> Callable[[User], None]:
    def owned(amina: User) -> None:
        held = amina.memberships.get()
        model._base_manager.create(organisation=held.organisation, programme=held.programme, public_key=b"")

    return owned


def twice_of_an_organisation(model: type[EscrowKey | Vault], **second: Any) -> Callable[[User], None]:
    def made_twice(amina: User) -> None:
        organisation = amina.memberships.get().organisation
        model._base_manager.create(organisation=organisation, public_key=b"")
        model._base_manager.create(organisation=organisation, public_key=b"", **second)

    return made_twice


def vault_granted(amina: User, count: int = 1, **holder: Any) -> None:
    vault = Vault.objects.create(programme=programme_of(amina), public_key=b"")
    for _ in range(count):
        VaultGrant.objects.create(vault=vault, sealed=b"", **holder)


def index_key_granted(amina: User, count: int = 1, **holder: Any) -> None:
    for _ in range(count):
        IndexKeyGrant.objects.create(programme=programme_of(amina), sealed=b"", **holder)


REFUSED: dict[str, list[Callable[[User], Any]]] = {
    "audit_link_counts_from_one": [link(0)],
    "audit_link_place_taken_once": [link(1, 1)],
    "escrow_key_current_once": [twice_of_an_organisation(EscrowKey)],
    "escrow_key_has_one_owner": [owned_by_both(EscrowKey), lambda amina: EscrowKey.objects.create(public_key=b"")],
    "index_key_grant_has_one_holder": [index_key_granted],
    "index_key_grant_once": [lambda amina: index_key_granted(amina, 2, member_key=member_key(amina))],
    "member_key_code_was_confirmed": [lambda amina: member_key(amina, by_code=b"wrapped")],
    "member_key_current_once": [lambda amina: [member_key(amina), member_key(amina, generation=2)]],
    "member_key_generation_once": [
        lambda amina: [member_key(amina, retired_at=timezone.now()), member_key(amina)],
    ],
    "vault_current_once": [twice_of_an_organisation(Vault, generation=2)],
    "vault_generation_once": [twice_of_an_organisation(Vault, retired_at=timezone.now())],
    "vault_grant_has_one_holder": [vault_granted],
    "vault_grant_once": [lambda amina: vault_granted(amina, 2, member_key=member_key(amina))],
    "vault_has_one_owner": [owned_by_both(Vault), lambda amina: Vault.objects.create(public_key=b"")],
    "invitation_documenter_has_organisation": [invitation(role=Role.DOCUMENTER)],
    "invitation_renews_another": [renewal(by_another=False)],
    "invitation_role_or_renewal": [
        invitation(role=""),
        invitation(role="owner"),
        renewal(by_another=True, role=Role.DONOR),
        renewal(by_another=True, looks_after=[1]),
        renewal(by_another=True, invited_by=None),
    ],
    "invitation_used_or_revoked_not_both": [invitation(used_at=timezone.now(), revoked_at=timezone.now())],
    "lockdown_one_at_a_time": [locked_down_twice],
    "lockdown_proposed_by_one_of_the_two": [
        reopening_proposed_by_a_third,
        lambda amina: lockdown(amina, proposed_by=amina),
    ],
    "lockdown_reason_known": [lambda amina: lockdown(amina, reason="mood")],
    "lockdown_reopened_by_the_other": [reopened_by_one_person, reopened_by_a_third, reopened_without_a_proposal],
    "lockdown_two_people": [lambda amina: lockdown(amina, second_person=amina)],
    "login_device_once": [same_device_twice],
    "membership_documenter_has_organisation": [documenter_without_organisation],
    "membership_role_known": [unknown_role],
    "membership_current_once": [same_role_twice],
    "mentor_assignment_current_once": [same_assignment_twice],
    "organisation_name_unique_in_programme": [same_name_in_programme],
    "role_proposal_confirmed_by_somebody": [proposal(is_confirmed=True)],
    "role_proposal_open_once": [proposal(count=2)],
    "role_proposal_role_known": [proposal(role="owner")],
    "role_proposal_takes_two_people": [confirmed_by_who_proposed, confirmed_by_who_rises],
}


@pytest.mark.django_db(databases=BOTH)
@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, breaks in sorted(REFUSED.items()) for number in range(len(breaks))]
)
def test_database_refuses(amina: User, name: str, number: int) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), transaction.atomic(using="owner"):
        REFUSED[name][number](amina)


def test_every_constraint_has_its_test() -> None:
    models = apps.get_app_config("documenters").get_models()
    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(REFUSED)


def test_role_in_the_whole_programme_is_held_once(dara: User, programme: Programme) -> None:
    """Without an organisation, too: empty values are not distinct here."""
    with pytest.raises(IntegrityError, match="membership_current_once"), transaction.atomic():
        give_role(dara, Role.COORDINATOR, programme)


def test_same_name_in_another_programme_is_fine(organisation_a: Organisation) -> None:
    assert OrganisationFactory(programme=ProgrammeFactory(), name=organisation_a.name).pk


def test_user_names_and_country_codes_are_unique(amina: User, programme: Programme) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username="amina")
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.create(code=programme.code, name_en="", name_ru="")
