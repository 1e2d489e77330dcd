"""Days, months and years as people write and dictate them in three languages: pieces of patterns, all lower case."""

from react_cases.pii.patterns import word_set

DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
YEAR = r"(?:19|20)\d{2}(?!\d)"

# Russian ------------------------------------------------------------------------------------------------------------

MONTH_RU = (
    r"(?:январ[яьею]|феврал[яьею]|март[аеу]?|апрел[яьею]|ма[яйею]|ию[нл][яьею]|август[аеу]?|сентябр[яьею]|октябр[яьею]"
    r"|ноябр[яьею]|декабр[яьею]|[а-я]{1,6}(?:бр|юл|ул|юн|вар|рал|рел)я"
    r"|(?:янв|февр?|мар|апр|авг|сент?|окт|нояб?|дек)(?:\.(?=\s?\d))?)(?!\w)"
)
_ORDER_RU = r"\s?-?\s?(?:го|ого|е|ое|му|ому|go|ogo|oe|e)(?!\w)"
FIGURE_RU = rf"{DAY}(?:{_ORDER_RU})?(?:\sчисл(?:а|о|у|ом))?"
ORDERED_RU = rf"{DAY}{_ORDER_RU}"
WEEKDAY_RU = "(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресень[ея])"
_FROM_FIRST_RU = (
    "перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят|десят|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат"
    "|двадцат|тридцат"
)
ORDINAL_RU = rf"(?:(?:двадцать|тридцать)[\s-])?(?:(?:{_FROM_FIRST_RU})(?:ого|ое|ому)|трет(?:ь?его|ье|ьему))(?!\w)"
_TENS_RU = "десят|двадцат|тридцат|сороков|пятидесят|шестидесят|семидесят|восьмидесят|девяност"
YEAR_RU = (
    rf"(?:,?\s{YEAR}(?:\s?-?\s?(?:года?|году|го|г\.?)(?!\w))?|\s'?\d{{2}}\s?-?(?:года?|году|г\.?)(?!\w)"
    rf"|\s(?:две\sтысячи|тысяча\sдевятьсот)\s(?:(?:[а-я]{{3,8}}(?:дцать|десят)|девяносто|сорок)\s)?"
    rf"(?:{_FROM_FIRST_RU}|{_TENS_RU}|треть)(?:ого|го|его)(?:\sгода)?(?!\w)"
    r"|\s(?:пятидесятого|шестидесятого|семидесятого|восьмидесятого|девяностого)(?:\sгода)?(?!\w)"
    rf"|\s(?:двадцать|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)\s(?:{_FROM_FIRST_RU}|треть)(?:ого|его)(?:\sгода)?(?!\w)"
    rf"|\s(?:(?:две\sтысячи|тысяча\sдевятьсот)\s)?(?:(?:двадцать|[а-я]{{3,8}}десят|девяносто|сорок)\s)?"
    rf"(?:{_FROM_FIRST_RU}|{_TENS_RU}|третье)(?:ого|го)\sгода(?!\w))?"
)
JOIN_RU = r"(?:\s?[-/,]\s?|,?\s(?:и|или|на|по|до|либо)\s)"

MONTH_LATIN = (
    r"(?:(?:[yi]?anvar|fe[vw]ral|aprel|sent[iy]?abr|okt[iy]?abr|no[iy]?abr|dekabr)(?:[iy]a|[a-z]{1,8})?|i[yu]un?[yi]a"
    r"|i?[iy]u[ln](?:[iy]a|d[ae][a-z]{0,5}|dag[yi]|ning|y?)|mart(?:a|ta[a-z]{0,4}|yn[a-z]{1,4}|da[a-z]{0,4}|ning)?|ma(?:ya|ia|yda[a-z]{0,4}|ida)"
    r"|may(?=\skuni?(?!\w)|da)[a-z]{0,6}|a[vw]gust(?:a|ta[a-z]{0,4}|da[a-z]{0,4})?)(?!\w)"
)
"""Russian and Kyrgyz months in Latin letters: 12 marta, 5-aprelde."""

