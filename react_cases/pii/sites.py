"""Homes that have no street: garden plots, garages of a cooperative, dormitories, villages «көчөсү жок»."""

from react_cases.pii.homes import HOME_PART
from react_cases.pii.house_parts import FULL_TAIL
from react_cases.pii.patterns import Group, Later

_SITES = (
    Later(
        r"(?<!\w)(?i:дачн\w{2,3}\s(?:обществ\w|кооператив\w?|массив\w?|пос[её]л\w{2})|снт|с/т|ст|дск|садов\w{2,3}\s(?:товариществ\w|обществ\w)"
        r"|dacha\s(?:cooperative|settlement|society)|гаражн\w{2,3}\sкооператив\w?|гск)"
        r"(?:\s\"?[А-ЯЁҢӨҮA-Z][\w-]{2,20}(?:\s[\w-]{2,15})?\"?|(?:\s|-|\s?№\s?)\d{1,3})"
        rf"(?=,?\s(?:{HOME_PART}|(?i:линия|участок|улица|бокс|гараж|plot|line|lot)\s)){FULL_TAIL}"
    ),
    Later(
        r"(?<![\w-])(?:(?i:село\s|с\.\s?|айыл\s|village\s)?(?:[А-ЯЁҢӨҮA-Z][\w-]{2,20}|[а-яөүңa-z-]{3,20}(?=\s(?:айыл|village)))(?:\s(?i:айылы|айыл|village))?,?\s)?"
        r"(?i:көчө(?:сү|нүн\sаты)?\sжок|көчөсүз|улиц[аы]\s(?:нет|без\sназвания)|без\sулицы|no\sstreet(?:\sname)?)(?!\w)"
        rf"{FULL_TAIL}"
    ),
    Later(
        r"(?<!\w)(?i:общежити\w{1,2}|общаг\w|хостел\w?|гостиниц\w|dorm(?:itory)?|hostel)(?:\s(?:№\s?|(?i:no\.?\s|number\s|номер\s))?\d{1,3}|\s\"?[А-ЯA-Z][\w-]{1,20}\"?"
        r"|\s[а-яё]{4,16}(?:а|и|ы|ии|ого|ета))?(?:\s[А-ЯA-Z]{2,8})?"
        r"(?=,?\s(?i:ком|комн|блок|секци|этаж|room|block|floor|к\.)\w{0,4}\.?\s?(?:№\s?)?\d)"
        rf"{FULL_TAIL}"
    ),
    Later(
        r"(?<![\w-])(?:[А-ЯЁҢӨҮ][\w-]{2,20}|№\s?\d{1,2}|\d{1,2}-?)\s?(?i:жатакана|общежитие)[а-яөүң]{0,6},?\s(?=\d{1,4}\s?-\s?(?i:бөлмө|комната|кабат|блок))"
        rf"{FULL_TAIL}"
    ),
    Later(r"(?<![\w-])(?i:дача\s)?(?i:тилке|участок)(?:си|су)?\s(?:№\s?)?\d{1,4}(?=\s?[,.;)\n]|\s?$)"),
)
_SITE_STANDS = Later(
    r"общежит|общаг|хостел|гостиниц|dorm|hostel|жатакана|тилке|участ|дачн|дача|снт|с/т|(?<!\w)ст\s|дск|садов|dacha|гск|гаражн|сү\sжок|аты\sжок"
    r"|көчөсүз|без\sулиц|улиц[аы]\s(?:нет|без)|no\sstreet"
)
SITE_GROUP = Group("address.flat", _SITE_STANDS, _SITES, reach=60)
