"""What stands beside a word and tells a place from a person: prepositions, verbs of living and going, villages, lists.

`родом из Барпы`, `Найманда жашайт`, "moved to Telman", `Гүлнара С., Лебединовка, Победа 305`. How much is needed
depends on how the word is known (`place_words.Known`): a listed village needs little, a word that no list has the most.
"""

import re
from collections.abc import Sequence

from react_cases.pii import letters
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.names import endings
from react_cases.pii.patterns import Later, any_of, word_set
from react_cases.pii.place_words import Known, is_ordinary, namesakes, stems
from react_cases.pii.places import OBLAST
from react_cases.pii.prepared import Prepared
from react_cases.pii.words import Word

_INTO = word_set("в во из аз iz in v")
_NEAR = word_set("под до через около возле близ за со с outside near from form to at of za do ot")
_NEAR_EN = word_set("outside beyond before near by past around towards toward via through into to at")
_AROUND = word_set("around before past towards toward beyond")
_ON = word_set("на с со")
_ROUND = _ON | word_set("возле около близ")
_FROM = word_set("from из")
"""With what it is part of behind: "from Iskra, Chuy oblast"."""
_BEHIND_GOING = _NEAR_EN | word_set("до через мимо около возле близ под за do cherez")
BEFORE = _INTO | _NEAR | _NEAR_EN | _ON | word_set("мимо к cherez")
"""Words that a place stands behind."""
_GOT = word_set("got received took borrowed bought heard call called letter money message stole stolen получил взял")
_LOCATIVE = Later("(?:[дт][аеоө]|[dt][aeo])(?:г[ыиуү]|gy|gi)?$")
_ABLATIVE = Later("(?:[дт][аеоө]н|н[аеоө]н|[dt][aeo]n)$")
_DATIVE = Later("(?:[гк][аеоө]|[gk][aeo])$")
_HAPPENED = Later("бол[гду]|өтк|калг")
_GENITIVE = Later("[нтд][ыиуү]н$")
_PEOPLE_OF = Later("[лдт][ыиуү]к$")
CASE = Later(
    "(?:[дт][аеоө]н?|н[аеоө]н|[гк][аеоө]|[лдт][ыиуү]к|[dt][aeo]n?|[gk][aeo]|[ldt][iyu]k)(?:г[ыиуү]|gy|gi|м[ыиуү]н|б[ыиуү]з|с[ыиуү][зң]?|ман|m[yiua]n|b[yiu]z)?$"
)
_LIFE = Later(
    "жаша|жашп|тур[аму]|турчу|турп|турабыз|тургун|кел|чык|кач|көч|туул|бар[ымгдсб]|кет|ишт|өск|болом|болот|чоңой|кайт|айдап|жөн|жүр"
    "|окуй|окуп|туру|каттай|калды|калган|калып|багат|чалып|turat|turam|jasha|kel|chyk|barg|bolom|tuul|ket"
)
_GOING = Later("бар[гыдса]|кет|көч|жөнө|кел|айдап|алып|кайт|жет|кач|катта|чык|bar[gyda]|ket|koch|kel|jet|kayt|kait")
_GOING_RU = Later(
    "жив|прожив|род(?:ом|ил|ин|ит)|(?:при|у|вы|по|до|за|пере|про|съ|разъ)?е(?:ха|зж|ду|дет|дем)|езд|(?:у|при|от|вы|за|до|пере|про)?в[её]з|выезд"
    "|поездк|дорог|маршрут|такси|автобус|поезд|билет|рейс|верн|возвра|бежа|сбеж|убеж|прибы|отправ|перев|этап|остал|остан|ноч|гост"
    "|добир|добра|(?:при|у|по|до)?ш[лё]|пешком|трасс|пут[ьи]|торг|работ|контейнер|рын|базар|ряд|стоя|доби|подвал|снима|держ|взял|задерж|пойм|аутрич|рейд|облав|точк|магазин|склад|zhiv|rod|prieh|priekh|ueh|ezd"
    "|rabot|vernu|doehal|poeh"
)
_GOING_EN = Later(
    "go$|goe|went|gone|going|mov|driv|drove|return|travel|fled|flee|flew|deport|bring|brought|sen[dt]|c[ao]me?|back|road|bus|taxi|home"
    "|way|walk|ran$|run|escap|transfer|rid|rode|trip|liv|lvi|stay|work|sell|sold|stop|check|pick|dump|hid|wait|highway|live|detain|arriv|family"
    "|relativ|parents|mother|stand|grew|born|marri|detent|pass|bazaar|market|resident|native|give|giving|met|caught|disappear|vanish|somewhere|raid|raised|taken|took|drop"
)
_HE = Later("(?:он|она|сам|сама|я|мы|парень|пацан|девушка|мужик|родственник\\w?)$")
"""`он с Токмака`."""
_LIVES = Later("liv|lvi|resid|stay|address|жив|прожив|жаш|тур")
_PEOPLE_FROM = Later("уроже|жител|окраин|администрац|окрестност|пригород|обитател")
"""`уроженка Алайку`: who or what is of a place."""
_OF_PLACE = word_set(
    "village town city outskirts chief cheif head mayor akim east west north south side people women men resident"
    " residents native edge centre center district streets"
)
_SAYS_VILLAGE = Later(
    r"\s"
    + any_of(
        r"айыл(?:ы|ын|дык|га|да|дан)[а-яөүң]* айыл кыштаг[а-яөүң]+ кишлак[а-я]* қишло[а-яқғ]+ тарап[а-яөүң]+"
        r" туман[а-я]*"
        r" жакта[а-яөүң]* жакк[а-яөүң]* жагы[а-яөүң]* жак бөлүгүн[а-яөүң]* маҳалла[а-яқғҳў]*"
        r" махалл[а-я]+ конуш[а-яөүң]*"
        r" vill?age vilage settlement valley side kyshtag[a-z]+ ajyl[a-z]* aiyl[a-z]* ayil[a-z]* tarap[a-z]*"
        r" jakta[a-z]* jak"
    )
    + r"(?!\w)"
)
_PART_OF = Later(r",\s[\w-]{3,20}\s(?i:oblast|district|region|rayon|область|области|района|районе|облусу|району)(?!\w)")
_BESIDE_KY = Later(r"\s(?:жан[ыд]|чет[иы]|багыт|айлана|jan[yd])")
_EDGE_KY = Later(r"\s(?:чет|кире\sбериш|кириш|борбор|тургун|эли\s)")
"""People have somebody beside them, but no edge and no inhabitants."""
_VILLAGE_BEFORE = any_of(
    r"сел[оеау] селом пос[её]лк?\w{0,3} аил[еау]?"
    r" ауыл\w{0,3} аул[еау]? айыл\w{0,4} кишлак\w{0,2} деревн\w махалл\w{1,2} квартал\w{0,2}"
    r" жилмассив\w{0,2} новостройк\w деҳаи? ҷамоати шаҳри ноҳияи"
    r" village_of vilage village settlement_of selo sele sela kishlak"
)
_SAID_VILLAGE = Later(rf"(?<!\w){_VILLAGE_BEFORE}\s\"?$")
_STREET_NEXT = re.compile(
    r",\s(?:[^\W\d_][\w-]*\s){0,2}(?:ул\.|улиц|көч|кўча|street|str?\.|st\s|lane|дом\s|д\.\s?\d|ul\.|ulits)",
    re.IGNORECASE,
)
RUSSIAN_VILLAGE = Later(
    "[а-яё-]{2,14}(?:[ое]в|ен|янов)к(?:а|и|е|у|ой|ада|адан|ага|адагы)|[а-яё-]{3,14}н?ен[кщ](?:а|и|е|у|ой|адан|ада)"
    "|[a-z-]{3,14}[oey]vk(?:a|i|e|u|oy|oi)"
)
_NEUTER = Later("[а-яё-]{4,16}(?:ое|ого|ом|ому|ем|его)")
"""`Пригородное`: villages whose names are adjectives, which another word follows if no village is meant."""
_CLAUSE_ENDS = Later(
    r"\s?(?:[.,;:!?)\n\"/]|$|-\s|(?:и|а|но|у|на|где|по|к|он|она|мы|я|они|там|ул|улица|дом|возле|около|сейчас|the|she|he|they|and|we|on|there)(?!\w))"
)
_IN_LIST_BEFORE = Later(r"(?:^|[\n(/;]|[,:]\s|\s-\s|^-\s|\n-\s)\"?$")
_IN_LIST_BEHIND = Later(r"\"?\s?(?:[,;)/\n]|$|\s-\s)")
_FIGURES_BEHIND = Later(r"\"?[,;)/]?\s?(?:[+\d]|ул|көч|тел|tel|str|\d)")
NUMBERED = Later(r"-\d{1,2}(?![\d-])")
"""`Аламедин-1`: quarters have numbers."""
_USUAL = 2
_OF_STREETS = ("ская", "скую", "ской", "skaya", "skoy", "skoi")
"""`Алма-Атинская` is a street."""
_NO_VILLAGE = word_set("таш ак жаш жаны кара that this бул ушул ошол биз эл the our their his her my same next")
_MARKETS = word_set("мадина дордой таатан жунхай джунхай кудайберген келечек учкун тунгуч жайма туратали аламедин")


