"""One test for each constraint that the database holds about releases."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.models import Programme, User
from reports.disclosure.schema import Cell, Tier, key_of
from reports.models import (
    CellWithdrawal,
    CountedCase,
    QuotedFigure,
    Release,
    ReleaseApproval,
    ReleaseBlock,
    ReleasedCell,
    ReleaseSettings,
    SettingsTrial,
    ShareLink,
)
from tests.factories.cases import make_case
from tests.factories.people import make_coordinator
from tests.factories.releases import make_built, make_published
from tests.reports.models.test_constraints_submissions import REFUSED as OF_SUBMISSIONS

Break = Callable[[User], Any]
CELL = Cell(Tier.PUBLIC, key_of("2020-Q1"), 100, 10)


def programme_of(person: User) -> Programme:
    return person.memberships.get().programme


def release_of(dara: User, **fields: Any) -> Release:
    values = {"number": 1, "periods": ["2020-Q1"], "as_of": datetime.date(2020, 3, 31), **fields}
    return Release.objects.create(programme=programme_of(dara), built_by=dara, created_at=timezone.now(), **values)


def release(**fields: Any) -> Break:
    return lambda dara: release_of(dara, **fields)


def changed(**fields: Any) -> Break:
    return lambda dara: Release.objects.filter(pk=release_of(dara).pk).update(**fields)


def same_number(dara: User) -> None:
    made = make_published(programme_of(dara), [CELL], by=(dara, make_coordinator(programme_of(dara))))
    release_of(dara, number=made.number)


def two_open(dara: User) -> None:
    release_of(dara)
    release_of(dara, number=2)


def withdrawn(**fields: Any) -> Break:
    def do(dara: User) -> None:
        made = make_published(programme_of(dara), [CELL], by=(dara, make_coordinator(programme_of(dara))))
        values = {"withdrawn_at": timezone.now(), "withdrawn_by": dara, **fields}
        Release.objects.filter(pk=made.pk).update(state="withdrawn", **values)

    return do


def approved_twice(dara: User) -> None:
    made = make_built(programme_of(dara), [CELL], by=dara)
    for _ in range(2):
        ReleaseApproval.objects.create(release=made, digest=made.digest, by=dara, at=timezone.now())


def cell(**fields: Any) -> Break:
    def do(dara: User) -> None:
        row = ReleasedCell.of(release_of(dara), CELL)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    return do


def cell_twice(dara: User) -> None:
    make_published(programme_of(dara), [CELL], by=(dara, make_coordinator(programme_of(dara))))
    ReleasedCell.of(release_of(dara, number=2), CELL).save()


def cell_withdrawn(times: int = 1, **fields: Any) -> Break:
    def do(dara: User) -> None:
        made = make_built(programme_of(dara), [CELL], by=dara)
        values = {"tier": "public", "key": "period=2020-Q1", "reason": "wrong", **fields}
        for _ in range(times):
            CellWithdrawal.objects.create(release=made, by=dara, at=timezone.now(), **values)

    return do


def block(dara: User) -> ReleaseBlock:
    return ReleaseBlock.objects.create(programme=programme_of(dara), first_year=2020, codes={})


def block_twice(dara: User) -> None:
    block(dara)
    block(dara)


def counted(**fields: Any) -> Break:
    def do(dara: User) -> None:
        from tests.factories.people import OrganisationFactory, make_documenter

        author = make_documenter(OrganisationFactory(programme=programme_of(dara)))
        values = {"case": make_case(author), "quarter": "2020-Q1", "codes": {}, **fields}
        CountedCase.objects.create(release=release_of(dara), block=block(dara), **values)

    return do


def settings(**fields: Any) -> Break:
    return lambda dara: ReleaseSettings.objects.create(programme=programme_of(dara), **fields)


def trial(**fields: Any) -> Break:
    values = {"year": "2020", "parameters": {}, "at": timezone.now(), **fields}
    return lambda dara: SettingsTrial.objects.create(programme=programme_of(dara), by=dara, **values)


def share_link(**fields: Any) -> Break:
    now = timezone.now()
    values = {"label": "A donor", "tier": "donor", "token_hash": b"x", "created_at": now, **fields}
    values.setdefault("expires_at", now + datetime.timedelta(days=1))
    return lambda dara: ShareLink.objects.create(programme=programme_of(dara), created_by=dara, **values)


def quoted(**fields: Any) -> Break:
    values = {"value": 7, "where": "A newspaper", "quoted_on": datetime.date(2021, 1, 1), "verdict": "safe", **fields}
    return lambda dara: QuotedFigure.objects.create(programme=programme_of(dara), by=dara, at=timezone.now(), **values)


REFUSED: dict[str, list[Break]] = {
    "cell_withdrawal_reason_known": [cell_withdrawn(reason="mood")],
    "cell_withdrawn_once": [cell_withdrawn(times=2)],
    "counted_case_quarter_well_formed": [counted(quarter="2020-Q5"), counted(quarter="2020")],
    "counted_case_unlinked_is_blanked": [counted(case=None)],
    "quoted_figure_key_or_none": [quoted(key="")],
    "release_approval_once_a_person": [approved_twice],
    "release_block_years_once": [block_twice],
    "release_floors_kept": [settings(concentration_row=9), settings(rare_below=4)],
    "release_number_once": [same_number],
    "release_one_open_at_a_time": [two_open],
    "release_progress_in_thousandths": [release(progress=1001)],
    "release_published_has_digest": [],
    "release_state_known": [changed(state="lost")],
    "release_thresholds_at_least_5": [settings(k_national=4), settings(k_subnational=4), settings(k_donor=4)],
    "release_withdrawn_by_somebody": [
        withdrawn(withdrawn_by=None),
        withdrawn(withdrawn_at=None),
        changed(withdrawn_at=timezone.now()),
    ],
    "released_cell_never_small": [cell(value=9), cell(value=0), cell(threshold=4), cell(value=None, threshold=0)],
    "released_cell_once": [cell_twice],
    "released_cell_tier_known": [cell(tier="press")],
    "settings_trial_done_has_result": [trial(state="done")],
    "settings_trial_progress_in_thousandths": [trial(progress=1001)],
    "settings_trial_state_known": [trial(state="lost")],
    "share_link_ends": [share_link(expires_at=timezone.now() - datetime.timedelta(days=1))],
    "share_link_revoked_by_somebody": [share_link(revoked_at=timezone.now())],
    "share_link_tier_known": [share_link(tier="press")],
    "share_link_years_in_order": [share_link(period_from="2021", period_to="2020")],
}
BEHIND_A_TRIGGER = {"release_published_has_digest"}
"""Nothing reaches the constraint: the trigger asks for more, see `test_triggers`."""


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, breaks in sorted(REFUSED.items()) for number in range(len(breaks))]
)
def test_database_refuses(dara: User, name: str, number: int) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        REFUSED[name][number](dara)


def test_every_constraint_has_its_test() -> None:
    models = apps.get_app_config("reports").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert names == set(REFUSED) | set(OF_SUBMISSIONS)
    assert {name for name, breaks in REFUSED.items() if not breaks} == BEHIND_A_TRIGGER


def test_a_discarded_release_gives_its_number_back(dara: User) -> None:
    made = release_of(dara)
    Release.objects.filter(pk=made.pk).update(state="discarded")
    assert release_of(dara).number == made.number
