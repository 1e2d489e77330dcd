"""Two programmes with everybody in them, and a case in every state: made once, walked many times.

Everything that must not be seen by the wrong person carries a mark, so that a page can be searched for it: names and
texts begin with `Zq`, and the numbers of rows are so high that nothing else looks like them.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from http.cookies import SimpleCookie
from unittest import mock

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.actions.invitations import invitation_make
from documenters.actions.member_keys import member_key_make
from documenters.audit import record
from documenters.models import Invitation, MemberKey, MentorAssignment, Organisation, Programme, RoleProposal, User
from documenters.permissions import Role
from documenters.recency import AUTHENTICATED_KEY
from documenters.vault.age_files import new_key_pair
from react_cases.actions.cases import ViolatorData
from react_cases.actions.content_downloads import content_export_download
from react_cases.actions.guard import Written
from react_cases.actions.review import case_reject
from react_cases.actions.strategic import StageData, stage_add, strategic_flag
from react_cases.actions.taxonomy import taxonomy_load, term_add
from react_cases.models import (
    AdvocacyAction,
    AlertFiring,
    Case,
    ContentExport,
    Evidence,
    LibraryEntry,
    LitigationStage,
    Location,
    PublishedStory,
    StoryVersion,
    Term,
)
from react_cases.workflow import Status
from reports.actions.share_links import public_page_set, share_link_add, share_link_revoke
from reports.auditor.report import Headlines, Report, TierNumbers
from reports.building import digest_of
from reports.disclosure.schema import Axis, Block, Cell, Tier, key_of
from reports.models import Release, ReleaseApproval, ReleasedCell, ReleaseState, ShareLink, Submission
from tests.access.alert_world import firing_of
from tests.access.story_world import story_of
from tests.factories import cases
from tests.factories.advocacy import add_file, make_action
from tests.factories.cases import make_case
from tests.factories.content_exports import approved_by, make_request
from tests.factories.evidence import add_evidence
from tests.factories.intake import ILIM, said
from tests.factories.library import SCAN, publish, words
from tests.factories.people import (
    PASSWORD,
    OrganisationFactory,
    UserFactory,
    make_administrator,
    make_coordinator,
    make_documenter,
    make_donor,
    make_mentor,
)
from tests.factories.published_stories import make_published
from tests.factories.releases import store_block
from tests.factories.submissions import make_submission
from tests.factories.taxonomy import loaded_programme

STATES = ("DRAFT", "SUBMITTED", "RETURNED", "VALIDATED", "APPROVED", "REJECTED", "ERASED", "DISCARDED")
SENT = STATES[1:7]

LONG_AGO = 3600
"""Seconds after which somebody who logged in is asked once more who they are."""

FIRST_NUMBER = 41_000_000
"""Rows that somebody may learn of by their number are counted from here, each table in a range of its own."""


@dataclass
class World:
    """What there is."""

    programmes: dict[str, Programme] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    cases: dict[str, dict[str, Case]] = field(default_factory=dict)
    """Author -> state -> case."""
    terms: dict[str, Term] = field(default_factory=dict)
    """Programme -> a term of its own in `response_types`."""
    evidence: dict[int, Evidence] = field(default_factory=dict)
    """Number of a case -> a file of it."""
    stages: dict[int, LitigationStage] = field(default_factory=dict)
    """Number of a case -> a step of its litigation, with a deadline."""
    invitations: dict[str, Invitation] = field(default_factory=dict)
    """Programme -> an open invitation."""
    codes: dict[str, str] = field(default_factory=dict)
    """Programme -> the code of that invitation."""
    proposals: dict[str, RoleProposal] = field(default_factory=dict)
    """Programme -> a role that an administrator proposed; `..._coordinators`: one that a coordinator proposed."""
    share_tokens: dict[str, str] = field(default_factory=dict)
    """`OPEN` and `ENDED`: the secret part of links to released figures."""
    share_links: dict[str, ShareLink] = field(default_factory=dict)
    """Programme -> an open link to released figures."""
    content_exports: dict[str, dict[str, ContentExport]] = field(default_factory=dict)
    """Programme -> state -> a request for texts of cases."""
    actions: dict[str, AdvocacyAction] = field(default_factory=dict)
    """Programme -> a letter of its coordinator, with one file."""
    submissions: dict[str, Submission] = field(default_factory=dict)
    """Programme -> a report to a treaty body."""
    entries: dict[str, LibraryEntry] = field(default_factory=dict)
    """Programme -> an entry of its library, with a scan."""
    story: StoryVersion = field(default_factory=StoryVersion)
    """A story that the coordinator writes and the mentor reads, of a case of others."""
    told: dict[str, PublishedStory] = field(default_factory=dict)
    """Programme -> a published story."""
    firings: dict[str, AlertFiring] = field(default_factory=dict)
    """Programme -> what an alert has found."""
    keys: dict[str, int] = field(default_factory=dict)
    """`suspended`: a key of the person who is suspended. `UNKNOWN`: no key."""
    devices: dict[str, UserSession] = field(default_factory=dict)
    """Person -> a session on another device."""
    sessions: dict[str, SimpleCookie] = field(default_factory=dict)
    """Person -> the cookies of somebody who has just logged in."""
    old_sessions: dict[str, SimpleCookie] = field(default_factory=dict)
    """The same of somebody who logged in an hour ago."""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def case_of(self, actor: str, state: str) -> Case:
        """The case that somebody asks for: the author's, for a former member the own one of former days."""
        return self.cases["former" if actor == "former" else "author"][state]

    def programme_of(self, actor: str) -> str:
        """`one`, or `far` for people of the other programme."""
        return "far" if actor.startswith("far_") else "one"


