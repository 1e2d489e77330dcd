"""What the programme did with its cases, counted by hand; and that nobody but its coordinators counts it."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from documenters.models import Programme, User
from react_cases.actions.papers import paper_new
from react_cases.models import (
    AdvocacyAction,
    AdvocacyCase,
    Alert,
    AlertCase,
    AlertFiring,
    Case,
    LitigationStage,
    StrategicCase,
)
from react_cases.models.paper import PaperKind
from reports.advocacy_counts import AdvocacyCounts, advocacy_counts_of
from reports.indicators.advocacy import ADVOCACY
from reports.indicators.figures import Duration, Money, Number
from reports.indicators.live import live_figures
from tests.factories.cases import erase_case, make_case, term
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.date(2021, 3, 10)


def action(by: User, number: int, done_on: datetime.date, cases: list[Case], **fields: Any) -> AdvocacyAction:
    programme = by.memberships.get().programme
    made = AdvocacyAction.objects.create(
        paper=paper_new(programme, PaperKind.ADVOCACY, by=by),
        programme=programme,
        code=f"A-{done_on.year}-{number:03}",
        body=term("bodies", "MIA"),
        done_on=done_on,
        **fields,
    )
    AdvocacyCase.objects.bulk_create(AdvocacyCase(action=made, case=case) for case in cases)
    return made


@pytest.fixture
def done(programme: Programme, amina: User, dara: User) -> None:
    """Three actions about three cases, of which one is erased later; a strategic case; an alert that fired."""
    one, two, gone = (make_case(amina, received_on=DAY, event_from=DAY) for _ in range(3))
    letter = action(dara, 1, DAY, [one, two], kind="letter", reply="written", replied_on=DAY + datetime.timedelta(20))
    letter.effects.set([term("effects", "WARN"), term("effects", "WRITTEN")])
    action(dara, 2, DAY, [two, gone], kind="meeting", reply="oral", replied_on=DAY + datetime.timedelta(10))
    action(dara, 1, DAY.replace(year=2022), [gone], kind="letter")
    strategic = StrategicCase.objects.create(case=one, claimed=400_000, won=350_650, flagged_by=dara)
    StrategicCase.objects.create(case=gone, claimed=1, flagged_by=dara)
    for met_on in (None, DAY):
        LitigationStage.objects.create(
            strategic=strategic,
            stage=term("litigation_stages", "FIRST"),
            happened_on=DAY,
            deadline_on=DAY,
            met_on=met_on,
            recorded_by=dara,
        )
    alert = Alert.objects.create(programme=programme, at_least=2, within_days=9, area="city", made_by=dara)
    fired = AlertFiring.objects.create(alert=alert, first_on=DAY, last_on=DAY)
    AlertCase.objects.bulk_create(AlertCase(firing=fired, case=case) for case in (one, gone))
    erase_case(gone, by=dara)


def test_counted_by_hand(programme: Programme, done: None, dara: User) -> None:
    counts = advocacy_counts_of(programme, by=dara)
    assert (counts.actions, counts.cases, counts.answered, counts.days_to_reply) == (3, 2, 2, 15)
    assert counts.kinds == {"letter": 2, "meeting": 1}
    assert counts.replies == {"written": 1, "oral": 1, "": 1}
    assert (counts.with_effect, dict(counts.effects)) == (1, {"WRITTEN": 1, "WARN": 1})
    assert (counts.strategic, dict(counts.outcomes), counts.deadlines) == (1, {"": 1}, 1)
    assert (counts.claimed, counts.won) == (Decimal(400_000), Decimal(350_650))
    assert (counts.firings, counts.alerted) == (1, 1)


def test_months_narrow_it(programme: Programme, done: None, dara: User) -> None:
    chosen = {"from": datetime.date(2022, 1, 1), "to": datetime.date(2022, 3, 1)}
    figures = live_figures(Case.objects.countable_by(dara), programme, chosen, coordinator=dara).advocacy
    assert figures["advocacy_actions"] == Number(1)
    assert figures["advocacy_answered"] == Number(0, 1)
    assert figures["advocacy_days_to_reply"] == Duration(None, 0)
    assert figures["strategic_won"] == Money(Decimal(0))
    assert figures["alert_firings"] == Number(0)
    assert list(figures) == list(ADVOCACY)


def test_what_is_planned_is_not_done_and_what_has_ended_waits_for_nothing(
    programme: Programme, done: None, amina: User, dara: User
) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    planned = action(dara, 9, tomorrow, [make_case(amina)], kind="media")
    planned.effects.set([term("effects", "WARN")])
    StrategicCase.objects.filter(outcome="").update(outcome="won", ended_on=DAY)
    for last in (None, tomorrow):
        counts = advocacy_counts_of(programme, last=last, by=dara)
        assert (counts.actions, counts.cases, counts.with_effect, counts.kinds["media"]) == (3, 2, 1, 0)
        assert counts.deadlines == 0


def test_sums_are_in_the_currency_of_the_programme(
    client: Client, programme: Programme, done: None, dara: User
) -> None:
    Programme.objects.filter(pk=programme.pk).update(currency="KZT")
    asked = signed_in(client, dara).get(reverse("figures"), headers={"accept-language": "en"}).content.decode()
    assert "350,650 KZT" in asked
    assert "som" not in re.findall(r"\w+", asked.lower())
    for code in ("strategic_won", "strategic_claimed"):
        with translation.override("en"):
            said = str(ADVOCACY[code].definition)
        assert "in the currency of the programme" in said
        assert "registered" in said


def test_nobody_else_counts_it(programme: Programme, done: None, amina: User, bilal: User, aida: User) -> None:
    for user in (bilal, aida):
        assert advocacy_counts_of(programme, by=user).firings == 0
    assert advocacy_counts_of(programme, by=aida) == AdvocacyCounts()
    assert advocacy_counts_of(programme, by=amina).firings == 0


def test_page_shows_both_blocks_to_the_coordinator(client: Client, done: None, amina: User, dara: User) -> None:
    def page(user: User) -> str:
        asked = signed_in(client, user).get(reverse("figures"), headers={"accept-language": "en"})
        return str(asked.content.decode())

    whole = page(dara)
    for said in ("Did help change something?", "350,650", "15 days", "median of 2 advocacy actions", "2 of 3 advocacy"):
        assert said in whole, said
    assert "Unit: Advocacy actions, none of the five counts. Base: all advocacy actions done by today." in whole
    own = page(amina)
    assert "Did help change something?" in own
    assert "What the programme did" not in own
    assert "donors get them only as sentences that a coordinator writes" in own
    assert timezone.localdate().year > DAY.year
