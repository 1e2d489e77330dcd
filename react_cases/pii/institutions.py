"""Institutions, told word by word: a kind with a number, a place, a name or quotation marks beside it.

`Центр семейной медицины № 4`, `он алтынчы колониядан`, `ноокат райондук ооруканасы`, "teahouse Arzuu": the patterns of
`organisations` cannot know which words are places, nor how a kind bends in three languages and two scripts. What both
find is put together, as the kinds of one phrase are: `Сузак РИИБинин убактылуу кармоочу жайында`.
"""

import re
from collections.abc import Iterator, Sequence

from react_cases.pii import letters
from react_cases.pii.findings import Finding
from react_cases.pii.institution_kinds import Kind, Kinds, NamedBy, kinds
from react_cases.pii.lexicon import Lexicon, PlaceSize
from react_cases.pii.organisations import NO_NAME_EN, find_organisations
from react_cases.pii.patterns import Later, any_of, word_set
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.words import Word, without_capitals

_NOTHING = (0, -9)
"""Where no kind stands that the next one could complete: `ИВС <Ноокатского РОВД>`."""
_MOST_BETWEEN = 4
_MOST_NAMES = 3
_SIGN = r"(?:№|#|[Nn][o°]?\.?|Н|(?i:(?:под\s)?номер\w{0,2}|number))"
_OF_TIME = any_of("лет год раз дн мес час сом тыс чел класс years? days? times months? people жыл күн ай сутк сутка")
_NUMBER = Later(
    rf"(?:\s?{_SIGN}\s?|-|\s(?=\d{{1,3}}\s?(?:[.,;:!?)\n]|$|(?i:and|where|in|for|with|named|имени|им|и|где|в)\s)))\d{{1,3}}(?![\d/]|[.:]\d|\s?-?\s?{_OF_TIME})"
)
_NUMERAL = any_of(
    "один одна одну два две три четыре пять шесть семь восемь девять десять [а-я]{2,7}надцать двадцать тридцать сорок"
    " [а-я]{3,7}десят девяносто сто бир эки үч төрт беш алты жети сегиз тогуз жыйырма отуз кырк элүү"
    " five six seven eight nine ten eleven twelve [a-z]{3,6}teen twenty thirty forty fifty"
)
_SPOKEN = Later(rf"\s(?:(?i:(?:под\s)?номер\w{{0,2}}|number)\s)?{_NUMERAL}(?:[\s-]{_NUMERAL})?(?![\w-]|\s{_OF_TIME})")
_DIGITS_BEFORE = Later(
    r"(?<![\w./-])(?:(?:№|N)\s?\d{1,3}|\d{1,3}\s?-|\d{1,3}-(?:й|я|ой|ая|ую|ом|ей|го|чи|чы|нчи|нчы|нчу|нчү|th|st|nd|rd))\s?$"
)
_ORDINAL = Later(
    r"(?:перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят|десят|[а-я]{2,7}надцат|двадцат|тридцат|сороков)(?:ый|ой|ая|ую|ое"
    r"|ого|ому|ом)|трет(?:ий|ья|ью|ье|ьего|ьей|ьем)"
    r"|(?:бир|эки|үч|төрт|беш|алты|жети|сегиз|тогуз|он|жыйырма|отуз|кырк|элүү)[иыуү]?нч[иыуү]"
    r"|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
)
_TENS = word_set("он жыйырма отуз кырк элүү двадцать тридцать сорок")
_NAMED_AFTER = Later(
    r",?\s(?:(?i:имени|им|in memory of|named after)\s|(?i:им\.)\s?)"
    r"((?:[А-ЯЁӨҮҢA-Z]\.\s?){0,2}[А-ЯЁӨҮҢA-Z][\w-]{2,20}(?:\s[А-ЯЁӨҮҢA-Z][\w-]{2,20})?|[а-яөүңa-z-]{3,20}(?:\s[а-яөүң-]{2,20}(?:ов|ев|ова|ева|ина|ого|вои))?)"
)
_QUOTED_AFTER = Later(r"\s?(?:(?i:под названием|с названием|деп аталган|деген|аттуу|called|named)\s)?\"[^\"\n]{2,40}\"")
_QUOTED_BEFORE = Later(r"\"[^\"\n]{2,40}\"\s$")
_PLACE_ADJECTIVE = Later(
    r"[а-яё-]{2,20}(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое)|[a-z-]{3,20}sk(?:i[yij]|ogo|o[imy]|aya|uyu)"
)
_NOUN_OF = Later("ск[а-я]{2,3}$")
"""`новопокровской` is of Новопокровка."""
_NO_PLACE = Later(
    "русск|мужск|женск|детск|городск|сельск|совет|милиц|полиц|кыргыз|граждан|адвокат|медицин|юридич|психиатр|клиничес"
    "|гинеколог|хирургич|терапевтич|реанимац|психолог|технич|соседск|ближайш|сосед|государ|исламск|турецк|родительск|студенческ"
    "|католич|христиан|мусульман|частн|американск|российск|китайск|немецк|узбекск|казахск|таджикск|корейск|английск"
)
_OF_TOWN = Later(r"\s(?:(?i:города|г\.|в|на|по|in|of|at)\s)([^\W\d_][\w'-]{1,25})(?:\s(?i:районе?|района|district))?")
_OF_THE_TOWN = Later(r"\s(?:города|г\.)\s")
_NO_NAME_BEFORE = Later(NO_NAME_EN)
_GENITIVE = Later(r"[ндт][ыиуү]н$")
_VERB = Later(
    r"[а-яё]{2,}(?:л|ла|ли|лся|лась|ет|ит|ут|ют|ат|ят)|[а-яөүң]{2,}(?:ды|ди|ду|дү|ты|ти|ту|тү|ган|ген|гон|гөн|кан|кен)"
)
_PEOPLE_OF = Later(
    "хозя|владел|директор|сотрудни|работни|продав|админист|менедж|официант|повар|охран|сторож|врач|медсестр|owner|worker|staff|manager"
    "|ээси|кызматкер|башчы|жетекчи|сатуучу|waiter|waitress|guard|director|head|employee"
)
_NO_NAME = word_set(
    "and or the a an of in at on for to with from is was his her their my our и в на с у по из за от до где"
    " что как или но для без при об о жана менен деген үчүн да де когда потом там тут не эле бар жок болчу that"
    " where who when which near he she i we they it this also then а если ещё уже есть был была было"
)
_ONLY_WITH = {
    "сад": Later("детск"),
    "жай": Later("к?армоочу|камоочу"),
    "пункт": Later("опорн|фельдшер|мед"),
    "тоб": Later("дарыгер"),
    "point": Later("detention|police"),
}
"""Kinds that say nothing without another word: a garden, a place, a point, a group."""
_LIVED_IN = word_set("ик колония колониясы koloniya colony тюрьма абак лтп ltp ik jail prison penitentiary")
"""Bodies of the state whose number says where somebody lived; the number of a police station says who came."""
_WEAK_END = ("а", "п", "б", "т")
"""Last letters of a kind that an ending may change or swallow: кафе, мектеп, мектебинде."""
_CENTRES = word_set("центр center centre centr борбор")
_HOUSES = word_set("быта культуры ребенка ребёнка престарелых милосердия творчества")
_ALONE = Later("фельдшер")
"""A village has one."""
_ONE_IN_A_TOWN = Later("aids|hiv|спид|вич|narcolog|нарколог|detention|фельдшер")
_LIKE_COMPANY = word_set("плюс юг сервис фарм групп люкс сити центр лайф plus yug servis service farm group lux city")
_NATIONAL = Later("республикан|республикалык|respublik")
_OF_THE_WHOLE_COUNTRY = word_set("больница диспансер оорукана hospital dispensary центр борбор bolnica")


