"""Streets, microdistricts, houses and flats, in three languages, with capitals and without.

A street word alone (`на улице`) is nobody's address: it needs a name with a capital, a name that bends like a street's
(`улице московской`) or a house number.
"""

import re
from collections.abc import Iterator
from itertools import chain

from react_cases.pii.address_edges import (
    FIRST_HALF,
    first_of_sentence,
    is_behind_institution,
    joined,
    together,
    widened,
    without_institution,
)
from react_cases.pii.bare_streets import (
    ADDRESS_IS_SAID,
    ADDRESSES_SAID,
    BARE_STREET_STANDS,
    BARE_STREETS,
    ONLY_ON_STREET,
)
from react_cases.pii.corners import find_corners, second_street
from react_cases.pii.crossings import CROSSING_STANDS, CROSSINGS
from react_cases.pii.districts import DISTRICT_STANDS, DISTRICTS, HOUSING, HOUSING_ALONE, HOUSING_STANDS
from react_cases.pii.findings import Finding
from react_cases.pii.homes import HOME_STANDS, HOUSE_AND_FLAT
from react_cases.pii.house_parts import (
    COUNTED,
    FULL_TAIL,
    HOUSE,
    LABELLED,
    NO_PART,
    SPOKEN,
    SPOKEN_EN,
    TAIL,
    forget,
    house_end,
    parts_end,
)
from react_cases.pii.markets import MARKET_GROUP
from react_cases.pii.numbered_streets import find_numbered_streets
from react_cases.pii.patterns import Group, Later, any_of
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.sites import SITE_GROUP
from react_cases.pii.told_streets import find_told_streets

# Russian ------------------------------------------------------------------------------------------------------------

