"""A few busy days of a new installation: people come in, work, forget things, and leave their sessions open."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.seizure import papers, stories
from tests.seizure.canaries import Cage
from tests.seizure.people import Person, admit, change_passphrase, invited, join, renew_passphrase
from tests.seizure.site import Site, as_owner
from tests.seizure.stories import Story


@dataclass
class Journey:
    """What has happened, and to whom."""

    site: Site
    since: str
    cage: Cage = field(default_factory=Cage)
    people: dict[str, Person] = field(default_factory=dict)
    stories: dict[str, list[Story]] = field(default_factory=dict)
    read: str = ""
    """What people saw of some cases, before and after they were opened again."""


def journey(site: Site, since: str) -> Journey:
    """All of it."""
    lived = Journey(site, since)
    everybody_joins(lived)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: record_cases(lived, name), ("amina", "chen")))
    review(lived)
    write_papers(lived)
    stumble(lived)
    remember_cookies(lived)
    return lived


def everybody_joins(lived: Journey) -> None:
    """The administrator by the operator's command; everybody else by invitation, mentors before the coordinator."""
    site, cage = lived.site, lived.cage
    link = site.command("add_administrator").split()[0].partition("/join/")[2]
    aida = lived.people["aida"] = join(site, cage, "aida", f"/join/{link}")
    organisations = [add_organisation(aida, name) for name in ("Organisation A", "Organisation B")]
    roles = {
        "bilal": ("mentor", {"looks_after": tuple(organisations)}),
        "zarina": ("mentor", {"looks_after": tuple(organisations[:1])}),
        "dara": ("coordinator", {}),
        "amina": ("documenter", {"organisation": organisations[0]}),
        "chen": ("documenter", {"organisation": organisations[1]}),
    }
    for name, (role, places) in roles.items():
        lived.people[name] = join(site, cage, name, invited(aida, role, **places))
    learn_numbers(lived)
    people = lived.people
    admit(people["bilal"], people["zarina"])
    admit(people["bilal"], people["amina"])
    admit(people["dara"], people["chen"])


def learn_numbers(lived: Journey) -> None:
    """The opaque numbers of people, which stand in addresses."""
    with as_owner(lived.site.database) as connection:
        for name, public_id in connection.execute("SELECT username, public_id::text FROM documenters_user").fetchall():
            lived.people[name].public_id = public_id


def add_organisation(manager: Person, name: str) -> str:
    """A new organisation; its number in the forms."""
    manager.browser.post("/members/organisations/add/", {"name": name}).expect(302)
    page = manager.browser.get("/members/invitations/add/").expect(200)
    return page.found(rf'<option value="(\d+)"[^>]*>\s*{name}')


def record_cases(lived: Journey, name: str) -> None:
    """Twenty or ten, every fifth left as a draft."""
    author = lived.people[name]
    found = lived.stories[name] = []
    for number in range(20) if name == "amina" else range(20, 30):
        story = stories.record_case(author, lived.cage, number, sent=number % 5 != 4)
        found.append(story)
        if number % 10 == 0:
            stories.add_evidence(author, lived.cage, story)
        elif number % 5 == 1:
            stories.help_client(author, lived.cage, story)


def review(lived: Journey) -> None:
    """Give back, correct, pass on, approve, put aside, open again; and look at everything."""
    bilal, dara, cage = lived.people["bilal"], lived.people["dara"], lived.cage
    for name in ("amina", "chen"):
        for story in lived.stories[name]:
            if story.number % 10 == 0:
                stories.give_back(bilal, cage, story)
                stories.correct(lived.people[name], cage, story)
            if story.number % 10 in (0, 1):
                stories.decide(bilal, story, "validate", qualification="VIOLATION")
            if story.number % 10 == 1:
                stories.decide(dara, story, "approve", qualification="VIOLATION", more_articles="", confirm="on")
            if story.number in (1, 21):
                stories.open_again(dara, cage, story)
            if story.number % 10 == 2:
                stories.put_aside(bilal, cage, story)
            if story.number % 10 == 3:
                stories.comment(bilal, cage, story)


def write_papers(lived: Journey) -> None:
    """A letter with its reply and a scan, an entry of the library, a story with its second reader, a report."""
    people, cage = lived.people, lived.cage
    story = lived.stories["amina"][11]
    action = papers.write_letter(people["dara"], cage)
    papers.publish_entry(people["dara"], cage, action)
    for name in ("amina", "chen", "zarina"):
        lived.read += papers.read_library(people[name])
    papers.tell_story(people["dara"], people["zarina"], cage, story)
    papers.flag_strategic(people["dara"], cage, story)
    papers.write_report(people["dara"], cage)


def stumble(lived: Journey) -> None:
    """Errors, locks, searches, exports, forgotten passphrases."""
    amina, bilal, dara, cage = (*(lived.people[name] for name in ("amina", "bilal", "dara")), lived.cage)
    story = lived.stories["amina"][3]
    stories.ask_the_guard(amina, cage, story)
    stories.type_into_a_locked_page(amina, cage, story)
    stories.meet_errors(amina, cage, story)
    for person in (amina, bilal, dara):
        stories.look_for_words(person, cage)
    for person, looked_at in ((amina, 0), (bilal, 1), (dara, 0)):
        lived.read += stories.look_at(person, lived.stories["amina"][looked_at])
    stories.export_texts(dara, bilal, cage)
    stories.erase(dara, lived.stories["chen"][1])
    forget_things(lived)


def forget_things(lived: Journey) -> None:
    """A new passphrase, one that was forgotten with and one without the recovery code, and somebody who leaves."""
    people, cage = lived.people, lived.cage
    change_passphrase(people["amina"], cage)
    renew_passphrase(people["dara"], people["chen"], cage, has_code=True)
    assert "щфъыпацэ" in people["chen"].browser.get(lived.stories["chen"][0].url).expect(200).text
    renew_passphrase(people["dara"], people["zarina"], cage, has_code=False)
    assert "щфъыпацэ" not in people["zarina"].browser.get(lived.stories["amina"][0].url).text
    admit(people["bilal"], people["zarina"])
    assert "щфъыпацэ" in people["zarina"].browser.get(lived.stories["amina"][0].url).expect(200).text
    people["dara"].browser.post(f"/members/{people['zarina'].public_id}/leave/").expect(302)
    people["bilal"].browser.post("/keys/renew/").expect(302)


def remember_cookies(lived: Journey) -> None:
    """What a browser keeps opens a session: it stands nowhere on the server."""
    for person in lived.people.values():
        for name, values in person.browser.every_cookie.items():
            if re.search(r"sessionid|-k$", name):
                lived.cage.keep(f"cookie {name} of {person.name}", *sorted(values))
