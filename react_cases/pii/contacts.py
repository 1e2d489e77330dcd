"""E-mail addresses, accounts, bank cards and telephone numbers.

Every pattern reads the clean text; every repeat is bounded and every pattern begins at a boundary, so that a hostile
text costs no more than a long one.
"""

from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.patterns import Later
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.spoken import spoken_behind, spoken_numbers

_EMAIL = Later(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w.+-])[a-z0-9][\w.+-]{1,40}\s?(?:\(at\)|\[at\]|собака)\s?[a-z0-9-]{2,30}\s?(?:\.|точка)\s?[a-z]{2,6}(?!\w)"
)
_SAID = (
    r"(?:(?:нижнее\s|ниж\s|нижний\s)?подч[её]рк\w{0,8}|under\s?score|андерскор\w?|астыңкы\sсызык\w?|алдыңкы\sсызык\w?)"
)
_DOT = r"(?:точка|dot|чекит|тире|дефис|dash)"
_PIECE = r"[a-zа-яөүң0-9]{1,20}"
_SPOKEN_EMAIL = Later(
    rf"(?<!\w){_PIECE}(?:\s(?:{_SAID}|{_DOT})\s{_PIECE}){{0,3}}\s(?:собака|at)\s"
    r"(?:g\s?mail|джи?\s?мэ?[йи]л|гмэ?[йи]л|mail|мэ?[йе]?[йи]?л|yandex|яндекс|inbox|инбокс|bk|бк|list|лист|proton\s?mail|протон\w{0,5}|icloud"
    r"|yahoo|outlook|rambler|рамблер)\s(?:точка|dot|чекит)\s(?:ru|ру|com|ком|kg|кг|кейджи|net|нет|org|орг|me|ми)(?!\w)"
)
_SAYS_AT = Later(r"\s(?:собака|at)\s[^\W\d]{2,10}\s(?:[^\W\d]{2,5}\s)?(?:точка|dot|чекит)\s")
_SAYS_LINE = Later(r"подч[её]рк|under\s?score|андерскор|\sсызык")
"""What only some texts hold: most are not searched for accounts in words."""
_SPOKEN_HANDLE = Later(
    rf"(?<!\w)(?:(?:собака|at\ssign|at)\s)?({_PIECE}\s{_SAID}(?:\s{_PIECE}){{1,2}}?(?:\s(?:{_SAID}|{_DOT})\s{_PIECE}){{0,2}})(?!\w)"
)
_SPOKEN_AFTER_NETWORK = Later(
    r"(?<!\w)(?:телегр\w{1,4}|инстагр\w{1,4}|инст[ае]|тикток\w?|telegram|instagram|insta|tiktok|nick(?:name)?|ник)(?:\s(?:is|name|мой|мой\sник|аты))?"
    rf"\s((?:собака\s|at\s){_PIECE}(?:\s{_DOT}\s{_PIECE}){{0,2}}|{_PIECE}(?:\s{_DOT}\s{_PIECE}){{1,2}})(?!\w)"
)
_AT = Later(r"(?<![\w@.])@[a-z0-9_.]{2,31}(?<!\.)")
_SITES = (
    r"t\.me|telegram\.me|instagram\.com|instagr\.am|facebook\.com|fb\.com|vk\.com|ok\.ru|tiktok\.com|wa\.me"
    r"|x\.com|twitter\.com|youtube\.com|threads\.net|m\.me|linkedin\.com|mamba\.ru|badoo\.com"
)
_LINK = Later(rf"(?<![\w.@])(?:https?://)?(?:www\.|m\.)?(?:{_SITES})/@?[\w./?=&%+-]{{2,80}}(?<![.,?])")
_NETWORK = (
    r"ник(?:нейм\w{0,3}|ом|е|у)?|логин\w{0,3}|аккаунт\w{0,3}|профил\w{1,3}|телеграмм?\w{0,3}|телега|инстаграмм?\w{0,3}"
    r"|инст[ае]|тикток\w{0,3}|фейсбук\w{0,3}|nick(?:name)?|username|login|account|profile|telegram|instagram|insta"
    r"|tiktok|facebook|viber|imo|tg|тг"
)
_NAMED_HANDLE = Later(
    rf"(?<!\w)(?:{_NETWORK})(?:\s(?:name|handle|is|аты|под|ник|ником))?\s?[:—-]?\s?\"?"
    r"([a-z][a-z0-9]{0,20}(?:[_.][a-z0-9_.]{1,20}|\d[a-z0-9_.]{0,20})(?<!\.))(?!\w)"
)

_CARD = Later(r"(?<![\d+])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")
_IN_FOURS = Later(r"(?:[2456]\d|9[14])\d\d(?: \d{4}){3}|(?:[2456]\d|9[14])\d\d(?:-\d{4}){3}")
"""As banks print their cards and as nothing else is written."""
_NO_CARD = Later(
    r"(?:уч[её]т\w?|заказ\w?|договор\w?|дел[оау]|order|invoice|case|серийн\w{2,3}|imei|№)\s?(?:№|no\.?)?\s?$"
)
_SPOKEN_CARD = range(14, 21)
_SPOKEN_PIN = range(13, 16)
"""How many digits (about) such numbers have when they are spoken."""
_FIRST_OF_PIN = Later(r"(?:один|два|бир|эки|one|two)(?!\w)")
_SUM = Later(r"миң|тысяч|thousand")
_CARD_WORD = Later(r"карт|card|виза|visa|элкарт|elcart|elkart|master|счёт|счет|эсеп")

