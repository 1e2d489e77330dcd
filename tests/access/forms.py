"""A valid form for every POST: what somebody would send who means it."""

import uuid
from collections.abc import Callable
from copy import copy
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from react_cases.actions.allowed_words import allowed_word_add
from react_cases.actions.library import entry_version
from react_cases.actions.story_rules import ALL_CHECKS
from react_cases.actions.undo import undo_offer
from react_cases.models import ClientDecision, ContentExport
from reports.models import Release
from tests.access.story_world import story_form
from tests.access.world import World
from tests.factories.intake import ILIM, said
from tests.factories.people import PASSWORD

Fields = dict[str, Any]
NEW_PASSWORD = "seven blue kettles sing at noon"
ENTRY = {"kind": "rule", "title_en": "A rule", "text_en": "It says so."}
LABELS = {"label_ru": "Новый ответ", "label_ky": "", "label_en": "A new answer"}


def form_of(world: World, page: str, actor: str, subject: str) -> Fields:
    """What this person sends to this page about this subject."""
    make = FORMS.get(page)
    return make(world, actor, subject) if make else {}


def about_case(**fields: Any) -> Callable[[World, str, str], Fields]:
    """A form that carries the version of the case."""

    def make(world: World, actor: str, subject: str) -> Fields:
        return {"version": world.case_of(actor, subject).version, **fields}

    return make


def step_undo(world: World, actor: str, subject: str) -> Fields:
    """The token that the page of the person's own decision has, if the last one was theirs."""
    after = world.case_of(actor, subject)
    before = copy(after)
    before.version -= 1
    return {"token": undo_offer(before, after, by=world.people[actor]) if actor in world.people else ""}


def other_case(world: World, actor: str, subject: str) -> Fields:
    """Another case of the same author."""
    return {"other": world.case_of(actor, "APPROVED" if subject == "VALIDATED" else "VALIDATED").public_id}


def decided_case(world: World, actor: str, subject: str) -> Fields:
    """Another one, of which somebody has said that it is of the same client."""
    case, other = (
        world.case_of(actor, state) for state in (subject, "RETURNED" if subject == "REJECTED" else "REJECTED")
    )
    if not ClientDecision.objects.filter(case__in=[case, other], other__in=[case, other]).exists():
        ClientDecision.objects.create(
            case=case, other=other, is_same=True, decided_by=case.documenter, decided_at=timezone.now()
        )
    return {"other": other.public_id}


def fixed(**fields: Any) -> Callable[[World, str, str], Fields]:
    """The same form for everybody."""
    return lambda _world, _actor, _subject: fields


def intake(world: World, actor: str, subject: str) -> Fields:
    """The form of the intake."""
    version = world.case_of(actor, subject).version if subject else 0
    return said(ILIM, page=uuid.uuid4().hex, version=str(version), narrative="A new narrative.")


def action_with(**fields: Any) -> Callable[[World, str, str], Fields]:
    """A form that carries the version of an advocacy action."""
    return lambda world, _actor, _subject: {"version": world.actions["one"].version, **fields}


def action_form(world: World, _actor: str, _subject: str) -> Fields:
    """A letter to the ministry."""
    said = {"kind": "letter", "body": "MIA", "done_on": today(), "detail": "counts", "title": "Detentions"}
    return {**said, "version": world.actions["one"].version}


def action_file_add(world: World, actor: str, subject: str) -> Fields:
    """A scan of the reply."""
    return {**evidence_add(world, actor, subject), "role": "reply"}


def entry_change(world: World, actor: str, _subject: str) -> Fields:
    """A form that carries the version of an entry."""
    return {**ENTRY, "version": entry_version(world.entries[world.programme_of(actor)])}


def with_submission(**fields: Any) -> Callable[[World, str, str], Fields]:
    """A form that carries the version of a report."""
    return lambda world, actor, _subject: {
        "version": world.submissions[world.programme_of(actor)].version,
        **fields,
    }


def story_edit(world: World, _actor: str, _subject: str) -> Fields:
    """The title of a story is written."""
    return story_form(world.story)


