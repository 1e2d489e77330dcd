"""The auditor's report, the preview and what is frozen, as the page of a release shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from react_cases.forms.shares import percent
from reports.auditor.report import Finding, FindingCode, Report
from reports.disclosure.published import Label
from reports.disclosure.schema import Axis, Key, Tier
from reports.indicators.axes import axis_label
from reports.indicators.published_names import name_of, period_label
from reports.indicators.published_sentence import sentence
from reports.indicators.published_source import PublishedSource, first_period, named_period
from reports.indicators.registry import number
from reports.models import Release, ReleaseBlock
from reports.reading import labels_of, read_preview

FINDINGS_SHOWN = 20
DIGEST_GROUP = 8

FINDING_WORDS: dict[FindingCode, Promise] = {
    FindingCode.SMALL: gettext_lazy("A number is shown although too few clients are behind it."),
    FindingCode.THRESHOLD: gettext_lazy("A number was measured against the wrong threshold."),
    FindingCode.VALUE: gettext_lazy("A shown number is not what was counted."),
    FindingCode.CONCENTRATED: gettext_lazy("A shown number says the same of everybody in a small row."),
    FindingCode.LEFT: gettext_lazy("The difference of two shown numbers tells of few people."),
    FindingCode.NOT_NESTED: gettext_lazy("The public would see a number that donors do not see."),
    FindingCode.MISSING: gettext_lazy("A number of the tables is missing."),
    FindingCode.TWICE: gettext_lazy("A number is there twice."),
    FindingCode.NOT_OFFERED: gettext_lazy("A number belongs to no table."),
    FindingCode.CHANGED: gettext_lazy("A number was published before, and otherwise."),
    FindingCode.HOMELESS: gettext_lazy("Some cases have no row in a table."),
    FindingCode.CONTRADICTION: gettext_lazy("The shown numbers contradict each other."),
    FindingCode.EXACT: gettext_lazy("A withheld number could be worked out exactly."),
    FindingCode.EXISTS: gettext_lazy("Of a withheld number it could be worked out that it is not zero."),
    FindingCode.BOUNDED: gettext_lazy("Of a withheld number it could be worked out that it is small."),
    FindingCode.IMPLIED: gettext_lazy("Something that stands in no table could be worked out."),
    FindingCode.FACT_DIFFERS: gettext_lazy("A number quoted elsewhere is not the one counted here."),
}
TIERS: dict[Tier, Promise] = {Tier.DONOR: gettext_lazy("Donors"), Tier.PUBLIC: gettext_lazy("The public")}
THRESHOLDS: dict[str, Promise] = {
    "k_national": gettext_lazy("Smallest number, public, whole country and a year"),
    "k_subnational": gettext_lazy("Smallest number, public, oblast or quarter"),
    "k_donor": gettext_lazy("Smallest number, donors"),
}


@dataclass(frozen=True)
class FirstSentence:
    """What one tier reads first."""

    title: str
    sentence: str
    url: str


@dataclass(frozen=True)
class TierShares:
    """How much of the tables one tier is shown."""

    title: str
    offered: str
    shown: str
    large_shown: str


@dataclass(frozen=True)
class FindingLine:
    """One finding in words."""

    text: str
    about: str


@dataclass(frozen=True)
class ReportView:
    """The auditor's report in words."""

    is_safe: bool
    is_all_withheld: bool
    """Is nothing withheld known already?"""
    checked: str
    verdict: str
    tiers: list[TierShares]
    headlines: str
    seconds: str
    findings_title: str
    findings: list[FindingLine]
    findings_left: str
    notes_title: str
    notes: list[FindingLine]
    notes_left: str


@dataclass(frozen=True)
class Line:
    """A name and what belongs to it."""

    title: str
    value: str


@dataclass(frozen=True)
class FrozenList:
    """The rows of one axis."""

    title: str
    rows: str


@dataclass(frozen=True)
class FrozenBlock:
    """Two years with everything that is frozen for them."""

    title: str
    lists: list[FrozenList]
    thresholds: list[Line]


def report_view(release: Release, blocks: Iterable[ReleaseBlock]) -> ReportView:
    """The report of a release that is built."""
    report = Report.from_json(release.report or {})
    labels = {pair: label for block in blocks for pair, label in labels_of(block).items()}
    language = get_language() or "en"
    faults, notes, seconds = len(report.findings), len(report.notes), max(1, round(report.seconds))
    return ReportView(
        report.is_safe,
        _is_all_withheld(report),
        _checked(report),
        ngettext("The auditor found %(count)s fault.", "The auditor found %(count)s faults.", faults)
        % {"count": number(faults)},
        [_shares(report, tier) for tier in Tier if tier in report.tiers],
        _headlines(report),
        ngettext("The auditor worked for %(seconds)s second.", "The auditor worked for %(seconds)s seconds.", seconds)
        % {"seconds": number(seconds)},
        ngettext("%(count)s finding", "%(count)s findings", faults) % {"count": number(faults)},
        _lines(report.findings, labels, language),
        _left(faults),
        ngettext(
            "%(count)s thing is known already, from earlier releases or quoted numbers; this adds nothing to it.",
            "%(count)s things are known already, from earlier releases or quoted numbers; this adds nothing to them.",
            notes,
        )
        % {"count": number(notes)},
        _lines(report.notes, labels, language),
        _left(notes),
    )


