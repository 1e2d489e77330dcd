"""Which mentions of a text are one person: Асель, Асели, «Маматова А.» and Asel are, two brothers are not. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import OFFICER_ROLES, Sex, lexicon
from react_cases.pii.name_words import EITHER, NameWord, Part, Sexes, name_words
from react_cases.pii.russian_names import RussianCase
from react_cases.pii.sentences import Language, language_at
from react_cases.pii.surroundings import NO_ROLES, Announced, announced, sex_around


@dataclass(frozen=True)
class Mention:
    """One PERSON finding with what its words and its surroundings say."""

    finding: Finding
    words: tuple[NameWord, ...]
    language: Language
    cue: Announced | None
    sexes: Sexes

    @property
    def role(self) -> str | None:
        """The role that stands beside the name; «эже» is none."""
        if self.cue is not None and self.cue.role not in NO_ROLES:
            return self.cue.role
        return None

    @property
    def is_officer(self) -> bool:
        """Named with a rank or post, directly beside it."""
        return self.role in OFFICER_ROLES

    def words_of(self, *parts: Part) -> list[NameWord]:
        """The words that are one of these parts of the name."""
        return [word for word in self.words if word.part in parts]

    @property
    def fullness(self) -> int:
        """How much of a full name is there; fuller mentions are grouped first."""
        parts = {word.part for word in self.words}
        weights = {Part.FIRST: 4, Part.SURNAME: 4, Part.OTHER: 3, Part.PATRONYMIC: 2, Part.FATHER: 2, Part.INITIAL: 1}
        return sum(weight for part, weight in weights.items() if part in parts)


@dataclass(eq=False)
class Person:
    """Mentions that are one person."""

    mentions: list[Mention] = field(default_factory=list)
    is_shared: bool = False
    """Made of mentions that could be either of two people."""
    sexes: Sexes = EITHER
    """What all mentions allow."""
    different: dict[object, Mention] = field(default_factory=dict)
    """One of all mentions that say the same in the same form: a text may have a name a thousand times."""

    def add(self, mention: Mention) -> None:
        """One more mention."""
        self.mentions.append(mention)
        self.sexes = (self.sexes & mention.sexes) or self.sexes
        said = (tuple(word.lower for word in mention.words), mention.language, mention.role, mention.is_officer)
        self.different.setdefault(said, mention)


def mention_of(text: str, finding: Finding, sex: Sex | None = None) -> Mention:
    """A mention with its words read in the language of its sentence; `sex` is what other mentions say of the person."""
    language = language_at(text, finding.start, finding.end)
    words = name_words(text, finding, language)
    if sex is not None:
        words = tuple(word.of(sex) for word in words)
    cue = announced(text, words, language) if words else None
    sexes = EITHER
    for word in words:
        if word.part is not Part.INITIAL:
            sexes = (sexes & word.sexes) or sexes
    if len(sexes) > 1 and language is Language.RU:
        sexes = frozenset(sex for sex in sexes if _declined_alike(words, sex)) or sexes
    if len(sexes) > 1:
        beside = (cue.sex if cue else None) or sex_around(text, finding.start, finding.end)
        sexes = frozenset({beside}) if beside else _sexes_agreeing(text, words, cue, sexes)
    return Mention(finding, words, language, cue, sexes)


def _declined_alike(words: Sequence[NameWord], sex: Sex) -> bool:
    """Whether all words can stand in one case: of a man it would be «Жылдыз Токоев» or «Жылдыза Токоева»."""
    cases = frozenset(RussianCase)
    for word in words:
        if word.part is not Part.LINK:
            cases &= word.cases(sex)
    return bool(cases)


def _sexes_agreeing(text: str, words: Sequence[NameWord], cue: Announced | None, sexes: Sexes) -> Sexes:
    """«Врач Бейшеналиева» is a woman: of a man the same form would be the genitive, which does not go with «врач»."""
    if cue is None or not words or cue.start > words[0].start:
        return sexes
    cases = lexicon().russian_cases(text[cue.start : cue.end].split("-")[0])
    agreeing = frozenset(sex for sex in sexes if all(cases & word.cases(sex) for word in words))
    return (agreeing or sexes) if cases else sexes


def people(text: str, findings: Iterable[Finding]) -> list[Person]:
    """The people of PERSON findings, in order of their first mention."""
    findings = tuple(findings)
    mentions = [mention_of(text, finding) for finding in findings]
    sexes = _sexes_by_key(mentions)
    if sexes:
        mentions = [_again(text, mention, sexes) for mention in mentions]
    found: list[Person] = []
    by_word: dict[str, list[Person]] = {}
    for mention in sorted(mentions, key=lambda one: (-one.fullness, one.finding.start)):
        spellings = {spelling for word in mention.words for spelling in (*word.skeletons, word.lower)}
        near = {id(person): person for spelling in spellings for person in by_word.get(spelling, ())}
        fitting = [person for person in near.values() if _belongs(mention, person)]
        shared = [person for person in fitting if person.is_shared]
        if len(fitting) == 1 or shared:
            person = (shared or fitting)[0]
        else:
            person = Person(is_shared=len(fitting) > 1)
            found.append(person)
        person.add(mention)
        for spelling in spellings:
            if person not in by_word.setdefault(spelling, []):
                by_word[spelling].append(person)
    for person in found:
        person.mentions.sort(key=lambda one: one.finding.start)
    return sorted(found, key=lambda person: person.mentions[0].finding.start)


def _sexes_by_key(mentions: Iterable[Mention]) -> dict[str, Sex]:
    """The sex of first names that one form at least gives away: «Эмилем» is of Эмиль, whatever «Эмиля» is."""
    found: dict[str, set[Sex]] = {}
    for mention in mentions:
        for word in mention.words_of(Part.FIRST, Part.OTHER):
            if len(word.sexes) == 1:
                found.setdefault(word.key, set()).update(word.sexes)
    return {key: next(iter(sexes)) for key, sexes in found.items() if len(sexes) == 1}


def _again(text: str, mention: Mention, sexes: Mapping[str, Sex]) -> Mention:
    unsure = [word for word in mention.words_of(Part.FIRST, Part.OTHER) if len(word.sexes) > 1 and word.key in sexes]
    return mention_of(text, mention.finding, sexes[unsure[0].key]) if unsure else mention


def _belongs(mention: Mention, person: Person) -> bool:
    if not mention.sexes & person.sexes:
        return False
    others = person.different.values()
    return not any(_contradict(mention, other) for other in others) and any(
        _share_a_word(mention, other) for other in others
    )


def _contradict(one: Mention, other: Mention) -> bool:
    """Different first names, surnames, fathers or initials, or an officer here and somebody's brother there."""
    if (one.is_officer and other.role and not other.is_officer) or (
        other.is_officer and one.role and not one.is_officer
    ):
        return True
    for part in (Part.FIRST, Part.SURNAME, Part.PATRONYMIC, Part.FATHER):
        ours, theirs = one.words_of(part), other.words_of(part)
        if ours and theirs and not any(_same(a, b) for a in ours for b in theirs):
            return True
    return _initials_contradict(one, other) or _initials_contradict(other, one)