_CAPITAL = r"(?:[А-ЯЁҢӨҮA-Z][\w'-]{1,30}|\d{1,3}(?:-?(?i:й|я|е|го|th|nd|st|rd))?(?=\s[А-ЯЁҢӨҮA-Z]))"
_ANNIVERSARY = r"\d{2,3}\s?-?\s?(?i:лет|летия)\s[А-ЯЁа-яё-]{3,20}"
_CAPITALS = rf"\"?{_CAPITAL}(?: {_CAPITAL}){{0,2}}\"?"
_SMALL = NO_PART + r"(?:имени\s|им\.?\s)?[а-яёөүң][а-яёөүң-]{2,20}(?:\s[а-яёөүң-]{3,20})?"
_ADJECTIVE = (
    r"(?i:[а-яё-]{2,20}(?:ской|ская|скую|ском|ский|ского|цкой|цкая|цком|ной|ная|ную|ном|ный|ного|овой|овая|овую))(?!\w)"
)
_KIND_RU = (
    r"(?<!\w)"
    + any_of(
        r"ул\. ул_ улиц(?:а|е|ы|у|ей)_ ул(?:ца|це|цу|цы|иа|ие|иц|ицв|ицп|ицца|лица|тца)_ уиц[аеуы]_ учица_ пр-к?т_"
        r" просп\. проспект\w{0,2}_ пр\. пер\. переул\w{1,4}_"
        r" бульвар\w{0,2}_ б-р_ шоссе_"
        r" тупик\w{0,2}_ проезд\w{0,2}_ ж/м\.?\s? жил\.?\s?массив\w{0,2}_ мкрн?\.?\s? мкр-н\w{0,2}_"
        r" м[ик]?к?р[оа]?рай?о?н\w{0,2}_ м-н\w{0,2}_"
        r" новостройк\w{1,2}_ мик-н_"
    )
    + r"\s?(?:(?i:им\.|имени)\s?)?"
)
_NUMBERED_RU = (
    r"(?:(?i:(?:сто|двести|триста|четыреста|[а-я]{3,6}сот|двадцать|тридцать|сорок|[а-я]{3,6}десят|девяносто)\s){0,2}"
    r"(?i:перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят|десят|двадцат|тридцат|[а-я]{3,8}надцат|сотой|[а-я]{3,8}десят)(?i:ой|ая|ую))"
)
"""Streets of new districts have numbers only: «шестьсот двадцатая улица, дом 4»."""
_KIND_AFTER_RU = any_of(r"магистрал[ьи] набережн\w{2} улиц(?:а|е|ы|у|ей) проспект\w{0,2} переул\w{1,4} бульвар\w{0,2}")
_HOUSE_FIRST_RU = (
    rf"(?:(?<!\w)(?i:кв|квартир\w{{0,3}}|дом\w{{0,2}}|д)\.?\s?(?:№\s?)?{HOUSE}(?:,?\s(?i:дом\w{{0,2}})\s?(?:№\s?)?{HOUSE})?"
    r",?\s(?i:по|на)\s)?"
)
_NO_STREET_RU = (
    "(?!"
    + any_of(
        r"без для около возле после слишком очень было много немного слова снова мужчина женщина машина половина"
        r" его моего нашего своего всего ничего никого этого одного другого каждого такого самого того какого которого"
        r" большого"
    )
    + r"(?!\w))"
)
_STREETS_RU = (
    Later(rf"{_HOUSE_FIRST_RU}{_KIND_RU}(?:[А-ЯЁҢӨҮ]\.\s?){{0,2}}{_CAPITALS}{TAIL}"),
    Later(rf"{_HOUSE_FIRST_RU}{_KIND_RU}{_ANNIVERSARY}{TAIL}"),
    Later(
        rf"{_HOUSE_FIRST_RU}{_KIND_RU}{_CAPITAL}\s(?![а-яё]{{3,20}}(?:ый|ий)\s){NO_PART}[а-яё]{{4,20}},?\s(?=\d|№){FULL_TAIL}"
    ),
    Later(rf"{_KIND_RU}\"?{_ADJECTIVE}\"?{TAIL}"),
    Later(rf"{_KIND_RU}{_SMALL}{FULL_TAIL}"),
    Later(
        rf"{_KIND_RU}{_NO_STREET_RU}(?:[а-яё]{{3,20}}\s)?{_NO_STREET_RU}[а-яё]{{2,20}}(?:ова|ева|ина|ого|его)(?!\w){TAIL}"
    ),
    Later(rf"{_KIND_RU}[а-яё]{{2,15}}-[а-яё]{{2,15}}(?!\w){TAIL}"),
    Later(rf"{_KIND_RU}(?:№\s?)?\d{{1,3}}{LABELLED}{TAIL}"),
    Later(
        rf"(?<![\w-])(?:\d{{1,3}}\s?-?\s?(?:я|й|ой|ую)|{_NUMBERED_RU})\s(?i:улиц[аеуы]|линия|переулок|проезд)(?=[\s,]){FULL_TAIL}"
    ),
    Later(
        rf"(?<![\w-])(?!(?:Названи|Номер|Угол|Конец|Конце|Начал|Жител|Част|Середин|Сторон|Вдоль|Около|Возле|Посреди|На\s|По\s)"
        rf"){_CAPITAL}(?: {_CAPITAL})?\s{_KIND_AFTER_RU}(?!\w){TAIL}"
    ),
)

# Kyrgyz -------------------------------------------------------------------------------------------------------------