def story_discard(world: World, _actor: str, _subject: str) -> Fields:
    """The form carries when the story was written."""
    return {"seen": story_form(world.story)["seen"]}


def story_send(world: World, _actor: str, _subject: str) -> Fields:
    """A mentor who had no part in the case is asked."""
    return {"reader": str(world.people["mentor"].public_id), "checks": ALL_CHECKS}


def erase(world: World, actor: str, subject: str) -> Fields:
    """The number of the case has to be typed."""
    case = world.case_of(actor, subject)
    return {"version": case.version, "reason": "REQUEST", "code": case.code}


def consent_give(_world: World, _actor: str, _subject: str) -> Fields:
    """The client agrees that the story is told."""
    return {"purpose": "STORY", "STORY-mode": "oral", "STORY-language": "ru", "STORY-given_on": today()}


def consent_withdraw(_world: World, _actor: str, _subject: str) -> Fields:
    """The client wants to be counted no more."""
    return {"purpose": "STATS", "STATS-withdrawn_on": today()}


def response_add(_world: World, _actor: str, _subject: str) -> Fields:
    """Legal advice today."""
    return {"type": "LEG1.CONS", "given_on": today(), "delivered_by": "OWN", "addressee": "ROVD", "note": "Said so."}


def response_remove(world: World, actor: str, subject: str) -> Fields:
    """The help that the author has recorded with the case."""
    first = world.case_of(actor, subject).responses.first()
    return {"response": first.pk if first else 0}


def readiness_add(_world: World, _actor: str, _subject: str) -> Fields:
    """The client is ready."""
    return {"value": "READY", "stated_on": today()}


def case_close(world: World, actor: str, subject: str) -> Fields:
    """All rights restored."""
    version = world.case_of(actor, subject).version
    return {"outcome": "FULL", "client_view": "yes", "closed_on": today(), "effects": ["APOL"], "version": version}


def login(world: World, actor: str, _subject: str) -> Fields:
    """The own name and password."""
    who = "author" if actor == "anonymous" else actor
    return {"username": world.people[who].username, "password": PASSWORD}


def people_named(world: World, actor: str, _subject: str) -> Fields:
    """A coordinator and an administrator of the own programme."""
    prefix = "far_" if world.programme_of(actor) == "far" else ""
    first, second = world.people[f"{prefix}coordinator"], world.people[f"{prefix}administrator"]
    return {"first": first.public_id, "second": second.public_id, "reason": "drill"}


def invitation_add(world: World, actor: str, _subject: str) -> Fields:
    """A documenter of the own programme."""
    ngo = world.organisations["far" if world.programme_of(actor) == "far" else "b"]
    return {"role": "documenter", "organisation": ngo.pk}


def mentor_again(world: World, actor: str, _subject: str) -> Fields:
    """The mentor gets another role."""
    return {"role": "donor"}


def heir(world: World, _actor: str, _subject: str) -> Fields:
    """A colleague of whoever left."""
    return {"heir": str(world.people["colleague"].public_id)}


def evidence_add(_world: World, _actor: str, _subject: str) -> Fields:
    """A picture. Cleaning it is tested elsewhere."""
    return {"file": SimpleUploadedFile("protocol.jpg", b"picture", "image/jpeg"), "name": "A protocol", "note": ""}


def quote(_world: World, _actor: str, _subject: str) -> Fields:
    """A number that was printed although nothing is published of its period."""
    return {"value": "7", "period": "later", "where": "A newspaper", "quoted_on": today(), "is_out": "yes"}


def person(world: World, actor: str, _subject: str) -> Fields:
    """Pages say for whom they were made."""
    asking = world.people.get(actor)
    return {"person": str(asking.public_id) if asking else "", "passphrase": PASSWORD}


def code(world: World, _actor: str, _subject: str) -> Fields:
    """The code of an open invitation."""
    return {"code": world.codes["one"]}


def today() -> str:
    """As browsers send it."""
    return timezone.localdate().isoformat()


