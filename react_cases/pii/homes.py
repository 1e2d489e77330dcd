"""Houses, flats, rows and containers that are told without a street: patterns."""

from react_cases.pii.house_parts import (
    COUNTED,
    FULL_TAIL,
    HOUSE,
    NUMBER,
    NUMBER_SIGN,
    PARTS,
    SPOKEN,
    SPOKEN_EN,
    TAIL,
)
from react_cases.pii.patterns import Later, any_of

HOME_PART = (
    any_of(
        r"дом\w{0,2} д квартир\w{0,3} кв подъезд\w? под этаж\w? корпус\w? барак\w? комнат\w ряд\w{0,2} контейнер\w{0,2}"
        r" павильон\w? бутик\w? проход\w? вагончик\w? house building dorm block corpus flat apartment apt room floor"
        r" entrance row container stall boutique passage"
    )
    + r"(?![^\W\d_])"
)
_ORDINAL_KY = (
    "(?:"
    + any_of("он жыйырма отуз кырк элүү эллик алтымыш жетимиш сексен токсон жүз жуз")
    + r"\s){0,2}[а-яөү]{2,8}(?:нчы|нчи|нчу|нчү)"
)
_HOUSE_KY = rf"{_ORDINAL_KY}\s(?i:үй)[а-яөүң]{{0,5}}"
_DOOR_KY = rf"{_ORDINAL_KY}\s(?i:батир|квартира|подъезд|эшик)[а-яөүң]{{0,6}}"
HOUSE_AND_FLAT = (
    Later(
        rf"(?<!\w)(?:{_ORDINAL_KY}\s(?i:микрорайон|кичи\sрайон)[а-яөүң]{{0,6}}[\s,]{{1,2}}{_HOUSE_KY}(?:[\s,]{{1,2}}{_DOOR_KY})?"
        rf"|{_HOUSE_KY}[\s,]{{1,2}}{_DOOR_KY})(?!\w)"
    ),
    Later(
        r"(?<![\w-])(?!(?i:на|по|за|от|до|the|on|in)\s)[^\W\d_][\w-]{2,20},?\s\d{1,2}"
        r"(?:\s?-?(?:й|я|ая|ый|th|nd|st|rd)?\s?|(?=-))(?i:(?<=-)лини[яи]|(?<=-[яй]\s)лини[яи]|тупик|проезд|переулок|туюк|тилке|tuyuk|tupik|liniya|proezd|lane|line),?\s\d{1,4}[а-яa-z]?(?:/\d{1,3})?(?![\w:])"
    ),
    Later(
        rf"(?<!\w)(?i:контейнер\w{{0,2}}|бутик\w?|павильон\w?|container|stall|boutique)\s?{NUMBER_SIGN}\d{{1,4}}(?:[/-]?[а-яa-z\d]{{1,3}})?"
        rf"(?=\s?[,;:)\"\n]|\.?\s?$|\.\s|\s(?i:на|в|во|у|at|in|on|of)\s)(?![.:,]\d){TAIL}"
    ),
    Later(rf"(?<![\w-])\d{{1,4}}\s?-\s?(?i:контейнер|бутик)[а-яөүң]{{0,6}}(?!\w){TAIL}"),
    Later(
        rf"(?<!\w)(?i:(?:пос[её]лок|пос\.|городок|общежити[ею]|участок|квартал|махалля|городке|пос[её]лке)\s)\"?[А-ЯЁҢӨҮ][\w-]{{2,20}}\"?,?\s"
        rf"(?={HOME_PART}){FULL_TAIL}"
    ),
    Later(rf"(?<!\w)(?i:дом\w?|д\.|house)\s?{NUMBER_SIGN}{HOUSE}{PARTS}"),
    Later(
        rf"(?<!\w)(?i:дом\w{{0,2}}|д\.|house)\s?(?:№\s?)?{NUMBER}"
        rf"[\s,]{{0,3}}(?i:кв\.?|квартир\w{{0,3}}|flat|apt\.?|apartment)\s?(?:№\s?)?{NUMBER}"
    ),
    Later(
        r"(?<![\w-])\d{1,4}\s?-?\s?(?i:үй)[а-яөүң]{0,5}[\s,]{1,2}\d{1,4}\s?-?\s?(?i:батир|квартира|подъезд)[а-яөүң]{0,6}"
    ),
    Later(
        rf"(?<!\w){HOME_PART}\.?\s?{NUMBER_SIGN}(?:{NUMBER}|{SPOKEN_EN}|[A-ZА-Е](?!\w))"
        rf"(?:[\s,]{{1,3}}(?:{HOME_PART}\.?\s?{NUMBER_SIGN}|(?i:no\.\s?|№\s?))(?:{NUMBER}|{SPOKEN_EN})){{1,4}}"
    ),
    Later(
        r"(?<![\w-])(?:\d{1,3}\s?-?\s?(?i:подъезд|кабат|блок|этаж|тилке|барак|корпус)[а-яөүң]{0,8}[\s,]{1,2}){1,2}"
        r"(?:\d{1,4}\s?-?\s?(?i:батир|квартира)|\d{1,4}-(?i:бөлмө|комната|үй))[а-яөүң]{0,6}(?!\w)"
    ),
    Later(
        r"(?<!\w)(?:(?i:кв)\.\s?(?:№\s?)?\d{1,4}[а-я]?(?!\s?[мm][²2]?(?!\w))"
        r"|(?i:квартир[аеуы]|flat|apartment|apt\.?)\s(?:№\s?|(?i:номер|no\.?|number)\s)\d{1,4})"
        rf"(?!\w|[.,:/]\d|-\w|\s?%|\s?{COUNTED})"
    ),
    Later(
        rf"(?<!\w)(?i:plot\s(?:no\.?\s?|number\s|№\s?)?|уч\.\s?(?:№\s?)?)\d{{1,4}}[a-zа-я]?(?!\w|[.,:/]\d|\s?{COUNTED})"
    ),
    Later(rf"(?<!\w){SPOKEN}\s(?i:үй)[а-яөүң]{{0,5}}[\s,]{{1,2}}{SPOKEN}\s(?i:батир|квартира)[а-яөүң]{{0,6}}"),
)
HOME_STANDS = Later(
    r"(?<!\w)(?:дом|д\.|кв|под\.|подъезд|этаж|корпус|барак|комнат|вагончик|ряд|контейнер|бутик|павильон|пос[её]л[ко]|пос\.|городок"
    r"|городке|общежит|участок|махалл|house|building|dorm|block|corpus|flat|apartment|apt|room|floor|entrance|row\s|container|stall"
    r"|boutique|passage|plot|уч\.)|лини[яи]|тупик|проезд|переулок|туюк|tuyuk|tupik|liniya|proezd|\slane|\sline|үй|батир|кабат|бөлмө|тилке|проход|катар|линия|\d\s?-\s?(?:подъезд|этаж|блок|контейнер|бутик)"
)
"""What every match holds, in lower case."""