_KIND_KY = (
    any_of(
        r"көчөсү көчөсүн к-с[үуы] к[өо]ч[өоеу]?с[үуөи]н? к[ўуӯ]ча(?:си|сы) к[өо]шес[іи] проспекти"
        r" кичи\s?району? микрорайону бульвары магистралы жаңы_конушу тар_көчөсү"
    )
    + r"[а-яөүң]{0,8}(?!\w)"
)
_NO_STREET_KY = (
    "(?!"
    + any_of("бул ушул ошол биздин алардын анын менин шаардын шаар айылдын айыл бир кайсы чоң негизги борбордук")
    + r"\s)"
)
_NAMED_KY = (
    "(?!"
    + any_of(
        "кардар кардарды кардарым кечээ бүгүн эртең азыр анда ошондо түнкүсүн кечинде эртең_менен ал алар аны аларды"
        " биз бизди мен мени сен бул ушул келин жигит кыз эже байке милиция"
    )
    + rf"\s){_CAPITALS}(?:\s(?i:ата|баатыр|датка|молдо)(?=\s))?"
)
"""Words with capitals, the first of which does not only begin a sentence."""
_FAMOUS_KY = any_of(
    "жибек_жолу[а-я]{0,4} тоголок_молдо"
    " байтик_баатыр jibek_jolu zhibek_zholu baitik_baatyr чыңгыз_айтматов\\w{0,2} чингиза_айтматова"
    " исхак_раззаков\\w{0,2} курманжан_датка"
)
"""Streets and avenues of Bishkek and Osh that people dictate without a word for them."""
_HOME_TAIL = r"(?=[\s,]{1,3}(?:[а-яөүң\d]+-?\s(?:[а-яөүң]+\s)?үй|(?:дом|д\.|квартира)\s))(?P<house>)"
_NO_BENT_RU = any_of("город сель дет республикан област жен муж университет")
_SHORT_KIND_KY = r"(?i:к\.|көч\.|көч(?=\s\d)|пр\.|прос\.|просп\.|пр-т\w{0,2}|пр-кт\w{0,2}|проспект|бульвар)"
_STREETS_KY = (
    Later(rf"(?<!\w){_FAMOUS_KY}(?:\s(?:{SPOKEN}|\d{{1,4}}))(?!\s?{COUNTED}|\w){TAIL}"),
    Later(rf"(?<![\w-])(?!{_NO_BENT_RU})[а-яё-]{{3,20}}(?:ск|цк)(?:ая|ой|ую)(?=\s){_HOME_TAIL}"),
    Later(rf"(?<![\w-]){_NAMED_KY}(?:\s(?i:жолу|баатыр|датка|батыр|ата|бий|хан))?\s{_SHORT_KIND_KY},?{FULL_TAIL}"),
    Later(rf"(?<![\w-]){_NAMED_KY}\s{_KIND_KY}(?<=г[үуиы])\s\d{{1,4}}\s?-\s?[а-яөүң]{{3,20}}(?!\w)"),
    Later(rf"(?<![\w-]){_NAMED_KY}\sк\s\d{{1,4}}(?=,\s\d{{1,3}}\s?-?\s?(?i:кабат|батир|кв)|\s?[,.;)]){TAIL}"),
    Later(rf"(?<![\w-])[а-яөүңі-]{{2,20}}(?:[оеё]в|бек|бай|кул|ата|жолу)\s(?:к|көч)\.,?\s?(?=\d){FULL_TAIL}"),
    Later(rf"(?<![\w-]){_NO_STREET_KY}[а-яөүң-]{{3,20}}\sкөч\.?,?\s(?=\d){FULL_TAIL}"),
    Later(rf"(?<!\w)(?i:көчө|көчөсү|к[ўуӯ]ча|кӯчаи)\s{_CAPITALS},?{FULL_TAIL}"),
    Later(rf"(?<![\w-])[А-ЯЁҢӨҮҒҚҲЎ]\w{{2,20}}(?:\s[\w]{{3,20}})?\s(?i:к[ўуӯ]ча(?:си|сида)|көшесі)(?!\w),?{TAIL}"),
    Later(rf"(?<![\w-]){_NAMED_KY}\s(?i:көчөсүнүн)\s\d{{1,4}}\s?-?[сыиуү][а-яөүң]{{1,6}}(?!\w)"),
    Later(rf"(?<!\w)(?i:көчө)\s\d{{1,3}},?{FULL_TAIL}"),
    Later(rf"(?<![\w-]){_NAMED_KY}\s{_KIND_KY}{TAIL}"),
    Later(rf"(?<![\w-]){_NAMED_KY}\s(?i:к[өо]ч[өо]|көчөгө|көчөдө|көчөдөгү|к[өо]ч\.?){FULL_TAIL}"),
    Later(rf"(?<!\w)(?:[а-яёөүң-]{{3,20}}\s)?[а-яёөүң-]{{3,20}}\s{_KIND_KY}{FULL_TAIL}"),
    Later(rf"(?<![\w-])\d{{1,3}}\s?-?\s?(?i:көчө)[а-яөүң]{{0,6}}(?!\w){FULL_TAIL}"),
    Later(
        rf"(?<!\w)(?:{FIRST_HALF}\s)?{_NO_STREET_KY}[а-яөүң][а-яөүң-]{{2,20}}\s(?i:көчөсү|проспекти|бульвары)"
        rf"(?:н[а-яөүң]{{0,7}})?(?!\w){TAIL}"
    ),
)

