"""Corners of two streets, which people name without a word for a street: «на углу Киевской и Логвиненко»."""

from react_cases.pii.patterns import Later

_CAPITAL = r"[А-ЯЁҢӨҮA-Z][\w'-]{1,30}"
_NAME_RU = r"[А-ЯЁ][а-яё-]{2,20}(?:[\s-]?[А-ЯЁ][а-яё-]{2,20})?"
_BENT_RU = r"[а-яё-]{3,20}(?:ской|цкой|ой|[оеи][вн]а|ого|его|ая)(?!\w)"
_NAME_EN = r"[A-Z][\w'-]{2,20}(?:\s(?:(?:St|Str|Ave)\.|[A-Z][\w'-]{1,20})){0,2}"
CROSSINGS = (
    Later(r"(?<![\w-])[А-ЯЁ][а-яё]{2,20}(?:ская|ской|цкая|цкой)\s?/\s?[А-ЯЁ][а-яё]{2,20}(?!\w)"),
    Later(r"(?<![\w-])[А-ЯЁ][а-яё]{2,20}\s?/\s?[А-ЯЁ][а-яё]{2,20}(?:ская|ской|цкая|цкой)(?!\w)"),
    Later(r"(?<!\w)на\s([А-ЯЁ][а-яё]{2,20}\s?-\s?[А-ЯЁ][а-яё]{2,20}(?:ской|цкой))(?!\w)"),
    Later(r"(?<![\w-])[A-Z][a-z]{2,20}[-/][A-Z][a-z]{2,20}(?=\s(?:crossing|corner|junction|intersection))"),
    Later(
        rf"(?<!\w)(?i:угл?[уа]|угол|пересеч(?:ени[еию]|\.)|перекр(?:[её]сто?к[аеу]?|\.))\s(?i:улиц\s)?{_NAME_RU}(?:\s?[/-]\s?|\s(?:и|с)\s){_NAME_RU}"
    ),
    Later(
        rf"(?<!\w)(?:углу|угол|пересеч(?:ени[еию]|\.)|перекр(?:[её]сто?к[аеу]?|\.))\s(?:улиц\s)?(?:[а-яё]{{3,15}}\s)?{_BENT_RU}"
        rf"\sи\s(?:[а-яё]{{3,15}}\s)?{_BENT_RU}"
    ),
    Later(
        rf"(?<!\w)(?i:corner(?:\shouse)?|cros+ing|intersection|junction)\s(?:of|at)\s{_NAME_EN}\s(?:and|with|&)\s{_NAME_EN}(?:\s(?i:streets?))?"
    ),
    Later(
        r"(?<!\w)(?:corner|crossing|intersection|junction)\sof\s[a-z-]{4,17}\sand\s(?:[a-z-]{2,15}(?:skaya|[eo]va?|aya)(?!\w)"
        r"|[a-z-]{3,17}\sstreets?)"
    ),
    Later(rf"(?<!\w){_NAME_EN}\s(?:and|&)\s{_NAME_EN}\s(?i:streets|crossing|crossroads|intersection)(?!\w)"),
    Later(rf"(?<!\w)(?i:ugl?[ou]l?|peresechenii|perekr[eyo]stke)\s(?i:ulits\s)?{_CAPITAL}\s(?i:i|s)\s{_CAPITAL}"),
    Later(r"(?<![\w-])[а-яөүң-]{3,20}\sменен\s[а-яөүң-]{3,20}\sкөчөлөрүнүн\s(?:кесилиш|бурч)[а-яөүң]{0,8}"),
    Later(
        r"(?<![\w-])[А-ЯЁҒҚҲЎA-Z][\w'-]{2,20}\s(?:билан|ва|bilan|va)\s[А-ЯЁҒҚҲЎA-Z][\w'-]{2,20}"
        r"(?:\sк[ўу]чалар\w{1,6}|\sk[ou]'?chalar\w{1,6})?\s(?i:кесишма|чорраҳа|чорраха|kesishma|chorraha)\w{0,6}"
    ),
)
CROSSING_STANDS = Later(
    "көчөлөр|/|ской|цкой|uglu|ugol|peresech|perekr|crosing|кесиш|чорра|kesishma|chorra|угл|угол|пересеч|перекр|corner|crossing|intersection|junction|streets"
)
"""What every match holds, in lower case."""
