"""A journey with names that nobody else has: afterwards none of them stands anywhere in clear, wherever it was sent."""

import html
import json
import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from documenters.models import Programme, User
from documenters.session_store import SessionStore
from react_cases.actions.story_rules import ALL_CHECKS
from react_cases.forms.stories import token_of
from react_cases.models import AdvocacyAction, Case, GuardDecision, GuardTally, PublishedStory, StoryVersion
from react_cases.models.choices import GuardChoice, GuardLabel, KeepReason
from react_cases.pii.rules import RULES
from tests.factories.guard import kept
from tests.factories.intake import ILIM, said
from tests.factories.people import signed_in
from tests.factories.stories import tellable_case

RUSSIAN, KYRGYZ, LATIN, NUMBER = "Сыдыгалиева", "Төрөбаева", "Zhakypbekova", "0555 98-76-54"
TEXT = f"""К нам пришла Асель {RUSSIAN}. Следователь Марат {RUSSIAN[:-1]} звонил ей с номера {NUMBER}.
Анын эжеси Бурулай {KYRGYZ} да келди. Her friend Gulnara {LATIN} waited outside."""
CANARIES = ("Сыдыгалиев", "Төрөбаев", "Zhakypbekov", "98-76-54", "987654")


def everything_stored() -> Iterator[tuple[str, str]]:
    """Every value of every row of every table, as text, with the place where it stands."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of the catalogue
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    is_bytes = isinstance(value, bytes | memoryview)
                    yield f"{table}.{name}", bytes(value).decode(errors="replace") if is_bytes else str(value)
                    if name == "session_data":
                        yield f"{table}.{name}", json.dumps(opened(value), default=str, ensure_ascii=False)


def opened(session_data: str) -> dict[str, Any]:
    """What a session holds."""
    store: SessionBase = SessionStore()
    return store.decode(session_data)


def cached() -> Iterator[tuple[str, str]]:
    """Every value of the cache, as it is kept."""
    for key, value in cache._cache.items():  # type: ignore[attr-defined]
        yield "cache", f"{key} {value.decode(errors='replace')}"


def logged(caplog: pytest.LogCaptureFixture) -> Iterator[tuple[str, str]]:
    """Every record, with its trace where it has one."""
    formatter = logging.Formatter("%(name)s %(message)s")
    for record in caplog.records:
        yield "log", f"{formatter.format(record)} {record.args!r} {record.__dict__.get('request', '')!r}"


def found_in(places: Iterator[tuple[str, str]]) -> set[str]:
    """Where a canary stands, plain or as JSON escapes it."""
    wanted = [spelling for canary in CANARIES for spelling in (canary, json.dumps(canary)[1:-1])]
    return {where for where, text in places if any(spelling in text for spelling in wanted)}


def decided(client: Client, field: str, text: str, choices: tuple[str, ...], **more: str) -> dict[str, str]:
    """Ask the guard about a text as a page does, and press one of these buttons for each suggestion."""
    fields = {field: text}
    while True:
        answer = client.post(reverse("guard_check"), {"field": field, **fields, **more}).content.decode()
        first = re.search(r'<li class="guard-item guard-(?:red|amber)".*?</li>', answer, re.DOTALL)
        if first is None:
            return fields
        buttons = [html.unescape(value) for value in re.findall(r'name="guard" value="([^"]*)"', first[0])]
        press = next(button for choice in choices for button in buttons if button.endswith(choice))
        answer = client.post(
            reverse("guard_check"), {"field": field, **fields, **more, "guard": press}
        ).content.decode()
        decisions = re.search(rf'name="{field}-decisions" value="([^"]*)"', answer)
        now = re.search(r'data-guard-text="([^"]*)"', answer)
        assert decisions
        assert now
        fields = {field: html.unescape(now[1]), f"{field}-decisions": html.unescape(decisions[1])}


def picture(name: str) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def journey(client: Client, amina: User, bilal: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed, saved, checked, refused, decided, sent, commented on, helped with, shown a file, and broken once."""
    signed_in(client, amina)
    page = said(ILIM, narrative=TEXT)
    first = client.post(reverse("case_autosave_first"), page).json()
    client.post(first["autosave_url"], {**page, "version": str(first["version"]), "narrative": TEXT + " "})
    case = Case.objects.get()
    url = reverse("case_edit", args=[case.public_id])
    refused = client.post(url, {**page, "version": str(case.version)})
    case.refresh_from_db()
    if refused.status_code == 302:
        client.post(reverse("case_check", args=[case.public_id]), {"version": case.version})
    case.refresh_from_db()
    assert case.status == "DRAFT"
    fields = decided(client, "narrative", TEXT, ("pseudonym", "mask", "keep:NEEDED"), case=str(case.public_id))
    assert not any(canary in fields["narrative"] for canary in CANARIES)
    kept = decided(client, "narrative", TEXT, ("keep:NEEDED",), case=str(case.public_id))
    answer = client.post(url, {**page, **kept, "version": str(case.version)})
    assert answer.status_code == 302, answer.content.decode()
    case.refresh_from_db()
    client.post(reverse("case_check", args=[case.public_id]), {"version": case.version})
    case.refresh_from_db()
    assert case.status == "SUBMITTED"
    _more(client, case, amina, bilal)
    monkeypatch.setattr("react_cases.views.guard.panel_of", broken)
    client.raise_request_exception = False
    assert client.post(reverse("guard_check"), {"field": "text", "text": TEXT}).status_code == 500


