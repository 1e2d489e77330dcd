"""“You have one task”: to whom, when, how often, and that nothing else is in it."""

import email
import re
import socketserver
import threading
from collections.abc import Iterator
from email.policy import default
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks_db.models import DBTaskResult

from documenters.actions.lockdown import lockdown_start
from documenters.actions.notices import notice_address_set
from documenters.mail import sender_domain
from documenters.models import AuditEvent, LockdownReason, Programme, User
from react_cases.actions.notices import announce
from react_cases.models import Case
from react_cases.tasks import LATEST, PAUSES, notice_job, notice_test_job
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in

CANARY = "Canary-7f3 Жолборс"


@pytest.fixture(autouse=True)
def addresses(settings: Any, amina: User, bilal: User, dara: User, chen: User) -> None:
    """Everybody has given one."""
    settings.MAIL_IS_SET_UP = True
    settings.DEFAULT_FROM_EMAIL = "noreply@cases.example"
    for user in (amina, bilal, dara, chen):
        notice_address_set(f"{user.username}@mailbox.example", by=user)


def waiting() -> list[int]:
    """Who is going to be told, and no longer."""
    jobs = DBTaskResult.objects.order_by("enqueued_at")
    people = [job.args_kwargs["kwargs"]["person"] for job in jobs]
    jobs.delete()
    return people


def work(user: User, **more: int) -> list[str]:
    """Do the job; the addresses that were written to."""
    mail.outbox.clear()
    notice_job.call(person=user.pk, **more)
    return [address for sent in mail.outbox for address in sent.to]


def logged_in(user: User) -> None:
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())


def test_each_step_tells_whom_the_case_waits_for_and_nobody_else(amina: User, bilal: User, dara: User) -> None:
    make_case(amina, Status.SUBMITTED)
    assert waiting() == [bilal.pk]
    make_case(amina, Status.VALIDATED, mentor=bilal)
    assert waiting() == [dara.pk]
    make_case(amina, Status.RETURNED, mentor=bilal)
    assert waiting() == [amina.pk]
    for user in (amina, bilal, dara):
        logged_in(user)
    make_case(amina, Status.APPROVED, mentor=bilal, coordinator=dara)
    assert sorted(waiting()) == sorted([bilal.pk, dara.pk])


def test_one_mail_until_the_person_has_logged_in_again(amina: User, bilal: User) -> None:
    make_case(amina, Status.SUBMITTED)
    make_case(amina, Status.SUBMITTED)
    assert waiting() == [bilal.pk]
    assert work(bilal) == ["bilal@mailbox.example"]
    logged_in(bilal)
    assert work(bilal) == []
    make_case(amina, Status.SUBMITTED)
    assert waiting() == [bilal.pk]


@pytest.mark.parametrize("why", ["no mail", "no address", "suspended", "left"])
def test_who_is_not_told(amina: User, bilal: User, settings: Any, why: str) -> None:
    settings.MAIL_IS_SET_UP = why != "no mail"
    changes: dict[str, dict[str, Any]] = {"no address": {"notice_address": None}, "suspended": {"is_active": False}}
    User.objects.filter(pk=bilal.pk).update(**changes.get(why, {"language": "ru"}))
    if why == "left":
        bilal.mentor_assignments.update(ended_at=timezone.now())
    make_case(amina, Status.SUBMITTED)
    assert waiting() == []


def test_a_practice_case_tells_nobody(amina: User, settings: Any) -> None:
    settings.MAIL_IS_SET_UP = False
    case = make_case(amina, Status.SUBMITTED)
    settings.MAIL_IS_SET_UP = True
    for is_practice, told in ((True, 0), (False, 1)):
        case.is_practice = is_practice
        announce(case, by=amina)
        assert len(waiting()) == told


def test_a_lockdown_or_a_step_taken_back_in_between_keeps_the_mail_and_frees_the_next(
    programme: Programme, amina: User, bilal: User, dara: User, aida: User
) -> None:
    case = make_case(amina, Status.SUBMITTED)
    Case.objects.filter(pk=case.pk).update(status=Status.VALIDATED)
    assert work(bilal) == []
    bilal.refresh_from_db()
    assert bilal.notice_sent_at is None
    Case.objects.filter(pk=case.pk).update(status=Status.SUBMITTED)
    lockdown_start(programme, reason=LockdownReason.DRILL, people=[dara, aida], by=dara)
    assert work(bilal) == []


