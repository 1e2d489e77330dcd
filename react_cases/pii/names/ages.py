"""Who has an age, or one initial, is somebody: «Света, 34 года», «Роза Т. обратилась», "Hope, 34, came". Pure.

A first name that is an ordinary word besides needs such a sign where every word has a capital, and where none has one.
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
_NOBODY_BEFORE = word_set("без нет не было ни до после на за про для про of without no for")
"""«без света 34 года»: of the word, in small letters."""


def is_shown(text: str, end: int, previous: str, *, is_capital: bool) -> bool:
    """Whether an age or an initial stands behind a word that ends at `end`; `previous` is the word before it."""
    if is_capital:
        return any(sign.match(text, end) is not None for sign in (_WITH_YEARS, _BARE, _ONE_INITIAL))
    return previous not in _NOBODY_BEFORE and _WITH_YEARS.match(text, end) is not None
