"""Streets, microdistricts, houses and flats, in three languages, with capitals and without.

A street word alone (`на улице`) is nobody's address: it needs a name with a capital, a name that bends like a street's
(`улице московской`) or a house number.
"""

import re
from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.patterns import any_of
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

# Houses and flats ---------------------------------------------------------------------------------------------------

_NUMBER_WORD = (
    any_of(
        "[а-я]{3,9}(?:дцать|десят) сорок сто двести триста один два три четыре пять шесть семь восемь девять десять"
        " он жыйырма отуз кырк элүү алтымыш жетимиш сексен токсон бир эки үч төрт беш алты жети сегиз тогуз"
    )
    + r"(?!\w)"
)
_SPOKEN = rf"{_NUMBER_WORD}(?:\s{_NUMBER_WORD}){{0,2}}"
_COUNTED = any_of("лет год час сом тыс чел мин раз жыл киши саат")
_HOUSE = (
    r"\d{1,4}(?:[а-яa-zА-ЯA-Z](?![\w-])|\s[абгдеАБВГД](?=[,.;)]|$))?(?:\s?[/-]\s?\d{1,4}[а-яa-z]?(?!\w))?"
    rf"(?!\d|-\w|\s?{_COUNTED}\w{{0,4}})"
)
_NUMBER = rf"(?:{_HOUSE}|{_SPOKEN})"
_PART = any_of(
    r"дом\w{0,2} д строение стр корпус\w? корп квартир\w{0,3} кв к комнат\w{0,2} ком офис\w? подъезд\w? этаж\w? house"
    r" building bldg flat"
    r" apartment apt"
    r" room no block үй батир"
)
_LABELLED = rf"(?:[\s,]{{0,3}}{_PART}(?!\w)\.?\s?(?:№\s?)?{_NUMBER})"
_LABELLED_KY = (
    rf"(?:[\s,]{{0,3}}\d{{1,4}}[а-я]?(?:/\d{{1,3}})?\s?-?\s?{any_of('үй батир бөлмө квартира кв подъезд блок')}"
    r"[а-яөүң]{0,8}(?!\w))"
)
_PLAIN = rf"(?:[\s,]{{0,3}}(?:№\s?)?{_NUMBER})"
_ANY_PART = rf"(?:{_LABELLED}|{_LABELLED_KY})"
_TAIL = rf"{_PLAIN}?{_ANY_PART}{{0,4}}"
"""What may follow a street: house, building, flat."""
_FULL_TAIL = rf"(?:{_PLAIN}{_ANY_PART}{{0,4}}|{_ANY_PART}{{1,4}})"
"""The same where it must follow."""

# Russian ------------------------------------------------------------------------------------------------------------

