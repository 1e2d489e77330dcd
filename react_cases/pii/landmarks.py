"""What people say behind a house instead of a flat: «над магазином», "the shed behind the house", «подвалда».

Only asked behind an address that is one without it: words like these stand behind people, too.
"""

import re

from react_cases.pii.patterns import any_of

_SEEN_IN_BRACKETS = any_of(
    "подъезд этаж магазин двор вход подвал чердак ворот калитк двер крыш времянк домофон код напротив рядом возле за_"
    " над_ под_ entrance floor shop yard gate door basement behind opposite near above code roof кабат дарбаза эшик"
    " жанын артын алдын жертөлө короо"
)
_BUILDING_RU = (
    "мечет|магазин|школ|аптек|кафе|рынк|базар|чайхан|парикмахерск|мельниц|канал|мост|остановк|садик|больниц|почт|церк|стадион"
    "|заправк|ларьк|ларёк|столов|пекарн|бан[иеюя]|автомойк|шиномонтаж|гараж|котельн|кладбищ|парк|ворот|арык|дорог|ломбард"
)
_LANDMARK_RU = (
    rf"[\s,]{{1,3}}(?i:(?:рядом(?:\sс)?|там|через\sдорогу\sот|возле|около"
    r"|нап[а-я]{1,3}т[иы]?в|за|у|над|под)\s(?:[а-яё]{{4,14}}\s)?"
    rf"(?:{_BUILDING_RU})[а-яё]{{0,5}})(?!\w)"
    r"|[\s,]{1,3}(?i:(?:(?:там|это|в)\s)?(?:полу)?(?:подвал|чердак|времянк|пристройк|мансард)[а-яё]{0,3})(?!\w)"
    r"|,\s(?i:(?:кафе|магазин|баня|сауна|аптека|киоск|гараж)\s(?:во\sдворе|слева|справа|напротив|внизу|на\sпервом\sэтаже))(?!\w)"
    r"|(?i:\s(?:за|после|перед)\s(?:колонкой|мостом|мостиком|поворотом|водокачкой|сельсоветом|школой|мечетью))(?!\w)"
    r"|,\s(?i:(?:бывш\w{2,3}|стар\w{2,3}|угловой|последний|крайний)\s(?:дом|здание|магазин|контора|склад|баня|школа|столовая|общежитие))(?!\w)"
    r"|,\s(?i:(?:[а-яё]{3,12}(?:ая|ые|ий|ой)\s)(?:крыша|забор|дом|домик|ставни|окна|дверь|ворота))(?!\w)"
)
_LANDMARK_KY = (
    r"[\s,]{1,3}(?i:подвал|чердак|чардак|чардаг|чатыр|жер\s?төлө|жертөлө|podval|chardak|chardag|cherdak|jertölö)[а-яөүңa-zö]{0,5}(?!\w)"
    r"|,?\s(?i:[а-яөүң]{3,12}[нтд][ыиуү]н\s(?:жаны|арты|алды|үстү|маңдайы|каршысы))(?!\w)"
    r"|,\s(?i:[а-яөүң]{3,12}[нтд][ыиуү]н\s(?:арткы|алдыңкы|капталдагы|жанындагы)\s(?:(?:көк|кызыл|жашыл|ак|сары|кара|темир|жыгач)\s)?(?:эшиг|дарбаза|үй|бөлмө|короо)[а-яөүң]{0,6})(?!\w)"
    r"|,\s(?i:(?:бурчтагы|четки|эски|жаңы|кызыл|көк|ак|сары|жашыл)\s(?:(?:кыш|жыгач|таш|темир)\s)?(?:үй|имарат|дарбаза|короо|чатыр))[а-яөүң]{0,5}(?!\w)"
    r"|,?\s(?i:(?:орқа|олд|чап|ўнг|кўк|кук|яшил|қизил|темир|orqa|old|chap|o'ng|ko'k|yashil|qizil|temir)"
    r"\s(?:ҳовли|ховли|дарвоза|эшик|қават|hovli|darvoza|eshik|qavat))[а-яa-z]{0,4}(?!\w)"
    r"|,?\s\d{1,2}\s?-\s?(?i:qabat|qavat|қават|этаж|kabat|etaj|etazh)[а-яa-z]{0,4}(?!\w)"
)
_SIDE_EN = any_of(
    "upper lower top ground back rear inner side front blue green red white yellow black grey brown left right metal"
    " iron wooden tin first second third fourth fifth last corner old new"
)
_PART_EN = any_of(
    "floor roof gates? fence door courtyard yard entrance basement attic shed annex house building hut window porch"
    " balcony wing garage barn cellar"
)
_BUILDING_EN = any_of(
    "bridge mosque shop canal school market bazaar pharmacy station bakery store river church stop park house mill gate"
    " clinic hospital cafe garage garages bathhouse banya kiosk cemetery stadium fence tree road well pump"
)
_NEAR_EN = any_of("behind above under over by with near opposite beside next_to across_from at_the_back_of")
_LANDMARK_EN = (
    rf",?\s(?:(?i:in|on)\s)?(?:(?i:the)\s)?{_SIDE_EN}\s(?:(?i:fire|bus|brick|wooden|metal|tin)\s)?(?:{_PART_EN}|(?i:station|staton|mill|bakery|shop|store|school))(?!\w)"
    rf"|,?\s(?:(?i:the)\s)?(?i:one|shed|annex|hut|room|flat|house|basement|barn|garage|yard|kitchen|banya|stall|door|gate|shop)\s{_NEAR_EN}"
    r"\s(?i:the|a|an)\s[a-z]{3,12}(?:\s(?i:tree|shop|gate|roof|door|fence|house|bridge|stop|station))?(?!\w)"
    rf"|,?\s{_NEAR_EN}\s(?i:the|a)\s(?:[a-z]{{3,12}}\s){{0,2}}{_BUILDING_EN}(?!\w)"
    r"|,\s(?i:(?:door\s|gate\s)?code)\s\w{1,6}(?!\w)"
    r"|,\s(?i:(?:the\s)?(?:house|building|gate|door)\swith\s(?:a\s|the\s)?[a-z]{3,9}\s[a-z]{3,10})(?!\w)"
    r"|,\s(?i:door|gate|entrance|house|flat)\s(?i:on|to)\s(?i:the|your)\s(?i:left|right|back|side)(?!\w)"
)
_LANDMARK = re.compile(
    rf"(?:\s?\([^()\n]{{0,50}}?{_SEEN_IN_BRACKETS}[^()\n]{{0,50}}\)|{_LANDMARK_RU}|{_LANDMARK_KY}|{_LANDMARK_EN}"
    r"){1,3}"
)
_ALONG_STREET = re.compile(r"\s(?i:аяг|башы|орто|бурчу|жогору|төмөн|этег|боюн|ичин)[а-яөүң]{2,9}(?=\s)")
_SECOND_NUMBER = re.compile(r",\s\d{1,3}(?=\s?[.;)\n]|\s?$)(?!\.\d)")


def behind(text: str, place: int) -> int:
    """Where the landmarks end that stand behind an address; its own end if none do."""
    landmark = _LANDMARK.match(text, place)
    return landmark.end() if landmark else place


def along(text: str, place: int) -> int:
    """«көчөсүнүн аягындагы 91-үй»: where on a street, before the house."""
    found = _ALONG_STREET.match(text, place)
    return found.end() if found else place


def second_number(text: str, place: int) -> int:
    """«Кыргызская 5, 18»: the flat behind the house, at the end of a sentence."""
    found = _SECOND_NUMBER.match(text, place)
    return found.end() if found else place
