"""What the words around a word say: rank, kinship and role before it, words of respect after it, verbs of people."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from react_cases.pii import letters
from react_cases.pii.languages import Language
from react_cases.pii.lexicon import Cue, Lexicon, lexicon
from react_cases.pii.names import deeds
from react_cases.pii.names.latin import cyrillic_readings
from react_cases.pii.patterns import word_set
from react_cases.pii.spoken import NUMERALS
from react_cases.pii.words import Word

_REACH = 3
"""Words between a cue and the name, such as «участковый <уполномоченный по имени> Талант»."""

_CALLED = word_set(
    "зовут звать звали называл называли называют назвали кличут зовёт имени фамилии имя фамилия некий некая"
    " некто прозвищу кличке кличка представился представилась"
    " аты ысымы аты-жөнү атым named called name mr mrs ms dr madam zovut zvali imya gr гр г-н г-жа господин госпожа"
    " гражданин называть именем паспорту документам паспортто погоняло погоняла прозвище псевдоним никнейм"
    " гражданка гражданину гражданке гражданина гражданки тов товарищ surname nickname nicknamed"
)
_TITLES = word_set("mr mrs ms miss madam sir г-н г-на г-ну г-жа г-жи г-же г-жу")
NAMING = _CALLED | word_set("назвался назвалась как as himself herself introduced по деп зовутся представили")
"""Between a post and a name they do not part the two: «милиционер назвался как Тимур Аскаров»."""
_ROLES = word_set(
    "intern volunteer trainee activist peer consultant colleague manager accountant cook guard волонтёр волонтер"
    " стажёр"
    " стажер стажёрка стажерка активист активистка консультант равный коллега бухгалтер менеджер волонтёрка ыктыярчы"
)
"""Roles that are in no list of cues because no word is put in their place."""
_RESPECT = re.compile(
    r"(?:эже|байке|ажы|апа|аке|ава|мырза|айым|карыя|абышка|байбиче|ата|акә|ака|опа|eje|ezhe|baike|bayke|aje|azhy|apa|ata|aka|opa|mirza|aiym|ajy)"
    r"(?:м|си|сы|быз|биз|нин|нын|ге|га|ни|ны|ден|дан|де|да|ке|'s)?$"
)
IN = word_set("в во in v vo into near")
"""After these words a place stands far more often than a person."""
_POSSESSED = re.compile(r"(?:с[иыуү]|м|б[иыуү]з)$")
"""«байкеси Бакыт» is his brother Bakyt; «Бакыт байке» is how one speaks to him."""
_MINE = re.compile(r"[аяоөеэиыуү]м$")
_KIN_ROLES = frozenset({"mother", "father", "brother", "sister", "son", "daughter", "husband", "wife", "relative"})
_FROM = ("дан", "ден", "дон", "дөн", "тан", "тен")
_COPULAS = word_set("is was это был была были be")
_PERSONS = word_set(
    "жигит кыз бала киши аял эркек адам келин парень парня парню девушка девушку девушке девочка девочку мальчик"
    " мальчика"
    " мальчику мужчина мужчину женщина женщину женщине старик подросток man woman girl boy guy teenager widow"
)
_SHORTEST_OWNER = 4
"""«Сын» is no genitive."""
_SOME = word_set("какой-то какая-то какому-то какого-то какой-нибудь")
_WHICH = word_set("какой какая какого какому")
_MYSELF = word_set("я мен i'm im ya men")
_SPOKEN_TO = word_set(
    "hello hi hey dear привет здравствуйте здравствуй салам саламатсызбы дорогая дорогой спасибо рахмат salam privet"
    " бири экинчиси үчүнчүсү башкасы один второй третий одна вторая biri ekinchisi thanks"
)
_PREDICATE = re.compile(
    r"[а-яё]{2,14}(?:ет|ёт|ит|ется|ится|ал|ил|ел|ала|ила|ела|ялся|ался|илась|алась)"
    r"|жив|жива|мёртв|болен|больна|беременна|согласен|согласна|против|боится|был|была|умер|умерла|дома"
)
_NOT_YET = word_set("не тоже снова опять")
_OF_SOMEBODY = re.compile(r"[мнрзс](?:ын|ин|ун|үн)$|[дтн](?:ын|ин|ун|үн)$")
"""A Kyrgyz genitive: after «уулумдун» comes what the son has, not his name."""
_GENITIVE = re.compile(r"[ндт][ыиуү]н$")
_KIN = re.compile(
    r"(?:ата|эне|апа|ага|эже|байке|ини|сиңди|карындаш|бала|уул|кыз|аял|күйөө|жубай|келин|чоң|тай|таята|кошуна|коңшу|дос)"
    r"(?:с?[ыиуү])?[а-яөүң]{0,4}|(?:паспорт|телефон|сумка|документ|диагноз|статус|анализ|кийим)[а-яөүң]{1,5}"
)
"""Kin, and what a person has about them: «Тынчтыктын паспортун»."""
SO_CALLED = word_set("аттуу деген деган degan дегани дегендер дегенге дегенден дегенди ысымдуу attuu degen")
_BY_WORDS_OF = word_set("айтымында айтуусунда айтуусу сөзү сөзүнө айтканына")
"""«Азаматтын айтымында»: by what he says."""
_TWO_FIGURES = 4
"""Characters between two words with a number of two figures between them."""
_KNOWN = word_set("known him her them")
_GOES = word_set("goes went go")
"""«Known as», «everyone knows her as», «goes by»."""
_AS = word_set("как as")
_CALL = word_set("call calls кличут зовёт зовет именуют")
"""«Маха, как его зовут клиенты», "Botya, as everybody calls him"."""
_CALL_SO = re.compile(r"(?:аташ|атай|атап|аталг|чакыр|коюшкан|коюшат|тааныш)")
"""«Чоң Мирбек деп аташат»; «деп айтты» is what somebody said."""
_LINKS = word_set(
    "по его её ее их мой моя моего моей моему наш наша нашей нашего своего своей своему мою свою нашу с и у к от"
    " из же тоже"
    " это был была is was are his her my our their of he she им им. по-имени отдела милиции полиции розыска"
    " уголовного"
    " старший старшего младший районного местный местного бывший бывшая бывшего бывшей родной родная родного"
    " старшая младшая"
    " 1 2 двоюродный двоюродная former old younger older elder duty senior local district police эки бир менин"
    " биздин анын"
    " менен аны"
)

_SHORTEST_POST = 6
NO_ROLES = frozenset({"address", "called"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The cues around one word."""

    before: Cue | None = None
    """A rank, kinship or role before it."""
    distance: int = 0
    """1 when that cue is the word before, more when links stand between; 0 without a cue."""
    is_called: bool = False
    """After зовут, по имени, аты, named, гражданин, or before аттуу, деген."""
    has_respect: bool = False
    """Before эже, байке, ажы."""
    has_verb: bool = False
    """Beside a verb whose subject is a person."""
    after: Cue | None = None
    """A role that follows as «X, сотрудник …» or «X деген тергөөчү»."""
    is_person: bool = False
    """After a word for any person: парень, жигит, woman."""
    is_counted: bool = False
    """After a numeral: «кырк айдан бери» is forty months, not Aidan."""
    owns_kin: bool = False
    """A Kyrgyz genitive before a word for kin: «Кайраттын ата-энеси»."""
    is_role: bool = False
    """After a role such as volunteer or intern."""
    is_after_in: bool = False
    """After «в» or "in", where places stand far more often than people."""
    is_repeated: bool = False
    """The same form stands elsewhere in the text, too."""
    begins_sentence: bool = False
    """The first word of a sentence, where its subject stands most often."""
    is_pointed_at: bool = False
    """Spoken to, or told by name as oneself or one of several."""

    is_some: bool = False
    """After «какой-то»."""
    is_titled: bool = False
    """Right after "Mr", «г-жа»."""
    has_predicate: bool = False
    """In front of what looks like a Russian verb of one person, or "alive", "ill"; of a Kyrgyz deed, in any place."""

    @property
    def is_introduced(self) -> bool:
        """A word before it says that a person follows, or one behind it how that person is spoken to."""
        return bool(self.before or self.is_called or self.has_respect or self.is_person or self.is_role)

    @property
    def is_bare(self) -> bool:
        """No word around says that a person is meant."""
        return not (self.is_introduced or self.after)


