"""Batches by quarter of approval, frozen once; what happens to a case afterwards changes nothing that was counted."""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.locking import NotAllowed
from react_cases.actions.responses import (
    OutcomeData,
    case_close,
    consent_give,
    consent_withdraw,
    readiness_add,
    response_status_set,
)
from react_cases.actions.review import CommentData, case_approve, case_reopen, case_validate
from react_cases.actions.same_clients import client_apart, client_same, client_undo
from react_cases.actions.undo import step_undo, undo_offer
from react_cases.models import Case
from react_cases.models.choices import CommentField, ConsentPurpose
from react_cases.workflow import Qualification, ReadinessValue, ResponseStatus, Status
from reports.disclosure.schema import NOT_FINISHED, Record
from reports.models import CountedCase, Release, ReleaseApproval, ReleaseBlock, ReleaseState
from reports.records import freeze_quarters, has_taken_back, read_outcomes, records_of
from tests.factories.cases import erase_case, make_case, submit, term
from tests.factories.releases import SAFE

QUARTERS = [f"{year}-Q{number}" for year in (2020, 2021) for number in (1, 2, 3, 4)]


def at(day: str, clock: str = "12:00") -> datetime.datetime:
    """A moment in Bishkek."""
    return datetime.datetime.fromisoformat(f"{day}T{clock}:00+06:00")


def case_of(user: User, day: str, clock: str = "12:00", **fields: Any) -> Case:
    """A case registered and approved then."""
    with time_machine.travel(at(day, clock), tick=False):
        return make_case(user, received_on=datetime.date.fromisoformat(day), **fields)


@pytest.fixture
def block(programme: Programme) -> ReleaseBlock:
    return ReleaseBlock.objects.create(programme=programme, first_year=2020, codes={})


def begun(block: ReleaseBlock, by: User, *periods: str) -> Release:
    """A release that is being built."""
    number = Release.objects.exclude(state=ReleaseState.DISCARDED).count() + 1
    return Release.objects.create(
        programme=block.programme,
        number=number,
        periods=list(periods),
        as_of=datetime.date(2020, 12, 31),
        built_by=by,
        created_at=timezone.now(),
    )


def published(release: Release, *people: User) -> Release:
    """The same release, published."""
    release.state, release.digest, release.report = ReleaseState.BUILT, f"{release.number:064x}", SAFE
    release.save()
    for person in people:
        ReleaseApproval.objects.create(release=release, digest=release.digest, by=person, at=timezone.now())
    release.state, release.published_at = ReleaseState.PUBLISHED, timezone.now()
    release.save()
    return release


def freeze(block: ReleaseBlock, by: User, *periods: str) -> Release:
    """A release that is being built, with the cases of its quarters frozen."""
    release = begun(block, by, *periods)
    quarters = [name for name in periods if "-Q" in name]
    with database_identity(by):
        freeze_quarters(release, block, quarters, quarters[0])
    return release


def counts(block: ReleaseBlock) -> Counter[str]:
    return Counter(record.quarter for record in records_of(block))


def test_a_case_belongs_to_the_quarter_of_its_latest_approval_by_the_clock_of_the_programme(
    block: ReleaseBlock, amina: User, dara: User
) -> None:
    case_of(amina, "2020-03-31", "23:59")
    # In London it is still March.
    case_of(amina, "2020-04-01", "00:01")
    with time_machine.travel(at("2020-08-10"), tick=False):
        make_case(amina, received_on=datetime.date(2020, 1, 15))
    freeze(block, dara, *QUARTERS[:4])
    assert counts(block) == {"2020-Q1": 1, "2020-Q2": 1, "2020-Q3": 1}


def test_codes_are_kept_as_recorded(block: ReleaseBlock, amina: User, dara: User) -> None:
    case = case_of(
        amina,
        "2020-02-03",
        groups=("LGBTIQ.MSM", "PLHIV"),
        violators=("LE.CRIM", "LE.STATION"),
        violations=("LIB.ARREST", "EXT.OFF"),
        client_code="a" * 32,
        gender="TF",
    )
    freeze(block, dara, "2020-Q1")
    assert records_of(block) == [
        Record(
            quarter="2020-Q1",
            client=case.client_id,
            primary_group="LGBTIQ",
            groups=("LGBTIQ", "PLHIV"),
            violators=("LE.CRIM", "LE.STATION"),
            categories=("EXT.OFF", "LIB.ARREST"),
            oblast="KG-T",
            qualification="VIOLATION",
            gender="TF",
            age="A19_35",
        )
    ]


