"""manage.py figures prints what the page shows, and one sentence for what does not exist."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from documenters.models import Programme, User
from react_cases.models import Case
from reports.disclosure.schema import Tier
from tests.factories.people import ProgrammeFactory, signed_in
from tests.factories.published import label_texts, made
from tests.factories.releases import make_published, store_block
from tests.reports import oracle


def printed(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("figures", *arguments, stdout=out)
    return out.getvalue()


def figures(username: str, *arguments: str) -> dict[str, Any]:
    """The same as data."""
    data: dict[str, Any] = json.loads(printed("--programme", "KG", "--as", username, "--format", "json", *arguments))
    return data


def test_numbers_equal_the_oracle(dara: User, population: None) -> None:
    found = figures("dara", "--from", "2020-04", "--to", "2021-09")
    cases = list(Case.objects.countable_by(dara).filter(received_on__range=("2020-04-01", "2021-09-30")))
    assert found["programme"] == "KG"
    assert (found["from"], found["to"], found["as"]) == ("2020-04", "2021-09", "dara")
    assert found["totals"] == oracle.totals(cases)
    for code, counts in oracle.panels(cases).items():
        assert {row["code"]: row["count"] for row in found[code] if row["count"]} == dict(counts), code
    assert len(found["months"]) == 18


def test_numbers_equal_the_page(client: Client, dara: User, population: None) -> None:
    found = figures("dara", "--violator", "LE", "--oblast", "KG-C", "--oblast", "KG-B")
    query = {"violator": "LE", "oblast": ["KG-C", "KG-B"]}
    response = signed_in(client, dara).get(reverse("figures"), query, headers={"accept-language": "en"})
    html = response.content.decode()
    assert f"{found['headline']}." in html
    for count in found["totals"].values():
        assert f'<p class="stat-number">{count:,}</p>' in html
    for row in found["violators"]:
        assert f"{row['count']:,} ({row['share']}\xa0%)" in html


def test_scope_is_the_persons_own(amina: User, chen: User, population: None) -> None:
    counted = {user.username: figures(user.username)["totals"]["cases"] for user in (amina, chen)}
    assert counted["amina"] == Case.objects.countable_by(amina).count()
    assert counted["chen"] == Case.objects.countable_by(chen).count()
    assert counted["amina"] != counted["chen"]


def test_donor_gets_what_is_released(emil: User, dara: User, bilal: User, programme: Programme) -> None:
    with pytest.raises(CommandError, match="Nothing is published yet"):
        figures("emil")
    store_block(programme, made().blocks[0], label_texts())
    make_published(programme, made(Tier.DONOR).cells.values(), by=(dara, bilal), periods=made().blocks[0].periods)
    found = figures("emil")
    assert (found["release"], found["period"]) == ("KG-R1", "2020-2021")
    assert found["headline"].startswith("668 of 1,320 registered cases")
    assert found["totals"]["cases registered"] == 1320
    assert all(row["count"] is None or row["count"] >= 5 for row in found["category"])
    assert any(row["count"] is None for row in found["category"])
    assert "organisation" not in found
    assert figures("emil", "--period", "2020-Q1")["period"] == "2020-Q1"
    assert "not published" in printed("--programme", "KG", "--as", "emil")
    with pytest.raises(CommandError, match="nothing is published for 2019"):
        figures("emil", "--period", "2019")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--programme", "XX", "--as", "dara"), "There is no programme XX."),
        (("--programme", "KG", "--as", "nobody"), "There is no user nobody"),
        (("--programme", "KG", "--as", "aida"), "aida may not see figures."),
        (("--programme", "KG", "--as", "dara", "--violator", "POLICE"), "--violator: “POLICE” is not in this list."),
        (("--programme", "KG", "--as", "dara", "--organisation", "Nobody"), "--organisation: “Nobody” is not in"),
        (("--programme", "KG", "--as", "dara", "--from", "2020-13"), "--from: Write the month"),
        (("--programme", "KG", "--as", "dara", "--from", "2021-02", "--to", "2021-01"), "--to: The last month is"),
        (("--programme", "KG", "--as", "emil", "--violator", "LE"), "Donors' figures have no filter but --period."),
        (("--programme", "KG", "--as", "emil", "--from", "2020-01"), "Donors' figures have no filter but --period."),
    ],
)
def test_one_sentence_for_what_does_not_exist(
    dara: User, aida: User, emil: User, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError) as raised:
        printed(*arguments)
    assert str(raised.value).startswith(sentence)
    assert "\n" not in str(raised.value)


def test_role_in_another_programme(dara: User) -> None:
    ProgrammeFactory(code="TJ")
    with pytest.raises(CommandError, match="dara has no role in the programme TJ"):
        printed("--programme", "TJ", "--as", "dara")


def test_organisation_by_name(dara: User, population: None, programme: Programme) -> None:
    found = figures("dara", "--organisation", "Organisation B")
    own = Case.objects.countable_by(dara).filter(organisation__name="Organisation B")
    assert found["totals"]["cases"] == own.count()


def test_text_begins_with_the_sentence(dara: User, population: None) -> None:
    counted = Case.objects.countable_by(dara).count()
    lines = printed("--programme", "KG", "--as", "dara").splitlines()
    assert f"of {counted} cases (" in lines[0]
    assert f"  cases: {counted}" in lines


def test_language_of_the_labels(dara: User, population: None) -> None:
    russian = figures("dara", "--language", "ru")
    assert "Правоохранительные органы" in [row["label"] for row in russian["violators"]]
    assert russian["totals"] == figures("dara")["totals"]
