"""Exact days, and days of birth, in figures and in words of three languages, with a year, a month, or neither."""

import re
from collections.abc import Iterator
from itertools import chain

from react_cases.pii import calendar_words as say
from react_cases.pii.birth_days import Span, is_birth
from react_cases.pii.calendar_words import DAY, MONTH, YEAR
from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import lexicon
from react_cases.pii.months import day_in
from react_cases.pii.patterns import Group, Later, word_set
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.street_names import may_name_street

_RULE = "date.day"
_START = r"(?<![\d/.,-])"
_MONTH_STANDS = Later(
    "январ|феврал|март|апрел|ма[йяею]|ию[нл]|август|ябр|[а-я](?:бр|юл|ул|юн|вар|рал|рел)я|янв|фев|мар|апр|авг|сен|окт"
    "|ноя|дек|айы|куран|бугу|кулжа|теке|оона|бр[дгы]"
    "|нинг|ning|[қшс]?(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)"
    "|dek|okt|sent|anvar|yan|fev|i[yu]u?[nl]|[iy]u[nl]|noya|av[gq]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
)
_WITH_MONTH = (
    # Kyrgyz before Russian: «12-мартта» begins with «12-март».
    rf"{_START}{say.YEAR_BEFORE_KY}{say.FIGURE_KY}(?:{say.JOIN_KY}{say.FIGURE_KY}){{0,2}}\s?-?\s?{say.MONTH_HYPHENED_KY}",
    rf"{_START}{say.FIGURE_KY}(?:{say.JOIN_KY}{say.FIGURE_KY}){{0,2}}\s?-\s?{say.MONTH_HYPHENED_KY}{say.YEAR_AFTER_KY}",
    rf"{_START}{DAY}{say.SURE_MONTH_KY}{say.YEAR_AFTER_KY}",
    rf"{_START}{DAY}{say.MONTH_SURE_EN}{say.YEAR_EN}",
    rf"{_START}{say.FIGURE_RU}(?:{say.JOIN_RU}{say.FIGURE_RU}){{0,3}}[\s-]?{say.MONTH_RU}{say.YEAR_RU}",
    rf"(?<!\w)(?:(?:январ|феврал|апрел|ию[нл]|сентябр|октябр|ноябр|декабр)ь|март|май|август)\s{DAY}"
    r"(?![\w:%-]|[.,]\d|\s?(?:год|г\.|г(?!\w)|чел|час|мин|дн|раз|сом|лет|шт|кг|тыс|клиент|пациент))",
    rf"(?<!\w){say.ORDINAL_LATIN}\s{say.MONTH_LATIN}(?:\s{YEAR})?",
    rf"(?<!\w)(?:{say.MONTH_RU})\s(?:{say.ORDERED_RU}|{DAY}\sчисла)(?!\w)",
    rf"{_START}{say.FIGURE_RU}(?:{say.JOIN_RU}{say.FIGURE_RU}){{0,2}}[\s-]{say.MONTH_LATIN}(?:\s{YEAR})?",
    rf"{_START}{say.FIGURE_KY}(?:{say.JOIN_KY}{say.FIGURE_KY}){{0,2}}\s{say.SURE_MONTH_KY}{say.YEAR_AFTER_KY}",
    rf"{_START}{say.FIGURE_KY}\s{say.IN_MAY_KY}{say.YEAR_AFTER_KY}",
    rf"(?<!\w){say.ORDINAL_RU}(?:{say.JOIN_RU}{say.ORDINAL_RU}){{0,2}}\s{say.MONTH_RU}{say.YEAR_RU}",
    rf"(?<!\w){say.YEAR_BEFORE_KY}?{say.MONTH_OF_KY}(?:{say.NIGHT_KY}|{say.ON_DAY_KY}(?:\s{say.ON_DAY_KY})?)",
    rf"(?<!\w){say.MONTH_OF_KY}(?:{DAY}|{say.ORDINAL_KY})\sкүнү(?!\w)",
    rf"(?<!\w){say.MONTH_OF_UZ}{say.ON_DAY_UZ}",
    rf"(?<!\w){say.YEAR_UZ}?{say.ORDINAL_UZ}\s{say.MONTH_UZ}",
    rf"(?<!\w){say.YEAR_UZ}{DAY}\s?-?\s?{say.MONTH_UZ}",
    rf"{_START}{DAY}\s?-?\s?{say.MONTH_UZ}(?<=kuni|куни)",
    rf"\"\s?{DAY}\s?\"\s{say.MONTH_RU}{say.YEAR_RU}",
    rf"(?<!\w){say.ORDINAL_KY}\s{say.MONTH_KY}(?<=[дт][аеоө]н)\s{say.ON_DAY_KY}",
    rf"{_START}{DAY}\s?-?\s?{say.MONTH_KZ}",
    rf"(?<!\w){say.YEAR_BEFORE_KY}?{say.ORDINAL_KY}(?:{say.JOIN_KY}{say.ORDINAL_KY})?\s{say.MONTH_KY}{say.YEAR_AFTER_KY}",
    rf"{_START}{say.FIGURE_EN}(?:{say.JOIN_EN}{say.FIGURE_EN}){{0,2}}[\s-](?:of\s)?{say.MONTH_EN}(?:-{YEAR}|\s'\d\d(?!\d)|{say.YEAR_EN})",
    rf"(?<!\w){say.MONTH_EN}\s(?:the\s)?{say.FIGURE_EN}(?:{say.JOIN_EN}{say.FIGURE_EN})?(?!:\d|%|,\d){say.YEAR_EN}",
    rf"(?<!\w){say.ORDINAL_EN}(?:{say.JOIN_EN}{say.ORDINAL_EN})?\s(?:day\s)?of\s{say.MONTH_EN}{say.YEAR_EN}",
    rf"(?<!\w){say.ORDINAL_EN}\s{say.MONTH_SURE_EN}{say.YEAR_EN}",
    rf"(?<!\w){say.MONTH_EN}\sthe\s{say.ORDINAL_EN}{say.YEAR_EN}",
    rf"(?<!\w)(?:{say.MONTH_SURE_EN}|march)\s{say.ORDINAL_EN}{say.YEAR_EN}",
    rf"(?<!\w)may\s{say.LATE_ORDINAL_EN}{say.YEAR_EN}",
    rf"(?<!\w)(?:th|st|nd|rd)\sof\s{say.MONTH_EN}{say.YEAR_EN}",
)
_ROMAN = r"(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})"
_IN_FIGURES = (
    rf"(?<![\d/.-]){DAY}\s?[./-]\s?{MONTH}\s?[./-]\s?(?:{YEAR}|\d{{2}})(?![\d/]|-\d|\.\d)",
    rf"(?<![\d/.-]){YEAR}[./-]{MONTH}[./-]{DAY}(?![\d/-])",
    rf"(?<![\d/.,-])(?:0[1-9]|[12]\d|3[01]),\s?(?:0[1-9]|1[0-2]),\s?{YEAR}(?![\d/-]|[.,]\d)",
    rf"(?<![\d/.-]){MONTH}/(?:1[3-9]|2\d|3[01])/(?:{YEAR}|\d{{2}})(?![\d/]|-\d|\.\d)",
    rf"(?<![\d/.-]){DAY}\s?[./-]\s?{_ROMAN}\s?[./-]\s?(?:{YEAR}|\d{{2}})(?![\d/-])",
    rf"(?<![\d/.-]){DAY}\s(?:0[1-9]|1[0-2])\s{YEAR}",
    rf"(?<![\d/.-])[0-3]?\s?\d\s?[./]\s?[01]\s\d\s?[./]\s?{YEAR}",
    rf"(?<![\d/.-]){DAY}[./]{_ROMAN}(?![\w/]|\.\w)",
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
    rf"(?<!\w){say.ORDINAL_RU}\sноль\s(?:перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят|треть)(?:ого|его)(?!\w){say.YEAR_RU}",
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
    rf"{_START}{say.ORDERED_RU}\s(?:сего|этого|того\sже|прошлого|минувшего|текущего)\sмесяца",
    rf"(?<!\w){say.WEEKDAY_RU},?\s({say.ORDERED_RU}|{DAY}(?=\s?[,;)]|\s(?:утром|днём|днем|вечером|ночью)))",
    rf"(?<!\w){say.WEEKDAY_KY},?\s({say.ON_DAY_KY})",
    rf"(?<!\w){say.WEEKDAY_EN},?\s(?:the\s)?({say.ORDERED_EN})(?!\s(?:floor|time|street|avenue|district|grade))",
    rf"(?<![^\n])(?:the\s)?({say.ORDERED_EN})(?=\s?[:–—-]\s)",
    rf"(?<!\w)айдын\s({say.ON_DAY_KY})",
    rf"{_START}({say.NIGHT_KY})\s(?:караган|оогон)",
    rf"{_START}({DAY}\s?-?(?:с?[ыиуү])н[аеө])\s(?:караган|чейин)",
    rf"{_START}{DAY}\s?-?\s?числос?[а-яөүң]{{0,6}}",
    rf"(?<!\w)(?:on|by|until|till|since|from|before|after|and|or|to|around|about)\sthe\s({say.ORDERED_EN}|{say.LATE_ORDINAL_EN}){_SAID_AS_DAY_EN}",
    rf"(?<=the\s){say.ORDERED_EN}(?={_MORE_DAYS_EN}{say.ORDERED_EN}{_SAID_AS_DAY_EN})",
    rf"(?<=th|st|nd|rd)(?:,|\s(?:and|or|to|till|until))\s({say.ORDERED_EN}){_SAID_AS_DAY_EN}",
    rf"(?<!\w)(?:night|evening|morning|afternoon)\s(?:of|before|after)\sthe\s({say.ORDERED_EN}|{say.ORDINAL_EN})(?!\w)",
    rf"(?<!\w)({say.ORDERED_EN}|{say.ORDINAL_EN})\sof\s(?:this|that|last|the)\s(?:same\s)?month",
)
_NO_MONTH_STANDS = Later(
    r"\sноль\s[а-я]{4,6}[оь]|числ|месяца|ночь|двадцать|тридцать|понедельн|вторник|сред[ау]|четверг|пятниц|суббот|воскрес"
    r"|айдын|караган|чейин|дүйшөм|шейшем|шаршем|бейшем|жума|ишемби|жекшем"
    r"|night|evening|morning|afternoon|month|\dst|\dnd|\drd|\dth"
    r"|\d-?(?:го|е|му|ого|ое)(?!\w)|\sthe\s(?:\d|t[ehw]|el|f[io]|s[ei]|ei|ni)"
)

