"""Whether an unknown word is an ordinary word with one slip: `паспотр`, `милицыя`, `febuary`."""

from collections.abc import Callable, Iterator
from itertools import combinations

_SHORTEST = 5
_MOST_SOUNDS = 6
_AS_IT_SOUNDS = {"а": "о", "о": "а", "и": "е", "е": "и", "ь": "ъ", "ъ": "ь"}
_ALPHABETS = ("абвгдежзийклмнопрстуфхцчшщъыьэюяөүң", "abcdefghijklmnopqrstuvwxyz")
_CONFUSED = (
    "оауө",
    "ая",
    "еиыэ",
    "дт",
    "бп",
    "гкх",
    "зсц",
    "вф",
    "жшщч",
    "ьъ",
    "йи",
    "уүю",
    "нң",
    "aeou",
    "iye",
    "sc",
    "ck",
    "td",
    "bp",
)


def is_misspelt(lower: str, is_word: Callable[[str], bool]) -> bool:
    """One letter missing, too many, swapped with the next, or taken for one that sounds alike."""
    return len(lower) >= _SHORTEST and any(is_word(candidate) for candidate in _one_slip_away(lower))


def _two_sounds_away(lower: str) -> Iterator[str]:
    """Two letters written as they sound: `памагите`, `извените`, `абьяснили`."""
    places = [place for place, letter in enumerate(lower) if letter in _AS_IT_SOUNDS][:_MOST_SOUNDS]
    for first, second in combinations(places, 2):
        letters = list(lower)
        letters[first], letters[second] = _AS_IT_SOUNDS[letters[first]], _AS_IT_SOUNDS[letters[second]]
        yield "".join(letters)


def _one_slip_away(lower: str) -> Iterator[str]:
    alphabet = next((letters for letters in _ALPHABETS if lower[0] in letters), "")
    for place in range(len(lower)):
        before, letter, after = lower[:place], lower[place], lower[place + 1 :]
        if len(lower) > _SHORTEST:
            yield before + after
        if after and after[0] != letter:
            yield before + after[0] + letter + after[1:]
        for group in _CONFUSED:
            if letter in group:
                yield from (before + other + after for other in group if other != letter)
    yield from _two_sounds_away(lower)
    for place in range(1, len(lower) + 1):
        yield from (lower[:place] + letter + lower[place:] for letter in alphabet)
