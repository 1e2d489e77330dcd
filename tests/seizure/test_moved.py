"""S3: what is sealed opens in its own place alone. Whatever somebody moves in the database is refused when opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import models, transaction
from pytest_django.fixtures import Settings

from documenters import session_key
from documenters.actions.index_keys import index_key
from documenters.actions.member_keys import member_key_open
from documenters.actions.vaults import open_vault, vault_of
from documenters.models import IndexKeyGrant, MemberKey, User, VaultGrant
from documenters.session_store import SessionStore
from documenters.vault.primitives import SealBroken
from react_cases.actions.case_keys import case_key_open, member_admit
from react_cases.actions.evidence import evidence_open
from react_cases.actions.review import CommentData, comment_add
from react_cases.actions.sealing import NARRATIVE, OpenReason, comment_text, open_sealed
from react_cases.models import Case, CaseKey, Comment, Evidence, EvidenceFrame, SealedText
from react_cases.models.choices import CommentField, EvidencePart
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.evidence import PICTURE, add_evidence
from tests.factories.keys import key_of, keyed, opened
from tests.factories.people import PASSWORD


@dataclass
class World:
    """Two cases of one author and one of another organisation, each with a comment and two files, and who reads."""

    first: Case
    second: Case
    elsewhere: Case
    author: User
    mentor: User
    coordinator: User

    def text(self, case: Case, **where: Any) -> SealedText:
        """A sealed value of a case."""
        return SealedText.objects.get(case=case, **(where or {"part": "case", "field": "narrative"}))

    def comment(self, case: Case) -> Comment:
        """The comment of a case."""
        return case.comments.get()

    def file(self, case: Case, number: int = 1) -> Evidence:
        """A file of a case."""
        return case.evidence.get(number=number)

    def frame(self, case: Case, number: int, part: EvidencePart = EvidencePart.CLEANED) -> EvidenceFrame:
        """A frame of the first file of a case."""
        return EvidenceFrame.objects.get(evidence=self.file(case), part=part, number=number)

    def key(self, case: Case, **holder: Any) -> CaseKey:
        """How a case's key is sealed to a holder; to the organisation's vault where none is said."""
        return CaseKey.objects.get(case=case, **(holder or {"vault__organisation": case.organisation}))


@pytest.fixture
def world(amina: User, bilal: User, dara: User, chen: User, settings: Settings) -> World:
    """With keys of people alone. The mentor reads both organisations: nothing is refused for want of a grant."""
    settings.VAULT_MODE = "members"
    bilal.mentor_assignments.create(organisation=chen.memberships.get().organisation)
    for person in (bilal, dara, amina, chen):
        keyed(person)
    for person in (amina, chen):
        with opened(bilal):
            member_admit(person, by=bilal)
    cases = [in_full(author, bilal, dara) for author in (amina, amina, chen)]
    return World(*cases, amina, bilal, dara)


def in_full(author: User, mentor: User, coordinator: User) -> Case:
    """A case that was sent, with everything that is sealed."""
    with opened(author):
        case = make_case(author, Status.SUBMITTED, mentor=mentor, coordinator=coordinator)
        comment_add(case, CommentData(CommentField.EVENT, "At night."), by=author)
        add_evidence(case, author, PICTURE, original=PICTURE)
        add_evidence(case, author, PICTURE)
    return case


def moved(target: models.Model, source: models.Model, *names: str) -> None:
    """Put what is sealed in one row into another. Rows of keys cannot be changed, but made anew."""
    values = {field.attname: getattr(target, field.attname) for field in target._meta.concrete_fields}
    values |= {name: getattr(source, name) for name in names}
    type(target)._base_manager.filter(pk=target.pk).delete()  # type: ignore[attr-defined]
    type(target)._base_manager.create(**values)  # type: ignore[attr-defined]


def read(world: World, case: Case) -> Callable[[], object]:
    """Open the narrative as its mentor."""
    return lambda: open_sealed(case, [NARRATIVE], by=world.mentor, reason=OpenReason.READ)


def download(world: World, part: EvidencePart = EvidencePart.CLEANED) -> Callable[[], object]:
    """Open the first file of the first case."""
    return lambda: b"".join(evidence_open(world.file(world.first), part, by=world.mentor).parts)


def text_of_another_case(world: World) -> Callable[[], object]:
    moved(world.text(world.first), world.text(world.second), "ciphertext")
    return read(world, world.first)


def text_of_another_field(world: World) -> Callable[[], object]:
    moved(world.text(world.first), world.text(world.first, part="comment"), "ciphertext")
    return read(world, world.first)


def text_as_another_field(world: World) -> Callable[[], object]:
    comment = world.comment(world.first)
    moved(world.text(world.first, part="comment"), world.text(world.first), "ciphertext")
    return lambda: open_sealed(world.first, [comment_text(comment)], by=world.mentor, reason=OpenReason.READ)


def text_of_another_row_of_its_kind(world: World) -> Callable[[], object]:
    """Two comments of one case, exchanged."""
    with opened(world.mentor):
        comment_add(world.first, CommentData(CommentField.EVENT, "By day."), by=world.mentor)
    one, other = SealedText.objects.filter(case=world.first, part="comment").order_by("pk")
    wanted = comment_text(Comment.objects.get(pk=one.part_id))
    moved(one, other, "ciphertext")
    return lambda: open_sealed(world.first, [wanted], by=world.mentor, reason=OpenReason.READ)


def text_of_another_generation(world: World) -> Callable[[], object]:
    SealedText.objects.filter(case=world.first).update(generation=models.F("generation") + 1)
    return read(world, world.first)


def text_and_key_of_another_case(world: World) -> Callable[[], object]:
    """The whole of one case in the place of another."""
    moved(world.text(world.first), world.text(world.second), "ciphertext")
    moved(world.key(world.first), world.key(world.second), "sealed")
    CaseKey.objects.filter(case=world.first).exclude(vault__organisation=world.first.organisation).delete()
    return read(world, world.first)


def text_and_key_of_another_organisation(world: World) -> Callable[[], object]:
    """With its vault, which the reader opens."""
    moved(world.text(world.first), world.text(world.elsewhere), "ciphertext")
    CaseKey.objects.filter(case=world.first).delete()
    stolen = world.key(world.elsewhere)
    CaseKey.objects.create(case=world.first, vault=stolen.vault, sealed=stolen.sealed)
    return read(world, world.first)


def key_of_another_holder(world: World) -> Callable[[], object]:
    """What was sealed to the programme, given out as sealed to the organisation."""
    moved(world.key(world.first), world.key(world.first, vault__programme=world.first.programme), "sealed")
    CaseKey.objects.filter(case=world.first).exclude(vault__organisation=world.first.organisation).delete()
    return lambda: case_key_open(world.first, by=world.mentor)


def key_of_the_author_as_the_vaults(world: World) -> Callable[[], object]:
    moved(world.key(world.first), world.key(world.first, member_key=key_of(world.author)), "sealed")
    CaseKey.objects.filter(case=world.first).exclude(vault__organisation=world.first.organisation).delete()
    return read(world, world.first)


def frame_of_another_case(world: World) -> Callable[[], object]:
    moved(world.frame(world.first, 1), world.frame(world.second, 1), "ciphertext")
    return download(world)


def frame_of_another_file(world: World) -> Callable[[], object]:
    other = EvidenceFrame.objects.get(evidence=world.file(world.first, 2), number=0)
    moved(world.frame(world.first, 0), other, "ciphertext")
    return download(world)


def frame_of_another_place(world: World) -> Callable[[], object]:
    moved(world.frame(world.first, 0), world.frame(world.first, 1), "ciphertext")
    return download(world)


def frame_of_the_original(world: World) -> Callable[[], object]:
    moved(world.frame(world.first, 0), world.frame(world.first, 0, EvidencePart.ORIGINAL), "ciphertext")
    return download(world)


def frame_of_another_generation(world: World) -> Callable[[], object]:
    Evidence.objects.filter(case=world.first).update(generation=models.F("generation") + 1)
    return download(world)


def file_cut_off(world: World) -> Callable[[], object]:
    """Without its last frame, and with a count that says so."""
    file = world.file(world.first)
    world.frame(world.first, file.frames - 1).delete()
    Evidence.objects.filter(pk=file.pk).update(frames=models.F("frames") - 1)
    return download(world)


def grant_of_another_vault(world: World) -> Callable[[], object]:
    """What the same person was given of another organisation's vault."""
    vault, other = vault_of(world.first.organisation), vault_of(world.elsewhere.organisation)
    holder = key_of(world.mentor)
    moved(
        VaultGrant.objects.get(vault=vault, member_key=holder),
        VaultGrant.objects.get(vault=other, member_key=holder),
        "sealed",
    )
    return lambda: open_vault(vault, by=world.mentor)


