"""Who can read which case, told once more in a few sentences of plain Python: an oracle for the vaults in members mode.

It knows nothing of the program. A key is a name and a number: ("amina", 2) is Amina's second key. A vault is a list of
generations, each the set of keys that it was granted to. Where a renewal was interrupted it is unknown which cases are
still under the generation before: then `reads` answers None.
"""

from dataclasses import dataclass, field

COUNTRY = "the programme"

Key = tuple[str, int]


class Refused(Exception):
    """The people's rules forbid it: nothing changes."""


@dataclass
class Person:
    """Somebody with a role: "documenter", "mentor" or "coordinator"."""

    role: str
    places: set[str]
    """Where a documenter records, and whom a mentor looks after."""
    key: int = 0
    is_admitted: bool = False
    has_left: bool = False


@dataclass
class Told:
    """A case. Each set holds what is possible; one member is certainty."""

    author: str
    place: str
    is_sent: bool = False
    is_erased: bool = False
    direct: set[Key] = field(default_factory=set)
    under: dict[str, set[int]] = field(default_factory=dict)
    """Owner of a vault -> generation."""


class Model:
    """People, vaults, cases."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.vaults: dict[str, list[set[Key]]] = {}
        self.cases: dict[int, Told] = {}

    # Questions

    def key_of(self, name: str) -> Key:
        return name, self.people[name].key

    def entitled(self, owner: str) -> list[str]:
        role = "coordinator" if owner == COUNTRY else "mentor"
        return [
            name
            for name, person in self.people.items()
            if person.role == role and not person.has_left and (owner == COUNTRY or owner in person.places)
        ]

    def owners_of(self, name: str) -> list[str]:
        return [owner for owner in (COUNTRY, "A", "B") if name in self.entitled(owner)]

    def now(self, owner: str) -> int:
        return len(self.vaults[owner]) - 1

    def holders(self, owner: str) -> list[str]:
        """Who holds the present generation, and still may."""
        if owner not in self.vaults:
            return []
        return [name for name in self.entitled(owner) if self.key_of(name) in self.vaults[owner][-1]]

    def sees(self, name: str, told: Told) -> bool:
        person = self.people[name]
        if person.has_left:
            return False
        if person.role == "documenter":
            return told.author == name and told.place in person.places
        return told.is_sent and (person.role == "coordinator" or told.place in person.places)

    def reads(self, name: str, case: int) -> bool | None:
        told = self.cases[case]
        if told.is_erased or not self.people[name].key or not self.sees(name, told):
            return False
        key = self.key_of(name)
        ways = [{way == key for way in told.direct}]
        ways += [{key in self.vaults[owner][number] for number in told.under[owner]} for owner in told.under]
        if any(way == {True} for way in ways):
            return True
        return None if any(True in way for way in ways) else False

    # What happens

    def new_key(self, name: str) -> None:
        """The first one, or another because the one before is lost. It opens nothing that was there before."""
        self.people[name].key += 1
        self.people[name].is_admitted = False
        for owner in self.owners_of(name):
            self.begin(owner)

    def begin(self, owner: str) -> None:
        """A vault that nobody ever held begins with whoever may hold it and came first."""
        first = next((name for name in self.entitled(owner) if self.people[name].key), None)
        if owner not in self.vaults and first is not None:
            self.vaults[owner] = [{self.key_of(first)}]
            self.people[first].is_admitted = True

    def start(self, case: int, author: str, place: str) -> None:
        self.cases[case] = told = Told(author, place, direct={self.key_of(author)})
        self._share(told, place)

    def send(self, case: int) -> None:
        told = self.cases[case]
        told.is_sent = True
        self._share(told, told.place, COUNTRY)

    def erase(self, case: int) -> None:
        self.cases[case].is_erased = True

    def admit(self, name: str, by: str) -> None:
        actor, person = self.people[by], self.people[name]
        may = {owner for owner in ("A", "B", COUNTRY) if actor.role == "coordinator" or owner in actor.places}
        places = may & (person.places if person.role == "documenter" else set(self.owners_of(name)))
        for owner in places:
            self.begin(owner)
        # Whoever says "this is her key" reads there, or in the whole programme.
        if by == name or not any(by in self.holders(owner) for owner in places | ({COUNTRY} if places else set())):
            raise Refused
        person.is_admitted = True
        for owner in self.owners_of(name):
            self.begin(owner)
            if owner not in self.vaults or owner not in may or name in self.holders(owner):
                continue
            if by in self.holders(owner):
                self.vaults[owner][-1].add(self.key_of(name))
            elif owner != COUNTRY and by in self.holders(COUNTRY) and not self.holders(owner):
                self.vaults[owner].append({self.key_of(name)})
        self.go_on(by, is_whole=True)

    def go_on(self, by: str, *, is_whole: bool) -> None:
        """Give on what one holds to whoever should hold it too; all of it, or an unknown part."""
        key = self.key_of(by)
        held = {
            owner: {number for number, keys in enumerate(found) if key in keys} for owner, found in self.vaults.items()
        }
        for told in self.cases.values():
            if told.is_erased:
                continue
            for owner, numbers in told.under.items():
                renewed = {self.now(owner) if number in held[owner] else number for number in numbers}
                self._moved(told, owner, renewed, is_whole)
            # In whose name it can be given on: certainly where each possible generation is held.
            through = [(numbers, held[owner]) for owner, numbers in told.under.items()]
            if any(numbers & mine for numbers, mine in through):
                self._given_on(told, by, is_whole and any(numbers <= mine for numbers, mine in through))

    def _given_on(self, told: Told, by: str, is_whole: bool) -> None:
        if told.is_sent and self.sees(by, told):
            for owner in (told.place, COUNTRY):
                if owner in self.vaults:
                    self._moved(told, owner, {self.now(owner)}, is_whole)
        author = self.people[told.author]
        if author.is_admitted and told.place in author.places and not author.has_left:
            wanted = {self.key_of(told.author)}
            told.direct = wanted if is_whole else told.direct | wanted

    def hand_over(self, author: str, heir: str, place: str, by: str) -> None:
        """Whoever hands cases over gives their keys, as far as they hold them."""
        key, person = self.key_of(by), self.people[heir]
        for told in self.cases.values():
            if (told.author, told.place) == (author, place) and not told.is_erased:
                told.author = heir
            if (told.author, told.place) == (heir, place) and not told.is_erased and person.is_admitted:
                ways = [{key in self.vaults[owner][number] for number in told.under[owner]} for owner in told.under]
                if any(True in way for way in ways):
                    wanted = {self.key_of(heir)}
                    told.direct = wanted if any(way == {True} for way in ways) else told.direct | wanted

    def look_after(self, name: str, places: set[str]) -> None:
        """Other organisations for a mentor. Who gives one up loses its vault at once; new cases go to a new one."""
        person = self.people[name]
        lost = person.places - places
        for owner in lost:
            self._require_other(owner, name)
        person.places = set(places)
        for owner in lost:
            self._without(owner, name)

    def leave(self, name: str) -> None:
        owners = self.owners_of(name)
        for owner in owners:
            self._require_other(owner, name)
        self.people[name].has_left = True
        for owner in owners:
            self._without(owner, name)

    def _held(self, owner: str, name: str) -> bool:
        return any(self.key_of(name) in held for held in self.vaults.get(owner, []))

    def _require_other(self, owner: str, name: str) -> None:
        if self._held(owner, name) and not [other for other in self.holders(owner) if other != name]:
            raise Refused

    def _without(self, owner: str, name: str) -> None:
        if self._held(owner, name):
            for held in self.vaults[owner]:
                held.discard(self.key_of(name))
            self.vaults[owner].append({self.key_of(other) for other in self.holders(owner)})

    def _share(self, told: Told, *owners: str) -> None:
        for owner in owners:
            self.begin(owner)
            if owner in self.vaults:
                told.under[owner] = {self.now(owner)}

    @staticmethod
    def _moved(told: Told, owner: str, numbers: set[int], is_whole: bool) -> None:
        told.under[owner] = numbers if is_whole else told.under.get(owner, set()) | numbers
