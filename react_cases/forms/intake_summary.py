"""The answers of an intake in words: for "check answers", and to put two versions side by side."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from react_cases.forms.intake import LANGUAGE_NAMES, IntakeForm
from react_cases.forms.intake_rows import RowForm
from react_cases.models.choices import RoleOfGovernment, Uniform

LONGEST_SHOWN = 2000


@dataclass(frozen=True)
class SummaryRow:
    """One question with what was answered; empty values mean "not filled in"."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class SummarySection:
    """One screen."""

    slug: str
    title: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class Difference:
    """One question that two versions answer differently."""

    key: str
    typed: tuple[str, ...]
    kept: tuple[str, ...]


def screen_titles() -> dict[str, str]:
    """The eight screens in their order."""
    return {
        "consent": _("Agreement"),
        "event": _("When and where"),
        "client": _("Who was affected"),
        "what": _("What happened"),
        "who": _("Who did it"),
        "short": _("In short"),
        "help": _("Help so far"),
        "ready": _("Ready to act?"),
    }


def summary(form: IntakeForm) -> list[SummarySection]:
    """Every screen with its answers as they were typed, valid or not."""
    rows = {
        "consent": _consent_rows(form),
        "event": _event_rows(form),
        "client": _client_rows(form),
        "what": _what_rows(form),
        "who": _who_rows(form),
        "short": [
            SummaryRow(_("What happened, in short"), _some(form.said("narrative")[:LONGEST_SHOWN])),
            SummaryRow(_("Language of this text"), _some(_language(form))),
        ],
        "help": [_picked(form, "responses"), _picked(form, "response_by"), _yes(form, "is_urgent")],
        "ready": [_picked(form, "readiness"), _picked(form, "not_ready_reasons")],
    }
    return [SummarySection(slug, title, tuple(rows[slug])) for slug, title in screen_titles().items()]


def differences(typed: IntakeForm, kept: IntakeForm) -> list[Difference]:
    """The questions that two versions answer differently."""
    ours = {(part.slug, row.key): row.values for part in summary(typed) for row in part.rows}
    theirs = {(part.slug, row.key): row.values for part in summary(kept) for row in part.rows}
    return [
        Difference(place[1], ours.get(place, ()), theirs.get(place, ()))
        for place in dict.fromkeys([*ours, *theirs])
        if ours.get(place, ()) != theirs.get(place, ())
    ]


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _labels(form: IntakeForm, name: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for value, label in form.fields[name].choices:  # type: ignore[attr-defined]
        if isinstance(label, list | tuple):
            labels |= {str(inner): str(text) for inner, text in label}
        else:
            labels[str(value)] = str(label)
    return labels


def _picked(form: IntakeForm, name: str) -> SummaryRow:
    labels = _labels(form, name)
    values = form.all_said(name)
    if name == "primary_group" and form.main_group:
        values = [form.main_group]
    return SummaryRow(str(form.fields[name].label), tuple(labels.get(value, value) for value in values))


def _yes(form: IntakeForm, name: str) -> SummaryRow:
    return SummaryRow(str(form.fields[name].label), (_("Yes"),) if form.said(name) else (_("No"),))


def _day(text: str) -> str:
    try:
        return formats.date_format(datetime.date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text


def _language(form: IntakeForm) -> str:
    code = form.said("narrative_language") if form.said("narrative") else ""
    return dict(LANGUAGE_NAMES).get(code, code)


def _consent_rows(form: IntakeForm) -> list[SummaryRow]:
    return [
        _picked(form, "consent"),
        _picked(form, "consent_more"),
        SummaryRow(_("Day of registration"), _some(_day(form.said("received_on") or form.today.isoformat()))),
        _picked(form, "channel"),
    ]


def _event_rows(form: IntakeForm) -> list[SummaryRow]:
    return [
        SummaryRow(_("When did it happen?"), _some(_when(form))),
        _yes(form, "is_repeated"),
        SummaryRow(_("Until"), _some(_day(form.said("event_to")))),
        _picked(form, "oblast"),
        _picked(form, "place"),
        _picked(form, "setting"),
    ]


def _when(form: IntakeForm) -> str:
    when = form.said("event_when")
    if when == "month":
        month = form.said("event_month")
        name = str(MONTHS[int(month)]) if month.isdecimal() and int(month) in MONTHS else month
        return f"{name} {form.said('event_year')}"
    if when in ("today", "yesterday"):
        return _day((form.today - datetime.timedelta(days=when == "yesterday")).isoformat())
    return _day(form.said("event_day"))


def _client_rows(form: IntakeForm) -> list[SummaryRow]:
    has_code = bool(form.has_code or any(form.parts.values()))
    return [
        _picked(form, "groups"),
        _picked(form, "primary_group"),
        _picked(form, "gender"),
        _picked(form, "age_band"),
        _picked(form, "tags"),
        SummaryRow(_("Client code"), (_("Recorded; it cannot be read back"),) if has_code else ()),
    ]


def _what_rows(form: IntakeForm) -> list[SummaryRow]:
    details = {row.code: row for row in form.violation_rows}
    chosen = tuple(
        _with_details(label, _violation_details(details.get(code))) for code, label in form.chosen_violations
    )
    return [SummaryRow(_("What happened?"), (_("Only advice"),) if form.said("advice_only") else chosen)]


def _violation_details(row: RowForm | None) -> Sequence[str]:
    if row is None:
        return ()
    currency = row.said("currency") or str(row.initial.get("currency", ""))
    return [
        text
        for text in (
            f"{row.said('amount')} {currency}" if row.said("amount") else "",
            _("held for %(hours)s hours") % {"hours": row.said("hours")} if row.said("hours") else "",
            _("injured") if row.said("injured") else "",
        )
        if text
    ]


def _who_rows(form: IntakeForm) -> list[SummaryRow]:
    chosen = tuple(_with_details(row.row_label, _violator_details(row)) for row in form.violator_rows)
    rows = [SummaryRow(_("Who did it?"), chosen)]
    if len(form.violator_rows) > 1:
        categories = dict(form.chosen_violations)
        rows += [
            SummaryRow(
                _("Part of %(who)s") % {"who": row.row_label},
                tuple(categories[code] for code in row.answers[f"violator-{row.code}-links"]) or (_("All of it"),),
            )
            for row in form.violator_rows
        ]
    return rows


def _violator_details(row: RowForm) -> Sequence[str]:
    uniform = row.said("uniform")
    role = row.said("role") or str(row.initial["role"])
    return [
        text
        for text in (
            _("persons: %(number)s") % {"number": row.said("number")} if row.said("number") else "",
            str(dict(Uniform.choices).get(uniform, "")) if uniform != Uniform.UNKNOWN else "",
            str(dict(RoleOfGovernment.choices).get(role, "")) if role != RoleOfGovernment.NA else "",
            row.said("unit"),
        )
        if text
    ]


def _with_details(label: str, details: Sequence[str]) -> str:
    return f"{label} ({'; '.join(details)})" if details else label
