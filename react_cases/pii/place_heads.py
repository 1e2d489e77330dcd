"""Markets, stations, crossings, passes, lakes and quarters: a name beside a word that says what kind of place it is.

`КПП Торугарт`, `Мадина базары`, "the Kordai crossing", `перевал Долон`. After some of these words people stand as well
(«на рынке Айгуль сказала»), so a name there counts only if a list of places has it, or if it is like nobody's name.
What a word means only together with its kind (`западный автовокзал`) is found with it.
"""

from collections.abc import Iterator, Sequence

from react_cases.pii import letters
from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.names.never_names import is_never_name
from react_cases.pii.patterns import Later, any_of
from react_cases.pii.place_words import NO_PLACE_NAMES, is_namesake, is_ordinary, is_unknown_name, near_or_listed
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.words import Word

_KINDS_BEFORE = (
    "кпп\\w{0,3} погранпост\\w{0,3} погранзастав\\w{1,2} погранпереход\\w{0,2} таможн\\w{1,3} пропуска пост[уае]?"
    " микрорайон\\w{0,3} мкрн? жилмассив\\w{0,2} новостройк\\w{1,2} махалл\\w{1,2} маалл\\w{1,2} маҳалл\\w{1,2}"
    " квартал\\w{0,2} городок городк\\w{1,2} пос[её]лок пос[её]лк\\w{1,2} перевал\\w{0,2} оз[её]р\\w{1,2} ущель\\w{1,2}"
    " водохранилищ\\w{1,2} урочищ\\w{1,2} тоннел\\w{1,2} долин\\w{1,2} рынк\\w{1,2} рынок базар\\w{0,2}"
    " барахолк\\w{1,2} рощ\\w{1,2}"
    " толкучк\\w{1,2} автостанци\\w{1,2} остановк\\w{1,2} станци\\w{1,2} разъезд\\w{0,2} парк\\w{0,2}"
    " санатори\\w{1,2} пансионат\\w{0,2} жайлоо checkpoint lake mount"
)
"""Russian kinds stand before their name."""
_KINDS_BEHIND = (
    "кпп\\w{0,3} пост пост[уто][а-яөүң]{0,6} чек өткөрмө өткөрүү бажы[а-яөүң]{0,8} базар[а-яөүң]{0,9} рынок"
    " рынк\\w{1,2} рощ[аеуи] рощей"
    " автов[оа]кзал\\w{0,6} автобекет[а-яөүң]{0,8} автостанци\\w{0,6} станция[а-яөүң]{1,6} бекет[а-яөүң]{1,8}"
    " аялдама[а-яөүң]{1,8} маалла[а-яөүң]{1,8} махалла[а-яөүң]{1,8} кварталы[а-яөүң]{0,6} конуш[а-яөүңн]{0,8}"
    " кичирайон[а-яөүң]{1,8} массив[иа][а-яөүң]{0,7} айыл[а-яөүң]{1,9} айл[а-яөүң]{2,7}"
    " районн[а-яөүң]{2,4} р-н[уд][а-яөүң]{0,5} ашуусу[а-яөүң]{0,6} ашуу"
    " көлү[а-яөүң]{0,6} көлчүгү[а-яөүң]{0,6}"
    " капчыга[йг][а-яөүң]{1,7} өрөөнү[а-яөүң]{0,7} жайлоос[а-яөүң]{1,8} токойчулу[кг][а-яөүң]{0,8}"
    " суу паркы[а-яөүң]{0,8} перевал\\w{0,2} ущель\\w{1,2} водохранилищ\\w{1,2} crossing border checkpoint check-point"
    " customs pass lake valley valey gorge canyon reservoir microdistrict micro-district quarter neighbou?rhood"
    " settlement village villege"
    " vilage mahall?a[a-z]{0,4} market bazaa?r station bus forest roundabout park post jailoo ashuu[a-z]{0,5}"
    " bazary[a-z]{0,6} post[uy][a-z]{0,4} ayily?[a-z]{0,6} aiyly?[a-z]{0,6} konush[a-z]{0,5}"
)
"""Kyrgyz and English ones stand behind it, and Russian ones behind an adjective of it."""
_SEVERAL = Later(
    r"(?:чек\sара[а-яөүң]{0,8}|border\s(?:crossing|post|point|checkpoint|control)|bus\s(?:station|staton|terminal|stop)|өткөр\w{2,3}"
    r"\s[а-яөүң]{4,12}|суу\sсакта[а-яөүң]{1,9})(?!\w)",
)
_ONLY_TWO = frozenset({"чек", "суу", "bus", "border", "өткөрмө", "өткөрүү"})
"""Words that are a kind with the next one only."""
_FIRST = 2
_STARTS = frozenset(kind[:_FIRST] for kind in f"{_KINDS_BEFORE} {_KINDS_BEHIND}".split())
_BEFORE, _BEHIND = Later(any_of(_KINDS_BEFORE)), Later(any_of(_KINDS_BEHIND))
_STRONG = Later(
    "рощ|кпп|погран|таможн|микрорайон|мкр|жилмасс|перевал|ущел|водохр|урочищ|озер|mount|micro|mikro|crossing|reserv|gorge|canyon"
)
"""Kinds beside which hardly any person stands: there an unknown word is a name, too."""
_ONLY_NAMED = Later("ашуус|жайлоос|капчыга|өрөөнү|айылн|айылын|айлын|районн|р-н[уд]")
"""Behind a word with a capital they say what it is, whatever the word means otherwise: `Тепши ашуусунда`."""
_KEPT = Later(
    "базар|рын|рощ|автов|автоб|автост|токой|vall?ey|gorge|canyon|market|baza|bus|park|forest|lake|pass|reserv|ашуу|көл|капч|өрөө|суу"
    "|ущел|водохр|айл|vill?[ae]ge|micro|mahal|settlement"
)
"""Kinds of which a name is only half a name; a post or a village goes on being one without it."""
_SIDE = any_of("западн\\w{2,3} восточн\\w{2,3} южн\\w{2,3} северн\\w{2,3} нов\\w{2,3} стар\\w{2,3} центральн\\w{2,3}")
_SIDE_EN = any_of("western eastern southern northern west east north south new old")
_SIDE_KY = any_of("батыш чыгыш түштүк түндүк жаңы жаны эски batysh chygysh jany eski")
_WITH_SIDE = Later(
    rf"(?<![\w-])(?:{_SIDE}\s(?i:автовокзал\w{{0,3}}|автостанци\w{{1,2}})|(?i:автовокзал\w{{0,2}}|автостанци\w{{1,2}})\s{_SIDE}"
    rf"|{_SIDE_EN}\s(?i:bus\s(?:station|staton|terminal)|avtovokzal|coach\sstation|autovokzal)"
    rf"|(?i:мал\sбазар[а-яөүң]{{0,6}})|{_SIDE_KY}\s(?i:авто(?:бекет|вокзал|станци)[а-яөүң]{{0,8}}|avto(?:beket|vokzal)[a-z]{{0,6}}))(?!\w)"
)
_HAS_STATION = Later("мал баз|авто(?:вокз|бек|ст)|avto|bus st|bus t|coach|autovok")


