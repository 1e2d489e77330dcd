"""May a number be quoted, and what the ledger keeps."""

import datetime
from time import perf_counter

import pytest
from django.core.exceptions import PermissionDenied

from documenters.models import AuditEvent, Programme, User
from reports.actions.quotes import Answer, Quote, QuoteRefused, Verdict, quote_add, quote_check
from reports.building import facts_of
from reports.comparison import LAW_ENFORCEMENT_CASES, Figure
from reports.disclosure.schema import Axis, Fact, key_of
from reports.models import QuotedFigure, Release
from tests.factories.compared import release_in_steps, withdraw
from tests.factories.quotable import FEW, PARTNER, publish_year
from tests.factories.releases import make_built

DAY = datetime.date(2021, 4, 1)


@pytest.fixture
def released(programme: Programme, dara: User, bilal: User) -> Release:
    """The year 2020."""
    return publish_year(programme, by=(dara, bilal))


def quote(value: int, *pairs: tuple[Axis, str], period: str = "2020", is_out: bool = False) -> Quote:
    """A number for a newspaper."""
    return Quote(value, Figure(pairs), period, "A newspaper", DAY, f"{value} cases", is_out)


def in_oblast(value: int, code: str, *, is_out: bool = False) -> Quote:
    """Cases of an oblast."""
    return quote(value, (Axis.OBLAST, code), is_out=is_out)


def answer(programme: Programme, asked: Quote, by: User) -> Answer:
    """What is said about it."""
    return quote_check(programme, asked, by=by).answer


def test_published_number_is_quoted_with_its_release(programme: Programme, dara: User, released: Release) -> None:
    found = quote_check(programme, quote(267), by=dara)
    assert found.answer == Answer.PUBLISHED
    assert found.may_be_quoted
    assert found.release is not None
    assert found.release.citation == "KG-R1"
    assert found.release.digest == released.digest


def test_another_number_is_published(programme: Programme, dara: User, released: Release) -> None:
    found = quote_check(programme, quote(268), by=dara)
    assert found == Verdict(Answer.OTHER_NUMBER, 267, found.release)
    assert not found.may_be_quoted


def test_law_enforcement_is_looked_up_in_its_row(programme: Programme, dara: User, released: Release) -> None:
    law = LAW_ENFORCEMENT_CASES.codes[0]
    assert answer(programme, quote(213, law), dara) == Answer.PUBLISHED


@pytest.mark.parametrize("value", [0, 3, 6, 7, 8, 1000])
def test_too_few_clients_is_said_whatever_was_typed(
    programme: Programme, dara: User, released: Release, value: int
) -> None:
    found = quote_check(programme, in_oblast(value, FEW), by=dara)
    assert found.answer == Answer.SMALL
    assert found.published is None


def test_none_at_all_is_too_few(programme: Programme, dara: User, released: Release) -> None:
    assert answer(programme, in_oblast(0, "~OTHER"), dara) == Answer.SMALL
    assert answer(programme, in_oblast(0, "KG-N"), dara) == Answer.SMALL


def test_wrong_number_of_what_is_withheld(programme: Programme, dara: User, released: Release) -> None:
    found = quote_check(programme, in_oblast(31, PARTNER), by=dara)
    assert found == Verdict(Answer.NOT_OURS)


def test_second_number_opens_what_the_first_left_closed(programme: Programme, dara: User, released: Release) -> None:
    """Talas and Chui are both withheld so that Batken cannot be worked out: either may be quoted, not both."""
    talas, chui = in_oblast(30, PARTNER), in_oblast(90, "KG-C")
    assert answer(programme, talas, dara) == Answer.SAFE
    assert answer(programme, chui, dara) == Answer.SAFE
    quote_add(programme, talas, by=dara)
    found = quote_check(programme, chui, by=dara)
    assert found.answer == Answer.OPENS
    assert found.opened == (key_of("2020", oblast=FEW),)


def test_partner_of_a_small_number_opens_it(programme: Programme, dara: User, released: Release) -> None:
    assert answer(programme, quote(14, (Axis.OBLAST, PARTNER), (Axis.OUTCOME, "FULL")), dara) == Answer.OPENS


def test_number_that_no_table_has_is_checked_too(programme: Programme, dara: User, released: Release) -> None:
    asked = quote(22, (Axis.PRIMARY_GROUP, "SW"), period="2020-Q2")
    assert answer(programme, asked, dara) == Answer.SAFE


def test_unknown_period(programme: Programme, dara: User, released: Release) -> None:
    for period in ("later", "2020-Q9", "2021", "2020-2021"):
        assert answer(programme, quote(5, period=period), dara) == Answer.NOT_YET


