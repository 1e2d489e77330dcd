"""What stands behind a kind of institution: a number, a name, quotation marks, a district or town."""

from react_cases.pii import institution_numbers as numbers
from react_cases.pii import institution_words as told
from react_cases.pii import letters
from react_cases.pii.institution_around import MOST_BETWEEN, SHORTEST_DISTRICT, Around
from react_cases.pii.institution_kinds import Kind, NamedBy
from react_cases.pii.lexicon import PlaceSize
from react_cases.pii.names import endings
from react_cases.pii.patterns import Later
from react_cases.pii.street_names import may_name_street, streets
from react_cases.pii.words import Word

_MOST_NAMES = 3
_GENITIVE_ENDS = ("а", "я", "ы", "и")
_NAMED_AFTER = Later(
    r",?\s(?:(?i:имени|имама?|им|imeni|im|in memory of|named after|of imam|имам)\s|(?i:им\.|im\.)\s?)"
    r"((?:[А-ЯЁӨҮҢA-Z]\.\s?){0,2}[А-ЯЁӨҮҢA-Z][\w-]{2,20}(?:\s[А-ЯЁӨҮҢA-Z][\w-]{2,20})?|[а-яөүңa-z-]{3,20}(?:\s[а-яөүң-]{2,20}(?:ов|ев|ова|ева|ина|ого|вои))?)"
)
_CALLED_AFTER = Later(
    r"\s(?i:called|named|под названием|с названием|деп аталган|деген|аттуу)((?:\s[А-ЯЁӨҮҢA-Z][\w'-]{2,20}){1,3})(?!\w)"
)
_QUOTED_AFTER = Later(
    r"\s?(?:(?i:под названием|с названием|деп аталган|деген|аттуу|called|named)\s)?\"[^\"\n]{2,40}\""
    r"(?:-?[а-яөүңa-z]{2,5}(?!\w))?"
)
_STREET = Later(r"[а-яё-]{4,20}(?:ской|цкой|[ое]ва|ина|ого|енко)|[a-z-]{4,20}(?:sko[iy]|[oe]va|ina|enko)")


