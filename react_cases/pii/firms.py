"""Firms, funds and houses that no word for their kind stands beside: `ключ от «Тёплого дома»`, "Ak-Sai Packaging".

Quotation marks hold what somebody said, a word used ironically, or a car at least as often as a name. So what they hold
counts only with capitals, few words and a sign beside it that it is a place one can be in, or one that is called so.
"""

import re
from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.patterns import Group, Later, any_of
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

_NAME = r"\"(?P<name>[А-ЯЁӨҮҢA-Z][\w'&+-]{1,20}(?:\s[\w'&+-]{1,20}){0,3})\""
_IN = any_of(
    "в во из около возле напротив мимо под_вывеской называется называется_это с_вывеской at from inside"
    " outside near behind"
    " работа(?:ет|л|ла|ю|ем|ли|ют)_в сотрудни\\w{1,4} волонт[её]р\\w{0,3} клиент\\w{0,2} юрист\\w{0,2}"
    " координатор\\w{0,2}"
    " директор\\w{0,2} администратор\\w{0,2} вывеск\\w{1,2} рекламой v iz okolo vozle"
)
_AT = any_of("от у к ко для при с со до за через мимо об? of to for with by ot u")
"""Where a person with a nickname may stand as well."""
_QUOTED = (
    Later(rf"(?<!\w){_IN}\s{_NAME}(?P<end>)"),
    Later(rf"(?<!\w)(?P<weak>{_AT})\s{_NAME}(?P<end>)"),
    Later(rf"{_NAME}(?P<end>-?(?:[дт][ае]н?|[гк][ае]|[ндт][ыи]н|д[оө]н?)(?!\w))"),
    Later(rf"{_NAME}(?P<end>\s[а-яөүң]{{2,15}}с[иыуү](?:н(?:д?[аеоө]н?|[иыуү]н)?)?(?!\w))"),
)
_NO_FIRM = Later(
    any_of(
        "хонд\\w* тойот\\w* камри матиз\\w* некси\\w* нив\\w* ауди фит степ\\w* одисс\\w* голф\\w* гольф\\w*"
        " мерс\\w* мерседес\\w* бмв"
        " лексус\\w* лада\\w* лад\\w жигул\\w* девятк\\w* спринтер\\w* субару опел\\w* опель мазд\\w*"
        " ниссан\\w* киа хендай\\w* хундай\\w*"
        " соляри\\w* портер\\w* газел\\w* уаз\\w* волг\\w* приус\\w* фольксваген\\w* пассат\\w* форд\\w*"
        " шевроле дэу тик[оу] легас\\w* ипсум\\w*"
        " эстим\\w* виш аккорд\\w* спарк\\w* джип\\w* ленд\\w* прад\\w* крузак\\w* рав4 honda\\w* toyota\\w*"
        " camry fit golf audi matiz nexia"
        " mercedes\\w* bmw lexus sprinter subaru opel mazda nissan kia hyundai\\w* prius volkswagen ford"
        " chevrolet daewoo jeep"
        " telegram\\w* телеграм\\w* инстаграм\\w* instagram\\w* фейсбук\\w* facebook\\w* ватсап\\w*"
        " whatsapp\\w* вотсап\\w* тикток\\w* tiktok"
        " одноклассник\\w* вконтакте youtube ютуб\\w* samsung\\w* самсунг\\w* iphone айфон\\w* redmi xiaomi"
        " zoom гугл\\w* google вич спид hiv aids"
        " арв арт"
    )
    + r"(?:\s.{1,20})?"
)
"""Cars, telephones, networks: what is in quotation marks as often."""
_THING = Later(
    r"\s(?:машин|унаа|телефон|гезит|ыр|кино|фильм|китеп|автомашин|аттуу|деген|лакап|сөз|газет|сайт|канал|программ)"
)
_SAYS = Later(r",?\s?-?\s?(?:деп|деди|деген|дейт|дешти|dep|dedi|degen|сказал|ответил|крич|writes?|wrote|said)(?!\w)")
_FIRM = any_of(
    "packaging textiles? trade trading logistics travel tours? express media holding invest investments?"
    " capital credit kredit"
    " lounge relax watch alliance coalition initiative union positive international network foundation servis"
    " services?"
    " stroy stroi fashion beauty pharm farm medical dent dental lux luxe plus centra tsentra solutions"
    " consulting"
    " finance garments? apparel industries enterprises? partners laboratory diagnostics optics"
    " catering taxi motors laundry microcredit lombard bank plaza mall tower"
)
_FIRM_RU = any_of(
    "плюс групп сервис люкс сити маркет трейд строй кредит инвест финанс деньги займ текстиль фарм медиа"
    " тревел тур холдинг лайф"
    " хаус секьюрити логистик транс экспресс бьюти стиль мебель моторс лоджистик дент мед диагностик продукт"
    " агро инвестмент"
    " капитал микрокредит банк молл плаза тауэр парк фэшн лаундж релакс"
)
_LARGE = r"[A-Z][\w'&-]{1,20}"
_LARGE_RU = r"[А-ЯЁӨҮҢ][\w-]{1,20}"
_NOT_FIRST = (
    r"(?!(?:The|A|An|This|That|His|Her|My|Our|Their|In|At|On|From|To|No|And|But|With|By|For|When|If|HIV|AIDS|I|He|She|We|It|As"
    r"|Human|Travel|European|Soviet|Customs|Trade|Labou?r|Food|New|Free|After|Before|Home|Mass|Social|Bank)\s)"
)
_RUNS = (
    Later(rf"(?<![\w.-]){_NOT_FIRST}(?:{_LARGE}\s){{1,3}}(?=[A-Z])(?:{_FIRM})(?:\s(?=[A-Z]){_LARGE})?(?![\w-])"),
    Later(
        rf"(?<!\w)(?:{_LARGE}\s)(?:Women|Youth|Group|Coffee|City|House|Studio|Style|Company)(?!\w)(?!'s?\sDay|\sDay)"
    ),
    Later(rf"(?<!\w)(?:Coffee|Plus|Pizza|Beauty|Sushi|Burger|Lounge)\s{_LARGE}"),
    Later(rf"(?<!\w)(?:{_LARGE_RU}\s){{1,2}}(?=[А-Я])(?:{_FIRM_RU})(?:а|е|у|ом)?(?!\w)"),
    Later(rf"(?<!\w)(?:Кофе|Плюс|Пицца|Суши|Бургер|Бьюти|Микрокредит)\s{_LARGE_RU}"),
)
_SMALL = (
    Later(r"(?<!\w)(?:с|со|из|в|на)\s(?P<name>(?:первомайк|ленинк|свердловк|октябрьк)[иеу])(?!\w)"),
    Later(
        r"(?<!\w)(?:в|из|от|у|с|для|at|from|in|the|to|of|v|iz|ot)\s(?P<name>[^\W\d_][\w-]{2,20})\s(?:плюс|plus)(?![\w-])"
        r"(?!\s(?:к|ещё|еще|один|два|три|сто|это|one|two|three|a|the|\d))"
    ),
    Later(
        r"(?<!\w)(?:в|из|от|с|at|from|the|v|iz|ot|by)\s(?P<name>(?:быстр[оы]\w?|bystro|bystrye|l[ei]gkie|л[её]гки\w)[\s-]?(?:деньги|dengi))(?!\w)"
    ),
)
_GROUPS = (
    Group(
        "org.named",
        Later(_FIRM[3:-1] + "|women|youth|group|coffee|city|house|studio|style|market|company|pizza|sushi|burger"),
        _RUNS[:3],
    ),
    Group("org.named", Later(_FIRM_RU[3:-1] + "|кофе|плюс|пицца|суши|бургер|бьюти|микрокредит"), _RUNS[3:]),
)
_USUAL = 2
_HAS_SMALL = Later("первомайк|ленинк|свердловк|октябрьк|плюс|plus|деньги|dengi")


