"""Invitations: single use, 72 hours, bound to role and organisation, taken back, and never told apart when closed."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from documenters.access import reach_of
from documenters.actions.invitations import (
    InvitationClosed,
    Letter,
    Made,
    MailFailed,
    NameTaken,
    first_invitation_make,
    invitation_accept,
    invitation_found,
    invitation_make,
    invitation_revoke,
)
from documenters.actions.members import member_suspend
from documenters.models import AuditEvent, Invitation, Organisation, Programme, RoleProposal, User
from documenters.permissions import Role
from documenters.vault import links
from tests.factories.people import OrganisationFactory, ProgrammeFactory, make_administrator

PASSPHRASE = "seven white cranes above"
WHO_MAY_NOT = ["amina", "bilal", "emil"]


def invite(programme: Programme, by: User, role: Role = Role.DONOR, **fields: Any) -> Made:
    return invitation_make(programme, **{"role": role, "organisation": None, "looks_after": (), "by": by, **fields})


def accept(made: Made, username: str = "gulnara") -> User:
    return invitation_accept(
        made.invitation.public_id,
        username=username,
        display_name="Gulnara",
        language="ky",
        password=PASSPHRASE,
    )


@pytest.mark.parametrize("name", WHO_MAY_NOT)
def test_only_administrators_and_coordinators_invite(
    request: pytest.FixtureRequest, programme: Programme, aida: User, name: str
) -> None:
    by = request.getfixturevalue(name)
    made = invite(programme, aida)
    with pytest.raises(PermissionDenied):
        invite(programme, by)
    with pytest.raises(PermissionDenied):
        invitation_revoke(made.invitation, by=by)
    with pytest.raises(PermissionDenied):
        invite(ProgrammeFactory(), aida)
    assert Invitation.objects.count() == 1


def test_a_documenter_begins_at_once(programme: Programme, organisation_a: Organisation, aida: User) -> None:
    made = invite(programme, aida, Role.DOCUMENTER, organisation=organisation_a)
    user = accept(made)
    assert (user.username, user.display_name, user.language) == ("gulnara", "Gulnara", "ky")
    assert user.check_password(PASSPHRASE)
    assert reach_of(user).documenter_of == {organisation_a.pk}
    made.invitation.refresh_from_db()
    assert made.invitation.used_by == user
    events = AuditEvent.objects.order_by("pk").values_list("action", "actor", "organisation")
    assert list(events) == [
        ("invitation.made", aida.pk, organisation_a.pk),
        ("invitation.used", user.pk, organisation_a.pk),
        ("member.joined", user.pk, organisation_a.pk),
    ]


@pytest.mark.parametrize("role", [Role.MENTOR, Role.COORDINATOR])
@pytest.mark.parametrize("by_name", ["aida", "dara"])
def test_s10_a_role_that_reads_cases_takes_two_people(
    request: pytest.FixtureRequest,
    programme: Programme,
    organisation_a: Organisation,
    aida: User,
    dara: User,
    role: Role,
    by_name: str,
) -> None:
    by = request.getfixturevalue(by_name)
    user = accept(invite(programme, by, role, looks_after=[organisation_a]))
    assert RoleProposal.objects.filter(user=user, role=role, proposed_by=by, decided_at=None).exists()
    assert reach_of(user).roles == frozenset()


def test_s10_the_only_manager_invites_alone_and_the_log_says_so(
    programme: Programme, organisation_a: Organisation, dara: User
) -> None:
    user = accept(invite(programme, dara, Role.MENTOR, looks_after=[organisation_a]))
    assert reach_of(user).mentor_of == {organisation_a.pk}
    assert AuditEvent.objects.get(action="member.joined").reason == "only_manager"


def test_the_first_coordinator_of_a_programme_begins_at_once(programme: Programme, aida: User) -> None:
    assert reach_of(accept(invite(programme, aida, Role.COORDINATOR))).roles == {Role.COORDINATOR}


def test_it_works_once(programme: Programme, aida: User) -> None:
    made = invite(programme, aida)
    accept(made)
    assert invitation_found(made.code) is None
    with pytest.raises(InvitationClosed):
        accept(made, "second")
    with pytest.raises(InvitationClosed):
        invitation_revoke(made.invitation, by=aida)
    assert not User.objects.filter(username="second").exists()


def test_it_expires_after_72_hours(programme: Programme, aida: User) -> None:
    made = invite(programme, aida)
    with time_machine.travel(timezone.now() + timedelta(hours=71, minutes=59), tick=False):
        assert invitation_found(made.code) == made.invitation
    with time_machine.travel(timezone.now() + timedelta(hours=72, seconds=1), tick=False):
        assert invitation_found(made.code) is None
        with pytest.raises(InvitationClosed):
            accept(made)


def test_it_is_taken_back(programme: Programme, aida: User, dara: User) -> None:
    made = invite(programme, aida)
    invitation_revoke(made.invitation, by=dara)
    assert invitation_found(made.code) is None
    with pytest.raises(InvitationClosed):
        accept(made)
    assert AuditEvent.objects.latest("pk").action == "invitation.revoked"


def test_it_ends_with_the_inviter(programme: Programme, aida: User) -> None:
    second = make_administrator(programme)
    made = invite(programme, second)
    member_suspend(second, programme, by=aida)
    with pytest.raises(InvitationClosed):
        accept(made)


def test_a_taken_name_uses_nothing_up(programme: Programme, aida: User) -> None:
    made = invite(programme, aida)
    with pytest.raises(NameTaken):
        accept(made, "aida")
    assert accept(made, "gulnara").pk


def test_the_token_is_kept_nowhere(programme: Programme, aida: User) -> None:
    made = invite(programme, aida)
    token = links.token_of(made.code)
    kept = Invitation.objects.get()
    assert bytes(kept.token_digest) == links.digest(token)
    row = repr({field.name: getattr(kept, field.attname) for field in Invitation._meta.concrete_fields})
    assert made.code not in row
    assert token.hex() not in row


@pytest.mark.parametrize(
    "changed",
    [
        {"role": Role.COORDINATOR},
        {"organisation": None},
        {"looks_after": [1]},
        {"expires_at": timezone.now() + timedelta(days=900)},
        {"invited_by": None},
        {"token_digest": bytes(32)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_it_is_for_never_changes(
    programme: Programme, organisation_a: Organisation, aida: User, changed: dict[str, Any]
) -> None:
    invite(programme, aida, Role.DOCUMENTER, organisation=organisation_a)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Invitation.objects.update(**changed)
    with pytest.raises(IntegrityError, match="keeps its rows"), transaction.atomic():
        Invitation.objects.all().delete()


def test_a_used_one_does_not_open_again(programme: Programme, aida: User) -> None:
    accept(invite(programme, aida))
    with pytest.raises(IntegrityError, match="filled in once"), transaction.atomic():
        Invitation.objects.update(used_at=None, used_by=None)


def test_a_row_that_somebody_planted_fits_no_link(programme: Programme, aida: User) -> None:
    """Whoever writes in the database but has no secret key makes no invitation of another role."""
    made = invite(programme, aida)
    token = links.new_token()
    row = {field.attname: getattr(made.invitation, field.attname) for field in Invitation._meta.concrete_fields}
    del row["id"], row["public_id"]
    Invitation.objects.create(**{**row, "role": Role.ADMINISTRATOR, "token_digest": links.digest(token)})
    signature = made.code[len(made.code) - 16 :]
    whole = links.link_code(token, "anything")
    assert invitation_found(whole) is None
    assert invitation_found(whole[:-16] + signature) is None
    assert invitation_found(made.code) == made.invitation


def test_nobody_is_invited_to_an_organisation_of_another_programme(programme: Programme, aida: User) -> None:
    foreign = OrganisationFactory()
    with pytest.raises(PermissionDenied):
        invite(programme, aida, Role.DOCUMENTER, organisation=foreign)
    with pytest.raises(PermissionDenied):
        invite(programme, aida, Role.MENTOR, looks_after=[foreign])


def test_the_operator_invites_the_first_administrator(programme: Programme) -> None:
    made = first_invitation_make(programme)
    assert reach_of(accept(made)).roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("language", ["ru", "ky", "en"])
def test_a_letter_names_nobody_and_its_address_is_not_kept(
    programme: Programme, organisation_a: Organisation, aida: User, language: str
) -> None:
    letter = Letter("neo@example.org", language, lambda code: f"https://site.example/join/{code}/")
    made = invite(programme, aida, Role.DOCUMENTER, organisation=organisation_a, letter=letter)
    (sent,) = mail.outbox
    assert sent.to == ["neo@example.org"]
    assert made.code in sent.body
    whole = f"{sent.subject} {sent.body}".replace(made.code, "").replace("site.example", "")
    for name in (organisation_a.name, aida.display_name, programme.name_en, programme.name_ru, "ocument", "neo@"):
        assert name not in whole
    kept = Invitation.objects.get()
    assert "neo@example.org" not in repr([getattr(kept, field.attname) for field in Invitation._meta.concrete_fields])


def test_a_letter_that_does_not_leave_makes_no_invitation(
    programme: Programme, aida: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    with pytest.raises(MailFailed):
        invite(programme, aida, letter=Letter("neo@example.org", "ru", str))
    assert not Invitation.objects.exists()


@pytest.fixture
def open_invitation(transactional_db: None) -> Made:
    """One that is committed, as two requests at the same time see it."""
    programme = ProgrammeFactory()
    return invite(programme, make_administrator(programme))


def test_of_two_acceptances_at_the_same_time_one_holds(open_invitation: Made) -> None:
    start, answers = threading.Barrier(2), []

    def take(username: str) -> None:
        start.wait()
        try:
            answers.append(accept(open_invitation, username).username)
        except InvitationClosed:
            answers.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[name]) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) in (["closed", "first"], ["closed", "second"])
    assert User.objects.filter(username__in=["first", "second"]).count() == 1