_GROUPS = (
    Group(_RULE, Later(r"\d"), tuple(map(re.compile, _IN_FIGURES)), reach=20),
    Group(_RULE, _MONTH_STANDS, tuple(map(re.compile, _WITH_MONTH)), reach=72),
    Group(_RULE, _NO_MONTH_STANDS, tuple(map(re.compile, _WITHOUT_MONTH)), reach=50),
)

# A day and a month in figures without a year, which may be a sum, a section, a time or a house ------------------------

_SHORT = Later(
    r"(?<![\w/.,№-])(?:(?:0[1-9]|[12]\d|3[01]|[1-9])\.(?:0[1-9]|1[0-2])|(?:0[1-9]|[12]\d|3[01]|[1-9])/(?:0[1-9]|1[0-2])"
    r"|(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01]))(?![\d/%]|[.,-]\d|(?!(?:[дт][ае]|күн))\w)"
)
_BEFORE_SHORT = Later(
    r"(?:(?:^|[\n.!?;(]\s?|,\s)|(?<!\w)(?:с|со|от|на|за|по|числа|(?:дата|день)\s[а-яё]{4,14}|отч[её]т\w?|чейин|дата|датой|датированн\w{2,3}|утром|вечером|ночью|днём|днем"
    r"|вчера|сегодня|завтра|это|было|on|from|since|of|dated?|until|till|by|before|after|күнү|датасы|кечээ|бүгүн"
    r"|(?:задерж|арест|забра|вызва|вызов|обрати|случи|произош|назнач|пришл|приш[её]л|приеха|умер|освободи|выпуст|отпуст)"
    r"[а-яё]{0,5}|(?:кармал|камал|чакыр|кайрыл|бошот|соттол|токтот|катта)[а-яөүң]{0,7}|arrested|detained|stopped|taken|released|came|happened)"
    r":?\s)$"
)
_SECTION_BEFORE = Later(
    r"(?<!\w)(?:ст|п|пп|пункт\w{0,3}|стат\w{1,4}|част\w{1,3}|ч|глав\w{1,2}|раздел\w{0,2}|берене\w{0,5}|section|art|article|clause"
    r"|para|paragraph|chapter|version|версии?|балл\w{0,3}|score|№|no|дом|д|кв|палат\w|кабинет\w?|room)\.?\s?$"
)
_UNIT_AFTER = Later(
    r"\s?(?:сом|руб|доллар|тыс|млн|процент|грамм|гр(?!\w)|г(?!\w)|кг|мг|мл|л(?!\w)|см|мм|м(?!\w)|км|лет|час|ч(?!\w)|утра|вечера|ночи"
    r"|дня(?!\w)|балл|som|usd|kg|mg|ml|g(?!\w)|cm|km|hours?|o'clock|am(?!\w)|pm(?!\w)|a\.m|p\.m|years|miles|°)"
)
_CASE_BEHIND = Later(
    r"\s(?:чейин|сдать|сдаём|отчёт|встреча|приём|выезд|суд(?!\w)|звонить)|-?(?:[дт][ае]н?|күнү|[гк][ае])(?!\w)|\sкүнү"
)
"""`12.03-да`, `12.03 күнү`."""
_TIME_BEHIND = Later(r",?\s(?:в\s|at\s|саат\s)?(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)")
_PAIR_BEHIND = Later(r"\s(?:и|and|жана)\s[0-3]\d\.(?:0[1-9]|1[0-2])(?![\w.]|\s?%)")
_PAIR_BEFORE = Later(r"(?<![\d.])[0-3]\d\.(?:0[1-9]|1[0-2])\s(?:и|and|жана)\s$")
"""`03.04 и 17.04`."""
_LATE = 24
"""No hour of the day: 25.03 is a date also where 12.03 could be a time."""
_MONTHS = 12
_LATE_DAY = Later(r"(?<![\d.,])(?:2[4-9]|3[01])\.(?:0[1-9]|1[0-2])(?![\d.])")
_WORD_BEFORE = Later(r"(?<![\w.])([^\W\d_]{2,20})[\s:—–-]{1,3}$")
_ENTRY_GOES_ON = Later(r"\s?[,;)!\n—–]|\.(?!\d)|\s?$|\s(?:и|или|жана|and|or|күнү|в|у|на)(?!\w)")
_COUNTS_BEFORE = word_set(
    "кв дом цена цене стоит стоил курс курсу вес сахар сахара гемоглобин около примерно почти уже доза дозе"
    " дозу балл всего итого сумма до более менее свыше саат часа часов время в к о at price dose scale total"
    " only over under score rate блок корпус статья статьи пункт п давление квартира палата кабинет каб room"
    " flat apt house unit ком комната номер участок"
)
_MEETING_BEFORE = Later(
    r"(?<!\w)(?:суд|сот|соту|заседание|слушание|при[её]м|явка|отметка|экспертиза|допрос|выписка|развод|визит|анализы?|hearing|court"
    r"|trial|appointment|visit|due|кабыл\sалуу|жолугушуу):?\s$"
)
_USUAL_MINUTES = ("05", "10")
"""`суд 11.10` may be an hour; nobody meets at 11:03."""
_RANGE = Later(r"(?:с|от|from)\s$")

