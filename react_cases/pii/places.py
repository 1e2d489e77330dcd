"""Villages, towns and districts: after words such as село and before words such as району, or by the list.

A village or small town is amber, a city or district grey (`place.list`). A city of 200,000 leads to nobody by itself,
and yet its name stays a hint: Talas or Batken, with a job that three people there have, is somebody; in Moscow or
Geneva a migrant from one village is known by everybody. Grey asks for nothing and can be put away with one click, so
it costs a reader less than a second list of which cities are large enough would cost the project.
"""

import re
from collections.abc import Iterator, Sequence

from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import Lexicon, Place, PlaceSize
from react_cases.pii.names.cues import IN
from react_cases.pii.names.facts import Case
from react_cases.pii.names.never_names import is_never_name
from react_cases.pii.patterns import any_of, word_set
from react_cases.pii.place_words import NO_PLACE_NAMES, are_usual_words
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.words import Word

_NAME = r"[А-ЯЁҢӨҮA-Z][\w'-]{1,25}"
_KIND_BEFORE = any_of(
    r"сел[оеау] сёл селом пос\. пос[её]л(?:ок|ка|ке|ку|ком) пгт аил[еау]? айыл деревн[яеию]"
    r" город(?:а|е|у|ом)?"
    r" перевал\w{0,2} ущель[еяю] урочищ[еау] озер[оеау] водохранилищ[еау]"
    r" кишлак\w{0,2} станци[яию] village_of town_of city_of village selo"
)
_KIND_BEFORE_SMALL = any_of("сел[оеау] селом пос[её]л(?:ок|ка|ке|ку|ком) аил[еау]? деревн[яеию] город(?:а|е|у)?")
_AFTER_KIND = (
    re.compile(rf"(?<!\w)(?:{_KIND_BEFORE}\s|[гс]\.\s?)({_NAME}(?: {_NAME}(?!\w|\s(?:район|област|р-н)))?)"),
    re.compile(
        rf"(?<!\w){_KIND_BEFORE_SMALL}\s"
        r"([а-яёөүң]{2,15}-[а-яёөүң]{2,15}|[а-яё]{3,20}(?:овка|овке|овку|евка|евке|енка|енке|ское|ском))(?!\w)"
    ),
)
_KIND_AFTER = any_of(
    r"айылы айылын\w{1,8} айыл_өкмөт\w{1,8} району районун\w{0,5} облусу облусун\w{1,7} областы\w{0,6} шаары"
    r" шаарын\w{1,8}"
    r" шаарчасы\w{0,8} район\w{0,2} област\w{1,2} село village district region city town oblast rayon raion"
)
_BEFORE_KIND = (
    re.compile(rf"(?<![\w-])({_NAME}(?: {_NAME})?)\s{_KIND_AFTER}(?!\w)"),
    re.compile(
        r"(?<!\w)([а-яөүң]{2,15}-[а-яөүң]{2,15})\s"
        + any_of(r"айылы айылын\w{1,8} району\w{0,6} облус\w{2,8} шаары\w{0,8}")
        + r"(?!\w)"
    ),
    re.compile(
        r"(?<![\w-])((?!(?:город|сель|муж|жен|дет|рус|россий|кыргыз|советс|соседс|админист|сверд?ловс?к?их)[а-я])"
        r"[а-яё]{3,20}(?:ск|цк)(?:ого|ом|ому|ий))\sр(?:айон\w{0,2}|-н\w?)(?!\w)"
    ),
)
_NUMBERED_QUARTER = re.compile(
    r"(?<![\w-])"
    + any_of(
        r"восток[еау]? аламедин[еау]? алам[үу]дүн[а-яөүң]{0,2} учкун[еау]? юг[еау]? улан[еау]? дордо[йея]"
        r" ынтымак[а-яөүң]{0,2} ак-ордо ак-орго ак-өргө ак-бата арча-бешик[еа]? көк-жар кок-жар салам-алик"
        r" vostok[eau]? alamedin[eau]? uchkun[eau]? yug[eau]? ulan[eau]? dordo[iy] [iy]ntymak"
        r" ak-ordo ak-orgo archa-beshik"
    )
    + r"-\d{1,2}(?:[дт][ае]н?)?(?![\w/-]|[.:,]\d)"
)
"""Quarters that a number tells from others; in small letters and without a word for them, too: `na vostok-5`."""
_WITH_KIND = re.compile(r"(?:ск|цк)\w{2,3}\sрайон\w{0,2}$|\s(?i:village|district|айыл\w+|район[уд]\w*|шаар\w+)$")
"""An adjective says little without its word: `Араванского района`; English and Kyrgyz ones belong to the name."""
NO_PLACES = word_set("кеминде ашты ашат тубе can't cant marry")
"""Forms of towns that are usual words: at least, passes; «в тубе» is in the hospital."""
_TOWN_BEHIND = re.compile("шаар[ыд][а-яөүң]{0,9}|район[ду][а-яөүң]{0,9}")
"""`нарын шаарында`: whatever the word means besides."""
_SHORTEST_TOWN = 5
_KNOWN_FORM = 2
"""Lists of Kyrgyz words hold the commonest forms of towns, too: баткенден, бишкектен."""
_SMALL = (PlaceSize.VILLAGE,)
_NOT_PERSONAL = (PlaceSize.COUNTRY, PlaceSize.OBLAST)
OBLAST = re.compile(
    r"(?:,\s[\w-]+){0,6}(?:,?\s(?:и|жана|менен|and)\s[\w-]+)?\s(?:област|облус|oblast|region(?!al)|province|протокол|конвенци|protocol|convention)"
)
"""Behind a name: hundreds of thousands live there, and published figures name it, too."""
_BEFORE_PLACE = word_set("в во из до под около через возле по к у г с город city in from to near at of село v iz do")
_FIRST_OF_TWO = re.compile(
    any_of(
        r"кызыл ак кара жаңы жаны ат чоң чон кичи жогорку ылдыйкы орто сары көк кок таш эски нов\w{2} стар\w{2}"
        r" верхн\w{2}"
        r" нижн\w{2} больш\w{2} мал\w{2} new upper lower old ak kara kyzyl jany chon kok at tash issyk cholpon"
        r" jalal базар"
        r" ысык чолпон жалал"
    )
)


