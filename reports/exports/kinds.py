"""The kinds of files in which released figures are taken along."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.disclosure.published import Published
from reports.exports.csv import published_csv
from reports.exports.docx import report_docx
from reports.exports.downloads import PublishedDownload
from reports.exports.json import published_json
from reports.exports.pdf import report_pdf
from reports.exports.report import Report, report_of
from reports.exports.words import file_name
from reports.exports.xlsx import published_xlsx
from reports.indicators.published_notes import Publisher
from reports.keeping import Kept

Parts = Iterable[bytes | str]

_reports: Kept[bytes] = Kept(24)
"""To set one takes a second: the next reader gets what was set already."""


@dataclass(frozen=True)
class Kind:
    """One kind of file."""

    ending: str
    label: Promise
    content_type: str
    write: Callable[[Published, str, str, Publisher], Parts]
    """Figures, period, language, publisher -> the file in parts."""


def _report(ending: str, make: Callable[[Report], bytes]) -> Callable[[Published, str, str, Publisher], Parts]:
    def write(published: Published, period: str, language: str, publisher: Publisher) -> Parts:
        name = (ending, period, language, publisher)
        return [_reports.made(name, lambda: make(report_of(published, period, language, publisher)), of=published)]

    return write


KINDS: Final[dict[str, Kind]] = {
    kind.ending: kind
    for kind in (
        Kind("pdf", _("Statistical report (PDF)"), "application/pdf", _report("pdf", report_pdf)),
        Kind(
            "docx",
            _("Statistical report (DOCX)"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _report("docx", report_docx),
        ),
        Kind(
            "xlsx",
            _("Spreadsheet (XLSX)"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            published_xlsx,
        ),
        Kind(
            "csv",
            _("Table for programs, with HXL tags (CSV)"),
            "text/csv; charset=utf-8",
            lambda published, period, language, _publisher: published_csv(published, period, language),
        ),
        Kind(
            "json",
            _("Table for programs (JSON)"),
            "application/json",
            lambda published, period, language, _publisher: published_json(published, period, language),
        ),
    )
}
"""Ending -> kind, in the order in which they are offered."""


def download(kind: Kind, published: Published, period: str, language: str, publisher: Publisher) -> PublishedDownload:
    """A file that leaves. Raises TypeError for anything but released figures."""
    return PublishedDownload(
        published,
        lambda figures, words: kind.write(figures, period, words, publisher),
        language=language,
        file_name=file_name(published, period, kind.ending),
        content_type=kind.content_type,
    )
