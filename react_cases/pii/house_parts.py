"""Houses, buildings and flats as people write and dictate them in three languages: pieces of patterns."""

import re

from react_cases.pii.patterns import any_of

NUMBER_WORD = (
    any_of(
        "[а-я]{3,9}(?:дцать|десят) сорок сто двести триста четыреста один два три четыре пять шесть семь восемь девять"
        " десять он жыйырма отуз кырк элүү алтымыш жетимиш сексен токсон жүз бир эки үч төрт беш алты жети сегиз тогуз"
    )
    + r"(?!\w)"
)
_NUMBER_WORD_EN = (
    any_of(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    )
    + r"(?!\w)"
)
SPOKEN = rf"{NUMBER_WORD}(?:\s{NUMBER_WORD}){{0,2}}(?:\s(?i:дробь)\s{NUMBER_WORD}(?:\s{NUMBER_WORD})?)?"
_ORDER_KY = any_of("[а-яөүң]{2,7}н?ч[иыуү]") + r"(?!\w)"
_HOME_KY = any_of("үй батир бөлмө квартира кв подъезд блок кабат") + r"[а-яөүң]{0,8}(?!\w)"
SPOKEN_EN = rf"{_NUMBER_WORD_EN}(?:[\s-](?:and\s)?{_NUMBER_WORD_EN}){{0,3}}"
COUNTED = any_of(
    "лет год час сом тыс чел мин раз жыл киши саат дн[яе] дней день недел месяц сут ноч реб[её]н процент км кг грам"
    " таблет доз people men women days hours years months weeks minutes"
)
HOUSE = (
    r"\d{1,4}(?:[а-яa-zА-ЯA-Z](?![\w-])|\s?\"[а-еА-Еa-eA-E]\"|\s[абгдеАБВГД](?=[,.;)]|$))?(?:\s?[/-]\s?\d{1,4}[а-яa-z]?(?!\w)(?:-\d{1,4}(?!\d))?|/[а-еa-e](?!\w))?"
    rf"(?!\d|-\w|\s?{COUNTED}\w{{0,4}})"
)
NUMBER = rf"(?:{HOUSE}|{SPOKEN})"
_PART = any_of(
    r"дом\w{0,2} д строение стр корпус\w? корп квартир\w{0,3} кв к комнат\w{0,2} ком офис\w? подъезд\w? этаж\w? house"
    r" building bldg flat"
    r" apartment apt"
    r" room no block үй батир dom kv kvartira korpus podezd etazh"
)
NUMBER_SIGN = r"(?:№\s?|(?i:номер|number|no\.?)\s)?"
LABELLED = rf"(?:[\s,]{{0,3}}(?:(?i:в|во|in)\s)?{_PART}(?!\w)\.?\s?{NUMBER_SIGN}(?:{NUMBER}|{SPOKEN_EN}))"
_LABELLED_KY = (
    rf"(?:[\s,]{{0,3}}(?:\d{{1,4}}[а-я]?(?:/\d{{1,3}})?\s?-?|{SPOKEN}|(?:{NUMBER_WORD}\s)?{_ORDER_KY})\s?{_HOME_KY})"
)
_PLAIN = (
    rf"(?:[\s,]{{0,3}}(?:№\s?)?{NUMBER}(?!\s?-?\s?(?i:үй|батир|бөлмө))(?:\s(?i:дом|house)(?!\w)(?!\s?(?:№\s?)?\d))?)"
)
_ONLY_NUMBER = rf"(?:[\s,]{{1,3}}(?i:номер|number|no\.)\s(?:{NUMBER}|{SPOKEN_EN}))"
_ANY_PART = rf"(?:{LABELLED}|{_LABELLED_KY}|{_ONLY_NUMBER})"
MAY_FOLLOW = re.compile(rf"{_PLAIN}?{_ANY_PART}{{0,4}}")
"""House, building and flat behind a street. Long, so it is compiled once and asked where a street ends."""
MUST_FOLLOW = re.compile(rf"(?:{_PLAIN}{_ANY_PART}{{0,4}}|{_ANY_PART}{{1,4}})")
TAIL = "(?P<tail>)"
"""Ends a pattern that `MAY_FOLLOW` goes on."""
FULL_TAIL = rf"(?=[\s,]{{0,3}}(?:№|\d|{NUMBER_WORD}|{_NUMBER_WORD_EN}|(?:(?:в|во|in)\s)?{_PART}(?!\w)))(?P<house>)"
"""Ends a pattern that nobody's address matches unless `MUST_FOLLOW` goes on."""
NO_PART = "(?!" + any_of(r"дом\w{0,2} д квартир\w{0,3} кв корпус\w? подъезд\w? номер") + r"(?!\w))"
