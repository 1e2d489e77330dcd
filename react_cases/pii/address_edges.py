"""What belongs to an address on its other sides: «с/у Чон-Алай,» before it, "/ Usenbaev crossing" behind it."""

from react_cases.pii.house_parts import HOUSE
from react_cases.pii.patterns import Later, any_of

_NAME = r"\"?[А-ЯЁҢӨҮҒҚA-Z][\w'-]{2,20}\"?"
_COLOURS_EN = any_of("green blue white red yellow grey gray brown black old new last first corner big small tall")
_ORDER_EN = any_of("first second third fourth fifth last next yellow blue green white red old corner")
_HEAD_EN = any_of(
    "boiler_house house houses garages? basement barracks? shed cellar dormitory annex building yard courtyard"
)
_ORDER_RU = any_of("перв втор трет четв[её]рт пят последн крайн углов стар нов")
_HEAD_RU = any_of("дом\\w? гараж\\w{0,2} котельн\\w{2} подвал\\w? сара[йея] барак\\w? общежити\\w времянк\\w двор\\w?")
_COLOURS_RU = any_of("зел[её]н син бел красн ж[её]лт голуб сер крайн углов нов стар высок коричнев")
_COLOURS_KY = any_of("көк жашыл ак кызыл сары боз кара эски жаңы бурчтагы четки акыркы")
MARKET = any_of(
    "дордой дордо[ея] мадин[аеы] туратали ош_базар ошский ошского ошском кара-суу карасуу джунхай"
    " жунхай кербен аламединский жайма орто-сай алтын_базар кудайберген dordo[iy] madina turatali osh_bazaa?r"
    " kara-suu junhai kerben jayma orto-sai"
)
"""Markets whose rows and containers are named behind them."""
_BEFORE = Later(
    r"(?<![\w-])(?:"
    rf"(?i:с/у|с/о|пгт|а/о|а/ө)\s{_NAME},?\s"
    rf"|(?i:house|building|bldg|flat|apartment|apt\.?|dom|kv\.?|дом|д\.|кв\.)\s?(?:(?i:no\.?|number)\s|№\s?)?{HOUSE},\s(?:(?i:на|по|on|in)\s)?"
    r"|(?i:number)\s(?=\w+\s\w+\sstreet)"
    r"|(?i:no\.?|№|#)\s?\d{1,4}[a-z]?,?\s"
    r"|(?i:дом|house|flat|кв\.|д\.)\s?\d{1,4}[а-яa-z]?,?\s(?:in|on|at|на|в)\s(?:the\s)?"
    rf"|(?:(?i:the)\s)?(?:{_ORDER_EN}\s)?{_HEAD_EN}(?:\sfrom\sthe\s[a-z]{{3,12}})?,?\s(?i:on|in|at|of|behind|behnd|near)\s(?:the\s)?"
    rf"|(?:{_ORDER_RU}[а-яё]{{2,3}}\s)?{_HEAD_RU}(?:\sот\s[а-яё]{{3,12}})?\s(?i:на|по|за|в)\s"
    r"|(?<!\w)[А-ЯЁҢӨҮA-Z]\.\s?"
    rf"|(?:(?i:the)\s)?{_COLOURS_EN}\s(?i:building|house|gate|door),?\s"
    rf"|{_COLOURS_RU}[а-яё]{{2,3}}\s(?i:дом\w?|здани\w|ворота|калитка),?\s"
    rf"|{_COLOURS_KY}\s(?i:дарбаза|үй|имарат|эшик),?\s"
    r"|(?i:остановк\w|бекети?)\s(?=[а-яё]+\s\d)"
    r")$"
)
_BEHIND = Later(
    rf"\s?/\s?{_NAME}(?:\s(?i:crossing|corner|intersection|junction))?"
    rf"|,\s{_NAME}\s(?i:settlement|residential\sarea|estate|конушу|жилмассиви|кичи\s?району)(?!\w)"
    rf"|,\s{MARKET}(?!\w)(?:\s(?i:market|bazaa?r|базар\w{{0,2}}|рынок))?"
    r"|\s(?i:crossing|corner|intersection|junction)(?!\w)"
)
_LONGEST = 48


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """An address with what belongs to it on either side."""
    before = _BEFORE.search(text, max(0, start - _LONGEST), start)
    behind = _BEHIND.match(text, end)
    return before.start() if before else start, behind.end() if behind else end
