"""Whether a text holds the words that somebody looks for, whatever their endings. Pure: keeps and logs nothing.

A word is found where a word of the text begins with it, or where both may be forms of one word: Russian and Kyrgyz
endings as in `letters`, vowels that come and go (отец, отца), the usual forms of Russian verbs. A word of two letters
is found as a whole word, or as a form of a place: Ош, Ошто. Words in quotation marks are found as they stand, one after
another. Letters that people mix up are equal (`folded_in_place`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from react_cases.pii.letters import (
    adjective_stems,
    folded_in_place,
    forget,
    kyrgyz_stems,
    place_stems,
    russian_stems,
)

SHORTEST = 2
"""Letters or digits: a single one stands in every story."""
BEGINS = 3
"""From so many on a word is also found as the beginning of another one."""
SURE_STEM = 4
"""Two words that share a stem of so many letters are forms of one word."""
MOST_WORDS = 8

BEFORE, AFTER = 70, 110
"""Characters of an extract before the first word and after the last one."""
LONGEST_TAIL = 25
"""An extract is not cut inside a word, unless so many letters are left of it."""
WINDOWS = 3
"""Places of a text that an extract shows, at most."""

_QUOTED = re.compile(r"\"([^\"]*)\"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]")
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"[\W_]{1,5}"
_FLEETING = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])[еоь](?=[бвгджзклмнпрстфхцчшщ]$)")
_VERB = re.compile(
    "(?<=[аеиоуыэюя])(?:ть(?:ся)?|л[аои]?(?:с[ья])?|[ею]т(?:ся)?|(?:нн?|т)(?:[аоы]|ый|ая|ое|ые|ого|ому|ым|ых|ой|ую)?)$"
)
_CONSONANTS = tuple("бвгджзклмнпрстфхцчшщ")
_GAP = re.compile(r"\s+")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"

Span = tuple[int, int]


class Unfit(StrEnum):
    """Why nothing can be looked for."""

    EMPTY = "empty"
    SHORT = "short"
    MANY = "many"


class UnfitWords(ValueError):
    """What was typed is nothing to look for; `why` says what is wrong with it."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class SoughtPhrase:
    """Words in quotation marks: as they stand, one after another."""

    words: tuple[str, ...]

    def spans(self, folded: str) -> Iterator[Span]:
        """Where it stands in a folded text."""
        if all(word in folded for word in self.words):
            for match in re.finditer(_BETWEEN.join(re.escape(word) for word in self.words), folded):
                if _is_whole(folded, match.start(), match.end()):
                    yield match.span()


@dataclass(frozen=True)
class SoughtWord:
    """One word. What was decided about the words of texts is kept as long as the search takes."""

    key: str
    stems: frozenset[str]
    roots: frozenset[str]
    begins: str
    """With this every word begins that can be a form of it."""
    decided: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def spans(self, folded: str) -> Iterator[Span]:
        """Where forms of it stand in a folded text."""
        start = folded.find(self.begins)
        while start >= 0:
            if start == 0 or not _is_letter(folded[start - 1]):
                match = _WORD.match(folded, start)
                word = match.group() if match else ""
                fits = self.decided.get(word)
                if fits is None:
                    fits = self.decided[word] = self._fits(word)
                if fits:
                    yield start, start + len(word)
            start = folded.find(self.begins, start + 1)

    def _fits(self, word: str) -> bool:
        if len(self.key) < BEGINS:
            return word == self.key or self.key in place_stems(word)
        if word.startswith(self.key):
            return True
        stems = stems_of(word)
        if self.key in stems or word in self.stems or any(len(stem) >= SURE_STEM for stem in self.stems & stems):
            return True
        return not self.roots.isdisjoint(roots_of(word))


@dataclass(frozen=True)
class Sought:
    """Everything that a story has to hold."""

    terms: tuple[SoughtWord | SoughtPhrase, ...]

    def found_in(self, texts: Sequence[str]) -> list[list[Span]] | None:
        """For each of the texts of one case the places of the words, in order; None where one of them is in no text."""
        keys = [folded_in_place(text) for text in texts]
        found: list[list[Span]] = [[] for _text in texts]
        for term in self.terms:
            places = [list(term.spans(key)) for key in keys]
            if not any(places):
                return None
            for spans, more in zip(found, places, strict=True):
                spans.extend(more)
        return [sorted(set(spans)) for spans in found]


