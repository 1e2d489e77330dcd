"""Alerts: what fires, what does not, once and not twice; and that no person can be watched."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils import timezone, translation
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from documenters.actions.notices import notice_address_set
from documenters.identity import database_identity
from documenters.models import AuditEvent, Membership, Programme, User
from react_cases.actions.alert_words import rule_text
from react_cases.actions.alerts import (
    AlertRefused,
    Look,
    RuleData,
    alert_add,
    alert_end,
    alerts_check,
    firing_seen,
    rule_look,
)
from react_cases.actions.review import CommentData, case_reopen
from react_cases.actions.watching import alerts_job
from react_cases.models import Alert, AlertFiring, Case
from react_cases.models.choices import CommentField
from react_cases.tasks import is_waited_for
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case, term
from tests.factories.people import OrganisationFactory, make_coordinator, make_documenter

TODAY = timezone.localdate()
SITE = {"setting": "OSTSITE", "city": "KG-T-C-TALAS", "oblast": "KG-T", "violators": ["LE.CRIM"]}


def rule(at_least: int = 3, within_days: int = 60, area: str = "city", **codes: str) -> RuleData:
    """Law enforcement at OST sites, unless said otherwise."""
    lists = {
        "violator": "violator_types",
        "category": "violation_categories",
        "setting": "event_settings",
        "group": "client_groups",
    }
    codes = codes or {"violator": "LE", "setting": "OSTSITE"}
    return RuleData(at_least, within_days, area, **{name: term(lists[name], code) for name, code in codes.items()})


def case_at(who: User, days_ago: int = 3, status: Status = Status.SUBMITTED, **fields: Any) -> Case:
    day = TODAY - datetime.timedelta(days=days_ago)
    return make_case(who, status, event_from=day, **{**SITE, **fields})


def check(programme: Programme, dara: User) -> list[AlertFiring]:
    with database_identity(dara):
        return alerts_check(programme, by=dara)


def behind(firing: AlertFiring) -> set[int]:
    return set(firing.case_links.values_list("case", flat=True))


def test_it_fires_once_and_again_only_with_enough_new_cases(programme: Programme, amina: User, dara: User) -> None:
    alert = alert_add(programme, rule(), by=dara)
    first = [case_at(amina, days) for days in (40, 20, 3)]
    (fired,) = check(programme, dara)
    assert behind(fired) == {case.pk for case in first}
    assert (fired.alert, fired.place.code, fired.seen_at) == (alert, "KG-T-C-TALAS", None)
    assert (fired.last_on - fired.first_on).days == 37
    assert check(programme, dara) == []
    later = [case_at(amina, days) for days in (10, 5)]
    assert check(programme, dara) == []
    later.append(case_at(amina, 1))
    (again,) = check(programme, dara)
    assert behind(again) == {case.pk for case in later}


def test_what_does_not_belong_to_it_does_not_count(programme: Programme, amina: User, bilal: User, dara: User) -> None:
    alert_add(programme, rule(), by=dara)
    for _ in range(2):
        case_at(amina)
    case_at(amina, violators=["HC.HOSP"])
    case_at(amina, setting="STREET")
    case_at(amina, city="KG-Y-C-KARAKOL", oblast="KG-Y")
    case_at(amina, days_ago=61)
    case_at(amina, status=Status.REJECTED)
    erase_case(case_at(amina), by=dara)
    make_case(amina, Status.DRAFT)
    case_at(amina, city=None)
    assert check(programme, dara) == []
    case_at(amina, status=Status.RETURNED)
    assert len(check(programme, dara)) == 1


def test_headings_areas_and_towns_of_oblast_rank(programme: Programme, amina: User, dara: User) -> None:
    capital = {"oblast": "KG-GB", "city": None, "violations": ["LIB.ARREST"], "groups": ["SW"]}
    alerts = {
        area: alert_add(programme, rule(2, area=area, category="LIB", group="SW"), by=dara)
        for area in ("city", "district", "oblast", "programme")
    }
    case_at(amina, **capital)
    case_at(amina, **capital, district="KG-GB-D-LENIN")
    case_at(amina, **{**capital, "oblast": "KG-T"})
    places = {firing.alert.area: firing.place and firing.place.code for firing in check(programme, dara)}
    assert places == {"city": "KG-GB", "oblast": "KG-GB", "programme": None}
    assert alerts["programme"].firings.get().case_links.count() == 3


def test_what_had_gathered_long_before_is_no_news_and_what_is_fresh_is(
    programme: Programme, amina: User, nurlan: User, dara: User
) -> None:
    for days in (300, 299, 298, 30, 20, 10):
        case_at(amina, days)
    assert rule_look(programme, rule(), by=dara) == Look(in_a_year=2, ever=2)
    assert rule_look(programme, rule(4), by=dara) == Look(in_a_year=0, ever=0)
    alert = alert_add(programme, rule(), by=dara)
    assert [firing.case_links.count() for firing in alert.firings.all()] == [3]
    with pytest.raises(AlertRefused, match="exists"):
        alert_add(programme, rule(), by=nurlan)
    with pytest.raises(AlertRefused, match="no_code"):
        alert_add(programme, RuleData(3, 60, "city"), by=dara)


def test_ended_it_finds_nothing_and_seen_it_waits_for_nobody(programme: Programme, amina: User, dara: User) -> None:
    alert, other = (alert_add(programme, rule(size), by=dara) for size in (2, 3))
    alert_end(alert_end(other, by=dara), by=dara)
    for _ in range(3):
        case_at(amina)
    (fired,) = check(programme, dara)
    assert fired.alert == alert
    with database_identity(dara):
        assert is_waited_for(dara)
        firing_seen(firing_seen(fired, by=dara), by=dara)
        assert not is_waited_for(dara)
    logged = AuditEvent.objects.filter(action__startswith="alert.").order_by("pk").values_list("action", "actor")
    assert list(logged) == [
        ("alert.added", dara.pk),
        ("alert.added", dara.pk),
        ("alert.ended", dara.pk),
        ("alert.fired", None),
        ("alert.seen", dara.pk),
    ]


def test_only_coordinators(programme: Programme, amina: User, bilal: User, aida: User, dara: User) -> None:
    alert = alert_add(programme, rule(2), by=dara)
    for _ in range(2):
        case_at(amina)
    (fired,) = check(programme, dara)
    for user in (amina, bilal, aida):
        for refused in (
            lambda user=user: alert_add(programme, rule(4), by=user),
            lambda user=user: alert_end(alert, by=user),
            lambda user=user: alerts_check(programme, by=user),
            lambda user=user: firing_seen(fired, by=user),
            lambda user=user: rule_look(programme, rule(), by=user),
        ):
            with pytest.raises(PermissionDenied):
                refused()
        with database_identity(user):
            assert not Alert.objects.exists()
            assert not AlertFiring.objects.exists()


def test_sending_reopening_and_undoing_have_it_looked_at(
    programme: Programme, amina: User, bilal: User, dara: User, settings: Any
) -> None:
    settings.MAIL_IS_SET_UP = True
    notice_address_set("dara@mailbox.example", by=dara)
    jobs = DBTaskResult.objects.filter(task_path=alerts_job.module_path)
    with database_identity(amina):
        case_at(amina)
    assert not jobs.exists()
    alert_add(programme, rule(2), by=dara)
    with database_identity(amina):
        case_at(amina)
        assert not AlertFiring.objects.exists()
    assert [row.args_kwargs for row in jobs] == [{"args": [], "kwargs": {"programme": programme.pk}}]
    jobs.delete()
    alerts_job.call(programme=programme.pk)
    assert AlertFiring.objects.count() == 1
    told = DBTaskResult.objects.get(task_path="react_cases.tasks.notice_job")
    assert told.args_kwargs["kwargs"] == {"person": dara.pk}
    rejected = case_at(amina, status=Status.REJECTED)
    jobs.delete()
    case_reopen(rejected, [CommentData(CommentField.CASE, "Look again")], by=dara, version=rejected.version)
    assert jobs.count() == 1
    Membership.objects.filter(user=dara).update(ended_at=timezone.now())
    alerts_job.call(programme=programme.pk)


def test_many_cases_sent_before_a_worker_comes_are_looked_at_by_one_job(
    programme: Programme, amina: User, dara: User
) -> None:
    alert_add(programme, rule(3), by=dara)
    jobs = DBTaskResult.objects.filter(task_path=alerts_job.module_path)
    for _ in range(3):
        case_at(amina)
    assert jobs.count() == 1
    jobs.update(status=TaskResultStatus.RUNNING)
    # The one that has begun may have looked already.
    case_at(amina)
    assert jobs.count() == 2


@pytest.mark.django_db(transaction=True)
def test_no_worker_begins_the_one_job_before_the_case_is_there(programme: Programme) -> None:
    dara = make_coordinator(programme, "dara")
    amina = make_documenter(OrganisationFactory(programme=programme), "amina")
    alert_add(programme, rule(3), by=dara)
    case_at(amina)

    def free() -> int:
        try:
            with transaction.atomic():
                return len(DBTaskResult.objects.ready().select_for_update(skip_locked=True))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(free).result() == 1
        with transaction.atomic():
            case_at(amina)
            assert elsewhere.submit(free).result() == 0
        assert elsewhere.submit(free).result() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_fire_once(programme: Programme) -> None:
    dara = make_coordinator(programme, "dara")
    amina = make_documenter(OrganisationFactory(programme=programme), "amina")
    alert_add(programme, rule(3), by=dara)
    for _ in range(4):
        case_at(amina)
    start, failed = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait()
            alerts_job.call(programme=programme.pk)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert [firing.case_links.count() for firing in AlertFiring.objects.all()] == [4]


def test_no_field_of_an_alert_can_hold_a_person_a_unit_or_a_client() -> None:
    """Numbers, days, codes of lists, places, and who set it: nothing to write a word into."""
    allowed = {"documenters.programme", "react_cases.term", "react_cases.location", "documenters.user"}
    allowed |= {"react_cases.alert", "react_cases.alertfiring", "react_cases.case"}
    for name in ("Alert", "AlertFiring", "AlertCase"):
        for field in apps.get_model("react_cases", name)._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                assert field.related_model._meta.label_lower in allowed, field
                if field.related_model is User:
                    assert field.name in ("made_by", "ended_by", "seen_by"), field
            elif isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField):
                assert field.name == "area", field
                assert field.choices
    named = {name for name, value in RuleData.__annotations__.items() if value is not int and name != "area"}
    assert named == {"violator", "category", "setting", "group"}


def test_the_rule_in_words(programme: Programme) -> None:
    with translation.override("en"):
        said = "3 or more cases: law enforcement, at or near an OST / harm-reduction site, in one city, within 60 days"
        assert rule_text(rule()) == said
        assert "cases: IVS / SIZO / prison, " in rule_text(rule(setting="HOLD"))
