"""What the shape of a word says: patronymics, surnames and Kyrgyz name parts, in Cyrillic and Latin letters.

Every pattern is anchored at the end of one word, so it costs nothing to speak of.
"""

import re

from react_cases.pii.patterns import word_set

_PATRONYMIC = re.compile(
    r"(?:[оеё]вич(?:а|у|ем|е|и|ей|ам)?|(?:[оеё]вн|ичн|иничн)(?:а|ы|е|у|ой|ою)|(?:льич|мич|тич|зьмич)(?:а|у|ем|е)?"
    r"|[оеё]вич(?:тин|ти|ке|тен|те)|[оеё]вна(?:нын|ны|га|дан|да))$"
)
_PATRONYMIC_LATIN = re.compile(r"(?:ov?ich|evich|ovna|evna|ichna|ovny|ovne|ovnu|ovnoi|ovicha|evicha)(?:'s)?$")
_KYRGYZ_CASE = (
    r"(?:нын|нин|нун|нүн|дын|дин|дун|дүн|тын|тин|тун|түн|га|ге|го|гө|ка|ке|ко|кө|ны|ни|ну|нү|ды|ди|ду|дү|ты|ти|ту|тү"
    r"|да|де|до|дө|та|те|то|тө|дан|ден|дон|дөн|тан|тен|тон|төн)"
)
_SURNAME = re.compile(
    rf"(?:[бвгджзклмнпрстфхцчшщаеиоуы][оеё]в(?:а|у|ым|е|ой|ы|ых|ыми|ю)?{_KYRGYZ_CASE}?"
    r"|(?:[шцчнтдлрмкхпгвбсз])ин(?:а|у|ым|е|ой|ы|ых)?(?:дин|ге|ди|ден|нын|га|ны)?"
    r"|(?:енко|чук|щук|швили|дзе|янц|уллин|ко|цкий|ский|ская|ского|скому|ским|ской|скую|ян|яна|яну))$"
)
_FOREIGN = (
    r"берг|ште[йи]н|штайн|баум|фельдт?|блат|блюм|вальд|шмид?т|шульц|шварц|майер|мейер|янцен"
    r"|[дрлцстфхк]ман|манн"
)
_DUNGAN = "^[а-я]{3,}(?:(?:[аеиу]|ан|ин)з(?:а|ы|у|ой|е)|[шж]анло)$"
"""`Шиваза`, `Лоханзы`, `Сушанло`."""
_FOREIGN_SURNAME = re.compile(rf"(?:{_FOREIGN}|^[а-яё]{{1,3}}гай)(?:а|у|ом|е|ы)?{_KYRGYZ_CASE}?$|{_DUNGAN}")
"""Of Germans, Jews, Koreans and Dungans, beside what the other endings tell."""
_FOREIGN_LATIN = re.compile(
    r"(?:[nzd]berg|shtein|shteyn|stein|baum|feld|blat|mayer|meyer|^[a-z]{1,3}(?:gai|gay)|shanlo)(?:'s)?$"
)
_WEAK_SURNAME = re.compile(r"(?:ин(?:а|у|ым|е|ой|ы|ых)?(?:дин|ге|ди|ден|нын|га|ны)?|ян|яна|яну|ко|ск\w{1,3}|цкий|дзе)$")
_SURNAME_LATIN = re.compile(r"(?:[oe]v|[oe]va|ov[uy]|evoi|ovoi|skiy|sky|skii|skaya|skoi|enko|chuk|shvili)(?:'s)?$")
_STRONG_PART = re.compile(
    r"(?:бек|бай|гүл|гуль|гул|бүбү|бубу|айым|мамат|кожо|болот|нур|зада|сулуу|жамал|султан|мырза|мурат|келди|берди|керим"
    rf"|кадыр|пери|бийке|бике|жан|нияз|баев|улла|хан|уддин|иддин|алы|али|акун)(?:ым|им|ум|үм|у|а|е|ом|ем|и)?{_KYRGYZ_CASE}?$"
)
_STRONG_START = re.compile(
    r"^(?:гүл|гуль|гул|бүбү|абды|абду|нур|жума|токто|тургун|турсун|курман|султан|мамат|бекм|орозб)"
)
_WEAK_PART = re.compile(
    rf"(?:кан|мат|кул|канат|зат|назик|тай|дин|лан|тилек|наз|гай|ай|рат|сан|лык|ира|ура|ина|ара|эля|ия){_KYRGYZ_CASE}?$"
)
_STRONG_PART_LATIN = re.compile(
    r"(?:bek|bai|bay|gul|gül|khan|jan|zhan|bubu|aiym|ayim|mamat|bolot|nur|zada|suluu|jamal|peri|khon|xon|kan|sultan|murat|kul|beck|uddin"
    r"|iddin|niyaz|kerim|mirza)(?:'s|a|u|om|e|din|ga|di|tin|ke|ti)?$"
)
_SHORT_SURNAMES = word_set(
    "ким ли пак цой хан юн тен тян хван шин лим кан югай ногай хегай цхай ван чжан ло лю тё мун хо сим чен чан"
    " джан лян хо ян"
    " tyan tian kim lee li pak park tsoi choi khan yun ten"
    " hwang khvan shin lim kan yugai nogai hegai van ma lo liu chen"
)
_SYLLABLE_SURNAMES = word_set(
    "ван ли ма лю лян ху чжан чжао чжоу чэнь чен сун сунь цзян цай у юань ян хэ го линь"
    " хо юн шин лим чон хон пак цой ким тен тян хван юн чой"
    " kim pak tsoi choi wang zhang zhao liu chen li ma hu jiang lin yang hwang yoon tyan tian park lee"
)
_ONLY_SURNAMES = word_set(
    "цой пак тян тен хван югай ногай хегай чжан цхай tsoi tyan tian pak kim yugai khvan hwang khegai"
)
_SYLLABLES = re.compile(
    r"(?:(?:[бпмфдтнлгкхцчшсжр]|чж|дж|цз|хв|гв)?(?:[аоуэиыюяе]|иа|ао|ай|эй|ия|юа|ие|оу|уа)(?:нь?|й|р|к|л|м)?){1,2}"
    r"|(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh|kw|hw|gy|hy)?(?:[aeiou]|ai|ei|ao|ou|ia|ie|ua|uo|ui|iu|eo|eu|ye|yo|ya|oo)"
    r"(?:n|ng|l|m|k|p)?){1,2}"
)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1\1")
"""`кечээээ`, `ааалло`: a letter three times."""
_ORDINARY_SHAPE = re.compile(
    r"(?:[ае]ни[еяюи]|ани[ея]м|ост[ьи]|ци(?:я|и|ю|ей)|изм\w?|тель\w{0,2}|ник(?:а|у|ом|и|ов)|ство"
    r"|(?:льн|ивн|ичн|озн|ерн|арн|енн|анн|ённ)(?:ый|ая|ое|ого|ой|ую|ые|ых|ому|ым)|ирова\w{1,4}|[аяую]ющ\w{1,3}"
    r"|луулук\w{0,5}|чылык\w{0,5}|[дт]алган|ландыр\w{0,5}|дуктар\w{0,4}|раак|рөөк|рээк|роок|р[өо]+г[үу]н|с[ыиуү]з|л[ае]нып|ленип"
    r"|(?<![уү])л(?:уу|үү)|[дт](?:уу|үү)|п[тд][ыиуү]р|б[ае]й(?:т|м|быз|биз)|г(?:ыла|иле)|[гк](?:анча|енче)|д[ыиуү]к|[дт][аеоө]нм[ыиуү]н|л[ыиуү]км[ыиуү]н|[dt][aeo]nm[yiu]n|l[yiu]km[yiu]n"
    r"|tions?|ments?|ness|ology|ically|able|less|istan|ings?)$"
)
_JOINERS = word_set(
    "уулу кызы уулун уулуна уулунун уулунан кызын кызына кызынын кызынан uulu kyzy kizi uluu оглы угли улы гызы"
    " кизи ogly"
    " ugli qyzy uly uulunun kyzynyn uuly оглу"
)


