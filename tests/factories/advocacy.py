"""Advocacy actions made the way people make them."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from documenters.models import User
from react_cases.actions.advocacy import AdvocacyData, advocacy_file_add, advocacy_start
from react_cases.actions.guard import Written
from react_cases.evidence.formats import Cleaned, Kind
from react_cases.models import AdvocacyAction, Case, PaperFile, Term
from react_cases.models.advocacy import AdvocacyKind
from react_cases.models.paper import FileRole
from tests.factories.evidence import PICTURE
from tests.factories.guard import kept

TITLE = "Detentions near treatment sites"
TEXT = "We ask the ministry to instruct its officers."
SCAN = Cleaned(PICTURE, Kind.PHOTO, "image/jpeg", "jpg")


def action_data(by: User, *, body: str = "MIA", title: str = TITLE, text: str = TEXT, **fields: Any) -> AdvocacyData:
    """What the form hands over, from codes."""
    programme = by.memberships.get().programme
    return AdvocacyData(
        kind=fields.pop("kind", AdvocacyKind.LETTER.value),
        body=Term.objects.get(programme=programme, code_list="bodies", code=body),
        done_on=fields.pop("done_on", timezone.localdate() - datetime.timedelta(days=10)),
        title=Written(title, kept(title)),
        text=Written(text, kept(text)),
        **fields,
    )


def make_action(by: User, cases: Iterable[Case] = (), **fields: Any) -> AdvocacyAction:
    """A letter to the ministry ten days ago, about those of these cases that it may take."""
    programme = by.memberships.get().programme
    chosen = Case.objects.visible_to(by).filter(pk__in=[case.pk for case in cases])
    return advocacy_start(programme, action_data(by, **fields), chosen, by=by)


def add_file(action: AdvocacyAction, by: User, *, name: str = "reply", role: FileRole = FileRole.REPLY) -> PaperFile:
    """A scan of one page."""
    return advocacy_file_add(action, role, SCAN, Written(name), by=by)