def find_all_organisations(text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Finding]:
    """What the patterns and this module find, as one finding where they meet, and then each alone.

    A later finding counts only where the characters are free: the parts are there for a whole that is not.
    """
    found = [*find_organisations(text), *_Reader(text, words, lexicon).found()]
    found.sort(key=lambda finding: (finding.start, -finding.end))
    run: list[Finding] = []
    end = 0
    for finding in found:
        if run and finding.start > end:
            yield from _joined(run, end)
            run, end = [], 0
        run.append(finding)
        end = max(end, finding.end)
    if run:
        yield from _joined(run, end)


def _joined(run: Sequence[Finding], end: int) -> Iterator[Finding]:
    best = max(run, key=lambda finding: finding.confidence)
    if len(run) > 1:
        yield RULES[best.rule].finding(run[0].start, end)
    yield from run


class _Reader:
    """Reads one text; remembers where the last institution ended."""

    def __init__(self, text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        self._kinds: Kinds = kinds()
        self._known: dict[tuple[str, bool], Kind | None] = {}
        self._modifiers: dict[str, bool] = {}
        self._is_caseless = without_capitals(words)

    def found(self) -> Iterator[Finding]:
        """The institutions in their order; a kind right behind one belongs to it: `РИИБинин … кармоочу жайы`."""
        last: Finding | None = None
        opened = _NOTHING
        for index, word in enumerate(self._words):
            kind = self._kind(word)
            if kind is None:
                continue
            first = self._first_modifier(index)
            said = " ".join(self._lower(near) for near in range(first, index))
            if kind.key == "дом" and self._lower(index + 1) not in _HOUSES:
                continue
            if kind.key in _ONLY_WITH and not _ONLY_WITH[kind.key].search(said):
                continue
            start, code = self._before(index, first, kind)
            end, code_after = self._after(index, kind)
            if last is not None and first and self._words[first].start - last.end == 1 and self._touch(first - 1):
                start, code = last.start, code or last.rule
            if not (code or code_after):
                opened = (start, end) if NamedBy.ONLY in kind.by else _NOTHING
                continue
            if start - opened[1] == 1:
                start = opened[0]
            rule = code_after or code
            is_grey = rule == "org.named" or (rule == "org.numbered" and kind.key not in _LIVED_IN)
            is_state = is_grey and self._lexicon.is_state_body(word.lower)
            last = RULES["org.state" if is_state else rule].finding(start, end)
            yield last

    def _kind(self, word: Word) -> Kind | None:
        """The kind of a word; asked once for each word of the text."""
        key = word.text, _NUMBER.match(self._text.text, word.end) is not None
        if key not in self._known:
            is_caseless = self._is_caseless
            self._known[key] = self._kinds.kind(word, self._lexicon, is_caseless=is_caseless, is_numbered=key[1])
        return self._known[key]

    def _lower(self, index: int) -> str:
        return self._words[index].lower if 0 <= index < len(self._words) else ""

    def _touch(self, index: int) -> bool:
        """Only a space lies between a word and the next one."""
        if not 0 <= index < len(self._words) - 1:
            return False
        return self._text.text[self._words[index].end : self._words[index + 1].start] == " "

    def _is_modifier(self, index: int) -> bool:
        lower = self._lower(index)
        if lower not in self._modifiers:
            place = self._lexicon.place(lower)
            is_place = place is not None and place.key == letters.folded(lower)
            self._modifiers[lower] = not is_place and self._kinds.is_modifier(lower, self._lexicon)
        return self._modifiers[lower]

    def _first_modifier(self, index: int) -> int:
        """The first of the words that say more of a kind: `районная больница`, `кургак учук диспансери`."""
        first = index
        while index - first < _MOST_BETWEEN and self._touch(first - 1) and self._is_modifier(first - 1):
            first -= 1
        return first

    # what stands before ---------------------------------------------------------------------------------------------

    def _before(self, index: int, first: int, kind: Kind) -> tuple[int, str]:
        """Where the institution begins, and the rule that what stands before its kind fits; "" for none."""
        start = self._words[first].start
        before = self._text.text[max(0, start - 50) : start]
        if NamedBy.NUMBER in kind.by:
            digits = _DIGITS_BEFORE.search(before)
            if digits:
                return start - len(before) + digits.start(), "org.numbered"
            if self._touch(first - 1) and _ORDINAL.fullmatch(self._lower(first - 1)):
                has_ten = self._touch(first - 2) and self._lower(first - 2) in _TENS
                return self._words[first - 1 - has_ten].start, "org.numbered"
        quoted = _QUOTED_BEFORE.search(before)
        if quoted and self._is_owned(index, kind) and kind.by != {NamedBy.NUMBER}:
            return start - len(before) + quoted.start(), "org.quoted"
        place = self._place_before(index, first, kind)
        if place is not None:
            return self._words[place].start, "org.named"
        name = self._name_before(index, first, kind)
        if name is not None:
            return self._words[name].start, "org.named"
        if _ALONE.search(self._text.lower, start, self._words[index].start):
            return start, "org.named"
        national = next((near for near in range(first, index) if _NATIONAL.match(self._lower(near))), None)
        if national is not None and kind.key in _OF_THE_WHOLE_COUNTRY:
            is_told = self._lower(index + 1) in self._kinds.complements or (
                index - first > 1 and kind.key not in _CENTRES
            )
            return self._words[national].start, "org.named" if is_told else ""
        return start, ""

    def _place_before(self, index: int, first: int, kind: Kind) -> int | None:
        """The first word of a place: `Ошский городской суд`, `кара балта милициясы`, "tash komur town station"."""
        if not {NamedBy.PLACE, NamedBy.ONLY, NamedBy.NAME} & kind.by or not self._touch(first - 1):
            return None
        word = self._words[first - 1]
        if _PLACE_ADJECTIVE.fullmatch(word.lower):
            if _NO_PLACE.match(word.lower):
                return None
            is_unlisted = word.is_capital and not word.begins_sentence
            is_listed = any(
                self._lexicon.place(form) is not None
                for form in (word.lower, _NOUN_OF.compiled().sub("ка", word.lower))
            )
            return first - 1 if is_unlisted or is_listed else None
        if word.is_cyrillic and not (first < index or self._is_owned(index, kind) or kind.is_abbreviation):
            return None
        for length in (2, 1):
            begin = first - length
            if begin < 0 or (length > 1 and not self._touch(begin)):
                continue
            phrase = self._text.lower[self._words[begin].start : word.end]
            place = self._lexicon.place(phrase)
            is_bare = place is not None and letters.skeleton(phrase) == letters.skeleton(place.key)
            is_written = word.is_capital or self._is_caseless or length > 1 or "-" in phrase
            if is_bare and is_written:
                return begin
        return None

    def _name_before(self, index: int, first: int, kind: Kind) -> int | None:
        """The first word of a name: `Ак Шумкар тойканасы`, `Токтогул атындагы мектеп`, "Svetlyi Put banya"."""
        if not self._touch(first - 1):
            return None
        if self._lower(first - 1).startswith(("атындаг", "atyndag")):
            return first - 3 if self._touch(first - 3) and self._words[first - 3].is_capital else max(0, first - 2)
        is_certain_centre = kind.key in _CENTRES and first < index
        if not (NamedBy.NAME in kind.by or is_certain_centre) or not self._is_owned(index, kind):
            return None
        begin = first
        while first - begin < 2 and self._touch(begin - 1) and self._is_part_of_name(begin - 1):
            begin -= 1
        return begin if begin < first else None

    def _is_part_of_name(self, index: int) -> bool:
        word = self._words[index]
        is_no_name = word.lower in _NO_NAME or _GENITIVE.search(word.lower) or _NO_NAME_BEFORE.fullmatch(word.lower)
        if is_no_name or self._lexicon.cue(word.lower) is not None:
            return False
        if self._is_caseless or word.begins_sentence:
            is_likely = len(word.lower) > 3 if self._is_caseless else word.is_capital
            return is_likely and self._is_unknown(word)
        return word.is_capital and not self._lexicon.is_body(word.lower)

    def _is_owned(self, index: int, kind: Kind) -> bool:
        """Whether a name may stand before the kind: in Latin writing, or with the Kyrgyz mark of a compound."""
        word = self._words[index]
        if not word.is_cyrillic or not letters.is_cyrillic(word.text[:3]):
            return True
        rest = letters.folded(word.lower)[len(kind.key) - (kind.key[-1] in _WEAK_END) :]
        return bool(re.match(r"[апбт]?(?:с[ыиу]|[ыиу](?:н|$))", rest)) or kind.is_abbreviation

    # what stands behind ---------------------------------------------------------------------------------------------

    def _after(self, index: int, kind: Kind) -> tuple[int, str]:
        """Where the institution ends, and the rule that what stands behind its kind fits; "" for none."""
        last = index
        while last - index < _MOST_BETWEEN and self._touch(last) and self._lower(last + 1) in self._kinds.complements:
            last += 1
        for near in range(last, index - 1, -1):
            end, code = self._named_behind(near, index, kind)
            if code:
                return end, code
        return self._words[index].end, ""

    def _named_behind(self, near: int, index: int, kind: Kind) -> tuple[int, str]:
        position, text = self._words[near].end, self._text.text
        if NamedBy.NUMBER in kind.by:
            is_short = kind.is_abbreviation or not self._words[index].is_cyrillic
            is_spelt = is_short or "номер" in text[position : position + 12].lower()
            number = _NUMBER.match(text, position) or (_SPOKEN.match(text, position) if is_spelt else None)
            if number:
                named = _NAMED_AFTER.match(text, number.end())
                return (named or number).end(), "org.numbered"
        named = _NAMED_AFTER.match(text, position)
        if named and (self._is_caseless or named[1][0].isupper()):
            return named.end(), "org.named"
        quoted = _QUOTED_AFTER.match(text, position)
        if quoted and self._may_be_quoted(kind, quoted.group().partition('"')[2]):
            return quoted.end(), "org.quoted"
        is_certain_centre = kind.key in _CENTRES and self._first_modifier(index) < index
        if NamedBy.NAME in kind.by or is_certain_centre:
            end = self._end_of_name(near, index, kind)
            if end:
                return end, "org.named"
        is_only = NamedBy.ONLY in kind.by or _ONE_IN_A_TOWN.search(self._text.lower, *self._span(index, near))
        is_of_town = NamedBy.PLACE in kind.by and _OF_THE_TOWN.match(text, position) is not None
        return self._end_of_town(position) if is_only or is_of_town else (position, "")

    def _span(self, index: int, near: int) -> tuple[int, int]:
        return self._words[self._first_modifier(index)].start, self._words[near].end

    def _may_be_quoted(self, kind: Kind, quoted: str) -> bool:
        """A name in quotation marks, not what somebody said there."""
        if not {NamedBy.NAME, NamedBy.QUOTED} & kind.by and kind.by != {NamedBy.NUMBER}:
            return False
        return (quoted[0].isupper() or self._is_caseless) and len(quoted.split()) <= _MOST_BETWEEN

    def _end_of_name(self, near: int, index: int, kind: Kind) -> int:
        """Where a name without quotation marks ends; 0 if there is none: `гостинице сомон`, "Café Borsok"."""
        key = letters.folded(self._lower(index))
        is_bent = letters.is_cyrillic(key) and kind.key not in letters.russian_stems(key)
        if is_bent or self._lower(near) in _NO_NAME:
            return 0
        last = near
        while last - near < _MOST_NAMES and self._touch(last) and self._may_follow(last + 1, is_first=last == near):
            last += 1
        if last == near or (self._is_of_person(near + 1, last, index)):
            return 0
        if self._is_caseless and self._touch(last) and self._lower(last + 1) in _LIKE_COMPANY:
            last += 1
        return self._words[last].end

    def _may_follow(self, index: int, *, is_first: bool) -> bool:
        word = self._words[index]
        if word.lower in _NO_NAME:
            return False
        if self._is_caseless:
            return (
                is_first and len(word.lower) > 3 and (self._is_unknown(word) or self._lower(index + 1) in _LIKE_COMPANY)
            )
        if not word.is_capital or word.begins_sentence:
            return False
        place = self._lexicon.place(word.lower)
        is_bare = place is None or letters.skeleton(word.lower) == letters.skeleton(place.key)
        return is_bare and not self._lexicon.is_state_body(word.lower)

    def _is_of_person(self, first: int, last: int, index: int) -> bool:
        """`хозяйка кафе Гульнара`, `в кафе Айгуль сказала`: the name is that of somebody."""
        word = self._words[index]
        if self._lexicon.first_name(self._lower(first)) is None or (word.is_capital and not word.is_cyrillic):
            return False
        behind = self._lower(last + 1) if self._touch(last) else ""
        is_verb = bool(behind) and (self._lexicon.is_person_verb(behind) or _VERB.fullmatch(behind) is not None)
        return is_verb or last > first or _PEOPLE_OF.match(self._lower(index - 1)) is not None

    def _is_unknown(self, word: Word) -> bool:
        """No ordinary word of the language of its script, or a name: `сомон`, `арзуу`."""
        languages = ("ru",) if word.is_cyrillic else ("en",)
        usual = max(self._lexicon.frequency(word.lower, language) for language in languages)
        if usual > 1 or (usual and "nomn" not in self._lexicon.russian_cases(word.lower)):
            return False
        is_kyrgyz = word.is_cyrillic and self._lexicon.frequency(word.lower, "ky") > 1
        return not is_kyrgyz or self._lexicon.first_name(word.lower) is not None

    def _end_of_town(self, position: int) -> tuple[int, str]:
        """`наркологию на араванской`, "aids center in osh": of some kinds a town has one."""
        town = _OF_TOWN.match(self._text.text, position)
        if town is None:
            return position, ""
        lower = town[1].lower()
        place = self._lexicon.place(lower)
        is_town = place is not None and place.size not in (PlaceSize.COUNTRY, PlaceSize.OBLAST)
        is_street = bool(re.fullmatch(r"[а-яё-]{4,20}(?:ской|цкой|[ое]ва|ина|ого)", lower)) and not _NO_PLACE.match(
            lower
        )
        return (town.end(), "org.named") if is_town or is_street else (position, "")
