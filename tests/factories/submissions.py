"""Reports to treaty bodies, made the way people make them."""

import datetime
from collections.abc import Mapping
from typing import Any

from documenters.models import User
from react_cases.actions.guard import Written
from reports.actions.submissions import SubmissionData, section_field, submission_start, submission_write
from reports.models import Submission
from tests.factories.guard import kept

YEAR = (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Shadow report on the right to health",
        "session": "75th session",
        "summary": "Police wait for patients at treatment sites.",
        "introduction": "Street lawyers record what happens.\n\nThey help at once.",
        "conclusions": "The State knows of it and has promised control.",
    },
    "ru": {
        "title": "Теневой доклад о праве на здоровье",
        "session": "75-я сессия",
        "summary": "Милиция поджидает пациентов у пунктов терапии.",
        "introduction": "Уличные юристы записывают случаи.",
        "conclusions": "Государство знает об этом и обещало контроль.",
    },
}


def make_submission(by: User, **fields: Any) -> Submission:
    """A draft for CESCR about 2020, counted now."""
    first, last = fields.pop("period", YEAR)
    data = SubmissionData(fields.pop("body", "CESCR"), first, last, **fields)
    return submission_start(by.memberships.get().programme, data, Written("75th session"), "en", by=by)


def write_all(submission: Submission, by: User) -> Submission:
    """With texts in both languages."""
    texts = {
        section_field(language, name): Written(text, kept(text))
        for language, words in WORDS.items()
        for name, text in words.items()
    }
    return submission_write(submission, texts, by=by, version=submission.version)