def is_patronymic(lower: str) -> bool:
    """`токтосуновна`, `ивановича`, `Petrovich`."""
    return len(lower) > 5 and bool(_PATRONYMIC.search(lower) or _PATRONYMIC_LATIN.search(lower))


def is_surname(lower: str) -> bool:
    """Ends as surnames do: `бейшеналиева`, `петровского`, `Sydykov`. Many ordinary words do, too."""
    return len(lower) > 4 and bool(_SURNAME.search(lower) or _SURNAME_LATIN.search(lower) or is_foreign_surname(lower))


def is_foreign_surname(lower: str) -> bool:
    """Ends as German, Jewish and Korean surnames do: `гольдман`, `шмидтке`, `хегай`."""
    return bool(_FOREIGN_SURNAME.search(lower) or _FOREIGN_LATIN.search(lower))


def is_weak_surname(lower: str) -> bool:
    """A surname ending that ordinary words and place names often have: -ин, -ский, -ко, -ян."""
    return bool(_WEAK_SURNAME.search(lower))


def name_part(lower: str) -> int:
    """2 for a part that hardly any ordinary word ends in (-бек, -гүл), 1 for a common one (-кан, -ай), else 0."""
    if len(lower) < 5:
        return 0
    if _STRONG_PART.search(lower) or _STRONG_PART_LATIN.search(lower) or _STRONG_START.search(lower):
        return 2
    return 1 if _WEAK_PART.search(lower) else 0


def is_short_surname(lower: str) -> bool:
    """Korean, Chinese and Dungan surnames of one syllable, which say something beside a first name only."""
    return lower in _SHORT_SURNAMES


def is_syllable_surname(lower: str) -> bool:
    """Chinese and Korean surnames, where both words beside each other are capital and short."""
    return lower in _SYLLABLE_SURNAMES


def is_only_surname(lower: str) -> bool:
    """Of those the ones that are hardly any other word: `цой`, `тян`, `югай`."""
    return lower in _ONLY_SURNAMES


def is_syllables(lower: str) -> bool:
    """One or two syllables of the shape that Chinese and Korean first names have: `сушан`, `lihua`, `gi`."""
    return _SYLLABLES.fullmatch(lower) is not None


def is_ordinary_shape(lower: str) -> bool:
    """Ends as abstract words and adjectives do, not names: `психосоциальная`, `самостигматизация`, `narcology`."""
    return (len(lower) > 6 and _ORDINARY_SHAPE.search(lower) is not None) or _DRAWN_OUT.search(lower) is not None


def joins_names(lower: str) -> bool:
    """`уулу` and `кызы` between two names, in Kyrgyz, Uzbek and Latin spellings."""
    return lower in _JOINERS
