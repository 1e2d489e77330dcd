"""The sentence with which a published page begins."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from react_cases.forms.shares import percent
from reports.disclosure.published import NotOffered, Row
from reports.disclosure.schema import Axis
from reports.indicators.headline import GROUPS_IN_SENTENCE, PEOPLE
from reports.indicators.published_source import Codes, Source
from reports.indicators.published_tables import REST
from reports.indicators.registry import Unit, number, unit_count
from reports.panel import percent_of


def sentence(source: Source, held: Codes) -> str:
    """“668 of 1,320 registered cases, 50.6 %, were by law enforcement; 59 % of them people who inject drugs, …”.

    Within a choice the same of the cases chosen, the choice before it; of one kind of violator how many cases it is
    part of. Only shown numbers enter it. Empty where not even the number of cases is published.
    """
    asked = {axis: code for axis, code in held.items() if axis != Axis.VIOLATOR}
    cases = _shown(source, asked)
    violator = held.get(Axis.VIOLATOR, source.law_enforcement)
    part = _shown(source, {**asked, Axis.VIOLATOR: violator}) if violator else None
    if part is None or cases is None:
        known = _shown(source, held)
        text = "" if known is None else _("%(cases)s registered") % {"cases": unit_count(Unit.CASES, known)}
        return _within(source, held, text)
    values = {
        "part": number(part),
        "cases": number(cases),
        "share": percent(percent_of(part, cases) or 0),
        "violator": source.name(Axis.VIOLATOR, violator or ""),
    }
    if violator == source.law_enforcement:
        text = _by_law_enforcement(cases) % values
    else:
        text = _("%(part)s of %(cases)s registered cases, %(share)s: %(violator)s") % values
    return _within(source, asked, "; ".join(filter(None, [text, _groups(source, asked, violator or "", part)])))


def _by_law_enforcement(cases: int) -> str:
    return ngettext(
        "%(part)s of %(cases)s registered case, %(share)s, was by law enforcement",
        "%(part)s of %(cases)s registered cases, %(share)s, were by law enforcement",
        cases,
    )


def _groups(source: Source, asked: Codes, violator: str, part: int) -> str:
    """The largest of the groups that are shown."""
    if Axis.PRIMARY_GROUP in asked:
        return ""
    rows = source.rows(Axis.PRIMARY_GROUP, {**asked, Axis.VIOLATOR: violator})
    shown = [(row, row.value) for row in rows if row.value and row.code not in REST]
    largest = sorted(shown, key=lambda pair: -pair[1])[:GROUPS_IN_SENTENCE]
    texts = [_people(source, row, value, part) for row, value in largest]
    first, more = _("%(share)s of them %(people)s"), _("%(share)s %(people)s")
    return ", ".join((more if place else first) % text for place, text in enumerate(texts))


def _people(source: Source, row: Row, value: int, part: int) -> dict[str, str]:
    people = PEOPLE.get(row.code) or source.name(Axis.PRIMARY_GROUP, row.code)
    return {"share": percent(percent_of(value, part) or 0, 0), "people": str(people)}


def _within(source: Source, held: Codes, text: str) -> str:
    names = ", ".join(source.name(Axis(axis), code) for axis, code in held.items())
    return f"{names}: {text}" if names and text else text


def _shown(source: Source, codes: Codes) -> int | None:
    try:
        return source.value(**codes)
    except NotOffered:
        return None
