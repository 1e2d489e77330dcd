"""Files that people send never touch a disk, and go only where a view asks for one."""

import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from documenters.uploads import ReceivedFile, receives_file

pytestmark = pytest.mark.django_db

LIMIT = 25 * 2**20


def _seen(request: HttpRequest) -> HttpResponse:
    files = [
        f"{name}={file.name},{file.size},{getattr(file, 'is_too_large', '')}" for name, file in request.FILES.items()
    ]
    return HttpResponse("|".join([*files, *(f"{name}:{value}" for name, value in request.POST.items())]))


@receives_file(LIMIT)
def takes(request: HttpRequest) -> HttpResponse:
    return _seen(request)


def takes_none(request: HttpRequest) -> HttpResponse:
    return _seen(request)


urlpatterns = [path("documenters/takes/", takes), path("documenters/takes_none/", takes_none)]


@pytest.fixture(autouse=True)
def plain(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []


@pytest.fixture
def no_temporary_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that asks for a temporary file is noted, and refused."""
    asked: list[str] = []

    def refuse(name: str) -> Any:
        def made(*_args: Any, **_options: Any) -> None:
            asked.append(name)
            raise AssertionError(f"{name} was called")

        return made

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp", "mktemp"):
        monkeypatch.setattr(tempfile, name, refuse(name))
    yield asked
    assert asked == []


def upload(size: int, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size, content_type="image/jpeg")


def test_s20_twenty_megabytes_leave_nothing_in_the_temporary_folder(
    client: Client, no_temporary_files: list[str]
) -> None:
    answer = client.post("/documenters/takes/", {"file": upload(20 * 2**20), "note": "kept"})
    assert answer.content.decode() == f"file=a.jpg,{20 * 2**20},False|note:kept"


@pytest.mark.parametrize(("size", "is_too_large"), [(0, False), (1, False), (LIMIT, False), (LIMIT + 1, True)])
def test_the_limit_is_kept_while_the_file_arrives(
    client: Client, no_temporary_files: list[str], size: int, is_too_large: bool
) -> None:
    answer = client.post("/documenters/takes/", {"file": upload(size), "note": "kept"})
    assert answer.content.decode() == f"file=a.jpg,{size},{is_too_large}|note:kept"


def test_of_a_file_that_is_too_large_nothing_is_held(rf: Any) -> None:
    request = rf.post("/documenters/takes/", {"file": upload(LIMIT + 100)})
    received = request.FILES["file"]
    assert isinstance(received, ReceivedFile)
    assert received.read() == b""


def test_a_view_that_asks_for_no_file_gets_none(client: Client, no_temporary_files: list[str]) -> None:
    answer = client.post("/documenters/takes_none/", {"file": upload(3 * 2**20), "note": "kept"})
    assert answer.content.decode() == "note:kept"


def test_an_address_that_does_not_exist_keeps_no_file(rf: Any) -> None:
    request = rf.post("/nowhere/", {"file": upload(3), "note": "kept"})
    assert not request.FILES
    assert request.POST["note"] == "kept"


def test_only_the_first_file_is_taken(client: Client) -> None:
    answer = client.post("/documenters/takes/", {"file": upload(3, "a.jpg"), "more": upload(5, "b.jpg")})
    assert answer.content.decode() == "file=a.jpg,3,False"


def test_no_other_handler_is_set() -> None:
    from react_cases.config import settings as ours

    assert ours.FILE_UPLOAD_HANDLERS == ["documenters.uploads.MemoryUploadHandler"]
