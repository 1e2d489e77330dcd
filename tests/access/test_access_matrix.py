"""docs/access.toml is what the site does: every address, every method, everybody, every state."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import reverse

from documenters.management.access_table import Page
from tests.access.conftest import TABLE, Walked
from tests.access.forms import form_of
from tests.access.secrets import MAY_READ, foreign_tokens
from tests.access.walk import address, answer_word, ask, patterns

PATTERNS = patterns()
pytestmark = pytest.mark.django_db
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def name_of(pattern: object) -> str:
    return str(getattr(pattern, "name", "") or "")


def cells(row: Page) -> Iterator[tuple[str, str, str]]:
    """Every cell of a row: method, somebody of the column, state.

    The people of a column take turns over the states, so that each of them asks at least once. Where all states are
    one cell of the document ("not found", mostly), the methods share the states between them.
    """
    for method in row.answers:
        for place, column in enumerate(row.area.columns):
            rounds = max(len(column.actors), len(row.subjects))
            is_one_cell = len({row.column_answer(method, column.key, subject) for subject in row.subjects}) == 1
            first, step = place, 1
            if is_one_cell and len(row.answers) > 1 and len(row.subjects) > 4:
                first, step = place + (method == "POST"), 2
            for turn in range(first % step, rounds, step):
                yield method, column.actors[turn % len(column.actors)], row.subjects[turn % len(row.subjects)]


def a_few(row: Page) -> list[tuple[str, str]]:
    """One person of each kind of answer, on a state in which they get it."""
    found: dict[str, tuple[str, str]] = {}
    for column in row.area.columns:
        for method in row.answers:
            for subject in row.subjects:
                found.setdefault(row.column_answer(method, column.key, subject), (column.actors[0], subject))
    return sorted(set(found.values()))


def test_s8_every_address_is_in_the_table() -> None:
    names = {name_of(pattern) for pattern in PATTERNS}
    missing = [
        f"`{name}` is in no row of docs/access.toml: add [page.{name}] and say who may GET and POST it"
        for name in sorted(names - TABLE.pages.keys() - TABLE.exempt.keys())
    ]
    gone = [
        f"[page.{name}] of docs/access.toml is no address of the site: take it away"
        for name in sorted((TABLE.pages.keys() | TABLE.exempt.keys()) - names)
    ]
    assert not missing + gone, "\n".join(missing + gone)


@pytest.mark.parametrize("row", TABLE.pages.values(), ids=lambda row: row.name)
def test_s7_everybody_gets_what_the_table_says(walked: Walked, row: Page) -> None:
    world, wrong = walked.world, []
    for method, actor, subject in cells(row):
        url = address(world, row.name, row.about, actor, subject)
        data = form_of(world, row.name, actor, subject) if method == "POST" else None
        seen = ask(world, actor, method, url, data)
        word, said = answer_word(seen, method, TABLE.doors, row.leaves), row.answer(method, actor, subject)
        place = f"{method} {row.name} as {actor}" + (f" on {subject}" if subject else "")
        if word != said:
            wrong.append(f"{place}: declared `{said}`, answered `{word}` {seen.location} {seen.error}")
        if leak := foreign_tokens(walked.tokens, actor, seen.text + seen.location, url):
            wrong.append(f"{place}: names {leak}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", TABLE.pages.values(), ids=lambda row: row.name)
def test_s8_methods_that_are_not_in_the_table_are_refused(walked: Walked, row: Page) -> None:
    """For everybody alike, before anything is looked up; who is not logged in may be asked to log in first."""
    known = {*row.answers, *(["HEAD"] if "GET" in row.answers else [])}
    wrong = []
    for method in sorted({"GET", "HEAD", "POST", *OTHER_METHODS} - known):
        # The others are refused before anybody is looked at: one person says as much as all.
        for actor, subject in a_few(row)[: 1 if method in OTHER_METHODS else None]:
            url = address(walked.world, row.name, row.about, actor, subject)
            seen = ask(walked.world, actor, method, url)
            if seen.status != 405 and answer_word(seen, "GET", TABLE.doors, "") != "login":
                wrong.append(
                    f"{method} {row.name} as {actor} answers {seen.status}: refuse it (`require_safe`, "
                    f"`require_POST`), or declare it in docs/access.toml"
                )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", [row for row in TABLE.pages.values() if "GET" in row.answers], ids=lambda row: row.name)
def test_head_answers_as_get_without_a_content(walked: Walked, row: Page) -> None:
    for actor, subject in a_few(row):
        url = address(walked.world, row.name, row.about, actor, subject)
        seen = ask(walked.world, actor, "HEAD", url)
        assert answer_word(seen, "HEAD", TABLE.doors, "") == row.answer("GET", actor, subject), actor
        assert not seen.text


@pytest.mark.parametrize("row", TABLE.pages.values(), ids=lambda row: row.name)
def test_s15_without_a_second_factor_all_but_the_exempt_pages_lead_to_setting_one_up(walked: Walked, row: Page) -> None:
    set_up, wrong = reverse(TABLE.doors["second"]), []
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        for column in row.area.columns:
            if column.key in ("anonymous", "suspended"):
                continue
            for method in row.answers:
                actor, subject = column.actors[0], row.subjects[0]
                url = address(walked.world, row.name, row.about, actor, subject)
                seen = ask(walked.world, actor, method, url, {} if method == "POST" else None)
                if (seen.location == set_up) == row.is_before_second_factor or seen.lasting:
                    wrong.append(f"{method} {row.name} as {actor} answers {seen.status} {seen.location}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", TABLE.pages.values(), ids=lambda row: row.name)
def test_pages_that_ask_once_more_who_is_there_are_those_of_the_table(walked: Walked, row: Page) -> None:
    world, again, wrong = walked.world, reverse(TABLE.doors["again"]), []
    for actor, subject in a_few(row):
        for method in row.answers:
            able = row.answer(method, actor, subject) in ("page", "does")
            if not able or actor in ("anonymous", "suspended"):
                continue
            url = address(world, row.name, row.about, actor, subject)
            data = form_of(world, row.name, actor, subject) if method == "POST" else None
            seen = ask(world, actor, method, url, data, long_ago=True)
            is_asked = seen.location.startswith(again) or 'name="confirm_password"' in seen.text
            if is_asked != (method in row.needs_recent_login) or (is_asked and seen.lasting):
                wrong.append(f"{method} {row.name} as {actor} answers {seen.status} {seen.location}")
    assert not wrong, "\n".join(wrong)


def test_page_not_found_names_nothing_foreign(walked: Walked) -> None:
    """The walk answers 404 without drawing the page, which depends on nothing but its reader."""
    with walked.drawn_not_found():
        for actor in TABLE.actors:
            url = address(walked.world, "case_detail", "case", "author", "APPROVED")
            seen = ask(walked.world, actor, "GET", url)
            assert not foreign_tokens(walked.tokens, actor, seen.text, url), actor


def test_the_table_knows_what_everybody_may_read() -> None:
    assert MAY_READ.keys() == TABLE.actors.keys()