# What is no day though it looks like one ------------------------------------------------------------------------------

_ROMAN_ENDS = Later(r"\d\s?[./]\s?[ivx]+$")
_MODAL = Later(r"\s(?:be|not|have|also|ask|need|get|go|come|take|want|seem|become|never|still|even|say|do)(?!\w)")
_BEFORE_MAY = Later(r"(?<!\w)(?:on|since|by|until|till|from|of|before|after)\s$")
_NAMED_AFTER_A_DAY = Later(
    r"(?<!\w)(?:ул\.?|улиц\w{1,2}|площад\w{1,2}|пл\.|проспект\w{0,2}|пр\.|им\.|имени)\s?\"?$"
    r"|(?<!\w)(?:угл\w|угол|пересечени\w|перекр[её]ст\w{2,3})\s[а-яё\s.-]{3,40}\s(?:и|с)\s(?:ул\w{0,4}\.?\s)?$"
)
_FLATS_BEFORE = Later(r"(?:район|мкр|микрорай|көч|конуш|жилмассив|microdistrict|mkr)[а-яөүңa-z]{0,5}\.?\s$")
"""Behind these, 11-2-40 is a house with its entrance and flat."""
_HOUSE_AND_FLAT = Later(r"\d{1,2}/\d{1,2}-\d{2,4}")
_FLAT_OF_STREET = Later(r"[1-9]\d?-\d{1,2}-\d{1,2}")
_STREET_OF_FLAT = Later(r"(?:[ое]в|[ое]ва|ая|ой|[oe]va?|aya)\s$")
"""«Suerkulov 6-2-41»."""
_HOUSE_AND_DAY = Later(r"\d{1,2}/\d{1,2}\.\s\d{2}")
"""«Южная магистраль 3/1. 30 апреля»."""
_STREET_BEHIND = Later(
    r",?\s(?:дом\s|д\.\s?)\d|\"?\s(?:көчө|аянт|проспект|район|р[иоу]+[ибв]д?|шииб|ииб|айыл|street|avenue|square|district)"
)
_MISSPELT = (
    Later(
        rf"(?<![\d/.,-])(?:{DAY}\s?(?:-|and|or|и|жана|,)\s?)?{DAY}(?:\s?-?\s?(?:го|е|st|nd|rd|th))?(?:\s(?:of\s)?|\s?-\s?)(?P<month>[а-яa-z]{{4,12}})(?!\w)(?:,?\s{YEAR})?"
    ),
    Later(
        rf"(?<!\w)(?:{say.ORDINAL_RU}|{say.ORDINAL_KY}|{say.ORDINAL_EN})\s(?:of\s)?(?P<month>[а-яa-z]{{4,12}})(?!\w)"
    ),
    Later(rf"(?<!\w)(?P<month>[a-z]{{4,9}})\s{say.FIGURE_EN}(?:,?\s{YEAR})?"),
)
_NIGHT_BEFORE = Later(r"(?<!\w)(?:ночь\s(?:со?|на)|night\s(?:of|from|between|to))\s(?:the\s)?$")
_NIGHT_BEHIND = Later(r"\s(?:оогон|караган|каратылган)\sтүн[а-яөүң]{0,5}")
_LONGEST_JOIN = 10
_ARTICLE = Later(r"(?<!\w)the\s$")
"""Belongs to the day: with «on the» before a blank, readers would ask what stood there."""


