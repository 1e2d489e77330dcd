"""Numbers of papers: personal number (PIN, ИНН, ЖСН) and passport."""

from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.patterns import Later
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.spoken import spoken_behind

_FOURTEEN = Later(r"(?<![\w+])\d(?:[ -]?\d){13}(?![\d/])")
_PIN_WORD = Later(
    r"(?<!\w)(?:пин|инн|жсн|жнс|жеке|pin|inn|личн\w{2,3}|персональн\w{2,3}|идентификац\w{2,8}|personal|идентификатор|өздүк)"
)

_NUMBER = r"(?:№|#|no\.?|nr\.?|n|номер\w{0,2}|number)"
_SEVEN = r"\d(?:[ -]?\d){6}(?![\d/]|[ -]\d)"
_LETTERS = r"(?:id|an|ac|ас|ан|аn|aн|ид|kr|kgz|pe|айди|ай[ -]ди|айдишка|а[ -]эн|эй[ -]?эн)"
_SERIES = Later(
    rf"(?<!\w)(?:{_LETTERS}[ -]?{_NUMBER}?[ -]?\d{{3}}[ -]?\d{{2}}[ -]?\d{{2}}(?![\d/])"
    rf"|{_LETTERS}[ ,:/-]{{0,2}}(?:{_NUMBER}[ :]{{0,2}})?{_SEVEN})"
)
_SERIES_BEFORE = Later(rf"(?<!\w){_LETTERS}\s(?:{_NUMBER}\s)?$")
_SERIES_WORD = Later(r"(?<!\w)(?:айди|ай[ -]ди|эй[ -]?эн|а[ -]эн|эй[ -]?си)(?!\w)")
_LONGEST_SERIES = 16
_DIGITS_OF_SERIES = 7
_FOREIGN_SERIES = Later(r"(?<![\w№])(?:(?:aa|ab|fa|kz) ?\d{7}|n ?\d{8})(?![\d/])")
"""Of Uzbekistan and Kazakhstan, in capitals."""
_DOCUMENT = (
    r"(?<!\w)(?:загран)?(?:паспорт\w{0,8}|passport(?:'s)?|удостоверени\w{1,2}|id[ -]?(?:card|карт\w{1,3})"
    r"|(?:айди|ид)[ -]?карт\w{1,3}|свидетельств\w{1,2}|күбөлүк\w{0,5}"
    r"|водительск\w{2,3}\s(?:прав\w{1,3}|удостоверени\w))"
)
_DOCUMENT_WORD = Later(_DOCUMENT)
_PASSPORT_WORD = Later(
    rf"{_DOCUMENT}(?:[\s,(]{{1,2}}(?:личности|гражданина|данные|серии|серия|сериясы|series|номер\w{{0,4}}|о"
    r" рождении|number(?:ed)?|no|is|кыргызстана|жөнүндө|выдан|утерян|потерян|его|её|ее|код\w{0,3}|был|и)(?!\w)){0,4}"
    r"[\s,(]{0,2}[:—-]?\s?(?:№|no\.?)?\s?"
    rf"((?:[a-zа-я]{{1,3}}[ ,:/-]{{0,2}}(?:{_NUMBER}[ :]{{0,2}})?)?\d(?:[ -]?\d){{5,9}})(?![\d/])"
)
_SPOKEN_DIGITS = range(6, 11)
_SPOKEN_PIN = range(13, 17)


def find_pins(text: Prepared) -> Iterator[Finding]:
    """`21405199200456`: sex, birth date as ddmmyyyy, five more digits; any fourteen digits after a word for it."""
    for match in _FOURTEEN.finditer(text.figures):
        before = text.lower[max(0, match.start() - 40) : match.start()]
        if _holds_birth_date(match.group()):
            yield RULES["pin.digits"].finding(*match.span())
        elif _PIN_WORD.search(before):
            yield RULES["pin.named"].finding(*match.span())
    for match in _PIN_WORD.finditer(text.lower):
        for start, end, digits in spoken_behind(text.lower, match.end()):
            if digits in _SPOKEN_PIN:
                yield RULES["pin.named"].finding(start, end)


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
    for match in _SERIES.finditer(text.figures):
        yield RULES["passport.series"].finding(*match.span())
    for match in _PASSPORT_WORD.finditer(text.figures):
        yield RULES["passport.named"].finding(*match.span(1))
    for match in _FOREIGN_SERIES.finditer(text.figures):
        if text.text[match.start() : match.end()].upper() == text.text[match.start() : match.end()]:
            yield RULES["passport.series"].finding(*match.span())
    for match in _DOCUMENT_WORD.finditer(text.lower):
        for start, end, digits in spoken_behind(text.lower, match.end()):
            if digits in _SPOKEN_DIGITS:
                series = _SERIES_BEFORE.search(text.lower, max(match.end(), start - _LONGEST_SERIES), start)
                yield RULES["passport.named"].finding(series.start() if series else start, end)
    for match in _SERIES_WORD.finditer(text.lower):
        for start, end, digits in spoken_behind(text.lower, match.end()):
            if digits == _DIGITS_OF_SERIES and start <= match.end() + 1:
                yield RULES["passport.series"].finding(match.start(), end)