def test_it_comes_minutes_later_and_a_dead_server_is_asked_again_three_times(
    amina: User, bilal: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_args: object) -> None:
        raise ConnectionRefusedError("bilal@mailbox.example")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with time_machine.travel(timezone.now(), tick=False):
        make_case(amina, Status.SUBMITTED)
        job = DBTaskResult.objects.get()
        wait = (job.run_after - timezone.now()).total_seconds()
        assert 60 <= wait < LATEST
        waits = []
        for tries in range(len(PAUSES) + 1):
            assert job.args_kwargs["kwargs"].get("tries", 0) == tries
            job.delete()
            assert work(bilal, tries=tries) == []
            if job := DBTaskResult.objects.first():
                waits.append(job.run_after - timezone.now())
    assert waits == list(PAUSES)
    assert list(AuditEvent.objects.filter(action__startswith="notice.").values_list("action", "object_id")) == [
        ("notice.failed", bilal.pk)
    ]
    bilal.refresh_from_db()
    assert bilal.notice_sent_at is None
    assert "mailbox" not in caplog.text


class MailServer(socketserver.ThreadingTCPServer):
    """Takes one mail, and notes what was said."""

    allow_reuse_address = True
    said: list[bytes]


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes."""

    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            self.server.said.append(line)
            if line == b"data\r\n":
                self.wfile.write(b"354 go on\r\n")
                while (part := self.rfile.readline()) != b".\r\n":
                    self.server.said.append(part)
            self.wfile.write(b"221 bye\r\n" if line.startswith(b"quit") else b"250 ok\r\n")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A mail server on this machine."""
    with MailServer(("127.0.0.1", 0), Talk) as made:
        made.said = []
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.EMAIL_BACKEND = "documenters.mail.QuietBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.server_address
        yield made
        made.shutdown()


@pytest.mark.parametrize("language", ["ru", "ky", "en"])
def test_the_whole_mail_as_a_server_gets_it(
    server: MailServer, amina: User, bilal: User, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=bilal.pk).update(language=language)
    monkeypatch.setattr("django.core.mail.DNS_NAME._fqdn", "the-machine.internal", raising=False)
    case = make_case(amina, Status.SUBMITTED, narrative=CANARY)
    notice_job.call(person=bilal.pk)

    start = server.said.index(b"data\r\n") + 1
    talk, sent = server.said[:start], server.said[start:-1]
    assert talk[0] == f"ehlo {sender_domain()}\r\n".encode()
    assert talk[1].startswith(b"mail FROM:<noreply@cases.example>")
    assert talk[2] == b"rcpt TO:<bilal@mailbox.example>\r\n"
    parsed = email.message_from_bytes(b"".join(sent), policy=default)
    with override(language):
        said = gettext("You have one task.")
    headers = {name: str(value) for name, value in parsed.items()}
    assert re.fullmatch(r"<[0-9a-f]{32}@cases\.example>", headers.pop("Message-ID"))
    assert headers.pop("Date").endswith(("-0000", "+0000"))
    assert headers.pop("Content-Transfer-Encoding") in ("7bit", "8bit", "base64")
    assert headers == {
        "Content-Type": 'text/plain; charset="utf-8"',
        "MIME-Version": "1.0",
        "Subject": said,
        "From": "noreply@cases.example",
        "To": "bilal@mailbox.example",
    }
    assert parsed.get_content().replace("\r\n", "\n") == f"{said}\n"
    everything = b"".join(server.said).decode()
    for telling in (CANARY, case.code, str(case.public_id), "machine", case.organisation.name, amina.username):
        assert telling not in everything


def test_a_language_that_the_programme_has_no_more_gives_way_to_its_usual_one(
    amina: User, bilal: User, programme: Programme
) -> None:
    User.objects.filter(pk=bilal.pk).update(language="ky")
    Programme.objects.filter(pk=programme.pk).update(languages=["en"])
    make_case(amina, Status.SUBMITTED)
    work(bilal)
    assert mail.outbox[0].subject == "You have one task."


def test_nothing_of_the_case_waits_in_the_queue_and_the_log_names_no_address(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED, narrative=CANARY)
    (row,) = DBTaskResult.objects.values()
    assert row["args_kwargs"] == {"args": [], "kwargs": {"person": bilal.pk}}
    assert case.code not in str(row)
    work(bilal)
    sent = AuditEvent.objects.get(action="notice.sent")
    assert (sent.object_type, sent.object_id, sent.actor, sent.programme) == (
        "documenters.user",
        bilal.pk,
        None,
        case.programme,
    )
    assert "mailbox" not in str(list(AuditEvent.objects.values_list()))


def test_a_test_mail_is_the_same_and_five_an_hour_are_enough(client: Client, bilal: User) -> None:
    signed_in(client, bilal)
    answers = [client.post(reverse("notice_test")).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert waiting() == [bilal.pk] * 5
    notice_test_job.call(person=bilal.pk)
    assert [sent.to for sent in mail.outbox] == [["bilal@mailbox.example"]]
    assert AuditEvent.objects.get(action="notice.sent").reason == "test"
    bilal.refresh_from_db()
    assert bilal.notice_sent_at is None
    notice_address_set("", by=bilal)
    notice_test_job.call(person=bilal.pk)
    assert len(mail.outbox) == 1
