"""Words of Russian, Kyrgyz and Latin writing brought to keys under which they are looked up. Pure.

A *key* is a word in lower case with the letters that people mix up made equal: ө/о, ү/у, ң/н, қ/к, ё/е, and Latin
letters that only look Cyrillic. A *skeleton* is the Latin writing of a key with the spellings of one sound made equal:
Jyldyz, Zhyldyz, Dzhyldyz and Жылдыз share one. *Stems* are the keys that a word may be a form of; the caller keeps
those that a list knows.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from react_cases.pii.patterns import word_set

_SAME = str.maketrans("әғқңұһіёөүӊҗҳӣӯҷʼ’`ʻ‘‑– ", "агкнухиеоунжхиуж'''''---")
_LOOKS_CYRILLIC = str.maketrans("aceopxykmtbhiöüúó", "асеорхукмтвниоууо")
_WITHOUT_MARKS = str.maketrans(
    {"ş": "sh", "ç": "ch", "ı": "i"} | dict(zip("üöğñâîûāīūéèáíóʼ’`ʻ‘‑– ", "uognaiuaiueeaio'''''---", strict=True))
)
_CYRILLIC = re.compile(r"[а-яёѐ-ӿ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-zà-ɏ]", re.IGNORECASE)

_LETTERS = dict(zip("абвгдежзийклмнопрстуфхцыэюя", "abvgdejziiklmnoprstufhcieua", strict=True))
_LETTERS |= {"ч": "ch", "ш": "sh", "щ": "sh", "ъ": "_", "ь": "_"}
_TO_LATIN = str.maketrans({letter: "" if latin == "_" else latin for letter, latin in _LETTERS.items()})
_ONE_SOUND = (
    ("shch", "sh"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("iya", "a"),
    ("iia", "a"),
    ("ia", "a"),
    ("ya", "a"),
    ("yu", "u"),
    ("iu", "u"),
    ("ye", "e"),
    ("ie", "e"),
    ("yo", "o"),
    ("y", "i"),
    ("w", "v"),
    ("q", "k"),
    ("ck", "k"),
    ("ph", "f"),
    ("ee", "e"),
    ("oo", "u"),
    ("ou", "u"),
)
_UNSURE = tuple(
    (re.compile(sign), sound)
    for sign, sound in (("x", "h"), ("ng", "n"), ("c(?!h)", "k"), ("c(?!h)", "j"), ("c(?!h)", "s"), ("[st]ch", "ch"))
)
_DOUBLED = re.compile(r"(.)\1+")


_REMEMBERED = 16_384
"""Words that one scan asks about again and again; see `forget`."""


def is_cyrillic(word: str) -> bool:
    """Whether the word has a Cyrillic letter."""
    return bool(_CYRILLIC.search(word))


@lru_cache(maxsize=_REMEMBERED)
def folded(word: str) -> str:
    """The key of a word of either script: lower case, confusable letters made equal, every dash or space a hyphen.

    A word that mixes both scripts becomes Cyrillic, as somebody who hides a name or types on a wrong layout writes it.
    """
    word = word.lower()
    if word.isascii():
        return word.replace(" ", "-")
    word = unicodedata.normalize("NFC", word)
    if not _CYRILLIC.search(word):
        return word.translate(_WITHOUT_MARKS)
    if _LATIN.search(word):
        word = word.translate(_LOOKS_CYRILLIC)
    return word.translate(_SAME)


def _step_by_step() -> Iterator[tuple[str, str]]:
    yield from {"ş": "s", "ç": "c"}.items()
    for table in (_WITHOUT_MARKS, _LOOKS_CYRILLIC, _SAME):
        for sign, same in table.items():
            letter, key = chr(sign), same if isinstance(same, str) else chr(same)
            if letter.isalpha() and key.isalpha() and len(key) == 1:
                yield letter, key


_IN_PLACE = tuple(dict.fromkeys(_step_by_step()))


def folded_in_place(text: str) -> str:
    """A whole composed text letter by letter, each in its place, so that words can be looked up where they stand.

    As `folded`, but every Latin letter that looks Cyrillic is Cyrillic, also in a Latin word: nobody sees which it was.
    """
    text = text.replace("İ", "I").lower()
    # Ten times as fast as one table over all letters.
    for letter, key in _IN_PLACE:
        text = text.replace(letter, key)
    return text


def latin_skeleton(key: str) -> str:
    """The skeleton of a Cyrillic key."""
    return _reduced(key.translate(_TO_LATIN))


@lru_cache(maxsize=_REMEMBERED)
def skeleton(word: str) -> str:
    """The skeleton of a word of either script."""
    key = folded(word)
    return latin_skeleton(key) if is_cyrillic(key) else _reduced(key.replace("x", "ks"))


@lru_cache(maxsize=_REMEMBERED)
def skeletons(word: str) -> tuple[str, ...]:
    """Every skeleton that a word may have, the likeliest first: Latin x is ks or kh, ng is ң, c is k, s or j."""
    key = folded(word)
    if is_cyrillic(key):
        return (latin_skeleton(key),)
    readings = [skeleton(key)]
    for sign, sound in _UNSURE:
        if sign.search(key):
            readings.append(_reduced(sign.sub(sound, key)))
    return tuple(dict.fromkeys(readings))


def _reduced(latin: str) -> str:
    latin = latin.replace("'", "").replace("-", "")
    for spelling, sound in _ONE_SOUND:
        if spelling in latin:
            latin = latin.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", latin)


_VOICELESS = frozenset("пткхсшщчцф")
_VOWELS = frozenset("аеиоуыэюя")
_UNVOICED = {"г": "к", "б": "п"}
# From the end of a Kyrgyz word inwards: particle, case, possessive, plural. Each is optional.
_KYRGYZ_LAYERS = tuple(
    re.compile(f"(?:{suffixes})$")
    for suffixes in (
        "[бп][ыиу]|ч[ыиу]|м[ыиу]н|с[ыиу]н",
        "[ндт][ыиу]н|[гк][аео]|н?[аео]|[ндт][ыиу]|н|[дт][аео]н?|н[дт]?[аео]н?|[ндт][ыиу]к[ыиу]|[дт][аео]г[ыиу]"
        "|[дт][аео]й|с[ыиу]з|ч[ае]",
        "[ыиу]?м|[ыиу]?н|с?[ыиу]|[ыиу]?б[ыиу]з|[ыиу]?н[ыиу]з",
        "[лдт][аео]р",
    )
)
_SHORTEST = 3


@lru_cache(maxsize=_REMEMBERED)
def kyrgyz_stems(word: str) -> tuple[str, ...]:
    """Keys that a Cyrillic word may be a Kyrgyz form of: itself first, then the longest stems."""
    key = folded(word)
    found = {key}
    for layer in _KYRGYZ_LAYERS:
        for form in tuple(found):
            for stem in _without(layer, form):
                found.add(stem)
    for stem in tuple(found):
        if stem != key and stem[-1] in _UNVOICED and key[len(stem)] in _VOWELS:
            found.add(stem[:-1] + _UNVOICED[stem[-1]])
    return tuple(sorted(found, key=lambda stem: (-len(stem), stem)))


def _without(layer: re.Pattern[str], form: str) -> list[str]:
    """What is left of a form without one suffix of a layer; a suffix can be read longer or shorter."""
    stems = []
    for start in range(max(_SHORTEST, len(form) - 4), len(form)):
        if layer.fullmatch(form, start) and _assimilates(form[start - 1], form[start]):
            stems.append(form[:start])
    return stems


def _assimilates(before: str, suffix: str) -> bool:
    """Whether the first sound of a suffix may follow a stem: т and к after voiceless sounds, д and г after others."""
    if suffix in "ткп":
        return before in _VOICELESS
    if suffix in "дгб":
        return before not in _VOICELESS
    if suffix == "н":
        return before in _VOWELS or before == "й"
    return True


# Ending of a Russian form, and what stands in its place in the nominative.
_RUSSIAN_ENDINGS = (
    ("ами", ("", "а")),
    ("ями", ("я", "ь", "й")),
    ("ией", ("ия",)),
    ("иею", ("ия",)),
    ("ием", ("ий",)),
    ("ах", ("", "а")),
    ("ям", ("я", "ь", "й")),
    ("ам", ("", "а")),
    ("ов", ("",)),
    ("ев", ("й", "ь")),
    ("ой", ("а",)),
    ("ою", ("а",)),
    ("ей", ("я", "а", "ь")),
    ("ею", ("я", "а")),
    ("ом", ("", "о")),
    ("ем", ("", "й", "ь")),
    ("ии", ("ия", "ий")),
    ("ию", ("ия", "ий")),
    ("ия", ("ий",)),
    ("ью", ("ь",)),
    ("ы", ("а", "")),
    ("и", ("я", "ь", "а", "й", "")),
    ("е", ("а", "", "я", "ь", "й")),
    ("у", ("а", "")),
    ("а", ("", "о")),
    ("я", ("й", "ь")),
    ("ю", ("я", "й", "ь")),
)
_ENDINGS_BY_LETTER = {last: [row for row in _RUSSIAN_ENDINGS if row[0][-1] == last] for last in "аевиймухыюя"}
_FLEETING = {"павл": "павел", "льв": "лев", "петр": "петр", "игорк": "игорек", "сашк": "сашок"}


@lru_cache(maxsize=_REMEMBERED)
def russian_stems(word: str) -> tuple[str, ...]:
    """Keys that a Cyrillic word may be a Russian form of: itself first, then nominatives, the likeliest first."""
    key = folded(word)
    found = [key]
    for ending, nominatives in _ENDINGS_BY_LETTER.get(key[-1:], ()):
        base = key[: -len(ending)]
        if not key.endswith(ending) or len(base) < _SHORTEST - 1:
            continue
        for nominative in nominatives:
            if _can_end(base, nominative):
                found.append(base + nominative)
        if base in _FLEETING:
            found.append(_FLEETING[base])
    return tuple(dict.fromkeys(found))


def _can_end(base: str, nominative: str) -> bool:
    if nominative == "":
        return base[-1] not in _VOWELS and len(base) >= _SHORTEST
    if nominative == "й":
        return base[-1] in _VOWELS
    if nominative == "ь":
        return base[-1] not in _VOWELS and base[-1] != "й"
    return True


_LATIN_KYRGYZ = re.compile(
    "(?:[ldt][aeo]r)?(?:im|um|sin|si|i|u)?(?:[ndt][iu]n|[gk][aeo]|n[aeo]|[ndt][iu]|[dt][aeo]n?|n[aeo]n)$"
)
_LONGEST_LATIN = 8
_LATIN_RUSSIAN = re.compile("(?:om|em|oi|ei|a|u|e|i)$")
_LATIN_ENGLISH = re.compile("(?:'s|s')$")


@lru_cache(maxsize=_REMEMBERED)
def latin_stems(word: str, language: str | None = None) -> tuple[str, ...]:
    """Skeletons that a Latin word may be a form of, in English, or in Kyrgyz or Russian written with Latin letters.

    In an English text (`language` "en") only the possessive is taken off.
    """
    key = _LATIN_ENGLISH.sub("", folded(word))
    found = list(skeletons(key))
    if language != "en":
        for reading in tuple(found):
            for ending, again in ((_LATIN_KYRGYZ, ("",)), (_LATIN_RUSSIAN, ("", "a"))):
                starts = range(max(_SHORTEST, len(reading) - _LONGEST_LATIN), len(reading))
                matching = [start for start in starts if ending.fullmatch(reading, start)]
                # Of an unsure reading the longest ending alone: "police" is no form of Polly.
                for start in matching if reading == found[0] else matching[:1]:
                    found.extend(reading[:start] + vowel for vowel in again)
                    # A skeleton has no doubled letters: "medettin" is "medetin" here, of Medet.
                    if reading[start] * 2 in key:
                        found.append(reading[: start + 1])
    return tuple(dict.fromkeys(found))


_PLACE_ENDINGS = re.compile("(?:ск|цк)(?:ий|ая|ое|ого|ому|им|ом|ой|ую|ие|их|ими)$|[лдт][ыиу]к(?:тер|тар|тор)?$")

_SHORT_PLACE_ENDINGS = word_set(
    "а е у та то тон тан тун ту ко ка го тук туктар ский ская ское ского скому ским ском ской скую тонмун тонбуз"
)
"""Endings of forms of Ош, whose stem is too short for the other rules."""


_PLURAL = ("ах", "ам")


@lru_cache(maxsize=_REMEMBERED)
def place_stems(word: str) -> tuple[str, ...]:
    """Keys of places that a Cyrillic word may be a form of or an adjective from: Ошского, бишкектиктер."""
    kyrgyz = kyrgyz_stems(word)
    soft = (stem + "ь" for stem in kyrgyz[1:] if stem[-1] in "бмнрть")
    neuter = (stem[:-2] + "ое" for stem in adjective_stems(word)[:1])
    key = folded(word)
    plural = (key[:-2] + "ы",) if key.endswith(_PLURAL) else ()
    # «Таласов» is somebody: no place has a genitive of many.
    surname = key[:-2] if key.endswith("ов") else ""
    russian = (stem for stem in russian_stems(word) if stem != surname)
    found = [*russian, *kyrgyz, *adjective_stems(word), *neuter, *plural, *soft]
    if found[0][2:] in _SHORT_PLACE_ENDINGS:
        found.append(found[0][:2])
    for stem in tuple(found):
        base = _PLACE_ENDINGS.sub("", stem)
        if base != stem and len(base) > 1:
            found.extend(base + ending for ending in ("", "а", "ы", "о", "ь", "я", "е"))
            if base.endswith("суй"):
                found.append(base[:-1] + "у")
    return tuple(dict.fromkeys(found))


_ADJECTIVE_ENDINGS = re.compile("(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ые|ие|ых|их|ыми|ими)$")


@lru_cache(maxsize=_REMEMBERED)
def adjective_stems(word: str) -> tuple[str, ...]:
    """Masculine nominatives of a Russian adjective or participle: участкового gives участковый."""
    key = folded(word)
    base = _ADJECTIVE_ENDINGS.sub("", key)
    if base == key or len(base) < _SHORTEST:
        return ()
    return (base + "ый", base + "ий", base + "ой", base + "ая")


_SURNAME_FORMS = (
    (re.compile("(ov|ev|in)(?:a|u|im|oi|e|i|ih|imi|om|ou)$"), r"\1"),
    (re.compile("(sk|ck)(?:i|a|ii|ogo|omu|im|om|oi|uu|u|ie|ih|imi)$"), r"\1i"),
    (re.compile("(enk|k)(?:o)$"), r"\1o"),
)
_SURNAME_KYRGYZ = re.compile("(?<=[oe]v)(a)?(?:[ndt][iu]n|[gk][aeou]|[ndt][iu]|[dt][aeo]n?|n[aeo]n)$")


def surname_base(word: str) -> str | None:
    """The skeleton that all forms of a surname share, whichever the bearer's sex: Сыдыковой, Sydykov, Сыдыковага.

    None when the word does not end as surnames of -ов, -ин or -ский do.
    """
    reading = _SURNAME_KYRGYZ.sub("", skeleton(word))
    for pattern, base in _SURNAME_FORMS:
        changed = pattern.sub(base, reading)
        if changed != reading:
            return changed
    return reading if reading.endswith(("ov", "ev", "in", "ski", "cki", "enko")) else None


@lru_cache(maxsize=_REMEMBERED)
def street_stems(phrase: str) -> frozenset[str]:
    """Skeletons of what a street may be a form of: Гоголя, Раззаковой, Манастын."""
    key = folded(phrase)
    if is_cyrillic(key):
        stems = (*russian_stems(key), *adjective_stems(key), *kyrgyz_stems(key))
        found = {skeleton(stem) for stem in stems if len(stem) > 3}
    else:
        found = set(latin_stems(key))
    found.add(skeleton(phrase))
    base = surname_base(phrase)
    return frozenset(found if base is None else found | {base})


def forget() -> None:
    """Forget all words: what was asked during a scan does not outlive it."""
    stems = (kyrgyz_stems, russian_stems, latin_stems, place_stems, adjective_stems, street_stems)
    for function in (folded, skeleton, skeletons, *stems):
        function.cache_clear()
