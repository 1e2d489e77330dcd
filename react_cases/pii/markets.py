"""Rows and containers of markets: «Дордой, ряд Европа, контейнер 214», «Ош базары, 5-катар 88-орун».

A market alone is an organisation; with a row and a number it leads to somebody's stall.
"""

from react_cases.pii.address_edges import MARKET
from react_cases.pii.house_parts import NUMBER, NUMBER_SIGN, NUMBER_WORD, SPOKEN_EN
from react_cases.pii.patterns import Group, Later, any_of

_ROW = any_of(
    r"ряд\w{0,3} проход\w{0,2} лини[яию] секци[яию] сектор\w? к[оа]нт[еи]й?н?е?р\w{0,2} конт\.? павильон\w?"
    r" бутик\w? место прилав\w{2,3} точк\w лар[её]к\w?"
    r" pass cont\.? отдел склад\w? ангар\w?"
    r" roll?s? rows? passages? aisles? lines? containers? contain[er]{1,2} stalls? section"
    r" pavilions? boutique place booths? kiosk"
    r" prohod\w{0,2} prokhod\w{0,2} ryad\w{0,2} kontejn?e?r\w? konteiner\w? konteyner\w? mesto katar\w{0,4} orun\w{0,4}"
)
_ROW_KY = (
    r"(?i:өтмөк|катар|ката|к[оа]нт[еи]й?не?р|орун|орд?н|дүкөн|бутик|эшик|тилке|проход|ряд|секция|линия|сатуу\sорд|katar|konteiner|konteyner|orun|prohod|qator|қатор|дўкон)"
    r"[а-яөүңўa-z]{0,7}"
)
_NAME = r"\"?[А-ЯЁҢӨҮA-Z][\w'-]{2,20}(?:[\s-][А-ЯЁҢӨҮA-Z][\w'-]{2,20}){0,2}\"?"
_SMALL = r"[а-яёөүңa-z]{2,14}"
_COUNT = rf"(?:\d{{1,4}}[а-яa-z]?(?:[/-][\da-zа-я]{{1,4}})?|{NUMBER}|{SPOKEN_EN}|[A-ZА-Я])"
_ORDER = (
    rf"(?:\d{{1,4}}(?:\s?-?\s?(?:й|ый|ой|я|ая|е|ое|м|ом|th|st|nd|rd)(?!\w))?"
    rf"|(?i:[а-я]{{4,12}}(?:ый|ой|ий|ая|ом|ем|ое|ье)|(?:{NUMBER_WORD}\s)?[а-яөүң]{{2,7}}н?ч[иыуү]|first|second|third|[a-z]{{3,9}}th))"
)
_NUMBERED = rf"(?>{_ROW}\s?{NUMBER_SIGN}{_COUNT}(?!\w)|{_ORDER}\s?-?\s?(?>{_ROW}(?!\w)|{_ROW_KY}(?!\w)))"
"""Atomic, as all of the pieces here: what was read as a row is not read in another way, which would cost time."""
_NAMED = (
    rf"(?>{_ROW}\s(?:\"[^\"\n]{{3,25}}\"|{_NAME})|{_NAME}\s(?:{_ROW}|{_ROW_KY})(?!\w)|{_SMALL}\s(?i:ряд\w{{0,2}}|катар\w{{1,5}}"
    rf"|row)(?!\w)|(?i:ряд\w{{0,2}}|проход\w?)\s{_SMALL}(?=,))"
)
_MARKET = (
    rf"(?:(?i:рын\w{{2,3}}|базар\w?|market|bazaa?r)\s)?\"?{MARKET}\"?[а-яөүң]{{0,4}}(?!\w)"
    r"(?:\s\"?(?i:базар|рын[оа]?к|bazaa?r|market|bazar|бозор)[а-яөүңa-z]{0,7}\"?)?"
)
_GAP = r"[\s,]{1,3}(?:(?:в|на|in|on)\s)?"
_AREA = rf"(?:,\s(?:{_NAME}(?:\s{_SMALL})?|{_SMALL}(?:\s{_SMALL})?))"
"""A part of a market by its name: «Мир обуви», «кийим катары»."""
_TWO_ALIKE = rf"{_ORDER}\s?-?\s?(?:катар|ряд)[а-яөүң]{{0,6}}[\s,]{{1,3}}{_ORDER}\s?-?\s?(?:катар|ряд)"
"""«биринчи катар, экинчи катарда отурган»: people in a hall."""
MARKET_STALLS = (
    Later(rf"(?<![\w-]){_MARKET}{_AREA}?(?:{_GAP}(?:{_NUMBERED}|{_NAMED})){{0,3}}{_GAP}{_NUMBERED}"),
    Later(rf"(?<![\w-])(?!{_TWO_ALIKE})(?:{_NUMBERED}|{_NAMED})(?:{_GAP}{_NUMBERED}){{1,3}}"),
    Later(
        rf"(?<![\w-])(?:{_NUMBERED}|(?i:number|no\.?|№)\s\d{{1,4}})(?:{_GAP}(?:{_NUMBERED}|{_NAMED})){{0,2}}{_GAP}(?i:(?:of|at)\s)?(?i:the\s)?{_MARKET}"
    ),
    Later(rf"(?<![\w-]){_NAMED}(?:{_GAP}{_NUMBERED}){{1,2}}"),
)
MARKET_STALL_STANDS = Later(
    r"ряд|проход|лини[яию]|секци|к[оа]нт[еи]й?н|конт\.|павильон|бутик|катар|ката\s|орун|орду|\srows?(?!\w)|passage|aisle|container|stall|booth|kontej|kontei|kontey"
    r"|prohod|prokhod|ryad|katar|qator|қатор"
)
MARKET_GROUP = Group("address.flat", MARKET_STALL_STANDS, MARKET_STALLS, reach=80)
