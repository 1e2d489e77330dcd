"""Ask for an address as somebody, and say in the words of the table what came back."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.urls import Resolver404, get_resolver, resolve, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.translation import override

from react_cases.actions.frequency import frequent_codes
from react_cases.config.headers import FOR_A_YEAR
from react_cases.forms.intake_choices import IntakeChoices
from react_cases.views.intake_lists import part_of
from reports.models import Release, ReleaseState
from tests.access.story_world import put_into
from tests.access.world import World
from tests.headers import check

NO_TRACE = frozenset(
    {
        *("documenters_auditevent", "documenters_auditlink", "documenters_auditchain"),
        *("django_session", "usersessions_usersession"),
    }
)
"""Tables that change with reading: the log and the sessions."""

NO_REFERRER = {"Referrer-Policy": "no-referrer"}
ON_PURPOSE = {
    "intake_lists": {"Cache-Control": FOR_A_YEAR},
    "invitation_open": NO_REFERRER,
    "published_shared": NO_REFERRER,
    "published_shared_file": NO_REFERRER,
}
"""Pages that a device may keep, and pages whose address is a secret: their own headers."""

WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (?:ONLY )?\"?(\w+)\"?", re.IGNORECASE)
SAVEPOINT = re.compile(r"(ROLLBACK TO SAVEPOINT|SAVEPOINT) \"?(\w+)\"?")


@dataclass
class Seen:
    """One answer."""

    status: int
    location: str
    text: str
    error: str
    written: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """What was written where, in order: table and values. What was taken back is not in it."""

    @property
    def lasting(self) -> set[str]:
        """Tables other than the log and the sessions."""
        return {table for table, _values in self.written if table not in NO_TRACE}

    @property
    def is_logged(self) -> bool:
        """Does a row of the log say that it was done?"""
        return any(table == "documenters_auditevent" for table, _values in self.written)

    @property
    def values(self) -> frozenset[str]:
        """Everything that was written, and the rows that it was written to."""
        return frozenset().union(*(values for table, values in self.written if table not in NO_TRACE))


def patterns(found: list[Any] | None = None) -> list[URLPattern]:
    """Every address of the site."""
    flat: list[URLPattern] = []
    for pattern in get_resolver().url_patterns if found is None else found:
        flat.extend(patterns(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern])
    return flat


def ask(
    world: World,
    actor: str,
    method: str,
    url: str,
    data: Any = None,
    *,
    long_ago: bool = False,
    language: str = "en",
) -> Seen:
    """One request, whose traces are taken back afterwards; `long_ago`: by somebody who logged in an hour ago."""
    cookies = world.old_sessions[actor] if long_ago else world.sessions[actor]
    world.client.cookies = SimpleCookie({name: morsel.value for name, morsel in cookies.items()})
    world.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    world.client.exc_info = None
    with taken_back() as written:
        send = getattr(world.client, method.lower())
        answer = send(url, data or {}) if method in ("GET", "POST") else send(url)
        _check_headers(answer, f"{method} {url} as {actor}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode(errors="replace")
    error = repr(world.client.exc_info[1]) if world.client.exc_info else ""
    return Seen(answer.status_code, answer.headers.get("Location", ""), text, error, written)


def _check_headers(answer: Any, place: str) -> None:
    """S19: every answer to anybody has every header."""
    try:
        check(answer, **(ON_PURPOSE.get(answer.resolver_match.url_name, {}) if answer.status_code == 200 else {}))
    except (AssertionError, KeyError) as error:
        raise AssertionError(f"{place} answers {answer.status_code} without its headers: {error}") from error


@contextmanager
def taken_back() -> Iterator[list[tuple[str, frozenset[str]]]]:
    """Whatever is written inside does not last; the list says what it was."""
    written: list[tuple[str, frozenset[str]]] = []
    marks: dict[str, int] = {}

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = sql if isinstance(sql, str) else ""
        if found := WRITE.match(text):
            written.append((found[1], frozenset(_flat(params))))
        elif found := SAVEPOINT.match(text):
            if found[1] == "SAVEPOINT":
                marks[found[2]] = len(written)
            else:
                del written[marks.get(found[2], 0) :]
        return execute(sql, params, many, context)

    block = transaction.atomic()
    # What opens a transaction of its own in the middle of a request may do so inside this one, as in Django's TestCase.
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        with connection.execute_wrapper(watch):
            yield written
        transaction.set_rollback(True)


def _flat(params: Any) -> Iterator[str]:
    for value in params or ():
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield str(value)


def answer_word(seen: Seen, method: str, doors: dict[str, str], leaves: str) -> str:
    """The word of the table for an answer; a number where the table has no word for it."""
    if seen.status in (301, 302, 303, 307):
        place = _name_of(seen.location)
        for word, name in doors.items():
            if place == name and method in ("GET", "HEAD"):
                return word
            if place == name and word != "login":
                return word
            if place == name and "next=" in seen.location:
                return word
        if method in ("GET", "HEAD"):
            return f"goes {place}"
    if method in ("GET", "HEAD"):
        if seen.lasting:
            return f"{seen.status}, but it writes {sorted(seen.lasting)}"
        return "page" if seen.status == 200 else str(seen.status)
    if seen.status in (200, 302, 409, 422):
        if leaves:
            is_done = {"nothing": True, "log": seen.is_logged, "session": seen.status == 302}[leaves]
            return "does" if is_done else "told"
        return "does" if seen.lasting else "told"
    return str(seen.status)


def _name_of(location: str) -> str:
    try:
        return resolve(urlsplit(location).path).view_name
    except Resolver404:
        return location


def address(world: World, page: str, about: str, actor: str, subject: str) -> str:
    """The address of a page about a subject, as this person would ask for it."""
    return reverse(page, kwargs=SUBJECTS[about](world, actor, subject) if about else {})


def _case(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.case_of(actor, subject).public_id}


def _is_far(world: World, actor: str, subject: str) -> bool:
    """`OURS` is of the person's own programme, `THEIRS` of the other one."""
    return (world.programme_of(actor) == "far") == (subject == "OURS")


