"""Corners and crossings by their streets, however the word for one is written: «с пересечения улиц Фрунзе и Озёрной».

`crossings.py` knows them by pattern; here every word is asked whether it may name a street, so that small letters,
slips and two words a street are read, too.
"""

import re
from collections.abc import Iterator
from itertools import chain, takewhile

from react_cases.pii.lexicon import lexicon
from react_cases.pii.patterns import Group, Later, any_of, word_set
from react_cases.pii.prepared import Prepared
from react_cases.pii.street_names import is_word, looks_like_street, streets

_WORD = r"[^\W\d_][\w'-]{1,24}(?<![-'])"
_KIND = (
    any_of(
        r"ул\. улиц[аеуы]?ю? проспект\w{0,4} пр\. пр-к?т\w?\.? бульвар\w{0,2} б-р\w? переул\w{2,4} пер\."
        r" ulits\w{0,3} ul\."
        r" ulic\w{1,2} prospekt\w? pr\."
    )
    + r"\s?"
)
_KIND_NEXT = (
    r"\s"
    + any_of(
        r"к[өо]ч[а-яөүң]{0,9} проспект[а-яөүң]{0,7} бульвар[а-яөүң]{0,7} пр-т\w{0,5} просп?\. көч\."
        r" streets? str?\.? avenues? ave\.? prosp\w{0,5} boulevard blvd\.? road k[oö]ch[oö]?s?[uü]?\w{0,6}"
    )
    + r"(?!\w)"
)
_KIND_BEHIND = rf"(?:{_KIND_NEXT})?"
_COUNT = r"(?:\d{1,3}(?:-?[а-яa-z]{1,5})?\s)?"
"""«7 Апреля», «40 лет Октября»."""
_STREET = rf"(?:{_KIND})?{_COUNT}{_WORD}(?:\s{_WORD}){{0,2}}?{_KIND_BEHIND}"
_CORNER_RU = any_of(
    r"уг[ол]{1,2}[аеуоы]?[кмл]?[аеу]? перекр[её]?с?т?[оа]?к[аеуои]?м? перекр\. пересеч[её]?н?и?[еяюи]?[мй]?"
    r" пересеч\. перес[ие]чени[еяюи]м?"
    r" пересечени[еяюи]х? развилк\w corne?rs? conrer coner cornr? crossing crossroads? crosroads? int?ersecti?ons?"
    r" intersecton"
    r" junction ugol u?gl[ua] uglom perekr[a-z]{1,3}st[a-z]{1,4} peresech[a-z]{2,5}"
)
_OF = any_of(r"of at of_the on на у по двух улиц[аыеу]? улиц[аыеу]?_и_проспекта ulits[aey]? with between:? между меж")
_AND = (
    r"(?:\s?[-/+&×]\s?|\s"
    + any_of(
        "и с со да й x х × and & with i s c y menen менен менн жана ж-а jana zhana"
        r" ва билан va bilan"
    )
    + r"\s)"
)
_CUE_BEFORE = Later(
    rf"(?<![\w-]){_CORNER_RU}(?!\w)(?:\s{_OF}(?!\w)){{0,2}}(?:\s(?:the))?:?\s(?P<first>{_STREET})(?P<and>{_AND})"
)
_ITEM = Later(rf"(?P<kind>{_KIND})?{_COUNT}(?P<words>{_WORD}(?:\s{_WORD}){{0,2}})")
_KIND_FOLLOWS = Later(_KIND_BEHIND)
_CUE_BEHIND = Later(
    rf"(?<![\w'-])(?P<first>{_WORD}(?:\s{_WORD}){{0,3}})(?P<and>{_AND})(?P<second>{_STREET})\s"
    + any_of(
        r"к[ие]с[ие]л[иы]?[шщж][а-яөүң]{0,9} кесл?ил?иш[а-яөүң]{0,9} бурч[а-яөүң]{0,9}"
        r" к[өо]ч[өо]?л[өо]?р[үу][а-яөүң]{0,8}"
        r" чор+а[хҳ]а\w{0,5} кесишма\w{0,5} k[ei]s[ei]lish[a-z]{0,9} burch[a-z]{0,9} chorraha\w{0,5} kesishma\w{0,5}"
        r" corne?r crossing crossroads? intersection junction streets угл[уа] угол перекр[её]ст[а-я]{2,4}"
    )
    + r"(?!\w)"
)
_PAIR = Later(
    rf"(?<![\w/'-])(?P<first>{_WORD}(?:\s{_WORD})?)(?:\s?/\s?|\s(?i:угол|уг\.|x|х|×)\s)(?P<second>{_WORD}(?:\s{_WORD})?)(?![\w/])"
)
_PAIR_GROUP = Group("address.street", Later(r"[^\W\d_]\s?/\s?[^\W\d_]|\s(?:угол|уг\.|x|х|×)\s"), (_PAIR,), reach=60)
_BETWEEN = Later(
    rf"(?<![\w'-])(?P<first>{_STREET}),?\s(?i:between|между|mezhdu)\s(?P<second>{_STREET}){_AND}(?P<third>{_WORD}(?:\s{_WORD})?)(?!\w)"
)
_ARANASYNDA = Later(
    rf"(?<![\w'-])(?P<first>{_WORD}(?:\s{_WORD})?)\s(?:менен|жана|menen)\s(?P<second>{_STREET})\s(?i:ортосунд|аралыгынд|арасынд|ortosund)[а-яөүңa-z]{{1,6}}(?!\w)"
)
_OF_WITH = Later(
    rf"(?<![\w'-])(?P<first>{_WORD}(?:\s{_WORD})?)\s(?:к[өо]ч[өо]?с[үу]н[үу]н|проспект[а-яөүң]{{0,3}}нин|бульварынын)"
    rf"\s(?P<second>{_STREET})\s(?:менен|ж-а|жана)\s(?:к[ие]с[ие]л[иы]?[шщж]|бурч)[а-яөүң]{{0,9}}(?!\w)"
)
"""«Мира проспектисинин Сухомлинов менен кесилиши»."""
_AT_BOTH = Later(
    rf"(?<!\w)(?:at|on|near|на|у|возле|до|к|с)\s(?P<first>{_WORD}(?:\s{_WORD})?)\s(?:and|&|и|-)\s(?P<second>{_WORD}(?:\s{_WORD})?)(?!\w)"
)
_NO_STREETS = word_set(
    "дом дома магазин магазина базар рынка стол стола комнаты улицы улиц здания школы стены двора забора падения"
    " отражения the house shop market building wall room street road it his her two our my их наш мой его её две два"
    " двух он она они мы мен биз ал алар анын эки бир ата эне апа эже күйөөсү аялы кызы уулу досу and или это там"
    " где что как не на по из menen менен жана ал бул ошол кыз бала аял эркек взгляда интересов прав"
)
_KINDS_ALONE = word_set("көчөсү көчөсүнүн көчө көчөлөрү көчөлөрүнүн проспекти проспектиси проспектисинин street avenue")
_STANDS = Later(
    r"уг[ол]|перекр|перес[ие]ч|развил|corn|conrer|coner|cross|cros|inters|junct|ugol|ugl|perekr|peresech|к[ие]с[ие]?л|бурч"
    r"|к[өо]ч[өо]?л[өо]?р|чор+а|кесиш|k[ei]s[ei]lish|burch|chorra|kesish|streets|between|между|mezhdu|ортосунд|аралыг|арасынд|ortosund"
)
_GROUP = Group("address.street", _STANDS, (_CUE_BEFORE, _CUE_BEHIND, _BETWEEN, _ARANASYNDA, _OF_WITH), reach=75)
_HAS_KIND = Later(rf"(?<!\w){_KIND}\S|\S{_KIND_NEXT}")
_LONGEST_ITEM = 3
_SECOND_STREET = Later(
    r",?\s(?P<cue>(?i:угол|уг\.|на\sуглу(?:\sс)?|corner(?:\sof)?|cor\.|ugol|x|х|×)|(?i:near|by|off|off\sthe|возле|около|у|рядом\sс|ближе\sк|не\sдоходя(?:\sдо)?))\s"
    rf"(?P<street>{_STREET})(?!\w)"
)
"""Behind a street: «Рыскулова 12, угол Фрунзе», "pravda street near bokonbaev"."""
_CORNER_WORDS = word_set("угол уг. углу corner cor. ugol x х ×")
_STALL_BEHIND = Later(
    r"\s(?i:kiosk|shop|store|pharmacy|bus\sstop|stop|cafe|crossing|corner|junction|intersection|crossroads?)(?!\w)"
)