_SEPARATOR = r"[\s().-]{0,3}"
_INTERNATIONAL = Later(
    rf"(?<![\w+/№])(?:\(?\+{_SEPARATOR}\d(?:{_SEPARATOR}\d){{8,13}}"
    rf"|00{_SEPARATOR}996(?:{_SEPARATOR}\d){{9}}|996(?:{_SEPARATOR}\d){{9}})(?![\d/])"
)
_LOCAL = Later(
    rf"(?<![\w+/№.,])(?:\(?0\)?{_SEPARATOR}\d{{2,3}}\)?(?:{_SEPARATOR}\d){{6,7}}"
    r"|8[\s-]?\(?\d{3}\)?[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2})(?![\d/])"
)
_PHONE_WORD = (
    r"тел(?:ефон\w{0,4}|\.)?|сот(?:ка|ке|овый|овая|\.|овы\w{1,3})|моб(?:ильн\w{1,3}|\.)|номер\w{0,5}|ватсапп?\w{0,3}"
    r"|вотсапп?\w{0,3}|вацап\w{0,3}|whatsapp|watsapp|phone|mobile|cell|tel\.?|number|вайбер\w{0,3}|viber"
    r"|чал(?:ып|са|ыңыз|са\w{1,4})|звонить|позвонить|звоните|call"
)
_NAMED_PHONE = Later(
    rf"(?<!\w)(?:{_PHONE_WORD})(?:\s(?:номер\w{{0,4}}|на|по|с|is|me|at|on|her|his|was|from|номера))?{_SEPARATOR}[:—№]?\s?"
    r"(\+?\d(?:[\s()-]{0,2}\d){5,12})(?![\d/])"
)
_NOT_A_PHONE = Later(r"(?:№|дел[оау]|стать\w{0,3}|case|article|order|ордер\w{0,2}|протокол\w{0,2})\s?(?:№|no\.?)?\s?$")
_DAY_LIKE = Later(r"[0-3]?\d[.-][01]?\d[.-](?:19|20)?\d{2}|(?:19|20)\d{2}[.-]\d{1,2}[.-]\d{1,2}")


def find_emails(text: Prepared) -> Iterator[Finding]:
    """`asel.k@example.kg`, also `asel(at)example.kg` and in words: `асель точка к собака мэйл точка ру`."""
    # The longer first: of «нурик точка ош собака gmail точка com» the other pattern reads a part only.
    if _SAYS_AT.search(text.lower):
        for match in _SPOKEN_EMAIL.finditer(text.lower):
            yield RULES["email.address"].finding(*match.span())
    for match in _EMAIL.finditer(text.lower):
        yield RULES["email.address"].finding(*match.span())


def find_handles(text: Prepared) -> Iterator[Finding]:
    """`@ulan_kg01`, `t.me/ulan_kg01`, `ник ulan_kg01`."""
    for match in _LINK.finditer(text.lower):
        yield RULES["handle.link"].finding(*match.span())
    for match in _AT.finditer(text.lower):
        yield RULES["handle.at"].finding(*match.span())
    spoken = (_SPOKEN_HANDLE,) if _SAYS_LINE.search(text.lower) else ()
    for pattern in (_NAMED_HANDLE, *spoken, _SPOKEN_AFTER_NETWORK):
        for match in pattern.finditer(text.lower):
            yield RULES["handle.named"].finding(*match.span(1))


def find_cards(text: Prepared) -> Iterator[Finding]:
    """`4111 1111 1111 1111`, by check digit or by the word card."""
    for match in _CARD.finditer(text.figures):
        start, end = match.span()
        around = text.figures[max(0, start - 40) : start] + text.figures[end : end + 15]
        if has_right_check_digit(match.group()):
            yield RULES["card.checked"].finding(start, end)
        elif _CARD_WORD.search(around) or _is_printed_card(text.figures, start, end):
            yield RULES["card.named"].finding(start, end)
    for match in _CARD_WORD.finditer(text.lower):
        for start, end, digits in spoken_behind(text.lower, match.end()):
            if digits in _SPOKEN_CARD:
                yield RULES["card.named"].finding(start, end)


def _is_printed_card(lower: str, start: int, end: int) -> bool:
    return _IN_FOURS.fullmatch(lower, start, end) is not None and not _NO_CARD.search(lower, max(0, start - 20), start)


def find_phones(text: Prepared) -> Iterator[Finding]:
    """`+996 (555) 12-34-56`, `0555 123456`, `тел. 66-42-18`, `ноль пятьсот пятьдесят пять …`.

    A spoken number of fourteen digits that begins as personal numbers do is one.
    """
    for match in _INTERNATIONAL.finditer(text.figures):
        yield _trimmed("phone.international", text.figures, *match.span())
    for match in _LOCAL.finditer(text.figures):
        if not _NOT_A_PHONE.search(text.figures[max(0, match.start() - 20) : match.start()]):
            yield _trimmed("phone.local", text.figures, *match.span())
    for match in _NAMED_PHONE.finditer(text.figures):
        if not _DAY_LIKE.fullmatch(match.group(1)):
            yield RULES["phone.named"].finding(*match.span(1))
    for start, end, digits in spoken_numbers(text.lower):
        if digits in _SPOKEN_PIN and _FIRST_OF_PIN.match(text.lower, start):
            yield RULES["pin.named"].finding(start, end)
        elif 8 <= digits <= 15 and not _SUM.search(text.lower, start, end):
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
