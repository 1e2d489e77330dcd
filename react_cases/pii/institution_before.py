"""What stands before a kind of institution: a number, a place, a name, quotation marks."""

from react_cases.pii import institution_numbers as numbers
from react_cases.pii import institution_words as told
from react_cases.pii import letters
from react_cases.pii.institution_around import MOST_BETWEEN, SHORTEST_DISTRICT, Around
from react_cases.pii.institution_kinds import Kind, NamedBy
from react_cases.pii.names import endings
from react_cases.pii.patterns import Later
from react_cases.pii.place_words import is_namesake

_QUOTED_BEFORE = Later(r"\"[^\"\n]{2,40}\"\s$")
_PLACE_ADJECTIVE = Later(
    r"[а-яё-]{2,20}(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое)|[a-z-]{3,20}sk(?:i[yij]|ogo|o[imy]|aya|uyu)"
)
_NOUN_OF = Later("ск[а-я]{2,3}$")
"""`новопокровской` is of Новопокровка."""
_OF_LATIN = Later(r"sk(?:i[iyj]|oi|oy|ogo|omu|om|aya|uyu)$")
_IN_NOUN = Later("инск[а-я]{2,3}$")


class Before(Around):
    """Finds where an institution begins."""

    def _before(self, index: int, first: int, kind: Kind) -> tuple[int, str]:
        """Where the institution begins, and the rule that what stands before its kind fits; "" for none."""
        start = self._words[first].start
        before = self._text.text[max(0, start - 50) : start]
        if NamedBy.NUMBER in kind.by:
            digits = numbers.DIGITS_BEFORE.search(before)
            if digits is None and self._may_be_bare(index):
                digits = numbers.BARE_DIGITS_BEFORE.search(before)
            if digits:
                return self._before_digits(first, start - len(before) + digits.start()), "org.numbered"
            spoken = self._called_by_number(first)
            if spoken is None:
                spoken = self._spoken_before(first, kind)
            if spoken is not None:
                return self._words[spoken].start, "org.numbered"
        quoted = _QUOTED_BEFORE.search(before)
        if quoted and (NamedBy.NAME in kind.by or self._is_owned(index, kind)) and kind.by != {NamedBy.NUMBER}:
            return start - len(before) + quoted.start(), "org.quoted"
        place = self._place_before(index, first, kind)
        if place is not None:
            return self._words[place].start, "org.named"
        name = self._name_before(index, first, kind)
        if name is not None:
            return self._words[name].start, "org.named"
        if told.ALONE.search(self._text.lower, start, self._words[index].start):
            return start, "org.named"
        national = next((near for near in range(first, index) if told.NATIONAL.match(self._lower(near))), None)
        if national is not None and kind.key in told.OF_THE_WHOLE_COUNTRY:
            is_told = self._kinds.is_complement(self._lower(index + 1)) or (
                index - first > 1 and kind.key not in told.CENTRES
            )
            return self._words[national].start, "org.named" if is_told else ""
        return start, ""

    def _may_be_bare(self, index: int) -> bool:
        """`27 колонии`, `61 школу`: a singular that no number counts."""
        key = letters.folded(self._lower(index))
        return key.endswith(("ии", "ию", "е", "у", "ой", "ей", "ом", "ii", "iyu", "iu"))

    def _before_digits(self, first: int, start: int) -> int:
        """Where what stands before a number begins: `Ош шаарындагы № 5 СИЗО`, `Айтматов атындагы № 22 мектеп`."""
        near = first - 1
        if near < 0 or self._text.text[self._words[near].end : start] != " ":
            return start
        if self._lower(near).startswith(("атындаг", "atyndag")):
            return self._words[self._first_of_bearer(near)].start
        while near > 0 and first - near < MOST_BETWEEN and self._is_modifier(near) and self._touch(near - 1):
            near -= 1
        about = told.ABOUT_PLACE.compiled().sub("", self._lower(near))
        if about != self._lower(near) and self._lexicon.place(about) is not None:
            return self._words[near].start
        is_place = self._is_bare_place(near) or self._lower(near).endswith(told.PLACE_ADJECTIVES)
        return self._words[near].start if is_place and self._lexicon.place(self._lower(near)) is not None else start

    def _first_of_bearer(self, index: int) -> int:
        """The first word of whom an institution is named after, before `атындагы`."""
        first = index - 2 if self._touch(index - 2) and self._words[index - 2].is_capital else max(0, index - 1)
        is_initial = first > 0 and len(self._words[first - 1].text) == 1 and self._words[first - 1].is_capital
        return first - 1 if is_initial else first

    def _called_by_number(self, first: int) -> int | None:
        """`бир номерлүү колония`, in words; with figures it is found by them."""
        if not self._lower(first - 1).startswith("номерл") or not (self._touch(first - 1) and self._touch(first - 2)):
            return None
        return first - 2 if numbers.SPOKEN.match(f" {self._lower(first - 2)}") else None

    def _spoken_before(self, first: int, kind: Kind) -> int | None:
        """The first word of a number in words: `кырк жетинчи колония`, and before prisons `он алты колония`."""
        if not self._touch(first - 1):
            return None
        lower = self._lower(first - 1)
        is_number = numbers.ORDINAL.fullmatch(lower) is not None
        has_ten = self._touch(first - 2) and self._lower(first - 2) in numbers.TENS
        if kind.key in told.LIVED_IN:
            is_number = (
                is_number or numbers.CARDINAL.fullmatch(lower) is not None or (has_ten and lower in numbers.UNITS)
            )
        return first - 1 - has_ten if is_number else None

    def _place_before(self, index: int, first: int, kind: Kind) -> int | None:
        """The first word of a place: `Ошский городской суд`, `кара балта милициясы`, "tash komur town station"."""
        is_placed = {NamedBy.PLACE, NamedBy.ONLY, NamedBy.NAME} & kind.by or kind.key in told.CENTRES
        if not is_placed or not self._touch(first - 1):
            return None
        if kind.key in told.CENTRES and first == index and not self._kinds.is_complement(self._lower(index + 1)):
            return None
        word = self._words[first - 1]
        if _PLACE_ADJECTIVE.fullmatch(word.lower):
            if told.NO_PLACE.match(word.lower):
                return None
            is_unlisted = word.is_capital and not word.begins_sentence
            is_listed = any(
                self._lexicon.place(form) is not None
                for form in (word.lower, _NOUN_OF.compiled().sub("ка", word.lower), *_nouns_of(word.lower))
                if form
            )
            return first - 1 if is_unlisted or is_listed else None
        if self._is_owner(index, kind, word.lower):
            return first - 1
        about = told.ABOUT_PLACE.compiled().sub("", word.lower)
        if about != word.lower and self._lexicon.place(about) is not None:
            return first - 1
        if word.is_cyrillic and not (first < index or self._is_owned(index, kind) or kind.is_abbreviation):
            return None
        if kind.key in told.POLICE and first == index and self._is_of_body(first - 1):
            return first - 1
        if self._is_district(first - 1, is_said=self._is_of_district(first, index)):
            return first - 1
        for length in (2, 1):
            begin = first - length
            if begin < 0 or (length > 1 and not self._touch(begin)):
                continue
            phrase = self._text.lower[self._words[begin].start : word.end]
            is_written = word.is_capital or self._is_caseless or length > 1 or "-" in phrase
            if is_written and self._is_bare(phrase):
                return begin
        return None

    def _is_owner(self, index: int, kind: Kind, lower: str) -> bool:
        """`Сокулуктун милициясы`, `Жалал-Абаддын тергөө абагы`: that of a listed place."""
        if told.GENITIVE.search(lower) is None or not self._words[index].is_cyrillic:
            return False
        return self._lexicon.place(lower) is not None and self._is_owned(index, kind)

    def _is_of_district(self, first: int, index: int) -> bool:
        """`райондук прокуратура`, "city dispensary": in front of these stands where."""
        return any(told.OF_A_DISTRICT.match(self._lower(near)) for near in range(first, index))

    def _is_district(self, index: int, *, is_said: bool) -> bool:
        """`Ленин соцфонду`, `Кочкр райондук прокуратурасы`: a district, also one that no list has, if that is said."""
        word = self._words[index]
        if word.lower in told.DISTRICTS:
            return word.is_capital or self._is_caseless
        if not is_said or not word.is_capital or len(word.lower) < SHORTEST_DISTRICT:
            return False
        is_named = self._lexicon.first_name(word.lower) is not None or endings.is_surname(word.lower)
        usual = max(self._lexicon.frequency(word.lower, language) for language in ("ru", "ky", "en"))
        is_word = usual > (not word.begins_sentence)
        return not (is_named or is_word or self._lexicon.cue(word.lower))

    def _is_bare_place(self, index: int) -> bool:
        return self._is_bare(self._lower(index))

    def _is_of_body(self, index: int) -> bool:
        """`свердлов милициясы`, "Sverdlov RIIB": districts that are called as people are."""
        word = self._words[index]
        if len(word.lower) < SHORTEST_DISTRICT or not (word.is_capital or self._is_caseless):
            return False
        before = self._lower(index - 1)
        is_person = self._lexicon.cue(before) is not None or self._lexicon.first_name(before) is not None
        return not is_person and told.OF_BODY.search(word.lower) is not None

    def _name_before(self, index: int, first: int, kind: Kind) -> int | None:
        """The first word of a name: `Ак Шумкар тойканасы`, `Токтогул атындагы мектеп`, "Svetlyi Put banya"."""
        if not self._touch(first - 1):
            return None
        if self._lower(first - 1).startswith(("атындаг", "atyndag")):
            return self._first_of_bearer(first - 1)
        is_certain_centre = kind.key in told.CENTRES and first < index
        is_named = NamedBy.NAME in kind.by or is_certain_centre or self._is_surely_named(index, first, kind)
        if not is_named or not self._is_owned(index, kind):
            return None
        begin = first
        if kind.key in told.NEEDS_PREPOSITION and not self._has_preposition(first):
            return None
        while first - begin < 2 and self._touch(begin - 1) and self._is_part_of_name(begin - 1):
            begin -= 1
        return begin if begin < first else None

    def _is_surely_named(self, index: int, first: int, kind: Kind) -> bool:
        """`Айдай университетинде`, "the Aidai school": a capital before a kind that has an owner, or is English."""
        before = self._words[first - 1]
        is_kind = kind.by != {NamedBy.QUOTED} and not self._lexicon.is_state_body(kind.key)
        if not (is_kind and before.is_capital) or before.begins_sentence:
            return False
        return self._words[index].is_cyrillic or self._lexicon.frequency(self._lower(index), "en") > 0

    def _has_preposition(self, first: int) -> bool:
        return any(self._lower(first - back) in told.BEFORE_WEAK for back in (2, 3))

    def _is_part_of_name(self, index: int) -> bool:
        word = self._words[index]
        is_no_name = (
            word.lower in told.NO_NAME or told.GENITIVE.search(word.lower) or told.NO_NAME_BEFORE.fullmatch(word.lower)
        )
        is_cue = self._lexicon.cue(word.lower) is not None and not is_namesake(word.lower)  # `Достук`, `дос`
        if is_no_name or is_cue or self._is_first_of_person(index):
            return False
        if self._is_caseless or word.begins_sentence:
            is_likely = len(word.lower) > 3 if self._is_caseless else word.is_capital
            is_brand = word.is_cyrillic and self._is_seldom(word) and self._lexicon.frequency(word.lower, "ky") < 2
            return is_likely and (is_brand or self._is_unknown(word))
        return word.is_capital and not self._lexicon.is_body(word.lower)

    def _is_first_of_person(self, index: int) -> bool:
        """`Розахунов Абдулла балдар үйүнө берди`: who brought the children there."""
        if not index or not self._touch(index - 1) or self._lexicon.first_name(self._lower(index)) is None:
            return False
        before = self._words[index - 1]
        return (before.is_capital or self._is_caseless) and endings.is_surname(before.lower)


def _nouns_of(adjective: str) -> list[str]:
    """`балыкчинской` is of Балыкчы, `кемпирабадской` of Кемпирабад."""
    latin = _OF_LATIN.compiled().sub("", adjective)
    if latin != adjective:
        return [latin]
    base = _IN_NOUN.compiled().sub("", adjective)
    return [base + vowel for vowel in ("ы", "и", "а", "о", "у")] if base != adjective else []
