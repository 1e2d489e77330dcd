"""E-mail addresses, accounts, bank cards and telephone numbers.

Every pattern reads the clean text; every repeat is bounded and every pattern begins at a boundary, so that a hostile
text costs no more than a long one.
"""

import re
from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.spoken import spoken_numbers

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w.+-])[a-z0-9][\w.+-]{1,40}\s?(?:\(at\)|\[at\]|собака)\s?[a-z0-9-]{2,30}\s?(?:\.|точка)\s?[a-z]{2,6}(?!\w)"
)
_AT = re.compile(r"(?<![\w@.])@[a-z0-9_.]{2,31}(?<!\.)")
_SITES = (
    r"t\.me|telegram\.me|instagram\.com|instagr\.am|facebook\.com|fb\.com|vk\.com|ok\.ru|tiktok\.com|wa\.me"
    r"|x\.com|twitter\.com|youtube\.com|threads\.net|m\.me|linkedin\.com|mamba\.ru|badoo\.com"
)
_LINK = re.compile(rf"(?<![\w.@])(?:https?://)?(?:www\.|m\.)?(?:{_SITES})/@?[\w./?=&%+-]{{2,80}}(?<![.,?])")
_NETWORK = (
    r"ник(?:нейм\w{0,3}|ом|е|у)?|логин\w{0,3}|аккаунт\w{0,3}|профил\w{1,3}|телеграмм?\w{0,3}|телега|инстаграмм?\w{0,3}"
    r"|инст[ае]|тикток\w{0,3}|фейсбук\w{0,3}|nick(?:name)?|username|login|account|profile|telegram|instagram|insta"
    r"|tiktok|facebook|viber|imo|tg|тг"
)
_NAMED_HANDLE = re.compile(
    rf"(?<!\w)(?:{_NETWORK})(?:\s(?:name|handle|is|аты|под|ник|ником))?\s?[:—-]?\s?\"?"
    r"([a-z][a-z0-9]{0,20}(?:[_.][a-z0-9_.]{1,20}|\d[a-z0-9_.]{0,20})(?<!\.))(?!\w)"
)

_CARD = re.compile(r"(?<![\d+])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")
_CARD_WORD = re.compile(r"карт|card|виза|visa|элкарт|elcart|elkart|master|счёт|счет|эсеп")

_SEPARATOR = r"[\s().-]{0,3}"
_INTERNATIONAL = re.compile(
    rf"(?<![\w+/№])(?:\(?\+{_SEPARATOR}\d(?:{_SEPARATOR}\d){{8,13}}"
    rf"|00{_SEPARATOR}996(?:{_SEPARATOR}\d){{9}}|996(?:{_SEPARATOR}\d){{9}})(?![\d/])"
)
_LOCAL = re.compile(
    rf"(?<![\w+/№.,])(?:\(?0\)?{_SEPARATOR}\d{{2,3}}\)?(?:{_SEPARATOR}\d){{6,7}}"
    r"|8[\s-]?\(?\d{3}\)?[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2})(?![\d/])"
)
_PHONE_WORD = (
    r"тел(?:ефон\w{0,4}|\.)?|сот(?:ка|ке|овый|овая|\.|овы\w{1,3})|моб(?:ильн\w{1,3}|\.)|номер\w{0,5}|ватсапп?\w{0,3}"
    r"|вотсапп?\w{0,3}|вацап\w{0,3}|whatsapp|watsapp|phone|mobile|cell|tel\.?|number|вайбер\w{0,3}|viber"
    r"|чал(?:ып|са|ыңыз|са\w{1,4})|звонить|позвонить|звоните|call"
)
_NAMED_PHONE = re.compile(
    rf"(?<!\w)(?:{_PHONE_WORD})(?:\s(?:номер\w{{0,4}}|на|по|с|is|me|at|on|her|his|was|from|номера))?{_SEPARATOR}[:—№]?\s?"
    r"(\+?\d(?:[\s()-]{0,2}\d){5,12})(?![\d/])"
)
_NOT_A_PHONE = re.compile(
    r"(?:№|дел[оау]|стать\w{0,3}|case|article|order|ордер\w{0,2}|протокол\w{0,2})\s?(?:№|no\.?)?\s?$"
)
_DAY_LIKE = re.compile(r"[0-3]?\d[.-][01]?\d[.-](?:19|20)?\d{2}|(?:19|20)\d{2}[.-]\d{1,2}[.-]\d{1,2}")


def find_emails(text: Prepared) -> Iterator[Finding]:
    """`asel.k@example.kg`, also `asel(at)example.kg`."""
    for match in _EMAIL.finditer(text.lower):
        yield RULES["email.address"].finding(*match.span())


def find_handles(text: Prepared) -> Iterator[Finding]:
    """`@ulan_kg01`, `t.me/ulan_kg01`, `ник ulan_kg01`."""
    for match in _LINK.finditer(text.lower):
        yield RULES["handle.link"].finding(*match.span())
    for match in _AT.finditer(text.lower):
        yield RULES["handle.at"].finding(*match.span())
    for match in _NAMED_HANDLE.finditer(text.lower):
        yield RULES["handle.named"].finding(*match.span(1))


def find_cards(text: Prepared) -> Iterator[Finding]:
    """`4111 1111 1111 1111`, by check digit or by the word card."""
    for match in _CARD.finditer(text.lower):
        start, end = match.span()
        around = text.lower[max(0, start - 40) : start] + text.lower[end : end + 15]
        if has_right_check_digit(match.group()):
            yield RULES["card.checked"].finding(start, end)
        elif _CARD_WORD.search(around):
            yield RULES["card.named"].finding(start, end)


def find_phones(text: Prepared) -> Iterator[Finding]:
    """`+996 (555) 12-34-56`, `0555 123456`, `тел. 66-42-18`, `ноль пятьсот пятьдесят пять …`."""
    for match in _INTERNATIONAL.finditer(text.lower):
        yield _trimmed("phone.international", text.lower, *match.span())
    for match in _LOCAL.finditer(text.lower):
        if not _NOT_A_PHONE.search(text.lower[max(0, match.start() - 20) : match.start()]):
            yield _trimmed("phone.local", text.lower, *match.span())
    for match in _NAMED_PHONE.finditer(text.lower):
        if not _DAY_LIKE.fullmatch(match.group(1)):
            yield RULES["phone.named"].finding(*match.span(1))
    for start, end, digits in spoken_numbers(text.lower):
        if 8 <= digits <= 15:
            yield RULES["phone.spoken"].finding(start, end)


def _trimmed(code: str, text: str, start: int, end: int) -> Finding:
    """A finding without an opening bracket that is not closed inside."""
    if text[start] == "(" and ")" not in text[start:end]:
        start += 1
    return RULES[code].finding(start, end)


def has_right_check_digit(number: str) -> bool:
    """Luhn's check over the digits of a card number."""
    total = 0
    for index, char in enumerate(reversed([char for char in number if char.isdigit()])):
        digit = int(char) * (1 + index % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
