"""Exact days made less exact: «12 марта 2024 года» becomes «в марте 2024 года», a birth date becomes its year. Pure."""

import re
from dataclasses import dataclass

from react_cases.pii.calendar_words import misspelt_month, nearly_short_month
from react_cases.pii.patterns import Later
from react_cases.pii.sentences import Language, word_set

_RUSSIAN = {
    1: "январь января январю январь январём январе",
    2: "февраль февраля февралю февраль февралём феврале",
    3: "март марта марту март мартом марте",
    4: "апрель апреля апрелю апрель апрелем апреле",
    5: "май мая маю май маем мае",
    6: "июнь июня июню июнь июнем июне",
    7: "июль июля июлю июль июлем июле",
    8: "август августа августу август августом августе",
    9: "сентябрь сентября сентябрю сентябрь сентябрём сентябре",
    10: "октябрь октября октябрю октябрь октябрём октябре",
    11: "ноябрь ноября ноябрю ноябрь ноябрём ноябре",
    12: "декабрь декабря декабрю декабрь декабрём декабре",
}
_NOMN, _GENT, _DATV, _ACCS, _ABLT, _LOCT = range(6)
_KYRGYZ = (
    "январында февралында мартында апрелинде майында июнунда"
    " июлунда августунда сентябрында октябрында ноябрында декабрында"
)
_ENGLISH = "January February March April May June July August September October November December"

