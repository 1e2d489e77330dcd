"""Thirty cases and everything that people write about them, typed into every screen that takes text."""

import datetime
import re
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from tests.factories.intake import ILIM, SAFIYA
from tests.seizure.canaries import Cage, Canary
from tests.seizure.people import Person
from tests.seizure.visitor import FORM, Answer, Visitor

VERSION = r'name="version" value="(\d+)"'
CASE = r"/cases/([0-9a-f-]{36})/"
TOO_MUCH = 3 * 2**20
"""Bytes of a form that is larger than what is taken."""
TOO_LARGE = 26 * 2**20
"""Bytes of a file that is larger than what is taken."""


@dataclass
class Story:
    """One case as its author knows it."""

    number: int
    public_id: str
    edit_url: str
    version: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The page of the case."""
        return f"/cases/{self.public_id}/"


def today() -> str:
    """As browsers send it; here it is a few hours later than in UTC."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=6)).date().isoformat()


def record_case(author: Person, cage: Cage, number: int, *, sent: bool) -> Story:
    """Type a case as its page does: kept once while typing, corrected, checked, and sent or left."""
    browser = author.browser
    page = secrets.token_hex(16)
    first = {**(SAFIYA if number % 2 else ILIM), "page": page, "version": "0"}
    first["narrative"] = cage.fly(f"draft {number}").text
    kept = browser.post("/cases/autosave/", first).expect(200)
    story = Story(number, kept.found(r'"draft": "([^"]+)"'), kept.found(r'"edit_url": "([^"]+)"'), "", first)
    story.version = kept.found(r'"version": (\d+)')
    if not sent:
        again = {**first, "version": story.version, "narrative": cage.fly(f"draft {number} later").long}
        browser.post(kept.found(r'"autosave_url": "([^"]+)"'), again).expect(200)
    else:
        complete(author, cage, story)
        send(author, story)
    return story


def complete(author: Person, cage: Cage, story: Story) -> None:
    """The whole form, with the unit of a violator and the parts of a client code."""
    narrative = cage.fly(f"narrative {story.number}")
    more: dict[str, Any] = {
        "version": story.version,
        "narrative": narrative.text if story.number % 10 else narrative.long,
        "narrative_language": "ru",
    }
    for name in ("violator-LE.DIST-unit", "violator-LE.STATION-unit"):
        if name.split("-")[1] in story.fields["violators"]:
            more[name] = cage.fly(f"unit {story.number}").russian
    if story.number % 2:
        more |= {"code_year": "1985", "code_mother": "щө", "code_father": "ъң"}
    story.fields |= more
    author.browser.post(story.edit_url, story.fields).expect(302)


def send(author: Person, story: Story) -> None:
    """Check the answers, then send."""
    fields = {"version": str(int(story.version) + 1)}
    if story.number % 10 == 0:
        fields["version"] = author.browser.get(f"{story.url}check/").expect(200).found(VERSION)
    sent = author.browser.post(f"{story.url}check/", fields).expect(302)
    assert sent.location == story.url, sent.location


def correct(author: Person, cage: Cage, story: Story) -> None:
    """Change a case that was given back, and send it again."""
    story.version = author.browser.get(story.edit_url).expect(200).found(VERSION)
    narrative = cage.fly(f"corrected narrative {story.number}").text
    again = {**story.fields, "page": secrets.token_hex(16), "version": story.version, "narrative": narrative}
    author.browser.post(story.edit_url, again).expect(302)
    send(author, story)


def help_client(author: Person, cage: Cage, story: Story) -> None:
    """Help with a note, and a comment."""
    note = {"type": "LEG1.CONS", "given_on": today(), "delivered_by": "OWN"}
    note["note"] = cage.fly(f"note of help {story.number}").text
    author.browser.post(f"{story.url}responses/add/", note).expect(302)
    comment(author, cage, story)


def comment(person: Person, cage: Cage, story: Story) -> None:
    """Say something beside a part of the case."""
    said = {"field": "event", "text": cage.fly(f"comment {story.number} of {person.name}").text}
    person.browser.post(f"{story.url}comments/add/", said).expect(302)


