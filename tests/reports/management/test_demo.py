"""The demo in the database: published totals, histories, people, and what the command says."""

import datetime
from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from documenters.models import AuditEvent, Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Permission, Role
from react_cases.actions.cases import case_start
from react_cases.actions.sealing import NARRATIVE, OpenReason, comment_text, open_sealed
from react_cases.management.demo import LOGINS
from react_cases.management.demo.loading import demo_load
from react_cases.management.demo.people import people_load
from react_cases.management.demo.storybook import desk_stories, published_stories
from react_cases.models import (
    Case,
    CaseCounter,
    CaseTransition,
    Client,
    Comment,
    Consent,
    Readiness,
    Response,
    SealedText,
    Violation,
    Violator,
)
from react_cases.workflow import (
    Axis,
    Duty,
    Qualification,
    ReadinessValue,
    ResponseStatus,
    Status,
    find_transition,
    response_step_allowed,
)
from tests.factories.taxonomy import loaded_programme

DAY = datetime.date
APPROVED = Q(status=Status.APPROVED, counts_in_statistics=True)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Programme]:
    """The demo, loaded once for the module and rolled back after it; every test runs in a savepoint on top."""
    with django_db_blocker.unblock(), transaction.atomic():
        programme = loaded_programme()
        demo_load(programme, cases=2010, seed=2020)
        yield programme
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: Programme, db: None, settings: Settings) -> Programme:
    """The loaded demo, for one test."""
    settings.DEMO = True
    return loaded


@pytest.fixture
def amina_case(demo: Programme) -> Case:
    """The published case that amina tells, which the mentor gave back once."""
    return Case.objects.get(documenter__username="amina", received_on=DAY(2021, 10, 14), consents__purpose="STORY")


def run(**options: object) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **{"releases": False, **options})
    return out.getvalue()


def user(name: str) -> User:
    return User.objects.get(username=name)


def registered(first: DAY, last: DAY, **conditions: object) -> int:
    return Case.objects.filter(APPROVED, received_on__range=(first, last), **conditions).distinct().count()


def by_police(**conditions: object) -> int:
    """Cases of 2020-2021 with law enforcement among the violators, by the primary group."""
    return registered(DAY(2020, 1, 1), DAY(2021, 12, 31), violators__type__code__startswith="LE.", **conditions)


def primary(code: str) -> dict[str, object]:
    return {"client_groups__group__code": code, "client_groups__is_primary": True}


def test_published_totals(demo: Programme) -> None:
    both = (DAY(2020, 1, 1), DAY(2021, 12, 31))
    first_half = (DAY(2021, 1, 1), DAY(2021, 6, 30))
    violation = {"qualification": Qualification.VIOLATION}
    assert registered(*both) == 1320
    assert by_police() == 668
    assert by_police(**primary("PWID")) == 394
    assert by_police(**primary("SW")) == 227
    assert registered(*both, readiness__in=[ReadinessValue.NOTREADY, ReadinessValue.CHANGED]) == 568
    assert registered(DAY(2020, 1, 1), DAY(2020, 12, 31)) == 503
    assert registered(DAY(2020, 1, 1), DAY(2020, 12, 31), **violation) == 384
    assert registered(*first_half) == 373
    assert registered(*first_half, **violation) == 300
    assert registered(*first_half, **primary("PWID")) == 166
    assert registered(DAY(2020, 1, 1), DAY(2022, 12, 31)) == 2010
    assert registered(DAY(2020, 1, 1), DAY(2022, 12, 31), client_groups__group__code="PLHIV") == 483
    assert registered(DAY(2023, 1, 1), DAY(2024, 12, 31)) == 3
    assert Case.objects.filter(APPROVED).count() == 2013


def test_people(demo: Programme) -> None:
    assert Organisation.objects.filter(programme=demo).count() == 15
    roles = Counter(Membership.objects.filter(programme=demo).values_list("role", flat=True))
    assert roles == {Role.DOCUMENTER: 29, Role.MENTOR: 5, Role.COORDINATOR: 2, Role.DONOR: 1, Role.ADMINISTRATOR: 1}
    assert MentorAssignment.objects.values("organisation").distinct().count() == 15
    for _, username, password in LOGINS:
        assert user(username).check_password(password)
        assert len(password) >= 14
    assert {user("jyldyz").language, user("emil").language, user("amina").language} == {"ky", "en", "ru"}


