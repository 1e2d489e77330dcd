"""S11: every opening of sealed content is in the log, written before it, and stays there whatever happens afterwards.

What is opened is seen where nothing can get past it: in the cipher itself. Every ciphertext says in its associated data
which value of which case it is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from documenters import audit
from documenters.models import AuditEvent, User
from documenters.vault import primitives
from react_cases.actions.case_keys import member_admit
from react_cases.actions.sealing import OpenReason
from react_cases.models import Case, Evidence
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.evidence import add_evidence
from tests.factories.keys import keyed, opened, signed_in_with_key
from tests.factories.people import signed_in
from tests.seizure.canaries import Canary
from tests.walls import BOTH

OPENINGS = ("sealed.opened", "evidence.opened", "sealed.searched")
TEXT = re.compile(rb"v1\|react_cases_sealedtext\|(\d+)\|(\w+):\d+:(\w+)\|\d+")
FRAME = re.compile(rb"v1\|react_cases_evidenceframe\|(\d+)\|(\d+):(\w+)\|\d+\|frame\|.*")
WORD = Canary(7)


@dataclass
class Entry:
    """A row of the log, and what was opened after it and before the next one."""

    action: str
    case: int
    fields: frozenset[str]
    reason: str
    opened: set[tuple[int, str]] = field(default_factory=set)

    @property
    def promised(self) -> set[tuple[int, str]]:
        """What it says that is opened. A file is named twice: by its number, and with the part that is opened."""
        return {(self.case, name) for name in self.fields if self.action == "sealed.opened" or name.count(".") == 2}


@dataclass
class Watch:
    """What happened, in order."""

    entries: list[Entry] = field(default_factory=list)
    unannounced: list[tuple[int, str]] = field(default_factory=list)

    def wrote(self, event: AuditEvent) -> None:
        """A row was written."""
        if event.action in OPENINGS:
            self.entries.append(Entry(event.action, event.object_id, frozenset(event.fields), event.reason))

    def decrypted(self, associated: bytes) -> None:
        """A ciphertext was opened."""
        if found := TEXT.fullmatch(associated):
            part, name = found[2].decode(), found[3].decode()
            what = int(found[1]), name if part == "case" else f"{part}.{name}"
        elif found := FRAME.fullmatch(associated):
            number = Evidence.objects.values_list("number", flat=True).get(pk=int(found[2]))
            what = int(found[1]), f"evidence.{number}.{found[3].decode()}"
        else:
            return
        for entry in reversed(self.entries):
            if entry.action == "sealed.searched" or what in entry.promised:
                entry.opened.add(what)
                return
        self.unannounced.append(what)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """See every row of the log and every ciphertext that is opened."""
    watch = Watch()
    insert = audit._insert

    class Cipher:
        def __init__(self, key: bytes) -> None:
            self.real = AESGCM(key)
            self.encrypt = self.real.encrypt

        def decrypt(self, nonce: bytes, data: bytes, associated: bytes) -> bytes:
            watch.decrypted(associated)
            return self.real.decrypt(nonce, data, associated)

    def seen(events: Any) -> None:
        for event in events:
            watch.wrote(event)
        insert(events)

    with monkeypatch.context() as patched:
        patched.setattr(primitives, "AESGCM", Cipher)
        patched.setattr(audit, "_insert", seen)
        yield watch


@pytest.fixture
def case(amina: User, bilal: User, dara: User, settings: Settings) -> Case:
    """Given back with a comment, with two files, in keys of people alone."""
    settings.VAULT_MODE = "members"
    for person in (bilal, dara, amina):
        keyed(person)
    with opened(bilal):
        member_admit(amina, by=bilal)
    with opened(amina):
        made = make_case(amina, Status.SUBMITTED, narrative=WORD.text, mentor=bilal, coordinator=dara)
        for name in ("one.jpg", "two.jpg"):
            add_evidence(made, amina, name=name, original=b"as it came")
    return made


def pages(case: Case, name: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Method, address and form of everything that opens something, and of pages that do not."""

    def page(view: str, *more: Any) -> str:
        return reverse(view, args=[case.public_id, *more])

    for view in ("case_detail", "case_print", "case_print_texts"):
        yield "get", page(view), {}
    for evidence in case.evidence.all():
        for view in ("evidence_look", "evidence_open", "evidence_original"):
            yield "get", page(view, evidence.public_id), {}
    yield "get", reverse("case_list"), {}
    yield "get", reverse("queue"), {}
    yield "post", reverse("case_search"), {"words": WORD.russian, "also": "comments"}
    yield "post", reverse("case_search"), {"words": "слово которого нет"}
    if name == "bilal":
        yield "get", page("case_validate"), {}
        version = str(case.version)
        yield "post", page("case_return"), {"version": version, "text_event": WORD.text, "text_case": WORD.text}
    if name == "amina":
        yield "post", page("comment_add"), {"field": "event", "text": WORD.text}
        yield "get", page("case_edit"), {}
        yield "get", page("case_check"), {}


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_s11_as_many_rows_as_openings_and_each_before(
    case: Case, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_in_all = 0
    for name in ("bilal", "amina"):
        client = signed_in_with_key(Client(), request.getfixturevalue(name))
        for method, url, form in pages(case, name):
            before = AuditEvent.objects.filter(action__in=OPENINGS).count()
            with watched(monkeypatch) as watch:
                answer = getattr(client, method)(url, form)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code in (200, 302), (name, url, answer.status_code, content[:3000].decode())
            assert watch.unannounced == [], (name, url)
            for entry in watch.entries:
                assert is_kept(entry, watch.entries), (name, url, entry)
            written = AuditEvent.objects.filter(action__in=OPENINGS).count() - before
            assert written == len(watch.entries), (name, url)
            opened_in_all += len(watch.entries)
    assert opened_in_all > 20


def is_kept(entry: Entry, entries: list[Entry]) -> bool:
    """Was exactly that opened which the row says? A search says how many cases it opens, then which it shows."""
    searched = {what for one in entries if one.action == "sealed.searched" for what in one.opened}
    if entry.action == "sealed.searched":
        return entry.reason == f"cases:{len({number for number, _name in entry.opened})}"
    if entry.reason == OpenReason.SEARCH:
        return entry.promised <= searched
    return entry.opened == entry.promised


BREAKS = {
    "case_detail": "react_cases.views.case_detail.render",
    "case_print_texts": "react_cases.views.case_print.render",
    "case_validate": "react_cases.views.review.render",
    "case_search": "react_cases.views.case_search.render",
}


@pytest.mark.django_db(transaction=True, databases=BOTH)
@pytest.mark.parametrize("view", BREAKS)
def test_s11_the_row_stays_when_the_request_fails_afterwards(
    view: str, case: Case, bilal: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was opened was opened, whether the page came about or not."""

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(BREAKS[view], broken)
    client = signed_in_with_key(Client(raise_request_exception=False), bilal)
    with watched(monkeypatch) as watch:
        url = reverse(view, args=[] if view == "case_search" else [case.public_id])
        method = client.post if view == "case_search" else client.get
        assert method(url, {"words": WORD.russian}).status_code == 500
    assert any(entry.opened for entry in watch.entries)
    assert AuditEvent.objects.filter(action__in=OPENINGS, actor=bilal).count() == len(
        {(entry.action, entry.case) for entry in watch.entries}
    )


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_s11_somebody_without_a_key_opens_nothing(case: Case, bilal: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(Client(), bilal)
    with watched(monkeypatch) as watch:
        assert client.get(reverse("case_detail", args=[case.public_id])).status_code == 423
    assert watch.entries == []
    assert watch.unannounced == []
