"""Builds the word filters: how usual Kyrgyz, Russian and English words are."""

import gzip
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from react_cases.pii import data_files, letters
from react_cases.pii.bloom import bloom_of, packed
from react_cases.pii.build.sources import Sources
from react_cases.pii.lexicon import FirstName
from react_cases.pii.russian import RussianDictionary

KYRGYZ = re.compile(r"[а-яёңөү]{2,}(?:-[а-яёңөү]+)?")
_KYRGYZ_PROPER = re.compile(r"[А-ЯЁҢӨҮ][а-яёңөү]{3,}")
_SURNAME = re.compile(r"(?:[оеё]в[аы]?|ович|евич|овна|евна)$")
# A word with so many forms in the list is usual, common and very common. Measured on the list itself: 4,000 stems
# reach the third figure.
_FORMS = (10, 30, 90)
# The same for figures of Zipf's scale (a word that is one of a million has 3).
_ZIPF = (3.5, 4.3, 5.0)

Names = dict[str, FirstName]


class KyrgyzWords:
    """The Kyrgyz word list with the number of forms of each stem."""

    def __init__(self, listed: Iterable[str]) -> None:
        self._listed = sorted(set(listed))
        self.small = [word for word in self._listed if KYRGYZ.fullmatch(word)]
        self.capital = sorted({word.lower() for word in self._listed if _KYRGYZ_PROPER.fullmatch(word)})
        self._small_keys = sorted({letters.folded(word) for word in self.small})
        self._capital_keys = sorted({letters.folded(word) for word in self.capital})

        self._forms = Counter(stem for key in self._small_keys for stem in letters.kyrgyz_stems(key))
        self._capital_forms = Counter(stem for key in self._capital_keys for stem in letters.kyrgyz_stems(key))

    def forms(self, key: str) -> int:
        """How many words in small letters may be forms of a key."""
        return self._forms[key]

    def capital_forms(self, key: str) -> int:
        """The same among words with a capital."""
        return self._capital_forms[key]

    def fathers(self) -> dict[str, int]:
        """Names mined from patronymics with how many patronymics show them: Асан from Асанович, Асановна."""
        found: Counter[str] = Counter()
        for word in self.capital:
            match = re.fullmatch(r"(.{3,})(ович|овна|евич|евна)", word)
            if match:
                stem = letters.folded(match[1])
                found.update((stem,) if match[2][0] == "о" else (stem + "й", stem + "ь"))
        capital = set(self._capital_keys)
        return {stem: count for stem, count in found.items() if stem in capital}


def kyrgyz_filter(words: KyrgyzWords, names: Names) -> bytes:
    """Ordinary words in four bands; forms of names that are no words are left out."""
    bands: dict[str, int] = {}
    ordinary = [word for word in words.small if not _SURNAME.search(word) and not _is_form_of_name(word, names)]
    counted = Counter(stem for word in ordinary for stem in letters.kyrgyz_stems(word))
    for word in ordinary:
        most = max(counted[stem] for stem in letters.kyrgyz_stems(word))
        bands[word] = 1 + sum(most >= least for least in _FORMS)
    return _banded(bands | _by_hand("ky"))


def _is_form_of_name(word: str, names: Names) -> bool:
    for stem in letters.kyrgyz_stems(word):
        name = names.get(stem)
        if name is not None and name.weight > 1 and "ky" not in name.ordinary_in:
            return True
    return False


class OtherWords:
    """English and Russian words with their figure on Zipf's scale, 0 for words too rare to have one."""

    def __init__(self, sources: Sources) -> None:
        self.english = {word for word in sources.tesseract_words("eng") if re.fullmatch("[a-z]{2,}", word)}
        self.english_zipf = dict(_frequencies(sources, "en"))
        self.russian_zipf = dict(_frequencies(sources, "ru"))
        self._forms: set[str] | None = None

    def russian_forms(self, dictionary: RussianDictionary) -> set[str]:
        """Every key that a usual Russian word could be taken for a form of, other than the word itself."""
        if self._forms is None:
            usual = (word for word, zipf in self.russian_zipf.items() if zipf >= _ZIPF[0] and len(word) > 2)
            self._forms = {
                stem
                for word in usual
                if dictionary.word(word).common > _MOSTLY
                for stem in letters.russian_stems(word)[1:]
            }
        return self._forms


_MOSTLY = 0.5


