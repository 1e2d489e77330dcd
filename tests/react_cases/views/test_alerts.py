"""From the filter of the list to an alert, to what has fired, and on to its cases."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from documenters.models import Programme, User
from react_cases.actions.alerts import RuleData, alert_add, alerts_check
from react_cases.models import Alert, AlertFiring, Case
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case, term
from tests.factories.keys import keyed, signed_in_with_key
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
RULE = {"at_least": "2", "within_days": "30", "area": "city", "violator": "LE", "setting": "OSTSITE"}
SENTENCE = "2 or more cases: law enforcement, at or near an OST / harm-reduction site, in one city, within 30 days"


def case_at(who: User, days_ago: int = 3, **fields: Any) -> Case:
    day = TODAY - datetime.timedelta(days=days_ago)
    given = {"setting": "OSTSITE", "city": "KG-T-C-TALAS", "event_from": day, **fields}
    return make_case(who, Status.SUBMITTED, **given)


def said(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def firing(programme: Programme, amina: User, dara: User) -> AlertFiring:
    rule = RuleData(2, 30, "city", violator=term("violator_types", "LE"), setting=term("event_settings", "OSTSITE"))
    alert_add(programme, rule, by=dara)
    for days in (9, 3):
        case_at(amina, days)
    return alerts_check(programme, by=dara)[0]


def test_from_the_filter_to_the_alert(client: Client, amina: User, dara: User) -> None:
    for days in (9, 3):
        case_at(amina, days)
    make_case(amina, Status.SUBMITTED, groups=["SW"])
    query = "group=PWID&group=SW&violator=LE&setting=OSTSITE"
    page = said(signed_in(client, dara).get(f"{reverse('case_list')}?{query}"))
    assert "Use these 2 cases" in page
    assert "New alert" in said(client.get(reverse("alert_list"))).partition("<main")[2]  # not the words of the log
    link = f"{reverse('alert_add')}?violator=LE&setting=OSTSITE"
    assert escape(link) in page
    assert "Use these" not in said(client.get(reverse("case_list")))
    assert "Use these" not in said(client.get(f"{reverse('case_list')}?{query}&oblast=KG-B"))
    assert "Use these" not in said(signed_in(client, amina).get(f"{reverse('case_list')}?{query}"))

    form = signed_in(client, dara).get(link)
    assert form.context["form"].initial["violator"] == "LE"
    assert (form.context["look"].in_a_year, form.context["look"].ever) == (0, 0)
    looked = client.post(reverse("alert_add"), {**RULE, "look": "1"})
    assert SENTENCE in said(looked)
    assert "In the last year this would have fired 1 time." in said(looked)
    assert not Alert.objects.exists()
    assert client.post(reverse("alert_add"), RULE).status_code == 302
    listed = said(client.get(reverse("alert_list")))
    assert SENTENCE in listed
    assert "nobody can be put on a list with it" in listed


def test_links_of_the_row_lead_to_pages_that_take_the_filter(client: Client, amina: User, dara: User) -> None:
    case_at(amina)
    page = said(signed_in(client, dara).get(f"{reverse('case_list')}?setting=OSTSITE&firing="))
    for name in ("advocacy_add", "submission_add"):
        assert f"{reverse(name)}?setting=OSTSITE" in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"violator": "", "setting": ""}, "violator"),
        ({"at_least": "1"}, "at_least"),
        ({"within_days": "367"}, "within_days"),
        ({"area": "street"}, "area"),
        ({"violator": "Sergeant Petrov"}, "violator"),
    ],
)
def test_what_is_no_rule_is_explained(client: Client, dara: User, fields: dict[str, str], wrong: str) -> None:
    answer = signed_in(client, dara).post(reverse("alert_add"), {**RULE, **fields})
    assert answer.context["form"].errors.keys() == {wrong}
    assert not Alert.objects.exists()


def test_the_same_rule_is_watched_once(client: Client, firing: AlertFiring, dara: User) -> None:
    answer = signed_in(client, dara).post(reverse("alert_add"), RULE)
    assert "This is watched already." in said(answer)


def test_a_firing_opens_exactly_its_cases(client: Client, firing: AlertFiring, amina: User, dara: User) -> None:
    case_at(amina, 1)
    erased = firing.case_links.first().case
    address = f"{reverse('case_list')}?firing={firing.public_id}"
    signed_in(client, dara)
    for name in ("overview", "queue"):
        page = said(client.get(reverse(name)))
        assert "An alert fired" in page, name
        assert f'href="{reverse("alert_list")}">Look at what has fired' in page, name
    page = said(client.get(reverse("alert_list")))
    assert escape(address) in page
    assert SENTENCE in page
    assert "2 cases" in page
    listed = client.get(address)
    assert {case.pk for case in listed.context["page"]} == set(firing.case_links.values_list("case", flat=True))
    assert f"{reverse('advocacy_add')}?firing={firing.public_id}" in said(listed)
    assert "Alert: Talas" in said(listed)
    erase_case(erased, by=dara)
    assert len(client.get(address).context["page"]) == 1
    assert ">1 case<" in said(client.get(reverse("alert_list")))


def test_seen_and_ended(client: Client, firing: AlertFiring, dara: User) -> None:
    signed_in(client, dara)
    client.post(reverse("firing_seen", args=[firing.public_id]))
    assert "An alert fired" not in said(client.get(reverse("overview")))
    assert "looked at by Dara" in said(client.get(reverse("alert_list")))
    client.post(reverse("alert_end", args=[firing.alert.public_id]))
    page = said(client.get(reverse("alert_list")))
    assert "ended by Dara" in page
    assert "Nothing is watched yet." in page


def test_nobody_else_learns_of_it(
    client: Client, firing: AlertFiring, amina: User, bilal: User, chen: User, emil: User, aida: User
) -> None:
    for user in (amina, bilal, chen, emil, aida):
        signed_in(client, user)
        assert client.get(reverse("alert_list")).status_code == 404
        assert client.get(reverse("alert_add")).status_code == 404
        assert client.post(reverse("firing_seen", args=[firing.public_id])).status_code == 404
        assert client.post(reverse("alert_end", args=[firing.alert.public_id])).status_code == 404
    for user in (amina, bilal):
        signed_in(client, user)
        assert SENTENCE not in said(client.get(reverse("queue")))
        listed = said(client.get(f"{reverse('case_list')}?firing={firing.public_id}"))
        assert "One of the filters is not available to you." in listed


def test_queries_do_not_grow_with_what_has_fired(
    client: Client, programme: Programme, firing: AlertFiring, amina: User, dara: User
) -> None:
    signed_in(client, dara)
    counts = []
    for code in ("PWID", "SW", "PLHIV"):
        for name in ("alert_list", "queue", "overview"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(reverse(name))
            counts.append((name, len(asked)))
        alert_add(programme, RuleData(2, 60, "programme", group=term("client_groups", code)), by=dara)
    assert len(set(counts)) == 3, counts


def test_in_members_mode_it_takes_an_open_key_as_every_page_does(
    client: Client, settings: Any, firing: AlertFiring, dara: User
) -> None:
    settings.VAULT_MODE = "members"
    keyed(dara)
    assert signed_in(client, dara).get(reverse("alert_list")).status_code == 423
    assert SENTENCE in said(signed_in_with_key(client, dara).get(reverse("alert_list")))
