"""The held-out attack on two years of 1,320 cases with all their lists: minutes."""

import pytest

from reports.disclosure.lists import freeze_columns
from reports.disclosure.schema import Parameters, Tier
from tests.reports.auditor import test_attack as held_out
from tests.reports.auditor.conftest import build
from tests.reports.disclosure.populations import ORDER, population, records_of

pytestmark = pytest.mark.bench


@pytest.mark.parametrize("tier", Tier)
def test_no_micro_data_prove_anything_of_two_years(tier: Tier) -> None:
    columns = population(1)
    block = freeze_columns(columns, 2020, ("LE",), ORDER, Parameters())
    records = [record for record in records_of(columns) if record.quarter[:4] in block.years]
    held_out.test_no_micro_data_prove_anything(build(block, records, block.periods), tier)
