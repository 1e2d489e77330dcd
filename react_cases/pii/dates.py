"""Exact days, and days of birth, in figures and in words of three languages, with a year, a month, or neither."""

import re
from collections.abc import Iterator
from itertools import chain

from react_cases.pii import calendar_words as say
from react_cases.pii.calendar_words import DAY, MONTH, YEAR
from react_cases.pii.findings import Finding
from react_cases.pii.patterns import Group
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

_RULE = "date.day"
_START = r"(?<![\d/.,-])"
_MONTH_STANDS = re.compile(
    "январ|феврал|март|апрел|ма[йяею]|ию[нл]|август|ябр|[а-я](?:бр|юл|ул|юн|вар|рал|рел)я|янв|фев|мар|апр|авг|сен|окт"
    "|ноя|дек|айы|куран|бугу|кулжа|теке|оона|бр[дгы]"
    "|yan|fev|i[yu]u?[nl]|[iy]u[nl]|noya|av[gq]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
)
_WITH_MONTH = (
    # Kyrgyz before Russian: «12-мартта» begins with «12-март».
    rf"{_START}{say.YEAR_BEFORE_KY}{say.FIGURE_KY}(?:{say.JOIN_KY}{say.FIGURE_KY}){{0,2}}\s?-?\s?{say.MONTH_HYPHENED_KY}",
    rf"{_START}{say.FIGURE_KY}(?:{say.JOIN_KY}{say.FIGURE_KY}){{0,2}}\s?-\s?{say.MONTH_HYPHENED_KY}{say.YEAR_AFTER_KY}",
    rf"{_START}{say.FIGURE_RU}(?:{say.JOIN_RU}{say.FIGURE_RU}){{0,3}}[\s-]?{say.MONTH_RU}{say.YEAR_RU}",
    rf"(?<!\w)(?:{say.MONTH_RU})\s(?:{say.ORDERED_RU}|{DAY}\sчисла)(?!\w)",
    rf"{_START}{say.FIGURE_RU}(?:{say.JOIN_RU}{say.FIGURE_RU}){{0,2}}[\s-]{say.MONTH_LATIN}(?:\s{YEAR})?",
    rf"{_START}{say.FIGURE_KY}(?:{say.JOIN_KY}{say.FIGURE_KY}){{0,2}}\s{say.SURE_MONTH_KY}{say.YEAR_AFTER_KY}",
    rf"(?<!\w){say.ORDINAL_RU}(?:{say.JOIN_RU}{say.ORDINAL_RU}){{0,2}}\s{say.MONTH_RU}{say.YEAR_RU}",
    rf"(?<!\w){say.YEAR_BEFORE_KY}?{say.MONTH_OF_KY}{say.ON_DAY_KY}",
    rf"(?<!\w){say.YEAR_BEFORE_KY}?{say.ORDINAL_KY}(?:{say.JOIN_KY}{say.ORDINAL_KY})?\s{say.MONTH_KY}{say.YEAR_AFTER_KY}",
    rf"{_START}{say.FIGURE_EN}(?:{say.JOIN_EN}{say.FIGURE_EN}){{0,2}}[\s-](?:of\s)?{say.MONTH_EN}(?:-{YEAR}|{say.YEAR_EN})",
    rf"(?<!\w){say.MONTH_EN}\s(?:the\s)?{say.FIGURE_EN}(?:{say.JOIN_EN}{say.FIGURE_EN})?(?![:%]|,\d){say.YEAR_EN}",
    rf"(?<!\w){say.ORDINAL_EN}(?:{say.JOIN_EN}{say.ORDINAL_EN})?\s(?:day\s)?of\s{say.MONTH_EN}{say.YEAR_EN}",
    rf"(?<!\w){say.ORDINAL_EN}\s{say.MONTH_SURE_EN}{say.YEAR_EN}",
    rf"(?<!\w){say.MONTH_EN}\sthe\s{say.ORDINAL_EN}{say.YEAR_EN}",
    rf"(?<!\w)(?:{say.MONTH_SURE_EN}|march)\s{say.ORDINAL_EN}{say.YEAR_EN}",
)
_ROMAN = r"(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})"
_IN_FIGURES = (
    rf"(?<![\d/.-]){DAY}\s?[./-]\s?{MONTH}\s?[./-]\s?(?:{YEAR}|\d{{2}})(?![\d/]|-\d|\.\d)",
    rf"(?<![\d/.-]){YEAR}[./-]{MONTH}[./-]{DAY}(?![\d/-])",
    rf"(?<![\d/.-]){DAY}\s?[./-]\s?{_ROMAN}\s?[./-]\s?(?:{YEAR}|\d{{2}})(?![\d/-])",
    rf"(?<![\d/.-]){DAY}\s(?:0[1-9]|1[0-2])\s{YEAR}",
)
_SAID_AS_DAY = (
    r"(?=\s?[,.;:!?)]|\s?$|\s(?:утром|вечером|ночью|днём|днем|его|её|ее|их|меня|нас|он|она|они|я|мы|около|после|был"
    r"|пришл|задержал|забрал|освободил|выпустил|отпустил))"
)
_PART_OF_DAY_RU = (
    "утром|днём|днем|вечером|ночью|вчера|позавчера|сегодня|завтра|только|ещё|еще|уже|аж|до|после|к|от|с|на"
)
_SAID_AS_DAY_EN = (
    r"(?=\s?[,.;:!?)]|\s?$|\s(?:he|she|they|we|i|it|at|in|police|when|and|my|his|her|their|about|around|after|before"
    r"|just|again|a|two|three|someone|somebody|officers?)(?!\w))"
)
_BARE_DAY_ENDS = (
    r"\s?[.,;:!?)]|\s?$|\s(?:и|или|либо|по|на|до|он|она|они|мы|я|его|её|ее|их|был[аио]?|вечером|утром|ночью|днём|днем"
    r"|пришл|приш[её]л|приех|задерж|забра|вызва|отпуст|снова|опять|около|после|произош|случил|состо[яи]|будет|назнач"
    r"|позвон)"
)
_NOT_COUNTED = (
    r"(?!(?:\s(?:и|или|по)\s\d{1,2}-?го)?\s(?:класс|этаж|микрорайон|мкр|год|числ|ребен|ребён|дом|участк|отдел|курс|разряд|созыв|ранг|марш"
    r"|школ|размер|век|сорт|роддом|подъезд|уровн|тип|раза|рожд))"
)
_MORE_DAYS_EN = rf"(?:,\s(?:the\s)?{say.ORDERED_EN}){{0,3}},?\s(?:and|or|to|till|until)\s(?:the\s)?"
_EVERY_MONTH = r"(?!\sкаждого\sмесяца|\sследующего\sмесяца)"
_WITHOUT_MONTH = (
    rf"{_START}{DAY}(?:\s?-?\s?(?:го|ого|е|ое|му|ому))?\sчисл(?:а|о|у|ом|е)(?!\w){_EVERY_MONTH}",
    rf"(?<!\w){say.ORDINAL_RU}\sчисла(?!\w){_EVERY_MONTH}",
    rf"(?<!\w)в\sночь\s(?:на|с)\s((?:{say.FIGURE_RU}|{say.ORDINAL_RU})"
    rf"(?:\s(?:на|по)\s(?:{say.FIGURE_RU}|{say.ORDINAL_RU}))?)(?!\w|:|\s?час)",
    rf"(?<!\w)с\s({say.ORDERED_RU}\s(?:на|по)\s{DAY}\s?-?\s?(?:е|ое|число)(?!\w))",
    rf"(?<!\w)(?:{_PART_OF_DAY_RU})\s({say.ORDERED_RU}){_SAID_AS_DAY}",
    rf"{_START}{DAY}-?го(?={_BARE_DAY_ENDS}){_NOT_COUNTED}",
    rf"{_START}{DAY}-?(?:е|му|ое|ого|ому)(?=\s(?:и|по|на|до|или)\s{DAY}-?(?:го|е|ое|ого)(?!\w))",
    rf"(?<!\w)(?:по|на|и|к|до|или|либо)\s({DAY}-(?:е|му|ое|ого|ому)(?!\w))(?=\s?[.;!?)]|\s?$)",
    rf"(?<!\w)(?=двадцать|тридцать){say.ORDINAL_RU}(?={_BARE_DAY_ENDS}){_NOT_COUNTED}",
    rf"(?<!\w)айдын\s({say.ON_DAY_KY})",
    rf"{_START}({DAY}\s?-?(?:с?[ыиуү])н[аеө])\s(?:караган|чейин)",
    rf"{_START}{DAY}\s?-?\s?числос?[а-яөүң]{{0,6}}",
    rf"(?<!\w)(?:on|by|until|till|since|from|before|after|and|or|to|around|about)\sthe\s({say.ORDERED_EN}|{say.LATE_ORDINAL_EN}){_SAID_AS_DAY_EN}",
    rf"(?<=the\s){say.ORDERED_EN}(?={_MORE_DAYS_EN}{say.ORDERED_EN}{_SAID_AS_DAY_EN})",
    rf"(?<=th|st|nd|rd)(?:,|\s(?:and|or|to|till|until))\s({say.ORDERED_EN}){_SAID_AS_DAY_EN}",
    rf"(?<!\w)(?:night|evening|morning|afternoon)\s(?:of|before|after)\sthe\s({say.ORDERED_EN}|{say.ORDINAL_EN})(?!\w)",
    rf"(?<!\w)({say.ORDERED_EN}|{say.ORDINAL_EN})\sof\s(?:this|that|last|the)\s(?:same\s)?month",
)
_NO_MONTH_STANDS = re.compile(
    r"числ|ночь|двадцать|тридцать|айдын|караган|чейин|night|evening|morning|afternoon|month|\d-?(?:го|е|му|ого|ое)(?!\w)|\sthe\s(?:\d|t[ehw]|el|f[io]|s[ei]|ei|ni)"
)

