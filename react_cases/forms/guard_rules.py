"""The rules of the personal-data guard in words that are translated; the rules themselves know no translation."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULE_WORDS: dict[str, Promise] = {
    "email.address": _("An e-mail address."),
    "handle.at": _("A name of an account written with @."),
    "handle.link": _("A link to a profile in a messenger or social network."),
    "handle.named": _("A Latin word after nickname, Telegram, Instagram and the like."),
    "pin.digits": _("Fourteen digits that hold a sex and a possible date of birth."),
    "pin.named": _("Fourteen digits after a word such as PIN or personal number."),
    "card.checked": _("A card number whose check digit is right."),
    "card.named": _("Sixteen to nineteen digits beside a word such as card."),
    "passport.series": _("A series such as ID or AN and seven digits."),
    "passport.named": _("A document number after the word passport."),
    "plate.region": _("A Kyrgyz number plate with its region, such as 01 KG 123 ABC."),
    "plate.named": _("An older number plate beside a word such as car or plate."),
    "phone.international": _("A telephone number that begins with + or a country code."),
    "phone.local": _("A telephone number that begins with 0 or 8."),
    "phone.named": _("Digits after a word such as telephone, number or WhatsApp."),
    "phone.spoken": _("A telephone number spelt in words, as voice typing writes it."),
    "dob.date": _("A day beside a word about birth."),
    "date.day": _("An exact day."),
    "address.street": _("A street by its kind and name, with house and flat."),
    "address.district": _("A numbered or named microdistrict, with house and flat."),
    "address.house": _("A street by its adjective alone with a house number."),
    "address.flat": _("A house and flat number alone."),
    "org.state": _("A body of the state with its place, such as a district police department."),
    "org.numbered": _("A school, clinic, colony and the like with its number."),
    "org.quoted": _("A café, company, fund and the like with its name in quotation marks."),
    "org.named": _("A company, fund or institution by its name."),
    "place.village": _("A place after the word village, town and the like."),
    "place.district": _("A place before the word district, oblast and the like."),
    "place.list": _("A town, oblast or district of the list of places."),
    "place.after_in": _("An unknown word with a capital after в or in."),
    "place.small": _("A village or small town of the list of places."),
    "name.patronymic": _("A patronymic, such as Токтосуновна."),
    "name.first": _("A first name of the list, in any case ending."),
    "name.typo": _("A word one letter away from a first name of the list, with a cue or in name position."),
    "name.surname": _("A word that ends as surnames do."),
    "name.dictionary": _("A word that the Russian dictionary knows as a name or surname."),
    "name.part": _("A word built from Kyrgyz name parts, such as -бек or -гүл."),
    "name.joined": _("Words joined by уулу or кызы."),
    "name.cue": _("A word after or before a cue: rank, kinship, called, эже, аттуу."),
    "name.speech": _("A word in the place of somebody who speaks or acts."),
    "name.neighbour": _("A word beside an accepted name."),
    "name.later_form": _("A later form of an accepted name."),
    "name.ner": _("A name that the optional recognition model found."),
    "name.unknown": _("A capitalised word inside a sentence that no dictionary knows."),
}
"""Code of a rule -> the sentence of `react_cases.pii.rules`; a test holds both together."""


def rule_words(code: str) -> str:
    """A rule in the reader's language; its code where the rule is gone and only its counts are left."""
    return str(RULE_WORDS.get(code, code))
