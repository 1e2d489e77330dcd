"""Numbers of institutions, before or behind their kind: `школа № 9`, `27-колония`, "number two". Pure."""

from react_cases.pii.patterns import Later, any_of, word_set

_SIGN = r"(?:№|#|[Nn][or°]?\.?|Н|(?i:(?:под\s)?номер\w{0,2}|number|nomer))"
_OF_TIME = any_of("лет год раз дн мес час сом тыс чел класс years? days? times months people жыл күн ай сутк сутка")
_ENDING = (
    r"(?:-?(?:[дт][аеоө]н?|[гк][аеоө]|[ндт][ыиуү]н|[ндт][ыиуү]|d[aeo]n?|t[aeo]n?|g[aeo]|k[aeo]|[ndt][iuy]n)(?!\w))?"
)
"""Of a Kyrgyz case, as people put it on a number: `ИК-47ден`, `интернат №2де`."""
NUMBER = Later(
    rf"(?:\s?{_SIGN}\s?|-|\s(?=\d{{1,3}}\s?(?:[.,;:!?)\n]|$|(?i:and|where|in|for|with|named|имени|им|и|где|в)\s)))\d{{1,3}}"
    rf"{_ENDING}(?![\d/]|[.:]\d|\s?-?\s?{_OF_TIME})"
)
_SMALL = "один одна одну два две три четыре бир эки үч төрт one two three four"
_NUMERAL = (
    "пять шесть семь восемь девять десять [а-я]{2,7}надцать двадцать тридцать сорок"
    " [а-я]{3,7}десят девяносто сто беш алты жети сегиз тогуз он жыйырма отуз кырк элүү"
    " five six seven eight nine ten eleven twelve [a-z]{3,6}teen twenty thirty forty fifty"
)
_ANY_NUMERAL = any_of(f"{_SMALL} {_NUMERAL}")
SPOKEN = Later(
    rf"\s(?:(?i:(?:под\s)?номер\w{{0,2}}|number|nomer)\s)?{_ANY_NUMERAL}(?:[\s-]{_ANY_NUMERAL})?(?![\w-]|\s{_OF_TIME})"
)
IS_SPELT = Later("номер|nomer|number")
DIGITS_BEFORE = Later(
    r"(?<![\w./-])(?:(?:№|[Nn]o?\.?)\s?\d{1,3}|\d{1,3}\s?-"
    r"|\d{1,3}-?(?:й|я|ой|ая|ую|ом|ей|го|чи|чы|чу|чү|нчи|нчы|нчу|нчү|th|st|nd|rd|chi|chy|inchi|ynchy|aya|oi|oy|ya|uyu))\s?$"
)
BARE_DIGITS_BEFORE = Later(r"(?<![\w./:,№-])(?:[5-9]|\d[05-9]|1\d|[2-9]1)\s$")
"""Figures that no counted kind can follow in the singular: `27 колонии`; two or four kinds look like it."""
_UNIT_STEMS = "перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят"
_TEN_STEMS = "десят|[а-я]{2,7}надцат|двадцат|тридцат|сороков"
_ENDINGS = "(?:ый|ой|ая|ую|ое|ого|ому|ом)|трет(?:ий|ья|ью|ье|ьего|ьей|ьем)"
_UNIT_WORDS, _TEN_WORDS = "бир|эки|үч|төрт|беш|алты|жети|сегиз|тогуз", "он|жыйырма|отуз|кырк|элүү"
_ENGLISH_UNITS = "second|third|fourth|fifth|sixth|seventh|eighth|ninth"
ORDINAL = Later(
    rf"(?:{_UNIT_STEMS}|{_TEN_STEMS}){_ENDINGS}|(?:{_UNIT_WORDS}|{_TEN_WORDS})[иыуү]?нч[иыуү]"
    r"|(?:bir|eki|uch|tort|besh|alty|jeti|segiz|toguz|on|jyiyrma|otuz|kyrk)[iyu]?nch[iyu]"
    r"|(?:perv|vtor|chetvert|pyat|shest|sedm|vosm|devyat|desyat)(?:yi|yy|oi|oy|oj|aya|aia|uyu|oe|ogo|om)|tret(?:ii|ya|ey|ei|yu)"
    rf"|{_ENGLISH_UNITS}|tenth|eleventh|twelfth"
)
ORDINAL_OF_A_UNIT = Later(rf"(?:{_UNIT_STEMS}){_ENDINGS}|(?:{_UNIT_WORDS})[иыуү]?нч[иыуү]|{_ENGLISH_UNITS}|first")
"""A ten in front of it is part of it, `кырк жетинчи`; `сорок тринадцатого` are two numbers."""
UNITS = word_set(f"{_SMALL} алты жети сегиз тогуз беш пять шесть семь восемь девять")
CARDINAL = Later(any_of(_NUMERAL.replace(" он ", " ")))
TENS = word_set("он жыйырма отуз кырк элүү двадцать тридцать сорок on jyiyrma otuz kyrk twenty thirty forty")
