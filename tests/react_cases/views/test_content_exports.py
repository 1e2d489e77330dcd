"""S23 on the pages: asking, the second person, the download."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documenters.models import Programme, User
from documenters.vault import age_files
from documenters.vault.age_files import new_key_pair
from react_cases.models import Case, ContentExport
from tests.factories.cases import make_case
from tests.factories.content_exports import PASSPHRASE, approved_by, archive, lines, make_request
from tests.factories.people import make_coordinator, signed_in

pytestmark = pytest.mark.django_db

CANARY = "Канарейка в рассказе"
ASKED = {"purpose": "safe", "recipient": "own", "parts": ["narratives"], "sealing": "passphrase", "language": "ru"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guessing the passphrase need not be dear in a test."""
    monkeypatch.setattr(age_files, "WORK_FACTOR", 10)


@pytest.fixture
def zara(programme: Programme) -> User:
    """Another coordinator."""
    return make_coordinator(programme, "zara")


@pytest.fixture
def case(amina: User, dara: User) -> Case:
    return make_case(amina, narrative=CANARY)


def at(name: str, export: ContentExport) -> str:
    return reverse(f"content_export_{name}", args=[export.public_id])


def said(answer: Any) -> str:
    return answer.content.decode()


def test_s23_from_the_list_to_the_file(client: Client, case: Case, amina: User, dara: User, zara: User) -> None:
    other = make_case(amina, oblast="KG-O")
    signed_in(client, dara)
    link = f"{reverse('content_export_add')}?oblast=KG-T"
    assert link in said(client.get(f"{reverse('case_list')}?oblast=KG-T"))
    page = client.get(link)
    assert page.context["count"] == 1
    assert 'name="oblast" value="KG-T"' in said(page)
    client.post(reverse("content_export_add"), {**ASKED, "oblast": "KG-T"})
    export = ContentExport.objects.get()
    assert export.case_ids == [case.pk]
    own = said(client.get(at("detail", export)))
    assert at("approve", export) not in own
    assert "Zara" in own
    assert client.get(at("download", export)).status_code == 302

    signed_in(client, zara)
    assert at("detail", export) in said(client.get(reverse("queue")))
    shown = said(client.get(at("detail", export)))
    for expected in (case.code, case.organisation.name, "Dara", export.digest, at("refuse", export)):
        assert expected in shown
    assert other.code not in shown
    assert CANARY not in shown
    client.post(at("approve", export), {"digest": export.digest})
    assert client.post(at("download", export), {"passphrase": PASSPHRASE, "again": PASSPHRASE}).status_code == 302

    signed_in(client, dara)
    assert at("download", export) in said(client.get(at("detail", export)))
    differs = client.post(at("download", export), {"passphrase": PASSPHRASE, "again": PASSPHRASE + "!"})
    assert differs.context["form"].errors.keys() == {"again"}
    assert PASSPHRASE not in said(differs)
    short = client.post(at("download", export), {"passphrase": "short", "again": "short"})
    assert short.context["form"].errors.keys() == {"passphrase"}
    answer = client.post(at("download", export), {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    sealed = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].endswith('.age"')
    assert "no-store" in answer.headers["Cache-Control"]
    assert CANARY in lines(archive(sealed, passphrase=PASSPHRASE))[case.code]["narrative"]["text"]
    export.refresh_from_db()
    assert export.sha256 in said(client.get(at("detail", export)))
    assert client.post(at("download", export), {"passphrase": PASSPHRASE, "again": PASSPHRASE}).status_code == 302
    for session in Session.objects.all():
        assert PASSPHRASE not in str(session.get_decoded())


def test_s23_forged_posts_of_the_one_who_asks_change_nothing(
    client: Client, case: Case, dara: User, zara: User
) -> None:
    export = make_request(dara)
    signed_in(client, dara)
    for name, fields in (("approve", {"digest": export.digest}), ("refuse", {"refusal": "danger"}), ("download", {})):
        client.post(at(name, export), fields)
    signed_in(client, zara)
    client.post(at("approve", export), {"digest": "0" * 64})
    client.post(at("withdraw", export))
    export.refresh_from_db()
    assert (export.approved_at, export.ended_at, export.downloaded_at) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"sealing": "key", "recipient_key": ""}, "recipient_key"),
        ({"sealing": "key", "recipient_key": "age1nobody"}, "recipient_key"),
        ({"sealing": "key", "recipient_key": new_key_pair().secret}, "recipient_key"),
        ({"parts": []}, "parts"),
        ({"recipient": "client"}, "recipient"),
        ({"purpose": "court", "recipient": "court"}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, case: Case, dara: User, fields: dict[str, Any], wrong: str
) -> None:
    signed_in(client, dara)
    answer = client.post(reverse("content_export_add"), {**ASKED, **fields})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [wrong]
    assert not ContentExport.objects.exists()
    if "SECRET" in fields.get("recipient_key", ""):
        assert fields["recipient_key"] not in said(answer)


def test_a_mentor_is_asked_where_there_is_no_other_coordinator(
    client: Client, case: Case, dara: User, bilal: User
) -> None:
    export = make_request(dara)
    signed_in(client, bilal)
    assert at("detail", export) in said(client.get(reverse("queue")))
    assert export.public_id in [
        row.export.public_id for row in client.get(reverse("content_export_list")).context["rows"]
    ]
    client.post(at("refuse", export), {"refusal": "ask_first"})
    export.refresh_from_db()
    assert export.refusal == "ask_first"
    signed_in(client, dara)
    client.cookies["django_language"] = "en"
    assert "Talk to me first" in said(client.get(at("detail", export)))


def test_the_list_takes_as_many_queries_for_one_as_for_many(client: Client, case: Case, dara: User, zara: User) -> None:
    signed_in(client, dara)
    counts = []
    for _ in range(3):
        approved_by(make_request(dara), zara)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("content_export_list"))
        counts.append(len(queries))
    assert counts[0] == counts[-1]
