"""Streets that the words around tell: a word for a street beside a listed name, or one for living before a house.

«улице арпа возле мечети, номер шесть», "pravda street", «живут в Арча-Бешике, Кокчоо 17».
"""

from collections.abc import Iterator

from react_cases.pii.house_parts import HOUSE_FOLLOWS, house_end
from react_cases.pii.lexicon import lexicon
from react_cases.pii.patterns import Group, Later, any_of, word_set
from react_cases.pii.prepared import Prepared
from react_cases.pii.street_names import is_word, looks_like_street, streets

_WORD = r"[^\W\d_][\w'-]{2,24}"
_KIND_FIRST = Later(
    r"(?<!\w)(?<!эта\s)(?<!наша\s)(?<!моя\s)(?<!вся\s)"
    + any_of(
        r"ул?ли?[цч][аеуы]?ю? ул\. ул пр\. пр-т\w? просп\. проспект\w{0,2} пер\. переул\w{2,4} бульвар\w{0,2}"
        r" ulit[sz]\w{1,2} ulic\w{1,2} ul\.? uliz\w prospekt\w? pr\. per\. pereul\w{2,4} street avenue көчө көчөсү"
    )
    + rf"\s?(?P<street>{_WORD}(?:\s{_WORD})?)(?!\w)"
)
_KIND_BEHIND = Later(
    rf"(?<![\w'-])(?P<street>{_WORD}(?:\s{_WORD})?)\s"
    + any_of(
        r"к[өо]ч[өо]?с[үуө][а-яөүң]{0,7} кч[өо]с[үу][а-яөүң]{0,7} к[өо]чс[өоүу][а-яөүң]{0,7} к[өо]ч\."
        r" көч к[өо]ч[өо] проспект[а-яөүң]{1,7}"
        r" бульв[а-яөүң]{2,9}"
        r" улиц[аеуы] ул\. проспект\w{0,2} тар_көчө[а-яөүң]{0,8}"
        r" s[tr]{1,2}[rt]?[eai]{1,3}t st\. st str\. str avenue ave\. ave avenu boulevard lane"
        r" ko[cç]h?[oö]s[uü]\w{0,6} k[oö]ch\."
    )
    + r"(?!\w)"
)
_NAMED_AFTER = Later(
    r"(?<![\w'-])[А-ЯЁҢӨҮ][\w-]{2,20}(?:\s[А-ЯЁҢӨҮ][\w-]{2,20}){0,2}\s(?i:атында[гк]ы)\s(?i:көчө)[а-яөүң]{0,8}(?!\w)"
)
_SON_OF = Later(
    r"(?<![\w'-])[А-ЯЁҢӨҮA-Z][\w'-]{2,20}\s(?:[А-ЯЁҢӨҮA-Z][\w'-]{2,20}\s)?(?i:уулу|кызы|uulu|kyzy)\s(?:[А-ЯЁҢӨҮA-Z][\w'-]{2,20}\s)?"
    r"(?i:к[өо]ч[а-яөүң]{0,9}\.?|street|str?\.|avenue|проспект[а-я]{1,6})(?!\w)"
)
"""«Мамыт Эргеш уулу көчөсү», "Sydyk uulu Asan street": no person but a street named after one."""
_KIND_STANDS = Later(
    r"ули|ул\.|ул\s|улц|уилц|лиц[аеуы]|пр\.|пр-т|просп|пер\.|переул|бульв|ulit|ulic|uliz|ul\.|ul\s|prosp|pereul|st[re]|sre|avenu|ave|\sst(?!\w)"
    r"|boulev|lane|к[өо]?ч|k[oö][cç]"
)
_GROUP = Group("address.street", _KIND_STANDS, (_KIND_FIRST, _KIND_BEHIND, _NAMED_AFTER, _SON_OF), reach=50)