def _member(world: World, actor: str, subject: str) -> dict[str, Any]:
    if subject == "SELF":
        return {"public_id": world.people.get(actor, world.people["author"]).public_id}
    if subject == "LEFT":
        return {"public_id": world.people["former"].public_id}
    return {"public_id": world.people["far_mentor" if _is_far(world, actor, subject) else "mentor"].public_id}


def _asker(world: World, actor: str, subject: str) -> dict[str, Any]:
    if subject == "ADMITTED":
        return {"public_id": world.people["far_mentor" if world.programme_of(actor) == "far" else "mentor"].public_id}
    if _is_far(world, actor, subject):
        return {"public_id": world.people["far_documenter"].public_id}
    return {"public_id": world.people["neighbour" if actor == "mentor_elsewhere" else "colleague"].public_id}


def _organisation(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.organisations["far" if _is_far(world, actor, subject) else "a"].public_id}


def _reader(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"person": _member(world, actor, subject)["public_id"]}


def _invitation(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.invitations["far" if _is_far(world, actor, subject) else "one"].public_id}


def _proposal(world: World, actor: str, subject: str) -> dict[str, Any]:
    if subject == "COORDINATORS":
        return {"public_id": world.proposals[f"{world.programme_of(actor)}_coordinators"].public_id}
    return {"public_id": world.proposals["far" if _is_far(world, actor, subject) else "one"].public_id}


def _link(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"code": world.codes["one"] if subject == "OPEN" else "no-such-code"}


def _session(world: World, actor: str, subject: str) -> dict[str, Any]:
    other = "colleague" if actor == "author" else "author"
    return {"pk": world.devices[actor if subject == "OURS" and actor in world.devices else other].pk}


def _key(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"pk": world.keys["UNKNOWN" if subject == "UNKNOWN" else "suspended"]}


def _evidence(world: World, actor: str, subject: str) -> dict[str, Any]:
    case = world.case_of(actor, subject)
    found = world.evidence.get(case.pk)
    return {"public_id": case.public_id, "evidence_id": found.public_id if found else case.public_id}


def _stage(world: World, actor: str, subject: str) -> dict[str, Any]:
    case = world.case_of(actor, subject)
    found = world.stages.get(case.pk)
    return {"public_id": case.public_id, "stage_id": found.public_id if found else case.public_id}


def _code_list(world: World, actor: str, subject: str) -> dict[str, Any]:
    names = {"OPEN": "violator_types", "CLOSED": "genders", "UNKNOWN": "no_such_list"}
    return {"code_list": names[subject]}


def _guide(_world: World, _actor: str, subject: str) -> dict[str, Any]:
    return {"role": "mentor" if subject == "OURS" else "nobody"}


def _intake_lists(world: World, actor: str, subject: str) -> dict[str, Any]:
    programme = world.programmes[world.programme_of(actor)]
    with override("en"):
        digest = part_of(IntakeChoices(programme, frequent=frequent_codes(programme))).digest
    return {"digest": digest if subject == "OURS" else "0" * 16, "language": "en"}


def _term(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"code_list": "violator_types", "code": world.terms["far" if _is_far(world, actor, subject) else "one"].code}


def _public(_world: World, _actor: str, subject: str) -> dict[str, Any]:
    return {"code": "KG" if subject == "ON" else "KZ"}


def _shared(world: World, _actor: str, subject: str) -> dict[str, Any]:
    return {"token": world.share_tokens.get(subject, "no-such-token")}


def _file(_world: World, _actor: str, subject: str) -> dict[str, Any]:
    return {"kind": "exe" if subject == "UNKNOWN" else "json"}