def grant_of_another_person(world: World) -> Callable[[], object]:
    """The coordinator's, of the programme, given to the mentor."""
    vault = vault_of(world.first.programme)
    stolen = VaultGrant.objects.get(vault=vault, member_key=key_of(world.coordinator))
    VaultGrant.objects.create(vault=vault, member_key=key_of(world.mentor), sealed=stolen.sealed)
    return lambda: open_vault(vault, by=world.mentor)


def index_key_of_another_holder(world: World) -> Callable[[], object]:
    key, programme = key_of(world.author), world.first.programme
    other = IndexKeyGrant.objects.filter(programme=programme).exclude(member_key=key).first()
    moved(IndexKeyGrant.objects.get(programme=programme, member_key=key), other, "sealed")

    def opens() -> object:
        with opened(world.author):
            return index_key(programme, by=world.author)

    return opens


def key_of_another_person(world: World) -> Callable[[], object]:
    """Somebody's wrapped key in a colleague's row: their passphrases are the same here."""
    MemberKey.objects.filter(pk=key_of(world.author).pk).update(by_passphrase=key_of(world.mentor).by_passphrase)
    return lambda: member_key_open(world.author, PASSWORD)


def key_of_another_generation(world: World) -> Callable[[], object]:
    MemberKey.objects.filter(pk=key_of(world.author).pk).update(generation=7)
    return lambda: member_key_open(world.author, PASSWORD)