def find_dates(text: Prepared) -> Iterator[Finding]:
    """`12 марта 2024 года`, `12-13-мартта`, `the twelfth of March`, `on the 12th`; a birth day beside a word for it."""
    spans = list(_spans(text))
    for before, (start, end), behind in zip([None, *spans], spans, [*spans[1:], None], strict=False):
        code = "dob.date" if is_birth(text, before, (start, end), behind) else _RULE
        has_article = _ARTICLE.search(text.lower, max(0, start - len("on the ")), start) is not None
        yield RULES[code].finding(start - len("the ") if has_article else start, end)


def _spans(text: Prepared) -> Iterator[Span]:
    lower = text.lower
    found = (match.span(match.lastindex or 0) for group in _GROUPS for match in group.matches(lower, lower))
    short = (match.span() for match in _SHORT.finditer(lower) if _is_short_day(lower, *match.span()))
    slips = (match for pattern in _MISSPELT for match in pattern.finditer(lower))
    misspelt = (match.span() for match in slips if _is_misspelt(match["month"]))
    previous: Span | None = None
    for span in sorted(chain(found, short, misspelt), key=lambda one: (one[0], -one[1])):
        if _is_something_else(text.text, lower, *span) or (previous and span[1] <= previous[1]):
            continue
        start, end = _whole_night(lower, *span)
        if previous and _is_one_night(lower, previous, start, end):
            previous = previous[0], end
            continue
        if previous:
            yield previous
        previous = start, end
    if previous:
        yield previous