def release_approve(world: World, actor: str, _subject: str) -> Fields:
    """Exactly what waits for approval."""
    programme = world.programmes[world.programme_of(actor)]
    return {"digest": Release.objects.get(programme=programme, number=1).digest}


PROGRAMME_SETTINGS = {
    "law_enforcement_codes": ["LE"],
    "late_after_days": "10",
    "unusual_reading_cases": "30",
    "spike_cases": "5",
    "spike_days": "60",
    "languages": ["ru", "ky"],
    "usual_language": "ru",
}
SETTINGS = {
    "k_national": "6",
    "k_subnational": "10",
    "k_donor": "5",
    "concentration_row": "30",
    "rare_below": "20",
    "headline_single": "20",
    "headline_pair": "30",
    "two_witnesses": "on",
    "small_country_below": "300",
    "quarter_lag_days": "30",
    "year_lag_days": "60",
    "contact": "The office",
}


def cell_withdraw(_world: World, _actor: str, _subject: str) -> Fields:
    """The one number of the published release; its table is chosen in the address."""
    return {"key": "period=2022-Q1", "reason": "wrong"}


def allowed_word(world: World, actor: str, _subject: str) -> Fields:
    """A word on the list of the own programme."""
    programme = world.programmes[world.programme_of(actor)]
    coordinator = world.people["far_coordinator" if world.programme_of(actor) == "far" else "coordinator"]
    word = programme.allowed_words.first() or allowed_word_add(programme, "Zqword", by=coordinator, is_nobody=True)
    return {"word": word.pk}


def content_export_approve(world: World, actor: str, subject: str) -> Fields:
    """Exactly what the page shows."""
    return {"digest": world.content_exports[world.programme_of(actor)].get(subject, ContentExport()).digest}


def strategic_change(world: World, actor: str, subject: str) -> Fields:
    """Won."""
    row = getattr(world.case_of(actor, subject), "strategic", None)
    ended = {"outcome": "won", "ended_on": today(), "won": "350,650"}
    return {"reasons": ["GRAVE"], "claimed": "400 000", **ended, "note": "So.", "version": row.version if row else 1}


SUBMISSION = {"body": "CESCR", "period_from": "2021-01", "period_to": "2021-12", "figures": "live"}
TAKEN_OUT = {"purpose": "safe", "recipient": "own", "parts": ["narratives"], "sealing": "passphrase", "language": "ru"}

