"""What stands right beside a first name that is an ordinary word besides, and shows that somebody is meant. Pure.

An age, a year of birth or one initial («Света, 34 года», «Роза Т. обратилась», "Hope, 34, came"); who it is («Бакыт
(секс-кызматкер)», «Улан, мать двоих детей»); their own family («Роза и её сын»); a label before it («Подпись: Улан»);
the first word of an entry («- Талант, юрист керек»). Such a name needs a sign where every word has a capital, at the
beginning of a sentence, and where none has one.
"""

from react_cases.pii.patterns import Later, any_of, word_set

_TENS = any_of(
    "четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят"
    " шестьдесят семьдесят он жыйырма отуз кырк элүү алтымыш жетимиш fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy"
)
_AGE = rf"(?:1[4-9]|[2-7]\d|{_TENS}(?:[\s-][а-яөүңa-z]{{2,7}})?)"
_YEARS = any_of(r"лет года? г\. жаш[а-яөү]{0,8} years?(?:\sold)? yrs? y\.?\s?o\.? y/o") + r"(?!\w)"
_NO_AGE_BEHIND = (
    r"(?!\s(?i:назад|спустя|подряд|тюрь|колони|лишен|заключ|срок|стаж|опыт|жизни|прош|без|не\s|нет|ago|later|in\s|of\s"
    r"|without|since|мурун|илгери|кийин|бою|өттү|болду))"
)
_FROM = r"(?:\s(?i:из|с|from)\s[\w-]{2,20})?"
_WITH_YEARS = Later(rf"{_FROM}\s?[,(–—-]?\s?\(?{_AGE}\s?-?\s?{_YEARS}{_NO_AGE_BEHIND}")
_BARE = Later(r",\s(?:1[4-9]|[2-7]\d)(?=,\s[^\W\d])|\s\((?:1[4-9]|[2-7]\d)\)")
_ONE_INITIAL = Later(r"\s[A-ZА-ЯЁҢӨҮ]\.(?=,|\)|\s[a-zа-яёөүң(\d–—-])")
_BORN = Later(
    r"\s?[,(]?\s?(?:19|20)\d\d\s?-?\s?(?:г\.?\s?р(?!\w)|года?\s?рожд|ж\.?\s?т(?!\w)|жыл[а-я]{2,4}\sтуул)"
    r"|,?\s\(?born\s(?:in\s)?\d"
)
_WHO = any_of(
    r"мать отец клиент\w{0,3} клиентка кардар\w{0,4} луин\w? лжв пин(?!\w) секс-?работни\w{2,4} секс-?кызматкер\w{0,4}"
    r" потребител\w{1,4} жител\w{1,5} урожен\w{2,4} инвалид\w? пенсионер\w{0,2} студент\w{0,3} трансгендер\w{0,3}"
    r" трансженщина трансмужчина гей(?!\w) лесбиянка мсм(?!\w) безработн\w{2} беременна\w? разведен\w{0,2} вдова"
    r" подруга сестра соседка [а-яөүң]{3,9}нын_(?:энеси|атасы|кызы|уулу) sex_?-?worker trans client pwid mother father"
    r" drug_user plhiv следовател\w{1,3} участков\w{2,3} оперативник\w{0,2} опер(?!\w) милиционер\w{0,2}"
    r" начальник\w{0,2} инспектор\w{0,2} дознавател\w{1,2} судья прокурор\w{0,2}"
    r" сотрудни\w{1,4} тергөөчү\w{0,3} участкалык"
)
_IS_WHO = Later(
    rf"\s\(\s?{_WHO}|,\s{_WHO}(?!\w)|\s[–—-]\s(?:(?i:мо[йя]|наша?|это|биздин|менин|our|my)\s)?{_WHO}(?!\w)"
    r"|,\s(?i:(?:эки|үч|төрт|беш|алты|жалгыз)\s(?:баланын|бой)|двое\sдетей|трое\sдетей)"
    r"|\s(?:менин|биздин)\s(?:кардар|дос|курбу|кошуна|кызматкер)[а-яөүң]{1,8}(?!\w)"
)
_HAS_FAMILY = Later(
    r"\sи\s(?:её|ее|его)\s(?i:сын|доч|муж|жена|мать|мам|отец|пап|реб[её]н|дет|сестр|брат|подруг|друг|парень)"
    r"|\sменен\s(?i:анын\s)?(?:баласы|балдары|кызы|уулу|күйөөсү|аялы|апасы|энеси|атасы|сиңдиси|эжеси|байкеси|курбусу)(?!\w)"
    r"|\sand\s(?:her|his)\s(?i:son|daughter|child|kids?|husband|wife|mother|father|sister|brother|friend|partner)"
)
_FARES = Later(
    r"\s(?i:(?:сейчас|снова|опять|теперь|уже|азыр|дагы|now|again)\s)?(?i:is\s|was\s)?(?i:now\s|again\s)?(?i:в|на|in|at)?\s?(?:the\s)?"
    r"(?i:сизо|ивс(?!\w)|изоляторе|тюрьме|колонии|больнице|розыске|камак|түрмө|абак|оорукана|pretrial|prison|jail|custody|hospital)"
    r"|\s(?i:вич)(?i:-?\s?(?:положит|инфицир|позитив|статус|оң\s)|\sменен\s)|\s(?i:has|is)\s(?i:hiv|living\swith)"
    r"|\sайткан(?:дай|ына\sкараганда)(?!\w)"
)
"""Where somebody is held or lies, what they live with; «Азамат айткандай»."""
_SURE = (_WITH_YEARS, _BORN, _IS_WHO, _HAS_FAMILY, _FARES)
_WITH_CAPITAL = (_BARE, _ONE_INITIAL)
_LABEL = Later(
    r"(?<!\w)(?i:контакт\w{0,3}|подпись|имя|фио|ф\.\s?и\.\s?о\.?|аты(?:-жөнү)?|колу|байланыш|signed|contact|name|client"
    r"|клиент(?:ка)?|кардар|заявитель(?:ница)?|пострадавш\w{2,3}|потерпевш\w{2,3}|реактор|reactor|юрист|адвокат"
    r"|кызматкер|документёр|documenter|lawyer)\s?[:–—]\s$"
)
_ENTRY_BEFORE = Later(r"(?<![^\n])\s{0,2}(?:[–—•*-]|\d{1,2}[.)])\s$")
_ENTRY_BEHIND = Later(r",\s[a-zа-яёөүң]|\s?[:–—]\s?\w|\s-\s")
_NO_ENTRY = word_set(
    "максат тилек үмүт ишеним эмгек мир слава вера надежда любовь воля намыс адилет эркин темир болот hope faith mark"
    " will grace joy victor star сыймык ырыс"
)
"""Goals, demands and virtues begin entries, too."""
_LABEL_REACH = 24
_NOBODY_BEFORE = word_set("без нет не было ни до после на за про для про of without no for")
"""«без света 34 года»: of the word, in small letters."""


def is_shown(text: str, start: int, end: int, previous: str, *, is_capital: bool) -> bool:
    """Whether something beside `text[start:end]` shows that it is a name; `previous` is the word before it."""
    if any(sign.match(text, end) is not None for sign in _SURE):
        return is_capital or previous not in _NOBODY_BEFORE
    if not is_capital:
        return False
    return any(sign.match(text, end) is not None for sign in _WITH_CAPITAL) or _is_in_form(text, start, end)


def _is_in_form(text: str, start: int, end: int) -> bool:
    """Behind a label, or the first word of an entry."""
    first = max(0, start - _LABEL_REACH)
    if _LABEL.search(text, first, start) is not None:
        return True
    if text[start:end].lower() in _NO_ENTRY:
        return False
    is_entry = _ENTRY_BEFORE.search(text, first, start) is not None and _ENTRY_BEHIND.match(text, end) is not None
    is_line = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in {":", "\n"}
    return is_entry or is_line