def _public_file(world: World, actor: str, subject: str) -> dict[str, Any]:
    return _public(world, actor, "OFF" if subject == "OFF" else "ON") | _file(world, actor, subject)


def _shared_file(world: World, actor: str, subject: str) -> dict[str, Any]:
    return _shared(world, actor, "ENDED" if subject == "ENDED" else "OPEN") | _file(world, actor, subject)


def _share_link(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"number": world.share_links["far" if _is_far(world, actor, subject) else "one"].pk}


def _release(world: World, actor: str, subject: str) -> dict[str, Any]:
    """The unfinished release of the person's programme is put into the state that is asked for."""
    programme = world.programmes[world.programme_of(actor)]
    if subject in ("BUILDING", "BUILT"):
        Release.objects.filter(programme=programme, number=1).update(state=ReleaseState[subject])
    return {"number": {"PUBLISHED": 2, "UNKNOWN": 77}.get(subject, 1)}


def _content_export(world: World, actor: str, subject: str) -> dict[str, Any]:
    is_far = (world.programme_of(actor) == "far") == (subject != "THEIRS")
    found = world.content_exports["far" if is_far else "one"]
    return {"public_id": found["MINE" if subject == "THEIRS" else subject].public_id}


def _action(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.actions["far" if _is_far(world, actor, subject) else "one"].paper.public_id}


def _submission(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.submissions["far" if _is_far(world, actor, subject) else "one"].public_id}


def _submission_text(world: World, actor: str, subject: str) -> dict[str, Any]:
    own = "THEIRS" if subject == "THEIRS" else "OURS"
    return {**_submission(world, actor, own), "language": "ky" if subject == "UNKNOWN" else "ru"}


def _submission_file(world: World, actor: str, subject: str) -> dict[str, Any]:
    own = "THEIRS" if subject == "THEIRS" else "OURS"
    return {**_submission(world, actor, own), "kind": "exe" if subject == "UNKNOWN" else "docx", "language": "en"}


def _action_file(world: World, actor: str, subject: str) -> dict[str, Any]:
    paper = world.actions["far" if _is_far(world, actor, subject) else "one"].paper
    return {"public_id": paper.public_id, "file_id": paper.files.get().public_id}


def _entry(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.entries["far" if _is_far(world, actor, subject) else "one"].paper.public_id}


def _entry_file(world: World, actor: str, subject: str) -> dict[str, Any]:
    entry = world.entries["far" if _is_far(world, actor, subject) else "one"]
    return {"public_id": entry.paper.public_id, "file_id": entry.paper.files.get().public_id}


def _told(world: World, actor: str, subject: str) -> dict[str, Any]:
    told = world.told["far" if (world.programme_of(actor) == "far") == (subject == "OURS") else "one"]
    return {"public_id": uuid.UUID(int=1) if subject == "NONE" else told.public_id}


def _story(world: World, actor: str, subject: str) -> dict[str, Any]:
    put_into(world.story, subject, world.people["mentor"])
    return {"public_id": world.story.story.paper.public_id}


def _told_file(world: World, actor: str, subject: str) -> dict[str, Any]:
    told = _told(world, actor, "NONE" if subject == "NONE" else "OURS")
    return told | {"kind": "exe" if subject == "UNKNOWN" else "html"}


def _told_paper(world: World, actor: str, subject: str) -> dict[str, Any]:
    told = world.told["far" if (world.programme_of(actor) == "far") == (subject == "OURS") else "one"]
    return {"public_id": told.version.story.paper.public_id}


def _alert(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.firings["far" if _is_far(world, actor, subject) else "one"].alert.public_id}


def _firing(world: World, actor: str, subject: str) -> dict[str, Any]:
    return {"public_id": world.firings["far" if _is_far(world, actor, subject) else "one"].public_id}


SUBJECTS = {
    "alert": _alert,
    "firing": _firing,
    "organisation": _organisation,
    "case": _case,
    "evidence": _evidence,
    "stage": _stage,
    "member": _member,
    "asker": _asker,
    "reader": _reader,
    "invitation": _invitation,
    "proposal": _proposal,
    "link": _link,
    "session": _session,
    "key": _key,
    "code_list": _code_list,
    "guide": _guide,
    "intake_lists": _intake_lists,
    "term": _term,
    "public": _public,
    "shared": _shared,
    "file": _file,
    "public_file": _public_file,
    "shared_file": _shared_file,
    "share_link": _share_link,
    "release": _release,
    "content_export": _content_export,
    "story": _story,
    "told": _told,
    "told_file": _told_file,
    "told_paper": _told_paper,
    "entry": _entry,
    "entry_file": _entry_file,
    "action": _action,
    "action_file": _action_file,
    "submission": _submission,
    "submission_text": _submission_text,
    "submission_file": _submission_file,
}
