"""The number beside “Waiting for me”."""

import datetime

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from documenters.models import Programme, User
from documenters.views.context import NavigationItem, site
from react_cases.actions.review import case_validate
from react_cases.actions.waiting import waiting_count
from react_cases.models import Alert, AlertFiring, Case
from react_cases.tasks import is_waited_for
from react_cases.workflow import Qualification, Status
from tests.factories.advocacy import make_action
from tests.factories.cases import make_case
from tests.factories.people import signed_in


def shown(client: Client) -> str:
    """What the menu says on any page."""
    site = client.get(reverse("account_settings")).context["site"]
    item = next(item for item in site.navigation if item.url == reverse("queue"))
    return item.count_label if item.count else ""


def test_it_is_right_on_the_page_after_a_decision(client: Client, amina: User, bilal: User, dara: User) -> None:
    cases = [make_case(amina, Status.SUBMITTED) for _ in range(2)]
    mine, theirs = signed_in(client, bilal), signed_in(Client(), dara)
    assert (shown(mine), shown(theirs)) == ("2", "")
    case_validate(cases[0], Qualification.VIOLATION, by=bilal, version=cases[0].version)
    assert (shown(mine), shown(theirs)) == ("1", "1")


def test_for_documenters_what_came_back_and_what_is_due_each_once(amina: User, chen: User) -> None:
    today = timezone.localdate()
    both = make_case(amina, Status.RETURNED)
    due = make_case(amina, Status.SUBMITTED)
    later = make_case(amina, Status.SUBMITTED)
    Case.objects.filter(pk__in=[both.pk, due.pk]).update(follow_up_on=today)
    Case.objects.filter(pk=later.pk).update(follow_up_on=today + datetime.timedelta(days=1))
    assert waiting_count(by=amina) == 2
    assert waiting_count(by=chen) == 0


def test_one_query_however_much_waits(
    amina: User, bilal: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_case(amina, Status.SUBMITTED)
    waiting_count(by=bilal)
    with django_assert_num_queries(1) as asked:
        assert waiting_count(by=bilal) == 3
    assert "LIMIT 100" in asked[0]["sql"]
    assert NavigationItem("", "", False, 100).count_label == "99+"


def test_pages_that_ask_by_themselves_count_nothing(rf: RequestFactory, bilal: User) -> None:
    request = rf.get(address := reverse("release_progress", args=[1]))
    request.user, request.session, request.resolver_match = bilal, {}, resolve(address)
    with CaptureQueriesContext(connection) as asked:
        assert site(request)["site"].navigation == []
    assert "react_cases_case" not in str(asked.captured_queries)


def test_actions_to_look_at_again_count_for_coordinators(dara: User, bilal: User) -> None:
    make_action(dara, follow_up_on=timezone.localdate())
    assert waiting_count(by=dara) == 1
    assert waiting_count(by=bilal) == 0


def test_what_the_mail_is_about_stands_in_the_menu_and_among_what_waits(
    client: Client, programme: Programme, dara: User, bilal: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alert = Alert.objects.create(programme=programme, at_least=2, within_days=9, area="city", made_by=dara)
    day = timezone.localdate()
    fired, seen = (AlertFiring.objects.create(alert=alert, first_on=day, last_on=day) for _ in range(2))
    AlertFiring.objects.filter(pk=seen.pk).update(seen_by=dara, seen_at=timezone.now())
    assert is_waited_for(dara)
    with django_assert_num_queries(1):
        assert waiting_count(by=dara) == 1
    assert waiting_count(by=bilal) == 0
    assert shown(signed_in(client, dara)) == "1"
    assert [row["firing"] for row in client.get(reverse("queue")).context["alert_news"]] == [fired]