# English ------------------------------------------------------------------------------------------------------------

_STREET_EN = any_of(
    "avenue avenu street stre{3,4}t"
    " steet stret streat sreet strret road lane boulevard prospect prospekt alley highway ave ulitsa"
)
_KIND_EN = (
    r"(?:(?i:ave|str|st|blvd|rd|ul)\.|(?i:ave|str|blvd)(?=\s\d)"
    rf"|{_STREET_EN}(?!\w))"
)
_NO_STREET_EN = (
    "(?!"
    + any_of(
        "the this that an? our main same next his her my their every each one which in on off from and at to of"
        " by near is was lives all no any some these those such many few most"
        " several what other another both busy wide narrow"
    )
    + r"\s)"
)
_HOUSE_FIRST_EN = (
    r"(?:(?<!\w)(?i:apt|apartment|flat)\.?\s(?:no\.?\s?)?\d{1,4},\s(?=\d))?"
    r"(?:(?<!\w)(?:(?i:house|building|flat|apartment|apt)\.?\s(?i:no\.?\s?|number\s|№\s?)?)?"
    r"\d{1,4}[A-Za-z]?(?:[/-]\d{1,4})?,?\s(?:on\s|in\s)?)?"
)
_KIND_LATIN = any_of(
    r"ulitsa ulica uliza ulitza ulisa ul\.? ulitse pereulok per\. prospekt prospekte"
    r" prospect prospekti(?:si)? pr\. bulvar kochosu kochosundo"
    " köchösü köchösündö"
)
_STREETS_LATIN = (
    Later(rf"(?<!\w)[A-Za-z][\w'-]{{2,25}}\s(?i:k[oö]ch\.?|pr\.|prosp\.){FULL_TAIL}"),
    Later(rf"(?<!\w){_KIND_LATIN}\s[A-Za-z][\w'-]{{2,25}}(?:\s[A-Z][\w'-]{{1,25}})?{FULL_TAIL}"),
    Later(
        rf"(?<!\w)(?i:ulits[aeyu]|ulic[aeyu])\s[A-Za-z][\w'-]{{2,20}}(?:skaya|skoi|skoy|skuyu|[eo]va|aya)(?!\w){TAIL}"
    ),
    Later(
        rf"(?<!\w)[A-Za-z][\w'-]{{2,25}}\s(?i:ko[cç]h?[oeu][sş][ui]|köchösü|k[ou]['ʻ]?chasi|k[oö]shesi|k[oöü][cç]h?[oö][sş][uü]|prospekt(?:i|isi))[a-zöüçş]{{0,6}}(?!\w){TAIL}"
    ),
    Later(rf"(?<!\w)(?i:na|po)\s([A-Za-z][\w'-]{{2,20}}(?:skoi|skoy|ova|eva|ogo|aya)\s(?=\d){FULL_TAIL})"),
)
_HOME_NEXT = r"(?=,?\s(?:house|flat|apt|building)\s)(?P<house>)"
_STREETS_EN = (
    Later(
        rf"(?<!\w)(?:(?i:no\.?|number|house)\s)?\d{{1,4}}[a-z]?,?\s{_NO_STREET_EN}[A-Za-z][a-z'-]{{3,20}}\s"
        r"(?i:st|str|ave|blvd)(?=\s?[,;)\n]|\.?\s?$)"
    ),
    Later(rf"(?<!\w){SPOKEN_EN}\s[a-z]{{3,17}}(?:skaya|skoi|skoy)(?!\w){TAIL}"),
    Later(
        rf"(?:(?<=,\s)|(?<=at\s)|(?<=on\s)|(?<=in\s)|(?<![\w\s]))(?i:street|lane)\s(?:(?i:no\.?|number)\s|№\s?)?\d{{1,3}}{_HOME_NEXT}"
    ),
    Later(
        rf"(?<!\w)(?:number\s)?(?!one\s(?!hundred|[a-z]{{2,6}}ty|[a-z]{{3,6}}teen|ten|eleven|twelve)){SPOKEN_EN}\s{_NO_STREET_EN}[a-z][a-z'-]{{3,20}}\s(?:[a-z'-]{{3,20}}\s)?"
        rf"(?:street|avenue|lane|boulevard)(?!\w){TAIL}"
    ),
    Later(
        rf"{_HOUSE_FIRST_EN}(?<!\w){_NO_STREET_EN}(?:(?:[A-Z]\.\s?){{0,2}}[A-Z][\w'-]{{1,25}}|\d{{1,3}}(?:st|nd|rd|th))"
        rf"(?:\s[A-Z][\w'-]{{1,25}}){{0,2}}\s{_KIND_EN}{TAIL}"
    ),
    Later(rf"(?<!\w)(?:{_NO_STREET_EN}[a-z'-]{{3,20}}\s)?{_NO_STREET_EN}[a-z'-]{{3,20}}\s{_KIND_EN}{FULL_TAIL}"),
    Later(
        rf"(?:(?<!\w)(?:house|building|flat|apartment|number)\s)?(?<!\w)\d{{1,4}}[a-z]?,?\s(?:on\s|in\s)?{_NO_STREET_EN}"
        rf"[a-z][a-z'-]{{2,20}}\s(?!road\s(?:police|safety)){_KIND_EN}{TAIL}"
    ),
    Later(rf"(?<!\w)[a-z-]{{2,17}}(?:skaya|aya|[eo]va|ogo|bek|[eo]v)\s(?:street|avenue|str)(?!\w){TAIL}"),
    Later(
        rf"(?<!\w){any_of('ul. ulitsa ulica prospekt pereulok street')}\s[A-Z][\w'-]{{1,25}}"
        rf"(?:\s[A-Z][\w'-]{{1,25}}(?=\s\d))?{TAIL}"
    ),
)