def broken(*_args: object, **_more: object) -> None:
    """What a mistake in the program does with a text in its hands."""
    raise RuntimeError("broken")


def _more(client: Client, case: Case, amina: User, bilal: User) -> None:
    signed_in(client, bilal)
    comment = reverse("comment_add", args=[case.public_id])
    assert client.post(comment, {"field": "event", "text": TEXT}).status_code == 200
    said_of = decided(client, "text", TEXT, ("keep:PUBLIC",), case=str(case.public_id))
    assert client.post(comment, {"field": "event", **said_of}).status_code == 302
    strategic = decided(client, "note", f"Дело ведёт Асель {RUSSIAN}.", ("keep:NEEDED",), case=str(case.public_id))
    url = reverse("strategic_flag", args=[case.public_id])
    assert client.post(url, {"reasons": ["GRAVE"], "note": TEXT}).status_code == 200
    assert client.post(url, {"reasons": ["GRAVE"], **strategic}).status_code == 302
    step = {"stage": "CLAIM", "happened_on": case.received_on.isoformat(), **strategic}
    assert client.post(reverse("stage_add", args=[case.public_id]), step).status_code == 302
    signed_in(client, amina)
    note = decided(client, "note", f"Звонил Марат {RUSSIAN[:-1]}.", ("keep:NEEDED",), case=str(case.public_id))
    given = {"type": "LEG1.CONS", "given_on": case.received_on.isoformat(), "delivered_by": "OWN"}
    answer = client.post(reverse("response_add", args=[case.public_id]), {**given, **note})
    assert answer.status_code == 302, answer.content.decode()
    url = reverse("evidence_add", args=[case.public_id])
    answer = client.post(url, {"file": picture(f"Асель {RUSSIAN}.jpg"), "note": ""})
    if answer.status_code == 200:
        name = decided(client, "name", f"Асель {RUSSIAN}.jpg", ("keep:NEEDED",), case=str(case.public_id))
        answer = client.post(url, {"file": picture("IMG_1.jpg"), **name})
    assert answer.status_code == 302, answer.content.decode()