def add_evidence(author: Person, cage: Cage, story: Story) -> None:
    """A picture, a document, and an untouched original."""
    note = cage.fly(f"note of evidence {story.number}").text
    for kind, (data, content_type) in evidence_files(cage, story.number).items():
        name = cage.fly(f"name of {kind} {story.number}").short
        typed = {"name": "", "note": note, "keep_original": "on"} if kind == "jpg" else {"name": name, "note": note}
        sent = {"file": (f"{name}.{kind}", data, content_type)}
        author.browser.post(f"{story.url}evidence/add/", typed, sent).expect(302)


def evidence_files(cage: Cage, number: int) -> dict[str, tuple[bytes, str]]:
    """A photograph with a comment of the camera, larger than what Django keeps in memory; and a document."""
    canary = cage.fly(f"inside the picture {number}")
    side = 1600 if number == 0 else 300
    picture = Image.effect_noise((side, side), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x9286] = b"UNICODE\0" + canary.short.encode("utf-16-le")
    exif[0x010E] = canary.latin
    photo = BytesIO()
    picture.save(photo, "JPEG", quality=98, exif=exif, comment=canary.text.encode())
    document, inside = BytesIO(), cage.fly(f"inside the document {number}")
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[0].Contents = pdf.make_stream(f"BT ({inside.latin}) Tj ET".encode())
        pdf.docinfo["/Title"] = inside.short
        pdf.save(document)
    return {"jpg": (photo.getvalue(), "image/jpeg"), "pdf": (document.getvalue(), "application/pdf")}


def look_at(person: Person, story: Story) -> str:
    """Open everything that a person may open of a case; what they read."""
    browser = person.browser
    pages = [browser.get(f"{story.url}{page}") for page in ("", "print/", "print/texts/", "consents/", "openings/")]
    for path in sorted(set(links(pages[0], rf"({story.url}evidence/[0-9a-f-]+/(?:look/|preview/|original/|))\""))):
        pages.append(browser.get(path))
    return "\n".join(page.text for page in pages)


def links(page: Answer, pattern: str) -> Iterator[str]:
    """Addresses in a page."""
    for found in re.finditer(pattern, page.text):
        yield found[1]


def decide(person: Person, story: Story, step: str, **fields: Any) -> None:
    """Take a step of review."""
    page = person.browser.get(f"{story.url}{step}/").expect(200)
    answer = person.browser.post(f"{story.url}{step}/", {"version": page.found(VERSION), **fields})
    answer.expect(302)


def give_back(mentor: Person, cage: Cage, story: Story) -> None:
    """With a sentence beside two parts."""
    said = {f"text_{part}": cage.fly(f"returned {part} {story.number}").text for part in ("event", "narrative")}
    decide(mentor, story, "return", **said)


def put_aside(person: Person, cage: Cage, story: Story) -> None:
    """With a sentence for the author."""
    decide(person, story, "reject", reason="DUPLICATE", text=cage.fly(f"rejected {story.number}").text)


def open_again(person: Person, cage: Cage, story: Story) -> None:
    """With what has to be corrected."""
    decide(person, story, "reopen", part="event", text=cage.fly(f"reopened {story.number}").text)


def ask_the_guard(person: Person, cage: Cage, story: Story) -> None:
    """While typing, with names that it refuses; nothing of that is sent."""
    for name in ("text", "note", "narrative"):
        word = cage.fly(f"guarded {name}")
        text = f"Его зовут Асель {word.russian.capitalize()}, телефон 0555 98-76-54. {word.text}"
        person.browser.post("/guard/", {"field": name, name: text, "case": story.public_id}).expect(200)
    refused = {"field": "event", "text": f"Пришла Асель Иванова. {cage.fly('refused by the guard').text}"}
    person.browser.post(f"{story.url}comments/add/", refused).expect(200)


def type_into_a_locked_page(person: Person, cage: Cage, story: Story) -> None:
    """Once it goes on after the passphrase, once it is left."""
    browser, address = person.browser, f"{story.url}comments/add/"
    browser.post("/lock/", {"person": person.public_id}).expect(200)
    for name in ("left at the lock", "held at the lock"):
        held = browser.post(address, {"field": "event", "text": cage.fly(name).text}).expect(423)
    unlock = {"held": held.found(r'name="held" value="([^"]+)"'), "unlock_passphrase": "wrong " * 4}
    browser.post(address, unlock).expect(423)
    browser.post(address, {**unlock, "unlock_passphrase": person.passphrase}).expect(302)


