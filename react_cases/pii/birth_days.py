"""Which of the days of a text are days of birth: each word about birth belongs to the day that stands nearest to it.

«Асанов, 14.05.1991 г.р., обратился 3 марта»: the word stands behind the first day, so the second is an ordinary one.
"""

import re

from react_cases.pii.lexicon import lexicon
from react_cases.pii.months import Day, day_in
from react_cases.pii.patterns import Later
from react_cases.pii.prepared import Prepared

Span = tuple[int, int]

_BIRTH = Later(
    r"рожд|(?<!\w)г[./]?\s?р(?!\w)|род[иі]?л|урожен|(?<!\w)д[./]?\s?р\.?(?!\w)|(?<!\w)род\.?(?=\s*\|)|(?<!\w)ту+л(?:г[ау]?[нм]|ду)"
    r"|төрөл|жарык дүй|исполн\w{2,6}\s(?=\d|[а-я]{3,6}(?:надц|дцат|сят)|сорок|год)|ту[гғ]ил|туған|таваллуд"
    r"|birth(?!day,)|(?<!\w)b\.?(?=\s*\|)|(?<!\w)(?:borne?|bron|dob|d\.o\.b)(?!\w)|rodil|rozhd|tuulg|tug['ʻ]?ilg|urozhen"
    r"|рож[еи]?н|рожедн|ро[жш]дени|(?<!\w)р[ао]д[ие]?лс|родл|(?<!\w)ту(?:лга[нм]|гулга)|т[өо]р[өо]лг|turned\s(?:\d|\w{3,5}teen|twent|thirt|fort|fift)|birht|brith|bith(?!\w)|brth"
    r"|(?<!\w)rod\.(?=\s*\|)|(?<!\w)g\.\s?r\.|(?<!\w)d\.\s?r\."
)
_DAY_COMES = "|"
"""Stands for the day behind a text, as short words are about birth only right before one: «род. 12.05.1990»."""
_SHORT_BEHIND = Later(r"[\s-]{0,2}(?:ж(?:ыл\w{0,4})?\.?\s?)?т\.(?!\s?[\d+(])|\s?-?жылк[ыи](?!\w)")
"""«22.06.1979 т.», which is «туулган», «жылкы»; a number would follow «тел.»."""
_WORD_ENDS_CLAUSE = Later(r"[а-яёөүңa-z.]{0,8}[,;)]")
"""«1988-жылы 3-апрелде Нарында төрөлгөн, 17-июлда …»: what stands before the comma belongs together."""
_SAME_PAIR = Later(r"\s?\W{0,3}\s?(?:(?:и|and|жана|же|или|or)\s)?(?:[^\W\d_]{2,20}[,:]?\s?)?\(?")
"""Between two days of birth: «8 августа 2014 и 19.01.2017»."""
_OTHER_EVENT = Later(
    r"задерж|приш|прих|пришл|обрат|обращ|арест|приех|забра|умер|скончал|поступ|постан|уч[её]т|при[её]м|выпис|освоб|осуд|суд(?!\w)|подал|подав"
    r"|выда|регистр|зарегистр|увол|пропал|избил|вызва"
    r"|(?<!\w)(?:came|come|arrest|detain|regist|visit|died|releas|enroll|admitt|seen|joined|moved|refused|issued|hearing)"
    r"|келди|келген|келип|кармал|кайрыл|каттал|кабыл|соттол|чыкты|чыккан|каза|өлгөн|берилген|prish|zaderzh|obrat"
)
_SENTENCE_END = Later(r"[!?\n;]|(?<!\sж)\.\s(?=[А-ЯЁҢӨҮA-Z]|\S{4})")
_LAST_SENTENCE = Later(r"[а-яёөүңa-z]{4}\.\s$")
"""A date begins a new sentence."""
_BEFORE, _AFTER = 40, 24
_GAVE_BIRTH, _LONGEST_GAVE = Later(r"(?i:g[ai]v\w{1,3}\sbirth)"), 12

_ADULT_UNTIL = 2007
"""Nobody documents what happened before: a day of such a year is one of birth, unless something else is said of it."""
_PAPER = Later(r"(?<!\w)(?:инн|иин|пин|жсн|pin|inn|паспорт|passport|id\s?\d|ан\s?\d|an\s?\d|ac\s?\d)")
_CHILD_BEFORE = Later(
    r"(?<!\w)(?:сын\w{0,2}|доч\w{1,4}|реб[её]н\w{1,3}|внук\w?|внучк\w|мальчик\w?|девочк\w|малыш\w?|(?:grand)?son|(?:grand)?daughter|child"
    r"|boy|girl|baby|небере\w{0,4}|бала(?:м|сы))(?:\s[\w-]{2,20})?[,:]?\s?\(?$"
)
_NAME_BEFORE = Later(
    r"[А-ЯЁҢӨҮA-Z][\w'-]+(?:\s(?:кызы|уулу|kyzy|uulu|[А-ЯA-Z]\.(?:\s?[А-ЯA-Z]\.)?))?\s?(?:[,(:–—-]\s?|\s)$"
)
_NAME_IN_FRONT = Later(r"(?<!\w)([^\W\d_][\w-]{2,20})(?:\s[А-ЯЁA-Z]\.)?\s\($")
_ENTRY_ENDS = Later(r"\s?(?:г\.?\s?)?[,.;)|\n]|\s?$")