def test_the_same_client_code_in_two_organisations_is_one_client(
    block: ReleaseBlock, amina: User, chen: User, dara: User
) -> None:
    for person, code in ((amina, "a" * 32), (chen, "a" * 32), (chen, "b" * 32), (chen, "")):
        case_of(person, "2020-02-03", **({"client_code": code} if code else {}))
    freeze(block, dara, "2020-Q1")
    clients = [record.client for record in records_of(block)]
    assert len(set(clients)) == 3
    assert clients.count(None) == 1


def test_linked_clients_are_one_and_those_kept_apart_are_two(
    block: ReleaseBlock, amina: User, chen: User, dara: User
) -> None:
    by_code, here, there, bare, also_bare, again_bare, alone = (
        case_of(person, "2020-02-03", **({"client_code": code * 32} if code else {}))
        for person, code in (
            *((amina, "a"), (amina, "b"), (chen, "b"), (chen, "")),
            *((amina, ""), (chen, ""), (amina, "")),
        )
    )
    client_same(by_code, bare, by=dara)
    client_same(also_bare, again_bare, by=dara)
    client_apart(here, there, by=dara)
    freeze(block, dara, "2020-Q1")
    frozen = dict(CountedCase.objects.values_list("case", "codes__client"))
    numbers = [frozen[case.pk] for case in (by_code, bare, also_bare, again_bare, here, there, alone)]
    first, second, third, fourth, fifth, sixth, last = numbers
    assert first == second == by_code.client_id
    assert third == fourth
    assert len({first, third, fifth, sixth}) == 4
    assert last is None
    # What was frozen stays, whatever is said afterwards.
    client_undo(by_code, bare, by=dara)
    assert dict(CountedCase.objects.values_list("case", "codes__client")) == frozen


def test_only_approved_cases_whose_client_agrees_are_counted(block: ReleaseBlock, amina: User, dara: User) -> None:
    case_of(amina, "2020-02-03", status=Status.VALIDATED)
    case_of(amina, "2020-02-03", status=Status.REJECTED)
    case_of(amina, "2020-02-03", consents=("RECORD",))
    taken_back = case_of(amina, "2020-02-03")
    consent_withdraw(taken_back, ConsentPurpose.STATS, withdrawn_on=timezone.localdate(), by=dara)
    erased = case_of(amina, "2020-02-03")
    erase_case(erased, by=dara, version=erased.version)
    case_of(amina, "2020-02-03")
    # The flag alone, without the consent behind it, counts nobody.
    Case.objects.filter(pk=taken_back.pk).update(counts_in_statistics=True)
    freeze(block, dara, "2020-Q1")
    assert counts(block) == {"2020-Q1": 1}


def test_a_late_case_belongs_to_the_first_quarter_that_is_not_published(
    block: ReleaseBlock, amina: User, bilal: User, dara: User
) -> None:
    late = case_of(amina, "2020-02-03", consents=("RECORD",))
    case_of(amina, "2020-02-03")
    published(freeze(block, dara, "2020-Q1"), dara, bilal)
    with time_machine.travel(at("2020-11-03")):
        consent_give(late, ConsentPurpose.STATS, mode="oral", language="ru", given_on=timezone.localdate(), by=amina)
    case_of(amina, "2020-06-03")
    freeze(block, dara, "2020-Q2", "2020-Q3")
    assert counts(block) == {"2020-Q1": 1, "2020-Q2": 2}
    assert CountedCase.objects.get(case=late).quarter == "2020-Q2"


