"""Numbers in words, as voice typing writes a telephone number: `ноль пятьсот пятьдесят пять двенадцать …`."""

import re
from collections.abc import Iterator

from react_cases.pii.institution_numbers import ORDINAL_OF_A_UNIT

_DIGITS_OF = {
    1: (
        "ноль нуль один одна два две три четыре пять шесть семь восемь девять "
        "нөл бир эки үч төрт беш алты жети сегиз тогуз "
        "zero oh nought one two three four five six seven eight nine"
    ),
    2: (
        "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать "
        "девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто "
        "пидисят писят шисят шесьдесят семдесят восемдесят девяноста "
        "он жыйырма отуз кырк элүү алтымыш жетимиш сексен токсон "
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty thirty forty fifty sixty seventy eighty ninety"
    ),
    3: (
        "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот пятсот шессот семсот восемсот"
        " девятсот жүз hundred"
    ),
    4: "тысяча тысячи тысяч миң thousand",
}
_LENGTH = {word: length for length, words in _DIGITS_OF.items() for word in words.split()}
NUMERALS = frozenset(_LENGTH) - set(_DIGITS_OF[4].split()) - {"один", "одна", "бир", "one", "oh", "он", "эки", "сто"}
"""Number words that are nothing else and do not announce a person."""
_MULTIPLIERS = {"жүз": 2, "hundred": 2, "миң": 3, "тысячи": 3, "тысяч": 3, "thousand": 3}
"""How many digits these add behind a digit: тогуз жүз is 900."""
_HUNDREDS = {"жүз", "hundred"}
_THOUSANDS = {"миң", "тысяча", "тысячи", "тысяч", "thousand"}
"""What is less than a thousand and stands behind one fills its noughts: тогуз миң төрт жүз он эки has four digits."""
_SIGNS = {"плюс", "кошуу", "plus"}
_TOKEN = re.compile(r"[^\W\d_]{2,15}|\d{1,14}|[^\w\s]")
_JOINS = {",", "-", *["потом", "дальше", "затем", "тире", "дефис", "анан", "андан", "кийин", "then", "dash", "and"]}
_REPEATED = {"double": 1, "triple": 2, "дважды": 1, "трижды": 2}
"""How many digits more the next one stands for."""
_LEAST_WORDS = 4
_TEN = 2


def spoken_numbers(lower: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and (about) how many digits of every run of number words in a text in lower case.

    Digits in figures may stand between them; a run without number words is no spoken number.
    """
    start = end = digits = words = 0
    before = 0, 0, 0
    last = 0
    is_inside = False
    for match in _TOKEN.finditer(lower):
        token = match.group()
        length = _LENGTH.get(token) or (len(token) if token.isdigit() else 0)
        if length or token in _SIGNS:
            if not digits and not words:
                start = match.start()
            spoken = not token.isdigit()
            before = end, digits, words
            is_inside = is_inside and token not in _THOUSANDS and (length < last or token in _HUNDREDS)
            times = _MULTIPLIERS.get(token, 0) if last == 1 and not is_inside else 0
            digits += times or (_added(length, last) if spoken else length) * (not is_inside)
            is_inside = is_inside or token in _THOUSANDS
            words += spoken
            last = length if spoken else 0
            end = match.end()
        elif token in _REPEATED:
            if not digits and not words:
                start = match.start()
            digits += _REPEATED[token]
            last = 0
        elif token not in _JOINS:
            if last == _TEN and words > _LEAST_WORDS and ORDINAL_OF_A_UNIT.fullmatch(token):
                # `… бир кырк жетинчи колонияда`: the ten belongs to the colony or the day.
                end, digits, words = before
            if words >= _LEAST_WORDS:
                yield start, end, digits
            digits = words = last = 0
            is_inside = False
    if words >= _LEAST_WORDS:
        yield start, end, digits


def _added(length: int, last: int) -> int:
    """How many digits a number word adds: five after fifty fills the nought of fifty."""
    return 0 if 0 < length < last else length


_WITHIN, _REACH = 60, 260
"""Characters between a word for a number and the number in words, and as far as that may go."""


def spoken_behind(lower: str, place: int) -> Iterator[tuple[int, int, int]]:
    """The spoken numbers soon behind a word for one that ends at a place."""
    for start, end, digits in spoken_numbers(lower[place : place + _REACH]):
        if start <= _WITHIN:
            yield place + start, place + end, digits