def is_birth(text: Prepared, previous: Span | None, span: Span, following: Span | None) -> bool:
    """Whether the day at a span is one of birth; the days beside it may own the words around."""
    start, end = span
    day = day_in(text.text[start:end])
    if _is_named_birth(text.text, previous, span, following):
        return True
    if day is not None and day.year is not None and _SHORT_BEHIND.match(text.lower, end):
        return day.year <= _ADULT_UNTIL
    return _is_silent_birth(text, day, start, end)


def _is_named_birth(text: str, previous: Span | None, span: Span, following: Span | None) -> bool:
    """A word about birth stands in the same sentence, nearer to this day than to any other."""
    start, end = span
    last = following[1] if following and following[0] - end < _AFTER else end
    after = _without_gave(text[end : last + _AFTER])
    if not _BIRTH.search(f"{_near_before(text, start)}{_DAY_COMES}{after}".lower()):
        return False
    before = _sentence_before(text, start)
    first = start - len(before)
    if previous and previous[1] > first:
        between = text[previous[1] : start].lower()
        gap = _nearest_birth(between)
        if gap is not None and gap[1] <= gap[0]:
            return True
        if gap is None and _is_pair(between) and _speaks_of_birth(text[first : previous[0]].lower()):
            return True
    elif _speaks_of_birth(before.lower()):
        return True
    after = _SENTENCE_END.compiled().split(text[end : end + _AFTER])[0].lower()
    if following and following[0] < end + len(after):
        between = text[end : following[0]].lower()
        gap = _nearest_birth(between)
        if gap is None:
            behind = _SENTENCE_END.compiled().split(text[following[1] : following[1] + _AFTER])[0].lower()
            return _is_pair(between) and _BIRTH.search(behind) is not None
        return gap[0] < gap[1]
    return _BIRTH.search(after) is not None


def _is_pair(between: str) -> bool:
    return _SAME_PAIR.fullmatch(between) is not None and _OTHER_EVENT.search(between) is None


def _near_before(text: str, start: int) -> str:
    begin = max(0, start - _BEFORE)
    wide = max(0, begin - _LONGEST_GAVE)
    return _without_gave(text[wide:start])[begin - wide :]


def _without_gave(text: str) -> str:
    """A birth that somebody gave is not the client's own: its words are blank."""
    return _GAVE_BIRTH.compiled().sub(lambda gave: " " * len(gave[0]), text)


def _sentence_before(text: str, start: int) -> str:
    before = _SENTENCE_END.compiled().split(_near_before(text, start))[-1]
    return "" if _LAST_SENTENCE.search(before) else before


def _speaks_of_birth(before: str) -> bool:
    """The last word about birth is about the day behind, and nothing else happened in between."""
    found = list(_BIRTH.finditer(before + _DAY_COMES))
    return bool(found) and _OTHER_EVENT.search(before, found[-1].end()) is None


def _nearest_birth(between: str) -> tuple[int, int] | None:
    """How far the word about birth between two days is from the first and from the second."""
    found: re.Match[str] | None = _BIRTH.search(between + _DAY_COMES)
    if found is None:
        return None
    if _WORD_ENDS_CLAUSE.match(between, found.end()):
        return 0, len(between)
    is_other = _OTHER_EVENT.search(between, found.end()) is not None
    return found.start(), len(between) if is_other else len(between) - found.end()


def _is_silent_birth(text: Prepared, day: Day | None, start: int, end: int) -> bool:
    """A day of birth without a word for it: a child's, or of a year long ago (beside a name, whatever happened)."""
    if day is None or day.year is None or not day.month:
        return False
    before, behind = text.text[max(0, start - 40) : start], text.text[end : end + 30]
    if _CHILD_BEFORE.search(before.lower()) and _ENTRY_ENDS.match(behind):
        return True
    in_brackets = _NAME_IN_FRONT.search(before)
    if in_brackets and behind.startswith(")") and lexicon().first_name(in_brackets[1].lower()) is not None:
        return True
    if day.year > _ADULT_UNTIL:
        return False
    if _PAPER.search(behind.lower()) or _PAPER.search(before.lower()):
        return True
    is_small = text.text == text.lower
    is_entry = before.endswith(", ") if is_small else _NAME_BEFORE.search(before) is not None
    if is_entry and _ENTRY_ENDS.match(behind):
        return True
    return _OTHER_EVENT.search(f"{_sentence_before(text.text, start)} {behind}".lower()) is None
