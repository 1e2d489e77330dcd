"""manage.py figures: the numbers of the page of figures, as somebody may see them."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import override

from documenters.access import has_permission, reach_of
from documenters.identity import database_identity
from documenters.models import Membership, Organisation, Programme, User
from documenters.permissions import Permission
from react_cases.filters import CaseFilter
from react_cases.models import Case
from reports.disclosure.schema import Tier
from reports.indicators.figures import Duration, Figure, Money, Rates
from reports.indicators.live import live_figures
from reports.indicators.published_page import choice_of, figures_of, source_of
from reports.indicators.published_tables import NOT_PUBLISHED, Line
from reports.panel import Panel
from reports.reading import read_published

SEVERAL = ("violator", "group", "primary_group", "oblast", "category", "organisation")
"""Options that can be given several times; the names are those of the filter."""


class Command(BaseCommand):
    """Prints the figures of a programme for one person: what the page shows them, and nothing else."""

    help = "Print the figures as one person may see them, such as: figures --programme KG --from 2020-01 --as dara"

    def add_arguments(self, parser: CommandParser) -> None:
        """The person, the period, and the filter."""
        parser.add_argument("--programme", required=True, help="code of the programme, such as KG")
        parser.add_argument("--as", required=True, dest="username", metavar="USER", help="whose figures")
        parser.add_argument("--from", dest="first", default="", metavar="YYYY-MM", help="registered from this month")
        parser.add_argument("--to", dest="last", default="", metavar="YYYY-MM", help="registered until this month")
        parser.add_argument("--period", default="", help="donors: a published period, such as 2020-2021 or 2020-Q1")
        for name in SEVERAL:
            option = f"--{name.replace('_', '-')}"
            parser.add_argument(option, action="append", default=[], dest=name, metavar="CODE")
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default="en", help="of the labels")
        parser.add_argument("--format", choices=["text", "json"], default="text", dest="output")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print. Raises `CommandError`, in one sentence, for anything that does not exist."""
        programme = _programme(options["programme"])
        user = _user(options["username"], programme)
        with override(options["language"]), database_identity(user), transaction.atomic():
            is_live = has_permission(user, Permission.FIGURES_LIVE)
            found = _live(user, programme, options) if is_live else _published(programme, options)
            lines = list(_lines(found))
        head = {
            "programme": programme.code,
            "from": options["first"] or None,
            "to": options["last"] or None,
            "as": user.username,
        }
        if options["output"] == "json":
            self.stdout.write(json.dumps({**head, **found}, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines))


def _programme(code: str) -> Programme:
    programme = Programme.objects.filter(code=code.upper()).first()
    if programme is None:
        raise CommandError(f"There is no programme {code}.")
    return programme


def _user(username: str, programme: Programme) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no user {username}, or the account is suspended.")
    if not Membership.objects.current().filter(user=user, programme=programme).exists():
        raise CommandError(f"{username} has no role in the programme {programme.code}.")
    if not any(has_permission(user, name) for name in (Permission.FIGURES_LIVE, Permission.FIGURES_PUBLISHED)):
        raise CommandError(f"{username} may not see figures.")
    return user


def _live(user: User, programme: Programme, options: dict[str, Any]) -> dict[str, Any]:
    data = QueryDict(mutable=True)
    data.update({"from": options["first"], "to": options["last"]})
    for name in SEVERAL:
        values = options[name]
        data.setlist(name, _organisations(user, programme, values) if name == "organisation" else values)
    chosen = CaseFilter(data, Case.objects.countable_by(user).filter(programme=programme), user)
    if not chosen.is_valid():
        raise CommandError(_first_error(chosen))
    coordinates = has_permission(user, Permission.ADVOCACY_MANAGE, programme=programme)
    coordinator = user if coordinates else None
    live = live_figures(chosen.qs, programme, chosen.form.cleaned_data, coordinator=coordinator)
    return {
        "totals": {code: total.count for code, total in live.totals.items()},
        "headline": live.headline,
        **{code: _rows(panel) for code, panel in live.panels.items()},
        **{code: _figure(figure) for code, figure in {**live.help, **live.advocacy}.items()},
    }


def _organisations(user: User, programme: Programme, names: list[str]) -> list[str]:
    """Identifiers of organisations given by name. Names are no public codes: an unknown one is simply unknown."""
    known = Organisation.objects.filter(programme=programme, name__in=names)
    ids = {row.name: str(row.pk) for row in known} if reach_of(user).roles else {}
    return [ids.get(name, name) for name in names]


def _first_error(chosen: CaseFilter) -> str:
    for name, errors in chosen.form.errors.items():
        option = "" if name == "__all__" else f"--{name.replace('_', '-')}: "
        return f"{option}{errors[0]}"
    return "The filter is not valid."


def _published(programme: Programme, options: dict[str, Any]) -> dict[str, Any]:
    """What donors are shown: the latest release, by the period of the page."""
    if any(options[name] for name in (*SEVERAL, "first", "last")):
        raise CommandError("Donors' figures have no filter but --period.")
    published = read_published(programme.code, Tier.DONOR)
    if not published.periods:
        raise CommandError("Nothing is published yet.")
    choice = choice_of(published, {"period": options["period"]})
    if options["period"] not in ("", choice.period):
        raise CommandError(f"--period: nothing is published for {options['period']}.")
    found = figures_of(source_of(published, choice, options["language"]), {})
    return {
        "release": published.releases[-1].citation,
        "period": choice.period,
        "totals": {tile.label: tile.value for tile in found.tiles},
        "headline": found.sentence,
        **{table.axis.value: [_line(line) for line in table.lines] for table in found.tables},
    }


def _line(line: Line) -> dict[str, Any]:
    """A row; a number that is not published is null."""
    share = None if line.share is None else round(line.share)
    return {"code": line.code, "label": line.name, "count": line.value, "share": share}


def _rows(panel: Panel) -> list[dict[str, Any]]:
    """The rows of a panel."""
    rows = []
    for row in panel.rows:
        line: dict[str, Any] = {"code": row.code, "label": row.label, "count": row.count}
        line["share"] = None if row.share is None else round(row.share, 1)
        if row.mentions is not None:
            line["mentions"] = row.mentions
        rows.append(line)
    return rows


def _figure(figure: Figure) -> Any:
    """A figure of help or advocacy."""
    if isinstance(figure, Panel):
        return _rows(figure)
    if isinstance(figure, Rates):
        return [{"code": row.code, "label": row.label, "count": row.count, "base": row.base_n} for row in figure.rows]
    if isinstance(figure, Duration):
        return {"hours": figure.hours, "base": figure.base_n}
    if isinstance(figure, Money):
        return {"amount": float(figure.amount)}
    return {"count": figure.count, "base": figure.base_n}


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['headline']}."
    for code, count in found["totals"].items():
        yield f"  {code}: {NOT_PUBLISHED if count is None else count}"
    for code, figure in found.items():
        if isinstance(figure, dict) and code != "totals":
            yield f"  {code}: " + ", ".join(f"{name} {value}" for name, value in figure.items() if value is not None)
    for code, rows in found.items():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            yield f"{code}:"
            for row in rows:
                yield f"  {row['label']}: {NOT_PUBLISHED if row['count'] is None else row['count']}"
