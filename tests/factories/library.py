"""Entries of the library, published the way coordinators do it, without the child process that cleans files."""

from datetime import date

from documenters.models import Programme, User
from react_cases.actions.guard import Written
from react_cases.actions.library import EntryData, EntryWords, entry_publish
from react_cases.evidence.formats import Cleaned, Kind
from react_cases.models import LibraryEntry, Term
from react_cases.models.advocacy import EntryKind
from tests.factories.evidence import PICTURE

TITLE = "Ответ Министерства здравоохранения"
TEXT = "Покажите, когда задерживают у пункта. Спросите основание."
SHOWN = "Лечение у пункта разрешено законом."
SCAN = Cleaned(PICTURE, Kind.PHOTO, "image/jpeg", "jpg")


def words(title: str = TITLE, text: str = TEXT, shown: str = SHOWN) -> EntryWords:
    """An entry in one language, with nothing in it to decide about."""
    return EntryWords(Written(title), Written(text), Written(shown))


def entry_data(kind: EntryKind = EntryKind.REPLY, **given: object) -> EntryData:
    """What a coordinator says; in Russian, with a scan where `added` is given."""
    said: dict[str, object] = {"words": {"ru": words()}, "dated_on": date(2022, 1, 12), **given}
    return EntryData(kind=kind, **said)  # type: ignore[arg-type]


def publish(programme: Programme, by: User, kind: EntryKind = EntryKind.REPLY, **given: object) -> LibraryEntry:
    """An entry from the Ministry of Health."""
    body = Term.objects.filter(programme=programme, code_list="bodies", code="MOH").first()
    return entry_publish(programme, entry_data(kind, **{"body": body, **given}), by=by)