_KIND_IN_RU = Later(
    r"магистр|набереж|ул\.|ул\s|улиц|у[лч][а-я]{1,3}а\s|улицп?у?\s|ул?и?ц[аеуы]?\s|улие\s|пр-|просп|пр\.|пер\.|переул|бульвар|б-р|шоссе|тупик|проезд|ж/м|жил\.?\s?массив|мкр|микрорайон|м-н"
    "|новостройк|мик-н"
)
_KIND_IN_KY = Later(
    r"к[өоўуӯ]ч|к-с|көше|жолу|jolu|zholu|baatyr|байтик|айтматов|раззаков|датка|(?:ская|ской|скую)\s"
    r"|бульвар|магистралы|проспе|просп?\.|\sк[.\s]|\sпр[.-]|кичи\s?район|микрорайону|бульвары|жаңы\sконушу"
)
_KIND_IN_EN = Later(
    r"avenue|st[a-z]{0,2}e+t|stret|sreet|avenu|road|lane|boulevard|prosp|alley|highway|ave|skaya|sko[iy]|ulit?[sc]a|str\.|st\.|\sst(?!\w)|blvd|rd\.|ul\.|str\s|pereulok"
)
_KIND_IN_LATIN = Later(r"uli|ul\.|ul\s|pereul|per\.|prosp|pr\.|bulvar|k[ouöü]['ʻ]?[cç]|shesi|skoi|skoy|ova|eva|ogo|aya")
_GROUPS = (
    Group("address.district", DISTRICT_STANDS, DISTRICTS),
    Group("address.street", CROSSING_STANDS, CROSSINGS),
    Group("address.street", _KIND_IN_RU, _STREETS_RU),
    Group("address.street", _KIND_IN_KY, _STREETS_KY),
    Group("address.street", _KIND_IN_EN, _STREETS_EN),
    Group("address.street", _KIND_IN_LATIN, _STREETS_LATIN),
    Group("address.district", HOUSING_STANDS, HOUSING_ALONE),
    Group("address.house", BARE_STREET_STANDS, BARE_STREETS, reach=80),
    Group("address.house", ADDRESS_IS_SAID, ADDRESSES_SAID, reach=80),
    Group("address.flat", HOME_STANDS, HOUSE_AND_FLAT, reach=80),
    MARKET_GROUP,
    SITE_GROUP,
)