_GROUPS = (
    Group(_RULE, re.compile(r"\d"), tuple(map(re.compile, _IN_FIGURES)), reach=20),
    Group(_RULE, _MONTH_STANDS, tuple(map(re.compile, _WITH_MONTH)), reach=60),
    Group(_RULE, _NO_MONTH_STANDS, tuple(map(re.compile, _WITHOUT_MONTH)), reach=50),
)

# A day and a month in figures without a year, which may be a sum, a section, a time or a house ------------------------

_SHORT = re.compile(
    r"(?<![\w/.,№-])(?:(?:0[1-9]|[12]\d|3[01]|[1-9])\.(?:0[1-9]|1[0-2])|(?:0[1-9]|[12]\d|3[01]|[1-9])/(?:0[1-9]|1[0-2])"
    r"|(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01]))(?![\d/%]|[.,-]\d|(?!(?:[дт][ае]|күн))\w)"
)
_BEFORE_SHORT = re.compile(
    r"(?:(?:^|[\n.!?;(]\s?|,\s)|(?<!\w)(?:с|со|от|на|за|по|числа|дата|датой|датированн\w{2,3}|утром|вечером|ночью|днём|днем"
    r"|вчера|сегодня|завтра|это|было|on|from|since|of|dated?|until|till|by|before|after|күнү|датасы|кечээ|бүгүн"
    r"|(?:задерж|арест|забра|вызва|вызов|обрати|случи|произош|назнач|пришл|приш[её]л|приеха|умер|освободи|выпуст|отпуст)"
    r"[а-яё]{0,5}|(?:кармал|камал|чакыр|кайрыл|бошот|соттол|токтот|катта)[а-яөүң]{0,7}|arrested|detained|stopped|taken|released|came|happened)"
    r":?\s)$"
)
_SECTION_BEFORE = re.compile(
    r"(?<!\w)(?:ст|п|пп|пункт\w{0,3}|стат\w{1,4}|част\w{1,3}|ч|глав\w{1,2}|раздел\w{0,2}|берене\w{0,5}|section|art|article|clause"
    r"|para|paragraph|chapter|version|версии?|балл\w{0,3}|score|№|no|дом|д|кв|палат\w|кабинет\w?|room)\.?\s?$"
)
_UNIT_AFTER = re.compile(
    r"\s?(?:сом|руб|доллар|тыс|млн|процент|грамм|гр(?!\w)|г(?!\w)|кг|мг|мл|л(?!\w)|см|мм|м(?!\w)|км|лет|час|ч(?!\w)|утра|вечера|ночи"
    r"|дня(?!\w)|балл|som|usd|kg|mg|ml|g(?!\w)|cm|km|hours?|o'clock|am(?!\w)|pm(?!\w)|a\.m|p\.m|years|miles|°)"
)
_CASE_BEHIND = re.compile(r"-?(?:[дт][ае]н?|күнү|[гк][ае])(?!\w)|\sкүнү")
"""`12.03-да`, `12.03 күнү`."""
_TIME_BEHIND = re.compile(r",?\s(?:в\s|at\s|саат\s)?(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)")
_PAIR_BEHIND = re.compile(r"\s(?:и|and|жана)\s[0-3]\d\.(?:0[1-9]|1[0-2])(?![\w.]|\s?%)")
_PAIR_BEFORE = re.compile(r"(?<![\d.])[0-3]\d\.(?:0[1-9]|1[0-2])\s(?:и|and|жана)\s$")
"""`03.04 и 17.04`."""
_LATE = 24
"""No hour of the day: 25.03 is a date also where 12.03 could be a time."""
_RANGE = re.compile(r"(?:с|от|from)\s$")