_STEMS = (
    ("янв", "фев", "мар", "апр", "май|мая|мае|маю", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    (
        "yanv|anvar|ianv",
        "fev|few",
        "mart",
        "aprel",
        "mai|may",
        "iyun|iun",
        "iyul|iul",
        "avg|awg",
        "sent",
        "okt",
        "noya|noia",
        "dek",
    ),
    # The Kyrgyz months of the countryside.
    ("үчтүн", "бирдин", "жалган", "чын куран", "бугу", "кулжа", "теке", "баш оона", "аяк оона", "тогуз", "жети", "беш"),
)
_MONTHS = tuple(
    (Later(rf"(?<![^\W\d_])(?:{stem})"), month) for stems in _STEMS for month, stem in enumerate(stems, start=1)
)

_AFTER_PREPOSITION = {
    _GENT: "с со от до после около из для",
    _DATV: "к ко",
    _ACCS: "по на за через про",
    _ABLT: "между перед под",
    _LOCT: "в во о об при",
}
_CASE_AFTER = {word: case for case, words in _AFTER_PREPOSITION.items() for word in words.split()}
_ENGLISH_PREPOSITIONS = word_set("in since from until till by before after of between and to during through")

_DAY_FIRST = Later(r"(?<!\d)(\d{1,2})\s?[./,-]\s?(\d{1,2})\s?[./,-]\s?(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = Later(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_WITH_ROMAN = Later(r"(?<!\d)(\d{1,2})\s?[./-]\s?([ivx]{1,4})\s?[./-]\s?(\d{4}|\d{2})(?!\d)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_ALONE = Later(r"(?<!\d)(\d{1,2})\s?[./]\s?([ivx]{1,4})(?!\w)")
_WITHOUT_YEAR = Later(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?!\d)")
_DAY_ALONE = Later(
    r"(?:the\s)?(\d{1,2})\s?-?\s?(?:го|ого|е|ое|му|ому|числ\w{1,6}|с?[ыиуү]н?\w{0,5}|st|nd|rd|th)(?!\w)"
    r"|[^\W\d_]+(?:ого|ое|го|ье)(?:\sчисла)?|(?:the\s)?(?:[a-z]+[\s-])?[a-z]+(?:th|first|second|third)|(?:\w+\s)?\w+[ыиуү]н\w{1,5}"
)
_YEAR = Later(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NUMBER = Later(r"(?<!\d)\d{1,2}(?!\d)")
_WORD = Later(r"[^\W\d_]+")
_CENTURY_TURNS = 30


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a text; 0 where it is spelt in words, no month (0) and no year where they are not said."""

    day: int
    month: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Shortened:
    """What stands instead of `text[start:end]`, which may begin with the preposition in front of the date."""

    start: int
    end: int
    text: str


def day_in(piece: str) -> Day | None:
    """The (first) day that a date names, in figures or words of three languages; None if no day is in it."""
    piece = piece.lower()
    if match := _YEAR_FIRST.search(piece):
        return _valid(int(match[3]), int(match[2]), int(match[1]))
    if match := _DAY_FIRST.search(piece):
        return _valid(int(match[1]), int(match[2]), _full_year(match[3]))
    if (match := _WITH_ROMAN.search(piece)) and match[2] in _ROMAN:
        return _valid(int(match[1]), _ROMAN.index(match[2]) + 1, _full_year(match[3]))
    if (match := _ROMAN_ALONE.search(piece)) and match[2] in _ROMAN:
        return _valid(int(match[1]), _ROMAN.index(match[2]) + 1, None)
    month = next((number for pattern, number in _MONTHS if pattern.search(piece)), None) or _misspelt(piece)
    if month is None and (match := _WITHOUT_YEAR.search(piece)):
        return _valid(int(match[1]), int(match[2]), None)
    if month is None:
        alone = _DAY_ALONE.match(piece)
        return Day(int(alone[1] or 0), 0, None) if alone else None
    year = _YEAR.search(piece)
    number = _NUMBER.search(piece)
    return Day(int(number.group()) if number else 0, month, int(year.group()) if year else None)


def _misspelt(piece: str) -> int | None:
    words = _WORD.compiled().findall(piece)
    sure = (month for word in words if (month := misspelt_month(word)) is not None)
    return next(sure, None) or next((month for word in words if (month := nearly_short_month(word)) is not None), None)


def _valid(day: int, month: int, year: int | None) -> Day | None:
    if month > 12 >= day:
        day, month = month, day
    return Day(day, month, year) if 1 <= month <= 12 else None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year > _CENTURY_TURNS else 2000)


def month_only(text: str, start: int, end: int, language: Language) -> Shortened | None:
    """The month and year in place of the date `text[start:end]`, as its sentence needs them; None if unreadable."""
    day = day_in(text[start:end])
    if day is None or not day.month:
        return None
    night = _NIGHT.match(text, start, end)
    start = night.end() if night else start
    if _ENGLISH_MONTH.search(text, start, end):
        language = Language.EN
    elif language is Language.KY and _RUSSIAN_GENITIVE.search(text, start, end):
        language = Language.RU
    return _BY_LANGUAGE[language](text, start, end, day)


_ENGLISH_MONTH = re.compile(rf"(?<![^\W\d_])(?:{_ENGLISH.replace(' ', '|')})(?![^\W\d_])", re.IGNORECASE)
"""Written in English, in a sentence of any language: `March 3 күнү`."""
_RUSSIAN_GENITIVE = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(forms.split()[_GENT] for forms in _RUSSIAN.values())})(?![^\W\d_])", re.IGNORECASE
)
_SPAN = re.compile(
    r"(?<!\w)(?:на|по|до|и|или|либо)(?!\w)|\d\s?[-–—,/]\s?\d{1,2}(?:-?(?:го|е))?\s(?=[^\W\d_])", re.IGNORECASE
)
"""Several days: «с 12 по 15 марта» is in March, not from March on."""
_NIGHT = re.compile(r"(?:ночь|night)\s\w+\s(?:the\s)?", re.IGNORECASE)
_AT_NIGHT = re.compile(r"в ночь (?:с|на)\s$", re.IGNORECASE)
_LAST_WORD = Later(r"([^\W\d_]+)\s$")
_NAMES_IT = re.compile(r"[:(=]\s?$|(?:дата|датасы|күнү|date)\s$", re.IGNORECASE)


def _russian_month(text: str, start: int, end: int, day: Day) -> Shortened:
    before = text[max(0, start - 24) : start]
    year = f" {day.year} года" if day.year else ""
    if night := _AT_NIGHT.search(before):
        return Shortened(start - len(night.group()), end, f"ночью в {_russian(day.month, _LOCT)}{year}")
    word = _LAST_WORD.search(before)
    case = _CASE_AFTER.get(word[1].lower()) if word else None
    if word and case in (_GENT, _ABLT) and _SPAN.search(text[start:end]):
        return Shortened(start - len(word.group()), end, f"в {_russian(day.month, _LOCT)}{year}")
    if case is not None:
        return Shortened(start, end, _russian(day.month, case) + year)
    if _NAMES_IT.search(before):
        return Shortened(start, end, _russian(day.month, _NOMN) + year)
    return Shortened(start, end, f"в {_russian(day.month, _LOCT)}{year}")


def _russian(month: int, case: int) -> str:
    return _RUSSIAN[month].split()[case]


_KYRGYZ_DAY = re.compile(
    r"(?:(?<!\d)\d{1,2}(?!\d)\s?(?:[-–,]\s?|жана\s|же\s)?)+(?:[ыиуү]?н?ч[иыуү]\s)?(?=[а-яңөү])"
    r"|(?:(?:он|жыйырма|отуз)\s)?[а-яөү]{2,8}н?ч[иыуү]\s(?!жыл)",
    re.IGNORECASE,
)
_KYRGYZ_MONTH_FIRST = re.compile(r"(?:айынын|[дт][ыиу]н)\s", re.IGNORECASE)
_IN_KYRGYZ = "январда февралда мартта апрелде майда июнда июлда августта сентябрда октябрда ноябрда декабрда"
_YEAR_WORD_BEHIND = re.compile(r"\s?-?\s?(?:ж\.|жыл(?:ы|дын|да)?(?!\w))", re.IGNORECASE)


def _kyrgyz_month(text: str, start: int, end: int, day: Day) -> Shortened:
    piece = text[start:end]
    if _DAY_FIRST.search(piece) or _YEAR_FIRST.search(piece):
        behind = _YEAR_WORD_BEHIND.match(text, end)
        month = _KYRGYZ.split()[day.month - 1]
        return Shortened(start, behind.end() if behind else end, f"{day.year}-жылдын {month}")
    if _KYRGYZ_MONTH_FIRST.search(piece) or _WITHOUT_YEAR.search(piece):
        month = (_KYRGYZ if day.year else _IN_KYRGYZ).split()[day.month - 1]
        return Shortened(start, end, f"{day.year}-жылдын {month}" if day.year else month)
    month = _KYRGYZ_DAY.sub("", piece)
    if month == piece or _NUMBER.search(month):
        month = _IN_KYRGYZ.split()[day.month - 1]
    return Shortened(start, end, month)


def _english_month(text: str, start: int, end: int, day: Day) -> Shortened:
    month = f"{_ENGLISH.split()[day.month - 1]} {day.year}" if day.year else _ENGLISH.split()[day.month - 1]
    if (article := re.search(r"(?<!\w)the\s$", text[:start][-5:], re.IGNORECASE)) is not None:
        start -= len(article.group())
    before = text[max(0, start - 12) : start]
    if (on := re.search(r"(?<!\w)on\s$", before, re.IGNORECASE)) is not None:
        return Shortened(start - len(on.group()), end, f"in {month}")
    word = _LAST_WORD.search(before)
    if (word and word[1].lower() in _ENGLISH_PREPOSITIONS) or _NAMES_IT.search(before):
        return Shortened(start, end, month)
    return Shortened(start, end, f"in {month}")


_BY_LANGUAGE = {Language.RU: _russian_month, Language.KY: _kyrgyz_month, Language.EN: _english_month}


_BIRTH_BEHIND = re.compile(r"\s?(?:г(?:ода?|\.)?\s?)?(?:рожд|г\.?\s?р\b|р\.)", re.IGNORECASE)


def year_only(text: str, start: int, end: int, language: Language) -> Shortened | None:
    """The year in place of the birth date `text[start:end]`; None if no year is in it."""
    day = day_in(text[start:end])
    if day is None or day.year is None:
        return None
    before = text[max(0, start - 16) : start]
    if language is Language.KY:
        behind = _YEAR_WORD_BEHIND.match(text, end)
        return Shortened(start, behind.end() if behind else end, f"{day.year}-жылы")
    if _NAMES_IT.search(before) or re.search(r"(?:рождения|birth|dob)\s$", before, re.IGNORECASE):
        return Shortened(start, end, str(day.year))
    if language is Language.EN:
        on = re.search(r"(?<!\w)on\s$", before, re.IGNORECASE)
        return Shortened(start - len(on.group()) if on else start, end, f"in {day.year}")
    if _BIRTH_BEHIND.match(text, end):
        has_word = re.search(r"г(?:ода|\.)$", text[start:end])
        return Shortened(start, end, f"{day.year} года" if has_word else str(day.year))
    return Shortened(start, end, f"в {day.year} году")
