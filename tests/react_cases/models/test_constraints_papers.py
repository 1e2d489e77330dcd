"""One test for each constraint that the database holds about papers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from documenters.actions.vaults import vault_of
from documenters.models import MemberKey, User
from react_cases.actions.guard import Written
from react_cases.actions.papers import PaperField, paper_file_add, paper_new, paper_seal
from react_cases.evidence.formats import Cleaned, Kind
from react_cases.models import Paper, PaperFile, PaperFrame, PaperKey, PaperText
from react_cases.models.paper import FileRole, PaperKind
from tests.factories.evidence import PICTURE
from tests.factories.keys import key_of, keyed

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(dara: User) -> Paper:
    made = paper_new(dara.memberships.get().programme, PaperKind.ADVOCACY, by=dara)
    paper_seal(made, {PaperField("action", 0, "title"): Written("A letter")}, by=dara)
    paper_file_add(made, FileRole.SENT, Cleaned(PICTURE, Kind.PHOTO, "image/jpeg", "jpg"), Written("letter"), by=dara)
    return made


def with_paper(**values: Any) -> Callable[[Paper], Any]:
    return lambda paper: Paper.objects.filter(pk=paper.pk).update(**values)


def with_file(**values: Any) -> Callable[[Paper], Any]:
    return lambda paper: paper.files.update(**values)


def again(model: type[Any]) -> Callable[[Paper], Any]:
    """Make a row again that is there already."""

    def twice(paper: Paper) -> None:
        found = model.objects.filter(paper=paper).first()
        found.pk, found._state.adding = None, True
        if model is PaperFile:
            found.public_id = None
            found.public_id = PaperFile._meta.get_field("public_id").get_default()
        found.save()

    return twice


def two_holders(paper: Paper) -> None:
    own: MemberKey = key_of(keyed(paper.made_by))
    PaperKey.objects.create(paper=paper, vault=vault_of(paper.programme), member_key=own, sealed=b"")


REFUSED: dict[str, list[Callable[[Paper], Any]]] = {
    "paper_kind_known": [with_paper(kind="novel")],
    "paper_shared_is_an_entry": [with_paper(is_shared=True)],
    "paper_reader_of_a_story": [lambda paper: with_paper(reader=paper.made_by)(paper)],
    "paper_key_has_one_holder": [two_holders],
    "paper_key_once": [again(PaperKey)],
    "paper_text_once": [again(PaperText)],
    "paper_file_number_once": [again(PaperFile)],
    "paper_file_role_known": [with_file(role="draft")],
    "paper_file_kind_known": [with_file(kind="sketch")],
    "paper_file_has_frames": [with_file(frames=0)],
    "paper_frame_once": [again(PaperFrame)],
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_database_refuses(paper: Paper, name: str) -> None:
    for breaks in REFUSED[name]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            breaks(paper)
