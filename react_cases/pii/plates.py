"""Number plates of cars: of Kyrgyzstan, new and old, of its neighbours, and letter by letter in words."""

import re
from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.patterns import any_of
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

_REGION_PLATE = re.compile(r"(?<!\w)(?:0[1-9]|1[0-9])[ -]?(?:kg|кг|кg|kг|кейджи|kgz)[ -]?\d{3}[ -]?[a-zа-я]{2,3}(?!\w)")
_OLD_PLATE = re.compile(
    r"(?<!\w)(?:\d\d[ -]\d{3}[ -][a-zа-я]{2,3}|\d{3}[ -]?kg[ -]?\d\d[ -]?[a-zа-я]{2,3}"
    r"|[a-zа-я][ -]?\d{3,4}[ -]?[a-zа-я]{1,3}|\d{3,4}[ -]?[a-zа-я]{2,3}|[a-zа-я]{1,2}[ -]?\d{4})(?!\w)"
)
_NEIGHBOURS_PLATE = re.compile(
    r"(?<![\w-])(?:\d{3}[ -]?[a-z]{2,3}[ -]?(?:0[1-9]|1\d|20)"
    r"|[авекмнорстухabekmhopctyx] ?\d{3} ?[авекмнорстухabekmhopctyx]{2} ?\d{2,3}"
    r"|\d\d ?[a-z] ?\d{3} ?[a-z]{2}|\d\d ?\d{3} ?[a-z]{3}|\d{4} ?[a-z]{2} ?0[1-9])(?![\w-])"
)
"""Of Kazakhstan, Russia, Uzbekistan and Tajikistan, only beside a word for a car."""
_OLD_FULL = re.compile(r"[a-zа-я][ -]?\d{4}[ -]?[a-zа-я]{1,2}")
"""The old plate of the country."""
_CAR_WORD = re.compile(
    r"(?<!\w)(?:гос\.?["
    r" -]?)?(?:номер\w{0,5}|номр\w{0,3}|номир\w{0,3}|госномер\w{0,2}|машин\w{0,6}|авто\w{0,8}"
    r"|plates?|cars?|унаа\w{0,6}|көлүк\w{0,6}|тачк\w"
    r"|taxi|такси\w{0,3}|регистрац\w{2,8}|vehicle|licen[cs]e|nu(?:m|bm|mb)\w{1,3}|van|minibus|jeep"
    r"|джип\w{0,3}|бус\w{0,3}|нив[аеуы]\w{0,4}|нивасын"
    r"|маршрутк\w|жигули|toyota|тойот\w{1,3}|honda|хонд\w{1,3}|фит\w?"
    r"|audi|ауди|bmw|бмв|mercedes|мерс\w{0,6}|lexus|лексус\w{0,3}|camry|камри"
    r"|daewoo|деу|нексия|nexia|matiz|матиз\w{0,3}|golf|гольф\w{0,3}|passat|пассат\w{0,3}|opel|опел\w{0,3}|ford|форд\w{0,3}|subaru|субару|lada|лад[аеуы]"
    r"|nomer\w{0,4}|mashin\w{1,5}|moped|скутер\w{0,3}|мотоцикл\w{0,3}|рейс\w?|degan|moshina\w{0,4})(?!\w)"
)
_FIGURE_WORD = (
    any_of(
        "ноль нуль один одна два две три четыре пять шесть семь восемь девять десять [а-я]{3,6}надцать двадцать"
        " тридцать сорок [а-я]{3,7}десят девяносто сто двести триста четыреста [а-я]{3,6}сот нөл бир эки үч төрт беш"
        " алты жети сегиз тогуз он жыйырма отуз кырк элүү алтымыш жетимиш сексен токсон жүз"
        " zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    )
    + r"(?!\w)"
)
_COUNTRY = any_of("k\\s?g kay\\s?gee к\\s?г кей\\s?джи кейджи кэ\\s?гэ ка\\s?гэ kg kej\\s?dzhi") + r"(?!\w)"
_LETTER_WORD = (
    any_of(
        "[a-zа-я] бэ вэ гэ дэ жэ зэ ка ха эль эл эм эн пэ эр эс тэ эф цэ че ша эй би си ди джи эйч ай джей кей оу пи"
        " кью ар ти ю ви дабл[\\s-]?ю икс уай вай зед зет ays bee cee dee eff gee aitch jay kay ell em en pee cue ar"
        " ess tee vee double[\\s-]?u ex why zed zee ay"
    )
    + r"(?!\w)"
)
"""Letters as Russians, Kyrgyz and English say them: а бэ эм, эй би эф, ay bee cee."""
_SPOKEN_PLATE = re.compile(
    rf"(?<!\w)(?:(?:{_FIGURE_WORD}|\d{{1,2}})\s){{1,2}}{_COUNTRY}(?:[\s,]{{1,2}}(?:{_FIGURE_WORD}|\d{{1,3}})){{1,4}}"
    rf"(?:(?:[\s,]{{1,2}}{_LETTER_WORD}){{1,3}}|,?\s[a-zа-я]{{2,3}}(?!\w))?"
)
_SAYS_COUNTRY = re.compile(r"\s(?:k\s?g|kay|к\s?г|кей|кэ|ка)(?:\s|\w{2,4}\s)")
_WITHIN = 45


def find_plates(text: Prepared) -> Iterator[Finding]:
    """`01 KG 123 ABC`; older forms (`B 1234 AB`) and a neighbour's only beside a word for a car."""
    for match in _REGION_PLATE.finditer(text.figures):
        yield RULES["plate.region"].finding(*match.span())
    for pattern in (_NEIGHBOURS_PLATE, _OLD_PLATE):
        for match in pattern.finditer(text.figures):
            if _is_plate(text, match, pattern is _NEIGHBOURS_PLATE):
                yield RULES["plate.named"].finding(*match.span())
    if _SAYS_COUNTRY.search(text.lower):
        for match in _SPOKEN_PLATE.finditer(text.lower):
            yield RULES["plate.region"].finding(*match.span())


def _is_plate(text: Prepared, match: re.Match[str], is_foreign: bool) -> bool:
    as_written = text.text[match.start() : match.end()]
    is_whole = is_foreign or _OLD_FULL.fullmatch(match.group()) is not None
    # A letter that stands for a figure is small: B 40l7 V.
    is_even = as_written.replace("l", "1").isupper() or (is_whole and as_written.islower())
    return is_even and _CAR_WORD.search(text.lower, max(0, match.start() - _WITHIN), match.start()) is not None
