"""Words that are names elsewhere, in phrases that name nobody: `Курман айт`, `темир жол`, `Бакыт деген эмне`."""

import re
from collections.abc import Sequence
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.patterns import word_set
from react_cases.pii.words import Word

_LONGEST_ENDING = 5
_SAID_OF_WORDS = re.compile(
    r"по-(?:русски|кыргызски|киргизски|узбекски|казахски|таджикски|уйгурски|татарски|английски|арабски|турецки|персидски)$"
    r"|(?:кыргыз|орус|өзбек|казак|тажик|уйгур|англис|арап)ча$|значит$|означает$|переводится$|means$|которул|маанис"
)
"""Behind a word that is talked about: «Темир по-кыргызски железо», «Темир кыргызча …»."""
_BEFORE_WORDS = word_set("слово слова слове словом сөзү сөзүн сөзүнүн word words значение мааниси")
_SO_CALLED = word_set("деген дегени дегенди деп")
_WHAT = re.compile(r"(?:эмне|сөз|түшүнүк|кеп|маани|ушул|ушунд|мынд|ошонд|ушу(?!\w)|канд|нерсе|сезим|бул)")
_SPEAKS = re.compile(
    r"(?:говор|понима|чита|пиш|сказ|спроси|ответ|зна|уме|сүйлө|билбе|билет|айт|окуй|жаз|speak|says?$|said|told)"
)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    """The beginnings of the last words by the first word."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in data_files.words("set_phrases.txt"):
        first, _, last = phrase.partition(" ")
        key = letters.folded(first)
        found[key] = (*found.get(key, ()), letters.folded(last))
    return found


def in_phrases(words: Sequence[Word]) -> frozenset[int]:
    """The words of all set phrases of a text."""
    found: set[int] = set()
    for index, word in enumerate(words[:-1]):
        stems = _phrases().get(letters.folded(word.lower)) if word.lower in _first_words() else None
        following = words[index + 1]
        if stems and not following.begins_sentence and _is_form(letters.folded(following.lower), stems):
            found.update((index, index + 1))
    return frozenset(found)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """As people type them, so that most words of a text need no folding."""
    firsts = {phrase.partition(" ")[0] for phrase in data_files.words("set_phrases.txt")}
    return frozenset(firsts | {letters.folded(word) for word in firsts})


def _is_form(key: str, stems: Sequence[str]) -> bool:
    return any(key.startswith(stem) and len(key) - len(stem) <= _LONGEST_ENDING for stem in stems)


def is_talked_about(words: Sequence[Word], index: int) -> bool:
    """The text speaks of a word, not of somebody: «слово Бакыт», «Бакыт деген эмне», «Темир по-кыргызски железо»."""
    if index and not words[index].begins_sentence and words[index - 1].lower in _BEFORE_WORDS:
        return True
    following = [word.lower for word in words[index + 1 : index + 3]]
    if not following or words[index + 1].begins_sentence:
        return False
    is_asked = following[0] in _SO_CALLED and len(following) > 1
    is_asked = is_asked and (_WHAT.match(following[1]) is not None or following[1].startswith(words[index].lower))
    if is_asked or _SAID_OF_WORDS.search(following[0]) is None:
        return is_asked
    return len(following) < 2 or _SPEAKS.match(following[1]) is None
