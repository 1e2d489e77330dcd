"""Institutions, told word by word: a kind with a number, a place, a name or quotation marks beside it.

`Центр семейной медицины № 4`, `он алтынчы колониядан`, `ноокат райондук ооруканасы`, "teahouse Arzuu": the patterns of
`organisations` cannot know which words are places, nor how a kind bends in three languages and two scripts. What both
find is put together, as the kinds of one phrase are: `Сузак РИИБинин убактылуу кармоочу жайында`.
"""

from collections.abc import Iterator, Sequence

from react_cases.pii import institution_words as told
from react_cases.pii.findings import Finding
from react_cases.pii.firms import find_firms
from react_cases.pii.institution_before import Before
from react_cases.pii.institution_behind import Behind
from react_cases.pii.institution_kinds import NamedBy
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.names import endings
from react_cases.pii.organisations import find_organisations
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES
from react_cases.pii.words import Word

_NOTHING = (0, -9)
"""Where no kind stands that the next one could complete: `ИВС <Ноокатского РОВД>`."""


def find_all_organisations(text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Finding]:
    """What the patterns and this module find, as one finding where they meet, and then each alone.

    A later finding counts only where the characters are free: the parts are there for a whole that is not.
    """
    found = [*find_organisations(text), *find_firms(text, lexicon), *_Reader(text, words, lexicon).found()]
    found.sort(key=lambda finding: (finding.start, -finding.end))
    run: list[Finding] = []
    end = 0
    for finding in found:
        if run and finding.start > end:
            yield from _joined(run, end)
            run, end = [], 0
        run.append(finding)
        end = max(end, finding.end)
    if run:
        yield from _joined(run, end)


def _joined(run: Sequence[Finding], end: int) -> Iterator[Finding]:
    best = max(run, key=lambda finding: finding.confidence)
    if len(run) > 1:
        yield RULES[best.rule].finding(run[0].start, end)
    yield from run


class _Reader(Before, Behind):
    """Reads one text; remembers where the last institution ended."""

    def _is_shop_called(self, index: int, kind: str) -> bool:
        """ "behind the Narodny shop", "the shop Narodny": an unknown word with a capital, and no name of a person."""
        beside = ([index - 1] if self._touch(index - 1) else []) + ([index + 1] if self._touch(index) else [])
        words = [self._words[near] for near in beside if kind == "shop"]
        return any(word.is_capital and not word.begins_sentence and self._is_brand(word) for word in words)

    def _is_brand(self, word: Word) -> bool:
        is_word = self._lexicon.frequency(word.lower, "en") > 0
        return not (is_word or self._lexicon.first_name(word.lower) or endings.is_surname(word.lower))

    def found(self) -> Iterator[Finding]:
        """The institutions in their order; a kind right behind one belongs to it: `РИИБинин … кармоочу жайы`."""
        last: Finding | None = None
        opened = _NOTHING
        for index, word in enumerate(self._words):
            kind = self._kind(word)
            if kind is None:
                continue
            first = self._first_modifier(index)
            said = " ".join(self._lower(near) for near in range(first, index))
            if kind.key in told.SAID_BEHIND:
                said += f" {self._lower(index + 1)}"
            needs = told.ONLY_WITH.get(kind.key)
            is_house = kind.key in {"дом", "dom"} and self._lower(index + 1) in told.HOUSES
            if kind.key in told.CENTRES and self._lower(index - 1) in told.OF_DISTRICT:
                continue  # its chief village: `Ноокат районунун борборунда`
            is_said = is_house or self._is_shop_called(index, kind.key) or (needs is not None and needs.search(said))
            if needs is not None and not (is_said or self._is_quoted_behind(index, kind)):
                continue
            start, code = self._before(index, first, kind)
            end, code_after = self._after(index, kind)
            if (branch := told.BRANCH.match(self._text.lower, end)) is not None:
                end = branch.end()
            if (
                last is not None
                and kind.key not in told.NEEDS_PREPOSITION  # `соцфондуна барды`: went there
                and first
                and last.end <= self._words[index].start
                and self._words[first].start - last.end <= 1
                and self._touch(first - 1)
            ):
                start, code = last.start, code or last.rule
            if not (code or code_after):
                opened = (start, end) if NamedBy.ONLY in kind.by else _NOTHING
                continue
            if start - opened[1] == 1:
                start = opened[0]
            rule = code_after or code
            is_grey = rule == "org.named" or (rule == "org.numbered" and kind.key not in told.LIVED_IN)
            is_state = is_grey and (kind.key in told.POLICE or self._lexicon.is_state_body(word.lower))
            last = RULES["org.state" if is_state else rule].finding(start, end)
            yield last