def _initials_contradict(with_initials: Mention, other: Mention) -> bool:
    initials = with_initials.words_of(Part.INITIAL)
    if not initials:
        return False
    spelt = Part.SURNAME if with_initials.words_of(Part.FIRST) else Part.FIRST
    names = other.words_of(spelt)
    first = _first_letters(initials[:1])
    if names:
        return not first & _first_letters(names)
    theirs = other.words_of(Part.INITIAL)
    return bool(theirs) and not first & _first_letters(theirs[:1])


def _first_letters(words: Sequence[NameWord]) -> frozenset[str]:
    return frozenset(skeleton[0] for word in words for skeleton in word.skeletons if skeleton)


def _share_a_word(one: Mention, other: Mention) -> bool:
    names = (Part.FIRST, Part.SURNAME, Part.OTHER)
    pairs = [(a, b) for a in one.words_of(*names) for b in other.words_of(*names)]
    if any(_same(a, b) and (a.part == b.part or Part.OTHER in (a.part, b.part)) for a, b in pairs):
        return True
    fathers = (Part.PATRONYMIC,)
    alone = not one.words_of(Part.SURNAME) or not other.words_of(Part.SURNAME)
    return alone and any(_same(a, b) for a in one.words_of(*fathers) for b in other.words_of(*fathers))


def _same(one: NameWord, other: NameWord) -> bool:
    """Whether both can be forms of one name of one sex."""
    if not one.skeletons & other.skeletons:
        return one.lower == other.lower
    return bool(one.sexes & other.sexes)


def known_sex(person: Person) -> Sex | None:
    """The sex of a person, if the names or the words around them tell it."""
    if len(person.sexes) == 1:
        return next(iter(person.sexes))
    bases = [
        base for mention in person.mentions for word in mention.words_of(Part.FIRST, Part.OTHER) for base in word.bases
    ]
    for sex, ends in _TELLING_ENDS.items():
        if any(base.endswith(ends) for base in bases):
            return sex
    return Sex.FEMALE if any(base.startswith(("гүл", "гул", "gul")) for base in bases) else None


_TELLING_ENDS = {
    Sex.MALE: ("бек", "бай", "бой", "дин", "улан", "bek", "bai", "bay", "beck", "din", "ulan"),
    Sex.FEMALE: ("гүл", "гуль", "гул", "бүбү", "бубу", "айым", "бийке", "gul", "bubu", "aiym", "ayim"),
}
"""Parts of Kyrgyz names that only one sex has."""


def is_officer(person: Person) -> bool:
    """Whether a rank stands beside a mention, or the scan saw one near most of them and nothing says otherwise."""
    if any(mention.is_officer for mention in person.mentions):
        return True
    seen = [mention for mention in person.mentions if mention.finding.is_officer]
    return 2 * len(seen) > len(person.mentions) and not any(mention.role for mention in person.mentions)


def roles(person: Person) -> Iterator[str]:
    """The roles beside all mentions that the person's sex allows; of an officer only those that officers have."""
    found = [mention.role for mention in person.mentions if mention.role and _may_be(person, mention)]
    officer = [role for role in found if role in OFFICER_ROLES]
    yield from officer or found


def _may_be(person: Person, mention: Mention) -> bool:
    """«Мать Илима» says nothing of Илим once another mention has shown that he is a man."""
    sex = mention.cue.sex if mention.cue is not None else None
    return sex is None or sex in person.sexes
