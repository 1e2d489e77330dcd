"""S11: every opening of sealed content is in the log, whatever page opens it."""

from collections import Counter
from typing import Any

import pytest
from django.db.models import Max
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from documenters.models import AuditEvent, User
from documenters.vault import frames
from react_cases.actions import sealing
from react_cases.actions.review import CommentData, comment_add
from react_cases.models import Case
from react_cases.models.choices import CommentField
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.evidence import PICTURE, add_evidence
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

STATUSES = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED)


def names_about_cases(found: list[Any] | None = None) -> list[str]:
    """Every address that names a case and nothing else."""
    names = []
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLResolver):
            names += names_about_cases(pattern.url_patterns)
        elif list(pattern.pattern.converters) == ["public_id"] and "cases/" in str(pattern.pattern):
            names.append(str(pattern.name))
    return names


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """Counts the openings, case -> number, below the function that logs them."""
    calls: Counter[int] = Counter()
    plain = sealing.open_bytes
    seen: set[tuple[int, int]] = set()

    def counting(key: bytes, sealed: bytes, associated: bytes) -> bytes:
        text = plain(key, sealed, associated)
        case = int(associated.split(b"|")[2])
        # Several values of one call are one opening: the row of the log is written before the first of them.
        logged = AuditEvent.objects.filter(action="sealed.opened", object_id=case).aggregate(last=Max("pk"))["last"]
        assert logged is not None, "opened before it was logged"
        if (case, logged) not in seen:
            seen.add((case, logged))
            calls[case] += 1
        return text

    monkeypatch.setattr(sealing, "open_bytes", counting)
    return calls


def rows() -> Counter[int]:
    return Counter(AuditEvent.objects.filter(action="sealed.opened").values_list("object_id", flat=True))


def cases_in_work(amina: User, bilal: User) -> list[Case]:
    made = [make_case(amina, status) for status in STATUSES]
    for case in made:
        if case.status in (Status.SUBMITTED, Status.VALIDATED):
            comment_add(case, CommentData(CommentField.EVENT, "A sentence."), by=bilal)
    return made


@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_s11_openings_and_rows_are_the_same_on_every_page(
    client: Client, request: Any, amina: User, bilal: User, dara: User, opened: Counter[int], who: str
) -> None:
    cases = cases_in_work(amina, bilal)
    opened.clear()
    before = rows()
    names = names_about_cases()
    assert len(names) > 12
    signed_in(client, request.getfixturevalue(who))
    for case in cases:
        for name in names:
            client.get(reverse(name, args=[case.public_id]))
            client.post(reverse(name, args=[case.public_id]))
    assert opened
    assert rows() - before == opened


def names_of_files(found: list[Any] | None = None) -> list[str]:
    """Every address that names a file of a case."""
    names = []
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLResolver):
            names += names_of_files(pattern.url_patterns)
        elif list(pattern.pattern.converters) == ["public_id", "evidence_id"]:
            names.append(str(pattern.name))
    return names


@pytest.fixture
def decrypted(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, ...]]:
    """The files of which a frame was decrypted, as (case, evidence, part), each of them in the log before."""
    found: set[tuple[str, ...]] = set()
    plain = frames.open_bytes

    def watching(key: bytes, sealed: bytes, associated: bytes) -> bytes:
        text = plain(key, sealed, associated)
        place = tuple(associated.decode().split("|frame|")[0].split("|")[2:])
        assert AuditEvent.objects.filter(action="evidence.opened", object_id=int(place[0])).exists()
        found.add(place)
        return text

    monkeypatch.setattr(frames, "open_bytes", watching)
    return found


@pytest.mark.parametrize("who", ["amina", "bilal", "dara", "chen", "emil", "aida"])
def test_s11_every_file_that_is_opened_is_in_the_log(
    client: Client, request: Any, amina: User, bilal: User, dara: User, decrypted: set[tuple[str, ...]], who: str
) -> None:
    case = make_case(amina, Status.SUBMITTED)
    files = [add_evidence(case, amina, original=PICTURE), add_evidence(case, amina, original=PICTURE)]
    signed_in(client, request.getfixturevalue(who))
    sent = 0
    for file in files:
        for name in names_of_files():
            response = client.get(reverse(name, args=[case.public_id, file.public_id]))
            sent += b"".join(getattr(response, "streaming_content", [])) == PICTURE
    logged = AuditEvent.objects.filter(action="evidence.opened", object_id=case.pk)
    assert len(decrypted) == logged.count() == sent == (4 if who in ("amina", "bilal", "dara") else 0)
    assert {event.actor.username for event in logged} <= {who}


@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_s11_lists_and_exports_open_nothing(
    client: Client, request: Any, amina: User, bilal: User, dara: User, opened: Counter[int], who: str
) -> None:
    cases_in_work(amina, bilal)
    opened.clear()
    before = rows()
    signed_in(client, request.getfixturevalue(who))
    for name in ("queue", "case_list", "figures", "audit_log"):
        client.get(reverse(name))
    b"".join(getattr(client.post(reverse("case_export")), "streaming_content", []))
    assert rows() == before
    assert not opened
