"""Advocacy actions: which cases they take, what is sealed, what came of them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.models import AuditEvent, Programme, User
from documenters.vault.opened import KeyLocked
from react_cases.actions import advocacy as actions
from react_cases.actions import advocacy_cases
from react_cases.actions.advocacy import (
    REPLY,
    TEXT,
    TITLE,
    AdvocacyChanged,
    ReplyData,
    actions_due,
    advocacy_cases_change,
    advocacy_change,
    advocacy_file_remove,
    advocacy_letter,
    advocacy_remove,
    advocacy_reply_record,
    advocacy_start,
    consents_lost,
    looked_at,
    split_cases,
)
from react_cases.actions.guard import UNDECIDED, Written
from react_cases.actions.library import entry_publish
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import paper_file_read, paper_open
from react_cases.actions.responses import consent_give, consent_withdraw
from react_cases.actions.sealing import OpenReason
from react_cases.models import AdvocacyAction, Case, LibraryEntry, Paper, PaperFile, PaperFrame, PaperKey, PaperText
from react_cases.models.advocacy import AdvocacyReply, WhyLeftOut, WhyRemoved
from react_cases.models.case import CaseQuerySet
from react_cases.models.choices import ConsentMode, ConsentPurpose
from react_cases.workflow import Status
from tests.factories.advocacy import SCAN, action_data, add_file, make_action
from tests.factories.advocacy import TEXT as SAID
from tests.factories.cases import erase_case, make_case, term
from tests.factories.keys import keyed, opened
from tests.factories.library import entry_data
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db

AGREED = ("RECORD", "STATS", "AUTHORITY")


def cases_of(by: User) -> CaseQuerySet:
    return Case.objects.visible_to(by)


@pytest.fixture
def told(amina: User, dara: User) -> Case:
    """A case that may be told of."""
    return make_case(amina, consents=AGREED)


@pytest.fixture
def counted(amina: User, dara: User) -> Case:
    """One that may be counted and no more."""
    return make_case(amina)


def linked(action: AdvocacyAction) -> set[int]:
    return set(action.case_links.values_list("case", flat=True))


def test_an_action_with_detail_takes_only_cases_whose_client_agreed(
    amina: User, dara: User, told: Case, counted: Case
) -> None:
    withdrawn = make_case(amina, consents=AGREED)
    consent_withdraw(withdrawn, ConsentPurpose.AUTHORITY, withdrawn_on=timezone.localdate(), by=amina)
    waiting = make_case(amina, Status.SUBMITTED, consents=AGREED)
    taken, left = split_cases(cases_of(dara), True)
    assert taken == [told]
    assert left == {WhyLeftOut.NO_CONSENT: 1, WhyLeftOut.WITHDRAWN: 1, WhyLeftOut.NOT_SETTLED: 1}
    action = make_action(dara, [told, counted, withdrawn, waiting], has_case_detail=True)
    assert linked(action) == {told.pk}
    assert action.left_out == {"no_consent": 1, "withdrawn": 1, "not_settled": 1}


def test_an_action_that_counts_takes_what_may_be_counted(amina: User, dara: User, told: Case, counted: Case) -> None:
    uncounted = make_case(amina, consents=("RECORD",))
    only_told = make_case(amina, consents=("RECORD", "AUTHORITY"))
    make_case(amina, Status.VALIDATED)
    taken, left = split_cases(cases_of(dara), False)
    assert {case.pk for case in taken} == {told.pk, counted.pk, only_told.pk}
    assert left == {WhyLeftOut.NOT_COUNTED: 1, WhyLeftOut.NOT_SETTLED: 1}
    assert uncounted.pk not in {case.pk for case in taken}


def test_a_client_who_wants_the_case_kept_no_more_is_in_no_letter(amina: User, dara: User, told: Case) -> None:
    consent_withdraw(told, ConsentPurpose.RECORD, withdrawn_on=timezone.localdate(), by=amina)
    for tells in (True, False):
        assert split_cases(cases_of(dara), tells) == ([], {WhyLeftOut.WITHDRAWN: 1})


def test_words_are_sealed_and_numbers_count_within_a_year(dara: User) -> None:
    codes = [make_action(dara, done_on=datetime.date(year, 3, 1)).code for year in (2022, 2022, 2021)]
    assert codes == ["A-2022-001", "A-2022-002", "A-2021-001"]
    action = AdvocacyAction.objects.get(code="A-2022-001")
    assert paper_open(action.paper, by=dara, reason=OpenReason.READ)[TEXT].text == SAID
    assert not any(SAID.encode() in bytes(row.ciphertext) for row in PaperText.objects.all())
    event = AuditEvent.objects.filter(action="advocacy.started").latest("pk")
    assert (event.actor, event.reason) == (dara, "cases:0")


def test_personal_data_that_nobody_decided_about_is_refused(dara: User, programme: Programme) -> None:
    data = action_data(dara)
    undecided = actions.AdvocacyData(data.kind, data.body, data.done_on, Written("Асель Сыдыкова, 0555 12-34-56"))
    with pytest.raises(NotAllowed, match=UNDECIDED):
        advocacy_start(programme, undecided, None, by=dara)
    assert not AdvocacyAction.objects.exists()


@pytest.mark.parametrize("who", ["amina", "bilal", "emil", "chen"])
def test_only_coordinators_begin_one(
    request: pytest.FixtureRequest, who: str, dara: User, programme: Programme
) -> None:
    with pytest.raises(PermissionDenied):
        advocacy_start(programme, action_data(dara), None, by=request.getfixturevalue(who))


def test_a_body_of_another_list_is_no_addressee(dara: User, programme: Programme) -> None:
    data = action_data(dara)
    wrong = actions.AdvocacyData(data.kind, term("effects", "APOL"), data.done_on, data.title)
    with pytest.raises(NotAllowed, match="term"):
        advocacy_start(programme, wrong, None, by=dara)


def test_marked_as_carrying_detail_it_loses_the_cases_that_do_not_agree(dara: User, told: Case, counted: Case) -> None:
    action = make_action(dara, [told, counted])
    assert linked(action) == {told.pk, counted.pk}
    assert advocacy_change(action, action_data(dara, has_case_detail=True), by=dara, version=1) == {
        WhyLeftOut.NO_CONSENT: 1
    }
    action.refresh_from_db()
    assert linked(action) == {told.pk}
    assert action.left_out == {"no_consent": 1}
    with pytest.raises(AdvocacyChanged):
        advocacy_change(action, action_data(dara), by=dara, version=1)


def test_cases_that_are_added_are_looked_at_too(dara: User, amina: User, told: Case, counted: Case) -> None:
    action = make_action(dara, [told], has_case_detail=True)
    other = make_case(amina, consents=AGREED)
    added = advocacy_cases_change(action, add=cases_of(dara), remove=[told.pk], by=dara, version=1)
    assert added == (2, {WhyLeftOut.NO_CONSENT: 1})
    assert linked(action) == {told.pk, other.pk}
    assert AuditEvent.objects.get(action="advocacy.cases_changed").reason == "added:2 taken_away:1"


def test_a_case_left_out_counts_once_and_no_more_when_it_is_taken(
    dara: User, amina: User, told: Case, counted: Case
) -> None:
    action, tried = make_action(dara, [told, counted], has_case_detail=True), cases_of(dara).filter(pk=counted.pk)
    advocacy_cases_change(action, add=tried, by=dara, version=1)
    advocacy_cases_change(action, add=cases_of(dara).none(), remove=[told.pk], by=dara, version=2)
    action.refresh_from_db()
    assert action.left_out == {"no_consent": 1}
    today = timezone.localdate()
    consent_give(counted, ConsentPurpose.AUTHORITY, ConsentMode.ORAL, language="ru", given_on=today, by=amina)
    advocacy_cases_change(action, add=tried, by=dara, version=3)
    action.refresh_from_db()
    assert (linked(action), action.left_out) == ({counted.pk}, {})


def test_a_consent_taken_back_warns_stops_the_printing_and_comes_to_the_queue(
    dara: User, amina: User, told: Case
) -> None:
    today = timezone.localdate()
    action = make_action(dara, [told], has_case_detail=True, done_on=today + datetime.timedelta(days=3))
    assert advocacy_letter(action, by=dara)[2] == SAID
    consent_withdraw(told, ConsentPurpose.AUTHORITY, withdrawn_on=today, by=amina)
    assert [(row.case, row.since) for row in consents_lost(action, by=dara)] == [(told, today)]
    assert list(actions_due(dara, today)) == [action]
    with pytest.raises(NotAllowed, match="consent_lost"):
        advocacy_letter(action, by=dara)
    consent_give(told, ConsentPurpose.AUTHORITY, ConsentMode.ORAL, language="ru", given_on=today, by=amina)
    assert consents_lost(action, by=dara) == []
    assert advocacy_letter(action, by=dara)[2] == SAID
    assert AuditEvent.objects.filter(action="advocacy.printed").count() == 2


def test_no_other_answer_and_no_earlier_day_clears_a_lost_consent(dara: User, amina: User, told: Case) -> None:
    today = timezone.localdate()
    action = make_action(dara, [told], has_case_detail=True)
    consent_withdraw(told, ConsentPurpose.AUTHORITY, withdrawn_on=today, by=amina)
    with pytest.raises(NotAllowed, match="consent_lost"):
        advocacy_change(action, action_data(dara), by=dara, version=1)
    action.refresh_from_db()
    assert (action.has_case_detail, action.version) == (True, 1)
    advocacy_cases_change(action, remove=[told.pk], by=dara, version=1)
    advocacy_change(action, action_data(dara), by=dara, version=2)
    assert advocacy_letter(action, by=dara)[2] == SAID


@pytest.mark.parametrize("purpose", [ConsentPurpose.STATS, ConsentPurpose.RECORD])
def test_an_action_that_counts_loses_whoever_is_counted_no_more_before_it_is_sent(
    dara: User, amina: User, counted: Case, purpose: ConsentPurpose
) -> None:
    today = timezone.localdate()
    sent = make_action(dara, [counted])
    planned = make_action(dara, [counted], done_on=today + datetime.timedelta(days=3))
    consent_withdraw(counted, purpose, withdrawn_on=today, by=amina)
    assert [(row.case, row.since) for row in consents_lost(planned, by=dara)] == [(counted, today)]
    assert list(actions_due(dara, today)) == [planned]
    with pytest.raises(NotAllowed, match="consent_lost"):
        advocacy_letter(planned, by=dara)
    for change in ({"done_on": today - datetime.timedelta(days=1)}, {"has_case_detail": True}):
        with pytest.raises(NotAllowed, match="consent_lost"):
            advocacy_change(planned, action_data(dara, **{"done_on": planned.done_on, **change}), by=dara, version=1)
    # What was sent before was counted rightly.
    assert consents_lost(sent, by=dara) == []
    advocacy_cases_change(planned, remove=[counted.pk], by=dara, version=1)
    assert advocacy_letter(planned, by=dara)[2] == SAID


def test_of_too_many_cases_few_are_fetched(
    monkeypatch: pytest.MonkeyPatch, amina: User, dara: User, told: Case, counted: Case
) -> None:
    for _ in range(3):
        make_case(amina, Status.SUBMITTED)
    monkeypatch.setattr(advocacy_cases, "MOST_CASES", 1)
    monkeypatch.setattr(actions, "MOST_CASES", 1)
    with CaptureQueriesContext(connection) as queries:
        found = looked_at(cases_of(dara))
    assert all("LIMIT" in row["sql"] or "COUNT(" in row["sql"] for row in queries)
    assert (found[False].count, found[False].taken, found[False].is_too_large) == (2, [], True)
    assert (found[True].count, found[True].taken, found[True].is_too_large) == (1, [told], False)
    assert found[True].reasons == {WhyLeftOut.NO_CONSENT: 1, WhyLeftOut.NOT_SETTLED: 3}
    with pytest.raises(NotAllowed, match="too_many_cases"):
        make_action(dara, [told, counted])


def test_an_action_that_counts_asks_for_no_such_consent(dara: User, amina: User, counted: Case) -> None:
    assert consents_lost(make_action(dara, [counted]), by=dara) == []


def test_what_came_of_it_is_recorded(dara: User) -> None:
    action = make_action(dara)
    day = action.done_on + datetime.timedelta(days=4)
    effects = [term("effects", "INSTRUCT"), term("effects", "CONTROL")]
    said = ReplyData(AdvocacyReply.WRITTEN, day, effects, Written("They will instruct their officers."))
    advocacy_reply_record(action, said, by=dara, version=1)
    action.refresh_from_db()
    assert (action.reply, action.replied_on, action.version) == ("written", day, 2)
    assert set(action.effects.all()) == set(effects)
    assert paper_open(action.paper, by=dara, reason=OpenReason.READ)[REPLY].text.startswith("They will")
    assert AuditEvent.objects.get(action="advocacy.replied").reason == "written"


@pytest.mark.parametrize(("reply", "days"), [("written", None), ("oral", -1), ("none", 1), ("", 1)])
def test_a_reply_has_a_day_that_can_be(dara: User, reply: str, days: int | None) -> None:
    action = make_action(dara)
    day = None if days is None else action.done_on + datetime.timedelta(days=days)
    with pytest.raises(NotAllowed, match="reply_day"):
        advocacy_reply_record(action, ReplyData(reply, day), by=dara, version=1)


def test_a_reply_cannot_be_older_than_the_action(dara: User) -> None:
    action = make_action(dara)
    advocacy_reply_record(action, ReplyData("oral", action.done_on), by=dara, version=1)
    with pytest.raises(NotAllowed, match="reply_before_action"):
        advocacy_change(action, action_data(dara, done_on=timezone.localdate()), by=dara, version=2)


def test_files_are_sealed_and_leave_with_their_names(dara: User) -> None:
    action = make_action(dara)
    file = add_file(action, dara)
    assert paper_file_read(file, by=dara) == SCAN.data
    advocacy_file_remove(action, file, by=dara)
    assert not PaperFile.objects.exists()
    assert not PaperText.objects.filter(part="file").exists()


def test_due_actions_come_to_coordinators_alone(dara: User, bilal: User, amina: User) -> None:
    today = timezone.localdate()
    due = make_action(dara, follow_up_on=today - datetime.timedelta(days=1))
    make_action(dara, follow_up_on=today + datetime.timedelta(days=1))
    assert [(row, row.is_late) for row in actions_due(dara, today)] == [(due, True)]
    assert not actions_due(bilal, today).exists()
    assert not actions_due(amina, today).exists()


def test_an_erased_case_leaves_its_actions(dara: User, told: Case) -> None:
    action = make_action(dara, [told])
    erase_case(told, by=dara)
    assert linked(action) == set()


def test_members_hold_the_key(settings: Settings, programme: Programme, dara: User) -> None:
    settings.VAULT_MODE = "members"
    with opened(keyed(dara)):
        action = make_action(dara)
        assert paper_open(action.paper, by=dara, reason=OpenReason.READ)[TITLE].text
    other = make_coordinator(programme, "zara")
    with pytest.raises(KeyLocked):
        paper_open(action.paper, by=other, reason=OpenReason.READ)


def test_a_mistaken_action_leaves_nothing_but_a_line_in_the_log(programme: Programme, dara: User, told: Case) -> None:
    first, other = make_action(dara, [told]), make_action(dara, [told])
    add_file(other, dara)
    reply = ReplyData(AdvocacyReply.NONE, effects=[term("effects", "WARN")])
    other = advocacy_reply_record(other, reply, by=dara, version=1)
    entry_publish(programme, entry_data(), action=other, by=dara)
    gone = advocacy_remove(other, WhyRemoved.TWICE, by=dara, version=2)
    assert (gone.entries, gone.drafts) == (1, 0)
    assert list(AdvocacyAction.objects.all()) == [first]
    assert list(Paper.objects.all()) == [first.paper]
    assert not LibraryEntry.objects.exists()
    for model in (PaperText, PaperKey):
        assert set(model.objects.values_list("paper", flat=True)) == {first.paper_id}
    assert not PaperFile.objects.exists()
    assert not PaperFrame.objects.exists()
    assert Case.objects.filter(pk=told.pk, advocacy_links__action=first).exists()
    event = AuditEvent.objects.get(action="advocacy.removed")
    assert (event.actor, event.reason, event.fields) == (dara, "twice", [other.code])


def test_it_takes_no_key_to_remove_a_mistake(settings: Settings, dara: User) -> None:
    settings.VAULT_MODE = "members"
    with opened(keyed(dara)):
        action = make_action(dara)
    advocacy_remove(action, WhyRemoved.MISTAKE, by=dara, version=1)
    assert not PaperKey.objects.exists()


def test_the_number_of_a_removed_action_is_never_given_again(dara: User) -> None:
    first, last = make_action(dara), make_action(dara)
    advocacy_remove(last, WhyRemoved.MISTAKE, by=dara, version=1)
    again = make_action(dara)
    assert [int(row.code[-3:]) for row in (first, last, again)] == [1, 2, 3]


def test_nobody_removes_what_they_have_not_seen_or_may_not(dara: User, bilal: User, told: Case) -> None:
    action = make_action(dara, [told])
    with pytest.raises(PermissionDenied):
        advocacy_remove(action, WhyRemoved.MISTAKE, by=bilal, version=1)
    advocacy_reply_record(action, ReplyData(AdvocacyReply.NONE), by=dara, version=1)
    with pytest.raises(AdvocacyChanged):
        advocacy_remove(action, WhyRemoved.MISTAKE, by=dara, version=1)
    assert AdvocacyAction.objects.filter(pk=action.pk).exists()