def test_people_who_are_there_keep_their_password(demo: Programme) -> None:
    amina = user("amina")
    amina.set_password("something she chose herself")
    amina.save()
    before = (User.objects.count(), Membership.objects.count(), MentorAssignment.objects.count())
    people_load(demo)
    assert (User.objects.count(), Membership.objects.count(), MentorAssignment.objects.count()) == before
    assert user("amina").check_password("something she chose herself")


def test_a_second_run_changes_nothing(demo: Programme) -> None:
    def state() -> list[object]:
        tables = (Case, CaseTransition, SealedText, Violation, Readiness, Client, AuditEvent, User, Comment)
        return [
            *(table._default_manager.aggregate(last=Max("pk"))["last"] for table in tables),
            list(CaseCounter.objects.order_by("year").values_list("year", "last")),
        ]

    before = state()
    assert "They were not changed" in run()
    assert state() == before


def test_another_size_needs_fresh(demo: Programme) -> None:
    with pytest.raises(CommandError, match="--fresh"):
        run(cases=500)
    with pytest.raises(CommandError, match="--fresh"):
        run(seed=3)


def test_too_few_cases(demo: Programme) -> None:
    with pytest.raises(CommandError, match="too few"):
        run(cases=50, fresh=True)


def test_a_demo_that_only_its_members_open_starts_again_and_is_not_loaded_anew(
    demo: Programme, settings: Settings
) -> None:
    settings.VAULT_MODE = "members"
    assert "there already" in run()
    with pytest.raises(CommandError, match="VAULT_MODE=server"):
        run(fresh=True)


def test_fresh_replaces_the_population(demo: Programme) -> None:
    connection.check_constraints()
    events = AuditEvent.objects.count()
    assert "Loaded" in run(cases=300, seed=4, fresh=True)
    connection.check_constraints()
    assert registered(DAY(2020, 1, 1), DAY(2022, 12, 31)) == 300
    assert CaseCounter.objects.get(year=2020).last == registered(DAY(2020, 1, 1), DAY(2020, 12, 31))
    assert AuditEvent.objects.filter(action="demo.loaded").count() == 2
    assert AuditEvent.objects.count() > events


def test_real_cases_are_never_mixed_with_invented_ones(demo: Programme) -> None:
    amina = user("amina")
    case_start(organisation=amina.memberships.get().organisation, by=amina)
    assert "They were not changed" in run()
    with pytest.raises(CommandError, match="not invented"):
        run(fresh=True)


def test_no_constraint_is_violated(demo: Programme) -> None:
    connection.check_constraints()
    for case in Case.objects.order_by("public_id")[:25]:
        case.full_clean()


