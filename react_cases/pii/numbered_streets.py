"""Streets that only a house shows to be streets: «исанов 44», "Monueva, 8/1", «степная он бирдеги».

A surname before a number may be somebody with an age. So a number alone is enough for streets of data/hand/streets.txt;
another word has to end as names of streets do, and stand before a house that is no age (12/3, 9-30, 12дин) or before
more parts of an address.
"""

import re
from collections.abc import Iterator

from react_cases.pii import landmarks
from react_cases.pii.house_parts import (
    HOUSE_FOLLOWS,
    SPOKEN,
    SPOKEN_EN,
    SPOKEN_FOLLOWS,
    STREET_MAY_END,
    house_end,
    parts_end,
)
from react_cases.pii.lexicon import lexicon
from react_cases.pii.patterns import Later, any_of, word_set
from react_cases.pii.street_names import is_word, looks_like_street, streets

_WORD = r"[^\W\d_][\w'-]{2,24}"
_BEFORE_HOUSE = Later(rf"(?<![\w'-]){_WORD}(?<!-){STREET_MAY_END}")
_AFTER_HOUSE = Later(
    rf"(?<!\w)(?i:house|building|dom|дом\w?|д\.)\s?(?:№\s?|(?i:no\.?|number)\s)?(?:\d{{1,4}}[а-яa-z]?(?:/\d{{1,3}})?|{SPOKEN}|{SPOKEN_EN}),?\s"
    rf"(?:(?i:on|in|at|по|на)\s)?(?P<street>{_WORD})(?![\w'-])"
)
_HYPHENED_PAIR = Later(r"(?<![\w'-])([А-ЯЁ][а-яё]{3,17})-([А-ЯЁ][а-яё]{2,17})(?![\w'-])")
_NUMBER_FIRST = Later(
    rf"(?<!\w)(?:(?<=at\s)(?:2[5-9]|[3-9]\d|\d{{3}})[a-z]?|(?i:number\s|(?:flat|apt\.?|apartment|room|unit)\s\d{{1,4}},\s)\d{{1,4}}[a-z]?),?\s(?:on\s)?(?P<street>{_WORD})(?![\w'-])"
)
_SPOKEN_FIRST = Later(
    rf"(?<!\w)(?:number\s)?(?:{SPOKEN_EN}|(?<=,\s)\d{{1,4}}[a-z]?),?\s(?P<street>[^\W\d_][\w'-]{{2,24}}(?:\s[\w'-]{{3,20}})?)(?!\w)"
)
_ALONE = Later(
    r"(?<!\w)(?:жив(?:у|[её]т|[её]м|ут|ем)|жил[аи]?|снима\w{2,4}|встре[тч]\w{2,9}|задержал\w?|остановил\w?|квартир\w|комнат\w|дом\w?|магазин\w{0,2}"
    r"|аптек\w|школ\w|кафе|стоит|рядом|там|Оше|Бишкеке|Джалал-Абаде|Караколе|кафе|клуб\w?|сауне|баре?|гостиниц\w|рынок|общежити\w|подвал\w?|сквер\w?)\s(?:на|по)\s(?P<street>[А-ЯЁ][а-яё]{4,20}(?:[оеё]ва|ина|ской))(?![\w'-])"
)
_ALONE_LATIN = Later(
    r"(?<!\w)(?:(?:house|flat|room|garage|yard|lives?|living|stays?|stayed|cafe|bar|club|shop|pharmacy|hotel|sauna|kafe|apteka|zhiv[uеe]t?)"
    r"\s(?:on|at|na)|(?:[\w]+\s)?на)\s(?P<street>[A-Za-z][a-z'-]{3,20}(?:aya|[ao]|oi|oy|[eo]v))(?![\w'-])(?!\s\d)"
)
_PREVIOUS = Later(rf"(?<![\w'-])({_WORD})\s$")
_HYPHENED = Later(r"[^\W\d_]{3,12}-[^\W\d_]{3,12}")
_BENT_KY = Later(r"(?:[днт][ыиуү]н|г[ае]|[дт][ае]н?)$")
_NO_AGE = Later(r"\D|\d{3}|0")
_TWO_NUMBERS = Later(r"\d{1,3}-\d{1,4}")
_AGE_ENDS = Later(r"\s?[,.;)]|\s?$")
_AT = Later(any_of("на по адрес\\w{0,2} дареги\\w{0,2} at address от из со? до") + r":?\s$")
_AT_SURELY = Later(any_of("на по na po адрес\\w{0,2} дареги\\w{0,2} at on address") + r":?\s$")
_SOMETHING_ELSE_BEHIND = Later(
    r"[\s-]{1,2}(?i:колони|мектеп|школ|отдел|класс|больниц|гом|курс|отряд|камер|палат|жолу|раз|минут|стать|берене|пункт|january"
    r"|грамм|сутк|саат|апта|жылдык|летн|билет|друг|разн|человек|подруг|сын|доч|брат|сест|эж|байк|дос|муш|аял|эркек)"
)
_STREET_ENDS = Later(
    r"\s?[;:!?()\"\n–—-]|\s?$|[,.](?!\s[^\W\d_a-zа-яё]\w+\s\d)|\s(?i:деген|де[гй]и|жакт|жерде|жанын|алдын|артын|тур[аму]|жаша|үй|кел|бар(?!\w)"
    r"|и|в|во|на|у|к|с|по|где|там|это|она|он|мы|я|они|но|а|за|до|от|дом|возле|около|напротив|рядом|жив[её]т|стоит|пришл|забра|адрес|кв"
    r"|and|or|where|he|she|they|we|i|with|near|by|but|in|at|is|was|the|then|behind|next|opposite|before|after|when|жана|менен|да|де|го|га"
    r"|кафе|магазин|дүкөн)(?!\w)|\s?/\s"
    r"|\s(?:вчера|сегодня|ночью|вечером|утром|дн[её]м|его|е[её]|меня|нас|их|мне|был[аио]?|was|were|had|has|[a-z]{3,9}ed|yesterday|tonight|last)(?!\w)"
    r"|\s(?!дел|сел|числ|тел|мин|кресл)[а-яё]{3,12}(?:ли|ла|ло|[аеиоуя]л|лся|лась|лись|ют)(?!\w)"
    r"|\s[а-яөү]{3,12}[нтд][ыиуү]н\s(?:алд|жан|арт)|\s(?i:жерде|жанын|алдын|артын|тура|туру|жаша|барды|келд)[а-яөү]{0,8}(?!\w)"
)
_YEAR_LIKE = Later(r"(?:19|20)\d\d")
_ITEM_BEFORE = Later(r"(?<!\d)\d{1,2}[.)]\s$")
_NO_STREETS = word_set(
    "мне нам вам ему они она оно это как так уже ещё еще или для где при под над без том тот что нас вас всего"
    " около примерно почти номер статья статьи пункт глава часть версия форма room article section chapter"
    " version page form level group point bed about around over under only just class grade case act law covid"
    " cd4 hiv января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    " january february march april may june july august september october november december"
)
_FIRST_AGE, _LAST_AGE = 8, 99
_DIGITS_OF_AGE = 2
_ENTRY_BEFORE = Later(r"(?:^|[,/:;\n]\s?)$")