_ONES_LATIN = "perv|vtor|tret|chetv[ey]?rt|pyat|shest|sed['y]?m|vos['y]?m|devyat"
ORDINAL_LATIN = (
    rf"(?:(?:dvad[ts]{{1,2}}at['y]?|tri[dt]{{1,2}}s?at['y]?)\s)?(?:{_ONES_LATIN}|desyat|[a-z]{{3,8}}nadt?s?at"
    rf"|dvadt?s?at|tridt?s?at)(?:y?[oe]go|oye?|oe|omu)(?!\w)"
)

# Kyrgyz -------------------------------------------------------------------------------------------------------------

_STEM_KY = "январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр"
_MAY_KY = r"май(?:да|дан|дагы|дын|га|ы|ында|ындагы|ынан|ына|ынын|га чейин)?(?!\w)"
_COUNTRY_KY = (
    "үчтүн айы|бирдин айы|жалган куран|чын куран|бугу|кулжа|теке|баш оона|аяк оона|тогуздун айы|жетинин айы|бештин айы"
)
MONTH_KY = rf"(?:(?:{_STEM_KY}|[а-я]{{1,6}}(?:бяр|бр)(?=да|ды|га|ы))[а-яөүң]{{0,8}}(?!\w)|{_MAY_KY})"
MONTH_HYPHENED_KY = rf"(?:{MONTH_KY}|май[а-яөүң]{{0,8}}|(?:{_COUNTRY_KY})[а-яөүң]{{0,8}})(?!\w)"
SURE_MONTH_KY = rf"(?:{_STEM_KY})[а-яөүң]{{0,8}}(?!\w)"
IN_MAY_KY = (
    r"май(?:да|дан|дагы|га|ында|ынан|ына)(?!\w)"
    r"(?!\s(?:акча|тыйын|бала|балдар|мал|нерсе|буюм|соода|дүкөн|таш|жан|кагаз|баштык|даана))"
)
"""«4 майда», but not «4 майда бала», which is small."""
MONTH_OF_KY = rf"(?:(?:{_STEM_KY}|май)ь?(?:[дт][ыиуү]н|(?<=рт)ын|\sайынын))\s"
_ORDER_KY = r"(?:\s?-?\s?(?:[ыиуү]?н?ч[иыуү])(?!\w))"
FIGURE_KY = rf"{DAY}{_ORDER_KY}?"
_TENS_KY = "он|жыйы?рма|отуз"
_ONES_KY = "бир|эки|үч|төрт|беш|алты|жети|сегиз|тогуз"
_ORDINALS_KY = "биринчи|экинчи|үчүнчү|төртүнчү|бешинчи|алтынчы|жетинчи|сегизинчи|тогузунчу|онунчу|жыйырманчы|отузунчу"
ORDINAL_KY = rf"(?:(?:{_TENS_KY})\s)?(?:{_ORDINALS_KY})"
ON_DAY_KY = (
    rf"(?:{DAY}\s?-?(?:с?[ыиуү])(?:н(?!ч)[а-яөүң]{{0,5}})?(?!\w)"
    rf"|(?:(?:{_TENS_KY})\s)?(?:{_ORDINALS_KY})с[ыиуү]н[а-яөүң]{{0,5}}(?!\w)"
    rf"|(?:(?:{_TENS_KY})\s)?(?:{_TENS_KY}|{_ONES_KY})(?:с?[ыиуү])(?:н(?!ч)[а-яөүң]{{0,5}})?(?!\w))"
)
"""`5инде`, `12-синде`, `он бешинде`."""
_YEAR_TENS_KY = rf"(?:{_TENS_KY}|кырк|элүү|алтымыш|жетимиш|сексен|токсон)"
_YEAR_ORDINALS_KY = rf"{_ORDINALS_KY}|кыркынчы|элүүнчү|алтымышынчы|жетимишинчи|сексенинчи|токсонунчу|миңинчи"
YEAR_BEFORE_KY = (
    rf"(?:(?:{YEAR}|\d{{2}}(?=\s?-\s?жыл[дыкг]))\s?-?\s?(?:ж\.|ж(?=\s\d)|жыл[а-яөүң]{{0,6}}),?\s?"
    rf"|(?:эки\sм[иы]ң|(?:бир\s)?м[иы]ң\sтогуз\sжүз)\s(?:{_YEAR_TENS_KY}\s)?(?:{_YEAR_ORDINALS_KY})\sжыл[а-яөүң]{{0,6}}\s)"
)
YEAR_AFTER_KY = (
    rf"(?:,?\s{YEAR}(?:\s?-?\s?(?:ж\.|жыл[а-яөүң]{{0,6}}))?"
    rf"|\s(?:(?:бир\s)?м[иы]ң\sтогуз\sжүз|эки\sм[иы]ң)(?:\s{_YEAR_TENS_KY}(?:[ыиуү]?нч[ыиуү])?)?(?:\s(?:{_ONES_KY})(?:[ыиуү]?нч[ыиуү])?)?"
    rf"\sжыл[а-яөүң]{{0,6}}|\sэки\sмиң\s(?:{_YEAR_TENS_KY})(?:\s(?:{_ONES_KY})(?!\sмиң))?(?!\w))?"
)
WEEKDAY_KY = "(?:дүйшөмбү|шейшемби|шаршемби|бейшемби|жума|ишемби|жекшемби)(?:д[аеө]|\\sкүнү)?"
NIGHT_KY = rf"{DAY}\s?-?(?:[дт]|с?[ыиуү]н)[аеоө]н\s{DAY}\s?-?(?:[гк][аеоө]|с?[ыиуү]н[аеө])(?!\w)"
"""`5тен 6га (караган түнү)`."""
MONTH_KZ = (
    r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)[а-яәіңғүұқөһ]{0,6}(?!\w)"
)
MONTH_OF_UZ = (
    r"(?:январ|феврал|март|апрел|май|июн|июл|август|сент[яа]бр|окт[яа]бр|ноябр|декабр|yanvar|fevral|mart|aprel|may|iyun"
    r"|iyul|avgust|sentabr|oktabr|noyabr|dekabr)(?:нинг|ning)\s"
)
MONTH_UZ = (
    r"(?:январ|феврал|март|апрел|май|июн|июл|август|сент[яа]бр|окт[яа]бр|ноябр|декабр|yanvar|fevral|mart|aprel|may|iyun"
    r"|iyul|avgust|sent[ya]{1,2}br|okt[ya]{1,2}br|noyabr|dekabr)ь?(?:да|га|дан|нинг|da|ga|dan|ning|\s(?:куни|kuni))?(?!\w)"
)
ORDINAL_UZ = (
    r"(?:(?:[ўу]н|йигирма|[ўу]ттиз|o'n|on|yigirma|o'ttiz)\s)?(?:биринчи|иккинчи|учинчи|т[ўу]ртинчи|бешинчи|олтинчи|еттинчи"
    r"|саккизинчи|т[ўу]ққизинчи|[ўу]нинчи|йигирманчи|[ўу]ттизинчи|birinchi|ikkinchi|uchinchi|to'?rtinchi|beshinchi|oltinchi"
    r"|yettinchi|sakkizinchi|to'?qqizinchi|o'ninchi|yigirmanchi|o'ttizinchi)"
)
YEAR_UZ = rf"(?:{YEAR}\s?-?\s?(?:йил|yil|ж(?:ыл)?)[а-яa-z]{{0,5}},?\s)"
ON_DAY_UZ = rf"{DAY}(?:\s?-?\s?(?:куни|сида|ида|инчи|kuni|sida|ida))?(?!\w)"
JOIN_KY = r"(?:\s?[-,]\s?|\s(?:жана|же|менен)\s)"