def build_world() -> World:
    """Make it. The caller rolls it back."""
    _count_from_high_numbers()
    world = World()
    one = loaded_programme()
    far = Programme.objects.create(code="KZ", name_en="Zqfarland", name_ru="Zqfarland", law_enforcement_codes=["LE"])
    taxonomy_load(far)
    world.programmes = {"one": one, "far": far}
    for key, programme in {"a": one, "b": one, "far": far}.items():
        world.organisations[key] = OrganisationFactory(programme=programme, name=f"Zqngo{key}")
    _people(world)
    _keys_of_people(world)
    _cases(world)
    for key, who in {"one": "coordinator", "far": "far_coordinator"}.items():
        labels = {language: f"zqterm{key} {language}" for language in ("ru", "ky", "en")}
        world.terms[key] = term_add(world.programmes[key], "violator_types", labels, parent=None, by=world.people[who])
    _strategic(world)
    _invitations(world)
    _warnings(world)
    _released(world)
    _content_exports(world)
    world.firings = {
        "one": firing_of(world.cases["author"]["APPROVED"], world.people["coordinator"]),
        "far": firing_of(world.cases["far_documenter"]["APPROVED"], world.people["far_coordinator"]),
    }
    _entries(world)
    _told(world)
    world.story = story_of(world.cases["neighbour"]["APPROVED"], world.people["coordinator"], "zqstory")
    for key, who in {"one": "coordinator", "far": "far_coordinator"}.items():
        world.submissions[key] = make_submission(world.people[who])
        world.actions[key] = make_action(world.people[who])
        add_file(world.actions[key], world.people[who])
    _sessions(world)
    _endings(world)
    return world


def _people(world: World) -> None:
    a, b, far_ngo = world.organisations["a"], world.organisations["b"], world.organisations["far"]
    one, far = world.programmes["one"], world.programmes["far"]
    for name in ("author", "colleague", "former", "suspended"):
        world.people[name] = make_documenter(a, **_names(name))
    world.people["neighbour"] = make_documenter(b, **_names("neighbour"))
    world.people["mentor"] = make_mentor(a, **_names("mentor"))
    world.people["mentor_elsewhere"] = make_mentor(b, **_names("mentor_elsewhere"))
    world.people["mentor_released"] = make_mentor(a, **_names("mentor_released"))
    world.people["coordinator"] = make_coordinator(one, **_names("coordinator"))
    world.people["donor"] = make_donor(one, **_names("donor"))
    world.people["administrator"] = make_administrator(one, **_names("administrator"))
    world.people["newcomer"] = UserFactory(**_names("newcomer"))
    world.people["far_documenter"] = make_documenter(far_ngo, **_names("far_documenter"))
    world.people["far_mentor"] = make_mentor(far_ngo, **_names("far_mentor"))
    world.people["far_coordinator"] = make_coordinator(far, **_names("far_coordinator"))
    world.people["far_donor"] = make_donor(far, **_names("far_donor"))
    world.people["far_administrator"] = make_administrator(far, **_names("far_administrator"))


