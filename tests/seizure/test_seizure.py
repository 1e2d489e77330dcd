"""S1 and S2: whoever seizes the server reads no sentence, and none of its keys opens one.

One test: the installation lives for a minute, and what comes later stands on what came before.
"""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from documenters.vault.recovery_codes import read_code
from tests.seizure.attacker import Attacker, Loot
from tests.seizure.canaries import FOLDED, STEMS, Canary
from tests.seizure.journey import Journey, journey
from tests.seizure.searcher import Searcher
from tests.seizure.seized import Found, everything, journal_position, raw_database, rows_of
from tests.seizure.site import as_owner, installed

COMMON = ("correct horse battery staple", "Organisation A", "dara")
"""Each guess costs a sixth of a second for each person."""
KEY_COOKIE = "__Host-k"
CLIENT_PARTS = ("F|1985|щө|ъң", "F|1985|що|ън")


def test_s1_s2_a_seized_server_gives_no_story(tmp_path_factory: pytest.TempPathFactory) -> None:
    with installed(tmp_path_factory.mktemp("seizure")) as site:
        since = journal_position(site.database)
        lived = journey(site, since)
        seized_while_people_work(lived)
        caught_with_a_server(lived)
        seized_when_everybody_has_gone(lived)
        the_search_finds_a_leak(lived)


def seized_while_people_work(lived: Journey) -> None:
    """S2: with live sessions, of which the browsers hold the other half."""
    assert len(lived.cage.places) > 150
    assert found_in(lived) == []
    attacker = attacker_of(lived)
    kinds = Counter(sealed.kind for sealed in attacker.sealed())
    assert kinds["session"] >= 4, kinds
    assert kinds["text"] > 80, kinds
    assert {"vault grant", "index key", "case key", "file"} <= set(kinds), kinds
    assert {"paper", "paper key", "shared key"} <= set(kinds), kinds
    assert "vault by server" not in kinds
    loot = attacker.attack(guesses=COMMON)
    assert loot.opened == {}
    assert loot.tried > 100_000
    assert attacker.rows("react_cases_client")
    assert attacker.clients(list(attacker.derived_keys()), CLIENT_PARTS) == []


def caught_with_a_server(lived: Journey) -> None:
    """The control: the attacker is able, as soon as one person is caught, and then opens what that person reads."""
    amina, bilal, dara = (lived.people[name] for name in ("amina", "bilal", "dara"))
    papers = {"title of a letter", "reply", "happened of a story", "comment of the second reader", "own of a report"}
    everywhere = {"narrative 1", "note of help 1", "comment 3 of bilal", "returned event 10", "unit 1"}
    reads = {
        "a documenter's cookie": opened_by(lived, cookies=[amina.browser.cookies[KEY_COOKIE]]),
        "a documenter's passphrase": opened_by(lived, passphrases=[amina.passphrase]),
        "a mentor's cookie": opened_by(lived, cookies=[bilal.browser.cookies[KEY_COOKIE]]),
        "a mentor's recovery code": opened_by(lived, codes=[read_code(bilal.recovery_code) or b""]),
        "a coordinator's cookie": opened_by(lived, cookies=[dara.browser.cookies[KEY_COOKIE]]),
    }
    for caught, loot in reads.items():
        places = {lived.cage.owner(line) for line in loot.words.splitlines() if STEMS["ru"] in line}
        assert {"file", "index key"} <= set(loot.opened), caught
        assert "text of an entry, ru" in places, caught
        assert papers <= places if "coordinator" in caught else not papers & places, (caught, papers - places)
        if "documenter" in caught:
            assert {"draft 4 later", "narrative 1", "comment 3 of bilal"} <= places, caught
            assert not {place for place in places if place.endswith((" 20", " 21", " 24 later"))}, caught
        else:
            assert everywhere <= places, (caught, everywhere - places)
            assert "draft 4 later" not in places or "mentor" in caught, caught
        index_keys = set(loot.opened["index key"].values())
        assert attacker_of(lived).clients(index_keys, CLIENT_PARTS), caught


def seized_when_everybody_has_gone(lived: Journey) -> None:
    """S1: also with every cookie that there ever was."""
    for person in lived.people.values():
        if KEY_COOKIE in person.browser.cookies:
            person.log_out()
    assert found_in(lived) == []
    old = [token for person in lived.people.values() for token in person.browser.every_cookie.get(KEY_COOKIE, ())]
    attacker = attacker_of(lived, cookies=old)
    assert not [sealed for sealed in attacker.sealed() if sealed.kind == "session"]
    assert attacker.attack().opened == {}


def the_search_finds_a_leak(lived: Journey) -> None:
    """A server that writes one text in clear is found out, also when the text has been deleted since."""
    leak, change = Canary(999), "UPDATE react_cases_sealedtext SET ciphertext = %s WHERE id = %s"
    (lived.site.folder / "tmp" / "upload").write_text(f"{{'text': {leak.kyrgyz!a}}}")
    lived.site.mails.append(leak.text.encode("utf-16"))
    with as_owner(lived.site.database) as connection:
        select = "SELECT id, ciphertext FROM react_cases_sealedtext ORDER BY id LIMIT 1"
        number, before = connection.execute(select).fetchone()
        connection.execute(change, [leak.long.encode(), number])
        assert {"table", "file", "mail"} <= places_of(found_in(lived))
        connection.execute(change, [before, number])
    if settings.EMBEDDED_DATABASE:
        raw = raw_database(lived.site.database, lived.since)
        assert {"database", "journal"} & places_of(found_in(lived, raw))


def found_in(lived: Journey, places: Found | None = None) -> list[str]:
    """What is found of everything that was typed, with the place; everywhere, or in these places."""
    searcher = Searcher([*STEMS.values(), FOLDED], lived.cage.secrets)
    hits: set[str] = set()
    looked_through: Counter[str] = Counter()
    for where, data in places or everything(lived.site, lived.since):
        looked_through[where.split()[0]] += len(data)
        for hit in searcher.search(where, data):
            owner = lived.cage.owner(hit.around.decode(errors="replace"))
            hits.add(f"{hit.where}: {hit.packed}{hit.spelling} of {hit.name}: {owner}")
    kinds = {"file", "process", "mail", "table"} | ({"database", "journal"} if settings.EMBEDDED_DATABASE else set())
    assert places or kinds <= set(looked_through), looked_through
    return sorted(hits)


def places_of(hits: list[str]) -> set[str]:
    """The kinds of places where something was found."""
    return {hit.partition(":")[0].split()[0] for hit in hits}


def attacker_of(lived: Journey, **more: object) -> Attacker:
    """Somebody with the whole disk, and what they have caught besides."""
    return Attacker(rows_of(lived.site.database), lived.site.environment, Path(settings.BASE_DIR), **more)


def opened_by(lived: Journey, **more: object) -> Loot:
    """What somebody opens who has caught something more than the server."""
    return attacker_of(lived, **more).attack(is_thorough=False)