# English ------------------------------------------------------------------------------------------------------------

_SHORT_EN = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_LONG_EN = "january|february|march|april|june|july|august|september|october|november|december"
MONTH_EN = rf"(?:(?:{_LONG_EN}|may)(?!\w)|(?:{_SHORT_EN})(?!\w)(?:\.(?=,?\s?\d))?)"
MONTH_SURE_EN = rf"(?:january|february|{_LONG_EN.split('|', 3)[3]})(?!\w)"
"""Without march and may, which are other words, too."""
FIGURE_EN = rf"{DAY}(?:st|nd|rd|th)?(?!\w)"
ORDERED_EN = r"(?:[12]?1st|2?2nd|2?3rd|(?:[4-9]|1\d|2[04-9]|30)th|31st)(?!\w)"
WEEKDAY_EN = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?)"
_ONES_EN = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS_EN = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
    "|thirtieth"
)
LATE_ORDINAL_EN = rf"(?:(?:twenty|thirty)[\s-](?:{_ONES_EN})|{_TEENS_EN})(?!\w)"
ORDINAL_EN = rf"(?:{LATE_ORDINAL_EN}|(?:{_ONES_EN})(?!\w))"
_NUMBER_EN = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
YEAR_EN = (
    rf"(?:,?\s{YEAR}|\s(?:two\sthousand(?:\sand)?|twenty|nineteen)\s(?:{_NUMBER_EN})(?:[\s-](?:{_NUMBER_EN}))?(?!\w)"
    r"|\s(?:sixty|seventy|eighty|ninety)[\s-](?:one|two|three|four|five|six|seven|eight|nine)(?!\w))?"
)
JOIN_EN = r"(?:\s?[-/,]\s?|,?\s(?:and|or|to|through|until|till)\s(?:on\s)?(?:the\s)?)"

