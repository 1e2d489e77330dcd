"""Numbers of papers and cars: personal number (PIN, ИНН, ЖСН), passport, number plate."""

import re
from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.spoken import spoken_numbers

_FOURTEEN = re.compile(r"(?<![\w+])\d(?:[ -]?\d){13}(?![\d/])")
_PIN_WORD = re.compile(
    r"(?<!\w)(?:пин|инн|жсн|жнс|жеке|pin|inn|личн\w{2,3}|персональн\w{2,3}|идентификац\w{2,8}|personal|идентификатор)"
)

_NUMBER = r"(?:№|#|no\.?|nr\.?|n|номер\w{0,2}|number)"
_SEVEN = r"\d(?:[ -]?\d){6}(?![\d/]|[ -]\d)"
_LETTERS = r"(?:id|an|ac|ас|ан|аn|aн|ид|kr|kgz|pe|айди|ай[ -]ди|айдишка|а[ -]эн|эй[ -]?эн)"
_SERIES = re.compile(
    rf"(?<!\w)(?:{_LETTERS}[ -]?{_NUMBER}?[ -]?\d{{3}}[ -]?\d{{2}}[ -]?\d{{2}}(?![\d/])"
    rf"|{_LETTERS}[ ,:/-]{{0,2}}(?:{_NUMBER}[ :]{{0,2}})?{_SEVEN})"
)
_DOCUMENT = (
    r"(?<!\w)(?:загран)?(?:паспорт\w{0,8}|passport(?:'s)?|удостоверени\w{1,2}|id[ -]?(?:card|карт\w{1,3})"
    r"|(?:айди|ид)[ -]?карт\w{1,3}|свидетельств\w{1,2}|күбөлүк\w{0,5}"
    r"|водительск\w{2,3}\s(?:прав\w{1,3}|удостоверени\w))"
)
_DOCUMENT_WORD = re.compile(_DOCUMENT)
_PASSPORT_WORD = re.compile(
    rf"{_DOCUMENT}(?:[\s,(]{{1,2}}(?:личности|гражданина|данные|серии|серия|сериясы|series|номер\w{{0,4}}|о"
    r" рождении|number(?:ed)?|no|is|кыргызстана|жөнүндө|выдан|утерян|потерян|его|её|ее|код\w{0,3}|был|и)(?!\w)){0,4}"
    r"[\s,(]{0,2}[:—-]?\s?(?:№|no\.?|n)?\s?"
    rf"((?:[a-zа-я]{{1,3}}[ ,:/-]{{0,2}}(?:{_NUMBER}[ :]{{0,2}})?)?\d(?:[ -]?\d){{5,9}})(?![\d/])"
)
_SPOKEN_WITHIN, _SPOKEN_REACH = 45, 160
"""Characters between the word for a document and its number in words, and as far as that may go."""
_SPOKEN_DIGITS = range(6, 9)

_REGION_PLATE = re.compile(r"(?<!\w)(?:0[1-9]|1[0-9])[ -]?(?:kg|кг|кg|kг|кейджи|kgz)[ -]?\d{3}[ -]?[a-zа-я]{2,3}(?!\w)")
_OLD_PLATE = re.compile(
    r"(?<!\w)(?:[a-zа-я][ -]?\d{3,4}[ -]?[a-zа-я]{1,3}|\d{3,4}[ -]?[a-zа-я]{2,3}|[a-zа-я]{1,2}[ -]?\d{4})(?!\w)"
)
_CAR_WORD = re.compile(
    r"(?<!\w)(?:гос\.?["
    r" -]?)?(?:номер\w{0,5}|машин\w{1,6}|авто\w{0,8}|plate\w{0,2}|car|унаа\w{0,6}|тачк\w|taxi|такси\w{0,3}"
    r"|регистрац\w{2,8}|vehicle|licen[cs]e)(?!\w)"
)


def find_pins(text: Prepared) -> Iterator[Finding]:
    """`21405199200456`: sex, birth date as ddmmyyyy, five more digits; any fourteen digits after a word for it."""
    for match in _FOURTEEN.finditer(text.lower):
        before = text.lower[max(0, match.start() - 40) : match.start()]
        if _holds_birth_date(match.group()):
            yield RULES["pin.digits"].finding(*match.span())
        elif _PIN_WORD.search(before):
            yield RULES["pin.named"].finding(*match.span())


def _holds_birth_date(number: str) -> bool:
    """The fourteen digits are a Kyrgyz personal number: 1 or 2, then a possible day, month and year."""
    digits = "".join(char for char in number if char.isdigit())
    return (
        digits[0] in "12"
        and 1 <= int(digits[1:3]) <= 31
        and 1 <= int(digits[3:5]) <= 12
        and digits[5:7] in {"19", "20"}
    )


def find_passports(text: Prepared) -> Iterator[Finding]:
    """`ID 1234567`, `серия AN номер 2345678`, `паспорт 1234567`, also in words."""
    for match in _SERIES.finditer(text.lower):
        yield RULES["passport.series"].finding(*match.span())
    for match in _PASSPORT_WORD.finditer(text.lower):
        yield RULES["passport.named"].finding(*match.span(1))
    for match in _DOCUMENT_WORD.finditer(text.lower):
        behind = match.end()
        for start, end, digits in spoken_numbers(text.lower[behind : behind + _SPOKEN_REACH]):
            if start <= _SPOKEN_WITHIN and digits in _SPOKEN_DIGITS:
                yield RULES["passport.named"].finding(behind + start, behind + end)


def find_plates(text: Prepared) -> Iterator[Finding]:
    """`01 KG 123 ABC`; older forms (`B 1234 AB`) only beside a word for a car."""
    for match in _REGION_PLATE.finditer(text.lower):
        yield RULES["plate.region"].finding(*match.span())
    for match in _OLD_PLATE.finditer(text.lower):
        as_written = text.text[match.start() : match.end()]
        if as_written.isupper() and _CAR_WORD.search(text.lower[max(0, match.start() - 45) : match.start()]):
            yield RULES["plate.named"].finding(*match.span())