# What is no day though it looks like one ------------------------------------------------------------------------------

_MODAL = re.compile(r"\s(?:be|not|have|also|ask|need|get|go|come|take|want|seem|become|never|still|even|say|do)(?!\w)")
_BEFORE_MAY = re.compile(r"(?<!\w)(?:on|since|by|until|till|from|of|before|after)\s$")
_NAMED_AFTER_A_DAY = re.compile(r"(?:ул\.?|улиц\w{1,2}|площад\w{1,2}|пл\.|проспект\w{0,2}|пр\.|им\.|имени)\s?\"?$")
_STREET_BEHIND = re.compile(r"\"?\s(?:көчө|аянт|проспект|район|рииб|шииб|ииб|айыл|street|avenue|square|district)")
_MISSPELT = (
    re.compile(
        rf"(?<![\d/.,-]){DAY}(?:\s?-?\s?(?:го|е|st|nd|rd|th))?\s(?:of\s)?(?P<month>[а-яa-z]{{5,9}})(?!\w)(?:,?\s{YEAR})?"
    ),
    re.compile(rf"(?<!\w)(?P<month>[a-z]{{5,9}})\s{say.FIGURE_EN}(?:,?\s{YEAR})?"),
)
_BIRTH = re.compile(
    r"рожд|(?<!\w)г\.?\s?р(?!\w)|родил|урожен|(?<!\w)д\.?\s?р\.?(?!\w)|туулган|туулду|төрөл|birth|(?<!\w)(?:borne?|dob|d\.o\.b)(?!\w)"
)
_SENTENCE_END = re.compile(r"[!?\n;]|\.\s(?=[А-ЯЁҢӨҮA-Z]|\S{4})")
_BEFORE, _AFTER = 32, 24

