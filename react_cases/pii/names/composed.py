"""First names that no list has, but that are made of one that a list has: `Нурданбек`, `Мадинабону`, `Сымбатик`.

Compared as skeletons, so that `nurdanbek` and `Нурданбек` are one word.
"""

from collections.abc import Iterator

from react_cases.pii import letters
from react_cases.pii.lexicon import FirstName, Lexicon, Sex
from react_cases.pii.patterns import word_set

_STRONG = {
    Sex.MALE: "bek bai kul mamat mambet murat nazar berdi keldi alibek ali gali mirza sultan ahun hun jan jon ulo uloh"
    " ula idin udin",
    Sex.FEMALE: "gul kul bubu bu bonu nisa niso zada sulu kiz aim peri hon han kan hanum bibi oim",
}
"""Ends that join any name. Those of both sexes say no sex."""
_WEAK = {Sex.MALE: "mat din tai boi shat iar kojo bolot temir", Sex.FEMALE: "ai oi zat nur jamal"}
"""Ends that many other words have, too: the name in front has to be longer."""
_FOND = tuple(
    sorted(
        word_set(
            "ik chik ka sha ushka ushok usha asha esha onka enka ochka echka ula uska usik ok ek an on iha uha"
            " ulik ishka"
        ),
        key=lambda tail: (-len(tail), tail),
    )
)
"""Russian endings of tenderness, which people put on names of any language."""
_SHORTEST_HEAD, _SHORTEST_BEFORE_WEAK = 3, 4
_VOWELS = ("", "a", "i")


def composed_name(lower: str, language: str | None, lexicon: Lexicon) -> FirstName | None:
    """The name that an unlisted word is a form of: weight 2 for a sure end, else 1; None without a listed name."""
    for stem in _stems(lower, language):
        for tail, sex, shortest in _TAILS:
            if stem.endswith(tail) and _is_head(stem.removesuffix(tail), shortest, lexicon):
                weight = 2 if shortest == _SHORTEST_HEAD else 1
                return FirstName(letters.folded(lower), sex, weight, frozenset())
        for tail in _FOND:
            head = _fond_of(stem.removesuffix(tail), lexicon) if stem.endswith(tail) else None
            if head is not None:
                return FirstName(letters.folded(lower), head.sex, 1, frozenset())
    return None


def _tails() -> Iterator[tuple[str, Sex | None, int]]:
    for kinds, shortest in ((_STRONG, _SHORTEST_HEAD), (_WEAK, _SHORTEST_BEFORE_WEAK)):
        both = set(kinds[Sex.MALE].split()) & set(kinds[Sex.FEMALE].split())
        for sex, tails in kinds.items():
            yield from ((tail, None if tail in both else sex, shortest) for tail in tails.split())


_TAILS = tuple(_tails())


def _stems(lower: str, language: str | None) -> tuple[str, ...]:
    """Skeletons of what a word may be a form of."""
    if not letters.is_cyrillic(lower):
        return letters.latin_stems(lower, language)
    stems = letters.kyrgyz_stems(lower) if language == "ky" else letters.russian_stems(lower)
    return tuple(dict.fromkeys(map(letters.latin_skeleton, (*stems, *letters.kyrgyz_stems(lower)))))


def _is_head(head: str, shortest: int, lexicon: Lexicon) -> bool:
    if len(head) < shortest:
        return False
    name = lexicon.named_like(head)
    return name is not None and (name.weight > 1 or len(head) > _SHORTEST_BEFORE_WEAK)


def _fond_of(head: str, lexicon: Lexicon) -> FirstName | None:
    """The usual name in front of an ending of tenderness, with the vowel that the ending took: Айгул(я)-ка."""
    if len(head) < _SHORTEST_BEFORE_WEAK:
        return None
    found = (lexicon.named_like(head + vowel) for vowel in _VOWELS)
    return next((name for name in found if name is not None and name.weight > 1), None)
