"""The coordinator's first page: each number is as long as the list that it opens."""

import dataclasses
import datetime
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from documenters.models import Programme, User
from react_cases import filters
from react_cases.filters import CaseFilter
from react_cases.models import Case, CaseTransition, Location, Response, Term, Violator
from react_cases.models.choices import AgeBand, Gender
from react_cases.quality import CHECKS, Group
from react_cases.views import overview as view
from react_cases.views.overview import Link
from react_cases.workflow import Axis, Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in
from tests.reports.populations import populate

pytestmark = pytest.mark.django_db

URL = "/overview/"
STATUSES = [Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED, Status.APPROVED, Status.REJECTED]


def weaken(by: User, seed: int) -> None:
    """Give every case dates about now, places, and answers of which many are unknown or do not fit."""
    chance = random.Random(seed)
    now = timezone.now()
    cities = list(Location.objects.filter(kind="city").order_by("code")[:2])
    settings = list(Term.objects.filter(code_list="event_settings", code__in=["OSTSITE", "STREET", "UNK"]))
    cases = list(Case.objects.all())
    for case in cases:
        sent = now - datetime.timedelta(days=chance.choice([2, 5, 30, 80, 100, 300, 500]))
        case.submitted_at, case.status_at = sent, sent + datetime.timedelta(days=chance.randrange(2))
        case.received_on = timezone.localdate(sent) - datetime.timedelta(days=chance.randrange(3))
        case.event_from = case.received_on - datetime.timedelta(days=chance.randrange(4))
        case.event_precision = chance.choice(["day", "day", "month"])
        case.status = chance.choice(STATUSES)
        case.gender, case.age_band = chance.choice(Gender.values[:2]), chance.choice(AgeBand.values[2:4])
        case.city, case.setting = chance.choice([*cities, None]), chance.choice([*settings, None])
        case.is_urgent = chance.random() < 0.3
        case.counts_in_statistics = False
        case.is_practice = chance.random() < 0.05
    names = (
        "submitted_at status_at received_on event_from event_precision status gender age_band city setting is_urgent"
    )
    Case.objects.bulk_update(cases, [*names.split(), "counts_in_statistics", "is_practice"])
    back = [case for case in cases if chance.random() < 0.3]
    CaseTransition.objects.bulk_create(
        CaseTransition(
            case=case, axis=Axis.DOCUMENTATION, name="return", source="SUBMITTED", target="RETURNED", by=by, at=now
        )
        for case in back
    )
    Response.objects.filter(pk__in=[pk for pk in Response.objects.values_list("pk", flat=True) if pk % 3 == 0]).delete()
    Violator.objects.filter(type__code__startswith="LE.").update(uniform="uniform")
    make_alike(*[case for case in cases if case.client_id is None and not case.is_practice][:2], cities[0])


def make_alike(one: Case, other: Case, city: Location) -> None:
    """Two cases without a client code that tell the same."""
    category = Term.objects.get(code_list="violation_categories", code="LIB.STOP", programme=one.programme)
    group = Term.objects.get(code_list="client_groups", code="PWID", programme=one.programme)
    same = ("status", "submitted_at", "received_on", "event_from", "gender", "age_band")
    one.status, one.submitted_at, one.received_on = Status.SUBMITTED, timezone.now(), timezone.localdate()
    for case in (one, other):
        for name in same:
            setattr(case, name, getattr(one, name))
        case.event_precision, case.city = "day", city
        case.save()
        case.violations.all().delete()
        case.client_groups.all().delete()
        case.violations.create(category=category)
        case.client_groups.create(group=group, is_primary=True)


def links_in(value: Any) -> Iterator[Link]:
    """Every number that the page was given."""
    if isinstance(value, Link):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from links_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from links_in(item)
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield from links_in(getattr(value, item.name))


def listed(user: User, href: str) -> int:
    """How many cases the list has at this address."""
    chosen = CaseFilter(QueryDict(href.partition("?")[2]), Case.objects.visible_to(user), user)
    assert chosen.is_valid(), href
    return chosen.qs.exclude(status=Status.ERASED).count()


def weak_cases(amina: User, bilal: User, chen: User, number: int) -> None:
    populate([amina, chen], number, seed=5)
    weaken(bilal, seed=6)


