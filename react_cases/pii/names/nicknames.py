"""What people put to a first name to tell who is meant: `Лёха Немец`, `узун Бакыт`, `Sara the Pepper`."""

import re
from collections.abc import Sequence
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.languages import Language, is_function_word
from react_cases.pii.lexicon import lexicon
from react_cases.pii.patterns import word_set
from react_cases.pii.words import Word

_BEFORE = word_set(
    "baba deda old young big small little long fat skinny tall tiny black red blind lame crazy mad bald deaf"
    " узун чоң кичине сары кара аксак чолок семиз арык тентек сокур кызыл таз тунук көк дөө катта кичик пучук"
)
_AFTER = re.compile(
    r"(?:рыж|кос|лыс|длинн|толст|ч[её]рн|хром|мал|сед|беззуб|крив|бел|шустр|нем|глух|горбат|одноглаз|слеп|бешен|стар"
    r"|худ|больш|мелк|молод|мален|высок|тих|весел|добр|дик|пьян|золот|сладк|красив|умн|вольн|деревенск|городск|московск|ошск)(?:ьк)?(?:ый|ой|ий|ая|ого|его|ому|ему|ым|им|ую)"
)
_OF_TOWN = re.compile("[а-яё]{2,}(?:ск|цк)(?:ий|ая|ой|ую|ого|ому|им)")
_SHORTEST = 3
_USUAL = 2
_LANGUAGE = re.compile("'s$|ча$")
"""`кыргызча` is how one speaks."""
_NICKNAME = word_set(
    "кличка кличку кличкой кличке прозвище прозвищу прозвищем погоняло погонялу погонялом кликуха кликухе ник никнейм"
    " псевдоним псевдонимом позывной лакабы лакап кличкасы погонялосу nickname nick alias nicknamed klichka"
    " klichkoi prozvishche"
)
"""Behind these words stands how somebody is called, with few words between."""
_BETWEEN = word_set("у него неё нее его её ее был была тут там is was the меня этого просто has on of")
_CALL = word_set("зовут звали зовите зови называют называли кличут кличат прозвали обзывают zovut klichut")
_WHOM = word_set("его её ее меня себя их ево просто ego ee eyo prosto")
_CALLERS = word_set(
    "все девочки девушки девчонки ребята мальчики соседи друзья подруги клиенты там на улице коротко ласково народ"
    " наши vse"
)
_EVERYBODY = word_set(
    "people everybody everyone friends mates girls they others colleagues guys boys all clients neighbours"
    " neighbors we to"
    " locals inmates"
)
_CALLS = word_set("call calls")
_HIM = word_set("him her me them just simply the")
_PRONOUN = word_set("him her me them")
_KYRGYZ_WHOM = word_set("аны мени өзүн өзүмдү баары досторум достору кыздар эл элдер шериги балдар any meni baary")
_KYRGYZ_CALL = re.compile(r"(?:чакыр|ата(?:йт|ш|п)|тааныш|кой(?:ушкан|ушат|гон)|chakyr|atash|atait)")
_SO_SAY = word_set("дешет дешчү дейбиз деп dep deshet")
_NO_NICKNAME = re.compile(
    r"(?:нарк|спид|вич|пид|педик|гей|голуб|лесб|шлюх|прост|шалав|сук|бомж|зек|вор|мусор|животн|собак|твар|дур|псих"
    r"|туп|больн|зараз"
    r"|чмо|жезөк|көгүл|маньяк|инфиц|преступ|террор|ит$|чочко|жаман|жинди|имен|фамил|помощ|скор|домо|врач|как|то$"
    r"|так|это|по$|на$"
    r"|junk|fag|whore|slut|bitch|dirty|criminal|liar|pig|thing|it$|gay|tranny|hiv|aids|sick|infect|names?$|back"
    r"|again|every|often"
    r"|always|today|tomorrow|later|twice|once|police|ambul|taxi|doctor|help|when|from|after|for|to$|in$|on$|at$|and"
    r"|or$|when|if$"
    r"|call|addict|thief|prosti|disgust|crazy|private|unknown|secret|what|that|this|by|with|daily|now|first)"
)
"""Insults, and what follows «call» otherwise: "called back", «зовут на помощь»."""
_BEHIND = re.compile(
    r" the [A-Z][a-z]{2,20}\b| \"(?!(?:The|I|He|She|We|You|Это|Я|Он|Она|Мы|Ты|Вы|Не|Мен|Сен|Ал|Биз)\b)"
    r"[A-ZА-ЯЁҢӨҮ][\w-]{2,14}\"(?: [A-ZА-ЯЁҢӨҮ]\.)?(?!\w)"
)


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    sections = data_files.sections("never_names.txt")
    return frozenset(
        letters.folded(word) for section, words in sections.items() if section.startswith("peoples") for word in words
    )