def _keys_of_people(world: World) -> None:
    """Reviewers read; one documenter of each organisation has a key that nobody has admitted."""
    waiting = [world.people[name] for name in ("colleague", "neighbour", "far_documenter")]
    readers = [world.people[f"{far}{name}"] for far in ("", "far_") for name in ("mentor", "coordinator")]
    for person in (*readers, world.people["mentor_elsewhere"], *waiting):
        member_key_make(person, PASSWORD, by=person)
    MemberKey.objects.filter(user__in=waiting).update(admitted_at=None)


def _names(actor: str) -> dict[str, str]:
    word = actor.replace("_", "")
    return {"username": f"zqlogin{word}", "display_name": f"Zqname{word}"}


def _cases(world: World) -> None:
    for owner in ("author", "former"):
        world.cases[owner] = {state: _case(world, owner, state) for state in STATES}
    world.cases["colleague"] = {state: _case(world, "colleague", state) for state in ("DRAFT", "SUBMITTED", "APPROVED")}
    neighbour = {"mentor": "mentor_elsewhere"}
    world.cases["neighbour"] = {
        state: _case(world, "neighbour", state, **neighbour) for state in ("DRAFT", "RETURNED", "VALIDATED", "APPROVED")
    }
    with _in_programme("KZ"):
        reviewers = {"mentor": "far_mentor", "coordinator": "far_coordinator"}
        world.cases["far_documenter"] = {
            state: _case(world, "far_documenter", state, **reviewers)
            for state in ("SUBMITTED", "VALIDATED", "APPROVED")
        }


def _case(world: World, owner: str, state: str, mentor: str = "mentor", coordinator: str = "coordinator") -> Case:
    author = world.people[owner]
    if state == "DISCARDED":
        return make_case(author, Status.ERASED)
    if state == "DRAFT":
        return _with_evidence(world, _draft(world, author))
    word = f"zqtext{owner.replace('_', '')}{state.lower()}"
    case = make_case(
        author,
        Status.SUBMITTED if state == "REJECTED" else Status[state],
        mentor=world.people[mentor],
        coordinator=world.people[coordinator],
        comment=f"{word}comment",
        narrative=f"{word}narrative",
        violators=[ViolatorData(type=cases.term("violator_types", "LE.CRIM"), unit=f"{word}unit")],
        responses=["LEG1.CONS"],
        client_code=f"{word}code",
    )
    if state == "ERASED":
        return case
    case = _with_evidence(world, case)
    if state == "REJECTED":
        reason = cases.term("reject_reasons", "DUPLICATE")
        case = case_reject(case, reason, "", by=world.people[mentor], version=case.version)
    return Case.objects.get(pk=case.pk)


def _strategic(world: World) -> None:
    """Strategic are the returned cases, without any step, and the approved ones, with one of today by the mentor."""
    reason, claim = cases.term("strategic_reasons", "GRAVE"), cases.term("litigation_stages", "CLAIM")
    for owner, mentor in (("author", "mentor"), ("former", "mentor"), ("neighbour", "mentor_elsewhere")):
        by = world.people[mentor]
        for state in ("RETURNED", "APPROVED"):
            case = world.cases[owner][state]
            note = Written(f"zqtext{owner}{state.lower()}")
            strategic_flag(case, [reason], note, Decimal(350_650), by=by)
        today = timezone.localdate()
        data = StageData(claim, today, deadline_on=today, note=Written(f"zqtext{owner}approved"))
        world.stages[case.pk] = stage_add(case, data, by=by)


def _with_evidence(world: World, case: Case) -> Case:
    word = f"zqtext{case.documenter.username}{case.pk}"
    world.evidence[case.pk] = add_evidence(case, case.documenter, b"picture", name=f"{word}.jpg", original=b"original")
    return case


