"""What a tier is shown: published cells and nothing else."""

import pytest

from documenters.identity import database_identity
from documenters.models import Programme, User
from reports.disclosure.published import Period
from reports.disclosure.schema import Axis, Block, Cell, Tier, key_of
from reports.exports.downloads import PublishedDownload
from reports.reading import read_preview, read_published
from tests.factories.releases import make_built, make_published

BLOCK = Block(2020, dict.fromkeys(Axis, ()) | {Axis.VIOLATOR: ("LE", "~OTHER"), Axis.GROUP: ("PWID", "~OTHER")})


def cells(period: str, value: int | None = 100) -> list[Cell]:
    return [Cell(tier, key_of(period), value, 10) for tier in Tier]


def test_a_tier_is_shown_what_was_published_for_it(programme: Programme, dara: User, bilal: User) -> None:
    own = [*cells("2020-Q1"), Cell(Tier.DONOR, key_of("2020", violator="LE"), 50, 5)]
    make_published(programme, own, by=(dara, bilal), block=BLOCK)
    make_built(programme, cells("2020-Q2", 11), by=dara)
    with database_identity(None):
        public, donor = (read_published("KG", tier) for tier in (Tier.PUBLIC, Tier.DONOR))
    assert {key: cell.value for key, cell in public.cells.items()} == {key_of("2020-Q1"): 100}
    assert len(donor.cells) == 2
    assert [info.citation for info in public.releases] == ["KG-R1"]
    assert read_published("KG", Tier.PUBLIC) is public
    assert not read_published("XX", Tier.PUBLIC).cells


def test_no_file_is_made_of_a_preview(programme: Programme, dara: User) -> None:
    built = make_built(programme, cells("2020-Q1"), by=dara, block=BLOCK)
    preview = read_preview(built, Tier.PUBLIC)
    assert preview.value(Period(("2020-Q1",))) == 100
    for part in (preview, preview.of_years("2020", "2020")):
        with pytest.raises(TypeError, match="released"):
            PublishedDownload(
                part, lambda figures, language: [language], language="en", file_name="a.csv", content_type="text/csv"
            )