def look_for_words(person: Person, cage: Cage) -> None:
    """In the stories: words that nobody wrote, words that somebody did, and a search that is refused."""
    every = ["comments", "notes", "units"]
    sought = cage.fly(f"words sought by {person.name}")
    for words in (sought.short, sought.russian, f'"{sought.kyrgyz}"', Canary(1).russian, sought.latin * 20):
        person.browser.post("/cases/search/", {"words": words, "also": every}).expect(200)
    person.browser.post("/cases/", {"code": sought.latin, "q": sought.short})


def export_texts(coordinator: Person, mentor: Person, cage: Cage) -> None:
    """Coded facts as a table; texts and files by two people, sealed under a passphrase."""
    coordinator.browser.post("/cases/export/", {"oblast": "KG-GB"}).expect(200)
    asked = {"purpose": "safe", "recipient": "own", "sealing": "passphrase", "language": "ru"}
    parts = ["narratives", "comments", "notes", "units", "files", "originals"]
    url = coordinator.browser.post("/content-exports/add/", {**asked, "parts": parts}).expect(302).location
    digest = mentor.browser.get(url).expect(200).found(r'name="digest" value="([^"]+)"')
    mentor.browser.post(f"{url}approve/", {"digest": digest}).expect(302)
    passphrase = cage.fly("passphrase of an export").short
    typed = {"passphrase": passphrase, "again": passphrase}
    sealed = coordinator.browser.post(f"{url}download/", typed).expect(200)
    assert sealed.body.startswith(b"age-encryption.org"), sealed.body[:200]


def erase(coordinator: Person, story: Story) -> None:
    """Because the client wants it."""
    page = coordinator.browser.get(f"{story.url}erase/").expect(200)
    reason, code = page.found(r'name="reason" value="(\w+)"'), page.found(r"(KG-\d{4}-\d+)")
    fields = {"version": page.found(VERSION), "reason": reason, "code": code}
    coordinator.browser.post(f"{story.url}erase/", fields).expect(302)


def meet_errors(person: Person, cage: Cage, story: Story) -> None:
    """Requests that the site refuses, each with a text in its hands."""
    browser, address = person.browser, f"{story.url}comments/add/"

    def word(place: str) -> Canary:
        return cage.fly(f"error: {place}")

    much = word("too much").text * (TOO_MUCH // 150)
    browser.post(address, {"field": "event", "text": much}).expect(400, 413)
    browser.post(address, {"field": "event", "text": f"\0{word('zero').text}"}).expect(200)
    browser.post(address, {"field": word("no such part").latin, "text": word("beside it").text}).expect(200)
    browser.post(f"/cases/{word('address').latin}/", {"text": word("nowhere").text}).expect(404)
    browser.get(f"/cases/?q={word('asked').latin}&code={word('code').latin}")
    browser.get(f"/{word('no page').latin}/").expect(404)
    browser.send(address, f"text={word('without token').text}".encode(), FORM).expect(403)
    broken = f"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n{word('broken form').text}"
    browser.send(address, broken.encode(), "multipart/form-data; boundary=x")
    browser.send(address, word("wrong charset").text.encode("utf-16-le"), "text/plain; charset=no-such")
    photo = word("too large a file").text.encode() * (TOO_LARGE // 150)
    large = {"file": (f"{word('its name').latin}.jpg", photo, "image/jpeg")}
    browser.post(f"{story.url}evidence/add/", {"name": word("beside it").short, "note": ""}, large).expect(413)
    damaged = {"file": ("damaged.jpg", b"\xff\xd8\xff" + word("damaged file").text.encode() * 999, "image/jpeg")}
    browser.post(f"{story.url}evidence/add/", {"name": "", "note": word("beside damage").text}, damaged).expect(200)
    nowhere = {"file": ("a.jpg", word("file for nobody").text.encode() * 40_000, "image/jpeg")}
    browser.post(address, {"field": "event"}, nowhere).expect(200)
    for raw in (f"{word('method').latin} / HTTP/1.1\r\n\r\n", f"GET / HTTP/1.1\r\nHost: {word('host').latin}\r\n\r\n"):
        _say(browser.port, raw.encode())
    mixed_up = {"username": person.passphrase, "password": word("password").short}
    Visitor(browser.port).post("/login/", mixed_up).expect(200)


def _say(port: int, raw: bytes) -> None:
    """Something that no browser sends."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(raw)
        while connection.recv(65_536):
            pass
