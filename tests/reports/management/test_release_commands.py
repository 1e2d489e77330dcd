"""What operators do with releases from the command line."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documenters.models import Programme, User
from reports.disclosure.schema import Tier, key_of
from reports.models import Release, ReleaseState
from reports.reading import read_published
from tests.reports.actions.conftest import UNSAFE, cases, plain

__all__ = ["cases", "plain"]
pytestmark = pytest.mark.usefixtures("cases")


def run(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_build_release_builds_what_is_due_and_says_who_has_to_approve(
    programme: Programme, dara: User, bilal: User, plain: dict[str, Any]
) -> None:
    said = run("build_release", "--through", "2020-Q2")
    assert "KG-R1 as dara: 2020-Q1, 2020-Q2" in said
    assert "100 %" in said
    assert "2 different people have to approve it, one of them a coordinator: bilal or dara." in said
    # Asked again it builds nothing, and waits.
    assert "is built, and safe" in run("build_release")
    assert "is published" in run("build_release", "--approve", "bilal", "--approve", "dara")
    assert Release.objects.get().state == ReleaseState.PUBLISHED


def test_build_release_takes_up_what_was_left(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    def stop(release: Release, period: str) -> None:
        Release.objects.filter(pk=release.pk).update(cancel_requested=period == "2020-Q2")

    plain["before"] = stop
    assert "was stopped" in run("build_release", "--through", "2020")
    plain["before"] = lambda _release, _period: None
    assert "is built, and safe" in run("build_release")
    assert plain["calls"] == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2020"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--programme", "XX"], "There is no programme XX."),
        (["--as", "amina"], "amina is no coordinator of KG."),
        (["--through", "2120"], "Nothing is due"),
        (["--through", "2020-Q1", "--approve", "zoe"], "There is no user zoe"),
    ],
)
def test_what_is_not_possible_is_said_in_a_sentence(
    programme: Programme, dara: User, plain: dict[str, Any], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run("build_release", *arguments)


def test_an_unsafe_release_ends_with_an_error(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    plain["findings"] = UNSAFE
    with pytest.raises(CommandError, match="cannot be approved"):
        run("build_release", "--through", "2020-Q1")
    with pytest.raises(CommandError, match="cannot be approved"):
        run("build_release", "--approve", "dara")
    with pytest.raises(CommandError, match="KG-R1 is not safe"):
        run("audit_release", "latest")


def test_audit_release_examines_anew(programme: Programme, dara: User, bilal: User, plain: dict[str, Any]) -> None:
    run("build_release", "--through", "2020-Q1", "--approve", "bilal", "--approve", "dara")
    run("build_release", "--through", "2020-Q2")
    for name in ("latest", "2", "kg-R1", "1"):
        assert "is safe." in run("audit_release", name)
    (_block, records, cells), _options = plain["audited"]
    assert {record.quarter for record in records} == {"2020-Q1"}
    assert {cell.period for cell in cells} == {"2020-Q1"}
    for name, sentence in (("7", "There is no release 7"), ("last", "names no release"), ("XX-R1", "no programme XX")):
        with pytest.raises(CommandError, match=sentence):
            run("audit_release", name)


def test_audit_release_finds_a_changed_release(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    run("build_release", "--through", "2020-Q1")
    Release.objects.get().cells.filter(tier="donor", key="period=2020-Q1").delete()
    with pytest.raises(CommandError, match="The chain is broken"):
        run("audit_release", "latest")
    Release.objects.update(previous_digest="0" * 64)
    with pytest.raises(CommandError, match="The chain is broken"):
        run("audit_release", "latest")


def test_export_release_prints_what_the_tier_is_shown_and_nothing_else(
    programme: Programme, dara: User, bilal: User, plain: dict[str, Any]
) -> None:
    with pytest.raises(CommandError, match="no such published release"):
        run("export_release", "latest", "--tier", "donor")
    run("build_release", "--through", "2020-Q1", "--approve", "bilal", "--approve", "dara")
    run("build_release", "--through", "2020", "--approve", "bilal", "--approve", "dara")
    said = json.loads(run("export_release", "latest", "--tier", "donor", "--format", "json"))
    assert list(said) == ["programme", "release", "tier", "as_of", "digest", "cells"]
    assert (said["programme"], said["release"], said["tier"], said["as_of"]) == ("KG", "KG-R2", "donor", "2020-12-31")
    assert {tuple(row) for row in said["cells"]} == {("table", "key", "period", "value", "threshold")}
    by_key = {key_of(row["period"], **row["key"]): row["value"] for row in said["cells"]}
    published = read_published("KG", Tier.DONOR)
    assert by_key == {key: cell.value for key, cell in published.cells.items()}
    assert by_key[key_of("2020")] == 9
    assert by_key[key_of("2020-Q2")] is None
    first = json.loads(run("export_release", "KG-R1", "--tier", "donor"))
    assert {row["period"] for row in first["cells"]} == {"2020-Q1"}
    texts = [json.dumps([row["period"], row["key"]]) for row in first["cells"]]
    assert texts == [json.dumps([row["period"], row["key"]]) for row in said["cells"] if row["period"] == "2020-Q1"]
    with pytest.raises(CommandError, match="no such published release"):
        run("export_release", "3", "--tier", "public")
