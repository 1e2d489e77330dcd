"""Corners of two streets, which people name without a word for a street: «на углу Киевской и Логвиненко»."""

import re

_CAPITAL = r"[А-ЯЁҢӨҮA-Z][\w'-]{1,30}"
_NAME_RU = r"[А-ЯЁ][а-яё-]{2,20}(?:\s[А-ЯЁ][а-яё-]{2,20})?"
_BENT_RU = r"[а-яё-]{3,20}(?:ской|цкой|ой|[оеи][вн]а|ого|его|ая)(?!\w)"
_NAME_EN = r"[A-Z][\w'-]{2,20}(?:\s(?:(?:St|Str|Ave)\.|[A-Z][\w'-]{1,20}))?"
CROSSINGS = (
    re.compile(r"(?<![\w-])[А-ЯЁ][а-яё]{2,20}(?:ская|ской|цкая|цкой)\s?/\s?[А-ЯЁ][а-яё]{2,20}(?!\w)"),
    re.compile(r"(?<![\w-])[А-ЯЁ][а-яё]{2,20}\s?/\s?[А-ЯЁ][а-яё]{2,20}(?:ская|ской|цкая|цкой)(?!\w)"),
    re.compile(r"(?<!\w)на\s([А-ЯЁ][а-яё]{2,20}\s?-\s?[А-ЯЁ][а-яё]{2,20}(?:ской|цкой))(?!\w)"),
    re.compile(r"(?<![\w-])[A-Z][a-z]{2,20}[-/][A-Z][a-z]{2,20}(?=\s(?:crossing|corner|junction|intersection))"),
    re.compile(
        rf"(?<!\w)(?i:угл?[уа]|угол|пересечени[еию]|перекр[её]стк[аеу])\s(?i:улиц\s)?({_NAME_RU}(?:\s?[/-]\s?|\sи\s){_NAME_RU})"
    ),
    re.compile(rf"(?<!\w)(?:углу|пересечени[еию]|перекр[её]стк[аеу])\s(?:улиц\s)?({_BENT_RU}\sи\s{_BENT_RU})"),
    re.compile(
        rf"(?<!\w){_CAPITAL}(?: {_CAPITAL})?\s(?:менен|жана)\s{_CAPITAL}(?: {_CAPITAL})?\s(?i:көчөлөрү)[а-яөүң]{{0,8}}"
    ),
    re.compile(
        rf"(?<!\w)(?i:corner|crossing|intersection|junction)\sof\s({_NAME_EN}\s(?:and|&)\s{_NAME_EN}(?:\s(?i:streets?))?)"
    ),
    re.compile(
        rf"(?<!\w){_CAPITAL}(?: {_CAPITAL})?(?:\sкөчөсү)?\s(?:менен|жана)\s{_CAPITAL}(?: {_CAPITAL})?"
        r"(?:\sкөчө[а-яөүң]{2,8})?"
        r"(?=\s(?i:кесилиш|бурч))"
    ),
    re.compile(
        r"(?<!\w)(?:corner|crossing|intersection|junction)\sof\s([a-z-]{4,17}\sand\s(?:[a-z-]{2,15}(?:skaya|[eo]va|aya)(?!\w)"
        r"|[a-z-]{3,17}\sstreets?))"
    ),
    re.compile(rf"(?<!\w){_NAME_EN}\s(?:and|&)\s{_NAME_EN}\s(?i:streets)(?!\w)"),
)
CROSSING_STANDS = re.compile(
    "/|ской|цкой|угл|угол|пересечени|перекр|көчөлөр|бурч|кесилиш|corner|crossing|intersection|junction|streets"
)
"""What every match holds, in lower case."""