def session_of_another_person(world: World) -> Callable[[], object]:
    """A mentor's session key in the session of the author, who has the mentor's cookie."""
    session: SessionBase = SessionStore()
    token, key = session_key.new_token(), key_of(world.mentor)
    session_key.keep(session, token, user_id=world.mentor.pk, member_key_id=key.pk, private=bytes(32))
    session[next(iter(session.keys()))]["user"] = world.author.pk

    def opens() -> object:
        found = session_key.kept_key(session, token, world.author.pk)
        assert found is not None
        return found[1]()

    return opens


MOVES = [
    text_of_another_case,
    text_of_another_field,
    text_as_another_field,
    text_of_another_row_of_its_kind,
    text_of_another_generation,
    text_and_key_of_another_case,
    text_and_key_of_another_organisation,
    key_of_another_holder,
    key_of_the_author_as_the_vaults,
    frame_of_another_case,
    frame_of_another_file,
    frame_of_another_place,
    frame_of_the_original,
    frame_of_another_generation,
    file_cut_off,
    grant_of_another_vault,
    grant_of_another_person,
    index_key_of_another_holder,
    key_of_another_person,
    key_of_another_generation,
    session_of_another_person,
]


def test_s3_what_was_moved_is_refused(world: World) -> None:
    """Each move is taken back before the next one."""
    accepted = []
    for move in MOVES:
        block = transaction.atomic()
        # What opens a transaction of its own may do so inside this one, as in Django's TestCase.
        block._from_testcase = True
        with block:
            opens = move(world)
            with opened(world.mentor):
                try:
                    opens()
                except SealBroken:
                    pass
                else:
                    accepted.append(move.__name__)
            transaction.set_rollback(True)
    assert accepted == []


def test_s3_in_its_own_place_everything_opens(world: World) -> None:
    """So that the refusals above are for the moves."""
    programme = world.first.programme
    with opened(world.mentor):
        for case in (world.first, world.second, world.elsewhere):
            assert read(world, case)()
        assert download(world)() == PICTURE
        assert download(world, EvidencePart.ORIGINAL)() == PICTURE
        assert open_vault(vault_of(world.elsewhere.organisation), by=world.mentor)
    with opened(world.coordinator):
        assert open_vault(vault_of(programme), by=world.coordinator)
    with opened(world.author):
        assert index_key(programme, by=world.author)