def _lines(found: Sequence[Finding], labels: dict[tuple[str, str], Label], language: str) -> list[FindingLine]:
    return [FindingLine(str(FINDING_WORDS[one.code]), _about(one, labels, language)) for one in found[:FINDINGS_SHOWN]]


def _left(count: int) -> str:
    left = count - FINDINGS_SHOWN
    return _("and %(count)s more") % {"count": number(left)} if left > 0 else ""


def _is_all_withheld(report: Report) -> bool:
    return all(note.code == FindingCode.FACT_DIFFERS for note in report.notes)


def _checked(report: Report) -> str:
    cells = sum(numbers.offered for numbers in report.tiers.values())
    sensitive = sum(numbers.sensitive for numbers in report.tiers.values())
    text = _(
        "%(cells)s numbers were checked, and %(conjunctions)s combinations that stand in no table. %(sensitive)s "
        "withheld numbers are small: by everything that was ever shown, each of them may be zero and may be large."
    )
    if not _is_all_withheld(report):
        text = _(
            "%(cells)s numbers were checked, and %(conjunctions)s combinations that stand in no table. %(sensitive)s "
            "withheld numbers are small: this release tells nothing new of them. What is known of some already is "
            "listed below."
        )
    return text % {"cells": number(cells), "conjunctions": number(report.conjunctions), "sensitive": number(sensitive)}


def _shares(report: Report, tier: Tier) -> TierShares:
    numbers = report.tiers[tier]
    return TierShares(
        str(TIERS[tier]),
        number(numbers.offered),
        share_text(numbers.shown, numbers.offered),
        share_text(numbers.large_shown, numbers.large),
    )


def share_text(part: int, whole: int) -> str:
    """A share in whole percent; a dash of nothing."""
    return percent(100 * part / whole, 0) if whole else "–"


def _headlines(report: Report) -> str:
    lines = report.headlines
    if not lines.offered:
        return ""
    hidden = len(lines.withheld_from_public)
    if not hidden:
        return _("All large numbers that readers quote are shown to both.")
    return ngettext(
        "%(hidden)s of %(offered)s large numbers that readers quote is withheld from the public, to protect others.",
        "%(hidden)s of %(offered)s large numbers that readers quote are withheld from the public, to protect others.",
        hidden,
    ) % {"hidden": number(hidden), "offered": number(lines.offered)}


def _about(found: Finding, labels: dict[tuple[str, str], Label], language: str) -> str:
    parts = [str(TIERS[found.tier])] if found.tier else []
    return " · ".join([*parts, *([key_words(found.key, labels, language)] if found.key else [])])


def key_words(key: Key, labels: dict[tuple[str, str], Label], language: str) -> str:
    """A cell in words: “2020 · Most relevant client group: people who inject drugs · Violators: Police”."""
    (_period, period), *codes = key
    parts = [f"{axis_label(Axis(axis))}: {name_of(labels, Axis(axis), code, language)}" for axis, code in codes]
    return " · ".join([period_label(period), *(parts or [_("All cases")])])


def previews(release: Release) -> list[FirstSentence]:
    """The sentence that each tier reads first, and where the whole page stands."""
    return [_preview(release, tier) for tier in Tier]


def _preview(release: Release, tier: Tier) -> FirstSentence:
    published = read_preview(release, tier)
    name = first_period(published)
    source = PublishedSource(published, named_period(published, name), get_language() or "en")
    text = sentence(source, {})
    if text:
        text = f"{period_label(name)}: {text}"
    url = f"{reverse('published_preview', args=[release.number])}?{urlencode({'tier': tier.value})}"
    return FirstSentence(str(TIERS[tier]), text, url)


def frozen_block(row: ReleaseBlock) -> FrozenBlock:
    """The lists and thresholds of two years."""
    block, labels = row.as_block(), labels_of(row)
    language = get_language() or "en"
    lists = [
        FrozenList(axis_label(axis), "; ".join(name_of(labels, axis, code, language) for code in codes))
        for axis, codes in block.codes.items()
        if len(codes) > 1
    ]
    thresholds = [Line(str(title), number(getattr(block.parameters, name))) for name, title in THRESHOLDS.items()]
    return FrozenBlock(period_label(block.period), lists, thresholds)


def digest_groups(digest: str) -> list[str]:
    """A fingerprint in groups that an eye can compare."""
    return [digest[start : start + DIGEST_GROUP] for start in range(0, len(digest), DIGEST_GROUP)]
