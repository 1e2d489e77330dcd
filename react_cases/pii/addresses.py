"""Streets, microdistricts, houses and flats, in three languages, with capitals and without.

A street word alone (`на улице`) is nobody's address: it needs a name with a capital, a name that bends like a street's
(`улице московской`) or a house number.
"""

import re
from collections.abc import Iterator

from react_cases.pii.bare_streets import BARE_STREETS
from react_cases.pii.crossings import CROSSING_STANDS, CROSSINGS
from react_cases.pii.findings import Finding
from react_cases.pii.house_parts import (
    COUNTED,
    FULL_TAIL,
    HOUSE,
    LABELLED,
    MAY_FOLLOW,
    MUST_FOLLOW,
    NO_PART,
    NUMBER,
    NUMBER_SIGN,
    NUMBER_WORD,
    SPOKEN,
    SPOKEN_EN,
    TAIL,
)
from react_cases.pii.patterns import Group, any_of
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

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
        r"ул\. ул_ улиц(?:а|е|ы|у|ей)_ пр-к?т_ просп\. проспект\w{0,2}_ пр\. пер\. переул\w{1,4}_"
        r" бульвар\w{0,2}_ б-р_ шоссе_"
        r" тупик\w{0,2}_ проезд\w{0,2}_ ж/м\.?\s? жил\.?\s?массив\w{0,2}_ мкрн?\.?\s? мкр-н\w{0,2}_"
        r" микрорайон\w{0,2}_ м-н\w{0,2}_"
        r" новостройк\w{1,2}_ мик-н_"
    )
    + r"\s?(?:(?i:им\.|имени)\s?)?"
)
_KIND_AFTER_RU = any_of(r"улиц(?:а|е|ы|у|ей) проспект\w{0,2} переул\w{1,4} бульвар\w{0,2}")
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
    re.compile(rf"{_HOUSE_FIRST_RU}{_KIND_RU}(?:[А-ЯЁҢӨҮ]\.\s?){{0,2}}{_CAPITALS}{TAIL}"),
    re.compile(rf"{_HOUSE_FIRST_RU}{_KIND_RU}{_ANNIVERSARY}{TAIL}"),
    re.compile(rf"{_KIND_RU}\"?{_ADJECTIVE}\"?{TAIL}"),
    re.compile(rf"{_KIND_RU}{_SMALL}{FULL_TAIL}"),
    re.compile(
        rf"{_KIND_RU}{_NO_STREET_RU}(?:[а-яё]{{3,20}}\s)?{_NO_STREET_RU}[а-яё]{{2,20}}(?:ова|ева|ина|ого|его)(?!\w){TAIL}"
    ),
    re.compile(rf"{_KIND_RU}[а-яё]{{2,15}}-[а-яё]{{2,15}}(?!\w){TAIL}"),
    re.compile(rf"{_KIND_RU}(?:№\s?)?\d{{1,3}}{LABELLED}{TAIL}"),
    re.compile(
        rf"(?<![\w-])(?!(?:Названи|Номер|Угол|Конец|Конце|Начал|Жител|Част|Середин|Сторон|Вдоль|Около|Возле|Посреди|На\s|По\s)"
        rf"){_CAPITAL}(?: {_CAPITAL})?\s{_KIND_AFTER_RU}(?!\w){TAIL}"
    ),
)
_MICRODISTRICT = any_of(r"мкр-н\w{0,2} мкр\w{0,2}\.? микрорайон[а-яөүң]{0,8} мик-н жилмассив[а-яөүң]{0,6}")
_MICRODISTRICT_BEFORE = any_of(r"мкр\.? микрорайон\w{0,2} мик-н новостройк\w{1,2}")
_ORDINAL = (
    any_of("перв втор трет четв[её]рт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат")
    + r"(?i:ом|ем|ый|ой|ий|ого|ьем|ьего|ую|ая)"
)
_ORDINAL_KY = any_of("биринчи экинчи үчүнчү төртүнчү бешинчи алтынчы жетинчи сегизинчи тогузунчу онунчу")
_MICRODISTRICT_EN = "(?i:micro[ -]?(?:district|region|raion|rayon)|mi[ck]rora[iy]on|mikroraiyon|mkr)"
_ORDINAL_EN = any_of("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth")
_HOUSING = any_of(
    "джал жал асанбай восток восток-5 тунгуч аламедин аламедин-1 аламүдүн-1 учкун юг-2 улан улан-2 космос пишпек"
    " селекция рабочий_городок"
    r" (?:кок|көк)-жар арча-бешик ак-(?:орго|өргө|ордо|бата|босого|тилек|жар) кызыл-аскер кара-жыгач колмо калыс-ордо"
    r" дордой-2 (?:рухий-)?мурас-ордо ала-тоо(?:-\d)? алтын-(?:ордо|бешик|казык) бакай-ата биримдик-кут эне-сай"
    r" салам-алик жа[нң]ы-жер таш-дөбө таш-добо боз-бешик ынтымак-?2?"
    r" d?jal asanba[iy] vostok(?:-5)? tunguch alamedin(?:-1)? archa-beshik ak-(?:orgo|ordo|bata|bosogo|tilek|jar)"
    r" k[oö]k-[dz]?h?[jz]?h?ar kyzyl-asker kara-[jz]h?ygach kalys-ordo altyn-(?:ordo|beshik|kazyk) bakai-ata ene-sai"
    r" ala-too(?:-\d)? (?:jany|zhany|dzhany)-(?:jer|zher|dzher)"
)
"""Housing estates of Bishkek, which people name without a word for them: «Асанбай, 12-34»."""
_ROAD = r"(?i:трасс[аеуы]|автодорог[аеуи]|дорог[аеуи])\s(?:[А-ЯЁ][\w]{1,20}(?:\s?-\s?[А-ЯЁ][\w-]{1,20})+)"
_DISTRICTS = (
    re.compile(rf"(?<!\w){_MICRODISTRICT_BEFORE}\s?(?:№\s?)?\d{{1,2}}(?:-?(?i:й|м))?(?![\w/-]){TAIL}"),
    re.compile(
        rf"(?<![\w/.-])(?:\d{{1,2}}(?:-?\s?(?i:й|м|го|ом|ый))?|{NUMBER_WORD})\s?-?\s?{_MICRODISTRICT}(?!\w){TAIL}"
    ),
    re.compile(rf"(?<!\w)(?:{_ORDINAL}|(?:(?i:он)\s)?{_ORDINAL_KY})\s{_MICRODISTRICT}(?!\w){TAIL}"),
    re.compile(rf"(?<!\w)(?i:микрорайон)[а-я]{{0,2}}\s{SPOKEN}(?!\w){TAIL}"),
    re.compile(rf"(?<!\w)[А-ЯЁҢӨҮ][\w-]{{2,20}}\s{_MICRODISTRICT}(?!\w){TAIL}"),
    re.compile(
        rf"(?<![\w-])(?:\d{{1,2}}\s?-?\s?|(?:(?i:он)\s)?{_ORDINAL_KY}\s)(?i:кичи\s?район)[а-яөүң]{{0,6}}(?!\w){TAIL}"
    ),
    re.compile(rf"(?<!\w){_CAPITAL}(?: {_CAPITAL})?\s(?i:(?:жаңы\s)?конуш)[а-яөүң]{{0,8}}(?!\w){TAIL}"),
    re.compile(
        r"(?<!\w)[A-Z][\w']{1,20}(?:-[A-Z][\w'-]{1,20}|(?=\s[a-z]+(?:\s[a-z]+)?,?\s(?:house\s|flat\s)?\d))\s"
        r"(?i:settlement|residential\sarea|[zj]h?ilmassiv|neighbou?rhood)(?!\w)"
        rf"(?i:,?\shouse|,?\sflat)?{TAIL}"
    ),
    re.compile(
        r"(?:(?<!\w)(?i:house|building|flat|apartment)\s\d{1,4}[a-z]?,\s(?:in\s(?:the\s)?)?)?"
        rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL_EN}|[A-Z][\w'-]{{2,20}})"
        rf"\s{_MICRODISTRICT_EN}(?!\w){TAIL}"
    ),
    re.compile(
        rf"(?<!\w)(?:{_MICRODISTRICT_EN}|(?i:mkr\.?))\s(?:no\.?\s?|number\s)?(?:\d{{1,2}}|{SPOKEN_EN}|[A-Z][\w'-]{{2,20}})(?!\w){TAIL}"
    ),
)
_WITHOUT_KIND = (
    re.compile(rf"(?<![\w-]){_HOUSING}(?:е|у|а|га|до|то|де|те)?(?:-\d{{1,2}})?(?:\s\d{{1,2}}-?(?:й|м))?,?{FULL_TAIL}"),
    re.compile(rf"(?<![\w-])\d{{1,3}}\s?-?(?:й|м|ом)?\s(?i:км|километр\w{{0,2}})\s{_ROAD}"),
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
_FIRST_HALF = any_of(
    "байтик жибек тоголок алыкул раззак жусуп курманжан касым чыңгыз исхак турдакун саякбай лев юсуп иса кара ак"
    " кызыл көк чоң орто таш сары жаңы"
)
"""Words with which streets of two words begin: байтик баатыр, жибек жолу."""
_FAMOUS_KY = any_of(
    "жибек_жолу[а-я]{0,4} байтик_баатыр jibek_jolu zhibek_zholu baitik_baatyr чыңгыз_айтматов\\w{0,2} чингиза_айтматова"
    " исхак_раззаков\\w{0,2} курманжан_датка"
)
"""Streets and avenues of Bishkek and Osh that people dictate without a word for them."""
_HOME_TAIL = r"(?=[\s,]{1,3}(?:[а-яөүң\d]+-?\s(?:[а-яөүң]+\s)?үй|(?:дом|д\.|квартира)\s))(?P<house>)"
_NO_BENT_RU = any_of("город сель дет республикан област жен муж университет")
_SHORT_KIND_KY = r"(?i:к\.|көч\.|көч(?=\s\d)|пр\.|прос\.|просп\.|пр-т\w{0,2}|пр-кт\w{0,2}|проспект|бульвар)"
_STREETS_KY = (
    re.compile(rf"(?<!\w){_FAMOUS_KY}(?:\s(?:{SPOKEN}|\d{{1,4}}))(?!\s?{COUNTED}|\w)"),
    re.compile(rf"(?<![\w-])(?!{_NO_BENT_RU})[а-яё-]{{3,20}}(?:ск|цк)(?:ая|ой|ую)(?=\s){_HOME_TAIL}"),
    re.compile(rf"(?<![\w-]){_CAPITALS}\s{_SHORT_KIND_KY},?{FULL_TAIL}"),
    re.compile(rf"(?<![\w-]){_CAPITALS}\s(?i:көчөсүнүн)\s\d{{1,4}}\s?-?[сыиуү][а-яөүң]{{1,6}}(?!\w)"),
    re.compile(rf"(?<!\w)(?i:көчө)\s\d{{1,3}},?{FULL_TAIL}"),
    re.compile(rf"(?<![\w-]){_CAPITALS}\s{_KIND_KY}{TAIL}"),
    re.compile(rf"(?<![\w-]){_CAPITALS}\s(?i:көчө|көчөгө|көчөдө|көчөдөгү|көч\.){FULL_TAIL}"),
    re.compile(rf"(?<!\w)(?:[а-яөүң-]{{3,20}}\s)?[а-яөүң-]{{3,20}}\s{_KIND_KY}{FULL_TAIL}"),
    re.compile(rf"(?<![\w-])\d{{1,3}}\s?-?\s?(?i:көчө)[а-яөүң]{{0,6}}(?!\w){FULL_TAIL}"),
    re.compile(
        rf"(?<!\w)(?:{_FIRST_HALF}\s)?{_NO_STREET_KY}[а-яөүң][а-яөүң-]{{2,20}}\s(?i:көчөсү|проспекти|бульвары)"
        rf"(?:н[а-яөүң]{{0,7}})?(?!\w){TAIL}"
    ),
)

# English ------------------------------------------------------------------------------------------------------------

_STREET_EN = any_of(
    "avenue avenu street steet stret streat sreet strret road lane boulevard prospect prospekt alley highway ave ulitsa"
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
    r"ulitsa ulica ul\.? ulitse pereulok per\. prospekt prospekte prospect pr\. bulvar kochosu kochosundo"
    " köchösü köchösündö"
)
_STREETS_LATIN = (
    re.compile(rf"(?<!\w)[A-Za-z][\w'-]{{2,25}}\s(?i:k[oö]ch\.?|pr\.|prosp\.){FULL_TAIL}"),
    re.compile(rf"(?<!\w){_KIND_LATIN}\s[A-Za-z][\w'-]{{2,25}}(?:\s[A-Z][\w'-]{{1,25}})?{FULL_TAIL}"),
    re.compile(
        rf"(?<!\w)(?i:ulits[aeyu]|ulic[aeyu])\s[A-Za-z][\w'-]{{2,20}}(?:skaya|skoi|skoy|skuyu|[eo]va|aya)(?!\w){TAIL}"
    ),
    re.compile(rf"(?<!\w)[A-Za-z][\w'-]{{2,25}}\s(?i:ko[cç]h?o[sş]u|köchösü)[a-zöü]{{0,6}}(?!\w){TAIL}"),
    re.compile(rf"(?<!\w)(?i:na|po)\s([A-Za-z][\w'-]{{2,20}}(?:skoi|skoy|ova|eva|ogo|aya)\s(?=\d){FULL_TAIL})"),
)
_HOME_NEXT = r"(?=,?\s(?:house|flat|apt|building)\s)(?P<house>)"
_STREETS_EN = (
    re.compile(rf"(?<!\w){SPOKEN_EN}\s[a-z]{{3,17}}(?:skaya|skoi|skoy)(?!\w){TAIL}"),
    re.compile(
        rf"(?:(?<=,\s)|(?<=at\s)|(?<=on\s)|(?<=in\s)|(?<![\w\s]))(?i:street|lane)\s(?:(?i:no\.?|number)\s|№\s?)?\d{{1,3}}{_HOME_NEXT}"
    ),
    re.compile(
        rf"(?<!\w)(?:number\s)?(?!one\s){SPOKEN_EN}\s{_NO_STREET_EN}[a-z][a-z'-]{{3,20}}\s(?:[a-z'-]{{3,20}}\s)?"
        rf"(?:street|avenue|lane|boulevard)(?!\w){TAIL}"
    ),
    re.compile(
        rf"{_HOUSE_FIRST_EN}(?<!\w){_NO_STREET_EN}(?:(?:[A-Z]\.\s?){{0,2}}[A-Z][\w'-]{{1,25}}|\d{{1,3}}(?:st|nd|rd|th))"
        rf"(?:\s[A-Z][\w'-]{{1,25}}){{0,2}}\s{_KIND_EN}{TAIL}"
    ),
    re.compile(rf"(?<!\w)(?:{_NO_STREET_EN}[a-z'-]{{3,20}}\s)?{_NO_STREET_EN}[a-z'-]{{3,20}}\s{_KIND_EN}{FULL_TAIL}"),
    re.compile(rf"(?<!\w)\d{{1,4}}[a-z]?\s{_NO_STREET_EN}[a-z][a-z'-]{{2,20}}\s{_KIND_EN}"),
    re.compile(rf"(?<!\w)[a-z-]{{2,17}}(?:skaya|aya|[eo]va|ogo|bek|[eo]v)\s(?:street|avenue|str)(?!\w){TAIL}"),
    re.compile(
        rf"(?<!\w){any_of('ul. ulitsa ulica prospekt pereulok street')}\s[A-Z][\w'-]{{1,25}}"
        rf"(?:\s[A-Z][\w'-]{{1,25}}(?=\s\d))?{TAIL}"
    ),
)

# A house without a street -------------------------------------------------------------------------------------------

_HOME_PART = (
    any_of(
        r"дом\w{0,2} квартир\w{0,3} кв подъезд\w? этаж\w? корпус\w? house building flat apartment apt floor entrance"
    )
    + r"(?!\w)"
)
_HOUSE_AND_FLAT = (
    re.compile(
        rf"(?<!\w)(?i:дом\w{{0,2}}|д\.|house)\s?(?:№\s?)?{NUMBER}"
        rf"[\s,]{{0,3}}(?i:кв\.?|квартир\w{{0,3}}|flat|apt\.?|apartment)\s?(?:№\s?)?{NUMBER}"
    ),
    re.compile(
        r"(?<![\w-])\d{1,4}\s?-?\s?(?i:үй)[а-яөүң]{0,5}[\s,]{1,2}\d{1,4}\s?-?\s?(?i:батир|квартира)[а-яөүң]{0,6}"
    ),
    re.compile(
        rf"(?<!\w){_HOME_PART}\.?\s?{NUMBER_SIGN}(?:{NUMBER}|{SPOKEN_EN})"
        rf"(?:[\s,]{{1,3}}{_HOME_PART}\.?\s?{NUMBER_SIGN}(?:{NUMBER}|{SPOKEN_EN})){{1,4}}"
    ),
    re.compile(
        r"(?<![\w-])(?:\d{1,3}\s?-?\s?(?i:подъезд|кабат|блок)[а-яөүң]{0,8}[\s,]{1,2}){1,2}"
        r"\d{1,4}\s?-?\s?(?i:батир|квартира)[а-яөүң]{0,6}"
    ),
    re.compile(rf"(?<!\w){SPOKEN}\s(?i:үй)[а-яөүң]{{0,5}}[\s,]{{1,2}}{SPOKEN}\s(?i:батир|квартира)[а-яөүң]{{0,6}}"),
)

_KIND_IN_RU = re.compile(
    r"ул\.|ул\s|улиц|пр-|просп|пр\.|пер\.|переул|бульвар|б-р|шоссе|тупик|проезд|ж/м|жил\.?\s?массив|мкр|микрорайон|м-н"
    "|новостройк|мик-н"
)
_KIND_IN_KY = re.compile(
    r"көч|жолу|jolu|zholu|baatyr|байтик|айтматов|раззаков|датка|(?:ская|ской|скую)\s|бульвар|просп?|\sк\.|\sпр|кичи\s?район|микрорайону|бульвары|жаңы\sконушу"
)
_KIND_IN_EN = re.compile(
    r"avenue|st[a-z]{0,2}e+t|stret|sreet|avenu|road|lane|boulevard|prosp|alley|highway|ave|skaya|sko[iy]|ulit?[sc]a|str\.|st\.|blvd|rd\.|ul\.|str\s|pereulok"
)
_KIND_IN_LATIN = re.compile(r"uli|ul\.|ul\s|pereul|per\.|prosp|pr\.|bulvar|ko[cç]|köch|skoi|skoy|ova|eva|ogo|aya")
_KIND_OF_DISTRICT = re.compile(
    "мкр|микрорайон|мик-н|жилмассив|новостройк|кичи|конуш|micro|mikro|mkr|settlement|residential|massiv|neighbo"
)
_HOME_STANDS = re.compile(
    r"дом|д\.|кв|подъезд|этаж|корпус|үй|батир|кабат|house|building|flat|apartment|apt|floor|entrance"
)

_HOUSING_STANDS = re.compile(
    "д?жал|асанба|восток|тунгуч|алам[еү]дин|алам[үе]д|учкун|юг-|улан|космос|пишпек|селекц|городок|-жар|арча|-ор[гд]о|-өргө|-аскер"
    "|жыгач|колмо|-бата|-босого|-тилек|ала-тоо|алтын-|бакай|биримдик|-сай|салам-|-жер|-д[өо]б|-бешик|ынтымак"
    "|ala-too|jal|asanba|vostok|tunguch|alamedin|archa|-orgo|-ordo|-asker|-bata|-bosogo|-tilek|-jar|-j?z?har|ygach|altyn-|bakai|ene-|-jer"
    "|-z?d?z?her|км|километр"
)

_GROUPS = (
    Group("address.district", _KIND_OF_DISTRICT, _DISTRICTS),
    Group("address.street", CROSSING_STANDS, CROSSINGS),
    Group("address.street", _KIND_IN_RU, _STREETS_RU),
    Group("address.street", _KIND_IN_KY, _STREETS_KY),
    Group("address.street", _KIND_IN_EN, _STREETS_EN),
    Group("address.street", _KIND_IN_LATIN, _STREETS_LATIN),
    Group("address.district", _HOUSING_STANDS, _WITHOUT_KIND),
    Group("address.house", None, BARE_STREETS),
    Group("address.flat", _HOME_STANDS, _HOUSE_AND_FLAT, reach=80),
)


_KIND_OF_ESTATE = any_of(
    r"ж/м жил\.?\s?массив\w{0,2} новостройк\w{1,2} мкрн?\.? микрорайон\w{0,2} мкр-н\w{0,2} м-н\w{0,2} мик-н"
)
_ESTATE_BEFORE = re.compile(
    rf"(?<![\w-])(?:{_KIND_OF_ESTATE}\s?)?\"?{_HOUSING}\"?"
    r"(?:\s(?i:конушу|кичи\s?району|жилмассиви|microdistrict|settlement|residential\sarea))?,\s$"
)
_LONGEST_ESTATE = 45


def find_addresses(text: Prepared) -> Iterator[Finding]:
    """`ул. Ахунбаева 98а, кв 3`, `8 микрорайоне, дом 25`, `Ибраимов көчөсү 84`, `Lenin street 7`.

    A group in a pattern marks the address where a preposition is part of the pattern.
    """
    found = list(_found(text))
    inside = {}
    reached = 0
    for start, end in sorted({(one.start, one.end) for one in found}, key=lambda span: (span[0], -span[1])):
        inside[start, end] = end <= reached
        reached = max(reached, end)
    yield from (one for one in found if not inside[one.start, one.end])


def _found(text: Prepared) -> Iterator[Finding]:
    """Every match, also those inside of a longer one: an estate alone, and with its street."""
    for group in _GROUPS:
        for match in group.matches(text.text, text.lower):
            marked = 0 if match.lastgroup else match.lastindex or 0
            start, end = match.start(marked), _end(match, marked, text.text)
            if end is not None:
                estate = _ESTATE_BEFORE.search(text.text, max(0, start - _LONGEST_ESTATE), start)
                start = estate.start() if estate else start
                yield RULES[group.code].finding(start, start + len(text.text[start:end].rstrip(" ,")))


def _end(match: re.Match[str], marked: int, text: str) -> int | None:
    """Where an address ends, with its house and flat; None if it needs them and has none."""
    groups = match.groupdict()
    if groups.get("house") is not None:
        house = MUST_FOLLOW.match(text, match.end())
        return house.end() if house else None
    tail = MAY_FOLLOW.match(text, match.end()) if "tail" in groups else None
    return tail.end() if tail else match.end(marked)