def test_every_number_is_the_length_of_its_list(
    client: Client, amina: User, bilal: User, chen: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak_cases(amina, bilal, chen, 260)
    client.cookies["django_language"] = "en"
    signed_in(client, dara)
    offered = filters.filters_for(dara, Case.objects.visible_to(dara))
    for period in ("days90", "ever"):
        answer = client.get(URL, {"sent": period})
        with monkeypatch.context() as once:  # read once, not a hundred times
            once.setattr(filters, "filters_for", lambda _user, _cases: dict(offered))
            every_link_keeps_its_word(dara, answer)


def every_link_keeps_its_word(dara: User, answer: Any) -> None:
    page = answer.content.decode()
    parts = ("tiles", "rows", "missing", "contradictions", "clients", "spikes")
    for part in parts:
        assert any(link.count for link in links_in(answer.context[part])), part
    links = {link.href: link for part in parts for link in links_in(answer.context[part]) if link.href}
    assert len(links) > 60
    for href, link in links.items():
        assert escape(href) in page, href
        assert listed(dara, href) == link.count == int(link.text.replace(",", "")), href
    # A link leads to as many cases as it says, not to those it is a share of.
    for bar in answer.context["missing"]:
        assert f'<a href="{escape(bar.link.href)}">{bar.link.text}</a> of ' in page
    for together in answer.context["clients"]:
        assert together["link"].count >= 2
        assert together["groups"]


def test_the_number_of_queries_is_bounded(client: Client, amina: User, bilal: User, chen: User, dara: User) -> None:
    weak_cases(amina, bilal, chen, 60)
    signed_in(client, dara).get(URL)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(URL, {"sent": "ever"}).status_code == 200
    assert len(queries) <= 31, [query["sql"][:90] for query in queries]


def test_it_is_where_home_leads_coordinators_and_nobody_else(
    client: Client, programme: Programme, amina: User, bilal: User, dara: User, emil: User, aida: User
) -> None:
    make_case(amina, Status.SUBMITTED)
    for person in (amina, bilal, emil, aida):
        assert signed_in(Client(), person).get(URL).status_code == 404
    answer = signed_in(client, dara).get(reverse("home"), follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert answer.context["site"].navigation[0].url == URL
    assert client.get(URL, {"sent": "nonsense"}).status_code == 200


def test_an_empty_programme_says_so(client: Client, dara: User) -> None:
    client.cookies["django_language"] = "en"
    page = signed_in(client, dara).get(URL).content.decode()
    assert "No case was sent in this period." in page
    assert "No kind of place stands out at present." in page


def test_medians_are_of_exact_days_and_of_approved_cases(client: Client, amina: User, dara: User) -> None:
    day = timezone.localdate() - datetime.timedelta(days=20)
    for gap in (1, 2, 9):
        event = day - datetime.timedelta(days=gap)
        make_case(amina, Status.APPROVED if gap == 9 else Status.SUBMITTED, received_on=day, event_from=event)
    make_case(amina, Status.SUBMITTED, received_on=day, event_from=day.replace(day=1), event_precision="month")
    whole = signed_in(client, dara).get(URL).context["rows"][0]
    assert (whole.to_record[0], whole.to_record[1].count) == ("2", 3)
    assert (whole.to_approval[0], whole.to_approval[1].count) == ("20", 1)


def test_a_period_of_too_many_cases_is_not_looked_through(
    client: Client, amina: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.cookies["django_language"] = "en"
    monkeypatch.setattr(view, "LOOKED_THROUGH", 1)
    for _ in range(2):
        make_case(amina, Status.SUBMITTED)
    page = signed_in(client, dara).get(URL).content.decode()
    assert "Too many cases" in page
    assert "Waiting now" in page


def test_checks_are_offered_to_those_who_review(amina: User, bilal: User, dara: User) -> None:
    offered = {code for code, check in CHECKS.items() if check.group != Group.BASE}
    for person, kept_back in ((bilal, {"same_code"}), (dara, set())):
        choices = CaseFilter({}, Case.objects.visible_to(person), person).filters["check"].field.choices
        assert offered - kept_back == offered & {code for _group, checks in choices for code, _label in checks}
    assert "check" not in CaseFilter({}, Case.objects.visible_to(amina), amina).filters
    case = make_case(amina, Status.SUBMITTED)
    chosen = CaseFilter(QueryDict(f"case={case.public_id}"), Case.objects.visible_to(dara), dara)
    assert [chip.value for chip in chosen.chips()] == [case.code]
    stranger = CaseFilter(QueryDict("case=6f1f6b4c-2f0e-4f0f-9f0b-8d6f5f0f2a11"), Case.objects.visible_to(dara), dara)
    assert not stranger.qs.exists()
