"""Pages of strategic cases, as the people meet them."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documenters.models import Programme, User
from react_cases.actions.strategic import StrategicData, stage_met
from react_cases.models import Case, LitigationStage, StrategicCase
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in
from tests.factories.strategic import codes_of, end, flag, reasons, stage

pytestmark = pytest.mark.django_db
LIST = "/strategic/"
NOTE = "Against Aibek Toktogulov"


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.APPROVED, received_on=timezone.localdate() - datetime.timedelta(days=60))


def page(name: str, case: Case, *more: Any) -> str:
    return reverse(name, args=[case.public_id, *more])


def shown(client: Client, user: User, url: str = LIST) -> str:
    """The page as readers see it: without tags, spaces in a row as one."""
    text = re.sub(r"<[^>]+>", " ", signed_in(client, user).get(url).content.decode())
    return re.sub(r"\s+", " ", text)


def listed(client: Client, user: User, query: str = "") -> list[str]:
    return codes_of(row.row.case for row in signed_in(client, user).get(f"{LIST}{query}").context["rows"])


def test_the_way_of_a_case_through_the_courts(client: Client, case: Case, bilal: User, amina: User) -> None:
    url = page("case_detail", case)
    assert "Make it a strategic case" in shown(client, bilal, url)
    answer = client.post(page("strategic_flag", case), {"reasons": ["PRECEDENT", "NOREMEDY"], "claimed": "350,650"})
    assert answer["Location"] == f"{url}#strategic"
    happened, due = timezone.localdate() - datetime.timedelta(days=9), timezone.localdate() - datetime.timedelta(days=2)
    step = {"stage": "CLAIM", "body": "COURT", "happened_on": happened.isoformat(), "deadline_on": due.isoformat()}
    assert client.post(page("stage_add", case), step).status_code == 302
    told = shown(client, bilal, url)
    for words in ("Can set a precedent", "350,650 KGS", "Claim filed", "Late by 2 days", "Deadline met", "Add a step"):
        assert words in told
    row = LitigationStage.objects.get()
    client.post(page("stage_met", case, row.public_id), {"met_on": timezone.localdate().isoformat()})
    assert "met on" in shown(client, bilal, url)
    ended = {"reasons": ["PRECEDENT"], "claimed": "350 650", "outcome": "won", "won": "350.650,00", "version": "1"}
    ended |= {"ended_on": timezone.localdate().isoformat(), "is_compensation": "on"}
    assert client.post(page("strategic_change", case), ended).status_code == 302
    case.refresh_from_db()
    assert case.compensation == StrategicCase.objects.get().won == 350_650
    assert "Won 350,650 KGS" in shown(client, bilal, url)


def test_the_author_reads_it_without_buttons(client: Client, case: Case, amina: User, bilal: User) -> None:
    flag(case, bilal, claimed=350_650, note=NOTE)
    stage(case, bilal, ago=3, deadline_in=5, note=NOTE)
    told = shown(client, amina, page("case_detail", case))
    for words in ("Strategic case", "Claim filed", "In 5 days", NOTE, "Kept: “Aibek Toktogulov”"):
        assert words in told
    for words in ("Deadline met", "Add a step", "Take back", "Sums, reasons"):
        assert words not in told
    assert client.get(LIST).status_code == 404


@pytest.mark.parametrize("who", ["amina", "chen", "emil", "aida"])
def test_others_do_not_learn_of_the_pages(client: Client, case: Case, bilal: User, who: str, request: Any) -> None:
    flag(case, bilal)
    step = stage(case, bilal, deadline_in=3)
    signed_in(client, request.getfixturevalue(who))
    assert client.get(LIST).status_code == 404
    for name in ("strategic_flag", "strategic_change", "strategic_unflag", "stage_add"):
        assert client.post(page(name, case), {}).status_code == 404
    for name in ("stage_met", "stage_remove"):
        assert client.post(page(name, case, step.public_id), {}).status_code == 404


def test_the_list_begins_with_what_is_late(client: Client, amina: User, bilal: User, dara: User, chen: User) -> None:
    ended, later, late, without = (make_case(amina, Status.APPROVED) for _ in range(4))
    for one in (later, late, without):
        flag(one, bilal)
    flag(ended, bilal, ended="lost")
    stage(later, bilal, deadline_in=40)
    stage_met(late, stage(late, bilal, ago=9, deadline_in=-8), timezone.localdate(), by=bilal)
    stage(late, bilal, "APPEAL", ago=5, deadline_in=-1, body="COURT")
    expected = codes_of([late, later, without, ended])
    assert listed(client, bilal) == listed(client, dara) == expected
    assert "Late by 1 day" in (told := shown(client, dara))
    assert "Appeal Court" in told
    elsewhere = make_case(chen, Status.APPROVED)
    flag(elsewhere, dara)
    assert elsewhere.code in listed(client, dara)
    assert elsewhere.code not in listed(client, bilal)
    Case.objects.filter(pk=late.pk).update(status=Status.REJECTED)
    assert late.code not in listed(client, dara)


def test_the_list_is_narrowed_by_state_and_reason(client: Client, amina: User, bilal: User) -> None:
    one, other = (make_case(amina, Status.APPROVED) for _ in range(2))
    flag(one, bilal, "GRAVE", "PATTERN")
    flag(other, bilal, "PATTERN", ended="won")
    assert listed(client, bilal, "?state=open") == codes_of([one])
    assert listed(client, bilal, "?state=ended&reason=PATTERN") == codes_of([other])
    assert len(listed(client, bilal, "?reason=PATTERN")) == 2
    assert "No strategic case is like this" in shown(client, bilal, f"{LIST}?reason=TREATY")


def test_sums_say_of_how_many_cases_they_are(client: Client, amina: User, bilal: User) -> None:
    rows: list[dict[str, Any]] = [
        {"claimed": 400_000, "ended": "won", "won": 350_650},
        {"claimed": 100_000, "ended": "lost"},
        {"claimed": 1_000},
        {"ended": "settled", "won": 5_000},
    ]
    for row in rows:
        flag(make_case(amina, Status.APPROVED), bilal, **row)
    told = shown(client, bilal)
    ended = "in 2 ended cases with a claim"
    sums = [f"500,000 KGS claimed {ended}", f"350,650 KGS won {ended}", f"70.1 % won share {ended}"]
    besides = ["1,000 KGS is claimed in 1 case that goes on.", "5,000 KGS was won in 1 case of which no claim"]
    for words in [*sums, *besides]:
        assert words in told.replace("\xa0", " ")
    client.cookies["django_language"] = "ru"
    assert "350 650 KGS" in shown(client, bilal).replace("\xa0", " ").replace("\u202f", " ")


def test_as_many_queries_for_one_as_for_many(client: Client, amina: User, bilal: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    first = make_case(amina, Status.APPROVED)
    flag(first, bilal, "GRAVE")
    stage(first, bilal, deadline_in=3, body="COURT")
    signed_in(client, bilal).get(LIST)
    before = asked()
    for number in range(4):
        one = make_case(amina, Status.APPROVED)
        flag(one, bilal, "GRAVE", "PATTERN", claimed=number)
        stage(one, bilal, ago=number, deadline_in=number, body="COURT")
        stage(one, bilal, "FIRST", body="COURT")
    assert asked() == before


def test_someone_elses_change_is_shown_and_nothing_typed_is_lost(
    client: Client, case: Case, bilal: User, dara: User
) -> None:
    seen = flag(case, bilal, claimed=1_000).version
    end(case, dara, StrategicData(reasons("IMPUNITY"), claimed=None))
    said = {"reasons": ["GRAVE"], "claimed": "2 000", "note": "So it is.", "version": str(seen)}
    answer = signed_in(client, bilal).post(page("strategic_change", case), said)
    told = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Somebody else has changed", "Impunity", "So it is.", 'value="2 000"'):
        assert words in told
    again = {**said, "version": re.findall(r'name="version" value="(\d+)"', told)[0]}
    assert client.post(page("strategic_change", case), again).status_code == 302
    assert StrategicCase.objects.get().claimed == 2_000


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reasons": []}, "Choose at least one reason"),
        ({"claimed": "much"}, "Enter a number"),
        ({"outcome": "lost", "ended_on": "2026-01-05", "won": "5"}, "Nothing is won with this outcome"),
        ({"won": "5"}, "Say first how it ended"),
        ({"outcome": "won"}, "On which day did it end?"),
        ({"note": NOTE}, "Decide about the personal data"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    client: Client, case: Case, bilal: User, change: dict[str, Any], words: str
) -> None:
    flag(case, bilal)
    answer = signed_in(client, bilal).post(
        page("strategic_change", case), {"reasons": ["GRAVE"], "version": "1", **change}
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert StrategicCase.objects.get().version == 1


def test_a_note_comes_back_with_what_was_decided_about_it(client: Client, case: Case, bilal: User) -> None:
    flag(case, bilal, note=NOTE)
    form = signed_in(client, bilal).get(page("strategic_change", case)).content.decode()
    decided = re.findall(r'name="note-decisions" value="([^"]*)"', form)[0].replace("&quot;", '"')
    said = {"reasons": ["GRAVE"], "version": "1", "note": NOTE, "note-decisions": decided}
    assert client.post(page("strategic_change", case), said).status_code == 302


def test_sums_that_differ_are_never_silent(client: Client, case: Case, bilal: User) -> None:
    Case.objects.filter(pk=case.pk).update(compensation=100)
    flag(case, bilal, ended="won", won=350_650)
    told = shown(client, bilal, page("case_detail", case))
    assert "350,650 KGS was won, but the outcome of the case says 100 KGS compensation." in told
    assert "as its compensation" not in signed_in(client, bilal).get(page("strategic_change", case)).content.decode()


def test_what_was_won_stays_when_the_case_is_closed_with_one_tap(client: Client, case: Case, bilal: User) -> None:
    flag(case, bilal)
    data = StrategicData(reasons("GRAVE"), outcome="won", ended_on=timezone.localdate(), won=350_650)
    end(case, bilal, StrategicData(**{**vars(data), "is_compensation": True}))
    case.refresh_from_db()
    signed_in(client, bilal).post(page("case_close", case), {"quick": "FULL", "version": str(case.version)})
    case.refresh_from_db()
    assert (case.response_status, case.compensation) == ("CLOSED", 350_650)


def test_deadlines_stand_among_what_waits(client: Client, case: Case, bilal: User, dara: User, amina: User) -> None:
    flag(case, bilal)
    stage(case, bilal, ago=9, deadline_in=-3)
    stage(case, bilal, "APPEAL", deadline_in=14, body="COURT")
    stage(case, bilal, "CASSATION", deadline_in=15)
    for person in (bilal, dara):
        told = shown(client, person, "/queue/")
        assert "Deadlines of strategic cases 2" in told
        assert told.index("Late by 3 days") < told.index("Appeal · Court In 14 days")
        assert "Cassation" not in told
    assert "Deadlines of strategic cases" not in shown(client, amina, "/queue/")
    assert "2 Deadlines of strategic cases" in shown(client, dara, "/overview/")


def test_the_overview_opens_what_is_late_or_near(client: Client, amina: User, bilal: User, dara: User) -> None:
    late, far, ended = (make_case(amina, Status.APPROVED) for _ in range(3))
    for one, days in ((late, -3), (far, 15), (ended, 2)):
        flag(one, bilal)
        stage(one, bilal, ago=9, deadline_in=days)
    end(ended, bilal, StrategicData(reasons("GRAVE"), outcome="lost", ended_on=timezone.localdate()))
    overview = signed_in(client, dara).get("/overview/").content.decode()
    assert f'href="{LIST}?due=on"' in overview
    assert "1 Deadlines of strategic cases" in shown(client, dara, "/overview/")
    assert listed(client, dara, "?due=on") == codes_of([late])


def test_the_list_of_cases_finds_the_strategic_ones(client: Client, case: Case, amina: User, bilal: User) -> None:
    make_case(amina, Status.APPROVED)
    flag(case, bilal)
    answer = signed_in(client, bilal).get("/cases/?strategic=yes")
    assert codes_of(answer.context["page"]) == [case.code]
    assert [chip["label"] for chip in answer.context["chips"]] == ["Strategic case: Yes"]
    assert codes_of(signed_in(client, amina).get("/cases/?strategic=yes").context["page"]) == []


def test_sums_are_in_the_currency_of_the_programme(client: Client, case: Case, bilal: User) -> None:
    Programme.objects.update(currency="KZT")
    signed_in(client, bilal)
    form = client.get(reverse("strategic_flag", args=[case.public_id])).context["form"]
    assert "KZT" in str(form.fields["claimed"].label)
    flag(case, bilal, claimed=500)
    text = client.get(reverse("strategic_list")).content.decode()
    assert "KZT" in text
    assert "KGS" not in text
    for field in StrategicCase._meta.fields:
        assert "som" not in str(field.verbose_name)