FORMS: dict[str, Callable[[World, str, str], Fields]] = {
    "case_edit": intake,
    "case_autosave": intake,
    "case_autosave_first": intake,
    "case_intake": intake,
    "case_check": about_case(),
    "guard_check": fixed(field="text", text="Two men asked for money."),
    "case_discard": about_case(),
    "practice_discard": about_case(),
    "case_return": about_case(text_event="Check the day.", reason_event="MISSING"),
    "case_validate": about_case(qualification="VIOLATION"),
    "case_approve": about_case(qualification="VIOLATION", more_articles="ICCPR 9", confirm="on"),
    "case_reject": about_case(reason="DUPLICATE", text="Recorded before."),
    "step_undo": step_undo,
    "client_same": other_case,
    "client_apart": other_case,
    "client_undo": decided_case,
    "case_reopen": about_case(part="event", text="The day is another one."),
    "case_erase": erase,
    "response_add": response_add,
    "response_remove": response_remove,
    "follow_up_set": fixed(quick="week"),
    "strategic_flag": fixed(reasons=["PRECEDENT"], claimed="350,650", note="It can help others."),
    "strategic_change": strategic_change,
    "stage_add": lambda *_: {"stage": "FIRST", "body": "COURT", "happened_on": today(), "deadline_on": today()},
    "stage_met": lambda *_: {"met_on": today()},
    "response_status_set": about_case(status="WAITING"),
    "readiness_add": readiness_add,
    "case_close": case_close,
    "consent_give": consent_give,
    "consent_withdraw": consent_withdraw,
    "comment_add": fixed(field="event", text="Look again."),
    "case_export": fixed(oblast="KG-T"),
    "case_list": fixed(code="KG-20"),
    "case_search": fixed(words="plain clothes"),
    "alert_add": fixed(at_least="5", within_days="60", area="city", violator="LE"),
    "alert_end": fixed(),
    "firing_seen": fixed(),
    "content_export_add": fixed(**TAKEN_OUT),
    "content_export_approve": content_export_approve,
    "content_export_refuse": fixed(refusal="danger"),
    "release_build": fixed(),
    "release_cancel": fixed(),
    "release_resume": fixed(),
    "release_discard": fixed(),
    "release_approve": release_approve,
    "release_withdraw": fixed(reason="wrong"),
    "release_cell_withdraw": cell_withdraw,
    "release_settings": fixed(**SETTINGS),
    "settings_trial": fixed(**SETTINGS),
    "share_link_add": fixed(label="A meeting", tier="public", days="30"),
    "public_page_switch": fixed(is_on="0"),
    "quote_check": quote,
    "quote_add": quote,
    "audit_log": fixed(kind="cases"),
    "term_add": fixed(**LABELS, parent="LE"),
    "term_rename": fixed(**LABELS),
    "term_move": fixed(direction="up"),
    "retention": fixed(DRAFT="6", RETURNED="12", REJECTED="6", CLOSED="36", OPEN=""),
    "programme_settings": fixed(**PROGRAMME_SETTINGS),
    "allowed_word_list": fixed(text="A newspaper"),
    "allowed_word_remove": allowed_word,
    "organisation_add": fixed(name="A new organisation"),
    "organisation_change": fixed(name="Another name"),
    "organisation_end": fixed(),
    "organisation_reopen": fixed(),
    "account_settings": fixed(language="ky", uses_keys=""),
    "notice_address": fixed(address=""),
    "account_login": login,
    "account_reauthenticate": fixed(password=PASSWORD),
    "account_change_password": fixed(oldpassword=PASSWORD, password1=NEW_PASSWORD, password2=NEW_PASSWORD),
    "recovery_code_confirm": fixed(code="0000 0000 0000 0000 0000 0000 0000 0000"),
    "key_reopen": fixed(passphrase=PASSWORD, is_new_key="on"),
    "session_touch": person,
    "session_lock": person,
    "session_unlock": person,
    "lockdown_start": people_named,
    "lockdown_people": people_named,
    "invitation_add": invitation_add,
    "member_admit": fixed(generation="1"),
    "invitation_enter": code,
    "member_change": mentor_again,
    "member_hand_over": heir,
    "member_list": fixed(name="zq"),
    "advocacy_add": action_form,
    "advocacy_change": action_form,
    "advocacy_reply": action_with(reply="none", effects=["WARN"]),
    "advocacy_cases": action_with(add="KG-2021-999999"),
    "advocacy_file_add": action_file_add,
    "advocacy_file_remove": fixed(),
    "advocacy_remove": action_with(why="mistake"),
    "library_add": fixed(**ENTRY),
    "library_change": entry_change,
    "library_remove": entry_change,
    "submission_add": fixed(**SUBMISSION),
    "submission_change": with_submission(**SUBMISSION),
    "submission_articles": with_submission(**{"take_ICESCR-12": "on"}),
    "submission_choose": with_submission(**{"rec-take_OSTSITES": "on"}),
    "submission_texts": with_submission(conclusions="The State knows of it."),
    "submission_remove": fixed(),
    "story_withdraw": fixed(why="danger"),
    "story_start": fixed(),
    "story_edit": story_edit,
    "story_send": story_send,
    "story_take_back": fixed(),
    "story_read": fixed(verdict="passed", checks=ALL_CHECKS, comment=""),
    "story_publish": fixed(),
    "story_discard": story_discard,
    "story_renew": fixed(),
    "evidence_add": evidence_add,
    "evidence_remove": fixed(reason="wrong"),
    "language_set": fixed(language="ky", next="/queue/"),
}
