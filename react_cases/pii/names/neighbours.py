"""Sentences in Uzbek, Tajik and Kazakh, which no dictionary here knows: `Билмадим`, `Йўқ`, `Ман намедонам`.

Letters that neither Russian nor Kyrgyz has show such a sentence, and so do the usual words of `neighbour_words.txt`. In
it a capital at the beginning says nothing of a word that is like no name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.words import Word

_LETTERS = frozenset("ўқғҳӯӣҷәіұһ")
_VERB = re.compile(
    r"(?:мадим|мадик|майман|йман|йсиз|яман|япман|япти|ингиз|нгизлар|ганман|ганмиз|ганлар|диган|моқда|масдан|шяпти|дилар"
    r"|[дт]им|[дт]ик|[мн]амиз|ларимиз|хоҳам|медонам|mayman|madim|madik|yapti|yapman|ingiz|ganman|dilar|digan|[dt]ik)$"
)
"""Ends of verbs and possessives: `билмайман`, `исмингиз`, `бордик`."""
_SHORTEST_VERB = 6
_FEW = 4
"""In a sentence of so few words one word of the list is enough, else two have to stand there."""


@lru_cache(maxsize=1)
def _usual_words() -> frozenset[str]:
    """As they stand and folded, so that no word of a text has to be."""
    words = tuple(data_files.words("neighbour_words.txt"))
    return frozenset((*words, *map(letters.folded, words)))


def is_neighbour_word(lower: str) -> bool:
    """A usual word of one of these languages that is no word of ours."""
    return lower in _usual_words()


def is_neighbour_verb(lower: str) -> bool:
    """A word with an ending that verbs of these languages have, not names."""
    return len(lower) >= _SHORTEST_VERB and _VERB.search(lower) is not None


def in_neighbour_language(words: Sequence[Word]) -> tuple[bool, ...]:
    """For each word whether its sentence is in one of these languages."""
    found: list[bool] = []
    for first, end in _sentences(words):
        found += [_is_neighbour(words[first:end])] * (end - first)
    return tuple(found)


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].begins_sentence:
            yield first, index
            first = index


def _is_neighbour(sentence: Sequence[Word]) -> bool:
    signs = 0
    for word in sentence:
        has_letter = not word.is_capital and not _LETTERS.isdisjoint(word.lower)
        signs += has_letter or is_neighbour_word(word.lower)
        if signs > (len(sentence) > _FEW):
            return True
    return False