def test_no_name_stands_anywhere_in_clear(
    client: Client, amina: User, bilal: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    journey(client, amina, bilal, monkeypatch)
    assert {"django.request"} <= {record.name for record in caplog.records}
    assert found_in(everything_stored()) == set()
    assert found_in(cached()) == set()
    assert found_in(logged(caplog)) == set()
    _decisions_are_codes_and_places()


def letter(client: Client) -> None:
    """An advocacy action with names in it: refused, decided, sent, answered, shown a file, printed."""
    add = reverse("advocacy_add")
    sent = {"kind": "letter", "body": "MIA", "done_on": "2026-03-02", "detail": "counts"}
    assert client.post(add, {**sent, "title": f"Асель {RUSSIAN}", "text": TEXT, "note": TEXT}).status_code == 200
    kept = {
        **decided(client, "title", f"Асель {RUSSIAN}", ("keep:NEEDED",)),
        **decided(client, "text", TEXT, ("keep:NEEDED",)),
        **decided(client, "note", TEXT, ("keep:NEEDED",)),
    }
    assert client.post(add, {**sent, **kept}).status_code == 302
    address = [AdvocacyAction.objects.get().paper.public_id]
    said_of = decided(client, "text", TEXT, ("keep:PUBLIC",))
    replied = {"reply": "oral", "replied_on": "2026-03-03", "version": "1"}
    reply = reverse("advocacy_reply", args=address)
    assert client.post(reply, {**replied, "text": TEXT}).status_code == 200
    assert client.post(reply, {**replied, **said_of}).status_code == 302
    files = reverse("advocacy_file_add", args=address)
    name = decided(client, "name", f"Асель {RUSSIAN}", ("keep:NEEDED",))
    for sent_file in ({"file": picture(f"Асель {RUSSIAN}.jpg")}, {"file": picture("IMG_1.jpg"), **name}):
        assert client.post(files, {**sent_file, "role": "reply"}).status_code == 302
    for page in ("detail", "change", "letter"):
        assert RUSSIAN in client.get(reverse(f"advocacy_{page}", args=address)).content.decode()


def test_no_name_of_a_letter_stands_anywhere_in_clear(
    client: Client, dara: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    letter(signed_in(client, dara))
    assert found_in(everything_stored()) == set()
    assert found_in(cached()) == set()
    assert found_in(logged(caplog)) == set()


def story(client: Client, dara: User, reader: User, case: Case) -> None:
    """A case full of names is told: refused with a name, written, read by a second person, published."""
    signed_in(client, dara)
    assert client.post(reverse("story_start", args=[case.public_id])).status_code == 302
    version = StoryVersion.objects.get()
    address = [version.story.paper.public_id]
    url = reverse("story_edit", args=address)
    form = client.get(url).context["form"]
    retold = form["happened"].value()
    assert not any(canary in retold for canary in CANARIES)
    page = {"title": "Без вины", "done": "Помогли.", "result": "Отпустили.", "seen": token_of(version)}
    assert client.post(url, {**page, "happened": TEXT}).status_code == 200
    kept = decided(client, "happened", TEXT, ("keep:NEEDED",), case=str(case.public_id))
    assert client.post(url, {**page, **kept}).status_code == 409
    name = form.fields["happened"].guard.panel.decisions
    assert client.post(url, {**page, "happened": retold, "happened-decisions": name}).status_code == 302
    asked = {"checks": ALL_CHECKS, "reader": str(reader.public_id)}
    assert client.post(reverse("story_send", args=address), asked).status_code == 302
    signed_in(client, reader)
    read = reverse("story_read", args=address)
    assert not any(canary in client.get(read).content.decode() for canary in CANARIES)
    answer = {"checks": ALL_CHECKS, "verdict": "passed"}
    assert client.post(read, {**answer, "comment": TEXT}).status_code == 200
    assert client.post(read, {**answer, "comment": ""}).status_code == 302
    signed_in(client, dara)
    assert client.post(reverse("story_publish", args=address)).status_code == 302
    assert PublishedStory.objects.get().happened == retold


def test_no_name_of_a_story_stands_anywhere_in_clear(
    client: Client, amina: User, dara: User, zarina: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    case = tellable_case(amina, narrative=TEXT, narrative_decisions=kept(TEXT, "NEEDED"))
    story(client, dara, zarina, case)
    assert found_in(everything_stored()) == set()
    assert found_in(cached()) == set()
    assert found_in(logged(caplog)) == set()


def _decisions_are_codes_and_places() -> None:
    rows = list(GuardDecision.objects.values())
    assert len(rows) >= 8
    for row in rows:
        codes = (row.pop("label"), row.pop("rule"), row.pop("choice"), row.pop("reason"))
        assert codes[0] in GuardLabel.values
        assert codes[1] in RULES
        assert codes[2] in GuardChoice.values
        assert codes[3] in {"", *KeepReason.values}
        assert not [value for value in row.values() if isinstance(value, str)]
    assert set(GuardTally.objects.values_list("rule", flat=True)) <= set(RULES)


def test_the_search_finds_what_is_stored_in_clear(programme: Programme, caplog: pytest.LogCaptureFixture) -> None:
    """The test above would pass for nothing if it did not."""
    GuardTally.objects.create(programme=programme, label="PERSON", rule=RUSSIAN, choice="mask")
    cache.set("guard", TEXT)
    logging.getLogger("guard").warning("checked %s", {"text": json.dumps(TEXT)})
    assert found_in(everything_stored()) == {"react_cases_guardtally.rule"}
    assert found_in(cached()) == {"cache"}
    assert found_in(logged(caplog)) == {"log"}
