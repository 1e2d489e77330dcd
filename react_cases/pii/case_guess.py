"""In which Russian case a word stands that could be in several: by the word before it. Pure."""

import re
from collections.abc import Iterator

from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.russian_names import CASES, RussianCase
from react_cases.pii.sentences import sentence_around, word_set

_NOMN, _GENT, _DATV, _ACCS, _ABLT, _LOCT = CASES

_GOVERNED = {
    frozenset({_GENT}): "у от ото до из изо без для около после против ради вместо кроме возле мимо насчёт из-за",
    frozenset({_GENT, _ABLT}): "с со",
    frozenset({_DATV}): "к ко благодаря",
    frozenset({_DATV, _LOCT}): "по",
    frozenset({_ACCS}): "про через сквозь",
    frozenset({_ACCS, _ABLT}): "за под",
    frozenset({_ACCS, _LOCT}): "в во на о об обо",
    frozenset({_ABLT}): "над перед передо между",
    frozenset({_LOCT}): "при",
}
_PREPOSITIONS = {word: cases for cases, words in _GOVERNED.items() for word in words.split()}

_VERB_WITH_DATIVE = re.compile(
    r"(?:по|с|под|рас|пере|за|на|от|об|про|при|вы|до)?(?:сказа|говор|звон|да[лть]|дав|отда|переда|угро[жз]|гроз|помо[гч]|отказ|пис|написа|сообщ|обещ"
    r"|предл[оа][жг]|верну|вернул|запре|разреш|прин[её]с|прив[её]з|показ|объясн|вруч|выда|нане[сc]|принадлеж|вери)[а-яё]*"
)
_TRANSPARENT = word_set("его её ее их мой моего моему моей мою моём своего своей своему свою нашего нашей этого этой")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FURTHEST = 3


def case_at(text: str, start: int, possible: frozenset[RussianCase], sex: Sex | None = None) -> RussianCase:
    """The likeliest of the cases that the form allows, for what begins at `start`.

    Words between a preposition and the name that agree with it («у нашего юриста Асели») narrow the choice too. After a
    verb that does not go with its sex, a name that is never declined is the object: «избил Сафинат».
    """
    cases = possible or frozenset(CASES)
    for word in _words_before(text, start):
        if len(cases) == 1:
            break
        governed = _PREPOSITIONS.get(word)
        if governed is not None:
            return _likeliest(cases & governed or cases)
        if word in _TRANSPARENT:
            continue
        agreeing = frozenset(case for case in cases if case in lexicon().russian_cases(word))
        if agreeing and _is_attribute(word):
            cases = agreeing
            continue
        return _after_word(cases, word, sex)
    return _likeliest(cases - {_LOCT} or cases)


def _words_before(text: str, start: int) -> Iterator[str]:
    """Words of the same phrase in front of a place, nearest first: no comma between them."""
    first, _ = sentence_around(text, start, start)
    piece = re.split(r"[,;:()«»\"—]", text[max(0, first, start - 60) : start])[-1]
    found = [match.group().lower() for match in _WORD.finditer(piece)]
    yield from reversed(found[-_FURTHEST:])


def _is_attribute(word: str) -> bool:
    """A word that stands in the case of the next one: a title, kin, an adjective."""
    return lexicon().cue(word) is not None or word.endswith(
        ("ый", "ий", "ая", "ого", "его", "ому", "ему", "ую", "ым", "им")
    )


_PAST = {Sex.MALE: re.compile(r"[а-яё]{2,}(?:[аяиеёыоу]л|лся)"), Sex.FEMALE: re.compile(r"[а-яё]{2,}(?:ла|лась)")}
_PAST_PLURAL = re.compile(r"[а-яё]{2,}[аяиеёыоу]ли")


def _after_word(cases: frozenset[RussianCase], word: str, sex: Sex | None) -> RussianCase:
    if _VERB_WITH_DATIVE.fullmatch(word) and _DATV in cases:
        return _DATV
    beside = lexicon().russian_cases(word)
    if beside and _GENT in cases:
        same = frozenset(case for case in cases if case in beside)
        return _likeliest(same) if same else _GENT
    others = [pattern for one, pattern in _PAST.items() if sex is not None and one is not sex]
    if _ACCS in cases and not beside and any(pattern.fullmatch(word) for pattern in (*others, _PAST_PLURAL)):
        return _ACCS
    return _likeliest(cases - {_LOCT} or cases)


def _likeliest(cases: frozenset[RussianCase]) -> RussianCase:
    order = (_NOMN, _ACCS, _GENT, _DATV, _ABLT, _LOCT)
    return next(case for case in order if case in cases)
