"""Which language each word of a text stands in, sentence by sentence: people mix Russian, Kyrgyz and English.

A few very common words and the three Kyrgyz letters decide; a sentence without any takes the language of the text.
Russian and Kyrgyz written with Latin letters are languages of their own here, since no English word list helps there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from react_cases.pii.lexicon import Lexicon
from react_cases.pii.words import Word

_MOST_LOOKED_UP = 8
_LONGEST_SEGMENT = 30
"""Words; voice-typed text has no sentences."""


class Language(StrEnum):
    """What a sentence is written in."""

    RUSSIAN = "ru"
    KYRGYZ = "ky"
    ENGLISH = "en"
    LATIN_RUSSIAN = "ru-latn"
    LATIN_KYRGYZ = "ky-latn"

    @property
    def spoken(self) -> str:
        """The language whatever its letters: ru, ky or en."""
        return self.value[:2]

    @property
    def is_cyrillic(self) -> bool:
        """Whether its words are written in Cyrillic."""
        return self in (Language.RUSSIAN, Language.KYRGYZ)


_COMMON = {
    Language.RUSSIAN: (
        "и в не на с что он она по как это у из за от к для его её ее их так же но был была было были ему ей мне"
        " меня я мы"
        " они при или уже до без под если когда чтобы который которая сказал сказала после только теперь потом"
        " есть нет"
        " со во об о про где там тут тоже ещё еще все всё"
    ),
    Language.KYRGYZ: (
        "жана менен үчүн деп эле бул ал анын аны ага бир болгон эмес да де эми мен сен биз алар экен жок бар"
        " керек кийин"
        " ошол ошондо дагы болуп кылып келип айтты деди деген анан эки бирок себеби кайра мени мага менин бизге"
        " биздин"
        " ким эмне болот болду берди берет келди кетти барат барды алды алат айтат турган кылды кылат жатат турат жатып"
        " туруп келген алган берген барып тууралуу боюнча сом туулган жашта жылы күнү ушул ошон"
    ),
    Language.ENGLISH: (
        "the a of to and in was is he she his her they them that with for on at by from it him not but as had"
        " were has"
        " have be been an who this said when after would will i we my no are or if did because their our us me you"
    ),
    Language.LATIN_RUSSIAN: (
        "i v ne na s chto on ona po kak eto u iz za ot k dlya ego ee eyo ih tak zhe no byl byla bylo byli emu ey"
        " mne ya my"
        " oni pri ili uzhe do bez esli kogda chtoby skazal skazala posle tolko teper potom est net so vo ob o"
        " pro gde tam"
        " menya nego nee kotoryi kotoraya"
    ),
    Language.LATIN_KYRGYZ: (
        "jana menen uchun dep ele bul al anyn any aga bir bolgon emes da de emi men sen biz alar eken jok bar"
        " kerek kiyin"
        " oshol dagy bolup kylyp kelip aitty dedi degen anan eki birok kaira meni maga menin bizge bizdin jatat"
        " turat zhok"
        " kyz zhana"
    ),
}
_LANGUAGES_OF: dict[str, tuple[Language, ...]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)
_KYRGYZ_LETTERS = frozenset("өүң")
_HINTS = {"ru": Language.RUSSIAN, "ky": Language.KYRGYZ, "en": Language.ENGLISH}


def is_function_word(lower: str, *languages: Language) -> bool:
    """One of the very common words of one of these languages, which is never anybody's name."""
    return any(language in languages for language in _LANGUAGES_OF.get(lower, ()))


def languages_of(words: Sequence[Word], lexicon: Lexicon, hint: str | None = None) -> tuple[Language, ...]:
    """The language of every word. `hint` ("ru", "ky" or "en") decides where nothing else does."""
    segments = tuple(_segments(words))
    counts = [_counted(segment, lexicon) or _looked_up(segment, lexicon) for segment in segments]
    if not any(counts):
        counts = [_looked_up(segment, lexicon, names=True) for segment in segments]
    whole: Counter[Language] = Counter()
    for count in counts:
        whole.update(count)
    if hint in _HINTS:
        whole[_HINTS[hint]] += 1
    cyrillic = _best(whole, (Language.RUSSIAN, Language.KYRGYZ))
    latin = _best(whole, (Language.ENGLISH, Language.LATIN_RUSSIAN, Language.LATIN_KYRGYZ))
    languages: list[Language] = []
    for segment, count in zip(segments, counts, strict=True):
        here_cyrillic = _best(count, (cyrillic, Language.RUSSIAN, Language.KYRGYZ))
        here_latin = _best(count, (latin, Language.ENGLISH, Language.LATIN_RUSSIAN, Language.LATIN_KYRGYZ))
        for word in segment:
            is_kyrgyz = word.is_cyrillic and not _KYRGYZ_LETTERS.isdisjoint(word.lower)
            languages.append(Language.KYRGYZ if is_kyrgyz else here_cyrillic if word.is_cyrillic else here_latin)
    return tuple(languages)


def _segments(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    start = 0
    for index, word in enumerate(words):
        if index > start and (word.begins_sentence or index - start >= _LONGEST_SEGMENT):
            yield words[start:index]
            start = index
    if start < len(words):
        yield words[start:]


def _counted(segment: Sequence[Word], lexicon: Lexicon) -> Counter[Language]:
    """How many common words of each language there are; `Ким` and `Болот` with a capital are people."""
    count: Counter[Language] = Counter()
    for word in segment:
        languages = _LANGUAGES_OF.get(word.lower, ())
        is_name = languages and word.is_capital and not word.is_all_capitals
        if not is_name or (word.begins_sentence and lexicon.first_name(word.lower) is None):
            count.update(dict.fromkeys(languages, 2))
        if word.is_cyrillic and not _KYRGYZ_LETTERS.isdisjoint(word.lower):
            count[Language.KYRGYZ] += 1
    return count


def _looked_up(segment: Sequence[Word], lexicon: Lexicon, *, names: bool = False) -> Counter[Language]:
    """For a sentence without common words, such as a heading: which dictionary knows its words.

    First names are asked only where nothing else says anything: «Улан» is in Russian texts, too.
    """
    count: Counter[Language] = Counter()
    for word in segment[:_MOST_LOOKED_UP]:
        if not word.is_cyrillic or (not names and word.is_capital and lexicon.first_name(word.lower)):
            continue
        is_kyrgyz, is_russian = lexicon.frequency(word.lower, "ky") > 0, lexicon.is_russian_word(word.lower)
        if is_kyrgyz != is_russian:
            count[Language.KYRGYZ if is_kyrgyz else Language.RUSSIAN] += 1
    return count


def _best(count: Counter[Language], languages: Sequence[Language]) -> Language:
    """The language with the highest count, the first one among equals."""
    return max(languages, key=lambda language: count[language])
