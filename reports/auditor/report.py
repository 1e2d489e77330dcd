"""What the auditor says: is it safe, and what was found. Codes, keys, counts of cells; no words, no withheld number."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from reports.disclosure.schema import Key, Tier, key_from_text, key_text


class FindingCode(StrEnum):
    """What is wrong with a cell."""

    SMALL = "small"
    """It is shown although fewer clients than its threshold are in it."""
    THRESHOLD = "threshold"
    """Its threshold is not the one of its tier and slice."""
    VALUE = "value"
    """What is shown is not what is counted."""
    CONCENTRATED = "concentrated"
    """It holds all cases of a small row."""
    LEFT = "left"
    """It is shown, and so is what it lies in, and few clients make the difference."""
    NOT_NESTED = "not_nested"
    """The public is shown what donors are not shown."""
    MISSING = "missing"
    """The tables have it, the release has not."""
    TWICE = "twice"
    """The release has it more than once."""
    NOT_OFFERED = "not_offered"
    """The release has it, the tables have not."""
    CHANGED = "changed"
    """It was published before, and otherwise."""
    HOMELESS = "homeless"
    """Its axis has no row for some cases, so that its rows do not add up."""
    CONTRADICTION = "contradiction"
    """No numbers agree with everything that is shown."""
    EXACT = "exact"
    """Withheld, but it follows from what is shown."""
    EXISTS = "exists"
    """Withheld, but from what is shown it follows that it is not zero."""
    BOUNDED = "bounded"
    """Withheld, but from what is shown it follows that it is below its threshold."""
    IMPLIED = "implied"
    """In no table, small, and from what is shown it follows that it is not zero."""
    FACT_DIFFERS = "fact_differs"
    """A number published elsewhere is not what is counted here. Always a note: nobody can subtract with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found."""

    code: FindingCode
    key: Key | None = None
    """The cell; None where it is about all of them."""
    tier: Tier | None = None
    """From whose view; None where it is the same for both."""


@dataclass(frozen=True, slots=True)
class TierNumbers:
    """How much a tier is shown, in cells."""

    offered: int = 0
    shown: int = 0
    large: int = 0
    """Of those offered, the ones with at least as many clients as their threshold."""
    large_shown: int = 0
    sensitive: int = 0
    """Withheld, with at least one case and fewer clients than the threshold."""

    @property
    def withheld(self) -> int:
        """Cells that are not shown, for whatever reason."""
        return self.offered - self.shown


@dataclass(frozen=True, slots=True)
class Headlines:
    """National numbers that readers quote, large enough to be protected from being withheld for others' sake."""

    offered: int = 0
    withheld_from_donors: tuple[Key, ...] = ()
    withheld_from_public: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Report:
    """The answer of the gate."""

    findings: tuple[Finding, ...]
    """What the new numbers do: it makes them unsafe."""
    tiers: Mapping[Tier, TierNumbers]
    headlines: Headlines
    conjunctions: int
    """Cells of no table that were examined too."""
    seconds: float
    notes: tuple[Finding, ...] = ()
    """What is certain without them, from earlier releases and from what was quoted; whoever approves should know."""

    @property
    def is_safe(self) -> bool:
        """May it be approved?"""
        return not self.findings

    def as_json(self) -> dict[str, Any]:
        """Plain data, for a JSON column."""
        return {
            "is_safe": self.is_safe,
            "findings": [_as_json(found) for found in self.findings],
            "notes": [_as_json(found) for found in self.notes],
            "tiers": {tier: asdict(numbers) for tier, numbers in self.tiers.items()},
            "headlines": {
                "offered": self.headlines.offered,
                "withheld_from_donors": [key_text(key) for key in self.headlines.withheld_from_donors],
                "withheld_from_public": [key_text(key) for key in self.headlines.withheld_from_public],
            },
            "conjunctions": self.conjunctions,
            "seconds": self.seconds,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Report":
        """What `as_json` gave. Raises KeyError or ValueError for anything else."""
        lines = data["headlines"]
        return cls(
            tuple(_from_json(found) for found in data["findings"]),
            {Tier(tier): TierNumbers(**numbers) for tier, numbers in data["tiers"].items()},
            Headlines(
                lines["offered"],
                tuple(key_from_text(text) for text in lines["withheld_from_donors"]),
                tuple(key_from_text(text) for text in lines["withheld_from_public"]),
            ),
            data["conjunctions"],
            data["seconds"],
            tuple(_from_json(found) for found in data.get("notes", ())),
        )


def _as_json(found: Finding) -> dict[str, Any]:
    return {"code": found.code, "key": found.key and key_text(found.key), "tier": found.tier}


def _from_json(found: Mapping[str, Any]) -> Finding:
    key, tier = found["key"], found["tier"]
    return Finding(FindingCode(found["code"]), key_from_text(key) if key else None, Tier(tier) if tier else None)
