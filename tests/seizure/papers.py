"""What a programme writes itself: letters, the library, stories, notes about litigation, reports; all of it typed."""

import re

from tests.seizure.canaries import Cage
from tests.seizure.people import Person
from tests.seizure.stories import VERSION, Story, evidence_files, today

PAPER = r"/(?:advocacy|stories|submissions)/([0-9a-f-]{36})/"
ALL_LANGUAGES = ("ru", "ky", "en")


def write_letter(coordinator: Person, cage: Cage) -> str:
    """A letter, what came of it, and a scan; answers the address of its page."""
    browser = coordinator.browser
    browser.get("/advocacy/add/").expect(200)
    letter = {
        "kind": "letter",
        "body": "MIA",
        "done_on": today(),
        "detail": "counts",
        "title": cage.fly("title of a letter").short,
        "text": cage.fly("text of a letter").long,
        "note": cage.fly("note of a letter").text,
    }
    action = browser.post("/advocacy/add/", letter).expect(302).location
    version = browser.get(f"{action}reply/").expect(200).found(VERSION)
    reply = {"reply": "written", "replied_on": today(), "text": cage.fly("reply").text, "version": version}
    browser.post(f"{action}reply/", reply).expect(302)
    data, content_type = evidence_files(cage, 900)["jpg"]
    name = cage.fly("name of a scan").short
    sent = {"role": "reply", "name": name}
    browser.post(f"{action}files/add/", sent, {"file": (f"{name}.jpg", data, content_type)}).expect(302)
    return action


def publish_entry(coordinator: Person, cage: Cage, action: str) -> None:
    """An entry of the library made of it, in three languages."""
    number = re.findall(PAPER, action)[0]
    words = {f"title_{language}": cage.fly(f"title of an entry, {language}").short for language in ALL_LANGUAGES}
    words |= {f"text_{language}": cage.fly(f"text of an entry, {language}").text for language in ALL_LANGUAGES}
    entry = {"action": number, "kind": "reply", "place": "1", **words}
    coordinator.browser.post(f"/library/add/?action={number}", entry).expect(302)


def read_library(person: Person) -> str:
    """As street lawyers do, also while they record a case."""
    pages = [person.browser.get(address).expect(200).text for address in ("/library/", "/library/intake/")]
    return "".join(pages)


def tell_story(writer: Person, reader: Person, cage: Cage, case: Story) -> None:
    """Written, sent to a second reader, given back; not published."""
    browser = writer.browser
    browser.get(f"{case.url}story/").expect(200)
    story = browser.post(f"{case.url}story/").expect(302).location.partition("?")[0]
    page = browser.get(story).expect(200)
    told = {name: cage.fly(f"{name} of a story").text for name in ("title", "happened", "done", "result")}
    told |= {"seen": page.found(r'name="seen" value="([^"]+)"'), "month": "", "oblast": ""}
    browser.post(story, told).expect(302)
    sending = browser.get(f"{story}send/").expect(200)
    checks = re.findall(r'name="checks"[^>]*value="(\w+)"', sending.text)
    browser.post(f"{story}send/", {"checks": checks, "reader": reader.public_id}).expect(302)
    reader.browser.get(f"{story}read/").expect(200)
    answer = {"verdict": "back", "comment": cage.fly("comment of the second reader").text}
    reader.browser.post(f"{story}read/", answer).expect(302)


def flag_strategic(coordinator: Person, cage: Cage, case: Story) -> None:
    """With a note about the case and one about its first step."""
    browser = coordinator.browser
    note = cage.fly("note of a strategic case").text
    browser.post(f"{case.url}strategic/", {"reasons": "GRAVE", "note": note}).expect(302)


def write_report(coordinator: Person, cage: Cage) -> None:
    """A draft with words of its own, in Russian."""
    browser = coordinator.browser
    begun = {
        "body": "CESCR",
        "session": cage.fly("session of a report").short,
        "period_from": today()[:7],
        "period_to": today()[:7],
        "figures": "live",
    }
    report = browser.post("/submissions/add/", begun).expect(302).location.partition("articles/")[0]
    page = browser.get(f"{report}texts/ru/").expect(200)
    names = ("title", "session", "summary", "introduction", "own", "conclusions")
    texts = {name: cage.fly(f"{name} of a report").text for name in names}
    browser.post(f"{report}texts/ru/", {**texts, "version": page.found(VERSION)}).expect(302)