def _is_one_night(lower: str, first: Span, start: int, end: int) -> bool:
    """«ночь с 30 ноября на 1 декабря», «12-июндан 13-июнга караган түнү»."""
    if not 0 < start - first[1] < _LONGEST_JOIN:
        return False
    between = lower[first[1] : start]
    if lower.startswith(("ночь", "night"), first[0]):
        return between in {" на ", " to ", " and ", " and the "}
    return between == " " and _NIGHT_BEHIND.search(lower[start:end]) is not None


def _is_misspelt(word: str) -> bool:
    if say.misspelt_month(word):
        return True
    return say.nearly_short_month(word) is not None and not any(
        lexicon().frequency(word, language) for language in ("ru", "ky", "en")
    )


def _whole_night(lower: str, start: int, end: int) -> Span:
    """A day with a month and what says that a night is meant: «ночь с 3 на 4 мая», «18инен 19уна оогон түнү»."""
    before = _NIGHT_BEFORE.search(lower, max(0, start - 24), start)
    behind = _NIGHT_BEHIND.match(lower, end)
    if before and (day := day_in(lower[start:end])) is not None and day.month:
        start = before.start()
    return start, behind.end() if behind else end


def _is_something_else(text: str, lower: str, start: int, end: int) -> bool:
    """«улица 7 Апреля», and the English verb: "they may 5 times", "room 12 may be"."""
    if _NAMED_AFTER_A_DAY.search(lower, max(0, start - 60), start) or _STREET_BEHIND.match(lower, end):
        return True
    if _FLAT_OF_STREET.fullmatch(lower, start, end) and _STREET_OF_FLAT.search(lower, max(0, start - 8), start):
        return True
    if _HOUSE_AND_FLAT.fullmatch(lower, start, end) or _HOUSE_AND_DAY.fullmatch(lower, start, end):
        return True
    if _FLATS_BEFORE.search(lower, max(0, start - 24), start) and lower[start:end].count("-") > 1:
        return True
    piece = text[start:end]
    if _ROMAN_ENDS.search(piece.lower()) and (
        not piece.isupper() or _SECTION_BEFORE.search(lower[max(0, start - 24) : start])
    ):
        return True
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
    if _is_short_in_note(lower, start, end):
        return True
    if _MEETING_BEFORE.search(before) and not lower.endswith(_USUAL_MINUTES, start, end):
        return True
    if _BEFORE_SHORT.search(before):
        return not (_RANGE.search(before) and _SHORT.match(lower, end + 4) is None and _is_span_of_hours(lower, end))
    return int(re.split("[./]", lower[start:end])[0]) >= _LATE and before[-2:] in {"в ", "к ", "о ", "n "}


def _is_short_in_note(lower: str, start: int, end: int) -> bool:
    """`выезд 25.11, обратно 27.11`, `баруу 7/11`: at the end of an entry, no hour of the day, no fraction, no house."""
    day, month = re.split("[./]", lower[start:end])
    is_sure = int(day) >= _LATE if "." in lower[start:end] else len(month) > 1 and int(month) <= _MONTHS
    is_sure = is_sure or (
        "." in lower[start:end] and _LATE_DAY.search(lower[max(0, start - 40) : end + 40]) is not None
    )
    word = _WORD_BEFORE.search(lower[max(0, start - 30) : start])
    if not is_sure or word is None or _ENTRY_GOES_ON.match(lower, end) is None:
        return False
    return word[1] not in _COUNTS_BEFORE and not may_name_street(word[1])


def _is_span_of_hours(lower: str, end: int) -> bool:
    """`с 9.10 до 18.00`: the other end is no day."""
    return re.match(r"\s(?:до|по|to|till|until)\s\d{1,2}[.:](?:00|[13-5]\d)(?!\d)", lower[end : end + 16]) is not None
