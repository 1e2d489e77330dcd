"""The one way in which released figures leave as a file."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext

import documenters
import react_cases
import reports
from documenters.downloads import Download, SensitiveDownload, SensitiveDownloadMiddleware
from reports.disclosure.published import Published
from reports.disclosure.schema import Tier
from reports.exports.downloads import PublishedDownload
from reports.exports.kinds import KINDS, download
from reports.indicators.published_notes import Publisher
from tests.factories.published import made as released

PUBLISHER = Publisher("Kyrgyzstan")


def written(published: Published, language: str) -> Iterator[str]:
    """What a file says: the programme, and a word in the language that is active."""
    yield published.programme
    yield gettext("not published")
    yield language


def made(published: Any, language: str = "en") -> PublishedDownload:
    return PublishedDownload(
        published, written, language=language, file_name="figures-KG-R1-2020-public.csv", content_type="text/csv"
    )


class Lookalike(Published):
    """Not what `published_of` makes."""


@pytest.mark.parametrize(
    "published",
    [
        None,
        b"case",
        SimpleNamespace(programme="KG", releases=(1,)),
        Lookalike(**{name: getattr(released(Tier.DONOR), name) for name in Published.__dataclass_fields__}),
        replace(released(Tier.DONOR), releases=()),
    ],
)
def test_it_is_made_of_released_figures_alone(published: Any) -> None:
    with pytest.raises(TypeError, match="released"):
        made(published)


def test_it_is_saved_and_cannot_run() -> None:
    response = made(released(Tier.DONOR))
    assert response.headers["Content-Disposition"] == 'attachment; filename="figures-KG-R1-2020-public.csv"'
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "no-store"


def test_it_is_written_in_the_language_of_the_request_which_is_over() -> None:
    response = made(released(Tier.DONOR), "ru")
    with translation.override("en"):
        parts = response.getvalue().decode()
        assert gettext("not published") == "not published"
    with translation.override("ru"):
        assert parts == f"KG{gettext('not published')}ru"


def test_it_passes_the_middleware_and_nothing_that_looks_like_it_does() -> None:
    request = RequestFactory().get("/")
    response = made(released(Tier.DONOR))
    assert SensitiveDownloadMiddleware(lambda _: response)(request) is response
    with pytest.raises(Exception, match="unknown view"):
        SensitiveDownloadMiddleware(lambda _: HttpResponse("a", headers={"Content-Disposition": "attachment"}))(request)


def test_there_are_two_kinds_of_downloads_and_no_others() -> None:
    for app in (documenters, react_cases, reports):
        for module in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if not any(part in module.name for part in (".migrations", ".config.")):
                importlib.import_module(module.name)
    assert set(Download.__subclasses__()) == {SensitiveDownload, PublishedDownload}
    assert not SensitiveDownload.__subclasses__()
    assert not PublishedDownload.__subclasses__()
    with pytest.raises(TypeError, match="of a kind"):
        Download([b"1"], file_name="a.csv", content_type="text/csv")


@pytest.mark.parametrize("ending", sorted(KINDS))
def test_every_kind_is_written(ending: str) -> None:
    response = download(KINDS[ending], released(Tier.DONOR), "2020-Q1", "en", PUBLISHER)
    assert f"figures-KG-R1-2020-Q1-donor.{ending}" in response.headers["Content-Disposition"]
    beginning = {"pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"{"}
    assert response.getvalue().startswith(beginning[ending])


def test_a_report_is_set_once_for_all_who_read_the_same() -> None:
    first = download(KINDS["pdf"], released(Tier.DONOR), "2020-Q2", "en", PUBLISHER).getvalue()
    assert download(KINDS["pdf"], released(Tier.DONOR), "2020-Q2", "en", PUBLISHER).getvalue() is not None
    other = replace(released(Tier.DONOR))
    assert download(KINDS["pdf"], other, "2020-Q2", "en", PUBLISHER).getvalue() == first
    assert download(KINDS["pdf"], other, "2020-Q2", "ru", PUBLISHER).getvalue() != first
