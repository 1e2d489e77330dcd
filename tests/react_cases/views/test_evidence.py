"""Evidence on the pages of a case: adding, opening, deleting, and who gets 404."""

import datetime
import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from documenters.models import AuditEvent, User
from react_cases.actions.responses import consent_withdraw
from react_cases.forms import evidence as forms
from react_cases.models import Case, Evidence, EvidenceFrame
from react_cases.models.choices import ConsentPurpose
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.evidence import PICTURE, add_evidence
from tests.factories.people import signed_in
from tests.react_cases.evidence.papers import locked
from tests.react_cases.evidence.pictures import CANARY, WORD, exif, jpeg


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.SUBMITTED)


def send(client: Client, case: Case, data: bytes = b"", file_name: str = "IMG_1.jpg", **fields: str) -> HttpResponse:
    file = SimpleUploadedFile(file_name, data or jpeg(exif=exif()), content_type="text/html")
    return client.post(reverse("evidence_add", args=[case.public_id]), {"file": file, **fields})


def address(name: str, evidence: Evidence) -> str:
    return reverse(name, args=[evidence.case.public_id, evidence.public_id])


def page_of(client: Client, case: Case) -> str:
    return client.get(reverse("case_detail", args=[case.public_id])).content.decode()


def test_a_photo_is_cleaned_sealed_listed_and_opened(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    assert client.get(reverse("evidence_add", args=[case.public_id])).status_code == 200
    answer = send(client, case, name="Protocol, page 1", note="Taken at the office")
    evidence = case.evidence.get()
    assert answer["Location"] == address("evidence_look", evidence)
    assert (evidence.kind, evidence.content_type, evidence.has_original) == ("photo", "image/jpeg", False)
    page = page_of(client, case)
    for text in ("1. Protocol, page 1", "Taken at the office", "Photo, ", "Added by Amina", "saved on this device"):
        assert text in page
    opened = client.get(address("evidence_open", evidence))
    assert opened.headers["Content-Disposition"] == f'attachment; filename="evidence-{case.code}-1.jpg"'
    assert opened.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Cache-Control"] == "no-store"
    body = opened.getvalue()
    assert opened.headers["Content-Length"] == str(len(body)) == str(evidence.size)
    assert body.startswith(b"\xff\xd8\xff")
    assert CANARY not in body
    assert AuditEvent.objects.filter(action="evidence.opened", actor=amina).count() == 1


def test_a_picture_is_shown_in_small_on_request_and_each_showing_is_logged(
    client: Client, case: Case, amina: User, chen: User
) -> None:
    signed_in(client, amina)
    large = BytesIO()
    Image.new("RGB", (2400, 1200), "grey").save(large, "JPEG")
    send(client, case, large.getvalue())
    evidence = case.evidence.get()
    assert address("evidence_preview", evidence) not in page_of(client, case)
    assert address("evidence_look", evidence) in page_of(client, case)
    look = client.get(address("evidence_look", evidence)).content.decode()
    assert f'<img src="{address("evidence_preview", evidence)}"' in look
    assert address("evidence_remove", evidence) in look
    assert not AuditEvent.objects.filter(action="evidence.opened").exists()
    shown = client.get(address("evidence_preview", evidence))
    body = shown.getvalue()
    assert Image.open(BytesIO(body)).size == (1000, 500)
    assert len(body) < evidence.size
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "no-store")
    event = AuditEvent.objects.get(action="evidence.opened")
    assert (event.actor, event.object_id) == (amina, case.pk)
    for name in ("evidence_look", "evidence_preview"):
        assert signed_in(client, chen).get(address(name, evidence)).status_code == 404


def test_a_picture_is_not_packed_again_on_its_way(client: Client, case: Case, amina: User) -> None:
    evidence = add_evidence(case, amina)
    opened = signed_in(client, amina).get(address("evidence_open", evidence), headers={"Accept-Encoding": "gzip"})
    assert opened.headers["Content-Encoding"] == "identity"
    assert opened.getvalue() == PICTURE


