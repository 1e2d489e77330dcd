"""Villages that the words around them tell from people: `в Наримане`, `Найманда жашайт`, "from Barpy village".

Many villages are called like a man or like an ordinary word (`namesake_places.txt`), and many more are in no list. They
are asked before names are: here only what stands beside a word counts, or what it is made of (`Кара-Булак`,
`Благовещенка`). A place without such a sign is left to the list (`places`) and to the names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import Lexicon, PlaceSize
from react_cases.pii.patterns import Later, any_of, word_set
from react_cases.pii.places import NO_PLACES, OBLAST
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.words import Word, without_capitals


class _Known(Enum):
    """How a word is known as a place."""

    LISTED = "a village or town of the list"
    NAME = "a village that is called like a person"
    WORD = "a village that is called like an ordinary word"
    MADE = "made as villages are, but in no list"
    HALF = "of two halves, of which villages have the first"


_LARGE = (PlaceSize.COUNTRY, PlaceSize.OBLAST)
_INTO = word_set("в во из аз iz in v")
_NEAR = word_set("под до через около возле близ за со с outside near from form to at of za do ot")
_GOT = word_set("got received took borrowed bought heard call called letter money message stole stolen получил взял")
_LOCATIVE = Later("(?:[дт][аеоө]|[dt][aeo])(?:г[ыиуү]|gy|gi)?$")
_ABLATIVE = Later("(?:[дт][аеоө]н|н[аеоө]н|[dt][aeo]n)$")
_DATIVE = Later("(?:[гк][аеоө]|[gk][aeo])$")
_I_AM_FROM = Later(
    "([а-яөүңқғўҳәіұ'-]{3,}[дт][аеоө]н)(?:м[ыиуү]н|б[ыиуү]з|с[ыиуү][зң]?|ман)$|([a-z'-]{3,}[dt][aeo]n)(?:m[yiua]n|b[yiu]z)$"
)
_CASE = Later(
    "(?:[дт][аеоө]н?|н[аеоө]н|[гк][аеоө]|[dt][aeo]n?|[gk][aeo])(?:г[ыиуү]|gy|gi|м[ыиуү]н|б[ыиуү]з|с[ыиуү][зң]?|ман|m[yiua]n|b[yiu]z)?$"
)
_BEFORE = _INTO | _NEAR
_LIFE = Later(
    "жаша|жашп|тур[аму]|турчу|турп|турабыз|тургун|кел|чык|кач|көч|туул|бар[ымгдсб]|кет|ишт|өск|turat|turam|jasha|kel|chyk|barg"
)
_GOING = Later("бар[гыдс]|кет|көч|жөнө|кел|bar[gyd]|ket|koch")
_SAYS_VILLAGE = Later(
    r"\s"
    + any_of(
        r"айыл(?:ы|ын|дык|га|да|дан)[а-яөүң]* айыл кыштаг[а-яөүң]+ кишлак[а-я]* қишло[а-яқғ]+ тарап[а-яөүң]+"
        r" туман[а-я]*"
        r" жакта[а-яөүң]* бөлүгүн[а-яөүң]* маҳалла[а-яқғҳў]* махалл[а-я]+ конуш[а-яөүң]*"
        r" vill?age vilage settlement valley kyshtag[a-z]+ ajyl[a-z]* aiyl[a-z]* ayil[a-z]* tarap[a-z]*"
    )
    + r"(?!\w)"
)
_VILLAGE_BEFORE = any_of(
    r"сел[оеау] селом пос[её]лк?\w{0,3} аил[еау]?"
    r" ауыл\w{0,3} аул[еау]? айыл\w{0,4} кишлак\w{0,2} деревн\w махалл\w{1,2} квартал\w{0,2}"
    r" жилмассив\w{0,2} новостройк\w деҳаи? ҷамоати шаҳри ноҳияи"
    r" village_of vilage village settlement_of selo sele sela kishlak"
)
_SAID_VILLAGE = Later(rf"(?<!\w){_VILLAGE_BEFORE}\s\"?$")
_STREET_NEXT = re.compile(
    r",\s(?:[^\W\d_][\w-]*\s){0,2}(?:ул\.|улиц|көч|кўча|street|str?\.|st\s|lane|дом\s|д\.\s?\d|ul\.|ulits)",
    re.IGNORECASE,
)
_RUSSIAN_VILLAGE = Later(
    "[а-яё-]{3,14}(?:[ое]в|ен|янов)к(?:а|и|е|у|ой|ада|адан|ага|адагы)|[а-яё-]{3,14}н?ен[кщ](?:а|и|е|у|ой|адан|ада)"
    "|[a-z-]{3,14}[oey]vk(?:a|i|e|u|oy|oi)"
)
_FIRST = word_set(
    "ак кара кызыл кок сары таш жаны чон кичи орто баш тепе теке бел беш уч ой эски тор кош жар жаш кум туз"
    " терек талды ача боз кен тогуз чолок сай аюу булак аксы жети торт мин алма кайын арча тал шор шоро жийде"
    " сулу тегирмен джаны джар нура эки чет кан ново старо нижне верхне хан ходжа кожо мирза мырза янги туя"
    " куйган катта обу тош пахта ak kara kyzyl kok sary tash jany zhany chon kichi orto bash tepe teke bel besh"
    " uch eski kosh jar kum tuz boz ken toguz jeti zheti ming min alma archa tal shor mirza myrza yangi katta"
    " novo pakhta pahta"
)
_SECOND = word_set(
    "суу таш булак булаг коргон курган кургон арык базар кыштак кышлак тобо добо дебе тюбе талаа тоо сай жар"
    " джар терек башат баши башы булун ой кол куль жол туу абад абат адыр камыш озон арал кия кыя бель бел бак"
    " суй жайык тектир ашуу тал олон урук орук уруг урюк жер чий этер дыйкан шоро ункур мойнок багыш турмуш"
    " пахта октябрь октябр аскер жылдыз алма арча ноокат шарк тилек ордо орго босого бата жийде жангак кайын"
    " оки чек хаят хает юль йул арик обод махалла кара сары suu tash bulak korgon kurgan aryk bazar kyshtak"
    " tobo dobo talaa too sai say jar zhar terek bashat bashy bashi bulun oi oy kol kul jol zhol tuu abad adyr"
    " aral kyia kiya bel bak tektir ashuu jer zher chiy etc dyikan shoro asker alma archa nookat aki oki hayot"
    " kara korgan"
)
_NO_VILLAGE = word_set("таш ак жаш жаны кара that this бул ушул ошол биз эл the our their his her my same next")
_SHORTEST_NEAR = 5


@lru_cache(maxsize=1)
def _namesakes() -> Mapping[str, _Known]:
    found: dict[str, _Known] = {}
    for section, entries in data_files.sections("namesake_places.txt").items():
        for entry in entries:
            key = letters.folded(entry)
            found[key] = found[letters.skeleton(key)] = _Known[section.upper()]
    return found


def find_told_places(text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Finding]:
    """Places, of one or two words, that what stands beside them shows to be places."""
    reader = _Reader(text, words, lexicon, is_caseless=without_capitals(words))
    for index, word in enumerate(words):
        if not (word.is_capital or reader.is_caseless) or word.is_all_capitals or len(word.lower) < 3:
            continue
        last = reader.last_of_place(index)
        if last is not None:
            place = lexicon.place(text.lower[word.start : words[last].end])
            is_town = place is not None and not place.is_small
            yield RULES["place.list" if is_town else "place.small"].finding(word.start, words[last].end)


class _Reader:
    """Asks the words of one text."""

    def __init__(self, text: Prepared, words: Sequence[Word], lexicon: Lexicon, *, is_caseless: bool) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        self.is_caseless = is_caseless

    def last_of_place(self, index: int) -> int | None:
        """The last word of a place that begins here; None if none does, or nothing shows it."""
        for length in (2, 1):
            last = index + length - 1
            if length == 2 and not (self._touch(index) and self._may_be_two(index)):
                continue
            lower = self._text.lower[self._words[index].start : self._words[last].end]
            if lower in NO_PLACES or not self._may_be_told(index, last, lower):
                continue
            bare = _I_AM_FROM.match(lower)
            known = self._known(bare[1] or bare[2] if bare else lower)
            if bare and known is None and self._is_large(bare[1] or bare[2]):
                return None
            if (bare and self._words[index].is_capital) or (known and self._is_told(index, last, lower, known)):
                return last
        return None

    def _may_be_told(self, index: int, last: int, lower: str) -> bool:
        """Whether anything could show it; the rest of the questions cost more."""
        if "-" in lower or " " in lower or _CASE.search(lower) or self._lower(index - 1) in _BEFORE:
            return True
        word = self._words[index]
        is_street_next = self._text.text[word.end : word.end + 1] == "," and word.is_capital
        return is_street_next or self._says_village(word.start, self._words[last].end)

    def _touch(self, index: int) -> bool:
        if not 0 <= index < len(self._words) - 1:
            return False
        return self._text.text[self._words[index].end : self._words[index + 1].start] == " "

    def _lower(self, index: int) -> str:
        return self._words[index].lower if 0 <= index < len(self._words) else ""

    def _may_be_two(self, index: int) -> bool:
        first, second = self._words[index], self._words[index + 1]
        is_written = (first.is_capital and second.is_capital) or self.is_caseless
        return is_written and (letters.folded(first.lower) in _FIRST or self._lexicon.begins_place(first.lower))

    def _is_large(self, lower: str) -> bool:
        place = self._lexicon.place(lower)
        return place is not None and place.size in _LARGE

    # what a word is -------------------------------------------------------------------------------------------------

    def _known(self, lower: str) -> _Known | None:
        place = self._lexicon.place(lower)
        if place is not None:
            return None if place.size in _LARGE else _Known.LISTED
        stems = _stems(lower)
        if " " in lower:
            is_near = not self.is_caseless and self._lexicon.near_place(stems) is not None
            return _Known.MADE if is_near or _both_halves(*letters.folded(lower).split("-", 1)) else None
        found = next((known for stem in stems if (known := _namesakes().get(stem)) is not None), None)
        if found is not None:
            return found
        if self._is_village_word(lower) and not self._is_ordinary(lower):
            return _Known.MADE if self._lexicon.first_name(lower) is None else None
        first, hyphen, second = letters.folded(lower).partition("-")
        if hyphen:
            if letters.folded(second) in _SECOND or _both_halves(first, second):
                return _Known.MADE
            if self._lexicon.near_place(stems):
                return _Known.MADE
            is_half = first in _FIRST or any(stem in _SECOND for stem in _stems(second))
            return _Known.HALF if is_half and self._lexicon.first_name(lower) is None else None
        if len(lower) < _SHORTEST_NEAR or not self._lexicon.near_place(stems) or self._is_ordinary(lower):
            return None
        return _Known.MADE if self._lexicon.first_name(lower) is None else None

    def _is_village_word(self, lower: str) -> bool:
        return _RUSSIAN_VILLAGE.fullmatch(lower) is not None

    def _is_ordinary(self, lower: str) -> bool:
        return any(self._lexicon.frequency(lower, language) for language in ("ru", "ky", "en"))

    # what stands beside it --------------------------------------------------------------------------------------------

    def _is_told(self, index: int, last: int, lower: str, known: _Known) -> bool:
        word, end = self._words[index], self._words[last].end
        if OBLAST.match(self._text.lower, end):
            return False
        is_small = not word.is_capital
        half = word.text.partition("-")[2][:1]
        is_half_small = bool(half) and word.is_capital and not half.isupper()
        if word.begins_sentence and known is _Known.MADE and not (half or " " in lower or self._is_village_word(lower)):
            return False
        if self._is_beside_name(last) or (is_half_small and known in (_Known.MADE, _Known.HALF)):
            return False
        if self._says_village(word.start, end):
            return letters.folded(lower) not in _NO_VILLAGE
        if known is _Known.MADE and ("-" in lower or " " in lower) and not is_small:
            return True
        if known in (_Known.NAME, _Known.WORD) and not is_small and _STREET_NEXT.match(self._text.text, end):
            return True
        before = self._lower(index - 1) if self._touch(index - 1) else ""
        if before in _INTO:
            is_word = known in (_Known.MADE, _Known.HALF) or self._lexicon.is_russian_word(lower)
            return not (is_small and (is_word or self._is_usual(lower)))
        if before in _NEAR:
            return self._is_near(index, before, known, is_small=is_small)
        return self._is_where(last, lower, known, is_small=is_small)

    def _is_beside_name(self, last: int) -> bool:
        """`из Токтогула Сатылганова`: a surname behind it makes a person of a word."""
        if not self._touch(last):
            return False
        behind = self._words[last + 1]
        if not behind.is_capital or self._lexicon.place(behind.lower) is not None:
            return False
        return letters.surname_base(behind.lower) is not None

    def _says_village(self, start: int, end: int) -> bool:
        is_before = _SAID_VILLAGE.search(self._text.text, max(0, start - 16), start) is not None
        return is_before or _SAYS_VILLAGE.match(self._text.text, end) is not None

    def _is_usual(self, lower: str) -> bool:
        return any(self._lexicon.frequency(lower, language) > 1 for language in ("ru", "ky", "en"))

    def _is_near(self, index: int, before: str, known: _Known, *, is_small: bool) -> bool:
        """Words before which people stand, too: `до`, "from", `за`."""
        if is_small:
            return known is _Known.NAME and before in ("за", "под", "до")
        if before in ("from", "form"):
            near = {self._lower(other) for other in range(max(0, index - 5), index)}
            return near.isdisjoint(_GOT)
        if before == "of":
            return known is _Known.MADE
        return known in (_Known.LISTED, _Known.MADE) and before not in ("с", "со")

    def _is_where(self, last: int, lower: str, known: _Known, *, is_small: bool) -> bool:
        """A Kyrgyz form that says where, and a verb of living or going behind it where people could be meant, too."""
        behind = [self._lower(other) for other in range(last + 1, last + 4)]
        lives = any(_LIFE.match(other) for other in behind)
        key = letters.folded(lower)
        if _namesakes().get(key) is not None or (known is _Known.LISTED and is_small):
            return False
        if _LOCATIVE.search(lower):
            return lives if is_small else known is not _Known.WORD or lives
        if _ABLATIVE.search(lower):
            return lives or (known in (_Known.MADE, _Known.HALF) and not is_small)
        return bool(_DATIVE.search(lower)) and not is_small and any(_GOING.match(other) for other in behind)


def _stems(lower: str) -> tuple[str, ...]:
    key = letters.folded(lower)
    return letters.place_stems(key) if letters.is_cyrillic(key) else letters.latin_stems(key)


def _both_halves(first: str, second: str) -> bool:
    """Halves that villages have: `Кара` and `Булакта`."""
    return first in _FIRST and any(stem in _SECOND for stem in (*_stems(second), *_short_stems(second)))


def _short_stems(second: str) -> tuple[str, ...]:
    """Of the short second halves of villages (суу, ой) the stems that other words do not have."""
    return tuple(second[:length] for length in (2, 3, 4) if len(second) - length < 5)