def find_corners(clean: Prepared) -> Iterator[tuple[int, int]]:
    """Start and end of every corner of two streets."""
    text = clean.text
    for match in _GROUP.matches(text, clean.lower):
        span = _corner(text, match)
        if span is not None:
            yield span
    for match in chain(_PAIR_GROUP.matches(text, clean.lower), _AT_BOTH.finditer(text)):
        span = _sure_pair(text, match)
        if span is not None:
            yield span


def second_street(text: str, start: int, end: int) -> int:
    """Where an address ends with the street that crosses it or is near it; its own end if none is told."""
    found = _SECOND_STREET.match(text, end)
    if found is not None:
        is_corner = found["cue"].lower().split()[-1] in _CORNER_WORDS or "угл" in found["cue"].lower()
        ends = _street_at(text, found.start("street"))
        street = text[found.start("street")]
        is_written_alike = street.isupper() or text[start:end].islower()
        if ends is not None and is_written_alike and (is_corner or _holds_sure(text[found.start("street") : ends])):
            return ends
    stall = _STALL_BEHIND.match(text, end) if "/" in text[start:end] else None
    return stall.end() if stall else end


def _holds_sure(street: str) -> bool:
    return streets().is_sure(street) or any(map(streets().is_sure, street.split()))


def _corner(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Where a corner with a word for it stands, if both of its sides may be streets and are no people."""
    if match.re in (_BETWEEN.compiled(), _ARANASYNDA.compiled()):
        return _between(text, match)
    if match.re is _CUE_BEFORE.compiled():
        start, first, second = match.start("first"), _street_at(text, match.start("first")), match.end()
        end = _street_at(text, second)
        if first is None or end is None or text[first : match.end("first")].count(" ") > 1:
            return None
        return (match.start(), end) if _are_streets(text[start:first], text[second:end]) else None
    begins = _first_street(text, match.start("first"), match.end("first"))
    ends = _street_at(text, match.start("second"))
    if begins is None or ends != match.end("second"):
        return None
    is_corner = _are_streets(text[begins : match.end("first")], match["second"])
    return (begins, match.end()) if is_corner else None


def _between(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """«Киевской между Манаса и Исанова»: the word tells nothing, so that every street has to be known."""
    is_of_three = match.re is _BETWEEN.compiled()
    last = "third" if is_of_three else "second"
    start = _first_street(text, match.start("first"), match.end("first"))
    end = _street_at(text, match.start(last))
    if start is None or end is None:
        return None
    sides = [text[start : match.end("first")], match["second"], text[match.start(last) : end]]
    if not all(map(_is_told, sides)) or not any(map(_holds_sure, sides)):
        return None
    return start, end if is_of_three else match.end()


def _are_streets(one: str, other: str) -> bool:
    """At least one side is a known street, or neither is a person: «Айгүл менен Бакыт бурчта турган»."""
    if _is_told(one) or _is_told(other):
        return True
    return not any(lexicon().first_name(side.split()[0]) for side in (one, other))


def _is_told(side: str) -> bool:
    """A known street, or one with a word for a street."""
    return (
        streets().is_listed(side) or any(map(streets().is_listed, side.split())) or _HAS_KIND.search(side) is not None
    )


def _sure_pair(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """«Жибек Жолу / Алматинская»: two streets that mean hardly anything else, without a word for a corner."""
    start = _first_street(text, match.start("first"), match.end("first"))
    end = _street_at(text, match.start("second"))
    if start is None or end is None:
        return None
    one, other = text[start : match.end("first")], text[match.start("second") : end]
    known = streets()
    if match.re is _PAIR.compiled():
        is_sure = (known.is_sure(one) or known.is_sure(other)) and one[0].isupper() == other[0].isupper()
        is_sure = is_sure and all(map(_is_side_of_pair, (one, other)))
    else:
        are_both = known.is_sure(one) and known.is_sure(other) and one[0].isupper() and other[0].isupper()
        is_sure = are_both and (_is_adjective(one) or _is_adjective(other) or " " in one or " " in other)
    return (start, end) if is_sure else None


def _is_side_of_pair(street: str) -> bool:
    if streets().is_listed(street) or looks_like_street(street.split()[-1]):
        return True
    return street[0].isupper() and _GENITIVE.search(street) is not None and not is_word(street)


_ADJECTIVE = Later(r"(?:[сц]к|[нв]|sk|[nv])(?:ая|ой|ую|aya|oi|oy)$")
_GENITIVE = Later(r"[аяой]$|aya$|[ao]$")


def _is_adjective(street: str) -> bool:
    return _ADJECTIVE.search(street.lower()) is not None


def _street_at(text: str, place: int) -> int | None:
    """Where the street ends that begins at a place: as many of its words as name one."""
    item = _ITEM.match(text, place)
    if item is None:
        return None
    words = item["words"].split(" ")
    usual = list(takewhile(lambda word: word.lower() not in _NO_STREETS and word.lower() not in _KINDS_ALONE, words))
    for count in range(min(len(usual), _LONGEST_ITEM), 0, -1):
        if _may_be_street(usual[:count], item["kind"] is not None):
            end = item.start("words") + len(" ".join(usual[:count]))
            kind = _KIND_FOLLOWS.match(text, end)
            return kind.end() if kind else end
    return None


def _first_street(text: str, start: int, end: int) -> int | None:
    """Where the street begins that ends before «и», "and" or «менен», after other words of the sentence."""
    words = text[start:end].split(" ")
    named = words[:-1] if words[-1].lower() in _KINDS_ALONE and len(words) > 1 else words
    for count in range(min(len(named), _LONGEST_ITEM), 0, -1):
        chosen = named[len(named) - count :]
        if not any(word.lower() in _NO_STREETS for word in chosen) and _may_be_street(chosen, named is not words):
            return start + len(" ".join(named[: len(named) - count])) + (len(named) > count)
    return None


def _may_be_street(words: list[str], has_kind: bool) -> bool:
    """A name in capitals, one of the list, or one that ends as streets do."""
    phrase = " ".join(words)
    if streets().is_listed(phrase):
        return True
    if len(words) > 1:
        return all(word[0].isupper() for word in words)
    word = words[0]
    return word[0].isupper() or has_kind or looks_like_street(word) or streets().is_nearly(word)
