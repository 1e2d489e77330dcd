"""Every code that the source records has words in the log."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from documenters.models import AuditEvent
from documenters.models.audit_actions import (
    ACTION_KINDS,
    ACTION_LABELS,
    KIND_LABELS,
    READING,
    ActionKind,
    codes_of,
)
from react_cases.workflow import TRANSITIONS, ResponseStatus

ROOT = Path(__file__).parent.parent.parent.parent
WRITERS = {"record", "record_each", "record_apart", "record_later", "_log", "_record"}

MADE_UP = {
    "case.{}": {row.name for row in TRANSITIONS},
    "response.{}": {status.lower() for status in ResponseStatus},
}
"""Codes that are put together, and what stands in the gap."""


def sources() -> list[Path]:
    folders = [ROOT / app for app in ("documenters", "react_cases", "reports")]
    found = (path for folder in folders for path in folder.rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def expanded(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """The codes that an argument can be; nothing where it is handed through from the caller."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]
    elif isinstance(node, ast.IfExp):
        yield from expanded(node.body, constants)
        yield from expanded(node.orelse, constants)
    elif isinstance(node, ast.JoinedStr):
        shape = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        assert shape in MADE_UP, f"{shape}: say in MADE_UP what stands in the gap"
        yield from (shape.format(value) for value in MADE_UP[shape])
    else:
        assert isinstance(node, ast.Name), ast.unparse(node)
        assert node.id == "action", f"{node.id} is no constant of the file"


def recorded() -> set[str]:
    codes: set[str] = set()
    for path in sources():
        if "taxonomy" in path.parts or "audit" not in path.read_text():
            continue  # a function of the same name that has nothing to do with the log
        tree = ast.parse(path.read_text())
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value.value, str)
        }
        imported = {"WARNING": "reading.unusual"} if path.name == "audit_log.py" else {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITERS and node.args:
                codes |= set(expanded(node.args[0], {**imported, **constants}))
    return codes


def test_every_recorded_code_has_words() -> None:
    missing = sorted(recorded() - set(ACTION_LABELS))
    assert missing == [], f"give them words in documenters/models/audit_actions.py: {missing}"


def test_words_are_kept_for_codes_that_are_recorded() -> None:
    old = {"member.added"}
    """Not written any more, but there are rows."""
    unused = set(ACTION_LABELS) - recorded() - old
    assert sorted(unused) == []


def test_search_finds_what_it_should() -> None:
    found = recorded()
    assert {"sealed.opened", "case.approve", "response.waiting", "consent.given", "reading.unusual"} <= found


@pytest.mark.parametrize("code", sorted(ACTION_LABELS))
def test_words_and_code_fit(code: str) -> None:
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", code)
    assert len(code) <= AuditEvent._meta.get_field("action").max_length  # type: ignore[operator]
    assert code in codes_of(ACTION_KINDS[code])
    assert str(ACTION_LABELS[code])


def test_every_kind_has_words() -> None:
    assert list(KIND_LABELS) == list(ActionKind)
    texts = [str(text) for text in ACTION_LABELS.values()]
    assert len(texts) == len(set(texts))


def test_openings_are_reading() -> None:
    # The public page is opened to everybody: that is a change, and no reading.
    opened = {code for code in ACTION_LABELS if code.endswith((".opened", ".read"))} - {"public_page.opened"}
    assert opened <= READING
