"""Accepted words that stand together become one name, with its initials."""

import re
from collections.abc import Iterator, Sequence

from react_cases.pii.names import endings
from react_cases.pii.names.scores import Score
from react_cases.pii.prepared import Prepared
from react_cases.pii.spans import Taken
from react_cases.pii.words import Word

_INITIAL = r"(?:Dzh|Zh|Ch|Sh|Kh|Yu|Ya|Yo|Ts|Dj|Дж|[A-ZА-ЯЁҢӨҮ])\."
"""Of two or three letters, too, where Latin letters stand for one Cyrillic one."""
_INITIALS_BEFORE = re.compile(rf"(?:(?<!\w){_INITIAL}\s?){{1,2}}$")
_INITIALS_AFTER = re.compile(rf"(?:\s[ук]\.)?(?:\s?{_INITIAL}){{1,2}}|\s[A-ZА-ЯЁҢӨҮ](?=[\s,;!?)\"]|$)")
"""«Асанов А. Б.», «Тургуналы у. А.», where «у.» is уулу and «к.» кызы."""
_SMALL_INITIALS_BEFORE = re.compile(r"(?:(?<!\w)[а-яёa-zА-ЯЁA-Z]\.\s?){2}$")
_SMALL_INITIALS_AFTER = re.compile(r"\s[а-яёa-zА-ЯЁA-Z]\.(?:\s?[а-яёa-zА-ЯЁA-Z]\.)?(?!\w)")
_KYRGYZ_CASE = re.compile(r"(?:[ое]в|[ое]ва|бек|бай|гүл|жан)(?:[нд][ыиуү]н|[гк][аеоө]|[нд][ыиуү]|[дт][аеоө]н?)$")
_BETWEEN = re.compile(r" {1,2}| ?- ?|(?<=\s[укuk])\. ?")
"""Behind the letter for уулу or кызы a point, too: «Шабданбек у. Эрнис»."""


def runs_of(text: Prepared, words: Sequence[Word], scores: Sequence[Score | None]) -> Iterator[range]:
    """Runs of accepted words with nothing but a space between them."""
    index = 0
    while index < len(words):
        if not _is_accepted(scores[index]):
            index += 1
            continue
        end = index + 1
        while (
            end < len(words)
            and _is_accepted(scores[end])
            and not _ends_name(words[end - 1], words[end])
            and _BETWEEN.fullmatch(text.text, words[end - 1].end, words[end].start)
        ):
            end += 1
        yield range(index, end)
        index = end


def _ends_name(word: Word, following: Word) -> bool:
    """In Kyrgyz a case ends a name: «Айнур Салиева Дыйкановго | Чоробектин» are two people."""
    return bool(_KYRGYZ_CASE.search(word.lower)) and not endings.joins_names(following.lower)


def with_initials(text: Prepared, taken: Taken, start: int, end: int, *, small: bool) -> tuple[int, int]:
    """The span of a name, widened over initials on either side: `А. Б. Асанова`, `Орозов К.`.

    `small` says that initials have small letters, too: a text without capitals.
    """
    before = (_SMALL_INITIALS_BEFORE if small else _INITIALS_BEFORE).search(text.text, max(0, start - 8), start)
    if before and taken.is_free(before.start(), start):
        start = before.start()
    after = (_SMALL_INITIALS_AFTER if small else _INITIALS_AFTER).match(text.text, end)
    if after and taken.is_free(end, after.end()):
        end = after.end()
    return start, end


def _is_accepted(score: Score | None) -> bool:
    return score is not None and score.is_accepted