_KIND_OF_ESTATE = any_of(
    r"ж/м жил\.?\s?массив\w{0,2} новостройк\w{1,2} мкрн?\.? микрорайон\w{0,2} мкр-н\w{0,2} м-н\w{0,2} мик-н"
)
_ESTATE_BEFORE = Later(
    rf"(?<![\w-])(?:{_KIND_OF_ESTATE}\s?)?\"?{HOUSING}\"?"
    r"(?:\s(?i:конушу|кичи\s?району|жилмассиви|microdistrict|settlement|residential\sarea))?,\s$"
)
_LONGEST_ESTATE = 45


def find_addresses(text: Prepared) -> Iterator[Finding]:
    """`ул. Ахунбаева 98а, кв 3`, `8 микрорайоне, дом 25`, `Ибраимов көчөсү 84`, `Lenin street 7`.

    A group in a pattern marks the address where a preposition is part of the pattern.
    """
    try:
        whole = ((*_whole(text.text, start, end), code) for start, end, code in joined(_spans(text)))
        for start, end, code in together(text.text, joined(whole)):
            yield RULES[code].finding(start, end)
    finally:
        forget()


def _spans(clean: Prepared) -> Iterator[tuple[int, int, str]]:
    """Start, end and rule of every match, also those inside of a longer one: an estate alone, and with its street."""
    text = clean.text
    seen: set[tuple[int, int]] = set()
    for group in _GROUPS:
        for match in group.matches(text, clean.lower):
            marked = 0 if match.lastgroup else match.lastindex or 0
            start, end = match.start(marked), _end(match, marked, text)
            if match.re is ONLY_ON_STREET.compiled() and is_behind_institution(text, match.start()):
                continue
            start += first_of_sentence(text, start)
            if end is not None and (start, end) not in seen:
                seen.add((start, end))
                yield start, end, group.code
    for start, end in find_numbered_streets(text):
        yield start, end, "address.house"
    for start, end in chain(find_corners(clean), find_told_streets(clean)):
        yield start, end, "address.street"


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """With the estate before it and what else belongs to it on either side."""
    estate = _ESTATE_BEFORE.search(text, max(0, start - _LONGEST_ESTATE), start)
    first, last = widened(text, estate.start() if estate else start, end)
    last = second_street(text, first, last)
    return _trimmed(text, *without_institution(text, first, parts_end(text, last) or last))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip(" ,"))


def _end(match: re.Match[str], marked: int, text: str) -> int | None:
    """Where an address ends, with its house and flat; None if it needs them and has none."""
    groups = match.groupdict()
    if groups.get("house") is not None:
        return house_end(text, match.end())
    if groups.get("parts") is not None:
        return parts_end(text, match.end())
    if "tail" in groups:
        return house_end(text, match.end()) or match.end()
    return match.end(marked)
