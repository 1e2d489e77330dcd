"""Papers: what the programme writes is sealed like a case, to those who work on it and to nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from pytest_django.fixtures import Settings

from documenters.actions.index_keys import index_key_complete
from documenters.actions.vaults import granted_keys, vault_of, vault_renew
from documenters.identity import database_identity
from documenters.models import AuditEvent, Programme, User
from documenters.vault.opened import KeyLocked, KeyMissing
from documenters.vault.primitives import SealBroken
from react_cases.actions.case_keys import keys_complete, member_admit, missing
from react_cases.actions.guard import UNDECIDED, Written
from react_cases.actions.locking import NotAllowed
from react_cases.actions.paper_keys import paper_key_give, paper_key_open, paper_key_take
from react_cases.actions.papers import (
    KEPT_NAME,
    PaperField,
    paper_copy,
    paper_empty,
    paper_file_add,
    paper_file_open,
    paper_file_remove,
    paper_new,
    paper_open,
    paper_seal,
)
from react_cases.actions.sealing import OpenReason
from react_cases.evidence.formats import Cleaned, Kind
from react_cases.models import Paper, PaperFile, PaperFrame, PaperKey, PaperText
from react_cases.models.paper import FileRole, PaperKind
from tests.factories.evidence import PICTURE
from tests.factories.guard import kept
from tests.factories.keys import keyed, opened
from tests.factories.people import ProgrammeFactory, make_coordinator

pytestmark = pytest.mark.django_db

TITLE = PaperField("action", 0, "title")
SECRET = "Десять задержаний у пункта"
SCAN = Cleaned(PICTURE[:5000], Kind.PHOTO, "image/jpeg", "jpg")


@pytest.fixture
def paper(programme: Programme, dara: User) -> Paper:
    made = paper_new(programme, PaperKind.ADVOCACY, by=dara)
    paper_seal(made, {TITLE: Written(SECRET)}, by=dara)
    return made


def title(paper: Paper, by: User) -> str:
    return paper_open(paper, by=by, reason=OpenReason.READ)[TITLE].text


def test_words_are_ciphertext_and_opening_them_is_logged_before(paper: Paper, dara: User) -> None:
    row = PaperText.objects.get()
    assert SECRET.encode() not in bytes(row.ciphertext)
    assert title(paper, dara) == SECRET
    event = AuditEvent.objects.get(action="paper.opened")
    assert (event.object_id, event.fields, event.reason) == (paper.pk, ["action.title"], "read")


@pytest.mark.parametrize("change", [{"part_id": 7}, {"field": "text"}, {"part": "entry"}])
def test_a_text_that_was_moved_does_not_open(paper: Paper, dara: User, change: dict[str, object]) -> None:
    PaperText.objects.update(**change)
    with pytest.raises(SealBroken):
        paper_open(paper, by=dara, reason=OpenReason.READ)
    assert AuditEvent.objects.filter(action="sealed.broken", object_id=paper.pk).exists()


def test_a_key_of_another_paper_opens_nothing(paper: Paper, programme: Programme, dara: User) -> None:
    other = paper_new(programme, PaperKind.ADVOCACY, by=dara)
    sealed = PaperKey.objects.get(paper=other).sealed
    PaperKey.objects.filter(paper=paper).update(sealed=sealed)
    with pytest.raises(SealBroken):
        title(paper, dara)


def test_only_coordinators_of_the_programme_see_a_letter(
    paper: Paper, amina: User, bilal: User, emil: User, aida: User, dara: User, walls: None
) -> None:
    stranger = make_coordinator(ProgrammeFactory(code="TJ"), "stranger")
    for person in (amina, bilal, emil, aida, stranger):
        with database_identity(person):
            assert not Paper.objects.exists()
            assert not PaperText.objects.exists()
            assert not PaperKey.objects.exists()
            assert not Paper.objects.visible_to(person).exists()
            with pytest.raises(PermissionDenied):
                paper_open(paper, by=person, reason=OpenReason.READ)
    with database_identity(dara):
        assert title(paper, dara) == SECRET


def test_only_coordinators_begin_a_paper(programme: Programme, amina: User, walls: None) -> None:
    with database_identity(amina), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        paper_new(programme, PaperKind.ENTRY, by=amina, is_shared=True)


def test_an_open_name_is_refused_and_nothing_stored(paper: Paper, dara: User) -> None:
    text = "Письмо о задержании Айбека Токтогулова"
    with pytest.raises(NotAllowed) as undecided:
        paper_seal(paper, {TITLE: Written(text)}, by=dara)
    assert undecided.value.code == UNDECIDED
    kept_one = Written(text, kept(text, "NEEDED"))
    with pytest.raises(NotAllowed) as refused:
        paper_seal(paper, {TITLE: kept_one}, by=dara, not_kept={"NEEDED"})
    assert refused.value.code == KEPT_NAME
    assert title(paper, dara) == SECRET
    paper_seal(paper, {TITLE: kept_one}, by=dara)
    written = paper_open(paper, by=dara, reason=OpenReason.EDIT)[TITLE]
    assert written.text == text
    assert {row.reason for row in written.decisions} == {"NEEDED"}


def test_a_copy_opens_under_its_own_number(paper: Paper, dara: User) -> None:
    paper_copy(paper, part="action", part_id=0, to_id=3, by=dara)
    assert {place.part_id for place in paper_open(paper, by=dara, reason=OpenReason.READ)} == {0, 3}


def test_files_are_sealed_logged_and_removed_with_their_names(paper: Paper, dara: User) -> None:
    file = paper_file_add(paper, FileRole.REPLY, SCAN, Written("Ответ"), by=dara)
    assert SCAN.data[:64] not in bytes(PaperFrame.objects.get().ciphertext)
    handed = paper_file_open(file, by=dara)
    assert b"".join(handed.parts) == SCAN.data
    assert handed.event.fields == ["file.1"]
    PaperFrame.objects.update(number=4)
    PaperFile.objects.update(frames=2)
    file.refresh_from_db()
    with pytest.raises(SealBroken):
        paper_file_open(file, by=dara)
    paper_file_remove(file)
    assert not PaperFrame.objects.exists()
    assert not PaperText.objects.filter(part="file").exists()


def test_an_emptied_paper_has_no_key_left(paper: Paper, dara: User) -> None:
    paper_empty(paper)
    assert not PaperKey.objects.exists()
    assert paper_open(paper, by=dara, reason=OpenReason.READ) == {}


class TestMembersMode:
    """Nobody but those whose key a colleague admitted."""

    @pytest.fixture(autouse=True)
    def members(self, settings: Settings) -> None:
        settings.VAULT_MODE = "members"

    @pytest.fixture
    def dara(self, dara: User) -> User:
        return keyed(dara)

    @pytest.fixture
    def paper(self, programme: Programme, dara: User) -> Paper:
        with opened(dara):
            made = paper_new(programme, PaperKind.STORY, by=dara)
            paper_seal(made, {TITLE: Written(SECRET)}, by=dara)
        return made

    def test_a_coordinator_reads_with_the_vault_alone(self, paper: Paper, dara: User) -> None:
        with opened(dara):
            assert title(paper, dara) == SECRET
        with pytest.raises(KeyLocked):
            title(paper, dara)

    def test_a_second_coordinator_reads_once_admitted(self, paper: Paper, dara: User, nurlan: User) -> None:
        with opened(nurlan), pytest.raises(KeyMissing):
            title(paper, nurlan)
        with opened(dara):
            member_admit(nurlan, by=dara)
        with opened(nurlan):
            assert title(paper, nurlan) == SECRET

    def test_the_reader_who_is_asked_reads_this_one_until_it_is_taken_back(
        self, paper: Paper, programme: Programme, dara: User, bilal: User, amina: User
    ) -> None:
        keyed(bilal)
        keyed(amina)
        with opened(dara):
            other = paper_new(programme, PaperKind.STORY, by=dara)
            with pytest.raises(KeyMissing):  # nobody has admitted this key
                paper_key_give(paper, amina, by=dara)
            member_admit(bilal, by=dara)
            Paper.objects.filter(pk=paper.pk).update(reader=bilal)
            paper_key_give(paper, bilal, by=dara)
        with opened(bilal):
            assert title(paper, bilal) == SECRET
            assert list(Paper.objects.visible_to(bilal)) == [paper]
            with pytest.raises(KeyMissing):
                paper_key_open(other, by=bilal)
        paper_key_take(paper)
        with opened(bilal), pytest.raises(KeyMissing):
            title(paper, bilal)

    def test_everybody_who_works_in_the_programme_reads_an_entry(
        self, programme: Programme, dara: User, amina: User, bilal: User, chen: User
    ) -> None:
        keyed(bilal)
        keyed(amina)
        with opened(dara):
            member_admit(bilal, by=dara)
            member_admit(amina, by=dara)
            index_key_complete(programme, by=dara)
            entry = paper_new(programme, PaperKind.ENTRY, by=dara, is_shared=True)
            paper_seal(entry, {PaperField("entry", 0, "ru.text"): Written(SECRET)}, by=dara)
        logged = AuditEvent.objects.count()
        for person in (amina, bilal, dara):
            with opened(person):
                assert [row.text for row in paper_open(entry, by=person, reason=OpenReason.READ).values()] == [SECRET]
        assert AuditEvent.objects.count() == logged
        with opened(chen), pytest.raises(KeyMissing):  # not admitted yet
            paper_key_open(entry, by=chen)

    def test_a_renewed_vault_takes_the_papers_along(
        self, paper: Paper, dara: User, nurlan: User, programme: Programme
    ) -> None:
        keyed(nurlan)
        with opened(dara):
            member_admit(nurlan, by=dara)
        vault = vault_of(programme)
        assert vault is not None
        with opened(dara):
            vault_renew(vault, granted_keys(vault), by=dara)
            assert missing(by=dara).old == 1
            assert keys_complete(by=dara) == 1
            assert missing(by=dara).total == 0
            assert title(paper, dara) == SECRET
        assert PaperKey.objects.get().vault == vault_of(programme)