def _draft(world: World, author: User) -> Case:
    """A draft as the form keeps it."""
    world.client.force_login(author)
    answer = world.client.post(
        reverse("case_intake"), said(ILIM, page=uuid.uuid4().hex, narrative=f"zqtext{author.username}draft")
    )
    assert answer.status_code == 302, answer.content.decode()
    world.client.logout()
    return Case.objects.get(documenter=author, status=Status.DRAFT)


@contextmanager
def _in_programme(code: str) -> Iterator[None]:
    """The factory looks its terms and places up in this programme."""

    def far_term(code_list: str, entry: str) -> Term:
        return Term.objects.get(programme__code=code, code_list=code_list, code=entry)

    def far_place(entry: str) -> Location:
        return Location.objects.get(programme__code=code, code=entry)

    names = {"term": far_term, "known_term": far_term, "known_place": far_place}
    with mock.patch.multiple("tests.factories.cases", **names):
        yield


def _invitations(world: World) -> None:
    for key, who in {"one": "administrator", "far": "far_administrator"}.items():
        programme, manager = world.programmes[key], world.people[who]
        made = invitation_make(programme, role=Role.DONOR, organisation=None, looks_after=[], by=manager)
        world.invitations[key], world.codes[key] = made.invitation, made.code
        waiting = UserFactory(**_names(f"{key}_waiting"))
        world.people[f"{key}_waiting"] = waiting
        world.proposals[key] = RoleProposal.objects.create(
            user=waiting, programme=programme, role=Role.MENTOR, proposed_by=manager
        )
        second = UserFactory(**_names(f"{key}_second"))
        colleague = make_coordinator(programme, **_names(f"{key}_third"))
        world.proposals[f"{key}_coordinators"] = RoleProposal.objects.create(
            user=second, programme=programme, role=Role.MENTOR, proposed_by=colleague
        )


def _sessions(world: World) -> None:
    for name, user in world.people.items():
        world.sessions[name] = _session_of(world, user, time.time())
        world.old_sessions[name] = _session_of(world, user, time.time() - LONG_AGO)
        world.devices[name] = UserSession.objects.create(user=user, ip="127.0.0.1", session_key=uuid.uuid4().hex)
    world.sessions["anonymous"] = SimpleCookie({settings.LANGUAGE_COOKIE_NAME: "en"})
    world.keys = {"suspended": _key_of(world.people["suspended"]), "UNKNOWN": 1}


def _warnings(world: World) -> None:
    """Two mentors read unusually much, and so did the coordinators."""
    for key, prefix in {"one": "", "far": "far_"}.items():
        for name in ("mentor", "coordinator"):
            reader = world.people[f"{prefix}{name}"]
            record("reading.unusual", reader, by=reader, programme=world.programmes[key])


def _released(world: World) -> None:
    """A release of each programme that waits for approval, links to released figures, and one public page."""
    for key, who in {"one": "coordinator", "far": "far_coordinator"}.items():
        programme, by = world.programmes[key], world.people[who]
        published = _built_release(programme, 2, by)
        for approver in (by, world.people["mentor" if key == "one" else "far_mentor"]):
            ReleaseApproval.objects.create(release=published, digest=published.digest, by=approver, at=timezone.now())
        Release.objects.filter(pk=published.pk).update(state=ReleaseState.PUBLISHED, published_at=timezone.now())
        _built_release(programme, 1, by)
        made = share_link_add(programme, label=f"Zqlink{key}", tier=Tier.PUBLIC, days=30, by=by)
        world.share_links[key] = made.link
        world.share_tokens.setdefault("OPEN", made.token)
    ended = share_link_add(
        world.programmes["one"], label="Zqended", tier=Tier.DONOR, days=1, by=world.people["coordinator"]
    )
    share_link_revoke(ended.link, by=world.people["coordinator"])
    world.share_tokens["ENDED"] = ended.token
    public_page_set(world.programmes["one"], is_on=True, by=world.people["coordinator"])


