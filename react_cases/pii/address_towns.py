"""A village that stands in front of a street: `Кочкордо Исаков көчөсү 12`, "Kok-Jar, Ala-Too 19b".

The rules of addresses take it for a part of the street's name. It is a place of its own where it is in a case that says
where, behind "in", or before a comma that another name follows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from react_cases.pii.findings import Finding, Label
from react_cases.pii.letters import is_cyrillic
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.patterns import Later, any_of, word_set
from react_cases.pii.place_words import LARGE, is_namesake
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

_FIRST = Later(r"([^\W\d_]+(?:-[^\W\d_]+)?(?:\s[^\W\d_]+(?=,))?)(,?)\s(?=[^\W\d_])")
_WHERE = Later("(?:[дт][аеоө]н?|[dt][aeo]n?)$")
_IN = word_set("in from near в из")
_LAST_WORD = Later(r"([^\W\d_]+)\s$")
_QUARTER_KIND = any_of(
    "жилмассив\\w{0,3} ж/м микрорайон\\w{0,3} мкрн?\\.? новостройк\\w{1,2} махалл\\w{1,2} жаңы_конуш[а-яөүң]{0,8}"
    " конуш[а-яөүң]{0,8} crossing settlement neighbou?rhood mi[ck]ro-?(?:district|raion) quarter"
)
_NAME = r"\"?([^\W\d_][\w'-]{2,25}(?:\s[А-ЯЁӨҮҢA-Z][\w'-]{2,20})?)\"?"
_QUARTER = Later(rf"{_QUARTER_KIND}\s{_NAME}|{_NAME}\s{_QUARTER_KIND}")
"""A quarter alone, without a house, is no address: hundreds live there. Its kind belongs to an English name."""
_SAID_ADDRESS = Later(r"\s(?:дарег|адрес|address)")
_STREET_OR_NAME = Later(
    r"(?!(?:дом|кв|house|flat|apt|building|block|дом\w|д\.|үй|кичи|кварт|микро|мкр|конуш|жаңы|row|ряд|контейнер|көч\w{0,9}|str|st|street|stret|prosp\w{0,5}|просп\w{0,7}|ул|улиц\w|проезд|avenue|ave|road|highway|lane|подъезд|№|no)(?!\w))"
    r"(?:(?:ул|улица|ulica|ulitsa)\.?\s)?[^\W\d_][\w'-]{2,25}(?:\s[^\W\d_][\w'-]{1,25}){0,2}[\s,]{1,2}(?:\d|№)"
    r"|(?:[^\W\d_][\w'-]{1,25}\s){1,3}(?:көч|street|str|prosp|просп|пр|проезд|lane|avenue|kochos|köchö)"
    r"|(?:ул|улица|ulitsa|пер|переулок|проспект)\.?\s"
)


def with_towns(text: Prepared, findings: Iterable[Finding], lexicon: Lexicon) -> Iterator[Finding]:
    """The findings; an address that begins with a place as the place and the rest, a quarter alone as a place."""
    for finding in findings:
        if finding.label is not Label.ADDRESS:
            yield finding
            continue
        quarter = _QUARTER.fullmatch(text.text[finding.start : finding.end])
        if quarter is not None:
            start, end = quarter.span(1) if quarter[1] else quarter.span(2 if is_cyrillic(quarter[2]) else 0)
            yield RULES["place.small"].finding(finding.start + start, finding.start + end)
            continue
        town = _town(text, finding, lexicon)
        if town is not None:
            yield RULES["place.small"].finding(*town.span(1))
            yield replace(finding, start=town.end())
        else:
            yield finding


def _town(text: Prepared, finding: Finding, lexicon: Lexicon) -> re.Match[str] | None:
    """The place that stands in front of a street, with what parts them; None if none does."""
    first = _FIRST.match(text.lower, finding.start, finding.end)
    if first is None or _STREET_OR_NAME.match(text.lower, first.end(), finding.end) is None:
        return None
    town, comma = first[1], first[2]
    place = lexicon.place(town)
    if (place is None or place.size in LARGE) and not is_namesake(town):
        return None
    before = _LAST_WORD.search(text.lower, max(0, finding.start - 12), finding.start)
    if _SAID_ADDRESS.match(text.lower, finding.end):
        return None
    is_village = place is not None and place.is_small and "городок" not in town
    is_told = (
        (bool(comma) and is_village) or _WHERE.search(town) is not None or (before is not None and before[1] in _IN)
    )
    return first if is_told else None
