"""Numbers that somebody wants to quote: the check, and the ledger of everything that was quoted."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from documenters.limits import limited
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.forms.shares import percent
from react_cases.models import ExternalFigure
from reports.actions import quotes as actions
from reports.actions.quotes import Answer, Quote, Verdict
from reports.cube import external_figures_of
from reports.disclosure.published import Published
from reports.disclosure.schema import Key, Slice, Tier, key_from_text, slice_of, table_of
from reports.forms.quotes import LATER, QuoteForm
from reports.indicators.axes import table_label
from reports.indicators.figure_names import figure_text
from reports.indicators.registry import Unit, number
from reports.models import QuotedFigure
from reports.reading import read_published

LEDGER_PAGE = 50


@dataclass(frozen=True)
class Words:
    """How an answer of the check is said."""

    kind: str
    """Of the notice."""
    title: Promise
    text: Promise
    short: Promise
    """In the ledger."""


ANSWERS: dict[Answer, Words] = {
    Answer.PUBLISHED: Words(
        "success",
        gettext_lazy("Quote it: this number is published"),
        gettext_lazy("Everybody can look it up. Quote it together with its source."),
        gettext_lazy("published"),
    ),
    Answer.SAFE: Words(
        "success",
        gettext_lazy("It can be quoted"),
        gettext_lazy(
            "The number is ours, and nobody can work out a withheld number with it. Write it into the ledger when it "
            "goes out: the next number that is checked might open something together with this one."
        ),
        gettext_lazy("safe"),
    ),
    Answer.OTHER_NUMBER: Words(
        "danger",
        gettext_lazy("Do not quote it: another number is published"),
        gettext_lazy("For exactly these cases everybody is shown another number. Quote that one, with its source."),
        gettext_lazy("another number is published"),
    ),
    Answer.WITHDRAWN: Words(
        "danger",
        gettext_lazy("Do not quote it: the number was withdrawn"),
        gettext_lazy("It was published and turned out to be wrong. Withdrawn numbers are never replaced."),
        gettext_lazy("withdrawn"),
    ),
    Answer.NOT_YET: Words(
        "warning",
        gettext_lazy("Wait: nothing is published of this period yet"),
        gettext_lazy("Nothing can be said before the release of the period. Ask again when it is out."),
        gettext_lazy("period not published yet"),
    ),
    Answer.SEVERAL: Words(
        "warning",
        gettext_lazy("Ask for each year by itself"),
        gettext_lazy("These years together are not published. Check each year, or two years that belong together."),
        gettext_lazy("several years"),
    ),
    Answer.SMALL: Words(
        "danger",
        gettext_lazy("Do not quote it: it would tell of too few people"),
        gettext_lazy(
            "Whatever number you typed: fewer clients than the smallest number that may be told stand behind these "
            "cases, or none. Choose a larger area, a longer period or all groups."
        ),
        gettext_lazy("too few people"),
    ),
    Answer.NOT_OURS: Words(
        "danger",
        gettext_lazy("Do not quote it: we count another number"),
        gettext_lazy(
            "Releases count approved cases of clients who agreed, in the quarter of their approval. Check the period "
            "and the choices; live figures and other people's figures count in other ways."
        ),
        gettext_lazy("not our number"),
    ),
    Answer.UNDECIDED: Words(
        "warning",
        gettext_lazy("Do not quote it now"),
        gettext_lazy("The check could not decide. Have the latest release audited, then ask again."),
        gettext_lazy("not decided"),
    ),
    Answer.OPENS: Words(
        "danger",
        gettext_lazy("Do not quote it: it opens withheld numbers"),
        gettext_lazy("Together with what is published, somebody could work out numbers of these kinds:"),
        gettext_lazy("opens withheld numbers"),
    ),
}

SLICES = {
    Slice.QUARTER: gettext_lazy("of one quarter"),
    Slice.YEAR: gettext_lazy("of one year"),
    Slice.BLOCK: gettext_lazy("of two years"),
}


@dataclass(frozen=True)
class LedgerRow:
    """One quoted number."""

    text: str
    value: str
    where: str
    quoted_on: Any
    answer: str
    is_unsafe: bool
    is_constant: bool
    is_covered: bool
    """Does everybody see the number in a table?"""


@dataclass(frozen=True)
class OutsideRow:
    """A figure of somebody else."""

    text: str
    note: str
    period: str
    value: str
    unit: str
    source: str


@permitted(Permission.QUOTE_CHECK)
@limited("quote_check", "120/h")
def quote_check(request: SignedInRequest) -> HttpResponseBase:
    """Ask whether a number may be quoted."""
    programme = managed_programme(request, Permission.QUOTE_CHECK)
    published = read_published(programme.code, Tier.DONOR)
    form = QuoteForm(programme, published, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/quote_check.html", _page(published, form))
    quote = _quote(published, form)
    verdict = actions.quote_check(programme, quote, by=request.user)
    return render(request, "reports/quote_check.html", _page(published, form, quote, verdict))


@require_POST
@permitted(Permission.QUOTE_CHECK)
@limited("quote_check", "120/h")
def quote_add(request: SignedInRequest) -> HttpResponseBase:
    """Write a number into the ledger; it is checked again."""
    programme = managed_programme(request, Permission.QUOTE_CHECK)
    published = read_published(programme.code, Tier.DONOR)
    form = QuoteForm(programme, published, request.POST)
    if not form.is_valid():
        return _asked_again(request, _page(published, form))
    quote = _quote(published, form)
    try:
        actions.quote_add(programme, quote, by=request.user)
    except actions.QuoteRefused as refused:
        return _asked_again(request, _page(published, form, quote, refused.verdict))
    messages.success(request, _("The number is in the ledger. Every later check and release counts with it."))
    return redirect("quote_list")


@require_safe
@permitted(Permission.QUOTE_CHECK)
def quote_list(request: SignedInRequest) -> HttpResponseBase:
    """The ledger: our quoted numbers, and figures that others published."""
    programme = managed_programme(request, Permission.QUOTE_CHECK)
    public = read_published(programme.code, Tier.PUBLIC)
    quoted = Paginator(QuotedFigure.objects.filter(programme=programme), LEDGER_PAGE)
    page = quoted.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_ledger_row(public, figure) for figure in page],
        "outside": [_outside_row(figure) for figure in external_figures_of(programme)],
    }
    return render(request, "reports/quote_list.html", context)


def _asked_again(request: SignedInRequest, context: dict[str, Any]) -> HttpResponseBase:
    """The form with what was sent, and why it was not written down."""
    return render(request, "reports/quote_check.html", context)


def _quote(published: Published, form: QuoteForm) -> Quote:
    """What the form says. A quote without a sentence is described by what it counts."""
    data = form.cleaned_data
    text = data["text"] or figure_text(published, data["figure"], data["period"].removeprefix(LATER))
    return Quote(
        value=data["value"],
        figure=data["figure"],
        period=data["period"],
        where=data["where"],
        quoted_on=data["quoted_on"],
        text=text,
        is_out=data["is_out"] == "yes",
    )


def _page(
    published: Published, form: QuoteForm, quote: Quote | None = None, verdict: Verdict | None = None
) -> dict[str, Any]:
    page: dict[str, Any] = {"form": form, "has_releases": bool(published.releases)}
    if quote is None or verdict is None:
        return page
    is_unsafe = not verdict.may_be_quoted
    return {
        **page,
        "quote": quote,
        "verdict": verdict,
        "words": ANSWERS[verdict.answer],
        "counted": figure_text(published, quote.figure, quote.period.removeprefix(LATER)),
        "opened": sorted({_kind_of(key) for key in verdict.opened}),
        "is_warned": is_unsafe and quote.is_out,
        "can_be_added": quote.is_out or not is_unsafe,
    }


def _kind_of(key: Key) -> str:
    """What kind of number a cell holds, without saying which."""
    return f"{table_label(table_of(key))} {SLICES[slice_of(key[0][1])]}"


def _ledger_row(public: Published, figure: QuotedFigure) -> LedgerRow:
    answer = Answer(figure.verdict)
    key = key_from_text(figure.key) if figure.key else None
    cell = public.cells.get(key) if key is not None and key not in public.withdrawn else None
    return LedgerRow(
        text=figure.text,
        value=number(figure.value),
        where=figure.where,
        quoted_on=figure.quoted_on,
        answer=str(ANSWERS[answer].short),
        is_unsafe=answer in (Answer.SMALL, Answer.OPENS),
        is_constant=key is not None,
        is_covered=cell is not None and cell.value == figure.value,
    )


def _outside_row(figure: ExternalFigure) -> OutsideRow:
    first, last = figure.period_from.year, figure.period_to.year
    is_share = figure.unit != Unit.VIOLATIONS
    return OutsideRow(
        text=figure.text,
        note=figure.note,
        period=str(first) if first == last else f"{first}–{last}",
        value=percent(figure.value, 0) if is_share else number(figure.value),
        unit=_("share of reports") if is_share else _("violations"),
        source=figure.source,
    )