def find_places_by_kind(text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Finding]:
    """Every place beside a word for its kind; with that word where the name says little alone."""
    if _HAS_STATION.search(text.lower) is not None:
        for match in _WITH_SIDE.finditer(text.text):
            yield RULES["place.small"].finding(*match.span())
    for index, word in enumerate(words):
        if word.lower[:_FIRST] not in _STARTS:
            continue
        if index and _BEHIND.fullmatch(word.lower) and not _is_surname(word):
            yield from _before_kind(text, words, index, lexicon)
        if index < len(words) - 1 and _BEFORE.fullmatch(word.lower):
            yield from _after_kind(text, words, index, lexicon)


def _is_surname(word: Word) -> bool:
    """`Айылчиев` is no village."""
    return word.is_capital and letters.surname_base(word.lower) is not None


def _before_kind(text: Prepared, words: Sequence[Word], index: int, lexicon: Lexicon) -> Iterator[Finding]:
    """`Мадина базарында`, "Kordai crossing", `Ошского рынка`: the kind at `index` has its name before it."""
    name, kind, end = words[index - 1], words[index].lower, words[index].end
    if kind in _ONLY_TWO:
        several = _SEVERAL.match(text.lower, words[index].start)
        if several is None:
            return
        end = several.end()
    gap = text.text[name.end : words[index].start]
    if gap in _GAPS and _is_named(name, kind, lexicon, is_behind=True):
        start = _start_of_two(text, words, index - 1, lexicon)
        yield RULES["place.small"].finding(start, end if _KEPT.match(kind) and gap == " " else name.end)


def _after_kind(text: Prepared, words: Sequence[Word], index: int, lexicon: Lexicon) -> Iterator[Finding]:
    """`перевал Долон`, `КПП «Ак-Жол»`, `на рынке Мадина`: the kind at `index` has its name behind it."""
    kind, name = words[index], words[index + 1]
    gap = text.text[kind.end : name.start]
    if gap not in _GAPS_BEHIND or not _is_named(name, kind.lower, lexicon, is_behind=False):
        return
    last = min(index + 2, len(words) - 1)
    is_two = lexicon.place(text.lower[name.start : words[last].end]) is not None
    yield RULES["place.small"].finding(name.start, words[last].end if is_two else name.end)


_GAPS, _GAPS_BEHIND = (" ", '" '), (" ", ' "', ". ")


def _start_of_two(text: Prepared, words: Sequence[Word], index: int, lexicon: Lexicon) -> int:
    """Where a place of two words begins whose last one stands at `index`."""
    first = words[max(0, index - 1)]
    return first.start if lexicon.place(text.lower[first.start : words[index].end]) is not None else words[index].start


def _is_named(word: Word, kind: str, lexicon: Lexicon, *, is_behind: bool) -> bool:
    """Whether a word beside a kind is its name: known as a place, or written like a name and known as nothing else."""
    lower = word.lower
    if word.is_all_capitals and len(lower) < _SHORTEST_SHOUTED:
        return False
    if near_or_listed(lower, lexicon) or is_namesake(lower):
        most = _VERY_COMMON if word.is_capital else 1
        return (word.is_capital and not word.begins_sentence) or not any(
            lexicon.frequency(lower, language) > most for language in ("ru", "ky", "en")
        )
    is_first = word.begins_sentence and "-" not in lower and not kind.startswith("р-н")
    if not word.is_capital or is_never_name(lower) or is_first:
        return False
    if is_behind and _ONLY_NAMED.match(kind):
        return lower not in NO_PLACE_NAMES and letters.surname_base(lower) is None and not lexicon.first_name(lower)
    is_adjective = is_behind and letters.is_cyrillic(lower) and lower.endswith(_OF_ADJECTIVE)
    if is_adjective:
        return not is_ordinary(lower, lexicon)
    return (_STRONG.match(kind) is not None or is_behind) and is_unknown_name(word.text, lexicon)


_VERY_COMMON = 3
_SHORTEST_SHOUTED = 4
_OF_ADJECTIVE = (
    "ский",
    "ского",
    "скому",
    "ском",
    "ским",
    "ское",
    "ская",
    "ской",
    "евую",
    "овую",
    "евой",
    "овой",
    "евая",
    "овая",
)
