"""How people come in through the real doors: invitation, passphrase, second factor, recovery code, admission."""

import re
import time
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from documenters.vault.readable import written_with_checksum
from documenters.vault.recovery_codes import read_code
from tests.seizure.canaries import Cage
from tests.seizure.site import Site
from tests.seizure.visitor import Answer, Visitor

CODE_PAGE = "/security/key/code/"
STEP_SECONDS = 30
STEPS = (0, 1, -1)
"""Codes that the server takes: now, the next one, the one before."""


@dataclass
class Person:
    """Somebody with a passphrase, an app with codes, and papers."""

    name: str
    passphrase: str
    browser: Visitor
    app_secret: str = ""
    used_codes: set[str] = field(default_factory=set)
    recovery_code: str = ""
    public_id: str = ""

    def code(self) -> str:
        """A code of the app that was not used yet; waits for one where all are used."""
        for _try in range(2 * STEP_SECONDS):
            for step in STEPS:
                code = format_hotp_value(hotp_value(self.app_secret, int(time.time()) // STEP_SECONDS + step))
                if code not in self.used_codes:
                    self.used_codes.add(code)
                    return code
            time.sleep(1)
        raise AssertionError("no code is left")

    def log_in(self) -> None:
        """Passphrase, then second factor."""
        self.browser.get("/login/")
        answer = self.browser.post("/login/", {"username": self.name, "password": self.passphrase}).expect(302)
        assert answer.location.startswith("/login/second/"), answer.location
        self.browser.post("/login/second/", {"code": self.code()}).expect(302)

    def log_out(self) -> None:
        """End the session."""
        self.browser.post("/logout/").expect(302)


def join(site: Site, cage: Cage, name: str, link: str) -> Person:
    """Accept an invitation, with a passphrase of made-up words, and set up an app."""
    word = cage.fly(f"passphrase of {name}")
    person = Person(name, word.short, Visitor(site.port))
    browser = person.browser
    browser.get(link).expect(200)
    account = {"username": name, "display_name": name.capitalize(), "language": "ru"}
    browser.post("/join/account/", {**account, "passphrase": word.short, "again": word.short}).expect(302)
    set_up_app(person, cage)
    if browser.get("/").location == CODE_PAGE:
        write_down_code(person, cage)
    return person


def write_down_code(person: Person, cage: Cage) -> None:
    """The recovery code of the person's key: shown once, typed back from paper with a slip at the first try."""
    browser = person.browser
    page = browser.post(CODE_PAGE).expect(200)
    groups = re.findall(r"<span>(\w{4})</span>", page.found(r'class="code-groups"(.*?)</p>'))
    browser.post(f"{CODE_PAGE}confirm/", {"code": " ".join(groups[1:])}).expect(200)
    person.recovery_code = " ".join(groups)
    browser.post(f"{CODE_PAGE}confirm/", {"code": person.recovery_code.upper()}).expect(302)
    written = "".join(groups)
    raw = read_code(written)
    assert raw is not None
    keep = f"recovery code of {person.name}"
    cage.keep(keep, written, written.upper(), "-".join(groups), person.recovery_code, raw)


def admit(person: Person, other: Person) -> None:
    """Compare the four words by telephone, then press the button."""
    page = person.browser.get("/keys/").expect(200)
    generation = page.found(rf'/members/{other.public_id}/admit/.*?name="generation" value="(\d+)"')
    person.browser.post(f"/members/{other.public_id}/admit/", {"generation": generation}).expect(302)
    assert f"/members/{other.public_id}/admit/" not in person.browser.get("/keys/").expect(200).text


def set_up_app(person: Person, cage: Cage) -> None:
    """The second factor, and its recovery codes."""
    page = person.browser.get("/security/app/").expect(200)
    groups = re.findall(r"<span>([A-Z2-7]{4})</span>", page.found(r'class="typed-key"(.*?)</p>'))
    person.app_secret = "".join(groups)
    assert len(person.app_secret) == 32
    cage.keep(f"app of {person.name}", person.app_secret, person.app_secret.lower())
    codes = person.browser.follow(person.browser.post("/security/app/", {"code": person.code()}).expect(302))
    for number, code in enumerate(re.findall(r"<li>(\w{4} \w{4})</li>", codes.text)):
        cage.keep(f"spare code {number} of {person.name}", code)


def change_passphrase(person: Person, cage: Cage) -> None:
    """Choose another one."""
    before, person.passphrase = person.passphrase, cage.fly(f"second passphrase of {person.name}").short
    fields = {"oldpassword": before, "password1": person.passphrase, "password2": person.passphrase}
    person.browser.post("/security/password/", fields).expect(302)


def renew_passphrase(manager: Person, person: Person, cage: Cage, *, has_code: bool) -> None:
    """By the link of a manager; with the recovery code, after a wrong try, or with a new key."""
    page = manager.browser.post(f"/members/{person.public_id}/passphrase/").expect(200)
    browser = person.browser = Visitor(person.browser.port, every_cookie=person.browser.every_cookie)
    browser.get(link_on(page)).expect(200)
    person.passphrase = cage.fly(f"renewed passphrase of {person.name}").short
    typed = {"passphrase": person.passphrase, "again": person.passphrase}
    if has_code:
        browser.post("/join/account/", {**typed, "code": written_with_checksum(bytes(16))}).expect(200)
        typed["code"] = person.recovery_code
    else:
        typed["is_new_key"] = "on"
    browser.post("/join/account/", typed).expect(302)
    person.log_in()
    if not has_code:
        fields = {"passphrase": person.passphrase, "is_new_key": "on"}
        person.browser.post("/security/key/open/", fields).expect(302)
        write_down_code(person, cage)


def invited(manager: Person, role: str, *, organisation: str = "", looks_after: tuple[str, ...] = ()) -> str:
    """The link of an invitation that somebody makes."""
    fields = {"role": role, "organisation": organisation, "looks_after": list(looks_after)}
    page = manager.browser.post("/members/invitations/add/", fields).expect(200)
    return link_on(page)


def link_on(page: Answer) -> str:
    """The link of a sheet that is handed over."""
    code = re.sub(r"<[^>]+>|\s", "", page.found(r'class="sheet-code"[^>]*>(.*?)</p>'))
    return f"/join/{code}/"
