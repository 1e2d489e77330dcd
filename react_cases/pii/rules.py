"""Every rule of the guard by its code: what it finds, how sure it is, and one sentence for administrators.

Administrators read accepted and rejected counts per rule, so a code is never used again for something else. A rule
of the name layer has no fixed confidence: the words around a name raise or lower it (`names/scores.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from react_cases.pii.findings import Finding, Label

SURE = 0.95
LIKELY = 0.7
POSSIBLE = 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code `<layer>.<name>`, its label, its confidence and what it means."""

    code: str
    label: Label
    confidence: float
    meaning: str

    def finding(self, start: int, end: int) -> Finding:
        """A finding of this rule at its own confidence."""
        return Finding(start, end, self.label, self.confidence, self.code)


def _rules() -> Iterator[Rule]:
    yield Rule("email.address", Label.EMAIL, SURE, "An e-mail address.")
    yield Rule("handle.at", Label.HANDLE, SURE, "A name of an account written with @.")
    yield Rule("handle.link", Label.HANDLE, SURE, "A link to a profile in a messenger or social network.")
    yield Rule("handle.named", Label.HANDLE, SURE, "A Latin word after nickname, Telegram, Instagram and the like.")
    yield Rule("pin.digits", Label.PIN, SURE, "Fourteen digits that hold a sex and a possible date of birth.")
    yield Rule("pin.named", Label.PIN, SURE, "Fourteen digits after a word such as PIN or personal number.")
    yield Rule("card.checked", Label.CARD, SURE, "A card number whose check digit is right.")
    yield Rule("card.named", Label.CARD, SURE, "Sixteen to nineteen digits beside a word such as card.")
    yield Rule("passport.series", Label.PASSPORT, SURE, "A series such as ID or AN and seven digits.")
    yield Rule("passport.named", Label.PASSPORT, SURE, "A document number after the word passport.")
    yield Rule("plate.region", Label.PLATE, SURE, "A Kyrgyz number plate with its region, such as 01 KG 123 ABC.")
    yield Rule("plate.named", Label.PLATE, SURE, "An older number plate beside a word such as car or plate.")
    yield Rule("phone.international", Label.PHONE, SURE, "A telephone number that begins with + or a country code.")
    yield Rule("phone.local", Label.PHONE, SURE, "A telephone number that begins with 0 or 8.")
    yield Rule("phone.named", Label.PHONE, SURE, "Digits after a word such as telephone, number or WhatsApp.")
    yield Rule("phone.spoken", Label.PHONE, SURE, "A telephone number spelt in words, as voice typing writes it.")
    yield Rule("dob.date", Label.DOB, SURE, "A day beside a word about birth.")
    yield Rule("date.day", Label.DATE, POSSIBLE, "An exact day.")
    yield Rule("address.street", Label.ADDRESS, SURE, "A street by its kind and name, with house and flat.")
    yield Rule("address.district", Label.ADDRESS, SURE, "A numbered or named microdistrict, with house and flat.")
    yield Rule("address.house", Label.ADDRESS, SURE, "A street by its adjective alone with a house number.")
    yield Rule("address.flat", Label.ADDRESS, SURE, "A house and flat number alone.")
    yield Rule(
        "org.state", Label.ORG, POSSIBLE, "A body of the state with its place, such as a district police department."
    )
    yield Rule("org.numbered", Label.ORG, LIKELY, "A school, clinic, colony and the like with its number.")
    yield Rule("org.quoted", Label.ORG, LIKELY, "A café, company, fund and the like with its name in quotation marks.")
    yield Rule("org.named", Label.ORG, LIKELY, "A company, fund or institution by its name.")
    yield Rule("place.village", Label.PLACE, LIKELY, "A place after the word village, town and the like.")
    yield Rule("place.district", Label.PLACE, POSSIBLE, "A place before the word district, oblast and the like.")
    yield Rule("place.list", Label.PLACE, POSSIBLE, "A town, oblast or district of the list of places.")
    yield Rule("place.after_in", Label.PLACE, LIKELY, "An unknown word with a capital after в or in.")
    yield Rule("place.small", Label.PLACE, LIKELY, "A village or small town of the list of places.")
    yield from _name_rules()


def _name_rules() -> Iterator[Rule]:
    for code, meaning in (
        ("patronymic", "A patronymic, such as Токтосуновна."),
        ("first", "A first name of the list, in any case ending."),
        ("typo", "A word one letter away from a first name of the list, with a cue or in name position."),
        ("surname", "A word that ends as surnames do."),
        ("dictionary", "A word that the Russian dictionary knows as a name or surname."),
        ("part", "A word built from Kyrgyz name parts, such as -бек or -гүл."),
        ("joined", "Words joined by уулу or кызы."),
        ("cue", "A word after or before a cue: rank, kinship, called, эже, аттуу."),
        ("speech", "A word in the place of somebody who speaks or acts."),
        ("neighbour", "A word beside an accepted name."),
        ("later_form", "A later form of an accepted name."),
        ("ner", "A name that the optional recognition model found."),
        ("unknown", "A capitalised word inside a sentence that no dictionary knows."),
    ):
        yield Rule(f"name.{code}", Label.PERSON, LIKELY, meaning)


RULES: dict[str, Rule] = {rule.code: rule for rule in _rules()}
