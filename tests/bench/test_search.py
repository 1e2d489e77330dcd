"""Words looked for in the stories of 5,000 cases, each of about 2,000 characters under a key of its own."""

import os
import random
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from documenters.actions.vaults import vault_ensure
from documenters.models import Programme, User
from react_cases.actions.case_keys import GENERATION, sealed_for
from react_cases.actions.sealing import NARRATIVE, sealed_value
from react_cases.models import Case, CaseKey, SealedText
from react_cases.models import Client as CaseClient
from tests.bench.conftest import POPULATION
from tests.factories.cases import organisation_of
from tests.factories.keys import keyed, signed_in_with_key
from tests.walls import set_strict

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

CASES = 5_000
SECONDS = 2.5
SENTENCES = (
    "Вечером двое в гражданском подошли у аптеки и попросили документы.",
    "Сотрудник участкового пункта милиции потребовал деньги и угрожал задержанием.",
    "Её отвезли в отдел, держали пять часов без протокола, телефон забрали.",
    "Кечинде базардын жанында эки жигит токтотуп, акча сурашты, үйүнө айтабыз дешти.",
    "После обращения в общественную организацию дело прекратили, но вещи не вернули.",
)


@pytest.fixture
def stories(settings: LazySettings, programme: Programme, amina: User, dara: User) -> None:
    """Cases of which only the programme's vault opens the keys, and Dara's key the vault."""
    settings.VAULT_MODE = "members"
    keyed(dara)
    names = {
        "case": Case._meta.db_table,
        "client": CaseClient._meta.db_table,
        "term": "react_cases_term",
        "location": "react_cases_location",
    }
    given = {"programme": programme.pk, "organisation": organisation_of(amina).pk, "documenter": amina.pk}
    with connection.cursor() as cursor:
        for statement in POPULATION.format(**names).split(";\n"):
            if statement.strip():
                cursor.execute(statement, {**given, "cases": CASES})
    vault = vault_ensure(programme)
    assert vault is not None
    chance = random.Random(7)
    rows, keys = [], []
    for number in Case.objects.values_list("pk", flat=True):
        text = ""
        while len(text) < 2_000:
            text += chance.choice(SENTENCES) + " "
        if chance.random() < 0.002:
            text += "Отобрали скрипку."
        key = os.urandom(32)
        place = {"part": NARRATIVE.part, "part_id": NARRATIVE.part_id, "field": NARRATIVE.field}
        sealed = sealed_value(number, NARRATIVE, text, key)
        rows.append(SealedText(case_id=number, **place, generation=GENERATION, ciphertext=sealed))
        keys.append(CaseKey(case_id=number, vault=vault, sealed=sealed_for(number, vault, key)))
    SealedText.objects.bulk_create(rows, batch_size=500)
    CaseKey.objects.bulk_create(keys, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("SELECT react_analyse()")
    set_strict("on")


def worked() -> float:
    """Seconds that this process and its server process of the database have worked: what others do does not count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        figures = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")


def looked_through(client: Client, words: str) -> tuple[float, int]:
    """Seconds of the server, and cases found, from the first page of a search to its last."""
    fields: dict[str, object] = {"words": words}
    seconds, found = 0.0, 0
    while True:
        started = worked()
        response = client.post("/cases/search/", fields)
        seconds += worked() - started
        context = response.context
        found += len(context["rows"])
        if context["batch"].after is None:
            assert context["looked"] == CASES
            return seconds, found
        # As the script asks.
        fields = {"part": "batch"}
        for name, value in context["sent"]:
            fields.setdefault(name, []).append(value)  # type: ignore[attr-defined]


def test_5_000_stories_are_looked_through(client: Client, dara: User, stories: None) -> None:
    """As the coordinator, behind the walls, with her own key: every page of the search, from request to answer."""
    cache.clear()
    signed_in_with_key(client, dara)
    measured = {
        words: [looked_through(client, words) for _again in range(3)]
        for words in ("скрипка", "отобрать скрипки", "милиционер арфа")
    }
    set_strict("")
    print({words: f"{min(runs)[0]:.2f} s, {runs[0][1]} found" for words, runs in measured.items()})  # noqa: T201
    assert all(min(runs)[0] < SECONDS for runs in measured.values()), measured
    assert measured["скрипка"][0][1] == measured["отобрать скрипки"][0][1] > 0 == measured["милиционер арфа"][0][1]
