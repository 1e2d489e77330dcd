"""Whatever people may send, they send again with the identifiers of others: nothing of others is read or written."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import NoReverseMatch, reverse

from documenters.management.access_table import Page
from react_cases.models import Location, Term
from tests.access.conftest import TABLE, Walked
from tests.access.forms import form_of
from tests.access.secrets import foreign_tokens, is_foreign
from tests.access.walk import SUBJECTS, Seen, address, ask
from tests.access.world import World

pytestmark = pytest.mark.django_db

KEEPS_WHAT_IS_TYPED = {
    "case_intake": "the draft keeps answers as they are typed, valid or not, sealed and shown to their author alone",
    "case_autosave_first": "the same",
    "case_autosave": "the same",
    "case_edit": "the same",
}

EXTRA_NAMES = (
    *("organisation", "organisation_id", "programme", "programme_id", "case", "case_id", "client", "client_id"),
    *("documenter", "documenter_id", "author", "by", "user", "user_id", "member", "mentor", "public_id", "id", "pk"),
    *("mentored", "actor", "recorded_by", "term", "parent", "code", "comment", "response", "consent", "violator"),
)
"""What a form could carry besides its own fields. Those that the form has are replayed one by one."""

FILTER_NAMES = (*EXTRA_NAMES, "person", "status", "group", "category", "violator", "oblast", "before", "page", "next")
"""What lists narrow by, and what an address could carry besides."""

LISTS = ("case_list", "figures", "audit_log", "member_list", "queue")

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NUMBER = re.compile(r"4\d{7}")

SENDERS = [
    (row, column.actors[0], subject)
    for row in TABLE.pages.values()
    for column in row.area.columns
    for subject in [
        next((s for s in row.subjects if row.answers.get("POST", {}).get(column.key, {}).get(s) == "does"), None)
    ]
    if subject is not None and column.key not in ("anonymous", "suspended")
]
READERS = [
    (row, column.actors[0], subject)
    for row in TABLE.pages.values()
    for column in row.area.columns
    for subject in [
        next((s for s in row.subjects if row.answers.get("GET", {}).get(column.key, {}).get(s) == "page"), None)
    ]
    if subject is not None
]


def label(value: object) -> str:
    """A name for the list of tests."""
    return value.name if isinstance(value, Page) else str(value)


def foreign(walked: Walked, actor: str) -> dict[str, list[str]]:
    """Identifiers of rows that this person may not know of, by how they look."""
    found: dict[str, list[str]] = {"uuid": [], "number": [], "code": []}
    seen: set[tuple[str, str]] = set()
    for token, owner in walked.tokens.items():
        kind = "uuid" if UUID.fullmatch(token) else "number" if NUMBER.fullmatch(token) else "code"
        if not is_foreign(owner, actor) or token.startswith("zqtext"):
            continue
        sort = (kind, owner.split(":")[0] + owner.split(":")[1] if owner.startswith("case") else owner.split(":")[0])
        if sort in seen:
            continue
        seen.add(sort)
        found[kind].append(token.upper() if kind == "code" and not token.startswith("zq") else token)
    # A term, a name, a number of a case, whatever else is there.
    codes = [walked.world.terms["one" if actor.startswith("far_") else "far"].code, *found["code"]]
    return {**found, "code": codes[:5]}


def fresh(world: World, row: Page, actor: str, subject: str) -> dict[str, Any]:
    """The form anew: files are read once."""
    return form_of(world, row.name, actor, subject)


def kind_of(walked: Walked, value: object) -> str:
    """How an identifier looks; empty for whatever is none."""
    text = str(value)
    if UUID.fullmatch(text):
        return "uuid"
    if NUMBER.fullmatch(text):
        return "number"
    is_term = Term.objects.filter(code=text).exists() or Location.objects.filter(code=text).exists()
    return "code" if is_term or text.lower() in walked.tokens else ""


def replaced(walked: Walked, actor: str, fields: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The form with one identifier after the other exchanged for each foreign one."""
    pool = foreign(walked, actor)
    for name, value in fields.items():
        one = value[0] if isinstance(value, list) and value else value
        for other in pool.get(kind_of(walked, one), []):
            yield name, other, {**fields, name: [other, *value[1:]] if isinstance(value, list) else other}