def read_sought(typed: str) -> Sought:
    """What somebody typed, as words and phrases. Raises `UnfitWords`."""
    terms: list[SoughtWord | SoughtPhrase] = []
    typed = clean(typed)
    for match in _QUOTED.finditer(typed):
        words = _words(next(part for part in match.groups() if part is not None))
        if sum(map(len, words)) >= SHORTEST:
            terms.append(SoughtPhrase(tuple(words)))
    plain = dict.fromkeys(word for word in _words(_QUOTED.sub(" ", typed)) if len(word) >= SHORTEST)
    terms.extend(_sought_word(word) for word in plain)
    if not typed.strip():
        raise UnfitWords(Unfit.EMPTY)
    if not terms:
        raise UnfitWords(Unfit.SHORT)
    if sum(len(term.words) if isinstance(term, SoughtPhrase) else 1 for term in terms) > MOST_WORDS:
        raise UnfitWords(Unfit.MANY)
    forget()
    return Sought(tuple(terms))


def clean(text: str) -> str:
    """The text with composed letters and without invisible ones, which people paste along."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    return text


def stems_of(word: str) -> frozenset[str]:
    """What a folded word may be a form of, itself included."""
    return frozenset({*russian_stems(word), *kyrgyz_stems(word), *adjective_stems(word)})


def roots_of(word: str) -> frozenset[str]:
    """What is left of the forms of a folded Russian word where a vowel comes and goes, and of those of a verb."""
    nouns = (_FLEETING.sub("", stem) for stem in russian_stems(word) if stem.endswith(_CONSONANTS))
    roots = {root for root in nouns if len(root) >= BEGINS}
    verb = _VERB.sub("", word)
    if verb != word and len(verb) >= BEGINS:
        roots.add(verb)
    return frozenset(roots)


def _sought_word(key: str) -> SoughtWord:
    stems, roots = stems_of(key), roots_of(key)
    if len(key) < BEGINS:
        return SoughtWord(key, stems, roots, key)
    # What comes before an ending, in this word and in another form of it: a stem has up to two letters more.
    beginnings = [stem[: max(SHORTEST, len(stem) - 2)] for stem in stems]
    return SoughtWord(key, stems, roots, _shared([key, *beginnings, *roots]))


def _shared(words: Sequence[str]) -> str:
    """The beginning that all of them have."""
    first, last = min(words), max(words)
    return first[: next((place for place, letter in enumerate(first) if last[place] != letter), len(first))]


def _words(text: str) -> list[str]:
    return _WORD.findall(folded_in_place(text))


def _is_letter(sign: str) -> bool:
    return sign.isalnum()


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (start and _is_letter(text[start - 1])) and not (end < len(text) and _is_letter(text[end]))


@dataclass(frozen=True)
class Piece:
    """A stretch of an extract."""

    text: str
    is_sought: bool = False


def extract(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The words with what stands around them, line breaks as spaces, an ellipsis for what is left out."""
    pieces: list[Piece] = []
    end = 0
    for window_start, window_end in _windows(text, spans):
        if window_start:
            pieces.append(Piece("… " if not pieces else " … "))
        done = window_start
        for start, stop in spans:
            if done <= start and stop <= window_end:
                pieces += [Piece(_one_line(text[done:start])), Piece(text[start:stop], is_sought=True)]
                done = stop
        pieces.append(Piece(_one_line(text[done:window_end])))
        end = window_end
    if end < len(text):
        pieces.append(Piece(" …"))
    return [piece for piece in pieces if piece.text]


def _windows(text: str, spans: Sequence[Span]) -> list[Span]:
    """Stretches around the places, in order, those that touch joined, cut between words."""
    windows: list[Span] = []
    for start, end in spans:
        first, last = _next_gap(text, start - BEFORE)[1], _next_gap(text, end + AFTER)[0]
        if windows and first <= windows[-1][1]:
            # A place inside the window needs no wider one.
            if end > windows[-1][1]:
                windows[-1] = (windows[-1][0], last)
        elif len(windows) < WINDOWS:
            windows.append((max(0, min(first, start)), last))
    return windows


def _next_gap(text: str, place: int) -> Span:
    """The white space after the word in which the place lies; the ends of the text are gaps, too."""
    if place <= 0:
        return 0, 0
    if place + LONGEST_TAIL >= len(text):
        return len(text), len(text)
    gap = _GAP.search(text, place, place + LONGEST_TAIL)
    return gap.span() if gap else (place, place)


def _one_line(text: str) -> str:
    return _GAP.sub(" ", text)
