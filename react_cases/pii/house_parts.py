"""Houses, buildings and flats as people write and dictate them in three languages: pieces of patterns."""

from react_cases.pii import landmarks
from react_cases.pii.patterns import Later, any_of

NUMBER_WORD = (
    any_of(
        "[а-я]{3,9}(?:дцать|десят) сорок сто двести триста четыреста один два три четыре пять шесть семь восемь девять"
        " десять он(?=\\s(?:бир|эки|үч|төрт|беш|алты|жети|сегиз|тогуз|үй|батир|кв|бат|подъезд|дарег))"
        " жыйырма отуз кырк элүү алтымыш жетимиш сексен токсон жүз бир эки үч төрт беш алты жети сегиз тогуз"
    )
    + r"(?:[дт][аеоө](?:г[ыиуү])?)?(?!\w)"
)
_NUMBER_WORD_EN = (
    any_of(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    )
    + r"(?!\w)"
)
SPOKEN = rf"{NUMBER_WORD}(?:\s{NUMBER_WORD}){{0,2}}(?:\s(?i:дробь)\s{NUMBER_WORD}(?:\s{NUMBER_WORD})?)?"
_ORDER_KY = any_of("[а-яөүң]{2,7}н?ч[иыуү]") + r"(?!\w)"
_HOME_KY = (
    any_of(
        "үй батир бөлмө хонадон хона квартира кв подъезд блок кабат жатак[а-я]{1,4}(?=\\s\\d) корпус"
        " барак вагон секция ком\\b"
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
_ENDING_KY = r"(?:-?(?:с?[ыиуү]н)?[дт][аеоөыиуү](?:[мн]|г[ыиуү](?:[дн][а-яөүң]{1,4})?)?|[гк][аеоө]|н[ыиуү]н?)(?!\w)"
"""What stands at a house: 12ге, 21/3тө, 5ада, 45индеги."""
_HOUSE_KY = rf"\d{{1,4}}(?:[/-]\d{{1,4}})?[а-еa-e]?{_ENDING_KY}"
HOUSE = (
    rf"(?:{_HOUSE_KY}"
    r"|\d{1,4}(?:[а-яa-zА-ЯA-Z](?![\w-])|\s?\"[а-еА-Еa-eA-E]\"|\s[абгдеАБВГД](?=[,.;)]|$))?"
    r"(?:\s?[/-]\s?[1-9]\d{0,3}[а-яa-z]?(?!\w)(?:-\d{1,4}(?!\d))?|[/-][а-яa-zА-ЯA-Z](?!\w))?"
    rf"(?!\d|-\w|\s?{COUNTED}\w{{0,4}}))"
)
NUMBER = rf"(?:{HOUSE}|{SPOKEN})"
_PART = any_of(
    r"дом\w{0,2} д строение стр корпус\w? корп квартир\w{0,3} кв к комнат\w{0,2} ком каб кабинет\w? офис\w? подъезд\w?"
    r" под п-д этаж\w? эт барак\w? вагончик\w? гараж\w? бокс\w? секци\w{1,2} проезд\w? тупик\w? лини\w ряд\w? место"
    r" проход\w? passage"
    r" контейнер\w{0,2} конт павильон\w? бутик\w?"
    r" house building bldg bu?i?lding flat flt fl apartment app?a?rt apt entrance"
    r" entr? floor unit office suite row container stall room rm no block үй батир бөлмө dom kv kvartir\w{1,2} korpus"
    r" korp podezd pod[ъ']?y?ezd etazh komnat\w kom proezd garazh barak"
)
NUMBER_SIGN = r"(?:№\s?|(?i:номер|number|no\.?)\s)?"
_NO_LETTER = r"(?![^\W\d_])"
LABELLED = (
    rf"(?:[\s,]{{0,3}}(?:(?i:в|во|in)\s)?{_PART}{_NO_LETTER}\.?\s?{NUMBER_SIGN}"
    rf"(?:{NUMBER}|{SPOKEN_EN}|[A-ZА-Е](?:[дт][ае])?(?!\w)))"
)
_LABELLED_KY = (
    rf"(?:[\s,]{{0,3}}(?:\d{{1,4}}[а-я]?(?:/\d{{1,3}})?\s?-?|{SPOKEN}|(?:{NUMBER_WORD}\s)?{_ORDER_KY})\s?{_HOME_KY}"
    rf"(?:(?:(?<=батир)|(?<=артира))\s{SPOKEN})?)"
)
_ORDER_RU = (
    r"(?:\d{1,3}(?:\s?-?\s?(?i:й|ый|ой|ий|я|ая|е|ое|м|ом|y|i|ya|th|st|nd|rd))?|(?i:(?:двадцать|тридцать)\s)?"
    + any_of("перв втор трет четв[её]рт пят шест седьм восьм девят десят [а-я]{2,8}надцат")
    + r"(?i:ый|ой|ий|ая|ья|ое|ье|ом|ем|ьем|ого|ью|ую))"
)
_PART_BEHIND = (
    any_of(
        r"дом\w{0,2} квартир\w{0,3} подъезд\w{0,2} этаж\w{0,2} корпус\w? калитк\w ворот\w{0,2} двер\w{1,2} проезд\w?"
        r" тупик\w? переулок ряд\w{0,2} контейнер\w{0,2} проход\w? секци\w блок\w? линия комнат\w podyezd[a-z]*"
        r" podezd[a-z]* proezd"
        r" etazh dom kvartira floor entrance gate door row block"
    )
    + r"(?!\w)"
)
_ORDERED = (
    rf"(?:[\s,]{{1,3}}(?:(?i:на)\s)?{_ORDER_RU}\s?-?\s?{_PART_BEHIND}(?!\s?(?:№\s?)?\d)"
    r"(?:\s(?i:от|с|со|слева|справа)(?:\s[а-яё]{3,15})?(?!\w))?)"
)
_SEEN_RU = (
    r"(?:(?:,\s|\s(?=[а-яё]{3,12}(?:ая|яя|ые|ие)\s(?:калитк|ворот|двер)|во\sдворе|вход\s|там\sбан|дом\sс))(?i:"
    r"(?:дом|двор)\sс[о]?\s[а-яё]{3,15}\s(?:ворот|калитк|двер|крыш|забор)\w{1,3}(?:\s№\s?\d{1,4})?"
    r"|вход\s(?:со|с|из|через)\s[а-яё]{3,12}"
    r"|(?:во\s)?дворе?|тупик|подвал|чердак|времянка|полуподвал|цоколь|пристройка|частный\sдом|барак|(?:левая|правая)\sсторона"
    r"|(?:[а-яё]{3,12}(?:ая|яя|ые|ие|ий|ый|ое|ой)|вход)\s(?:калитка|ворота|дверь|времянка|подвал|этаж|подъезд|двор|сторона)"
    r")(?!\w))"
)
_COLOUR_KY = any_of(
    "көк жашыл кызыл ак кара сары боз күрөң арткы алдыңкы чыгыш батыш түндүк түштүк оң сол ортоңку жогорку төмөнкү"
    " үстүңкү астыңкы акыркы эски жаңы темир жыгач бүтпөгөн кошуна бурчтагы чатыр четкин четки ички тышкы"
)
_HOME_SEEN_KY = any_of("дарбаза эшик үй кабат подъезд жак жагы тарап тарабы короо бөлмө капка квартира жер_төлө")
_SEEN_KY = (
    rf"(?:[\s,]{{1,3}}(?:{_COLOUR_KY}|(?:{NUMBER_WORD}\s)?{_ORDER_KY})\s{_HOME_SEEN_KY}[а-яөүң]{{0,6}}(?:\s(?:жаны|арты|алды)[а-яөүң]{{0,4}})?"
    r"(?!\w)|[\s,]{1,3}\d{1,3}[oOоО]?\s?-?\s?(?i:тилке|дарбаза|катар|жатакана|жатакна|секция|контейне?р|линия|эшик)[а-яөүң]{0,6}(?!\w)"
    r"|,\s(?i:chatyr|ekinchi|birinchi|uchunchu|artky|kok|jashyl)\s(?i:kabat|darbaza|eshik|podyezd|uy)[a-z]{0,8}(?!\w)"
    r"|[\s,]{1,3}\d{1,3}\s?-\s?(?i:уй|хона|podyezd|podezd|podъезд|kabat|üy|batir|kvartira|xona|uy)[a-zöü]{0,8}(?!\w))"
)
_SEEN_EN = (
    r"(?:[\s,]{1,3}(?:(?i:in|on|at)\s)?(?:(?i:the)\s(?:[a-z-]{2,12}\s){0,2}|(?i:first|second|third|fourth|fifth|sixth|top|ground"
    r"|last|back|side|blue|green|red|white|yellow|black|left|right|metal|iron|\d(?:st|nd|rd|th))\s)"
    r"(?i:gates?|door|yard|courtyard|kitchen|basement|attic|entrance|floor|wing|annex|shed|barn|garage|cellar)(?!\w))"
)
_ONLY_NUMBER = rf"(?:[\s,]{{1,3}}(?i:номер|number|no\.)\s(?:{NUMBER}|{SPOKEN_EN}))"
_SIGNED = rf"(?:,\s№\s?{HOUSE})"
_ANY_PART = rf"(?:{_ORDERED}|{LABELLED}|{_LABELLED_KY}|{_SEEN_RU}|{_SEEN_KY}|{_SEEN_EN}|{_ONLY_NUMBER}|{_SIGNED})"
_TENS_EN = rf"{_NUMBER_WORD_EN}(?:[\s-](?:and\s)?{_NUMBER_WORD_EN}){{1,3}}"
_PLAIN = (
    rf"(?:[\s,]{{0,3}}(?:№\s?)?(?:{_HOUSE_KY}|(?:{NUMBER}|{_TENS_EN})(?!\s?-?\s?(?i:үй|батир|бөлмө|жатак)))"
    r"(?:\s(?i:дом|house)(?!\w)(?!\s?(?:№\s?)?\d))?)"
)
_PLAIN_FOLLOWS = Later(rf"(?!{_ORDERED}){_PLAIN}")
PARTS_FOLLOW = Later(rf"{_ANY_PART}{{1,5}}")
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
"""Ends a pattern that nobody's address matches unless `PARTS_FOLLOW` goes on."""
HOUSE_NEXT = (
    rf"(?=[\s,]{{0,3}}(?:№|\d|{NUMBER_WORD}|{_NUMBER_WORD_EN}|{_ORDER_RU}\s|(?:(?:в|во|in)\s)?{_PART}{_NO_LETTER}))"
)
FULL_TAIL = rf"{HOUSE_NEXT}(?P<house>)"
"""Ends a pattern that nobody's address matches unless `house_end` goes on."""
NO_PART = "(?!" + any_of(r"дом\w{0,2} д квартир\w{0,3} кв корпус\w? подъезд\w? номер") + r"(?!\w))"


def house_end(text: str, place: int) -> int | None:
    """Where the house, building and flat end that stand behind a street; None if none does."""
    start = landmarks.along(text, place)
    plain = _PLAIN_FOLLOWS.match(text, start)
    end = plain.end() if plain else start
    parts = PARTS_FOLLOW.match(text, end)
    if parts:
        end = parts.end()
    elif plain:
        end = landmarks.second_number(text, end)
    end = landmarks.behind(text, end)
    return end if end > place else None
