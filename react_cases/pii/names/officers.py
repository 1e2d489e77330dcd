"""Which names are those of officials: police, prison, court, prosecution, offices of the state.

Four things say so, each beside one mention of somebody: a post or rank; a uniform, badge or unit; what only officials
do («принял заявление»); and being one of several whom the text has called police («второй, постарше, его звали …»).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from react_cases.pii import letters
from react_cases.pii.lexicon import Cue, lexicon
from react_cases.pii.names import endings
from react_cases.pii.names.cues import NAMING, NO_ROLES, SO_CALLED, CueReader
from react_cases.pii.patterns import word_set
from react_cases.pii.words import Word

_BEFORE, _AFTER = 4, 5
_MOST_STRANGERS = 2
"""Words between a post and a name that are neither posts nor say how somebody is called."""
_SHORTEST_POST = 6
_REMEMBERED = 30
"""Words back in which police, a court or an office were named, for what says "official" only together with them."""
_KYRGYZ_CASE = re.compile(r"(?:[гк][аеоө]|[дт][аеоө]н?|[ндт][ыиуү]н?)$")
_OF_MYSELF = re.compile(r"(?:м[ыиуү]н|min|myn)$")
_CLERK = "official"
_SOCIAL = ("соц", "медицин", "social", "outreach", "аутрич")
_LINKS_AFTER = word_set("из the a of head chief с со наш местный местного бөлүмдүн criminal from who is an")
_LINKS_BEFORE = word_set("who on duty was is at the of for in a an some какой-то некий ли бир деген что")
_WHO = word_set("who that который которая")
_POLICE = word_set("police criminal investigation prosecution")
_OF_ANY_HOUSE = re.compile(
    r"(?:директор|секретар|председател|жетекчи|башчы|төрага|катчы|комендант|chairm|chairw|secretary|deputy|registrar)"
)
"""Heads of houses and committees: officials only where police, a court or an office was named before."""
_ON_DUTY = re.compile(r"(?:зам|дежур|начальни|кезекчи|chief|commander|специалист|адис)")
"""Officials unless a school, a hospital or a hot line stands beside them."""
_WEAK_BODIES = re.compile(r"(?:бөлүм|отдел|участ|зон|барак|камер|department|station|court|сот|суд)")
"""Bodies that others than the state have too, or where anybody may be."""
_PRIVATE = re.compile(
    r"(?:комитет|класс|мектеп|школ|оорукан|больниц|горяч|лини|кризис|центр|борбор|hospital|school|clinic)"
)
_RUSSIAN_VERB = re.compile(r"(?:ла|ли|ал|ил|ел|ёл|ул|лся|лась|лись|ает|ует|ит|ят|ют)$")
_ONE_OF_THEM = word_set(
    "один первый второй третий другой старший постарше помладше молодой напарник напарника главный главного шеф них"
    " бири биринчиси экинчиси экинчисинин үчүнчүсү башкасы улугу улуусу шериги өнөктөшү бирөө бирөөсү бирөөнүн"
    " them first second third other older younger partner odin vtoroi starshii glavnyi biri ekinchisi sherigi"
)
_BETWEEN_THEM = word_set(
    "из них которого которому все остальные звали называл называли назвали зовут его ево ему аны аты ысымы өзүн имя по"
    " имени чоң показал представился дагы был это of them was is whom the called named addressed as policeman officer"
    " man a an by name his постарше помладше моложе молодой новый рядом с что тот он man's"
)
_BADGE = re.compile(
    r"(?:удостоверени|корочк|жетон|нашивк|погон|бейдж|форм[еуы]$|күбөлүгүн?$|формачан|uniform|badge|погончон|udostoverenie"
    r"|представил(?:ся|ись)$|signed)"
)
_BADGE_REACH = 6
_ARRIVED = word_set(
    "приехал приехала пришёл пришел пришла подъехал прибыл прибыла подсел явился came arrived келди келип priehal"
    " prishel keldi"
)
_CALLED_OUT = re.compile(r"(?:вызва|наряд|милици|полици|чакыр|police|милис|militsi|naryad|розыск|сообщил)")
_ACTS = (
    frozenset({"составил", "составила", "оформил", "оформила", "написал", "жазды", "протокол", "акт"}),
    frozenset({"протокол", "жазды", "акт", "протоколду"}),
)
_TAKES = (
    word_set("принял приняла взял взяла арызды арызын сурак took takes"),
    word_set("заявление жалобу показания алды кабыл statement complaint"),
)
_INVESTIGATES = word_set(
    "расследует допросил допросила допрашивал допрашивала задержал задержала опросил patrols interrogated investigates"
    " arrested"
)
_FROM = word_set("из from of")
_LEADS = word_set("ведёт ведет заменяет")
_NOT = word_set("не ещё еще уже did does has had will was not")
_SERVES = word_set("работает служит иштейт служил works serves служат rabotaet")


def are_officers(runs: Sequence[range], words: Sequence[Word], cues: CueReader, text: str) -> list[bool]:
    """For every name: something beside it, or beside another mention of its surname, tells of an official."""
    reader = _Reader(words, cues, text, runs)
    beside = [reader.is_officer(run) for run in runs]
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


class _Reader:
    """The words of one text around its names."""

    def __init__(self, words: Sequence[Word], cues: CueReader, text: str, runs: Sequence[range]) -> None:
        self._words = words
        self._cues = cues
        self._text = text
        self._starts = frozenset(run[0] for run in runs)
        self._named = frozenset(index for run in runs for index in run)

    def is_officer(self, run: range) -> bool:
        """Whether anything beside this mention says so."""
        return (
            self._has_post_before(run)
            or self._has_post_after(run)
            or self._is_one_of_them(run)
            or self._shows_badge(run)
            or self._acts(run)
            or self._came_when_called(run)
        )

    def _cue(self, place: int) -> Cue | None:
        """The cue of a word, also of one that is misspelt by a letter: «лейтенат»."""
        return self._cues.cues[place] or near_post(self._words[place].lower)

    def _has_post_before(self, run: range) -> bool:
        """`капитан Мамбетов`, `сотрудник по имени Талант`, `from the police came …`."""
        strangers = 0
        for place in range(run[0] - 1, max(-1, run[0] - 2 - _BEFORE), -1):
            if place in self._named or self._words[place + 1].begins_sentence or self._ends_phrase(place):
                return False
            if place == run[0] - 1 and (self._cues.comes_from_body(place) or self._is_from_police(place)):
                return True
            cue = self._cue(place)
            if cue is not None and cue.role not in NO_ROLES:
                before = self._words[place - 1].lower if place else ""
                if cue.role == "judge" and cue.language == "ky" and place < run[0] - 1:
                    return False
                return self._is_official(place, cue) and not before.startswith(_SOCIAL) and before not in SO_CALLED
            lower = self._words[place].lower
            strangers += lower not in NAMING and lower not in _LINKS_BEFORE and not self._is_body(place)
            if strangers > _MOST_STRANGERS:
                return False
        return False

    def _has_post_after(self, run: range) -> bool:
        """`Сергей Петрович из угрозыска`, `Асан Касымбеков деген тергөөчү`, `Erkin Isaev, head of the police`.

        A post before another name is that one's: «Чынгыз, капитан Асанов».
        """
        words = self._words
        strangers, is_so_called = 0, False
        for place in range(run[-1] + 1, min(len(words), run[-1] + 1 + _AFTER)):
            if words[place].begins_sentence or strangers > 1:
                return False
            lower, cue = words[place].lower, self._cue(place)
            if lower in _SERVES and place <= run[-1] + 2:
                return any(self._is_state(near) for near in range(place + 1, min(len(words), place + 4)))
            if self._is_state(place) and place + 1 < len(words) and words[place + 1].lower in _SERVES:
                return True
            if self._ends_phrase(place):
                return False
            if cue is not None and cue.role not in NO_ROLES:
                is_elsewhere = cue.language == "ky" and not is_so_called and _KYRGYZ_CASE.search(lower)
                is_linked = words[place - 1].lower in _FROM or cue.role == "rank"
                is_apposed = is_so_called or is_linked or self._is_apart(run[-1])
                is_own = is_so_called or not (place + 1 in self._starts or self._begins_clause(place))
                is_of_myself = _OF_MYSELF.search(lower) is not None
                return self._is_official(place, cue) and not is_elsewhere and not is_of_myself and is_apposed and is_own
            if lower in _POLICE or (words[place - 1].lower == "из" and self._cues.is_body(place)):
                return True
            if lower in SO_CALLED:
                strangers, is_so_called = 0, True
            elif lower not in _LINKS_AFTER:
                strangers += 1 if place > run[-1] + 1 else 2
        return False

    def _is_one_of_them(self, run: range) -> bool:
        """`второй, постарше, его звали Мурат`, `one of them, Uchkun`: of police whom the text named before."""
        for place in range(run[0] - 1, max(-1, run[0] - 2 - _BEFORE), -1):
            if self._cue(place) is not None and self._words[place].lower not in _BETWEEN_THEM:
                return False
            lower = self._words[place].lower
            if lower in _ONE_OF_THEM:
                return self._has_police_before(place, of_them=True)
            if self._words[place].begins_sentence or lower not in _BETWEEN_THEM:
                return False
        return False

    def _shows_badge(self, run: range) -> bool:
        """`на нашивке было написано K. Duishenov`, `in uniform, gave his name as Almaz`."""
        for place in range(run[0] - 1, max(-1, run[0] - 1 - _BADGE_REACH), -1):
            cue = self._cue(place)
            if place in self._starts or not (cue is None or cue.is_officer or cue.role in NO_ROLES):
                return False
            if _BADGE.match(self._words[place].lower):
                return self._has_police_before(place) or not self._words[place].lower.startswith(("предст", "signed"))
            if self._words[place].begins_sentence:
                return False
        return False

    def _acts(self, run: range) -> bool:
        """`Мунара приняла заявление`, `Салават протокол жазды`, `расследует её Сайкал`."""
        before = (
            [] if self._words[run[0]].begins_sentence else [w.lower for w in self._words[max(0, run[0] - 2) : run[0]]]
        )
        if "расследует" in before:
            return True
        if not _LEADS.isdisjoint(before):
            return self._has_police_before(run[0])
        after = [word.lower for word in self._words[run[-1] + 1 : run[-1] + 4]]
        if after[:1] and after[0] in _INVESTIGATES:
            return True
        pairs = [(one, other) for one, other in pairwise(after) if one != other]
        return any(one in begun and other in done for one, other in pairs for begun, done in (_ACTS, _TAKES))

    def _came_when_called(self, run: range) -> bool:
        """`вызвали наряд, приехал Эрмек`: who comes when the police were called is police, if nothing else is said."""
        beside = []
        if run[0] and not self._words[run[0]].begins_sentence:
            beside.append(run[0] - 1)
        if run[-1] + 1 < len(self._words) and not self._words[run[-1] + 1].begins_sentence:
            beside.append(run[-1] + 1)
        if not any(self._words[place].lower in _ARRIVED for place in beside):
            return False
        before = range(max(0, run[0] - 8), run[0])
        return any(_CALLED_OUT.match(self._words[place].lower) for place in before) and self._has_police_before(run[0])

    def _is_official(self, place: int, cue: Cue) -> bool:
        """Police, prison, court, prosecution, clerks; heads and people on duty only where such an office was named."""
        if not (cue.is_officer or cue.role == _CLERK):
            return False
        lower, near = self._words[place].lower, self._words[max(0, place - 3) : place + 5]
        is_private = any(_PRIVATE.match(word.lower) for word in near)
        if _ON_DUTY.match(lower):
            return not is_private
        return not _OF_ANY_HOUSE.match(lower) or (not is_private and self._has_police_before(place))

    def _has_police_before(self, place: int, *, of_them: bool = False) -> bool:
        """A unit of police, an office of the state or a post in one stands in the words before.

        `of_them`: the people named last are those, not kin or friends of somebody.
        """
        for near in range(place - 1, max(-1, place - 1 - _REMEMBERED), -1):
            lower = self._words[near].lower
            if self._is_state(near) and not _WEAK_BODIES.match(lower):
                return True
            cue = self._cue(near)
            if cue is None or cue.role in NO_ROLES:
                continue
            if cue.is_officer:
                return not _OF_ANY_HOUSE.match(lower)
            if of_them and cue.role != "client":
                return False
        return False

    def _is_from_police(self, place: int) -> bool:
        """`тот, что из милиции, — Улан`."""
        return self._is_state(place) and place > 0 and self._words[place - 1].lower in _FROM

    def _is_body(self, place: int) -> bool:
        return self._cues.is_body(place)

    def _is_state(self, place: int) -> bool:
        return lexicon().is_state_body(self._words[place].lower)

    def _is_apart(self, last: int) -> bool:
        """A comma, dash or bracket stands behind a name: what follows says who that is."""
        return re.match(r"\s*[,(–—:-]", self._text[self._words[last].end : self._words[last].end + 3]) is not None

    def _begins_clause(self, place: int) -> bool:
        """A post is the subject of what follows, not said of the name before: «к Саше, начальник не пустил»."""
        if place + 1 >= len(self._words) or self._words[place + 1].begins_sentence or self._is_apart(place):
            return False
        return self._words[place + 1].lower in _NOT or self._ends_phrase(place + 1)

    def _ends_phrase(self, place: int) -> bool:
        """A verb stands between a post and a name that is not its bearer's: «Охранник спрятал Эргешову»."""
        lower = self._words[place].lower
        if lower in SO_CALLED or lower in NAMING or (place and self._words[place - 1].lower in _WHO):
            return False
        return self._cues.verbs[place] or bool(_RUSSIAN_VERB.search(lower))


def near_post(lower: str) -> Cue | None:
    """The post or rank that a word is one letter away from, if no language knows the word."""
    knowledge = lexicon()
    if len(lower) < _SHORTEST_POST - 1 or any(knowledge.frequency(lower, language) for language in ("ru", "ky", "en")):
        return None
    stems: tuple[str, ...] = (lower,)
    if letters.is_cyrillic(lower):
        stems = tuple(dict.fromkeys((*letters.russian_stems(lower), *letters.kyrgyz_stems(lower))))
    found = (knowledge.near_post(stem) for stem in stems if len(stem) >= _SHORTEST_POST - 1)
    return next((cue for cue in found if cue is not None), None)
