"""Small sets of records, said in a line each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.disclosure.schema import OTHER, Axis, Block, Parameters, Record

PERSON = Record(
    quarter="2020-Q1", client=None, primary_group="PWID", groups=("PWID",), violators=("LE.STATION",),
    categories=("EXT.OFF",), oblast="KG-GB", outcome="FULL", readiness="READY", qualification="VIOLATION", gender="M",
    age="A19_35",
)  # fmt: skip


def people(number: int, **fields: object) -> list[Record]:
    """So many equal records without client codes."""
    return [replace(PERSON, **fields) for _ in range(number)]  # type: ignore[arg-type]


def block_of(parameters: Parameters = Parameters(), **rows: Sequence[str]) -> Block:  # noqa: B008
    """A block for 2020–2021 with these rows, `OTHER` added; every other axis has the one row of `PERSON`."""
    codes: dict[Axis, tuple[str, ...]] = {
        Axis.PRIMARY_GROUP: ("PWID", OTHER),
        Axis.GROUP: ("PWID", OTHER),
        Axis.VIOLATOR: ("LE", OTHER),
        Axis.CATEGORY: ("EXT", OTHER),
        Axis.OBLAST: ("KG-GB", OTHER),
        Axis.OUTCOME: ("FULL", OTHER),
        Axis.READINESS: ("~NOT_PURSUING", OTHER),
        Axis.QUALIFICATION: ("VIOLATION", OTHER),
        Axis.GENDER: ("M", OTHER),
        Axis.AGE: ("A19_35", OTHER),
        Axis.CLIENT_CODE: ("~CODED", "~NONE"),
    }
    own: Mapping[Axis, tuple[str, ...]] = {Axis(axis): (*given, OTHER) for axis, given in rows.items()}
    return Block(2020, codes | dict(own), parameters=parameters)
