"""The bundle of a content export: an archive of pages for people and of lines of JSON for machines.

It is made while it is sealed: nothing of it stands anywhere in the open, and one file of evidence at a time is in
memory. The format is described in its own README and in docs/adr/0037.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from react_cases.actions.content_parts import Content, parts_of
from react_cases.models import ContentExport, Location, Term
from react_cases.models.content_export import ExportLeftOut
from react_cases.taxonomy.loader import read_code_lists

FORMAT = "react-content/1"
PAGES = "react_cases/content_bundle"

SentBytes = tuple[str, bytes]
"""Where a file of evidence stands in the archive, and the file."""


@dataclass
class Tally:
    """What went into a bundle; complete when it has been read to its end."""

    sent: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, why: ExportLeftOut, number: int = 1) -> None:
        """Count cases that do not go out."""
        if number:
            self.left_out[why.value] = self.left_out.get(why.value, 0) + number


class _Pipe:
    """What the archive writes to: keeps the bytes until they are taken on."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep them."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def take(self) -> bytes:
        """Everything since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def bundle(
    export: ContentExport, contents: Iterable[tuple[Content, Iterable[SentBytes]]], tally: Tally
) -> Iterator[bytes]:
    """The archive, piece by piece. Files of evidence are read just before the page that names them is made."""
    pipe = _Pipe()
    with ZipFile(pipe, "w") as archive:  # type: ignore[call-overload]
        add = partial(_add, archive)
        add("style.css", render_to_string(f"{PAGES}/style.css"))
        lines: list[str] = []
        listed: list[dict[str, Any]] = []
        titles: dict[str, dict[str, str]] = {}
        for content, files in contents:
            for path, data in files:
                _add(archive, path, data, ZIP_STORED)
                yield pipe.take()
            with translation.override(export.language):
                listed.append(_case(add, content, lines, titles))
            tally.sent += 1
            yield pipe.take()
        add("cases.jsonl", "".join(lines))
        add("codes.json", _json(_codes(export)))
        _about(add, export, listed, titles, tally)
    yield pipe.take()


def _case(
    add: Callable[[str, str], None], content: Content, lines: list[str], titles: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """Write one case down in both forms; answers its line of the contents page."""
    case, parts = content.case, parts_of(content)
    line = {"public_id": str(case.public_id), **{part.key: part.json for part in parts}}
    lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    for part in parts:
        known = titles.setdefault(part.key, {"": part.title})
        known.update(
            {fact.key: fact.title for row in part.rows for fact in row if fact.title and fact.key not in known}
        )
    path = f"cases/{case.code}.html"
    context = {
        "code": case.code,
        "parts": [(part.title, part.shown) for part in parts if part.shown],
        "language": translation.get_language(),
    }
    add(path, render_to_string(f"{PAGES}/case.html", context))
    return {"code": case.code, "path": path, "received_on": case.received_on, "oblast": case.oblast}


def _about(
    add: Callable[[str, str], None],
    export: ContentExport,
    listed: list[dict[str, Any]],
    titles: dict[str, dict[str, str]],
    tally: Tally,
) -> None:
    """The contents page, the explanation, and the same for machines."""
    left_out = [(ExportLeftOut(why).label, number) for why, number in sorted(tally.left_out.items())]
    with translation.override(export.language):
        context = {
            "export": export,
            "cases": listed,
            "sent": tally.sent,
            "left_out": left_out,
            "titles": titles,
            "format": FORMAT,
            "made_on": timezone.localdate(),
            "language": export.language,
        }
        add("index.html", render_to_string(f"{PAGES}/index.html", context))
        add("README.txt", render_to_string(f"{PAGES}/readme.txt", context))
    manifest = {
        "format": FORMAT,
        "made_on": timezone.localdate().isoformat(),
        "programme": export.programme.code,
        "request": str(export.public_id),
        "purpose": export.purpose,
        "recipient": export.recipient,
        "parts": export.parts,
        "cases": tally.sent,
        "left_out": tally.left_out,
        "fields": titles,
    }
    add("manifest.json", _json(manifest))


def _codes(export: ContentExport) -> dict[str, dict[str, dict[str, str]]]:
    """list -> code -> language -> words: of every list that a code of the cases may come from."""
    found = {
        name: {row.code: _words(row.en, row.ru, row.ky) for row in code_list.terms}
        for name, code_list in read_code_lists().items()
    }
    for term in Term.objects.filter(programme=export.programme).order_by("code_list", "code"):
        words = _words(term.label_en, term.label_ru, term.label_ky)
        found.setdefault(term.code_list, {})[term.code] = words
    found["locations"] = {
        place.code: _words(place.label_en, place.label_ru, place.label_ky)
        for place in Location.objects.filter(programme=export.programme).order_by("code")
    }
    return found


def _words(en: str, ru: str, ky: str) -> dict[str, str]:
    return {language: text for language, text in (("en", en), ("ru", ru), ("ky", ky)) if text}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _add(archive: ZipFile, path: str, data: str | bytes, how: int = ZIP_DEFLATED) -> None:
    day = timezone.localdate()
    info = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
    info.compress_type = how
    archive.writestr(info, data)
