"""The report of the demo."""

import pytest

from documenters.models import Programme, User
from react_cases.actions.sealing import OpenReason
from react_cases.models import Term
from reports.actions.submissions import LANGUAGES, SECTIONS, submission_texts
from reports.disclosure.schema import Axis, Block, Cell, Tier, key_of
from reports.management.demo_submission import submission_draft
from reports.models import Submission
from tests.factories.releases import make_published

pytestmark = pytest.mark.django_db


def test_it_is_written_once_when_the_release_of_its_years_is_out(programme: Programme, dara: User, bilal: User) -> None:
    User.objects.filter(pk=dara.pk).update(username="dara")
    assert submission_draft(programme) == 0
    block = Block(2020, dict.fromkeys(Axis, ()))
    make_published(programme, [Cell(Tier.PUBLIC, key_of("2020-2021"), 100, 5)], by=(dara, bilal), block=block)
    assert (submission_draft(programme), submission_draft(programme)) == (1, 0)
    made = Submission.objects.get()
    assert made.release is not None
    assert made.articles_confirmed_at is not None
    known = Term.objects.filter(programme=programme, code_list="recommendations", code__in=made.recommendations)
    assert known.count() == len(made.recommendations) == 5
    texts = submission_texts(made, by=dara, reason=OpenReason.READ)
    assert len(texts) == len(LANGUAGES) * len(SECTIONS)
