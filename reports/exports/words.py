"""What stands around the numbers of a file."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.disclosure.published import Published
from reports.indicators import published_notes as notes
from reports.indicators.published_names import period_label


def file_title(period: str) -> str:
    """The title of a file."""
    return f"{notes.title()}, {period_label(period)}"


def file_name(published: Published, period: str, ending: str) -> str:
    """Neutral, and telling one release from another: `figures-KG-R3-2020-2021-public.csv`."""
    return f"figures-{published.releases[-1].citation}-{period}-{published.tier}.{ending}"


def cover_lines(
    published: Published, period: str, language: str, publisher: notes.Publisher
) -> Iterator[tuple[str, str]]:
    """What a reader has to know before the numbers: a label, and a text."""
    yield _("Programme"), publisher.name
    yield from notes.facts(published, period)
    yield _("How to cite"), notes.how_to_cite(published, period, publisher)
    yield _("How it is counted"), " ".join(notes.how_counted())
    yield _("How to read these figures"), " ".join(notes.how_to_read())
    yield _("What is not published, and why"), " ".join(notes.what_is_withheld(published))
    if law := notes.law_enforcement_note(published, language):
        yield _("Law enforcement"), law
    for term, meaning in notes.definitions():
        yield capfirst(term), meaning
    if publisher.contact:
        yield _("Contact"), publisher.contact
