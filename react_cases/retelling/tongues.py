"""Which languages a text stands in, and the text taken apart by language where that is safe. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from react_cases.pii.languages import languages_of
from react_cases.pii.lexicon import lexicon
from react_cases.pii.prepared import prepared
from react_cases.pii.words import words_of
from react_cases.retelling.marks import Mark, Marks

PASSAGE = 6
"""Words in a row from which on something is a passage in another language and no borrowed word or quotation."""
BLOCK = 8
"""Words that one language needs before a text is taken apart."""
CLEAR = 0.9
"""The share of its words from which on a piece stands in one language."""
SHORT = 3
"""With fewer words a piece says nothing of its language: it stays with what stands before it."""
_OPENS = "«“„\"'(["


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    language: str
    begins_sentence: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    language: str
    """Empty where it is not clear."""
    words: int


def other_languages(text: str, language: str) -> list[str]:
    """Codes of the languages beside this one in which at least a passage of the text stands."""
    runs = groupby(_words(text, language), key=lambda word: word.language)
    found = {spoken for spoken, run in runs if len(list(run)) >= PASSAGE}
    return sorted({spoken[:2] for spoken in found} - {language})


def by_language(text: str, marks: Iterable[Mark], language: str) -> dict[str, tuple[str, Marks]]:
    """The text with its marks, each language by itself, in the order of the text.

    It is taken apart where every paragraph stands clearly in one language, or where one language ends and the other
    begins once. Otherwise (a quotation, languages that change within sentences) all of it stays in `language`.
    """
    marks = tuple(marks)
    words = _words(text, language)
    lines = [0, *(place + 1 for place, letter in enumerate(text) if letter == "\n")]
    pieces = _pieces(text, words, lines)
    if not all(piece.language for piece in pieces):
        pieces = _joined(_pieces(text, words, _sentences(text, words)))
        is_alternating = len(pieces) != len({piece.language for piece in pieces})
        if is_alternating or any(text[piece.start] in _OPENS for piece in pieces[1:]):
            return {language: (text, marks)}
    lengths: Counter[str] = Counter()
    for piece in pieces:
        lengths[piece.language] += piece.words
    if len(lengths) < 2 or any(len(code) != 2 or number < BLOCK for code, number in lengths.items()):
        return {language: (text, marks)}
    return {code: _only(text, marks, [piece for piece in pieces if piece.language == code]) for code in lengths}


def _words(text: str, language: str) -> list[_Word]:
    clean = prepared(text)
    words = words_of(clean)
    spoken = languages_of(words, lexicon(), language)
    return [
        _Word(clean.original(word.start, word.end)[0], code.value, word.begins_sentence)
        for word, code in zip(words, spoken, strict=True)
    ]


def _sentences(text: str, words: Sequence[_Word]) -> list[int]:
    starts = [0]
    for word in words[1:]:
        if word.begins_sentence:
            start = word.start
            while start > 0 and text[start - 1] in _OPENS:
                start -= 1
            starts.append(start)
    return starts


def _pieces(text: str, words: Sequence[_Word], starts: Sequence[int]) -> list[_Piece]:
    """The text from each start to the next; a short one takes the language of what stands before it."""
    found: list[_Piece] = []
    for start, end in pairwise([*starts, len(text)]):
        count = Counter(word.language for word in words if start <= word.start < end)
        number = count.total()
        language, most = count.most_common(1)[0] if count else ("", 0)
        if number < SHORT and found:
            found[-1] = replace(found[-1], end=end, words=found[-1].words + number)
            continue
        found.append(_Piece(start, end, language if number and most >= CLEAR * number else "", number))
    if len(found) > 1 and not found[0].words:
        first, second, *rest = found
        found = [replace(second, start=first.start, words=first.words + second.words), *rest]
    return found


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Neighbours in one language as one piece."""
    found: list[_Piece] = []
    for piece in pieces:
        if found and found[-1].language == piece.language:
            found[-1] = replace(found[-1], end=piece.end, words=found[-1].words + piece.words)
        else:
            found.append(piece)
    return found


def _only(text: str, marks: Marks, pieces: Sequence[_Piece]) -> tuple[str, Marks]:
    written, kept = "", []
    for piece in pieces:
        moved = len(written) - piece.start
        kept += [
            replace(mark, start=mark.start + moved, end=mark.end + moved)
            for mark in marks
            if piece.start <= mark.start and mark.end <= piece.end
        ]
        written += text[piece.start : piece.end]
    return written.rstrip(), tuple(kept)