class Behind(Around):
    """Finds where an institution ends."""

    def _after(self, index: int, kind: Kind) -> tuple[int, str]:
        """Where the institution ends, and the rule that what stands behind its kind fits; "" for none."""
        last = index
        while last - index < MOST_BETWEEN and self._touch(last) and self._kinds.is_complement(self._lower(last + 1)):
            last += 1
        for near in range(last, index - 1, -1):
            if near > index and self._lower(near) in told.NO_NAME:
                continue
            end, code = self._named_behind(near, index, kind)
            if code:
                return end, code
        while last > index and self._lower(last) in told.NO_NAME:
            last -= 1
        return self._words[last].end, ""

    def _named_behind(self, near: int, index: int, kind: Kind) -> tuple[int, str]:
        position, text = self._words[near].end, self._text.text
        is_sure = told.SURE_ALONE.search(self._text.lower, *self._span(index, near)) is not None
        if is_sure or NamedBy.NUMBER in kind.by:
            is_short = kind.is_abbreviation or not self._words[index].is_cyrillic
            is_spelt = is_short or numbers.IS_SPELT.search(self._text.lower, position, position + 12) is not None
            number = numbers.NUMBER.match(text, position) or (
                numbers.SPOKEN.match(text, position) if is_spelt else None
            )
            if number:
                return self._end_behind_number(number.end(), kind), "org.numbered"
        named = _NAMED_AFTER.match(text, position)
        if named and (self._is_caseless or named[1][0].isupper()):
            return named.end(), "org.named"
        quoted = _QUOTED_AFTER.match(text, position)
        if quoted and self._is_title(quoted.group().partition('"')[2]):
            return self._end_of_street(quoted.end())[0], "org.quoted"
        is_certain_centre = kind.key in told.CENTRES and self._first_modifier(index) < index
        is_placed = NamedBy.PLACE in kind.by or (kind.key in told.CENTRES and (near > index or is_certain_centre))
        if NamedBy.NAME in kind.by or is_certain_centre:
            called = _CALLED_AFTER.match(text, position)
            if called:
                return called.end(), "org.named"
            end = self._end_of_name(near, index, kind)
            if end:
                return self._end_of_street(end)[0], "org.named"
        if is_placed:
            district = told.WITH_DISTRICT_BEHIND.match(self._text.lower, position)
            if district:
                return district.end(), "org.named"
            is_short = kind.is_abbreviation or NamedBy.ONLY in kind.by
            if self._touch(near) and (
                (is_short and self._is_place_behind(near + 1)) or self._is_genitive_behind(near + 1)
            ):
                return self._words[near + 1].end, "org.named"
        if is_sure or kind.key in told.SURE_KINDS:
            return self._end_of_town(position)[0] if self._is_of_town(index, position) else position, "org.named"
        is_only = NamedBy.ONLY in kind.by or told.ONE_IN_A_TOWN.search(self._text.lower, *self._span(index, near))
        is_of_town = is_placed and (self._is_of_town(index, position) or self._is_in_village(position))
        end, code = self._end_of_town(position) if is_only or is_of_town else (position, "")
        if code:
            return end, code
        return self._end_of_street(position) if {NamedBy.NAME, NamedBy.PLACE} & kind.by else (position, "")

    def _is_of_town(self, index: int, position: int) -> bool:
        """`FAP of Cholpon`, but not "all departments of Osh"."""
        is_several = not self._words[index].is_cyrillic and self._lower(index).endswith("s")
        return not is_several and told.OF_THE_TOWN.match(self._text.text, position) is not None

    def _is_in_village(self, position: int) -> bool:
        """`школу в Ивановке`, "women's colony in Stepnoe": a village has one."""
        village = told.IN_VILLAGE.match(self._text.text, position)
        if village is None or not (village[1][0].isupper() or self._is_caseless):
            return False
        place = self._lexicon.place(village[1].lower())
        return place is not None and place.is_small

    def _end_behind_number(self, position: int, kind: Kind) -> int:
        """`школа № 22 имени Навои`, `Kindergarten No. 57 "Solnyshko"`, `больница № 2 города Ош`."""
        text = self._text.text
        named = _NAMED_AFTER.match(text, position)
        if named:
            return named.end()
        quoted = _QUOTED_AFTER.match(text, position)
        if quoted and not self._lexicon.is_state_body(kind.key) and self._is_title(quoted.group().partition('"')[2]):
            return quoted.end()
        return self._end_of_town(position)[0] if told.OF_THE_TOWN.match(text, position) else position

    def _span(self, index: int, near: int) -> tuple[int, int]:
        return self._words[self._first_modifier(index)].start, self._words[near].end

    def _is_place_behind(self, index: int) -> bool:
        """`ЦОНе Кара-Балты`, `ФАП Вознесеновка`: a place right behind, and nobody who is called so."""
        lower = self._lower(index)
        place = self._lexicon.place(lower)
        is_told = place is not None and place.size is not PlaceSize.COUNTRY
        return (
            is_told and (self._words[index].is_capital or self._is_caseless) and self._lexicon.first_name(lower) is None
        )

    def _is_genitive_behind(self, index: int) -> bool:
        """`паспортный стол Кербена`, `областной больницы Нарына`: of a listed place, in the form that says so."""
        word = self._words[index]
        place = self._lexicon.place(word.lower)
        if place is None or place.size is PlaceSize.COUNTRY or not word.is_cyrillic:
            return False
        is_bent = word.lower[-1] in _GENITIVE_ENDS and letters.folded(word.lower) != place.key
        return is_bent and word.is_capital and self._lexicon.first_name(word.lower) is None

    def _is_quoted_behind(self, index: int, kind: Kind) -> bool:
        """`в саду «Лола»`."""
        is_quoted = _QUOTED_AFTER.match(self._text.text, self._words[index].end) is not None
        return is_quoted and NamedBy.QUOTED in kind.by

    def _is_title(self, quoted: str) -> bool:
        """A name in quotation marks, not what somebody said there."""
        return (quoted[0].isupper() or self._is_caseless) and len(quoted.split()) <= MOST_BETWEEN

    def _end_of_name(self, near: int, index: int, kind: Kind) -> int:
        """Where a name without quotation marks ends; 0 if there is none: `гостинице сомон`, "Café Borsok"."""
        key = letters.folded(self._lower(index))
        is_bent = letters.is_cyrillic(key) and kind.key not in (*letters.russian_stems(key), f"{key[:-2]}ая")
        is_weak = kind.key in told.NEEDS_PREPOSITION and self._lower(index - 1) not in told.BEFORE_WEAK
        if is_bent or is_weak or self._lower(near) in told.NO_NAME:
            return 0
        if self._is_caseless and self._touch(near) and self._is_place_of_two(near + 1):
            return self._words[near + 2].end
        last = near
        while last - near < _MOST_NAMES and self._touch(last) and self._may_follow(last + 1, is_first=last == near):
            last += 1
        if self._is_caseless and last > near and self._touch(last) and self._is_second(last + 1):
            return self._words[last + 1].end
        is_acting = kind.key in told.ACTING and told.PEOPLE_OF.match(self._lower(index - 1)) is None
        if last == near or (not is_acting and self._is_of_person(near + 1, last, index)):
            return 0
        if self._is_caseless and self._touch(last) and self._lower(last + 1) in told.LIKE_COMPANY:
            last += 1
        return self._words[last].end

    def _is_place_of_two(self, index: int) -> bool:
        """`hotel ala too`, `сауна сары ой`: called as a village, lake or pass is."""
        phrase = f"{self._lower(index)} {self._lower(index + 1)}"
        return self._touch(index) and self._is_bare(phrase)

    def _may_follow(self, index: int, *, is_first: bool) -> bool:
        word = self._words[index]
        if word.lower in told.NO_NAME:
            return False
        if self._is_caseless:
            is_last = not self._touch(index) or self._lower(index + 1) in told.NO_NAME
            is_name = self._is_unknown(word) or self._is_foreign(word, index - 1)
            is_name = is_name or (is_last and self._is_seldom(word))
            return is_first and len(word.lower) > 2 and (is_name or self._lower(index + 1) in told.LIKE_COMPANY)
        if not word.is_capital or word.begins_sentence:
            return False
        place = self._lexicon.place(word.lower)
        is_bare = place is None or letters.skeleton(word.lower) == letters.skeleton(place.key)
        return is_bare and not self._lexicon.is_state_body(word.lower)

    def _is_foreign(self, word: Word, kind: int) -> bool:
        """A Kyrgyz word behind a Russian one: `столовой ак-куу`."""
        if not word.is_cyrillic or self._lexicon.frequency(word.lower, "ru"):
            return False
        lower = self._lower(kind)
        return self._lexicon.frequency(lower, "ru") > self._lexicon.frequency(lower, "ky")

    def _is_second(self, index: int) -> bool:
        """`hotel altyn bulak`: one more Latin word that is neither English nor somebody's name."""
        word = self._words[index]
        if word.is_cyrillic or word.lower in told.NO_NAME or len(word.lower) < SHORTEST_DISTRICT:
            return False
        return not self._lexicon.frequency(word.lower, "en") and self._lexicon.first_name(word.lower) is None

    def _is_of_person(self, first: int, last: int, index: int) -> bool:
        """`хозяйка кафе Гульнара`, `в кафе Айгуль сказала`: the name is that of somebody."""
        word = self._words[index]
        if self._lexicon.first_name(self._lower(first)) is None or (word.is_capital and not word.is_cyrillic):
            return False
        behind = self._lower(last + 1) if self._touch(last) else ""
        is_verb = bool(behind) and (self._lexicon.is_person_verb(behind) or told.VERB.fullmatch(behind) is not None)
        is_verb = is_verb and not told.OF_SEVERAL.search(behind)
        second = self._lower(last)
        has_surname = last > first and (endings.is_surname(second) or self._lexicon.first_name(second) is not None)
        return is_verb or has_surname or told.PEOPLE_OF.match(self._lower(index - 1)) is not None

    def _end_of_street(self, position: int) -> tuple[int, str]:
        """`аптека на Боконбаева`, "the cafe on Ivanitsina": a house of a kind that many streets have.

        With the number of the house the street is an address of its own.
        """
        street = told.ON_STREET.match(self._text.text, position)
        if street is None or not (street[1][0].isupper() or self._is_caseless):
            return position, ""
        for last in (2, 1) if street[2] else (1,):
            name = self._text.text[street.start(1) : street.end(last)]
            is_written = name[0].isupper() and (last == 1 or street[2][1].isupper())
            is_told = streets().is_sure(name) or (is_written and may_name_street(name))
            if is_told and len(name) >= SHORTEST_DISTRICT:
                has_house = told.HOUSE_BEHIND.match(self._text.lower, street.end(last))
                return (position, "") if has_house else (street.end(last), "org.named")
        return position, ""

    def _end_of_town(self, position: int) -> tuple[int, str]:
        """`наркологию на араванской`, "aids center in osh": of some kinds a town has one."""
        two = told.OF_TOWN_OF_TWO.match(self._text.text, position)
        if two is not None and self._lexicon.place(two[1].lower()) is not None:
            return two.end(), "org.named"
        town = told.OF_TOWN.match(self._text.text, position)
        if town is None:
            return position, ""
        if town.group().lower().endswith(("village", "district")):
            return town.end(), "org.named"
        lower = town[1].lower()
        place = self._lexicon.place(lower)
        is_town = place is not None and place.size not in (PlaceSize.COUNTRY, PlaceSize.OBLAST)
        is_street = bool(_STREET.fullmatch(lower)) and not told.NO_PLACE.match(lower)
        return (town.end(), "org.named") if is_town or is_street else (position, "")