class CueReader:
    """Reads the words around each word; every word is looked up once."""

    def __init__(self, words: Sequence[Word], languages: Sequence[Language], lexicon: Lexicon) -> None:
        self._words = words
        self._languages = languages
        self._lexicon = lexicon
        looked_up: dict[str, tuple[Cue | None, bool]] = {}
        for word, language in zip(words, languages, strict=True):
            if word.lower not in looked_up:
                cue = lexicon.cue(word.lower)
                if cue is None and not (language.is_cyrillic or language is Language.ENGLISH):
                    cue = _transliterated_cue(word.lower, language, lexicon)
                looked_up[word.lower] = cue, lexicon.is_person_verb(word.lower)
        self.cues = [looked_up[word.lower][0] for word in words]
        self.verbs = [looked_up[word.lower][1] for word in words]
        self._counts = Counter(word.lower for word in words)

    def around(self, index: int) -> Surroundings:
        """The surroundings of the word at an index, within its sentence."""
        before, distance, is_called = self._before(index)
        has_respect, after = self._after(index)
        if self._is_so_called(index) or self._is_so_old(index):
            is_called, has_respect = True, False
        word = self._words[index]
        return Surroundings(
            before,
            distance,
            is_called,
            has_respect,
            self._has_verb(index),
            after,
            is_person=index > 0 and not word.begins_sentence and self._announces_person(index - 1),
            is_counted=index > 0 and not word.begins_sentence and self._words[index - 1].lower in NUMERALS,
            owns_kin=self._owns_kin(index),
            is_role=index > 0 and not word.begins_sentence and self._words[index - 1].lower in _ROLES,
            is_after_in=index > 0 and not word.begins_sentence and self._words[index - 1].lower in IN,
            is_repeated=self._counts[word.lower] > 1,
            begins_sentence=word.begins_sentence,
            is_pointed_at=self._is_pointed_at(index),
            is_titled=index > 0 and not word.begins_sentence and self._words[index - 1].lower in _TITLES,
            has_predicate=self._has_predicate(index),
            is_some=index > 0 and not word.begins_sentence and self._is_some(index - 1),
        )

    def _before(self, index: int) -> tuple[Cue | None, int, bool]:
        is_called, step = False, 0
        for place in range(index - 1, max(-1, index - _REACH - 2), -1):
            if self._words[place + 1].begins_sentence:
                break
            step += self._words[place].lower not in _COPULAS
            lower = self._words[place].lower
            cue = self.cues[place]
            is_known_as = lower == "as" and place > 0 and self._words[place - 1].lower in _KNOWN
            is_known_as = is_known_as or (lower == "by" and place > 0 and self._words[place - 1].lower in _GOES)
            if is_known_as or lower in _CALLED or (cue is not None and cue.role == "called"):
                is_called = True
            elif cue is not None:
                is_address = cue.role == "address" and not _POSSESSED.search(lower)
                if is_address or (len(lower) >= _SHORTEST_OWNER and _OF_SOMEBODY.search(lower)):
                    break
                return cue, max(step, 1), is_called
            elif lower not in _LINKS:
                break
        return None, 0, is_called

    def _is_some(self, place: int) -> bool:
        """«какой-то Марлис», also as it is dictated: «какой то»."""
        lower = self._words[place].lower
        return lower in _SOME or (lower == "то" and place > 0 and self._words[place - 1].lower in _WHICH)

    def _is_pointed_at(self, index: int) -> bool:
        """«я Чинара», "hello Stella", «бири Чоро»: somebody is spoken to, or one of several is told by name."""
        word = self._words[index]
        if word.begins_sentence or not index:
            return False
        before = self._words[index - 1]
        if before.lower in _SPOKEN_TO:
            return True
        is_last = index + 1 == len(self._words) or self._words[index + 1].start - word.end > 1
        is_myself = before.lower in _MYSELF or (
            before.lower == "am" and index > 1 and self._words[index - 2].lower == "i"
        )
        return is_myself and is_last

    def _after(self, index: int) -> tuple[bool, Cue | None]:
        has_respect = False
        for place in range(index + 1, min(index + 3, len(self._words))):
            word = self._words[place]
            if word.begins_sentence:
                break
            cue = self.cues[place]
            is_address = cue is not None and (cue.role == "address" or _is_own_kin(cue, word.lower))
            if place == index + 1 and (is_address or _RESPECT.match(word.lower) or word.lower in SO_CALLED):
                has_respect = True
            elif cue is not None and cue.role not in NO_ROLES and (place == index + 1 or has_respect):
                return has_respect, cue
            else:
                break
        return has_respect, None

    def _is_so_called(self, index: int) -> bool:
        """Before аттуу, деген, ысымдуу, which say the same as "called" before a name."""
        behind = []
        for word in self._words[index + 1 : index + 5]:
            if word.begins_sentence:
                break
            behind.append(word.lower)
        if not behind:
            return False
        if behind[0] in SO_CALLED:
            return True
        if behind[0] in _BY_WORDS_OF:
            return _GENITIVE.search(self._words[index].lower) is not None
        if behind[0] == "деп":
            return len(behind) > 1 and _CALL_SO.match(behind[1]) is not None
        return behind[0] in _AS and any(lower in _CALLED or lower in _CALL for lower in behind[1:])

    def _owns_kin(self, index: int) -> bool:
        following = index + 1
        if following >= len(self._words) or self._words[following].begins_sentence:
            return False
        if not _GENITIVE.search(self._words[index].lower):
            return False
        parts = self._words[following].lower.split("-")
        return all(_KIN.fullmatch(part) for part in parts)

    def _announces_person(self, index: int) -> bool:
        return self._words[index].lower in _PERSONS or self.comes_from_body(index)

    def is_body(self, index: int) -> bool:
        """A unit of police or another body of the state."""
        return self._lexicon.is_body(self._words[index].lower)

    def comes_from_body(self, index: int) -> bool:
        """Where an official comes from, in Kyrgyz: «милициядан Тологон келип»."""
        lower = self._words[index].lower
        return lower.endswith(_FROM) and self._lexicon.is_body(lower)

    def _has_predicate(self, index: int) -> bool:
        following = index + 1
        if following >= len(self._words) or self._words[following].begins_sentence:
            return False
        if self._languages[index] is Language.KYRGYZ:
            return self._words[index].begins_sentence and deeds.is_done_by(self._words, index)
        if self._languages[index] is not Language.RUSSIAN:
            return False
        if self._words[following].start - self._words[index].end != 1:
            return False
        if self._words[following].lower in _NOT_YET:
            following = min(following + 1, len(self._words) - 1)
        return _PREDICATE.fullmatch(self._words[following].lower) is not None

    def _is_so_old(self, index: int) -> bool:
        """ "Islam is 41": figures, which are no words, stand behind "is"."""
        said, behind = self._words[index + 1 : index + 2], self._words[index + 2 : index + 3]
        if not (said and behind) or said[0].lower != "is" or self._languages[index] is not Language.ENGLISH:
            return False
        return _TWO_FIGURES <= behind[0].start - said[0].end <= _TWO_FIGURES + 1

    def _has_verb(self, index: int) -> bool:
        if index and self.verbs[index - 1] and not self._words[index].begins_sentence:
            return True
        following = index + 1
        return following < len(self.verbs) and self.verbs[following] and not self._words[following].begins_sentence


def _is_own_kin(cue: Cue, lower: str) -> bool:
    """«Бакыт кайнагам»: with the ending for mine, a kin word behind a name is how one speaks of somebody."""
    return cue.role in _KIN_ROLES and cue.language == "ky" and _MINE.search(lower) is not None


def _transliterated_cue(lower: str, language: Language, lexicon: Lexicon) -> Cue | None:
    """The cue that a Latin word spells: `uchastkovyi`."""
    other = Language.LATIN_KYRGYZ if language is Language.LATIN_RUSSIAN else Language.LATIN_RUSSIAN
    readings = (*cyrillic_readings(lower, language), *cyrillic_readings(lower, other))
    return next((cue for form in readings if (cue := lexicon.cue(form)) is not None), None)


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
