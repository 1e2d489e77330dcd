"""Which names are those of officials: police, prison, court, prosecution."""

import re
from collections.abc import Sequence

from react_cases.pii import letters
from react_cases.pii.lexicon import Cue, lexicon
from react_cases.pii.names import endings
from react_cases.pii.names.cues import NAMING, NO_ROLES, SO_CALLED, CueReader
from react_cases.pii.patterns import word_set
from react_cases.pii.words import Word

_BEFORE, _AFTER = 4, 5
_MOST_STRANGERS = 2
"""Words between a post and a name that are neither posts nor say how somebody is called."""
_KYRGYZ_CASE = re.compile(r"(?:[гк][аеоө]|[дт][аеоө]н?|[ндт][ыиуү]н?)$")
_CLERK = "official"
_SOCIAL = ("соц", "медицин", "social", "outreach", "аутрич")
_LINKS_AFTER = word_set("из the a of head chief с со наш местный местного бөлүмдүн criminal from who is an")
_POLICE = word_set("police criminal investigation prosecution")
_RUSSIAN_VERB = re.compile(r"(?:ла|ли|ал|ил|ел|ёл|ул|лся|лась|лись|ает|ует|ит|ят|ют)$")


def are_officers(runs: Sequence[range], words: Sequence[Word], cues: CueReader) -> list[bool]:
    """For every name: a rank or post stands beside it, or beside another mention of its surname."""
    starts = frozenset(run[0] for run in runs)
    beside = [_has_post_before(run, words, cues) or _has_post_after(run, words, cues, starts) for run in runs]
    known = {
        _key(words[index])
        for run, is_officer in zip(runs, beside, strict=True)
        for index in run
        if is_officer and (index == run[-1] or endings.is_surname(words[index].lower))
    }
    return [
        is_officer or any(_key(words[index]) in known for index in run)
        for run, is_officer in zip(runs, beside, strict=True)
    ]


def _key(word: Word) -> str:
    """One key for all forms of a name: Дурбеков, Дурбековым, Дурбековго, Durbekov."""
    return letters.surname_base(word.lower) or lexicon().person_key(word.lower)


def _has_post_before(run: range, words: Sequence[Word], cues: CueReader) -> bool:
    """`капитан Мамбетов`, `сотрудник по имени Талант`, `from the police came …`."""
    strangers = 0
    for place in range(run[0] - 1, max(-1, run[0] - 1 - _BEFORE), -1):
        if words[place + 1].begins_sentence or _ends_phrase(words[place], cues.verbs[place]):
            return False
        if place == run[0] - 1 and cues.comes_from_body(place):
            return True
        cue = cues.cues[place]
        if cue is not None and cue.role not in NO_ROLES:
            before = words[place - 1].lower if place else ""
            return _is_official(cue) and not before.startswith(_SOCIAL) and before not in SO_CALLED
        strangers += words[place].lower not in NAMING
        if strangers > _MOST_STRANGERS:
            return False
    return False


def _has_post_after(run: range, words: Sequence[Word], cues: CueReader, starts: frozenset[int]) -> bool:
    """`Сергей Петрович из угрозыска`, `Асан Касымбеков деген тергөөчү`, `Erkin Isaev, head of the police`.

    A post before another name is that one's: «Чынгыз, капитан Асанов».
    """
    strangers, is_so_called = 0, False
    for place in range(run[-1] + 1, min(len(words), run[-1] + 1 + _AFTER)):
        if words[place].begins_sentence or strangers > 1 or _ends_phrase(words[place], cues.verbs[place]):
            return False
        lower, cue = words[place].lower, cues.cues[place]
        if cue is not None and cue.role not in NO_ROLES:
            is_elsewhere = cue.language == "ky" and not is_so_called and _KYRGYZ_CASE.search(lower)
            return _is_official(cue) and not is_elsewhere and (is_so_called or place + 1 not in starts)
        if lower in _POLICE or (words[place - 1].lower == "из" and cues.is_body(place)):
            return True
        if lower in SO_CALLED:
            strangers, is_so_called = 0, True
        elif lower not in _LINKS_AFTER:
            strangers += 1 if place > run[-1] + 1 else 2
    return False


def _is_official(cue: Cue) -> bool:
    """Police, prison, court, prosecution, and clerks of registries and other offices of the state."""
    return cue.is_officer or cue.role == _CLERK


def _ends_phrase(word: Word, is_verb: bool) -> bool:
    """A verb stands between a post and a name that is not its bearer's: «Охранник спрятал Эргешову»."""
    if word.lower in SO_CALLED or word.lower in NAMING:
        return False
    return is_verb or bool(_RUSSIAN_VERB.search(word.lower))