def is_people(lower: str) -> bool:
    """A word for who is of a people: `немец`, `казашку`, `дунган`, `uzbek`."""
    if _LANGUAGE.search(lower):
        return False
    stems = (*letters.russian_stems(lower), *letters.kyrgyz_stems(lower)) if letters.is_cyrillic(lower) else ()
    return any(stem in _peoples() for stem in (*stems, letters.folded(lower)))


def is_nickname_beside(lower: str, direction: int) -> bool:
    """A word that stands behind (1) or in front of (-1) a first name as part of how somebody is called."""
    if is_people(lower):
        return True
    return _AFTER.fullmatch(lower) is not None if direction == 1 else lower in _BEFORE


def is_of_town(lower: str) -> bool:
    """`Казанская`, `Ошского`: behind a first name, with a capital, where somebody comes from, or a surname."""
    return _OF_TOWN.fullmatch(lower) is not None


def is_nicknamed(words: Sequence[Word], index: int) -> bool:
    """Whether the words around say that somebody is called so, whatever the word means: `зовут его Бульдог`.

    A word behind «call» counts where it can be a noun in the nominative: insults and adverbs do not.
    """
    word = words[index]
    if len(word.text) < _SHORTEST or _NO_NICKNAME.match(word.lower) or is_function_word(word.lower, *Language):
        return False
    after = [near.lower for near in _until_sentence(words[index + 1 : index + 3])]
    if after and after[0] in _NICKNAME and words[index + 1].start - word.end > 1:
        return word.is_capital
    if word.begins_sentence:
        return False
    before = []
    for place in range(index - 1, max(-1, index - 5), -1):
        before.append(words[place].lower)
        if words[place].begins_sentence:
            break
    is_called = (
        _is_after_nickname(before)
        or _is_called_in_russian(before)
        or _is_called_in_english(before)
        or _is_called_in_kyrgyz(before, after, is_likely=_is_no_kyrgyz_word(word))
    )
    return is_called and _may_be_noun(word.lower)


def _until_sentence(words: Sequence[Word]) -> Sequence[Word]:
    end = next((place for place, word in enumerate(words) if word.begins_sentence), len(words))
    return words[:end]


def _may_be_noun(lower: str) -> bool:
    if not letters.is_cyrillic(lower):
        return lexicon().cue(lower) is None and not lexicon().is_person_verb(lower)
    known = lexicon()
    return known.cue(lower) is None and (not known.is_russian_word(lower) or "nomn" in known.russian_cases(lower))


def _is_after_nickname(before: Sequence[str]) -> bool:
    said = next((lower for lower in before[:4] if lower not in _BETWEEN), "")
    return said in _NICKNAME


def _is_called_in_russian(before: Sequence[str]) -> bool:
    """«девочки зовут его Бульдог», «зовите просто Бабочка», «её все зовут Лиса»."""
    said = next((place for place, lower in enumerate(before) if lower not in _WHOM | _CALLERS), len(before))
    if said == len(before) or before[said] not in _CALL:
        return False
    return any(lower in _WHOM for lower in (*before[:said], *before[said + 1 : said + 3]))


def _is_called_in_english(before: Sequence[str]) -> bool:
    """ "Her mates call her Swallow", "a guard people call Shrek", "one is called the Tailor"."""
    said = next((place for place, lower in enumerate(before) if lower not in _HIM), len(before))
    if before[said : said + 1] == ["called"]:
        return before[said + 1 : said + 2] == ["is"] and before[said + 2 : said + 3] in (
            ["one"],
            ["he"],
            ["she"],
            ["who"],
        )
    is_called = said + 1 < len(before) and before[said] in _CALLS and before[said + 1] in _EVERYBODY
    has_object = not _PRONOUN.isdisjoint(before[:said])
    return is_called and (has_object or (said == 0 and len(before) > said + 2))


def _is_called_in_kyrgyz(before: Sequence[str], after: Sequence[str], *, is_likely: bool) -> bool:
    """«баары Кыздар дешет», «аны шериги Мака деп чакырып жатты»."""
    if not after or after[0] not in _SO_SAY or not any(lower in _KYRGYZ_WHOM for lower in before[:2]):
        return False
    if after[0] not in {"деп", "dep"}:
        return is_likely
    return is_likely and len(after) > 1 and _KYRGYZ_CALL.match(after[1]) is not None


def _is_no_kyrgyz_word(word: Word) -> bool:
    """Written as a name, or a word that Kyrgyz hardly has: «оорулуу деп чакырышат» says what people think."""
    return word.is_capital or lexicon().frequency(word.lower, "ky") < _USUAL


def end_with_nickname(text: str, end: int) -> int:
    """The end of a name, or of the nickname behind it: `Sara the Pepper`, `Nazgul "Nana" T.`."""
    match = _BEHIND.match(text, end)
    return match.end() if match else end