class Signs:
    """Asks the words of one text."""

    def __init__(self, text: Prepared, words: Sequence[Word], lexicon: Lexicon) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon

    def lower(self, index: int) -> str:
        """The word at an index in lower case; nothing outside of the text."""
        return self._words[index].lower if 0 <= index < len(self._words) else ""

    def touch(self, index: int) -> bool:
        """Only a space lies between a word and the next one."""
        if not 0 <= index < len(self._words) - 1:
            return False
        return self._text.text[self._words[index].end : self._words[index + 1].start] == " "

    def may_be_told(self, index: int, last: int, lower: str) -> bool:
        """Whether anything could show it; the rest of the questions cost more."""
        if "-" in lower or " " in lower or CASE.search(lower) or self.lower(index - 1) in BEFORE:
            return True
        word = self._words[index]
        if word.is_capital and (self._in_list(index, last) or RUSSIAN_VILLAGE.fullmatch(lower)):
            return True
        before = self.lower(index - 1)
        if _PEOPLE_FROM.match(before) or (word.is_capital and _LIVES.match(before)):
            return True
        end = self._words[last].end
        return self._says_village(word.start, end) or _BESIDE_KY.match(self._text.lower, end) is not None

    def is_told(self, index: int, last: int, lower: str, known: Known) -> bool:
        """Whether the words around show that a word, known so, is a place."""
        word, end = self._words[index], self._words[last].end
        if self.lower(index - 1) in _INTO | _FROM and _PART_OF.match(self._text.text, end):
            return True
        if OBLAST.match(self._text.lower, end) or self._is_initial(index - 1):
            return False
        half = word.text.partition("-")[2][:1]
        is_half_small = bool(half) and word.is_capital and not half.isupper()
        is_bare = not (half or " " in lower or RUSSIAN_VILLAGE.fullmatch(lower))
        if word.begins_sentence and known in (Known.MADE, Known.UNKNOWN) and is_bare:
            return known is Known.MADE and self._lives(last) and _says_where(lower)
        if (
            self._is_beside_name(last)
            or self._is_behind_surname(index)
            or (is_half_small and known in (Known.MADE, Known.HALF))
        ):
            return False
        if self._says_village(word.start, end):
            return known is not Known.UNKNOWN and letters.folded(lower) not in _NO_VILLAGE
        return (
            self._is_told_small(index, last, lower, known)
            if not word.is_capital
            else self._is_told_large(index, last, lower, known)
        )

    def _is_initial(self, index: int) -> bool:
        """`A. V. Reimer`: the letter before a surname is no preposition."""
        if index < 0:
            return False
        word = self._words[index]
        between = self._text.text[word.end : self._words[index + 1].start]
        return len(word.text) == 1 and word.text.isupper() and between in {".", ". "}

    def _is_told_large(self, index: int, last: int, lower: str, known: Known) -> bool:
        end = self._words[last].end
        if known in (Known.LISTED, Known.MADE) and ("-" in lower or " " in lower):
            return not lower.endswith(_OF_STREETS)
        if known is not Known.UNKNOWN and NUMBERED.match(self._text.text, end):
            return True
        if RUSSIAN_VILLAGE.fullmatch(lower) and known in (Known.LISTED, Known.MADE):
            return not self._is_behind_first_name(index)
        if known is not Known.UNKNOWN and self._is_in_place_of_place(index, last, known):
            return True
        if known not in (Known.NAME, Known.UNKNOWN) and _BESIDE_KY.match(self._text.lower, end):
            return True
        if self._has_edge(end, lower, known):
            return True
        before = self.lower(index - 1) if self.touch(index - 1) else ""
        if before in _INTO:
            return known is not Known.UNKNOWN or before != "v"
        if _PEOPLE_FROM.match(before):
            return True
        if before in BEFORE and self._is_near(index, before, known):
            return True
        if known is Known.UNKNOWN and _LIVES.match(self.lower(index - 1)):
            return self._text.text[end : end + 1] == ","
        return self._is_where(last, lower, known)

    def _is_in_place_of_place(self, index: int, last: int, known: Known) -> bool:
        """Before a street, or alone between commas as in lists of people."""
        end = self._words[last].end
        if known in (Known.NAME, Known.WORD) and _STREET_NEXT.match(self._text.text, end):
            return True
        if known is Known.WORD and self.lower(index - 1) == "at":
            return True
        if not self._in_list(index, last):
            return False
        is_name = self._lexicon.first_name(self._text.lower[self._words[index].start : end]) is not None
        is_sure = known in (Known.LISTED, Known.MADE) and not is_name
        return is_sure or _FIGURES_BEHIND.match(self._text.lower, end) is not None

    def _is_told_small(self, index: int, last: int, lower: str, known: Known) -> bool:
        """The same where nothing has capitals: ordinary words ask for more."""
        before = self.lower(index - 1) if self.touch(index - 1) else ""
        end = self._words[last].end
        is_usual = self._is_usual(lower)
        if NUMBERED.match(self._text.text, end) and known is Known.LISTED:
            return True
        if not is_usual and before == "на" and _is_market(lower):
            return True
        if known is Known.WORD and before in BEFORE and letters.is_cyrillic(lower) and _NEUTER.fullmatch(lower):
            return _CLAUSE_ENDS.match(self._text.lower, end) is not None
        if known is Known.LISTED and (" " in lower or "-" in lower) and (before in BEFORE or _says_where(lower)):
            return True
        if known is Known.LISTED and before in ("from", "form") and self._lexicon.first_name(lower) is None:
            return not is_usual and self._is_near(index, before, known)
        if _PEOPLE_FROM.match(before) and known in (Known.NAME, Known.LISTED):
            return not is_usual
        if before in _INTO:
            if (
                known in (Known.NAME, Known.LISTED)
                and self._lexicon.frequency(lower, "ru") < _USUAL
                and self._goes(index, _GOING_RU)
            ):
                return True
            is_made = known is Known.HALF or (known is Known.MADE and "-" not in lower)
            is_word = is_made or self._lexicon.russian(lower).common > 0
            return not (is_word or is_usual)
        is_english = not letters.is_cyrillic(lower) and not is_ordinary(lower, self._lexicon)
        if is_english and before in _NEAR_EN and known in (Known.LISTED, Known.WORD, Known.NAME):
            is_name = known is Known.NAME and self._lexicon.first_name(lower) is not None
            return not is_name and (before in ("near", "outside", "past") or self._goes(index, _GOING_EN))
        if before in _NEAR:
            is_told = known is Known.NAME and before in ("за", "под", "до")
            is_driven = (
                known in (Known.NAME, Known.WORD, Known.LISTED) and before in _ROUND and self._goes(index, _GOING_RU)
            )
            return is_told or (is_driven and not is_usual and not self._lexicon.russian(lower).common)
        if self._has_edge(end, lower, known) and not is_usual:
            return True
        if known is Known.LISTED and not is_usual:
            return self._lives(last) and _says_where(lower)
        return known is not Known.LISTED and self._is_where_small(last, lower)

    def _goes(self, index: int, going: Later) -> bool:
        """A verb of going or living stands before it in the same clause."""
        near = (*range(max(0, index - 5), index - 1), index + 1)
        return any(going.match(self.lower(other)) for other in near)

    def _lives(self, last: int) -> bool:
        return any(_LIFE.match(self.lower(other)) for other in range(last + 1, last + 4))

    def _in_list(self, index: int, last: int) -> bool:
        """Alone between commas, dashes, brackets or ends of lines."""
        start, end = self._words[index].start, self._words[last].end
        if _IN_LIST_BEHIND.match(self._text.text, end) is None:
            return False
        return _IN_LIST_BEFORE.search(self._text.text, max(0, start - 3), start) is not None

    def _is_behind_first_name(self, index: int) -> bool:
        if not self.touch(index - 1):
            return False
        word = self._words[index - 1]
        return word.is_capital and self._lexicon.first_name(word.lower) is not None

    def _is_beside_name(self, last: int) -> bool:
        """`из Токтогула Сатылганова`, `с Гульзадо Асановной`: what stands behind it makes a person of a word."""
        if not self.touch(last):
            return False
        behind = self._words[last + 1]
        if not behind.is_capital or self._lexicon.place(behind.lower) is not None:
            return False
        return letters.surname_base(behind.lower) is not None or endings.is_patronymic(behind.lower)

    def _is_behind_surname(self, index: int) -> bool:
        """`Турганбаева Ыпаркан,`: a first name that no list has."""
        if not index or not self.touch(index - 1):
            return False
        before = self._words[index - 1]
        is_surname = before.is_capital and letters.surname_base(before.lower) is not None
        return is_surname and self._lexicon.place(before.lower) is None

    def _says_village(self, start: int, end: int) -> bool:
        is_before = _SAID_VILLAGE.search(self._text.text, max(0, start - 16), start) is not None
        return is_before or _SAYS_VILLAGE.match(self._text.text, end) is not None

    def _is_usual(self, lower: str) -> bool:
        return any(self._lexicon.frequency(lower, language) > 1 for language in ("ru", "ky", "en"))

    def _is_near(self, index: int, before: str, known: Known) -> bool:
        """Words before which people stand, too: `до`, "from", `за`."""
        if before in ("from", "form"):
            near = {self.lower(other) for other in range(max(0, index - 5), index)}
            return near.isdisjoint(_GOT)
        if before == "of":
            return known is Known.MADE or self.lower(index - 2) in _OF_PLACE
        if before == "на" and _is_market(self.lower(index)):
            name = self._lexicon.first_name(self.lower(index))
            return name is None or name.weight == 1 or self._goes(index, _GOING_RU)
        if before in _ON:
            is_place = known in (Known.LISTED, Known.MADE, Known.WORD)
            is_from = known is not Known.WORD and before != "на" and _HE.match(self.lower(index - 2)) is not None
            return is_place and (is_from or self._goes(index, _GOING_RU))
        if known in (Known.LISTED, Known.MADE) and before in _NEAR | _AROUND:
            return True
        going = _GOING_EN if before in _NEAR_EN else _GOING_RU
        if known is Known.UNKNOWN and before in ("by", "at"):
            return False
        return before in _BEHIND_GOING and self._goes(index, going)

    def _is_where(self, last: int, lower: str, known: Known) -> bool:
        """A Kyrgyz form that says where, and a verb of living or going behind it where people could be meant, too."""
        if namesakes().get(letters.folded(lower)) is not None:
            return False
        lives = self._lives(last)
        is_sure = known in (Known.MADE, Known.HALF)
        if known is Known.LISTED:
            is_sure = self._lexicon.first_name(lower) is None
        if _PEOPLE_OF.search(lower) and not is_ordinary(lower, self._lexicon):
            return known in (Known.LISTED, Known.NAME)
        if _LOCATIVE.search(lower):
            if known is Known.UNKNOWN:
                return lives or _STREET_NEXT.match(self._text.text, self._words[last].end) is not None
            return known is not Known.WORD or lives or _HAPPENED.match(self.lower(last + 1)) is not None
        if _ABLATIVE.search(lower):
            return lives or is_sure
        return bool(_DATIVE.search(lower)) and any(
            _GOING.match(self.lower(other)) for other in range(last + 1, last + 4)
        )

    def _has_edge(self, end: int, lower: str, known: Known) -> bool:
        """`Наримандын четинде`."""
        is_known = known is not Known.UNKNOWN and _GENITIVE.search(lower) is not None
        return is_known and _EDGE_KY.match(self._text.lower, end) is not None

    def _goes_to(self, last: int, lower: str) -> bool:
        """`назраньга алып барган`, `бостондо болгон`."""
        if self._lexicon.first_name(lower) is not None:
            return False
        if _LOCATIVE.search(lower) is not None:
            return _HAPPENED.match(self.lower(last + 1)) is not None
        return _DATIVE.search(lower) is not None and any(
            _GOING.match(self.lower(other)) for other in range(last + 1, last + 4)
        )

    def _is_where_small(self, last: int, lower: str) -> bool:
        if namesakes().get(letters.folded(lower)) is not None:
            return False
        if self._goes_to(last, lower) and not self._is_usual(lower):
            return True
        return self._lives(last) and _says_where(lower)


def _says_where(lower: str) -> bool:
    """A Kyrgyz form that says where something is, or where it comes from."""
    return _LOCATIVE.search(lower) is not None or _ABLATIVE.search(lower) is not None


def _is_market(lower: str) -> bool:
    """A market or quarter that people are «на» and not «в»."""
    return any(stem in _MARKETS for stem in stems(lower))