def test_without_a_name_the_files_own_is_kept_without_its_path(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    send(client, case, file_name="C:\\Users\\me\\spravka.php.jpg")
    assert "1. spravka_php.jpg" in page_of(client, case)


def test_the_original_is_kept_only_on_request_and_shows_its_hash(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    untouched = jpeg(exif=exif())
    assert CANARY in untouched
    send(client, case, untouched, keep_original="on")
    evidence = case.evidence.get()
    page = page_of(client, case)
    assert hashlib.sha256(untouched).hexdigest() in page
    assert address("evidence_original", evidence) in page
    opened = client.get(address("evidence_original", evidence))
    assert opened.getvalue() == untouched
    assert opened.headers["Content-Type"] == "application/octet-stream"
    assert opened.headers["Content-Disposition"].endswith('-1-original.jpg"')


def test_no_original_no_address(client: Client, case: Case, amina: User) -> None:
    evidence = add_evidence(case, amina)
    signed_in(client, amina)
    assert client.get(address("evidence_original", evidence)).status_code == 404
    assert "SHA-256" not in page_of(client, case)


@pytest.mark.parametrize(
    ("data", "name", "status", "sentence"),
    [
        (b"x" * (25 * 2**20 + 1), "a.jpg", 413, "larger than 25 MB"),
        (b"<svg/>", "a.svg", 200, "Files of this kind are not taken"),
        (b"<html>", "a.jpg", 200, "does not fit its name"),
        (b"\xff\xd8\xff", "a.jpg", 200, "This file is damaged"),
        (locked(user="x", owner="y"), "a.pdf", 200, "locked with a password"),
    ],
)
def test_s20_a_refusal_stands_beside_the_field_and_loses_nothing_typed(
    client: Client, case: Case, amina: User, data: bytes, name: str, status: int, sentence: str
) -> None:
    signed_in(client, amina)
    answer = send(client, case, data, name, name="Protocol", note="By phone", keep_original="on")
    assert answer.status_code == status
    page = answer.content.decode()
    assert page.count(sentence) >= 2  # in the summary and beside the field
    assert 'value="Protocol"' in page
    assert "By phone</textarea>" in page
    assert answer.context["form"]["keep_original"].value() is True
    assert not case.evidence.exists()


def test_an_empty_file_and_none_are_refused(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    url = reverse("evidence_add", args=[case.public_id])
    empty = client.post(url, {"file": SimpleUploadedFile("a.jpg", b""), "name": "x"})
    assert "This file is empty" in empty.content.decode()
    assert "Choose a file." in client.post(url, {"name": "x"}).content.decode()


def test_the_sentence_is_in_the_language_of_the_page(client: Client, case: Case, amina: User) -> None:
    client.cookies["django_language"] = "ru"
    answer = send(signed_in(client, amina), case, b"<html>")
    assert answer.headers["Content-Language"] == "ru"
    assert [error.code for error in answer.context["form"].errors.as_data()["file"]] == ["not_what_it_says"]


def test_nothing_is_cleaned_while_something_else_is_wrong(
    client: Client, case: Case, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "clean", None)
    answer = send(signed_in(client, amina), case, name="x" * 101)
    assert [error.code for error in answer.context["form"].errors.as_data()["name"]] == ["max_length"]


@pytest.mark.parametrize("who", ["chen", "emil", "aida"])
def test_others_get_404_everywhere(client: Client, case: Case, amina: User, who: str, request: Any) -> None:
    evidence = add_evidence(case, amina, original=b"x")
    signed_in(client, request.getfixturevalue(who))
    assert send(client, case).status_code == 404
    assert client.get(reverse("evidence_add", args=[case.public_id])).status_code == 404
    for name in ("evidence_open", "evidence_original", "evidence_remove"):
        assert client.get(address(name, evidence)).status_code == 404
    assert client.post(address("evidence_remove", evidence), {"reason": "wrong"}).status_code == 404
    assert EvidenceFrame.objects.count() == 4
    assert not AuditEvent.objects.filter(action="evidence.opened").exists()


def test_a_file_is_reached_through_its_own_case_only(client: Client, case: Case, amina: User) -> None:
    evidence, other = add_evidence(case, amina), make_case(amina, Status.SUBMITTED)
    signed_in(client, amina)
    for name in ("evidence_open", "evidence_original", "evidence_remove"):
        assert client.get(reverse(name, args=[other.public_id, evidence.public_id])).status_code == 404


def test_files_are_opened_by_reading_only(client: Client, case: Case, amina: User) -> None:
    evidence = add_evidence(case, amina)
    assert signed_in(client, amina).post(address("evidence_open", evidence)).status_code == 405


def test_the_author_adds_to_a_draft_from_its_page(client: Client, amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    signed_in(client, amina)
    assert reverse("evidence_add", args=[case.public_id]) in page_of(client, case)
    assert send(client, case).status_code == 302
    assert case.evidence.get().kind == "photo"
    assert "IMG_1.jpg" in page_of(client, case)


def test_a_case_that_is_over_shows_no_way_to_add(client: Client, amina: User) -> None:
    case = make_case(amina, Status.REJECTED)
    signed_in(client, amina)
    url = reverse("evidence_add", args=[case.public_id])
    assert url not in page_of(client, case)
    assert client.get(url)["Location"] == reverse("case_detail", args=[case.public_id])
    assert send(client, case)["Location"] == reverse("case_detail", args=[case.public_id])
    assert not case.evidence.exists()


def test_without_consent_the_page_says_why(client: Client, case: Case, amina: User) -> None:
    consent_withdraw(case, ConsentPurpose.RECORD, withdrawn_on=case.received_on, by=amina)
    answer = signed_in(client, amina).get(reverse("evidence_add", args=[case.public_id]), follow=True)
    assert "does not agree (any more)" in answer.content.decode()


def test_deleting_asks_why_and_leaves_a_line(client: Client, case: Case, amina: User, dara: User) -> None:
    evidence = add_evidence(case, amina, original=b"x")
    case.evidence.update(added_at=evidence.added_at - datetime.timedelta(days=1))
    url = address("evidence_remove", evidence)
    signed_in(client, amina)
    assert url not in page_of(client, case)
    assert client.get(url).status_code == 404
    signed_in(client, dara)
    assert url in page_of(client, case)
    assert "Delete file 1?" in client.get(url).content.decode()
    assert "reason" in client.post(url, {"reason": "consent"}).context["form"].errors
    assert client.post(url, {"reason": "client"})["Location"] == reverse("case_detail", args=[case.public_id])
    page = page_of(client, case)
    assert "Deleted by Dara" in page
    assert "The client asked for it" in page
    assert client.get(address("evidence_open", evidence)).status_code == 404
    assert client.get(url).status_code == 404


def test_a_file_that_was_changed_says_so(client: Client, case: Case, amina: User) -> None:
    evidence = add_evidence(case, amina)
    evidence.stored_frames.filter(number=2).delete()
    answer = signed_in(client, amina).get(address("evidence_open", evidence), follow=True)
    assert "changed behind the system" in answer.content.decode()
    assert AuditEvent.objects.filter(action="sealed.broken").exists()


def test_names_do_not_become_markup(client: Client, case: Case, amina: User) -> None:
    add_evidence(case, amina, name="<script>alert(1)</script>.jpg", note="<b>x")
    page = page_of(signed_in(client, amina), case)
    assert "<script>alert(1)" not in page
    assert "<b>x" not in page


def test_ten_files_take_no_more_queries_than_one(client: Client, case: Case, amina: User, dara: User) -> None:
    signed_in(client, dara)
    add_evidence(case, amina)
    page_of(client, case)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page_of(client, case)
    for _ in range(9):
        add_evidence(case, amina, b"x")
    with CaptureQueriesContext(connection) as ten:
        page_of(client, case)
    assert len(ten) == len(one)


def test_an_upload_to_another_page_is_dropped(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    file = SimpleUploadedFile("a.jpg", WORD.encode())
    answer = client.post(
        reverse("comment_add", args=[case.public_id]), {"field": "case", "text": "A remark.", "file": file}
    )
    assert answer.status_code == 302
    assert answer.wsgi_request.FILES == {}