def wrong_with(walked: Walked, row: Page, actor: str, seen: Seen, url: str, *, may_write: bool) -> str:
    """What should not have happened."""
    if seen.status >= 500 or seen.status == 403:
        return f"answers {seen.status} {seen.error}"
    touched = {v: walked.tokens[v] for v in seen.values & walked.tokens.keys() if is_foreign(walked.tokens[v], actor)}
    if touched:
        return f"writes {touched}"
    if seen.lasting and not may_write:
        return f"answers {seen.status} and writes {sorted(seen.lasting)}"
    leak = foreign_tokens(walked.tokens, actor, seen.text + seen.location, url)
    return f"names {leak}" if leak else ""


@pytest.mark.parametrize(("row", "actor", "subject"), SENDERS, ids=label)
def test_s7_forms_with_foreign_identifiers_change_nothing(walked: Walked, row: Page, actor: str, subject: str) -> None:
    world, wrong = walked.world, []
    url = address(world, row.name, row.about, actor, subject)
    fields = form_of(world, row.name, actor, subject)
    may_write = row.name in KEEPS_WHAT_IS_TYPED or row.leaves == "nothing"
    for name, other, changed in replaced(walked, actor, fields):
        seen = ask(world, actor, "POST", url, changed)
        if said := wrong_with(walked, row, actor, seen, f"{url} {other}", may_write=may_write):
            wrong.append(f"{row.name} as {actor} with {name}={other}: {said}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("row", "actor", "subject"), SENDERS, ids=label)
def test_s7_fields_that_a_form_does_not_have_reach_nothing_foreign(
    walked: Walked, row: Page, actor: str, subject: str
) -> None:
    """All at once, in the body and in the address: they may be ignored, never followed."""
    world, wrong = walked.world, []
    url = address(world, row.name, row.about, actor, subject)
    fields = form_of(world, row.name, actor, subject)
    for kind, others in foreign(walked, actor).items():
        names = [name for name in EXTRA_NAMES if name not in fields]
        # Every name gets one of the values: organisations, people, cases and what hangs on them take turns.
        extra = {name: others[place % len(others)] for place, name in enumerate(names)} if others else {}
        seen = ask(world, actor, "POST", f"{url}?{urlencode(extra)}", {**extra, **fresh(world, row, actor, subject)})
        if said := wrong_with(walked, row, actor, seen, f"{url} {extra}", may_write=True):
            wrong.append(f"{row.name} as {actor} with other fields={extra} ({kind}): {said}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("row", "actor", "subject"), [sender for sender in SENDERS if sender[0].about], ids=label)
def test_s7_addresses_with_foreign_identifiers_are_not_found(
    walked: Walked, row: Page, actor: str, subject: str
) -> None:
    world, wrong = walked.world, []
    own = SUBJECTS[row.about](world, actor, subject)
    fields = form_of(world, row.name, actor, subject)
    pool = foreign(walked, actor)
    for part in own:
        for other in [*pool["uuid"], *pool["number"], *pool["code"]]:
            try:
                url = reverse(row.name, kwargs={**own, part: other})
            except NoReverseMatch:
                continue
            for method in row.answers:
                seen = ask(world, actor, method, url, fields if method == "POST" else None)
                if seen.status != 404:
                    wrong.append(f"{method} {row.name} as {actor} with {part}={other} answers {seen.status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("row", "actor", "subject"), READERS, ids=label)
def test_s7_questions_with_foreign_identifiers_show_nothing_foreign(
    walked: Walked, row: Page, actor: str, subject: str
) -> None:
    world, wrong = walked.world, []
    url = address(world, row.name, row.about, actor, subject)
    for others in foreign(walked, actor).values():
        # Lists narrow: they are asked with all. Other pages ask for nothing else: with one value of each kind.
        for other in others if row.name in LISTS else others[:1]:
            asked = f"{url}?{urlencode(dict.fromkeys(FILTER_NAMES, other))}"
            seen = ask(world, actor, "GET", asked)
            if said := wrong_with(walked, row, actor, seen, asked, may_write=False):
                wrong.append(f"{asked} as {actor}: {said}")
    assert not wrong, "\n".join(wrong)
