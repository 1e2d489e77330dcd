"""The attacker of the seizure knows everything that is sealed, and opens it as soon as a key lies on the server."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from pytest_django.fixtures import Settings

from documenters.actions.member_keys import member_key_open
from documenters.models import User
from documenters.sensitivity import Sensitivity
from react_cases.actions.case_keys import member_admit
from react_cases.actions.guard import Written
from react_cases.actions.papers import PaperField, paper_file_add, paper_new, paper_seal
from react_cases.evidence.formats import Cleaned, Kind
from react_cases.models.paper import FileRole, PaperKind
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.evidence import PICTURE, add_evidence
from tests.factories.keys import keyed, opened
from tests.factories.people import PASSWORD
from tests.seizure.attacker import Attacker, Row
from tests.seizure.canaries import Canary

WORD, OTHER = Canary(1), Canary(2)
ATTACKED = {
    ("react_cases_sealedtext", "ciphertext"),
    ("react_cases_evidenceframe", "ciphertext"),
    ("react_cases_casekey", "sealed"),
    ("react_cases_papertext", "ciphertext"),
    ("react_cases_paperframe", "ciphertext"),
    ("react_cases_paperkey", "sealed"),
    ("documenters_vaultgrant", "sealed"),
    ("documenters_indexkeygrant", "sealed"),
    ("documenters_vault", "by_server"),
    ("documenters_memberkey", "by_passphrase"),
    ("documenters_memberkey", "by_code"),
}
NOTHING_TO_OPEN = {
    ("documenters_memberkey", "public_key"),
    ("documenters_vault", "public_key"),
    ("documenters_escrowkey", "public_key"),
    ("documenters_invitation", "token_digest"),
    ("reports_sharelink", "token_hash"),
    *(("documenters_auditlink", name) for name in ("digest", "prev_hash", "hash")),
}
"""Public halves and hashes."""
BY_THE_SERVER = {("documenters_user", "notice_address")}
"""Where mails go has to be read while nobody is logged in: whoever has the server has the addresses."""


def rows(table: str) -> list[Row]:
    """A table as it lies on the disk."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  a name of the program's
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()} for row in found
    ]


def attacker(**more: Any) -> Attacker:
    """With the environment of the server."""
    environment = {"SECRET_KEY": settings.SECRET_KEY, "SEALING_KEY": settings.SEALING_KEY}
    return Attacker(rows, environment, Path(settings.BASE_DIR), **more)


def a_case(amina: User) -> None:
    """With a text and a file."""
    case = make_case(amina, Status.SUBMITTED, narrative=WORD.text)
    add_evidence(case, amina)


def an_entry(dara: User) -> None:
    """Of the library, with a file."""
    paper = paper_new(dara.memberships.get().programme, PaperKind.ENTRY, by=dara, is_shared=True)
    paper_seal(paper, {PaperField("entry", 0, "ru.text"): Written(OTHER.text)}, by=dara)
    scan = Cleaned(PICTURE, Kind.PHOTO, "image/jpeg", "jpg")
    paper_file_add(paper, FileRole.REPLY, scan, Written(OTHER.short), by=dara)


def test_s1_everything_that_is_sealed_is_attacked() -> None:
    """A failure means: say in attacker.py what binds the new column to its place, and try the keys on it."""
    sealed = {
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
        or getattr(model, "SENSITIVITY", {}).get(field.name) == Sensitivity.SEALED
    }
    assert sealed == ATTACKED | NOTHING_TO_OPEN | BY_THE_SERVER


def test_s1_in_server_mode_the_server_opens_everything(amina: User, dara: User) -> None:
    """The control: this is why it is for demonstrations and tests."""
    a_case(amina)
    an_entry(dara)
    loot = attacker().attack(is_thorough=False)
    assert {"vault by server", "case key", "text", "file", "paper key", "shared key", "paper"} <= set(loot.opened)
    assert OTHER.text in loot.words
    assert len(loot.opened["paper file"]) == 3
    assert WORD.text in loot.words
    assert b"".join(loot.opened["file"][number] for number in sorted(loot.opened["file"], key=int)) == PICTURE


def test_s1_in_members_mode_it_opens_nothing_but_with_a_passphrase(
    amina: User, bilal: User, dara: User, settings: Settings
) -> None:
    settings.VAULT_MODE = "members"
    for person in (bilal, dara, amina):
        keyed(person)
    with opened(bilal):
        member_admit(amina, by=bilal)
    with opened(amina):
        a_case(amina)
    with opened(dara):
        an_entry(dara)
    assert attacker().attack(guesses=["amina", "password"]).opened == {}
    for person in (amina, bilal, dara):
        loot = attacker().attack(guesses=[PASSWORD], is_thorough=False)
        assert {WORD.text, OTHER.text} <= {text for text in (WORD.text, OTHER.text) if text in loot.words}, person


def test_s1_a_key_that_lies_about_is_found(amina: User, bilal: User, settings: Settings) -> None:
    """A mistake of the future: somebody's private key has got into the settings, in hexadecimal."""
    settings.VAULT_MODE = "members"
    keyed(bilal)
    with opened(amina):
        a_case(amina)
    own = member_key_open(amina, PASSWORD)
    assert own is not None
    found = attacker()
    found.environment = {**found.environment, "LEFT": f"{own.private.hex()}"}
    assert WORD.text in found.attack().words
