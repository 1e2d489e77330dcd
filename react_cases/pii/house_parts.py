"""Houses, buildings and flats as people write and dictate them in three languages: pieces of patterns."""

from functools import cache

from react_cases.pii import landmarks
from react_cases.pii.patterns import Later, any_of

NUMBER_WORD = (
    any_of(
        "[а-я]{3,9}(?:дцать|десят) сорок девяност[оа] ст[оа] двести триста четыреста [а-я]{3,6}сот четыреста один"
        " два три четыре пять шесть семь восемь девять"
        " десять он(?=\\s(?:бир|эки|үч|төрт|беш|алты|жети|сегиз|тогуз|үй|батир|кв|бат|подъезд|дарег))"
        " жыйырма отуз кырк элүү алтымыш жетимиш сексен токсон жүз бир эки үч төрт беш алты жети сегиз тогуз"
    )
    + r"(?:(?:[ыиуү]н?)?[днт][аеоөыиуү](?:г[ыиуү]|н|м)?|[гк][аеоө])?(?!\w)"
)
_NUMBER_WORD_EN = (
    any_of(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    )
    + r"(?!\w)"
)
_ORDER_KY = any_of("[а-яөүң]{2,7}н?ч[иыуү]") + r"(?!\w)"
_HOME_KY = (
    any_of(
        "кабат(?:туу)?\\sүй үй уй(?!\\w) батир бөлмө хонадон хона квартира кв под[ъьё']?езд? блок кабат"
        " жатак[а-я]{1,4}(?=\\s\\d) корпус"
        " барак вагон секция офис каб кабинет ком\\b кире\\sбериш өтмөк бөл(?=\\.)"
    )
    + r"[а-яөүң]{0,8}(?!\w)"
)
SPOKEN_EN = rf"{_NUMBER_WORD_EN}(?:[\s-](?:and\s)?{_NUMBER_WORD_EN}){{0,3}}"
COUNTED = any_of(
    "жаш лет год час сом тыс чел мин раз жыл киши саат дн[яе] дней день недел месяц сут ноч реб[её]н процент км кг грам"
    " таблет доз комнаты этажа шприц презерв пакет книг китеп бет(?!\\w) балл бала адам миң миллион күн"
    " ай(?!\\w) жума руб тыщ тысяч метр литр тонн фут штук бутыл градус утра вечера"
    " people men women days hours years? months weeks minutes times? percent som usd dollars grams? kilo o'clock"
    " am(?!\\w) pm(?!\\w) persons patients clients children kids girls boys officers of(?!\\w)"
)
SPOKEN = (
    rf"(?>{NUMBER_WORD}(?:\s{NUMBER_WORD}){{0,3}}(?:\s(?i:дробь)\s(?:{NUMBER_WORD}(?:\s{NUMBER_WORD})?|[а-е](?!\w)))?)"
    r"(?!\s(?i:час|саат|лет(?!н)|год|сомо?в?(?!\w)|минут|раза?(?!\w)|дн[яе]|челов|месяц|недел|тысяч|сут))"
)
_ENDING_KY = (
    r"(?:-?(?:с?[ыиуү]н)?[дт][аеоөыиуү](?:[мн]|г[ыиуү](?:[дн][а-яөүң]{1,4})?)?|-?[гк][аеоө]|н[ыиуү]н?"
    r"|[dt][ae](?:n|g[iy])?|[gk][ae])(?!\w)"
)
"""What stands at a house: 12ге, 21/3тө, 5ада, 45индеги."""
_HOUSE_KY = rf"\d{{1,4}}(?:[/-]\d{{1,4}})?[а-еa-e]?{_ENDING_KY}"
HOUSE = (
    rf"(?:(?!(?:19|20)\d\d\s?г[.\s])(?:{_HOUSE_KY}"
    r"|\d{1,4}(?:[а-яa-zА-ЯA-Z](?![\w-])|\s?\"[а-еА-Еa-eA-E]\"|\s[абгдеАБВГДabcdeABCDE](?=[,.;)\n]|\s?$))?"
    r"(?:(?:\s?[/-]\s?|\s(?i:slash|дробь)\s)[1-9]\d{0,3}[а-яa-z]?(?!\w)(?:-\d{1,4}(?!\d))?|[/-][а-яa-zА-ЯA-Z](?!\w))?"
    rf"(?!\w|/\d|-(?!кв)\w|\s?{COUNTED}\w{{0,4}})))"
)
NUMBER = rf"(?:{HOUSE}|{SPOKEN})"
_PART = any_of(
    r"дом\w{0,2} д строение стр корпус\w? корп квартир\w{0,3} кв к комнат\w{0,2} комн? каб кабинет\w? офис\w? оф"
    r" под[ъьё\']?[её]зд?\w?"
    r" под п-д этаж\w? эт барак\w? вагончик\w? гараж\w? бокс\w? секци\w{1,2} проезд\w? тупик\w? лини\w ряд\w? место"
    r" проход\w? passage"
    r" контейнер\w{0,2} конт павильон\w? бутик\w? домофон\w? код(?:\sдвери|\sдомофона|\sподъезда|\w)?"
    r" участ[ок]к?\w? уч вход\w? калитк\w лестниц\w"
    r" блок\w?"
    r" house building bldg bu?i?lding flat flt fl apartment app?a?rt apt entrance"
    r" entr? floor unit office suite row container stall room rm no block үйү? батир бөлмө домофону коду dom kv"
    r" kvartir\w{1,2} korpus"
    r" komn bl korp podezd pod[ъ']?y?ezd etazh komnat\w kom proezd garazh barak vagonchik d(?=\.)"
    r" дмф domofon uchastok ofis intercom buzzer ring bell bunk bed code door_code gate_code plot trailer lot unit gate"
)
NUMBER_SIGN = r"(?:№\s?|(?i:номер|number|no\.?)\s)?"
_NO_LETTER = r"(?![^\W\d_])"
LABELLED = (
    rf"(?:[\s,-]{{0,3}}(?:(?i:в|во|in)\s)?{_PART}{_NO_LETTER}\.?\s?{NUMBER_SIGN}"
    rf"(?:{NUMBER}|{SPOKEN_EN}|\"?[A-ZА-Е](?:[дт][ае])?(?!\w)\"?))"
)
_LABELLED_KY = (
    rf"(?:[\s,]{{0,3}}(?:\d{{1,4}}[а-я]?(?:[/-]\d{{1,3}})?\s?-?|{SPOKEN}|(?:{NUMBER_WORD}\s)?{_ORDER_KY})\s?{_HOME_KY}"
    rf"(?:(?:(?<=батир)|(?<=артира))\s{SPOKEN})?)"
)
_ORDER_RU = (
    r"(?:\d{1,3}(?:\s?-?\s?(?i:й|ый|ой|ий|я|ая|е|ое|м|ом|y|i|ya|th|st|nd|rd))?|(?i:(?:двадцать|тридцать)\s)?"
    + any_of("перв втор трет четв[её]рт пят шест седьм восьм девят десят [а-я]{2,8}надцат")
    + r"(?i:ый|ой|ий|ая|ья|ое|ье|ом|ем|ьем|ого|ью|ую)|(?i:perv|vtor|tret|chetv[eyo]{1,2}rt|pyat|shest|sedm"
    r"|vosm)(?i:y[iy]|oy|oi|aya|[iy]?iy|om))"
)
_PART_BEHIND = (
    any_of(
        r"дом\w{0,2} кв(?!\.?\s?[мm]) квартир\w{0,3} под[ъьё\']?[её]зд?\w{0,2} этаж\w{0,2} эт(?!\w) корпус\w? калитк\w"
        r" ворот\w{0,2}"
        r" двер\w{1,2} проезд\w?"
        r" тупик\w? переулок ряд\w{0,2} контейнер\w{0,2} проход\w? секци\w блок\w? линия комнат\w podyezd[a-z]*"
        r" podezd[a-z]* proezd"
        r" etazh dom kvartira floor entrance gate door row block"
    )
    + r"(?!\w)"
)
_ORDERED = (
    rf"(?:[\s,]{{1,3}}(?:(?i:на)\s)?{_ORDER_RU}\s?-?\s?{_PART_BEHIND}(?:\.(?=,))?(?!\s?(?:№\s?)?\d{{1,4}}(?!\d|\s(?:кв|под|этаж)))"
    r"(?:\s(?i:от|с|со|слева|справа)(?:\s[а-яё]{3,15})?(?!\w))?)"
)
_SEEN_RU = (
    r"(?:(?:,\s|\s(?=[а-яё]{3,12}(?:ая|яя|ые|ие)\s(?:калитк|ворот|двер)|во\sдворе|вход\s|там\sбан|дом\sс))(?i:"
    r"(?:дом|двор)\s(?:со?|за)\s[а-яё]{3,15}\s(?:ворот|калитк|двер|крыш|забор)\w{1,3}(?:\s№\s?\d{1,4})?"
    r"|вход\s(?:со|с|из|через)\s[а-яё]{3,12}"
    r"|(?:во\s)?дворе?|тупик|подвал\w?|мансард\w|чердак\w?|времянк\w|общага|общежитие|флигел\w|сторожк\w|вагончик|хозблок|полуподвал|цоколь|пристройка|частный\sдом|барак|(?:левая|правая)\sсторона"
    r"|(?:[а-яё]{3,12}(?:ая|яя|ые|ие|ий|ый|ое|ой)|вход)\s(?:калитка|ворота|дверь|времянка|подвал|этаж|подъезд|двор|забор|сторона)"
    r"|(?:железн|металлическ|деревянн|син|зел[её]н|красн|голуб|коричнев|бел|ч[её]рн|ж[её]лт|сер)(?:ая|ые|ый|ий|яя|ие)(?=[.,;)])"
    r"|(?:[а-яё]{4,9}\s)(?:дом|подъезд|вход|калитка|двор)\sот\s[а-яё]{3,14}"
    r"|(?:калитка|ворота|дверь|крыша|забор|дом)\s[а-яё]{3,12}(?:ая|ые|ий|ый|ой|ого)(?:\sцвета)?"
    r")(?!\w))"
)
_COLOUR_KY = any_of(
    "көк жашыл кызыл ак кара сары боз күрөң балкон көчө ар[тд]ы?[кг]ы алдыңкы чыгыш батыш түндүк түштүк оң сол"
    " ортоңку жогорку төмөнкү"
    " үстүңкү астыңкы акыркы эски жаңы темир жыгач бүтпөгөн кошуна бурчтагы чатыр четкин четки ички тышкы"
)
_HOME_SEEN_KY = any_of(
    r"дарбаза эшик үй кабат подъезд жак(?:тагы)?(?:\sэшик|\sүй|\sдарбаза)? жагы тарап(?:тагы\sэшик|тагы\sүй)? тарабы"
    r" короо бөлмө капка квартира жер_төлө"
)
_SEEN_KY = (
    rf"(?:[\s,]{{1,3}}{NUMBER_WORD}\s(?i:кабат|этаж)[а-яөүң]{{0,4}}\s(?i:үй)[а-яөүң]{{0,4}}(?!\w)"
    rf"|[\s,]{{1,3}}(?:{_COLOUR_KY}|(?:{NUMBER_WORD}\s)?{_ORDER_KY})\s(?:кирүү?\s)?{_HOME_SEEN_KY}[а-яөүң]{{0,6}}"
    r"(?:\s(?:жаны|арты|алды)[а-яөүң]{0,4})?"
    rf"(?!\w)|,\s(?i:дарбаза|эши|үй|чатыр|короо|капка|подъезд)[а-яөүң]{{0,4}}\s{_COLOUR_KY}(?!\w)"
    r"|,\s[а-яөүң]{3,15}[ндт][ыиуү]н\s(?:арт|жан|алд|бет|маңдай|каршы)[а-яөүң]{2,8}\s(?:үй|дарбаза)(?!\w)"
    r"|[\s,]{1,3}\d{1,3}[oOоО]?\s?-?\s?(?i:тилке(?:нин\s(?:аягы|башы))?|дарбаза|катар|жатакана|жатакна|секция|контейне?р|линия|эшик|под[ъьё']?езд?|орун|кабат|коду|домофон)[а-яөүң]{0,6}(?!\w)"
    r"|(?<=гү)\s(?i:үй|батир|квартира|бөлмө)[а-яөүң]{0,6}(?!\w)"
    r"|,\s(?i:chatyr|ekinchi|birinchi|uchunchu|artky|arkadagy|kok|jashyl)\s(?:kichi\s)?(?i:kabat|darbaza|eshik|podyezd|u[iy])[a-z]{0,8}(?!\w)"
    r"|[\s,]{1,3}\d{1,3}\s?-\s?(?i:уй|ui|üi|хона|podyezd|podezd|podъезд|kire\s?berish|kabat|üy|batir|kvartira|xona|uy)[a-zöü]{0,8}(?!\w))"
)
_SEEN_EN = (
    r"(?:[\s,]{1,3}(?:(?i:in|on|at)\s)?(?:(?i:the)\s(?:[a-z-]{2,12}\s){0,2}|(?i:first|second|third|fourth|fifth|sixth|top|ground"
    r"|last|back|side|blue|green|red|white|yellow|black|left|right|metal|iron|\d(?:st|nd|rd|th))\s)"
    r"(?i:gates?|door|yard|courtyard|kitchen|basement|attic|entrance|floor|wing|annex|shed|barn|garage|cellar)(?!\w)"
    r"(?:\s(?i:from|after|past)\s(?:the\s)?[a-z]{3,12})?"
    r"|,\s(?i:(?:in\s|the\s)?(?:semi-)?(?:basement|cellar|attic|upstairs|downstairs|backyard|courtyard|yard|dorm(?:itory)?"
    r"|annexe?|ground\sfloor|last\shouse))(?!\w)"
    r"|,\s(?i:(?:entrance|entry)\s(?:is\s)?(?:from|through|via)\s(?:the\s)?[a-z]{3,12})(?!\w)"
    r"|,\s(?i:(?:the\s)?(?:gates?|door|roof|fence|house|walls?)\s(?:is|are)\s[a-z]{3,9})(?!\w))"
)
_ONLY_NUMBER = (
    rf"(?:[\s,]{{1,3}}(?i:номер|number|no\.)\s(?:{NUMBER}|{SPOKEN_EN})"
    r"|,?\s(?i:б/н|б\.н\.|(?:дом\s)?без\sномера|номери\sжок|номерсиз|no\snumber|without\sa\snumber)(?!\w))"
)
_SIGNED = rf"(?:,\s№\s?{HOUSE})"
_BUILDING_NAMED = (
    r"(?:,?\s(?:(?i:б[цк]|т[цд]|трц|жк|бизнес-центр|торговый\sцентр|гостиница|отель|хостел|общежитие|магазин|business\scent(?:re|er)|hotel|hostel)"
    r"\s\"?[А-ЯЁҢӨҮA-Z][\w'-]{1,20}(?:\s[А-ЯЁҢӨҮA-Z][\w'-]{1,20})?\"?(?=,)))"
)
_ANY_PART = (
    rf"(?:{_ORDERED}|{LABELLED}|{_LABELLED_KY}|{_SEEN_RU}|{_SEEN_KY}|{_SEEN_EN}|{_ONLY_NUMBER}|{_SIGNED}"
    rf"|{_BUILDING_NAMED})"
)
_TENS_EN = rf"{_NUMBER_WORD_EN}(?:[\s-](?:and\s)?{_NUMBER_WORD_EN}){{1,3}}"
_ONE_EN = rf"{_NUMBER_WORD_EN}(?=\s(?i:flat|apartment|apt|floor|entrance|room|building|block)\s|\s?[,.;)]|\s?$)"
_PLAIN = (
    rf"(?:[\s,]{{0,3}}(?:№\s?)?(?:{_HOUSE_KY}|(?:{NUMBER}|{_TENS_EN}|{_ONE_EN})(?!\s?-?\s?(?i:үй|уй(?!\w)|батир|бөлмө|жатак|кабат)))"
    r"(?:\s(?i:дом|house)(?!\w)(?!\s?(?:№\s?)?\d)|(?<=\D)\s[абвгд](?=\s|[,.;]|$))?)"
)
_PLAIN_FOLLOWS = Later(rf"(?!{_ORDERED}){_PLAIN}")
_PARTS_FOLLOW = Later(rf"{_ANY_PART}{{1,5}}")
"""Building, entrance, flat, gate. Long, so it is compiled once and asked where a street or its house ends."""
STREET_MAY_END = (
    rf"(?=[\s,]{{1,3}}(?:№|\d|{NUMBER_WORD}|{_NUMBER_WORD_EN}|{_ORDER_RU}\s{_PART_BEHIND}"
    rf"|(?:(?:в|во|in)\s)?{_PART}{_NO_LETTER}\.?\s?(?:№\s?)?(?:\d|{NUMBER_WORD}|{_NUMBER_WORD_EN})))"
)
HOUSE_FOLLOWS = Later(rf"(?P<comma>,)?\s?(?:№\s?)?(?P<house>{HOUSE})")
SPOKEN_FOLLOWS = Later(rf",?\s(?P<spoken>{SPOKEN}|{SPOKEN_EN})")
TAIL = "(?P<tail>)"
"""Ends a pattern that `house_end` goes on."""
PARTS = "(?P<parts>)"
"""Ends a pattern that nobody's address matches unless `parts_end` goes on."""
HOUSE_NEXT = (
    rf"(?=[\s,]{{0,3}}(?:№|\d|(?i:номер|number|no\.)\s|{NUMBER_WORD}|{_NUMBER_WORD_EN}|{_ORDER_RU}\s"
    rf"|(?:(?:в|во|in)\s)?{_PART}{_NO_LETTER}))"
)
FULL_TAIL = rf"{HOUSE_NEXT}(?P<house>)"
"""Ends a pattern that nobody's address matches unless `house_end` goes on."""
NO_PART = "(?!" + any_of(r"дом\w{0,2} д квартир\w{0,3} кв корпус\w? подъезд\w? номер") + r"(?!\w))"


@cache
def parts_end(text: str, place: int) -> int | None:
    """Where the building, flat and gate end that stand at a place; None if none does."""
    parts = _PARTS_FOLLOW.match(text, place)
    return parts.end() if parts else None


@cache
def house_end(text: str, place: int) -> int | None:
    """Where the house, building and flat end that stand behind a street; None if none does.

    Several patterns ask about the same place: `forget` follows when a text is done with.
    """
    start = landmarks.along(text, place)
    plain = _PLAIN_FOLLOWS.match(text, start)
    end = plain.end() if plain else start
    parts = parts_end(text, end)
    if parts:
        end = parts
    elif plain:
        end = landmarks.second_number(text, end)
    seen = landmarks.behind(text, end)
    if seen > end:
        end = parts_end(text, seen) or seen
    return end if end > place else None


def forget() -> None:
    """Forget the text that was asked about."""
    parts_end.cache_clear()
    house_end.cache_clear()