_CAPITAL = r"(?:[А-ЯЁҢӨҮA-Z][\w'-]{1,30}|\d{1,3}(?:-?(?i:й|я|е|го|th|nd|st|rd))?(?=\s[А-ЯЁҢӨҮA-Z]))"
_CAPITALS = rf"\"?{_CAPITAL}(?: {_CAPITAL}){{0,2}}\"?"
_SMALL = r"(?:имени\s|им\.?\s)?[а-яёөүң][а-яёөүң-]{2,20}(?:\s[а-яёөүң-]{3,20})?"
_ADJECTIVE = (
    r"(?i:[а-яё-]{2,20}(?:ской|ская|скую|ском|ский|ского|цкой|цкая|цком|ной|ная|ную|ном|ный|ного|овой|овая|овую))(?!\w)"
)
_KIND_RU = (
    r"(?<!\w)"
    + any_of(
        r"ул\. ул_ улиц(?:а|е|ы|у|ей)_ пр-к?т_ просп\. проспект\w{0,2}_ пр\. пер\. переул\w{1,4}_"
        r" бульвар\w{0,2}_ б-р_ шоссе_"
        r" тупик\w{0,2}_ проезд\w{0,2}_ ж/м\.?\s? жил\.?\s?массив\w{0,2}_ мкрн?\.?\s? микрорайон\w{0,2}_ м-н_"
        r" новостройк\w{1,2}_ мик-н_"
    )
    + r"\s?(?:(?i:им\.|имени)\s?)?"
)
_KIND_AFTER_RU = any_of(r"улиц(?:а|е|ы|у|ей) проспект\w{0,2} переул\w{1,4} бульвар\w{0,2}")
_STREETS_RU = (
    re.compile(rf"{_KIND_RU}(?:[А-ЯЁҢӨҮ]\.\s?){{0,2}}{_CAPITALS}{_TAIL}"),
    re.compile(rf"{_KIND_RU}\"?{_ADJECTIVE}\"?{_TAIL}"),
    re.compile(rf"{_KIND_RU}{_SMALL}{_FULL_TAIL}"),
    re.compile(rf"{_KIND_RU}(?:[а-яё]{{3,20}}\s)?[а-яё]{{2,20}}(?:ова|ева|ина|ого|его)(?!\w){_TAIL}"),
    re.compile(rf"{_KIND_RU}[а-яё]{{2,15}}-[а-яё]{{2,15}}(?!\w){_TAIL}"),
    re.compile(rf"{_KIND_RU}(?:№\s?)?\d{{1,3}}{_LABELLED}{_TAIL}"),
    re.compile(rf"(?<![\w-]){_CAPITAL}(?: {_CAPITAL})?\s{_KIND_AFTER_RU}(?!\w){_TAIL}"),
)
_MICRODISTRICT = any_of(r"мкр\w{0,2}\.? микрорайон\w{0,4} мик-н жилмассив\w{0,4}")
_MICRODISTRICT_BEFORE = any_of(r"мкр\.? микрорайон\w{0,2} мик-н новостройк\w{1,2}")
_ORDINAL = (
    any_of("перв втор трет четв[её]рт пят шест седьм восьм девят десят одиннадцат двенадцат")
    + r"(?i:ом|ем|ый|ой|ий|ого|ьем)"
)
_DISTRICTS = (
    re.compile(rf"(?<!\w){_MICRODISTRICT_BEFORE}\s?(?:№\s?)?\d{{1,2}}(?:-?(?i:й|м))?(?![\w/-]){_TAIL}"),
    re.compile(
        rf"(?<![\w/.-])(?:\d{{1,2}}(?:-?\s?(?i:й|м|го|ом|ый))?|{_NUMBER_WORD})\s?-?\s?{_MICRODISTRICT}(?!\w){_TAIL}"
    ),
    re.compile(rf"(?<!\w){_ORDINAL}\s{_MICRODISTRICT}(?!\w){_TAIL}"),
    re.compile(rf"(?<!\w)[А-ЯЁҢӨҮ][\w-]{{2,20}}\s{_MICRODISTRICT}(?!\w){_TAIL}"),
    re.compile(rf"(?<![\w-])\d{{1,2}}\s?-?\s?(?i:кичи\s?район)[а-яөүң]{{0,6}}(?!\w){_TAIL}"),
    re.compile(
        rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?|[A-Z][\w'-]{{2,20}})\s(?i:micro[ -]?district|mikroraion)(?!\w){_TAIL}"
    ),
    re.compile(rf"(?<!\w)(?i:microdistrict|mkr\.?|mikroraion)\s(?:\d{{1,2}}|[A-Z][\w'-]{{2,20}})(?!\w){_TAIL}"),
)
_AT = any_of(r"на по адрес\w{0,2} жив[её]т проживает дареги at lives_at address")
_HOUSE_AFTER_NAME = (
    re.compile(
        rf"(?<![\w-]){_CAPITAL}(?: {_CAPITAL})?,?\s\d{{1,4}}[а-яa-z]?(?:/\d{{1,3}})?,?\s"
        r"(?i:кв|квартира|дом|flat|apt)(?!\w)\.?\s?\d{1,4}"
    ),
    re.compile(
        rf"(?<!\w){_AT}:?\s({_CAPITAL}(?: {_CAPITAL})?,?\s\d{{1,4}}/\d{{1,3}}"
        r"(?:[\s,]{1,2}(?i:кв)\.?\s?\d{1,4})?)(?![\w/])"
    ),
    re.compile(
        r"(?<!\w)(?i:адрес\w{0,2}|дареги|дарегим|add?ress)(?:\s(?i:дома|комнаты|квартиры|is))?:?\s"
        rf"({_CAPITAL}(?: {_CAPITAL})?,?\s(?=\d){_FULL_TAIL})"
    ),
    re.compile(rf"(?<!\w)[А-ЯЁ][а-яё-]{{2,20}}(?:ой|ая|ую)\s(?=\d){_FULL_TAIL}"),
    re.compile(rf"(?<!\w)(?i:на|по)\s([А-ЯЁ][а-яё-]{{2,20}}[\s,]{{1,2}}(?=\d){_FULL_TAIL})"),
    re.compile(
        rf"(?<!\w)(?:на|по|адрес\w{{0,2}})\s((?:[а-яё-]{{3,20}}\s)?[а-яё-]{{2,20}}(?:ской|ая|цкой|ова|ева|ина|ого|его)\s"
        rf"(?:(?=\d){_FULL_TAIL}|{_SPOKEN}(?!\s{_COUNTED})))"
    ),
    re.compile(
        r"(?<!\w)(?i:углу|пересечени[еи])\s(?i:улиц\s)?([А-ЯЁ][а-яё-]{2,20}(?:\s?[/-]\s?|\sи\s)[А-ЯЁ][а-яё-]{2,20})"
    ),
)

# Kyrgyz -------------------------------------------------------------------------------------------------------------

_KIND_KY = (
    any_of(r"көчөсү көчөсүн көчөс[уи]н? проспекти кичи\s?району? микрорайону бульвары жаңы_конушу тар_көчөсү")
    + r"[а-яөүң]{0,6}(?!\w)"
)
_NO_STREET_KY = (
    "(?!"
    + any_of("бул ушул ошол биздин алардын анын менин шаардын шаар айылдын айыл бир кайсы чоң негизги борбордук")
    + r"\s)"
)
_STREETS_KY = (
    re.compile(rf"(?<![\w-]){_CAPITALS}\s{_KIND_KY}{_TAIL}"),
    re.compile(rf"(?<![\w-]){_CAPITALS}\s(?i:көчө|көчөгө|көчөдө|көчөдөгү|көч\.){_FULL_TAIL}"),
    re.compile(rf"(?<!\w)(?:[а-яөүң-]{{3,20}}\s)?[а-яөүң-]{{3,20}}\s{_KIND_KY}{_FULL_TAIL}"),
    re.compile(rf"(?<![\w-])\d{{1,3}}\s?-?\s?(?i:көчө)[а-яөүң]{{0,6}}(?!\w){_FULL_TAIL}"),
    re.compile(rf"(?<!\w){_NO_STREET_KY}[а-яөүң][а-яөүң-]{{2,20}}\s(?i:көчөсү)(?:н[а-яөүң]{{0,6}})?(?!\w)"),
)

# English ------------------------------------------------------------------------------------------------------------

_KIND_EN = (
    rf"(?:{any_of('avenue street road lane boulevard prospect prospekt alley highway ave ulitsa')}(?!\w)"
    r"|(?i:ave|str|st|blvd|rd|ul)\.|(?i:ave|str|blvd)(?=\s\d))"
)
_NO_STREET_EN = (
    "(?!"
    + any_of(
        "the this that an? our main same next his her my their every each one which in on off from and at to of"
        " by near is was lives"
    )
    + r"\s)"
)
_STREETS_EN = (
    re.compile(
        rf"(?:(?<!\w)\d{{1,4}}[A-Za-z]?,?\s)?(?<!\w){_NO_STREET_EN}(?:[A-Z][\w'-]{{1,25}}|\d{{1,3}}(?:st|nd|rd|th))"
        rf"(?:\s[A-Z][\w'-]{{1,25}}){{0,2}}\s{_KIND_EN}{_TAIL}"
    ),
    re.compile(rf"(?<!\w)(?:{_NO_STREET_EN}[a-z'-]{{3,20}}\s)?{_NO_STREET_EN}[a-z'-]{{3,20}}\s{_KIND_EN}{_FULL_TAIL}"),
    re.compile(rf"(?<!\w)\d{{1,4}}[a-z]?\s{_NO_STREET_EN}[a-z][a-z'-]{{2,20}}\s{_KIND_EN}"),
    re.compile(
        rf"(?<!\w){any_of('ul. ulitsa ulica prospekt pereulok street')}\s[A-Z][\w'-]{{1,25}}"
        rf"(?:\s[A-Z][\w'-]{{1,25}}(?=\s\d))?{_TAIL}"
    ),
)

# A house without a street -------------------------------------------------------------------------------------------

_HOUSE_AND_FLAT = (
    re.compile(
        rf"(?<!\w)(?i:дом\w{{0,2}}|д\.|house)\s?(?:№\s?)?{_NUMBER}"
        rf"[\s,]{{0,3}}(?i:кв\.?|квартир\w{{0,3}}|flat|apt\.?|apartment)\s?(?:№\s?)?{_NUMBER}"
    ),
    re.compile(
        r"(?<![\w-])\d{1,4}\s?-?\s?(?i:үй)[а-яөүң]{0,5}[\s,]{1,2}\d{1,4}\s?-?\s?(?i:батир|квартира)[а-яөүң]{0,6}"
    ),
    re.compile(r"(?<!\w)(?i:flat|apartment|apt\.?)\s\d{1,4},?\s(?i:house|building)\s\d{1,4}"),
)

_PATTERNS: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...] = (
    ("address.street", _STREETS_RU),
    ("address.street", _STREETS_KY),
    ("address.street", _STREETS_EN),
    ("address.district", _DISTRICTS),
    ("address.house", _HOUSE_AFTER_NAME),
    ("address.flat", _HOUSE_AND_FLAT),
)


def find_addresses(text: Prepared) -> Iterator[Finding]:
    """`ул. Ахунбаева 98а, кв 3`, `8 микрорайоне, дом 25`, `Ибраимов көчөсү 84`, `Lenin street 7`.

    A group in a pattern marks the address where a preposition is part of the pattern.
    """
    for code, patterns in _PATTERNS:
        for pattern in patterns:
            for match in pattern.finditer(text.text):
                group = match.lastindex or 0
                start, found = match.start(group), match.group(group)
                yield RULES[code].finding(start, start + len(found.rstrip(" ,")))
