"""docs/asvs.csv is complete and names what exists; docs/protection.md says the numbers of the program."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes as AllauthCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.test import Client

from documenters.lifetimes import ABSOLUTE_SECONDS, IDLE_SECONDS, LOCKED_SECONDS, MINUTE, UNLOCK_TRIES
from documenters.mail import QuietBackend
from documenters.management.commands.asvs_doc import STATES, Requirement, read_requirements
from documenters.models import User
from documenters.models.invitation import VALID_FOR
from documenters.password_rules import LENGTH
from documenters.permissions import Role
from documenters.recency import RECENT_SECONDS
from documenters.session_store import SessionStore
from react_cases.evidence import child, formats
from react_cases.pii.findings import MAX_CHARACTERS
from tests.each import each

ROOT = Path(__file__).parent.parent
REQUIREMENTS = read_requirements()

SECTIONS = """
1.1:22 1.2:111112222 1.3:11222222222 1.4:222 1.5:12 2.1:122 2.2:112 2.3:1222 2.4:2 3.2:11 3.3:1222 3.4:112222 3.5:11122
3.7:22 4.1:122 4.2:2 4.3:22 4.4:1222 5.1:2 5.2:112 5.3:11 5.4:222 6.1:122 6.2:111111112222 6.3:1122 6.4:1122 6.5:22222
6.6:222 6.8:2222 7.1:222 7.2:1111 7.3:22 7.4:11222 7.5:22 7.6:22 8.1:12 8.2:112 8.3:1 8.4:2 9.1:111 9.2:1222 10.1:22
10.2:22 10.3:2222 10.4:11111222222 10.5:22222 10.6:22 10.7:222 11.1:22 11.2:222 11.3:112 11.4:1222 11.5:2 11.6:2
12.1:122 12.2:11 12.3:2222 13.1:2 13.2:22222 13.3:22 13.4:12222 14.1:22 14.2:1222 14.3:122 15.1:122 15.2:122
15.3:1222222 16.1:2 16.2:22222 16.3:2222 16.4:222 16.5:222 17.1:2 17.2:2222 17.3:22
"""
"""Section : the level of each of its requirements, for the numbers of levels 1 and 2."""

CHECKS = {"check:deploy": "check --deploy", "check:mypy": "mypy", "check:ruff": "ruff check", "check:djlint": "djlint"}
DANGEROUS = {
    "pickle",
    "marshal",
    "shelve",
    "yaml",
    "requests",
    "httpx",
    "urlopen",
    "HTTPConnection",
    "xml",
    "lxml",
    "ElementTree",
    "eval",
    "exec",
    "from_string",
    "Engine",
    "Template",
    "RawSQL",
    "csrf_exempt",
    "random",
}
"""Names that open a door: objects out of bytes, requests to elsewhere, markup languages, code out of text."""
MAY_NAME = {
    "react_cases/management/demo": {"random"},  # invents a population, the same each time
    "documenters/views/sessions.py": {
        "csrf_exempt"
    },  # leaving quickly works with an old token; Sec-Fetch-Site is asked
}


def expected() -> list[tuple[str, str]]:
    """(number, level) of every requirement."""
    found = []
    for part in SECTIONS.split():
        section, _, levels = part.partition(":")
        found += [(f"{section}.{position}", level) for position, level in enumerate(levels, 1)]
    return found


@cache
def test_names(file: str) -> frozenset[str]:
    """The tests that a file defines."""
    tree = ast.parse((ROOT / file).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


test_names.__test__ = False  # type: ignore[attr-defined]


def exists(proof: str) -> bool:
    """Is there such a test, check or file?"""
    if proof.startswith("check:"):
        return proof in CHECKS and CHECKS[proof] in (ROOT / "Makefile").read_text()
    if proof.startswith("file:"):
        return (ROOT / proof.removeprefix("file:")).is_file()
    file, _, name = proof.partition("::")
    return (ROOT / file).is_file() and name.startswith("test_") and name in test_names(file)


def test_every_requirement_of_levels_1_and_2_stands_there_once() -> None:
    assert [(row.number, row.level) for row in REQUIREMENTS] == expected()
    assert len(expected()) == 253


@each(REQUIREMENTS, name=lambda row: row.number)
def test_each_says_how_and_names_a_proof_that_exists(row: Requirement) -> None:
    assert row.state in STATES
    assert row.how.endswith(".")
    assert "|" not in row.how
    assert [proof for proof in row.proofs if not exists(proof)] == []
    assert row.proofs or row.state != "applies"


def test_protection_says_the_numbers_of_the_program() -> None:
    text = (ROOT / "docs/protection.md").read_text()
    idle = {role: IDLE_SECONDS[role] // MINUTE for role in Role}
    assert idle[Role.DOCUMENTER] == idle[Role.MENTOR]
    assert idle[Role.COORDINATOR] == idle[Role.ADMINISTRATOR]
    limits = settings.ACCOUNT_RATE_LIMITS
    assert limits["login_failed"] == "60/5m/ip,5/5m/key"
    assert limits["reauthenticate"] == "20/5m/user"
    assert LOCKED_SECONDS == 60 * MINUTE
    for said in (
        f"documenter and mentor {idle[Role.MENTOR]} minutes, coordinator and administrator "
        f"{idle[Role.COORDINATOR]}, donor {idle[Role.DONOR]}",
        f"| A session at all | {ABSOLUTE_SECONDS // 3600} hours |",
        f"| {UNLOCK_TRIES}, then the session ends |",
        f"asked again {RECENT_SECONDS // 60} minutes after",
        f"used once, {VALID_FOR.total_seconds() / 3600:.0f} hours",
        f"at least {LENGTH} characters",
        f"at most {formats.SIZE_LIMIT // formats.MEGABYTE} MB",
        f"up to {formats.PIXEL_LIMIT // 1_000_000} million pixels",
        f"up to {formats.PAGE_LIMIT} pages",
        f"time ({child.SECONDS_LIMIT} s)",
        f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields",
        f"a text of at most {MAX_CHARACTERS:,} characters",
    ):
        assert said in text, said


def sources() -> list[str]:
    """The program, without migrations."""
    found = (file for app in ("documenters", "react_cases", "reports") for file in (ROOT / app).rglob("*.py"))
    return sorted(str(file.relative_to(ROOT)) for file in found if "migrations" not in file.parts)


@each(sources())
def test_the_program_opens_no_dangerous_door(file: str) -> None:
    named: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text())):
        if isinstance(node, ast.Name):
            named.add(node.id)
        elif isinstance(node, ast.Attribute):
            named.add(node.attr)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            named |= {part for module in modules for part in module.split(".")}
    allowed = {name for folder, names in MAY_NAME.items() if file.startswith(folder) for name in names}
    assert not (DANGEROUS & named) - allowed


@each(sorted((ROOT / "static/js").glob("*.js")), name=lambda file: file.name)
def test_no_script_writes_to_a_key_that_somebody_typed(file: Path) -> None:
    text = file.read_text()
    assert not re.search(r"__proto__|Object\.assign|window\.(?:postMessage|onmessage)|\w\[[a-z]\w*\]\s*=[^=]", text)


def test_session_keys_have_more_than_128_bits(db: None) -> None:
    key = SessionStore()._get_new_session_key()
    assert len(key) == 32
    assert len(set(key)) > 10


def test_secrets_of_the_second_factor_are_long_and_different() -> None:
    secrets = {generate_totp_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(len(secret) * 5 >= 128 for secret in secrets)
    assert len({AllauthCodes.generate_seed() for _ in range(50)}) == 50
    assert app_settings.RECOVERY_CODE_DIGITS * 3.3 > 20


@pytest.mark.parametrize("typed", [" Nine brown Goats on a hill ", "nine brown goats on a hill"])
def test_a_password_is_compared_exactly_as_it_is_typed(db: None, client: Client, typed: str) -> None:
    User.objects.create_user("gulnara", " Nine brown Goats on a hill ")
    client.post("/login/", {"username": "gulnara", "login": "gulnara", "password": typed})
    assert ("_auth_user_id" in client.session) == typed.startswith(" ")


def test_password_fields_hide_and_welcome_password_managers(db: None, client: Client) -> None:
    page = client.get("/login/").content.decode()
    field = next(tag for tag in re.findall(r"<input[^>]*>", page) if 'name="password"' in tag)
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert not any(re.search(r"[\"']paste[\"']", file.read_text()) for file in (ROOT / "static/js").glob("*.js"))


def test_mail_servers_are_verified() -> None:
    context = QuietBackend(use_tls=True).ssl_context
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"