_VILLAGE_ENDING = re.compile(
    "[а-яё]{4,14}(?:овк|евк|ёвк|енк)(?:е|и|у|а|ой|ада|адан|ага|адагы|анын|але)|[а-яё]{5,14}(?:ск(?:оге|ото|ойдо|ойдон))"
)
"""`александровке`, `александровкада`, in a text without capitals."""


def find_named_places(text: Prepared) -> Iterator[Finding]:
    """`в селе Кызыл-Туу`, `Ноокат районунун`, `Kemin district`, `восток-5`."""
    for match in _NUMBERED_QUARTER.finditer(text.text):
        yield RULES["place.small"].finding(*match.span())
    for pattern in _AFTER_KIND:
        for match in pattern.finditer(text.text):
            yield RULES["place.village"].finding(*match.span(1))
    for pattern in _BEFORE_KIND:
        for match in pattern.finditer(text.text):
            is_name = match.group(1).lower().rpartition(" ")[2] not in NO_PLACE_NAMES
            if is_name and not OBLAST.match(text.lower, match.end(1)):
                start = _start_of_place(match.group(1), match.start(1))
                is_village = "айыл" in match.group().lower() or "village" in match.group().lower()
                end = match.end() if _WITH_KIND.search(match.group()) else match.end(1)
                yield RULES["place.village" if is_village else "place.district"].finding(start, end)


def _start_of_place(words: str, start: int) -> int:
    """Where the place begins: of two words before «району» the first is the place's only if places begin with it."""
    first, space, _ = words.partition(" ")
    return start if not space or _FIRST_OF_TWO.fullmatch(first) else start + len(first) + 1


def find_listed_places(
    text: Prepared, words: Sequence[Word], cases: Sequence[Case], lexicon: Lexicon
) -> Iterator[Finding]:
    """Places of the list, of one or two words. Without capitals only after a word such as `в` or `in`, or in a case."""
    for index, word in enumerate(words):
        for length in (2, 1) if lexicon.begins_place(word.lower) else (1,):
            last = index + length - 1
            if last >= len(words) or (length == 2 and text.text[word.end : words[last].start] not in {" ", "-"}):
                continue
            phrase = text.lower[word.start : words[last].end]
            place = lexicon.place(phrase)
            is_small = not words[last].is_capital and cases[index] is not Case.CASELESS
            if place is not None and are_usual_words(phrase, lexicon, ("en", "ky", "ru") if is_small else ("en",)):
                continue
            if place is None and length == 1 and _is_unlisted(words, index, cases[index], lexicon):
                yield RULES["place.after_in"].finding(word.start, word.end)
            if place is None or place.size in _NOT_PERSONAL or OBLAST.match(text.lower, words[last].end):
                continue
            is_written_large = cases[index] is Case.INSIDE
            may_be = cases[index] is not Case.SMALL and _reads_as_place(phrase, place, words, index, lexicon)
            if is_written_large or may_be:
                code = "place.small" if place.size in _SMALL else "place.list"
                yield RULES[code].finding(word.start, words[last].end)
                break


def _reads_as_place(phrase: str, place: Place, words: Sequence[Word], index: int, lexicon: Lexicon) -> bool:
    """Without a capital: a name with a hyphen, a long name that is no ordinary word, or any after a preposition."""
    behind = words[index + phrase.count(" ") + 1 :][:1]
    if "-" in phrase or (behind and _TOWN_BEHIND.fullmatch(behind[0].lower)):
        return True
    if phrase in NO_PLACES:
        return False
    frequency = max(lexicon.frequency(phrase, language) for language in ("ru", "ky", "en"))
    before = words[index - 1].lower if index else ""
    if frequency > 1 and len(place.key) < _SHORTEST_TOWN - 1:
        return before in IN or before == "из"
    if frequency == _KNOWN_FORM and place.size is PlaceSize.CITY and len(place.key) >= _SHORTEST_TOWN:
        return True
    return frequency < _KNOWN_FORM or before in _BEFORE_PLACE


def _is_unlisted(words: Sequence[Word], index: int, case: Case, lexicon: Lexicon) -> bool:
    """Not in the list, and yet a place: after «в» with a capital, or by an ending that villages have."""
    if case is Case.INSIDE:
        return _is_unknown_after_in(words, index, lexicon)
    lower = words[index].lower
    if case is not Case.CASELESS or not _VILLAGE_ENDING.fullmatch(lower) or lexicon.russian(lower).common:
        return False
    return not any(lexicon.frequency(lower, language) for language in ("ru", "ky"))


def _is_unknown_after_in(words: Sequence[Word], index: int, lexicon: Lexicon) -> bool:
    """`в Мин-Куше`: a word with a capital after «в» that no list of ordinary words has."""
    word = words[index]
    if not index or words[index - 1].lower not in IN or len(word.text) < 4 or word.is_all_capitals:
        return False
    if lexicon.is_allowed(word.lower) or lexicon.is_body(word.lower) or is_never_name(word.lower):
        return False
    return not any(lexicon.frequency(word.lower, language) for language in ("ru", "ky", "en"))