def test_a_correction_after_publication_changes_nothing_and_counts_nobody_twice(
    block: ReleaseBlock, amina: User, bilal: User, dara: User, zarina: User
) -> None:
    case = case_of(amina, "2020-02-03")
    published(freeze(block, dara, "2020-Q1"), dara, bilal)
    before = records_of(block)
    with time_machine.travel(at("2020-05-03"), tick=False):
        said = [CommentData(CommentField.EVENT, "It was in another oblast.", term("return_reasons", "MISSING"))]
        case = case_reopen(case, said, by=dara, version=case.version)
        case = submit(case, amina, oblast="KG-B", received_on=datetime.date(2020, 2, 3))
        case = case_validate(case, Qualification.ADVICE, by=bilal, version=case.version)
        case_approve(case, Qualification.ADVICE, ("ICCPR 9",), by=dara, version=case.version)
    freeze(block, dara, "2020-Q2", "2020-Q3")
    assert records_of(block) == before


def test_outcome_and_readiness_are_those_of_the_day_of_reading(
    block: ReleaseBlock, amina: User, bilal: User, dara: User
) -> None:
    cases = [case_of(amina, "2020-05-04", readiness="READY") for _ in range(4)]
    for case, day in zip(cases, ("2021-03-31", "2021-04-01", "2020-06-01"), strict=False):
        with time_machine.travel(at(day, "23:30"), tick=False):
            close(case, by=amina)
            reasons = [term("not_ready_reasons", "RETAL")]
            readiness_add(case, ReadinessValue.NOTREADY, reasons, stated_on=timezone.localdate(), by=amina)
    # Taken up again within the year, and closed long after it.
    for day, target in (("2021-02-01", ResponseStatus.REOPENED), ("2022-02-01", ResponseStatus.CLOSED)):
        with time_machine.travel(at(day), tick=False):
            cases[2].refresh_from_db()
            if target == ResponseStatus.CLOSED:
                close(cases[2], by=amina)
            else:
                response_status_set(cases[2], target, by=amina, version=cases[2].version)
    release = freeze(block, dara, *QUARTERS[:4], "2020")
    assert {record.outcome for record in records_of(block)} == {""}
    with database_identity(dara):
        assert read_outcomes(block, "2020") == 4
    found = Counter((record.outcome, record.readiness) for record in records_of(block))
    assert found == {
        ("FULL", "CHANGED"): 1,
        (NOT_FINISHED, "READY"): 2,
        (NOT_FINISHED, "CHANGED"): 1,
    }
    assert not has_taken_back(release)


def close(case: Case, *, by: User) -> None:
    case.refresh_from_db()
    data = OutcomeData(outcome=term("outcomes", "FULL"), closed_on=timezone.localdate())
    case_close(case, data, by=by, version=case.version)


def test_the_day_of_closing_decides_where_no_step_of_help_was_written(
    block: ReleaseBlock, amina: User, dara: User
) -> None:
    for day in ("2021-03-31", "2021-04-01"):
        case = case_of(amina, "2020-05-04")
        outcome = term("outcomes", "FULL")
        Case.objects.filter(pk=case.pk).update(response_status="CLOSED", closed_on=day, outcome=outcome)
    freeze(block, dara, *QUARTERS[:4], "2020")
    with database_identity(dara):
        read_outcomes(block, "2020")
    assert Counter(record.outcome for record in records_of(block)) == {"FULL": 1, NOT_FINISHED: 1}


def take_back(case: Case, by: User) -> None:
    case.refresh_from_db()
    consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=timezone.localdate(), by=by)


def erase(case: Case, by: User) -> None:
    case.refresh_from_db()
    erase_case(case, by=by, version=case.version)


CODED = {"groups": ("PWID", "PLHIV"), "violations": ("LIB.ARREST", "EXT.OFF", "EXT.SEIZE"), "client_code": "a" * 32}


@pytest.mark.parametrize("way", [take_back, erase])
def test_before_its_quarter_is_published_a_case_is_not_counted_any_more(
    way: Callable[[Case, User], None], block: ReleaseBlock, amina: User, dara: User
) -> None:
    case, other = case_of(amina, "2020-02-03"), case_of(amina, "2020-02-04")
    release = freeze(block, dara, "2020-Q1")
    with database_identity(dara):
        way(case, dara)
    assert list(CountedCase.objects.values_list("case", flat=True)) == [other.pk]
    release.refresh_from_db()
    assert release.stale_at is not None


