"""Which names are those of officials: police, prison, court, prosecution, offices of the state.

Four things say so, each beside one mention of somebody: a post or rank; a uniform, badge or unit; what only officials
do («принял заявление»); and being one of several whom the text has called police («второй, постарше, его звали …»).
"""

from collections.abc import Sequence

from react_cases.pii import letters
from react_cases.pii.lexicon import lexicon
from react_cases.pii.names import endings
from react_cases.pii.names import officer_words as said
from react_cases.pii.names.cues import CueReader
from react_cases.pii.names.officer_reader import Reader
from react_cases.pii.words import Word

_LONGEST_INITIAL = 3


def are_officers(runs: Sequence[range], words: Sequence[Word], cues: CueReader, text: str) -> list[bool]:
    """For every name: something beside it, or beside another mention of its surname, tells of an official."""
    runs = [_with_initials(run, words, text) for run in runs]
    reader = Reader(words, cues, text, runs)
    beside = [reader.is_officer(run) for run in runs]
    for place in range(1, len(runs)):
        if beside[place - 1] and reader.is_paired(runs[place - 1], runs[place]):
            beside[place] = True
        beside[place] = beside[place] or (beside[place - 1] and reader.is_surname_of(runs[place - 1], runs[place]))
    known: dict[str, set[str]] = {}
    for run, is_officer in zip(runs, beside, strict=True):
        for index in run if is_officer else ():
            is_last = index == run[-1] or all(
                len(words[near].text) < _LONGEST_INITIAL for near in range(index + 1, run[-1] + 1)
            )
            if is_last or endings.is_surname(words[index].lower):
                known.setdefault(_key(words[index]), set()).update(_first_names(words, run))
    return [
        is_officer or any(_is_same(words, run, known.get(_key(words[index]))) for index in run)
        for run, is_officer in zip(runs, beside, strict=True)
    ]


def _with_initials(run: range, words: Sequence[Word], text: str) -> range:
    """A name with the initials beside it, which are words to a reader of sentences: `Zh. Bekova`, `Нурсултан К.`."""
    first, last = run[0], run[-1]
    while first and _is_initial(words[first - 1], text):
        first -= 1
    while last + 1 < len(words) and _is_initial(words[last + 1], text) and words[last + 1].start - words[last].end <= 2:
        last += 1
    return range(first, last + 1)


def _is_initial(word: Word, text: str) -> bool:
    if word.lower in said.ABBREVIATED:
        return False
    return word.is_capital and len(word.text) <= _LONGEST_INITIAL - 1 and text[word.end : word.end + 1] == "."


def _first_names(words: Sequence[Word], run: range) -> frozenset[str]:
    """Keys of the words of a name beside its surname."""
    full = (words[index].lower for index in run if len(words[index].lower) > _LONGEST_INITIAL)
    return frozenset(_keyed(lower) for lower in full if not endings.is_surname(lower))


def _is_same(words: Sequence[Word], run: range, firsts: set[str] | None) -> bool:
    """A name with the surname of an official is his, if it has no other first name: his wife has."""
    if firsts is None:
        return False
    own = _first_names(words, run)
    return not own or not firsts or not own.isdisjoint(firsts)


def _key(word: Word) -> str:
    """One key for all forms of a name: Дурбеков, Дурбековым, Дурбековго, Durbekov."""
    return _keyed(word.lower)


def _keyed(lower: str) -> str:
    return letters.surname_base(lower) or lexicon().person_key(lower)