# Misspelt months ----------------------------------------------------------------------------------------------------

_ENDS_RU = ("ь", "я", "е", "ю")
_ENDS_KY = ("", "да", "дан", "дын", "га", "ы", "дагы", "ында", "ынан", "ына")
_LATIN_STEMS = ("yanvar", "fevral", "aprel", "sentyabr", "oktyabr", "noyabr", "dekabr")
_ENDS_LATIN = ("", "ya", "da", "dan")
_LONG_STEMS = (
    (1, "январ"),
    (2, "феврал"),
    (4, "апрел"),
    (9, "сентябр"),
    (10, "октябр"),
    (11, "ноябр"),
    (12, "декабр"),
)
_MAY_BE_MISSPELT = (
    *((month, stem + end) for month, stem in _LONG_STEMS for end in (*_ENDS_RU, *_ENDS_KY)),
    *((8, "август" + end) for end in ("", "а", "е", "та", "тан", "тын", "ка", "ы")),
    *enumerate(_LONG_EN.split("|")[:2], start=1),
    (4, "april"),
    *enumerate(_LONG_EN.split("|")[6:], start=8),
    *(
        (month, stem + end)
        for month, stem in zip((1, 2, 4, 9, 10, 11, 12), _LATIN_STEMS, strict=True)
        for end in _ENDS_LATIN
    ),
)
"""Months that are like no other word, so that one slip does not hide them."""
_SHORT_MISSPELT = (
    *((3, "март" + end) for end in ("а", "е", "та", "тан", "тын", "ында")),
    *((6, "июн" + end) for end in ("ь", "я", "е", "да", "дан")),
    *((7, "июл" + end) for end in ("ь", "я", "е", "да", "дан")),
    (3, "march"),
    (6, "june"),
    (7, "july"),
)
"""Months that are near to other words (марка, munch): the caller asks a dictionary about the misspelt word."""


def _variants(word: str) -> frozenset[str]:
    return frozenset((word, *(word[:place] + word[place + 1 :] for place in range(len(word)))))


_MISSPELT = {form: month for month, word in _MAY_BE_MISSPELT for form in _variants(word)}
_NEARLY_SHORT = {form: month for month, word in _SHORT_MISSPELT for form in _variants(word) if len(form) > 2}
_FOUR_LETTERS = {"маия": 5, "мйая": 5, "янвр": 1, "фврл": 2, "апрл": 4, "aprl": 4, "juny": 6, "jully": 7}
"""Months cut or broken so short that no rule of one slip may hold for them."""
_SHORTEST_MISSPELT = 5
_NO_MONTHS = word_set("embers members cember")


_SHORTEST_NEARLY = 4


def misspelt_month(word: str) -> int | None:
    """The month that a word means with one letter missing, added, changed or swapped: апрля, дебкарда, septemer."""
    if len(word) < _SHORTEST_MISSPELT or word in _NO_MONTHS:
        return _FOUR_LETTERS.get(word)
    return next((month for form in _variants(word) if (month := _MISSPELT.get(form)) is not None), None)


def nearly_short_month(word: str) -> int | None:
    """The same for March, June and July, which ordinary words are near to: матта, jnue."""
    if len(word) < _SHORTEST_NEARLY:
        return None
    return next((month for form in _variants(word) if (month := _NEARLY_SHORT.get(form)) is not None), None)
