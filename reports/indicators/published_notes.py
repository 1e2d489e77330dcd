"""What a reader of released figures has to know, in words: for the page, the report and the cover of a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.disclosure.published import Published, ReleaseInfo
from reports.disclosure.schema import Axis
from reports.indicators.published_names import name_of, period_label
from reports.indicators.published_page import limits_of
from reports.indicators.published_tables import KINDS, TILE_DEFINITIONS


@dataclass(frozen=True)
class Publisher:
    """Who publishes."""

    name: str
    """Of the programme, in the language of the reader."""
    contact: str = ""
    """Where to ask for more; empty where the programme has stated nothing."""


def title() -> str:
    """What the figures are, in one line."""
    return _("Violations of the rights of key populations")


def tier_label(published: Published) -> str:
    """For whom these tables are made."""
    labels = {"donor": _("Tables for donors"), "public": _("Public tables")}
    return labels[published.tier.value]


def how_counted() -> tuple[str, ...]:
    """The method, a paragraph each."""
    return (
        _(
            "Documenters of community organisations record what happened to their clients. A mentor checks every case, "
            "and the national coordinator approves it. Counted are approved cases of clients who agreed to be counted."
        ),
        _(
            "A release is counted once and checked by a second program, which tries to work out what is not published. "
            "Two people approve it. After that no number in it changes: cases that are approved later are counted in "
            "later periods. A number that turns out to be wrong is withdrawn and not replaced."
        ),
    )


def how_to_read() -> tuple[str, ...]:
    """The standing note of every section."""
    return (
        _(
            "One case can carry several violators and several types of violations, and a client can belong to several "
            "groups: such shares are shares of cases and can sum to more than 100 %. Where only one group of a client "
            "is counted, it is the group most relevant to the violation."
        ),
        _(
            "Clients, cases, qualified cases, violations and violators mentioned are five different counts. They are "
            "never added up."
        ),
    )


def what_is_withheld(published: Published) -> tuple[str, ...]:
    """What “not published” means and why, with the limits of this tier."""
    limits = limits_of(published)
    found = [
        _(
            "“Not published” stands where there are fewer than %(count)s clients behind a number, none at all "
            "included, and where a number would give away such a number in another place. Which of these it is, "
            "nobody can tell. A sum with a part that is not published is not published either."
        )
        % {"count": limits.usual}
    ]
    if limits.fine is not None:
        found.append(_("For quarters and oblasts the limit is %(count)s clients.") % {"count": limits.fine})
    found.append(
        _(
            "This protects the clients: police, employers and relatives read these figures too, and nobody shall be "
            "found again through them. Organisations, documenters and places below the oblast are never published."
        )
    )
    return tuple(found)


def definitions() -> tuple[tuple[str, str], ...]:
    """What exactly is counted: a term, and what it means."""
    tiles = ((str(term), str(text)) for term, text in TILE_DEFINITIONS)
    return (*tiles, *((str(kind.title), str(kind.definition)) for kind in KINDS.values()))


def law_enforcement_note(published: Published, language: str) -> str:
    """What counts as law enforcement in the latest block; empty where that is one row of the same name."""
    codes = published.blocks[-1].law_enforcement
    names = ", ".join(name_of(published.labels, Axis.VIOLATOR, code, language) for code in codes)
    if names.casefold() == _("Law enforcement").casefold():
        return ""
    return _("“Law enforcement” in these figures means: %(names)s.") % {"names": names}


def facts(published: Published, period: str) -> Iterator[tuple[str, str]]:
    """What identifies the figures: period, tables, release, as-of date, fingerprint."""
    release = published.releases[-1]
    yield _("Period"), period_label(period)
    yield _("Tables"), tier_label(published)
    yield _("Release"), release.citation
    yield _("As of"), day(release)
    yield _("Published on"), formats.date_format(release.published_on, "DATE_FORMAT")
    yield _("Fingerprint (SHA-256)"), release.digest


def how_to_cite(published: Published, period: str, publisher: Publisher) -> str:
    """The figures as they are quoted: who, what, when, which release, and its fingerprint."""
    release = published.releases[-1]
    return pgettext(
        "how to cite", "%(who)s: %(what)s, %(period)s. Release %(release)s, as of %(day)s, SHA-256 %(digest)s"
    ) % {
        "who": publisher.name,
        "what": title(),
        "period": period_label(period),
        "release": release.citation,
        "day": day(release),
        "digest": release.digest,
    }


def day(release: ReleaseInfo) -> str:
    """The as-of date in words."""
    return formats.date_format(release.as_of, "DATE_FORMAT")
