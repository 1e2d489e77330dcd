"""manage.py asvs_doc: how each requirement of OWASP ASVS 5.0, levels 1 and 2, is met, as a document."""

import csv
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand

STATES = {"applies": "applies", "no": "does not apply", "deviation": "**deviation**"}
CHAPTERS = {
    "1": "Encoding and sanitising",
    "2": "Validation and order of steps",
    "3": "Browser",
    "4": "Requests and services",
    "5": "Files",
    "6": "Proving who one is",
    "7": "Sessions",
    "8": "Permissions",
    "9": "Self-contained tokens",
    "10": "OAuth and OpenID Connect",
    "11": "Cryptography",
    "12": "Transport",
    "13": "Configuration",
    "14": "Protection of data",
    "15": "Code and its parts",
    "16": "Log and errors",
    "17": "WebRTC",
}
HEAD = """# OWASP ASVS 5.0, levels 1 and 2

Do not edit by hand: `manage.py asvs_doc > docs/asvs.md` prints it from docs/asvs.csv. The requirements themselves are
in the standard; here stand their numbers, whether they apply, how they are met in our own words, and what proves it: a
test, a check that `make check` runs, or a file that is read by eye. `tests/test_asvs.py` compares.

{summary}
"""


class Requirement(NamedTuple):
    """One line of docs/asvs.csv."""

    number: str
    level: str
    state: str
    how: str
    proof: str

    @property
    def proofs(self) -> list[str]:
        """Tests as `file::name`, checks as `check:name`, files as `file:path`."""
        return self.proof.split()


def read_requirements() -> list[Requirement]:
    """All lines, in the order of the standard."""
    path: Path = settings.BASE_DIR / "docs" / "asvs.csv"
    with path.open(newline="") as lines:
        return [Requirement(**row) for row in csv.DictReader(lines)]


class Command(BaseCommand):
    """Prints docs/asvs.md."""

    help = "Print how the requirements of OWASP ASVS are met: manage.py asvs_doc > docs/asvs.md"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the document."""
        requirements = read_requirements()
        counts = Counter(row.state for row in requirements)
        summary = f"{len(requirements)} requirements: " + ", ".join(
            f"{counts[state]} {label.strip('*')}" for state, label in STATES.items()
        )
        parts = [HEAD.format(summary=f"{summary}.")]
        for chapter, rows in groupby(requirements, key=lambda row: row.number.split(".")[0]):
            parts.append(f"\n## {chapter} {CHAPTERS[chapter]}\n\n| | Level | | How | Proof |\n|---|---|---|---|---|\n")
            parts += [_line(row) for row in rows]
        self.stdout.write("".join(parts), ending="")


def _line(row: Requirement) -> str:
    proofs = "<br>".join(f"`{proof.removeprefix('tests/')}`" for proof in row.proofs)
    return f"| {row.number} | {row.level} | {STATES[row.state]} | {row.how} | {proofs} |\n"