def test_several_years(programme: Programme, dara: User, bilal: User) -> None:
    release_in_steps(programme, by=(dara, bilal))
    law = LAW_ENFORCEMENT_CASES.codes[0]
    assert answer(programme, quote(668, law, period="2020-2021"), dara) == Answer.PUBLISHED
    assert answer(programme, quote(671, law, period="2020-2021"), dara) == Answer.OTHER_NUMBER


def test_withdrawn_number(programme: Programme, dara: User, released: Release) -> None:
    withdraw(released, key_of("2020"), by=dara)
    found = quote_check(programme, quote(267), by=dara)
    assert found == Verdict(Answer.WITHDRAWN)


def test_safe_number_becomes_a_constant(programme: Programme, dara: User, released: Release) -> None:
    added = quote_add(programme, in_oblast(30, PARTNER), by=dara)
    assert (added.key, added.value, added.verdict) == ("period=2020;oblast=KG-T", 30, "safe")
    assert facts_of(programme) == [Fact(key_of("2020", oblast=PARTNER), 30)]
    event = AuditEvent.objects.get(action="quote.added")
    assert (event.actor, event.object_id, event.reason) == (dara, added.pk, "safe")
    assert "30" not in str(event.fields)


def test_same_number_twice_is_one_row(programme: Programme, dara: User, released: Release) -> None:
    first = quote_add(programme, in_oblast(30, PARTNER), by=dara)
    assert quote_add(programme, in_oblast(30, PARTNER), by=dara) == first
    assert QuotedFigure.objects.count() == 1
    assert AuditEvent.objects.filter(action="quote.added").count() == 1


@pytest.mark.parametrize(
    "asked", [in_oblast(7, FEW), in_oblast(31, PARTNER), quote(268), quote(5, period="later")], ids=str
)
def test_planned_number_that_may_not_be_quoted_is_refused(
    programme: Programme, dara: User, released: Release, asked: Quote
) -> None:
    with pytest.raises(QuoteRefused) as refused:
        quote_add(programme, asked, by=dara)
    assert not refused.value.verdict.may_be_quoted
    assert not QuotedFigure.objects.exists()
    assert not AuditEvent.objects.filter(action="quote.added").exists()


def test_small_number_that_is_out_is_a_constant(programme: Programme, dara: User, released: Release) -> None:
    """The ledger knows what the world knows, however unsafe."""
    added = quote_add(programme, in_oblast(7, FEW, is_out=True), by=dara)
    assert added.verdict == "small"
    assert facts_of(programme) == [Fact(key_of("2020", oblast=FEW), 7)]


@pytest.mark.parametrize("asked", [in_oblast(8, FEW, is_out=True), in_oblast(31, PARTNER, is_out=True)], ids=str)
def test_wrong_number_that_is_out_is_kept_as_a_sentence(
    programme: Programme, dara: User, released: Release, asked: Quote
) -> None:
    """Taken as a constant it would say something false."""
    added = quote_add(programme, asked, by=dara)
    assert added.key is None
    assert added.text == asked.text
    assert facts_of(programme) == []


def test_opening_number_that_is_out_is_a_constant(programme: Programme, dara: User, released: Release) -> None:
    quote_add(programme, in_oblast(30, PARTNER), by=dara)
    added = quote_add(programme, in_oblast(90, "KG-C", is_out=True), by=dara)
    assert added.verdict == "opens"
    assert len(facts_of(programme)) == 2


def test_release_that_waits_is_built_anew(programme: Programme, dara: User, released: Release) -> None:
    waiting = make_built(programme, [], by=dara, periods=["2021-Q1"])
    quote_add(programme, quote(267), by=dara)
    waiting.refresh_from_db()
    assert waiting.stale_at is None
    added = quote_add(programme, in_oblast(30, PARTNER), by=dara)
    waiting.refresh_from_db()
    released.refresh_from_db()
    assert waiting.stale_at == added.at
    assert released.stale_at is None


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_only_coordinators(request: pytest.FixtureRequest, programme: Programme, released: Release, who: str) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        quote_check(programme, quote(267), by=user)
    with pytest.raises(PermissionDenied):
        quote_add(programme, quote(267, is_out=True), by=user)


def test_answer_takes_less_than_three_seconds(programme: Programme, dara: User, released: Release) -> None:
    """On the small year; `make bench` measures 3,000 cases."""
    started = perf_counter()
    quote_check(programme, in_oblast(30, PARTNER), by=dara)
    assert perf_counter() - started < 3
