"""Exact days, and days of birth, in figures and in words of three languages."""

import re
from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d{2}"
_MONTH_RU = (
    r"(?:январ[яьею]|феврал[яьею]|март[ае]?|апрел[яьею]|ма[яйею]|июн[яьею]|июл[яьею]|август[ае]?|сентябр[яьею]"
    r"|октябр[яьею]|ноябр[яьею]|декабр[яьею]|[а-я]{1,6}(?:бр|юл|ул|юн|вар|рал|рел)я)"
)
_MONTH_KY = (
    r"(?:(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|[а-я]{1,6}(?:бяр|бр)(?=да|ды|га|ы)"
    r"|үчтүн айы|бирдин айы|жалган куран|чын куран|бугу|кулжа|теке|баш оона|аяк оона|тогуздун айы|жетинин"
    r" айы|бештин айы)"
    r"[а-яөүң]{0,8})"
)
_MONTH_EN = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z]{2,6}(?:uary|ember|gust|pril|arch))\.?"
)
_DAY_WORD_RU = (
    r"(?:перв|втор|третье|четв[её]рт|пят|шест|седьм|восьм|девят|десят|(?:один|две|три|четыр|пят|шест|сем|восем|девят)"
    r"надцат|двадцат|тридцат|(?:двадцать|тридцать)\s(?:перв|втор|третье|четв[её]рт|пят|шест|седьм|восьм|девят))"
    r"(?:ого|его|го|ое)"
)
_DATE = re.compile(
    "|".join(
        (
            rf"(?<![\d/.-]){_DAY}\s?[./-]\s?{_MONTH}\s?[./-]\s?(?:{_YEAR}|\d{{2}})(?![\d/-]|\.\d)",
            rf"(?<![\d/.-]){_YEAR}[./-]{_MONTH}[./-]{_DAY}(?![\d/-])",
            rf"(?<![\d/.-]){_DAY}\s?(?:-?го\s|-?е\s)?{_MONTH_RU}(?!\w)(?:\s{_YEAR}(?:\s?(?:года?|г\.?)(?!\w))?)?",
            rf"(?<!\w){_DAY_WORD_RU}\s{_MONTH_RU}(?!\w)(?:\s{_YEAR}(?:\s?(?:года?|г\.?)(?!\w))?)?",
            rf"(?<!\d){_YEAR}\s?-?\s?жыл[а-яөүң]{{0,6}}\s{_DAY}\s?-?\s?{_MONTH_KY}(?!\w)",
            rf"(?<!\d){_DAY}\s?-\s?{_MONTH_KY}(?!\w)",
            rf"(?<![\d/.-]){_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH_EN}(?!\w)(?:,?\s{_YEAR})?",
            rf"(?<!\w){_MONTH_EN}\s{_DAY}(?:st|nd|rd|th)?(?![\w:%]|,\d)(?:,?\s{_YEAR}(?!\d))?",
        )
    )
)
_MODAL_MAY = re.compile(r"may\s\d")
_BIRTH = re.compile(
    r"рожд|(?<!\w)г\.?\s?р(?!\w)|родил|урожен|(?<!\w)д\.?\s?р\.?(?!\w)|туулган|туулду|төрөл|birth|(?<!\w)(?:born|dob|d\.o\.b)(?!\w)"
)
_SENTENCE_END = re.compile(r"[!?\n;]|\.\s(?=[А-ЯЁҢӨҮA-Z]|\S{4})")
_BEFORE, _AFTER = 32, 24


def find_dates(text: Prepared) -> Iterator[Finding]:
    """`12 марта 2024 года`, `2024-жылдын 5-апрелинде`, `4 April 1990`; a day of birth beside a word for it."""
    lower = text.lower
    for match in _DATE.finditer(lower):
        start, end = match.span()
        if _MODAL_MAY.fullmatch(match.group()[:5]) and text.text[start].islower() and match.group()[-1].isdigit():
            continue
        is_birth = _BIRTH.search(_same_sentence(text.text, start, end))
        yield RULES["dob.date" if is_birth else "date.day"].finding(start, end)


def _same_sentence(text: str, start: int, end: int) -> str:
    """The text beside a date, as far as its own sentence goes, in lower case."""
    before = _SENTENCE_END.split(text[max(0, start - _BEFORE) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _AFTER])[0]
    return f"{before} | {after}".lower()