Span = tuple[int, int]


def find_dates(text: Prepared) -> Iterator[Finding]:
    """`12 марта 2024 года`, `12-13-мартта`, `the twelfth of March`, `on the 12th`; a birth day beside a word for it."""
    for start, end in _spans(text):
        is_birth = _BIRTH.search(_same_sentence(text.text, start, end))
        yield RULES["dob.date" if is_birth else _RULE].finding(start, end)


def _spans(text: Prepared) -> Iterator[Span]:
    lower = text.lower
    found = (match.span(match.lastindex or 0) for group in _GROUPS for match in group.matches(lower, lower))
    short = (match.span() for match in _SHORT.finditer(lower) if _is_short_day(lower, *match.span()))
    slips = (match for pattern in _MISSPELT for match in pattern.finditer(lower))
    misspelt = (match.span() for match in slips if say.misspelt_month(match["month"]))
    for start, end in chain(found, short, misspelt):
        if not _is_something_else(text.text, lower, start, end):
            yield start, end


def _is_something_else(text: str, lower: str, start: int, end: int) -> bool:
    """«улица 7 Апреля», and the English verb: "they may 5 times", "room 12 may be"."""
    if _NAMED_AFTER_A_DAY.search(lower, max(0, start - 16), start) or _STREET_BEHIND.match(lower, end):
        return True
    piece = text[start:end]
    if piece.startswith("may ") and piece[4:].isdigit():
        return not _BEFORE_MAY.search(lower, max(0, start - 10), start)
    return piece.endswith(" may") and _MODAL.match(lower, end) is not None


def _is_short_day(lower: str, start: int, end: int) -> bool:
    """`12.03`, where the words around allow no time, sum, section or house."""
    before = lower[max(0, start - 24) : start]
    if _UNIT_AFTER.match(lower, end) or _SECTION_BEFORE.search(before):
        return False
    if _CASE_BEHIND.match(lower, end) and not before.endswith("саат "):
        return True
    if _TIME_BEHIND.match(lower, end) or _PAIR_BEHIND.match(lower, end) or _PAIR_BEFORE.search(before):
        return True
    if _BEFORE_SHORT.search(before):
        return not (_RANGE.search(before) and _SHORT.match(lower, end + 4) is None and _is_span_of_hours(lower, end))
    return int(re.split("[./]", lower[start:end])[0]) >= _LATE and before[-2:] in {"в ", "к ", "о ", "n "}


def _is_span_of_hours(lower: str, end: int) -> bool:
    """`с 9.10 до 18.00`: the other end is no day."""
    return re.match(r"\s(?:до|по|to|till|until)\s\d{1,2}[.:](?:00|[13-5]\d)(?!\d)", lower[end : end + 16]) is not None


def _same_sentence(text: str, start: int, end: int) -> str:
    """The text beside a date, as far as its own sentence goes, in lower case."""
    before = _SENTENCE_END.split(text[max(0, start - _BEFORE) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _AFTER])[0]
    return f"{before} | {after}".lower()