@pytest.mark.parametrize("way", [take_back, erase])
def test_after_its_quarter_the_record_keeps_only_what_the_quarter_says(
    way: Callable[[Case, User], None], block: ReleaseBlock, amina: User, bilal: User, dara: User
) -> None:
    case = case_of(amina, "2020-02-03", **CODED)
    published(freeze(block, dara, "2020-Q1"), dara, bilal)
    later = begun(block, dara, "2020-Q2")
    with database_identity(dara):
        way(case, dara)
    assert records_of(block) == [
        Record(
            quarter="2020-Q1",
            client=None,
            primary_group="",
            groups=("PLHIV", "PWID"),
            violators=(),
            categories=("EXT", "LIB"),
            oblast="",
        )
    ]
    later.refresh_from_db()
    assert later.stale_at is not None
    unit = CountedCase.objects.get()
    assert unit.is_blanked
    assert unit.case == (None if way is erase else case)


@pytest.mark.parametrize("way", [take_back, erase])
def test_after_its_year_the_record_stays_so_that_no_two_tables_differ_by_it(
    way: Callable[[Case, User], None], block: ReleaseBlock, amina: User, bilal: User, dara: User
) -> None:
    case = case_of(amina, "2020-02-03", **CODED)
    release = freeze(block, dara, *QUARTERS[:4], "2020")
    with database_identity(dara):
        read_outcomes(block, "2020")
    published(release, dara, bilal)
    before = records_of(block)
    with database_identity(dara):
        way(case, dara)
    assert records_of(block) == before
    unit = CountedCase.objects.get()
    assert unit.is_blanked
    assert unit.case == (None if way is erase else case)
    with database_identity(dara):
        # Cut from its case it is nobody's, and counted on.
        assert records_of(block) == before


def test_a_consent_that_is_given_anew_counts_nobody_twice(
    block: ReleaseBlock, amina: User, bilal: User, dara: User
) -> None:
    case = case_of(amina, "2020-02-03", **CODED)
    published(freeze(block, dara, "2020-Q1"), dara, bilal)
    take_back(case, dara)
    consent_give(case, ConsentPurpose.STATS, mode="oral", language="ru", given_on=timezone.localdate(), by=amina)
    freeze(block, dara, *QUARTERS[1:4])
    assert len(records_of(block)) == 1
    # Erased after that, it is cut off as well.
    erase(case, dara)
    assert CountedCase.objects.get().case is None


def test_a_case_of_a_discarded_release_is_counted_by_the_next(block: ReleaseBlock, amina: User, dara: User) -> None:
    case_of(amina, "2020-02-03")
    release = freeze(block, dara, "2020-Q1")
    CountedCase.objects.all().delete()
    Release.objects.filter(pk=release.pk).update(state=ReleaseState.DISCARDED)
    freeze(block, dara, "2020-Q1")
    assert len(records_of(block)) == 1


def test_records_through_a_period(block: ReleaseBlock, amina: User, dara: User) -> None:
    for day in ("2020-02-03", "2020-05-04", "2021-02-03"):
        case_of(amina, day)
    freeze(block, dara, *QUARTERS)
    found = [len(records_of(block, through)) for through in ("2020-Q1", "2020-Q2", "2020", "2021", None)]
    assert found == [1, 2, 2, 3, 3]


def test_an_approval_that_is_counted_cannot_be_taken_back(block: ReleaseBlock, amina: User, dara: User) -> None:
    with time_machine.travel(at("2020-02-03"), tick=False):
        case = make_case(amina, Status.VALIDATED, received_on=datetime.date(2020, 2, 3))
        approved = case_approve(case, Qualification.VIOLATION, ["ICCPR 9"], by=dara, version=case.version)
        token = undo_offer(case, approved, by=dara)
        freeze(block, dara, "2020-Q1")
        with pytest.raises(NotAllowed, match="undo_in_release"):
            step_undo(approved, token, by=dara)
