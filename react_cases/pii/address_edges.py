"""What belongs to an address on its other sides: «с/у Чон-Алай,» before it, "/ Usenbaev crossing" behind it."""

from collections.abc import Iterable, Iterator

from react_cases.pii.house_parts import HOUSE
from react_cases.pii.institution_kinds import NamedBy, kinds
from react_cases.pii.lexicon import lexicon
from react_cases.pii.patterns import Later, any_of
from react_cases.pii.words import LONGEST_WORD, Word

_NAME = r"\"?[А-ЯЁҢӨҮҒҚA-Z][\w'-]{2,20}\"?"
_COLOURS_EN = any_of("green blue white red yellow grey gray brown black old new last first corner big small tall")
_ORDER_EN = any_of("first second third fourth fifth last next yellow blue green white red old corner")
_HEAD_EN = any_of(
    "boiler_house house houses dorm hostel trailer kiosk container garages? basement barracks? shed"
    " cellar dormitory annex building yard courtyard"
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
_SHED_RU = any_of(
    r"гараж\w{0,3} вагончик\w{0,2} времянк\w сара[йея]\w? подвал\w? общежити\w{1,2} общаг\w барак\w? киоск\w?"
    r" ларьк\w дач[аеу]"
    r" пристройк\w кошар\w мансард\w хостел\w? флигел\w"
)
"""What people live or hide in, before the street where it stands."""
_BEFORE = Later(
    r"(?<![\w-])(?:"
    rf"(?i:с/у|с/о|пгт|а/о|а/ө)\s{_NAME},?\s"
    rf"|(?i:house|building|bldg|flat|apartment|apt\.?|dom|kv\.?|дом|д\.|кв\.)\s?(?:(?i:no\.?|number)\s|№\s?)?{HOUSE},\s(?:(?i:на|по|on|in)\s)?"
    r"|(?i:number)\s(?=\w+\s\w+\sstreet)"
    r"|(?i:no\.?|№|#)\s?\d{1,4}[a-z]?,?\s"
    r"|(?i:дом|house|flat|кв\.|д\.)\s?\d{1,4}[а-яa-z]?,?\s(?:in|on|at|на|в)\s(?:the\s)?"
    rf"|{_SHED_RU}\s?(?:(?:№\s?|(?i:номер)\s)?\d{{1,4}}[а-я]?,?\s)?(?i:(?:на|по|за|у|в|возле|около)\s)?"
    r"|(?i:garage|trailer|dorm(?:itory)?|room|barrack|container|shed|plot|гараж|комната|ком\.|комн\.|бокс|участок|общежитие)"
    r"\s(?:(?i:no\.?\s|number\s)|№\s?)?\d{1,4}[a-zа-я]?(?:,|\s(?i:behind|on|at|near|за|на|у|возле|по))\s"
    r"|(?i:(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|[а-я]{2,8}надцат)[а-яё]{2,3}\s(?:квартир\w{1,2}|подъезд\w?|этаж\w?|комнат\w))\s(?:(?i:в|на)\s)?"
    rf"|(?:(?i:the)\s)?(?:{_ORDER_EN}\s)?{_HEAD_EN}(?:\sfrom\sthe\s[a-z]{{3,12}})?,?\s(?i:on|in|at|of|behind|behnd|near)\s(?:the\s)?"
    rf"|(?:{_ORDER_RU}[а-яё]{{2,3}}\s)?{_HEAD_RU}(?:\sот\s[а-яё]{{3,12}})?\s(?i:на|по|за|в)\s"
    r"|(?<!\w)[А-ЯЁҢӨҮA-Z]\.\s?"
    r"|(?<!\w)[A-ZА-ЯЁҢӨҮ][\w'-]{2,20}\s(?i:уулу|кызы|uulu|kyzy|угли|o'g'li)\s"
    r"|(?<!\w)(?i:у[а-яё]\.|ул[,ь]|улиц|л\.)\s?"
    r"|(?<!\w)(?i:пр[оа]?сп\w{0,6}|ул\w{1,4}ц\w?|у\w{1,2}иц\w|перн?еу\w{1,5}|prosp\w{0,5}|ul[ie]\w{1,3}[sc]\w)\s"
    r"|(?:(?<=to\s)|(?<=at\s)|(?<=from\s)|(?<=near\s)|(?<=outside\s))(?!(?:19|20)\d\d)\d{1,4}[a-zA-Z]?\s"
    r"|(?i:малосемейк\w),?\s"
    r"|(?<!\w)(?i:пр|ул|пер|б-р|пр-кт|пр-т|ul|pr|per|prosp)\.?\s"
    r"|(?i:ворот\w{0,2}|калитк\w|двер\w|поворот\w?|подъезд\w?)\s(?i:на|по|с)\s"
    r"|[A-Za-z][\w'-]{2,20}\s(?i:micro-?district|mi[ck]ro-?raion),?\s"
    rf"|(?:(?i:the)\s)?{_COLOURS_EN}\s(?i:building|house|gate|door),?\s"
    rf"|{_COLOURS_RU}[а-яё]{{2,3}}\s(?i:дом\w?|здани\w|ворота|калитка),?\s"
    rf"|{_COLOURS_KY}\s(?i:дарбаза|үй|имарат|эшик),?\s"
    r"|(?<!\w)(?i:дома|доме|дому|домом)\s(?=[А-ЯЁ]|$)"
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
_SON = Later(r"(?i:уулу|кызы|uulu|kyzy)\s")
_FATHER = Later(r"(?:[А-ЯЁҢӨҮA-Z][\w'-]{2,20}\s){1,2}$")
"""«Төлөн Шамшиев уулу көчөсү»: a street of which the pattern has seen the last word only."""


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """An address with what belongs to it on either side."""
    before = (_FATHER if _SON.match(text, start) else _BEFORE).search(text, max(0, start - _LONGEST), start)
    behind = _BEHIND.match(text, end)
    return before.start() if before else start, behind.end() if behind else end


_NO_STREET_ALONE = {"address.district", "address.flat"}
_LIES_IN = {", ", " ", " в ", " на ", " по ", " за ", " in ", " on ", " at ", " behind "}


def together(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """«Жаңы-Турмуш конушу, 5-көчө, 18», «дома 23 в 5-м микрорайоне»: what lies in one another as one."""
    before: tuple[int, int, str] | None = None
    for span in spans:
        if before and {before[2], span[2]} & _NO_STREET_ALONE and text[before[1] : span[0]] in _LIES_IN:
            before = before[0], span[1], before[2]
            continue
        if before:
            yield before
        before = span
    if before:
        yield before


def joined(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Those that overlap as one, by the rule of the first."""
    code, start, end = "", 0, 0
    for first, last, rule in sorted(spans, key=lambda one: (one[0], -one[1])):
        if first < end:
            end = max(end, last)
            continue
        if code:
            yield start, end, code
        code, start, end = rule, first, last
    if code:
        yield start, end, code


FIRST_HALF = any_of(
    "байтик жибек тоголок алыкул раззак жусуп курманжан касым чыңгыз исхак турдакун саякбай лев юсуп иса кара ак"
    " кызыл көк чоң орто таш сары жаңы биринчи"
)
"""Words with which streets of two words begin: байтик баатыр, жибек жолу."""
_FIRST_WORDS = Later(f"{FIRST_HALF}|жаш|эски|бакай|манас|ата|улиц[аеы]|проспект|переулок|бульвар|дом|квартира")
_WORD_BEFORE = Later(r"(?<!\w)([^\W\d_]+)\s$")
_NUMBER_FIRST = Later(
    r"(?:(?i:no\.?|number|номер)\s|№\s?|#\s?)?\d{1,4}[a-zа-я]?(?:,|,?\s(?i:on|in|at|на|по|в))\s(?=\S)"
)
_KIND_BEFORE = Later(r"(?<!\w)([^\W\d_]+)\s(?:(?i:no\.?|number|номер)\s|№\s?|#\s?)?$")
_NUMBER_LAST = Later(r",\s(?:№\s?)?\d{1,3}-?$")
_KIND_BEHIND = Later(r"[\s-]{1,2}([^\W\d_]+)")
_TWO_CAPITALS = Later(r"([А-ЯЁҢӨҮ][а-яөүңё]+)\s(?=[А-ЯЁҢӨҮ])")
_SENTENCE_BEFORE = Later(r"(?:^|[.!?…:]\s|\n)[\"(]?$")


def first_of_sentence(text: str, start: int) -> int:
    """The length of an ordinary word that only begins the sentence: `Туугандары Ала-Тоо көчөсүндө`."""
    two = _TWO_CAPITALS.match(text, start)
    if two is None or not _SENTENCE_BEFORE.search(text, max(0, start - 3), start):
        return 0
    first = two[1].lower()
    is_word = max(lexicon().frequency(first, language) for language in ("ky", "ru")) > 1
    is_name = lexicon().first_name(first) is not None or _FIRST_WORDS.fullmatch(first) is not None
    return len(two.group()) if is_word and not is_name else 0


def is_behind_institution(text: str, start: int) -> bool:
    """Whether the word before a place in a text is a kind of institution: `аптека <на Киевской>`."""
    before = _WORD_BEFORE.search(text, max(0, start - LONGEST_WORD), start)
    return before is not None and bool({NamedBy.NAME, NamedBy.PLACE} & _named_by(before[1]))


def without_institution(text: str, start: int, end: int) -> tuple[int, int]:
    """An address without the number of a school before or behind it: `школа <№ 24, >Киевская 114`."""
    number = _NUMBER_FIRST.match(text, start, end)
    before = _KIND_BEFORE.search(text, max(0, start - LONGEST_WORD), start) if number else None
    if number and before and NamedBy.NUMBER in _named_by(before[1]):
        start = number.end()
    number = _NUMBER_LAST.search(text, start, end)
    behind = _KIND_BEHIND.match(text, end) if number else None
    if number and behind and NamedBy.NUMBER in _named_by(behind[1]):
        end = number.start()
    return start, end


def _named_by(text: str) -> frozenset[NamedBy]:
    """What names an institution of this kind; nothing for a word that is none."""
    is_cyrillic = not text.isascii()
    word = Word(0, len(text), text, text.lower(), is_cyrillic=is_cyrillic, begins_sentence=False)
    kind = kinds().kind(word, lexicon(), is_caseless=False)
    return kind.by if kind is not None else frozenset()
