"""What belongs to an advocacy action on the pages: reply, documents, cases, the letter on paper."""

import datetime
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from PIL import Image

from documenters.models import User
from react_cases.actions.responses import consent_withdraw
from react_cases.models import AdvocacyAction, Case
from react_cases.models.choices import ConsentPurpose
from tests.factories.advocacy import TEXT as SAID
from tests.factories.advocacy import make_action
from tests.factories.cases import make_case
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db


CHANGED = {"kind": "letter", "body": "MIA", "done_on": "2026-03-02", "detail": "counts", "title": "Detentions"}


def said(answer: Any) -> str:
    return answer.content.decode()


def at(name: str, action: AdvocacyAction, *more: Any) -> str:
    return reverse(f"advocacy_{name}", args=[action.paper.public_id, *more])


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def told(amina: User, dara: User) -> Case:
    return make_case(amina, consents=("RECORD", "STATS", "AUTHORITY"))


def test_reply_and_effects(english: Client, dara: User) -> None:
    action = make_action(dara)
    signed_in(english, dara)
    missing = english.post(at("reply", action), {"reply": "written", "version": "1"})
    assert list(missing.context["form"].errors) == ["replied_on"]
    day = (action.done_on + datetime.timedelta(days=2)).isoformat()
    sent = {"reply": "written", "replied_on": day, "text": "They promise.", "effects": ["CONTROL"], "version": "1"}
    assert english.post(at("reply", action), sent).status_code == 302
    assert english.post(at("reply", action), sent).status_code == 409
    page = said(english.get(at("detail", action)))
    for expected in ("Written reply", "They promise.", "Oversight promised", reverse("library_add")):
        assert expected in page


@pytest.mark.parametrize(
    ("reply", "effect"), [("written", "NOREPLY"), ("oral", "NOREPLY"), ("oral", "WRITTEN"), ("none", "WRITTEN")]
)
def test_what_came_of_it_does_not_contradict_the_reply(english: Client, dara: User, reply: str, effect: str) -> None:
    action = make_action(dara)
    signed_in(english, dara)
    day = "" if reply == "none" else action.done_on.isoformat()
    sent = {"reply": reply, "replied_on": day, "effects": [effect, "CONTROL"], "version": "1"}
    assert list(english.post(at("reply", action), sent).context["form"].errors) == ["effects"]
    assert english.post(at("reply", action), {**sent, "effects": ["CONTROL"]}).status_code == 302


def test_nobody_is_reminded_on_a_day_that_is_past(english: Client, dara: User) -> None:
    today = timezone.localdate()
    past, old = (today - datetime.timedelta(days=number) for number in (1, 30))
    action = make_action(dara, follow_up_on=old)
    signed_in(english, dara)
    for name, sent in (("reply", {"reply": "none"}), ("change", CHANGED)):
        posted = {**sent, "version": "1", "follow_up_on": past.isoformat()}
        assert list(english.post(at(name, action), posted).context["form"].errors) == ["follow_up_on"], name
    # What stood there before is no new mistake: it is why the action asks to be looked at.
    assert english.post(at("change", action), {**CHANGED, "version": "1", "follow_up_on": old}).status_code == 302
    english.post(at("reply", action), {"reply": "none", "version": "2", "follow_up_on": today.isoformat()})
    action.refresh_from_db()
    assert action.follow_up_on == today


def picture() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return SimpleUploadedFile("reply.jpg", data.getvalue(), "image/jpeg")


def test_documents_come_open_and_go(english: Client, dara: User) -> None:
    action = make_action(dara)
    signed_in(english, dara)
    english.post(at("file_add", action), {"file": picture(), "role": "reply", "name": "Reply, page 1"})
    file = action.paper.files.get()
    page = said(english.get(at("detail", action)))
    assert "Reply, page 1" in page
    opened_file = english.get(at("file", action, file.public_id))
    assert b"".join(opened_file.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    assert "Reply, page 1" in said(english.get(at("file_remove", action, file.public_id)))
    english.post(at("file_remove", action, file.public_id))
    assert not action.paper.files.exists()
    assert english.get(at("file", action, file.public_id)).status_code == 404


def test_cases_by_number_and_why_not(english: Client, amina: User, dara: User, told: Case) -> None:
    action, counted = make_action(dara, [told], has_case_detail=True), make_case(amina)
    signed_in(english, dara)
    numbers = f"{counted.code.lower()}, KG-1999-000001"
    answer = english.post(at("cases", action), {"add": numbers, "remove": [told.pk], "version": "1"}, follow=True)
    assert "has not agreed that it goes to a state body" in said(answer)
    assert "KG-1999-000001" in said(answer)
    assert not action.case_links.exists()
    assert english.post(at("cases", action), {"add": told.code, "version": "1"}).status_code == 409


def test_the_letter_for_paper_and_as_a_file(english: Client, amina: User, dara: User, told: Case) -> None:
    action = make_action(dara, [told], has_case_detail=True)
    signed_in(english, dara)
    page = said(english.get(at("letter", action)))
    assert SAID in page
    assert "Ministry of Internal Affairs" in page
    answer = english.get(at("letter_file", action))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{action.code}.docx"'
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert SAID in lines
    for room in ("From", "Name and office", "Signature"):
        assert f"{room}: ____________________" in lines
        assert f"{room}: ____________________" in page
    made = document.core_properties
    assert (made.author, made.last_modified_by, made.comments, made.created.date()) == ("", "", "", action.done_on)
    assert not [part.partname for part in document.part.package.iter_parts() if "app.xml" in part.partname]
    consent_withdraw(told, ConsentPurpose.AUTHORITY, withdrawn_on=timezone.localdate(), by=amina)
    for name in ("letter", "letter_file"):
        assert english.get(at(name, action)).status_code == 302
    shown = said(english.get(at("detail", action)))
    assert "no longer agree" in shown


def test_a_mistaken_action_is_removed_with_a_reason(english: Client, amina: User, dara: User, told: Case) -> None:
    action = make_action(dara, [told])
    signed_in(english, dara)
    assert at("remove", action) in said(english.get(at("detail", action)))
    page = said(english.get(at("remove", action)))
    assert "1 case is part of it" in page
    assert list(english.post(at("remove", action), {"version": "1"}).context["form"].errors) == ["why"]
    late = english.post(at("remove", action), {"version": "0", "why": "twice"})
    assert late.status_code == 409
    assert late.context["form"]["why"].value() == "twice"
    done = english.post(at("remove", action), {"version": "1", "why": "twice"}, follow=True)
    assert f"{action.code} is removed." in said(done)
    assert english.get(at("detail", action)).status_code == 404
    log = said(english.get(reverse("audit_log")))
    assert "Removed an advocacy action" in log
    assert "It was entered twice" in log
    signed_in(english, amina)
    assert "Ministry of Internal Affairs" not in said(english.get(reverse("case_detail", args=[told.public_id])))