_LIVES = Later(
    r"(?<!\w)(?:жив(?:у|[её]т|[её]м|ут|[её]шь|ёте)|жил[аи]?|прожива\w{2,4}|прописан\w?|зарегистр\w{4,8}|снима\w{1,4}|арендует|ночу\w{1,3}|ночев\w{2,3}"
    r"|пряч\w{1,4}|скрыва\w{2,5}|приют\w{2,6}|переехал\w?|пересел\w{2,6}|квартир\w{1,3}|комнат\w|дом\w{0,2}|адрес\w{0,2}|калитк\w|ворот\w?|подъезд\w?|дач[аеиу]"
    r"|обыск\w?|дверь|двери|хат[аеуы]|прописк\w|lives?|lived|living|stays?|stayed|staying|rents?|rented|renting|hides?|hiding|sleeps?"
    r"|moved|home|house|flat|room|address|registered|gate|жаша\w{1,8}|тура[тм]\w{0,4}|турган\w{0,3}|турчу|үйү\w{0,3}|үйүнө|үйдө|дареги\w{0,3}|ижара\w{0,4}|батир\w{0,4}"
    r"|бөлмө\w{0,3}|жатакана\w{0,4}|ж/м|жилмассив\w{0,3}|новостройк\w|айылы|айылында|кыштагы|кыштагында|village|[ao][iy]y?ly|a[iy][iy]l|село|пос[её]лок|zhiv[eyu]\w{0,2}|propisan\w?|adres\w{0,2}|snimae\w|nochue\w|jashay\w{1,4}|turat|üyü|uyu|dareg\w{1,3})(?!\w)"
)
_BARE_HOUSE = Later(r"(?<![\w'-])(?P<street>[А-ЯЁҢӨҮҚҒA-Z][\w'-]{2,24}(?:\s[А-ЯЁҢӨҮҚҒA-Z][\w'-]{2,24})?)(?=,?\s\d)")
_ENDS = Later(
    r"\s?[;:!?()\"\n]|\s?$|[,.](?!\d)|\s-\s|\s(?:и|а|но|где|там|это|у|в|во|на|с|со|к|за|and|but|where|in"
    r"|with|near|жана|деген|менен|дейт|деп)(?!\w)"
)
_REACH = 70
_NO_STREETS = word_set(
    "статья статьи статье глава пункт дело дела камера камеры палата школа школе школы отдел отдела больница класс"
    " бишкек бишкеке ош оше колония колонии article section room ward school page chapter hospital police"
    " центр центра центре группа январь covid номер no квартира дом кабинет корпус блок отряд смена часть"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december about around over under nearly only"
)
_NO_NAMES = word_set(
    "на в по из за и не как что моя мой моей его её их этой той другой одной большой главной нашей вашей своей"
    " the this that a an our main same next his her my their one each every in on at to of by near down up from"
    " бул ушул ошол биздин анын бир чоң негизги айыл айылдын шаар шаардын ордун кайсы менен жана"
)


def find_told_streets(clean: Prepared) -> Iterator[tuple[int, int]]:
    """Start and end of every street that a word beside it or a word for living tells."""
    text = clean.text
    for match in _GROUP.matches(text, clean.lower):
        if match.re in (_NAMED_AFTER.compiled(), _SON_OF.compiled()):
            yield match.start(), house_end(text, match.end()) or match.end()
            continue
        is_kind_first = match.re is _KIND_FIRST.compiled()
        span = _beside_kind(match.start("street"), match["street"], is_kind_first)
        if span is not None:
            start, end = (match.start(), span[1]) if is_kind_first else (span[0], match.end())
            yield start, house_end(text, end) or end
    yield from _after_living(clean)


def _beside_kind(start: int, phrase: str, is_kind_first: bool) -> tuple[int, int] | None:
    """The words of a phrase that name a listed street, those that stand at its kind."""
    words = phrase.split(" ")
    for chosen in (words, words[:1] if is_kind_first else words[-1:]):
        name = " ".join(chosen)
        if chosen[0].lower() in _NO_NAMES or not (streets().is_listed(name) or _is_slip(name)):
            continue
        first = start if is_kind_first else start + len(phrase) - len(name)
        return first, first + len(name)
    return None


def _is_slip(name: str) -> bool:
    return streets().is_nearly(name) and not is_word(name)


def _after_living(clean: Prepared) -> Iterator[tuple[int, int]]:
    """A name with a house at the end of what is said about living, where no age stands."""
    text, reached = clean.text, 0
    for cue in _LIVES.finditer(clean.lower):
        end = min(len(text), cue.end() + _REACH)
        for match in _BARE_HOUSE.finditer(text, max(reached, cue.end()), end):
            reached = match.end()
            house = HOUSE_FOLLOWS.match(text, match.end())
            if house is None or not _ENDS.match(text, house.end()) or "\n" in text[cue.end() : match.start()]:
                continue
            is_bare = house["comma"] is not None and house["house"].isdigit()
            if _is_known(match["street"]) if is_bare else _is_street_of(match["street"]):
                yield match.start(), house_end(text, match.end()) or house.end()


_ADJECTIVE = Later(r"(?:[нк]ая|naya|kaya|skoy|ской)$")


def _is_known(phrase: str) -> bool:
    """What stands before a comma and figures may be a person with an age: only what is no name."""
    if lexicon().first_name(phrase.split(" ")[0]) is not None:
        return False
    return streets().is_listed(phrase) or _ADJECTIVE.search(phrase.lower()) is not None


def _is_street_of(phrase: str) -> bool:
    """No word of another kind, no person: a street of the list, one that ends as streets do, or an unknown word."""
    words = phrase.split(" ")
    if any(word.lower() in _NO_STREETS for word in words) or lexicon().cue(words[0]) is not None:
        return False
    if streets().is_listed(phrase) or streets().is_nearly(phrase):
        return True
    if any(lexicon().first_name(word) is not None or lexicon().is_body(word) for word in words[:1]):
        return len(words) > 1 and looks_like_street(words[-1])
    return all(looks_like_street(word) or not is_word(word) for word in words)