def _content_exports(world: World) -> None:
    """Requests of the coordinator, and one of a colleague, for whom the coordinator is the second person."""
    for key, who, cases_of in (("one", "coordinator", "author"), ("far", "far_coordinator", "far_documenter")):
        asking, colleague = world.people[who], world.proposals[f"{key}_coordinators"].proposed_by
        case = world.cases[cases_of]["APPROVED"]
        made = {
            state: make_request(
                colleague if state == "OURS" else asking,
                [case],
                parts=["narratives"],
                recipient_key=new_key_pair().public,
            )
            for state in ("OURS", "MINE", "READY", "DONE")
        }
        for state in ("READY", "DONE"):
            approved_by(made[state], colleague)
        content_export_download(made["DONE"], by=asking)
        world.content_exports[key] = made


def _told(world: World) -> None:
    """A published story of each programme, in one language."""
    for key, who in {"one": "colleague", "far": "far_documenter"}.items():
        by = {"by": "coordinator", "reader": "mentor"}
        people = {name: world.people[role if key == "one" else f"far_{role}"] for name, role in by.items()}
        told = {name: f"Zqtold{key} {name}" for name in ("title", "happened", "done", "result")}
        version = make_published(world.cases[who]["APPROVED"], texts={"en": told}, **people)
        world.told[key] = PublishedStory.objects.get(version=version)


def _entries(world: World) -> None:
    """Everybody who works in a programme reads its own."""
    for key, who in {"one": "coordinator", "far": "far_coordinator"}.items():
        said = {"en": words(f"zqentry{key}", f"zqentry{key} text")}
        world.entries[key] = publish(world.programmes[key], world.people[who], words=said, added=SCAN, is_covered=True)


def _built_release(programme: Programme, number: int, by: User) -> Release:
    """A release of one number, which the auditor has nothing to say about."""
    release = Release.objects.create(
        programme=programme,
        number=number,
        periods=[f"202{number}-Q1"],
        as_of=timezone.localdate(),
        built_by=by,
        created_at=timezone.now(),
    )
    store_block(programme, Block(2020 + number // 2 * 2, dict.fromkeys(Axis, ())))
    cells = [Cell(tier, key_of(f"202{number}-Q1"), 12, 10) for tier in Tier]
    ReleasedCell.objects.bulk_create([ReleasedCell.of(release, cell) for cell in cells])
    report = Report((), {tier: TierNumbers(1, 1, 1, 1) for tier in Tier}, Headlines(), 0, 0.1).as_json()
    Release.objects.filter(pk=release.pk).update(state=ReleaseState.BUILT, report=report, digest=digest_of(release))
    return Release.objects.get(pk=release.pk)


def _session_of(world: World, user: User, authenticated_at: float) -> SimpleCookie:
    world.client.cookies.clear()
    world.client.force_login(user)
    session = world.client.session
    session[AUTHENTICATED_KEY] = int(authenticated_at)
    session.save()
    key = world.client.cookies[settings.SESSION_COOKIE_NAME].value
    return SimpleCookie({settings.SESSION_COOKIE_NAME: key, settings.LANGUAGE_COOKIE_NAME: "en"})


def _key_of(user: User) -> int:
    """A security key."""
    return int(Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Zqkey"}).pk)


def _endings(world: World) -> None:
    """What happened after people had logged in."""
    now = timezone.now()
    world.people["former"].memberships.update(ended_at=now)
    MentorAssignment.objects.filter(mentor=world.people["mentor_released"]).update(ended_at=now)
    User.objects.filter(pk=world.people["suspended"].pk).update(is_active=False)
    for user in world.people.values():
        user.refresh_from_db()


def _count_from_high_numbers() -> None:
    """Sequences know no rollback: the later tests of this process have high numbers as well."""
    with connections["owner"].cursor() as cursor:
        for place, model in enumerate(numbered_models()):
            table, column = model._meta.db_table, model._meta.pk.column
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), greatest(%s, nextval(pg_get_serial_sequence(%s, %s))))",
                [table, column, FIRST_NUMBER + place * 100_000, table, column],
            )


def numbered_models() -> list[type[models.Model]]:
    """Tables whose rows have numbers."""
    found = [model for app in ("documenters", "react_cases") for model in apps.get_app_config(app).get_models()]
    return [model for model in found if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)]
