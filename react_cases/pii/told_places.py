"""Villages that the words around them tell from people: `в Наримане`, `Найманда жашайт`, "from Barpy village".

Many villages are called like a man or like an ordinary word (`namesake_places.txt`), and many more are in no list. They
are asked before names are: here only what stands beside a word counts (`place_signs`), or what it is made of
(`Кара-Булак`, `Благовещенка`). A place without such a sign is left to the list (`places`) and to the names.
"""

from collections.abc import Iterator, Sequence

from react_cases.pii import letters
from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.patterns import Later, word_set
from react_cases.pii.place_signs import NUMBERED, RUSSIAN_VILLAGE, Signs
from react_cases.pii.place_words import LARGE, Known, are_usual_words, is_ordinary, is_unknown_name, namesakes, stems
from react_cases.pii.places import NO_PLACES
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.words import Word, without_capitals

_I_AM_FROM = Later(
    "([а-яөүңқғўҳәіұ'-]{3,}[дт][аеоө]н)(?:м[ыиуү]н|б[ыиуү]з|с[ыиуү][зң]?|ман)$|([a-z'-]{3,}[dt][aeo]n)(?:m[yiua]n|b[yiu]z)$"
)
_I_AM_OF = Later("([а-яөүң-]{2,})[лдт][ыиуү]к(?:м[ыиуү]н|б[ыиуү]з)$|([a-z-]{2,})[ldt][iyu]k(?:m[yiu]n|b[yiu]z)$")
_TWO_SCRIPTS = Later("(?=[a-z])()([a-z-]{4,})(?:[дт][аеоө]н?|[гк][аеоө])(?:г[ыи])?$")
"""`Isfanaдан`."""
_FIRST = word_set(
    "ак кара кызыл кок сары таш жаны чон кичи орто баш тепе теке бел беш уч ой эски тор кош жар жаш кум туз"
    " терек талды ача боз кен тогуз чолок сай аюу булак аксы жети торт мин алма кайын арча тал шор шоро жийде"
    " сулу тегирмен джаны джар нура эки чет кан ново старо нижне верхне хан ходжа кожо мирза мырза янги туя"
    " куйган булак катта обу тош пахта ak kara kyzyl kok sary tash jany zhany chon kichi orto bash tepe teke bel besh"
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
_LONG_SECOND = ("кышта", "кышла", "булак", "корго", "kyshta", "kyshla", "bulak", "korgo")
"""Enough of a second half, whatever slips follow."""
_FIRST_HALVES = (*(half for half in _FIRST if len(half) > 2), "чуй", "ыссык", "иссык", "ысык", "жалал", "джалал")
_SHORTEST_JOINED = 6
_SHORTEST_NEAR = 5
_AND = word_set("и жана менен and i jana")


def find_told_places(text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Finding]:
    """Places, of one or two words, that what stands beside them shows to be places."""
    reader = _Reader(text, words, lexicon, is_caseless=without_capitals(words))
    told: dict[int, int] = {}
    for index, word in enumerate(words):
        if not (word.is_capital or reader.is_caseless) or word.is_all_capitals or len(word.lower) < 3:
            continue
        last = reader.last_of_place(index)
        if last is None and word.is_capital:
            last = reader.last_in_row(index, told)
        if last is not None:
            told[last] = index
            place = lexicon.place(text.lower[word.start : words[last].end])
            is_town = place is not None and not place.is_small
            number = NUMBERED.match(text.text, words[last].end)
            end = number.end() if number else words[last].end
            yield RULES["place.list" if is_town else "place.small"].finding(word.start, end)


class _Reader:
    """Asks the words of one text."""

    def __init__(self, text: Prepared, words: Sequence[Word], lexicon: Lexicon, *, is_caseless: bool) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        self._signs = Signs(text, words, lexicon)
        self.is_caseless = is_caseless

    def last_of_place(self, index: int) -> int | None:
        """The last word of a place that begins here; None if none does, or nothing shows it."""
        for length in (2, 1):
            last = index + length - 1
            if length == 2 and not (self._signs.touch(index) and self._may_be_two(index)):
                continue
            lower = self._text.lower[self._words[index].start : self._words[last].end]
            if lower in NO_PLACES or are_usual_words(lower, self._lexicon):
                continue
            if not self._signs.may_be_told(index, last, lower):
                continue
            bare = _I_AM_FROM.match(lower) or _I_AM_OF.match(lower) or _TWO_SCRIPTS.match(lower)
            known = self._known(bare[1] or bare[2] if bare else lower, self._words[index])
            if bare and known is None and self._is_large(bare[1] or bare[2]):
                return None
            is_from = bare and known is not None and (self._words[index].is_capital or known is Known.LISTED)
            if is_from or (known and self._signs.is_told(index, last, lower, known)):
                return last
        return None

    def last_in_row(self, index: int, told: dict[int, int]) -> int | None:
        """`в Чалдовар и Панфиловку`: what is joined to a place that was told is one."""
        if self._signs.lower(index - 1) not in _AND or index - 2 not in told:
            return None
        if not (self._signs.touch(index - 1) and self._signs.touch(index - 2)):
            return None
        word = self._words[index]
        return index if self._known(word.lower, word) is not None else None

    def _may_be_two(self, index: int) -> bool:
        first, second = self._words[index], self._words[index + 1]
        is_written = (first.is_capital and second.is_capital) or self.is_caseless
        return is_written and (letters.folded(first.lower) in _FIRST or self._lexicon.begins_place(first.lower))

    def _is_large(self, lower: str) -> bool:
        place = self._lexicon.place(lower)
        return place is not None and place.size in LARGE

    def _known(self, lower: str, word: Word) -> Known | None:
        """How a word is known as a place; None for words that may be anything else."""
        place = self._lexicon.place(lower)
        if place is not None:
            return None if place.size in LARGE else Known.LISTED
        forms = stems(lower)
        if " " in lower:
            is_near = not self.is_caseless and self._lexicon.near_place(forms) is not None
            return Known.MADE if is_near or _both_halves(*letters.folded(lower).split("-", 1)) else None
        found = next((known for stem in forms if (known := namesakes().get(stem)) is not None), None)
        if found is not None:
            return found
        if lower.startswith(_FIRST_HALVES) and self._is_joined(lower, forms):
            return Known.LISTED
        if self._lexicon.first_name(lower) is None:
            found = self._made(lower, forms)
        elif "-" in lower and self._is_made_surely(lower, forms):
            found = Known.MADE
        if found is None and not word.begins_sentence and is_unknown_name(word.text, self._lexicon):
            return Known.UNKNOWN
        return found

    def _is_joined(self, lower: str, forms: Sequence[str]) -> bool:
        """`Кызылсуу`, `ташкумыра`: a listed place of two halves, written as one word."""
        if "-" in lower or any(self._lexicon.frequency(lower, language) > 1 for language in ("ru", "ky")):
            return False
        return any(len(form) >= _SHORTEST_JOINED and self._lexicon.place(letters.skeleton(form)) for form in forms)

    def _made(self, lower: str, forms: Sequence[str]) -> Known | None:
        """A word that no list has, by what it is made of, or one letter away from a listed one."""
        is_word = is_ordinary(lower, self._lexicon)
        if RUSSIAN_VILLAGE.fullmatch(lower) is not None and not is_word:
            return Known.MADE
        if "-" in lower:
            if self._is_made_surely(lower, forms):
                return Known.MADE
            first, _, second = letters.folded(lower).partition("-")
            return Known.HALF if first in _FIRST or any(stem in _SECOND for stem in stems(second)) else None
        if len(lower) < _SHORTEST_NEAR or is_word or not self._lexicon.near_place(forms):
            return None
        return Known.MADE

    def _is_made_surely(self, lower: str, forms: Sequence[str]) -> bool:
        first, _, second = letters.folded(lower).partition("-")
        is_village = letters.folded(second) in _SECOND or _both_halves(first, second) or second.startswith(_LONG_SECOND)
        return is_village or self._lexicon.near_place(forms) is not None


def _both_halves(first: str, second: str) -> bool:
    """Halves that villages have: `Кара` and `Булакта`."""
    return first in _FIRST and any(stem in _SECOND for stem in (*stems(second), *_short_stems(second)))


def _short_stems(second: str) -> tuple[str, ...]:
    """Of the short second halves of villages (суу, ой) the stems that other words do not have."""
    return tuple(second[:length] for length in (2, 3, 4) if len(second) - length < 5)