def russian_filter(words: OtherWords, names: Names) -> bytes:
    """Ordinary words in the bands of their frequency; the rest of the Russian dictionary counts as rare at run time."""
    dictionary = RussianDictionary()
    bands = {}
    for word, zipf in words.russian_zipf.items():
        if not re.fullmatch("[а-яё]{1,}(?:-[а-яё]+)*", word):
            continue
        known = dictionary.word(word)
        is_name = any(stem in names for stem in letters.russian_stems(word)) or bool(_SURNAME.search(word))
        if known.common > _LEAST_COMMON or not (known.is_known or is_name):
            bands[word] = _band(zipf)
    return _banded(bands | _by_hand("ru"))


_LEAST_COMMON = 0.1


def english_filter(words: OtherWords, names: Names, latin: Collection[str]) -> bytes:
    """Ordinary words in the bands of their frequency; names that are no words are left out.

    `latin` are the Latin keys of the sources of names: what sounds like a name and stands there too is one.
    """
    listed, zipf = words.english, words.english_zipf
    skeletons = {letters.skeleton(key) for key, name in names.items() if len(key) > 3 and name.weight > 1}
    ordinary = {*data_files.sections("ordinary_names.txt")["en"], *data_files.sections("not_names.txt")["latin"]}
    bands = {}
    for word in listed:
        name = names.get(word)
        is_name = name is not None and name.weight > 2 and "en" not in name.ordinary_in and _derived(word, listed) < 2
        is_rare = zipf.get(word, 0.0) < _ZIPF[0] or word in latin
        sounds_like_name = is_rare and name is None and letters.skeleton(word) in skeletons
        sounds_like_name = sounds_like_name and word not in ordinary and _derived(word, listed) == 0
        if not is_name and not sounds_like_name:
            bands[word] = _band(zipf.get(word, 0.0))
    return _banded(bands | _by_hand("en"))


def _derived(word: str, listed: set[str]) -> int:
    forms = {word + ending for ending in ("ed", "ing", "er", "ly", "ful", "ness", "able", "ity", "al")}
    forms |= {word + word[-1] + "ing"}
    forms |= {word[:-1] + "ed", word[:-1] + "ing", "un" + word}
    return len(forms & listed)


def surname_filter(sources: Sources) -> bytes:
    """Surnames of natasha's list that their ending does not show."""
    plain = re.compile("[а-яё]{3,}")
    shown = re.compile("(?:[оеё]в|[иы]н|[сц]к[иа][йя])а?$")
    words = {word.lower() for word in sources.text("natasha", "natasha/data/dict/last.txt").split()}
    hidden = (word for word in words if plain.fullmatch(word) and not shown.search(word))
    return packed([bloom_of(letters.folded(word) for word in hidden)])


def _band(zipf: float) -> int:
    return 1 + sum(zipf >= least for least in _ZIPF)


def _by_hand(language: str) -> dict[str, int]:
    """Words of a language with the band that people gave them."""
    sections = data_files.sections("frequent_words.txt").items()
    return {word: int(section[-1]) for section, entries in sections if section.startswith(language) for word in entries}


def _banded(bands: dict[str, int]) -> bytes:
    """One filter a band, each holding the words of its own band and of those above it.

    So a chance hit in the filter of a higher band does no harm: a word counts only up to the first filter without it.
    """
    rest = [bloom_of((word for word, its in bands.items() if its >= band), _UPPER_BITS) for band in range(2, 5)]
    return packed([bloom_of(bands), *rest])


_UPPER_BITS = 6


def _frequencies(sources: Sources, language: str) -> Iterator[tuple[str, float]]:
    """Words of wordfreq's small list with their figure on Zipf's scale: bin number i holds 10 ** (-i / 100)."""
    content = gzip.decompress(sources.content("wordfreq", f"wordfreq/data/small_{language}.msgpack.gz"))
    for bin_number, words in enumerate(_bins(content)):
        for word in words:
            yield word, 9 - bin_number / 100


def _bins(content: bytes) -> Iterator[list[str]]:
    """The arrays of strings of a MessagePack array; what stands before them is a header of one map."""
    place = content.index(b"\x01", content.index(b"version")) + 1
    while place < len(content):
        length, place = _length(content, place, 0x90, 0x0F, 0xDC)
        words = []
        for _ in range(length):
            size, place = _length(content, place, 0xA0, 0x1F, 0xDA)
            words.append(content[place : place + size].decode("utf-8"))
            place += size
        yield words


def _length(content: bytes, place: int, short: int, mask: int, long: int) -> tuple[int, int]:
    """The length that a MessagePack head says, and where what it heads begins."""
    head = content[place]
    if head & ~mask == short:
        return head & mask, place + 1
    if head == 0xD9:
        return content[place + 1], place + 2
    if head == long:
        return int.from_bytes(content[place + 1 : place + 3], "big"), place + 3
    raise ValueError(f"byte {place} of a frequency list is no string and no array")