def find_firms(text: Prepared, lexicon: Lexicon) -> Iterator[Finding]:
    """`из «Нового рассвета»`, `Лагман Сити`, "Penal Watch Asia", `в таис плюс`."""
    if '"' in text.text:
        yield from _quoted(text, lexicon)
    for group in _GROUPS:
        for match in group.matches(text.text, text.lower):
            if lexicon.cue(match.group().split()[0]) is None and "\n" not in match.group():
                yield RULES[group.code].finding(*match.span())
    if _HAS_SMALL.search(text.lower):
        for pattern in _SMALL:
            for match in pattern.finditer(text.lower):
                first = match["name"].split()[0]
                is_rare = lexicon.frequency(first, "ru") + lexicon.frequency(first, "en") < _USUAL
                if is_rare or pattern is _SMALL[0] or " " in match["name"] or lexicon.first_name(first) is not None:
                    yield RULES["org.named"].finding(match.start("name"), match.end())


def _quoted(text: Prepared, lexicon: Lexicon) -> Iterator[Finding]:
    for pattern in _QUOTED:
        for match in pattern.finditer(text.text):
            name = match["name"]
            is_weak = "weak" in match.re.groupindex and (" " not in name)
            if is_weak or _NO_FIRM.fullmatch(name.lower()) or _THING.match(match["end"]):
                continue
            if _SAYS.match(text.lower, match.end()) is None and not _is_person(name, lexicon):
                yield RULES["org.quoted"].finding(match.start("name") - 1, match.end())


def _is_person(name: str, lexicon: Lexicon) -> bool:
    """Words of a person: a first name and a surname, or a post and a name."""
    words = re.findall(r"[^\W\d_]+", name)
    if any(lexicon.cue(word) is not None for word in words[:-1]):
        return True
    return len(words) > 1 and any(lexicon.first_name(word) for word in words) and any(map(lexicon.is_surname, words))
