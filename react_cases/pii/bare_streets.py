"""Streets that people name without a word for a street, by a house, a flat or a preposition: «на Киевской 110»."""

from react_cases.pii.address_edges import FIRST_HALF
from react_cases.pii.house_parts import COUNTED, FULL_TAIL, SPOKEN, TAIL
from react_cases.pii.patterns import Later, any_of

_CAPITAL = r"(?:[А-ЯЁҢӨҮA-Z][\w'-]{1,30}|\d{1,3}(?:-?(?i:й|я|е|го|th|nd|st|rd))?(?=\s[А-ЯЁҢӨҮA-Z]))"
_AT = any_of(r"на по адрес\w{0,2} жив[её]т проживает дареги at lives_at address")
_AT_ADDRESS = r"(?:адрес\w{0,2}|дареги\w{0,3}|add?ress(?:\sis)?)"
_NO_STREET_NUMBER = any_of(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sept? oct nov dec monday tuesday wednesday thursday friday saturday sunday school hospital clinic colony room"
    " flat house article page case ward gate platform bus cell block building station checkpoint post no number centre"
    " center police department kindergarten lyceum gymnasium prison version day year level section"
)
_DAY_EN = r"(?:\d{1,2}(?:st|nd|rd|th)?\s)"
_CLAUSE_EN = any_of("and until without with where when who while after before because but near behind next")
_NO_VILLAGE = any_of("адрес дареги address бишкек ош там здесь там_же ул общежитие корпус") + r"(?!\w)"
ONLY_ON_STREET = Later(
    r"(?<!\w)(?i:на)\s([А-ЯЁ][а-яё]{2,15}ской)(?=\s?[,.;!?)]|\s(?i:в|у|и|возле|около|рядом|напротив|где|его|её|ее|их|она"
    r"|он|мы|я|остановил\w{0,2}|задержал\w{0,2}|утром|вечером|ночью|днём|днем)(?!\w))"
)
"""Without a house: behind a kind of institution it tells that one, `аптека на Киевской`."""
BARE_STREETS = (
    Later(
        rf"(?<!\w)(?:квартир\w{{0,3}}|кв\.)\s?\d{{1,4}},?\sв\sдоме?\s(?:№\s?)?\d{{1,4}}[а-я]?(?:/\d{{1,3}})?"
        rf"\s(?:по|на)\s{_CAPITAL}(?: {_CAPITAL})?(?<![ую])(?!\w)"
    ),
    Later(rf"(?<!\w)(?i:на|по)\s({_CAPITAL}(?: {_CAPITAL})?,?\s(?=(?i:дом|д\.)\s){FULL_TAIL})"),
    Later(
        rf"(?<!\w)(?i:кв\.|квартир\w{{0,3}}|дом\w{{0,2}}|д\.)\s?(?:№\s?)?\d{{1,4}}[а-я]?(?:/\d{{1,3}})?"
        rf"\s(?:по|на)\s{_CAPITAL}(?: {_CAPITAL})?(?<![ую])(?!\w)"
    ),
    Later(
        rf"(?<![\w-]){_CAPITAL}(?: {_CAPITAL})?,?\s\d{{1,4}}[а-я]?(?:/\d{{1,3}})?,?"
        r"\s\d{1,4}\s?-\s?батир[а-яөүң]{0,6}"
    ),
    Later(
        r"(?<![\w-])(?:\d{1,2}\s(?i:марта|апреля|мая|октября)(?=,?\s(?:дом|д\.))|\d{2}\sлет\s(?:Октября|Победы|Кирги\w{2,7}|Кыргыз\w{3,6}))"
        rf",?(?=\s(?:\d|дом|д\.)){FULL_TAIL}"
    ),
    Later(rf"(?<![\w-])\d{{1,4}}[a-z]?\s{_CAPITAL}(?: {_CAPITAL})?\s(?:St|Ave|Rd|Blvd)(?!\w)"),
    Later(
        rf"(?<!\w)(?:at|on)\s((?!{_DAY_EN}?{_NO_STREET_NUMBER}){_CAPITAL}(?: {_CAPITAL})?,?\s\d{{2,4}}(?:/\d{{1,3}})?)"
        rf"(?=\s?[;,.)](?!\d)|\s?$|\s{_CLAUSE_EN}(?!\w))"
    ),
    Later(
        r"(?<!\w)(?:lives?|lived|living|flat|room|house|office|shop)\son\s((?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z'-]{3,20}(?:\s[A-Z][a-z'-]{2,20})?)"
        r"(?=\s?[,.;)]|\s?$|\s(?:near|by|opposite|behind|next|close|with\s(?:her|his|my|a))(?!\w))"
    ),
    Later(
        rf"(?<![\w-])(?!{_NO_VILLAGE}){_CAPITAL}(?:-\d)?,\s(?=(?i:дом|д\.|house|квартира|кв\.|flat)\s?(?:№\s?)?\d){FULL_TAIL}"
    ),
    Later(rf"(?<![\w-])[А-ЯЁҢӨҮ][а-яөүң]{{1,12}}-[А-ЯҢӨҮ][а-яөүң]{{1,12}},?\s(?=\d{{1,4}}\s?-\s?үй){FULL_TAIL}"),
    Later(
        rf"(?<![\w-]){_CAPITAL}(?: {_CAPITAL})?,?\s\d{{1,4}}[а-яa-z]?(?:/\d{{1,3}})?,?\s"
        r"(?i:кв|квартира|дом|flat|apt)(?!\w)\.?\s?\d{1,4}"
    ),
    Later(
        rf"(?<!\w){_AT}:?\s({_CAPITAL}(?: {_CAPITAL})?,?\s\d{{1,4}}/\d{{1,3}}"
        r"(?:[\s,]{1,2}(?i:кв)\.?\s?\d{1,4})?)(?![\w/])"
    ),
    Later(rf"(?<!\w)[А-ЯЁ][а-яё-]{{2,20}}(?:ой|ая|ую)\s(?=\d){FULL_TAIL}"),
    Later(
        rf"(?<!\w)(?i:на|по)\s([А-ЯЁ][а-яё-]{{2,20}}(?:\s[А-ЯЁ][а-яё-]{{2,20}}(?:ого|[оеи][вн]а|ая|ой|ы))?[\s,]{{1,2}}"
        rf"(?=\d){FULL_TAIL})"
    ),
    Later(
        r"(?<!\w)(?i:с|до|от|около|возле|мимо|дом[ауе]?)\s([А-ЯЁ][а-яё-]{2,20}(?:[ое]ва|ина|енко|ской|ого|ая),\s\d{1,3}[а-я]?(?:/\d{1,3})?)"
        rf"(?!\w|[.:/]\d|\s?{COUNTED})"
    ),
    Later(
        rf"(?<!\w)(?:на|по|адрес\w{{0,2}})\s((?:[а-яё-]{{3,20}}\s)?[а-яё-]{{2,20}}(?:ской|скую|цкую|ая|цкой|ова|ева|ина|ого|его)\s"
        rf"(?:(?=\d){FULL_TAIL}|{SPOKEN}(?!\s{COUNTED})))"
    ),
    ONLY_ON_STREET,
    Later(
        r"(?<!\w)(?:at|on|in|near)\s(\d{1,4}[a-z]?(?:/\d{1,3})?,?\s[A-Z][a-z'-]{2,18}(?:aya|skogo|[oe]va|skoi|skoy))(?![\w'-])"
    ),
    Later(
        rf"(?<!\w)(?:lives?|lived|living|rooms?|flat|house|stay(?:s|ed|ing)?|rent(?:s|ed|ing)?)\s(?:on|at)"
        rf"\s((?!{_NO_STREET_NUMBER}|(?:about|age|least|only|the)\s)[a-z'-]{{3,20}}(?:\s[a-z'-]{{3,20}})?\s\d{{1,4}}[a-z]?)"
        rf"(?!\w|%|[.,:]\d|\s?{COUNTED})"
    ),
    Later(
        r"(?<!\w)(?:on|at|off|from|near|by)\s([a-z'-]{3,20}(?:aya|ogo|[eo]va|sko[iy])\s\d{1,4}[a-z]?(?:[/\s-]\d{1,3})?)"
        rf"(?!\w|%|[.:]\d|\s?{COUNTED})"
    ),
    Later(
        r"(?<!\w)(?:on|at|off|from)\s([A-Z][a-z'-]{2,20}(?:aya|ogo|[eo]va|ina|[eo]v|oi|oy)"
        rf"(?:,?\s\d{{1,4}}[a-z]?(?:[/-]\d{{1,3}})?)(?!\w|%|[.:]\d|\s?{COUNTED}){TAIL})"
    ),
)
BARE_STREET_STANDS = Later(
    r"\d|ской|\son\s|дцать|десят|сорок|двести|триста|(?<!\w)(?:сто|один|два|три|четыре|пять|шесть|семь|восемь|девять)(?!\w)"
)
"""What every match holds, in lower case."""
ADDRESSES_SAID = (
    Later(
        r"(?<!\w)(?i:адрес\w{0,2}|дареги|дарегим|add?ress)(?:\s(?i:дома|комнаты|квартиры|прописки|проживания|регистрации|места\sжительства|is))?:?\s"
        rf"({_CAPITAL}(?: {_CAPITAL})?,?\s(?=\d){FULL_TAIL})"
    ),
    Later(rf"(?<!\w){_AT_ADDRESS}:?\s((?:[а-яёөүң-]{{3,20}}\s)?[а-яёөүңa-z-]{{3,20}}[\s,]{{1,2}}(?=\d){FULL_TAIL})"),
    Later(rf"(?<!\w)({_CAPITAL}(?: {_CAPITAL})?,?\s\d{{1,4}}[а-яa-z]?(?:[/-]\d{{1,3}})?)\s(?i:дарег)[а-яөүң]{{1,8}}"),
    Later(
        rf"(?<!\w)(?!аны\s|ал\s)((?:{FIRST_HALF}\s)?[а-яөүң-]{{3,20}},?\s\d{{1,4}}[а-я]?(?:[/-]\d{{1,3}})?)"
        r"\sдарег[а-яөүң]{1,8}"
    ),
)
"""Beside the word for an address."""
ADDRESS_IS_SAID = Later("адрес|дарег|add?ress")