def test_planner_knows_the_rows(demo: Programme) -> None:
    """What is asked right after the load, in the same transaction, is planned for thousands of cases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'react_cases_violation'")
        assert cursor.fetchone()[0] > 1_000


def test_everything_is_marked(demo: Programme) -> None:
    assert not Case.objects.filter(is_demo=False).exists()
    assert Case.objects.filter(status=Status.APPROVED, counts_in_statistics=False).count() == 0
    consents = Counter(Consent.objects.values_list("purpose", flat=True))
    assert consents["RECORD"] == consents["STATS"] == Case.objects.count()


def test_every_case_is_approved_in_the_quarter_of_its_registration(demo: Programme) -> None:
    for received_on, approved_at, name in CaseTransition.objects.filter(name="approve").values_list(
        "case__received_on", "at", "case__status"
    ):
        day = timezone.localdate(approved_at)
        assert name == Status.APPROVED
        assert (day.year, (day.month + 2) // 3) == (received_on.year, (received_on.month + 2) // 3)
    approvals = CaseTransition.objects.filter(name="approve")
    assert not approvals.exclude(at=F("case__status_at")).exists()


def test_times_belong_together(demo: Programme) -> None:
    assert not Case.objects.filter(created_at__gt=F("submitted_at")).exists()
    assert not Case.objects.filter(submitted_at__gt=F("status_at")).exists()
    assert not Case.objects.filter(transitions__at__lt=F("created_at")).exists()
    assert not Case.objects.filter(transitions__at__gt=timezone.now()).exists()
    assert AuditEvent.objects.filter(action="case.approved").count() == 0
    assert AuditEvent.objects.filter(action="case.approve", at__lt="2025-01-01T00:00:00Z").count() == 11


def test_three_pairs_of_eyes(demo: Programme) -> None:
    """Nobody holds two duties in a case, and everybody may do what they did."""
    mentors: dict[int, set[int]] = {}
    for organisation, mentor in MentorAssignment.objects.values_list("organisation_id", "mentor_id"):
        mentors.setdefault(organisation, set()).add(mentor)
    coordinators = set(Membership.objects.filter(role=Role.COORDINATOR).values_list("user_id", flat=True))
    duties: dict[int, dict[str, set[int]]] = {}
    rows = CaseTransition.objects.exclude(duty="").values_list(
        "case_id", "duty", "by_id", "case__documenter_id", "case__organisation_id"
    )
    for case, duty, by, author, organisation in rows:
        duties.setdefault(case, {}).setdefault(duty, set()).add(by)
        allowed = {Duty.AUTHOR: {author}, Duty.REVIEWER: mentors[organisation], Duty.APPROVER: coordinators}
        assert by in allowed[Duty(duty)]
    for held in duties.values():
        everybody = [person for people in held.values() for person in people]
        assert len(everybody) == len(set(everybody))
    members = set(Membership.objects.filter(role=Role.DOCUMENTER).values_list("user_id", "organisation_id"))
    assert set(Case.objects.values_list("documenter_id", "organisation_id")) <= members


def test_every_path_is_one_that_the_workflow_allows(demo: Programme) -> None:
    """The population is written by COPY; its paths are those of the actions."""
    paths: dict[tuple[int, str], str] = {}
    everything = frozenset(Permission)
    for row in CaseTransition.objects.order_by("at", "pk"):
        start = Status.DRAFT if row.axis == Axis.DOCUMENTATION else ResponseStatus.NEW
        assert row.source == paths.get((row.case_id, row.axis), start)
        if row.axis == Axis.DOCUMENTATION:
            step = find_transition(row.name, Status(row.source), everything)
            assert step is not None
            assert step.target == row.target
        else:
            assert response_step_allowed(ResponseStatus(row.source), ResponseStatus(row.target))
            assert row.name == row.target.lower()
        paths[row.case_id, row.axis] = row.target
    for case in Case.objects.all():
        assert paths[case.pk, Axis.DOCUMENTATION] == case.status
        assert paths.get((case.pk, Axis.RESPONSE), ResponseStatus.NEW) == case.response_status


def test_the_latest_readiness_is_the_case_s(demo: Programme) -> None:
    latest: dict[int, str] = {}
    for row in Readiness.objects.order_by("stated_on", "pk"):
        latest[row.case_id] = row.value
    assert latest == dict(Case.objects.values_list("pk", "readiness"))


def test_versions_count_the_steps(demo: Programme) -> None:
    steps = Counter(CaseTransition.objects.values_list("case_id", flat=True))
    population = Case.objects.exclude(narrative_language="ky").filter(received_on__year__lte=2020)
    for case in population:
        assert case.version == 1 + steps[case.pk]


def test_a_synthetic_case_looks_like_one_of_the_actions(demo: Programme, amina_case: Case) -> None:
    """Every column that an approved case of the actions fills is filled by COPY."""
    synthetic = Case.objects.filter(received_on__year=2020, response_status=ResponseStatus.CLOSED).first()
    assert synthetic is not None
    for field in Case._meta.concrete_fields:
        if getattr(amina_case, field.attname) not in (None, "", False, []):
            filled = Case.objects.filter(received_on__year=2020).exclude(**{f"{field.name}__isnull": True})
            assert filled.exists(), field.name
    places = {"part", "part_id", "field", "generation"}
    mine = SealedText.objects.filter(case=amina_case, field="narrative").values(*places).get()
    assert SealedText.objects.filter(case=synthetic, field="narrative").values(*places).get() == mine


def test_case_numbers_follow_the_dates_and_go_on(demo: Programme) -> None:
    for year, last in CaseCounter.objects.values_list("year", "last"):
        cases = list(
            Case.objects.filter(code__startswith=f"KG-{year}-").order_by("code").values_list("code", "received_on")
        )
        assert [code for code, _ in cases] == [f"KG-{year}-{number:06d}" for number in range(1, last + 1)]
        assert [day for _, day in cases] == sorted(day for _, day in cases)
    amina = user("amina")
    case = case_start(organisation=amina.memberships.get().organisation, by=amina, received_on=DAY(2021, 5, 5))
    assert case.code == f"KG-2021-{CaseCounter.objects.get(year=2021).last:06d}"


def test_narratives_open(demo: Programme) -> None:
    dara = user("dara")
    cases = list(Case.objects.order_by("public_id")[:15])
    for case in cases:
        opened = open_sealed(case, [NARRATIVE], by=dara, reason=OpenReason.READ)
        assert len(opened[NARRATIVE]) > 60
    comment = Comment.objects.filter(case__received_on__year=2020).first()
    assert comment is not None
    assert open_sealed(comment.case, [comment_text(comment)], by=dara, reason=OpenReason.READ)


def test_stories_in_the_database(demo: Programme) -> None:
    stories = published_stories()
    dates = [story.received_on for story in stories]
    told = Case.objects.filter(received_on__in=dates, consents__purpose="STORY", consents__language__in=["ru", "ky"])
    texts = {
        open_sealed(case, [NARRATIVE], by=user("dara"), reason=OpenReason.READ)[NARRATIVE]: case
        for case in told.distinct()
    }
    for story in stories:
        case = texts[story.text]
        assert case.violators.count() == len(story.violators)
        assert case.violations.count() == len(story.violations)
        history = case.readiness_history.order_by("stated_on", "pk")
        assert [row.value for row in history] == [row.value for row in story.readiness]
        assert [row.group.code for row in case.client_groups.all()] == list(story.groups)
        assert case.responses.count() == len(story.responses)
        assert case.documenter.username == story.documenter
    found = [texts[story.text] for story in stories]
    assert Violator.objects.filter(case__in=found).count() == 19
    assert Violation.objects.filter(case__in=found).count() == 45


def test_the_corrected_story(amina_case: Case) -> None:
    names = amina_case.transitions.filter(axis=Axis.DOCUMENTATION).values_list("name", flat=True)
    assert list(names) == ["submit", "return", "submit", "validate", "approve"]
    comment = amina_case.comments.get()
    assert comment.resolved_at is not None
    assert amina_case.responses.count() == 8
    assert amina_case.consents.filter(withdrawn_on=None).count() == 4


def test_the_desk(demo: Programme) -> None:
    waiting = {name: list(Case.objects.waiting_for(user(name))) for name in ("amina", "bilal", "dara")}
    assert [case.status for case in waiting["amina"]] == [Status.RETURNED]
    assert waiting["amina"][0].comments.count() == 1
    assert {case.status for case in waiting["bilal"]} == {Status.SUBMITTED}
    week_ago = timezone.now() - datetime.timedelta(days=7)
    assert sum(case.status_at < week_ago for case in waiting["bilal"]) == 1
    assert len(waiting["dara"]) == 4
    assert {case.status for case in waiting["dara"]} == {Status.VALIDATED}
    assert not Case.objects.filter(status__in=[Status.DRAFT]).exists()
    assert Case.objects.exclude(status=Status.APPROVED).count() == len(desk_stories(timezone.localdate()))


def test_averages(demo: Programme) -> None:
    count = Case.objects.count()
    assert Violation.objects.count() / count == pytest.approx(1.61, abs=0.06)
    assert Response.objects.count() / count == pytest.approx(1.80, abs=0.08)
    assert not Violation.objects.filter(violators=None).exists()
    assert not Violation.violators.through.objects.exclude(violator__case=F("violation__case")).exists()
    assert not Case.objects.exclude(client=None).exclude(client__organisation=F("organisation")).exists()