def find_numbered_streets(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every street without a word for one, with its house."""
    for match in _BEFORE_HOUSE.finditer(text):
        if match.group().lower() in _NO_STREETS:
            continue
        start, previous = _with_first_half(text, match.start(), match.group())
        if start == match.start() and not _may_be_street(match.group()):
            continue
        if _is_house_of_street(text, match, start, previous):
            end = house_end(text, match.end())
            if end is not None:
                yield start, end
    for match in _AFTER_HOUSE.finditer(text):
        street = match["street"]
        if streets().is_sure(street) or (street[0].isupper() and looks_like_street(street)):
            yield match.span()
    for pattern in (_NUMBER_FIRST, _ALONE):
        for match in pattern.finditer(text):
            if streets().is_sure(match["street"]):
                yield match.start() if pattern is _NUMBER_FIRST else match.start("street"), match.end()
    for match in _SPOKEN_FIRST.finditer(text):
        words = match["street"].split()
        taken = next((taken for taken in (words, words[:1]) if streets().is_sure(" ".join(taken))), None)
        number = match.group().removesuffix(match["street"]).strip()
        if taken is not None and (" " in number or taken[0].endswith("aya")):
            end = match.start("street") + len(" ".join(taken))
            yield match.start(), landmarks.behind(text, end)
    for match in _ALONE_LATIN.finditer(text):
        street = match["street"]
        if streets().is_sure(street) or (street[0].isupper() and streets().is_listed(street)):
            yield match.start("street"), landmarks.behind(text, match.end())
    for match in _HYPHENED_PAIR.finditer(text):
        if all(map(streets().is_sure, match.groups())):
            yield match.start(), house_end(text, match.end()) or match.end()


def _may_be_street(word: str) -> bool:
    is_bent = _BENT_KY.search(word.lower()) is not None and not streets().is_named(word)
    return not is_bent


def _with_first_half(text: str, start: int, word: str) -> tuple[int, str]:
    """Where a street of two words begins, and the word before it: «Мырзалы Аматова», "Karl Marks", «жибек жолу»."""
    before = _PREVIOUS.search(text, max(0, start - 30), start)
    if before is None:
        return start, ""
    first = before[1]
    pair = f"{first} {word}"
    is_pair = streets().is_listed(pair) or (first[0].isupper() and streets().is_nearly(pair))
    is_first_name = first[0].isupper() == word[0].isupper() and lexicon().first_name(first) is not None
    if is_pair or (is_first_name and not is_word(first)):
        return before.start(1), "" if is_pair else first
    return start, first


def _is_house_of_street(text: str, match: re.Match[str], start: int, previous: str) -> bool:
    word, end = match.group(), match.end()
    house = HOUSE_FOLLOWS.match(text, end)
    if house is None:
        is_person = start < match.start() and _is_somebody(text, start) and not streets().is_listed(text[start:end])
        return not is_person and _is_spoken(text, word, end)
    phrase = text[start:end]
    if _is_somebody(text, start) and not streets().is_sure(word):
        return False
    if (parts_end(text, end) or parts_end(text, house.end())) and (not house["comma"] or not _is_person(previous)):
        return _stands_before_parts(phrase, word)
    may_be_age = house["house"].isdigit() and _FIRST_AGE <= int(house["house"]) <= _LAST_AGE
    if streets().is_sure(word) and text.startswith(", там ", house.end()):
        return True
    is_name = streets().is_listed(phrase) or (word[0].isupper() and looks_like_street(word) and not may_be_age)
    if is_name and not house["comma"] and landmarks.behind(text, house.end()) > house.end():
        return True
    if _SOMETHING_ELSE_BEHIND.match(text, house.end()):
        return False
    return _is_by_number(text, word, start, previous, house)


def _is_somebody(text: str, start: int) -> bool:
    """A word for a person or a post stands before: «к адвокату Кадыровой 15/7»."""
    before = _PREVIOUS.search(text, max(0, start - 30), start)
    return before is not None and lexicon().cue(before[1]) is not None


def _is_by_number(text: str, word: str, start: int, previous: str, house: re.Match[str]) -> bool:
    """Without more parts: the number is no age, or nobody but a street has this name."""
    number = house["house"]
    is_sure = streets().is_sure(text[start : start + len(word)]) or streets().is_sure(word)
    before = text[max(0, start - 12) : start]
    is_slip = not word[0].isupper() and streets().is_nearly(word) and not is_word(word)
    is_listed = is_sure or streets().is_listed(text[start : house.start()])
    is_listed = is_listed or (is_slip and _AT_SURELY.search(before) is not None)
    if _NO_AGE.search(number) and not number.isdigit():
        known = is_listed or looks_like_street(word) or (word[0].isupper() and streets().is_nearly(word))
        return known or (word[0].isupper() and _HYPHENED.fullmatch(word) is not None and _is_two_numbers(number))
    if word[0].isupper() and not house["comma"] and not previous and not is_word(word) and streets().is_nearly(word):
        is_listed = is_listed or lexicon().first_name(word) is None
    if not is_listed and not (word[0].isupper() and looks_like_street(word)):
        return False
    if word[0].isupper() and streets().is_nearly(word) and looks_like_street(word) and len(number) > _DIGITS_OF_AGE:
        return _STREET_ENDS.match(text, house.end()) is not None
    may_be_age = number.isdigit() and _FIRST_AGE <= int(number) <= _LAST_AGE
    if _YEAR_LIKE.fullmatch(number) or not _STREET_ENDS.match(text, house.end()):
        return False
    if is_listed and word[0].isupper() and len(number) > _DIGITS_OF_AGE and _ENTRY_BEFORE.search(before):
        return True
    if _AT_SURELY.search(before):
        return not (may_be_age and house["comma"] and not is_listed)
    if not is_sure or _is_person(previous) or _ITEM_BEFORE.search(before):
        return False
    return not (may_be_age and house["comma"] and _AGE_ENDS.match(text, house.end()))


def _is_two_numbers(number: str) -> bool:
    return _TWO_NUMBERS.fullmatch(number) is not None


def _stands_before_parts(phrase: str, word: str) -> bool:
    """A house with a flat or a floor behind: of any street that has a name."""
    known = streets()
    if known.is_listed(phrase) or known.is_listed(word) or known.is_nearly(phrase) or looks_like_street(word):
        return True
    return word[0].isupper() and not lexicon().is_body(word) and not is_word(word)


def _is_spoken(text: str, word: str, end: int) -> bool:
    """In words: two of them, or one with a part of a house behind; a part without a number."""
    spoken = SPOKEN_FOLLOWS.match(text, end)
    if spoken is None:
        is_listed = streets().is_listed(word) or (word[0].isupper() and looks_like_street(word))
        return parts_end(text, end) is not None and (is_listed or _is_named_after_person(text, word, end))
    if _SOMETHING_ELSE_BEHIND.match(text, spoken.end()):
        return False
    has_more = " " in spoken["spoken"] or parts_end(text, spoken.end()) is not None
    return has_more and streets().is_sure(word)


def _is_named_after_person(text: str, word: str, end: int) -> bool:
    """«сайдулла ниязова, четвёртый дом»."""
    before = _PREVIOUS.search(text, max(0, end - len(word) - 30), end - len(word))
    return before is not None and looks_like_street(word) and lexicon().first_name(before[1]) is not None


def _is_person(previous: str) -> bool:
    """A first name or a word for a person stands before."""
    return bool(previous) and (lexicon().cue(previous) is not None or lexicon().first_name(previous) is not None)
