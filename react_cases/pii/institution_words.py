"""Words that say whether what stands beside a kind of institution names it. Pure."""

from react_cases.pii.organisations import NO_NAME_EN
from react_cases.pii.patterns import Later, word_set

NO_PLACE = Later(
    "русск|мужск|женск|детск|городск|сельск|совет|милиц|полиц|кыргыз|граждан|адвокат|медицин|юридич|психиатр|клиничес"
    "|гинеколог|хирургич|терапевтич|реанимац|психолог|технич|соседск|ближайш|сосед|государ|исламск|турецк|родительск|студенческ"
    "|католич|христиан|мусульман|частн|американск|российск|китайск|немецк|узбекск|казахск|таджикск|корейск|английск"
)
OF_TOWN = Later(
    r"\s(?:(?i:города|села|г\.|в|на|по|v|na|in|of|at|on)\s)([^\W\d_][\w'-]{1,25})(?:\s(?i:районе?|района|district|village))?"
)
IN_VILLAGE = Later(r"\s(?:in|в|v)\s([^\W\d_][\w'-]{3,25})")
OF_TOWN_OF_TWO = Later(r"\s(?i:in|of|at|в|города)\s([^\W\d_]{2,12}\s[^\W\d_]{2,15})(?!\w)")
BRANCH = Later(r",\s(?:branch|корпус|филиал|отделение|ward|department)\s(?:№\s?|no\.?\s)?\d{1,2}(?![\d/:]|\.\d)")
ON_STREET = Later(
    r"\s(?:на|по|на\sуглу|on|na)\s(?:(?i:улице|ул\.)\s)?"
    r"([^\W\d_][\w-]{2,20})(\s[^\W\d_][\w-]{2,20})?(?!\w)"
)
HOUSE_BEHIND = Later(r",?\s(?:(?:street|st|str|avenue|ave|lane|көчөсү|улице)\.?,?\s)?(?:(?:д|дом|house|no|№)\.?\s?)?\d")
DISTRICTS = word_set("свердлов ленин октябрь первомай октябр sverdlov lenin oktyabr pervomai pervomay oktiabr")
"""Districts of Bishkek, as Kyrgyz calls them: words and names besides."""
OF_A_DISTRICT = Later("район|раён|шаар|облус|обл|город|city|district|regional|rayon|raion|raiyon|shaar")
OF_THE_TOWN = Later(r"\s(?:города|г\.|села|с\.|пос[её]лка|of(?=\s[A-Z]))\s")
NO_NAME_BEFORE = Later(NO_NAME_EN)
GENITIVE = Later(r"[ндт][ыиуү]н$")
VERB = Later(
    r"[а-яё]{2,}(?:л|ла|ли|лся|лась|ет|ит|ут|ют|ат|ят)|[а-яөүң]{2,}(?:ды|ди|ду|дү|ты|ти|ту|тү|ган|ген|гон|гөн|кан|кен)"
)
OF_SEVERAL = Later("[аеиыуяшзс]ли(?:сь)?$")
"""`возле гостиницы Семетей подъехали`: several did that, not one who is called so."""
PEOPLE_OF = Later(
    "хозя|владел|директор|сотрудни|работни|продав|админист|менедж|официант|повар|охран|сторож|врач|медсестр|owner|worker|staff|manager"
    "|ээси|кызматкер|башчы|жетекчи|сатуучу|waiter|waitress|guard|director|head|employee"
)
NO_NAME = word_set(
    "telefon телефон номер number адрес adres"
    " and or the a an of in at on for to with from is was his her their my our и в на с у по из за от до где"
    " что как или но для без при об о жана менен деген үчүн да де когда потом там тут не эле бар жок болчу that"
    " where who when which near he she i we they it this also then а если ещё уже есть был была было"
)
ONLY_WITH = {
    "сад": Later("детск"),
    "жай": Later("к?армоочу|камоочу|калкалоочу|окуу|тамактануу|эс алуу"),
    "пункт": Later("опорн|фельдшер|мед|метадон|обмен|милици|полици|таяныч"),
    "тоб": Later("дарыгер"),
    "point": Later("detention|police|methadon|exchange|medical|feldsher"),
    "кабинет": Later("логи|анонимн|довери|спид|вич|methadon|метадон|диспансер|туб|инфекц|санитар|медицин"),
    "cabinet": Later("aids|hiv|trust|narco|tb|tubercul|methadon|medical"),
    "стол": Later("паспортн|адресн"),
    "часть": Later("пожарн|воинск|войсков|санитарн"),
    "помощь": Later("скор"),
    "служба": Later("пробац|миграц|налог|тамож|занят|доставк"),
    "дом": Later("родильн|детск|ребен|гостев"),
    "dom": Later("rodil|detsk|rebenk|gostev"),
    "консультация": Later("женск|юрид|психолог"),
    "site": Later("methadon|opioid|substitution|exchange|o[as]t"),
    "home": Later("baby|children|nursing|orphan|elderly|old-age|care|maternity"),
    "government": Later("village|rural|aiyl|local"),
    "өкмөт": Later("айыл"),
    "өкмөтү": Later("айыл"),
    "окмоту": Later("айыл"),
    "okmot": Later("a[iy]+l"),
    "okmotu": Later("a[iy]+l"),
    "жардам": Later("тез"),
    "house": Later("maternity|coffee|guest|tea|publishing|children|orphan"),
    "shop": Later("coffee|sewing|barber|tea"),
    "уйу": Later("төрөт|балдар|карылар|маданият|эс|меймандар|бала|конок"),
    "unit": Later("burns|trauma|medical|surgical|tb|intensive|health|infectious|feldsher"),
    "ward": Later("children|maternity|burns|trauma|infectious|tb|surgical|psychiatric|medical|women|prison"),
    "office": Later(
        "police|probation|post|registry|passport|prosecutor|commandant|mayor|tax|migration|employment|notary|akim"
    ),
    "post": Later("health|police|traffic|border|customs|feldsher|medical|aid"),
    "service": Later("ambulance|rescue|migration|tax|customs|employment|probation"),
    "bureau": Later("law|legal|employment|tax|migration|passport"),
    "студия": Later("ногт|фото|тату|маникюр|массаж|танц"),
    "studio": Later("nail|photo|tattoo|massage|dance|yoga"),
    "кызматы": Later("миграци|салык|пробаци|эмгек|бажы"),
    "mill": Later("flour|cotton|textile|paper"),
    "органы": Later("пробация"),
    "орган": Later("пробация"),
    "бюро": Later("адвокат|юрид|судебн"),
    "бюросу": Later("адвокат|юрид"),
    "wash": Later("car"),
    "зал": Later("спорт|фитнес|тренаж|банкет|бильярд|игров"),
    "hall": Later("billiard|concert|sports|wedding|banquet"),
}
"""Kinds that say nothing without another word: a garden, a place, a point, a group."""
NEEDS_PREPOSITION = word_set("bar spa бар паб pub")
"""Short kinds that are other words, too."""
BEFORE_WEAK = word_set("the in at near from of v iz na u club called в из у на возле около клуб behind outside by")
WITH_DISTRICT_BEHIND = Later(
    r"\s[a-z-]{3,25}sk(?:ogo|oi|oy|oj)\s(?:ra[iy]ona|oblasti|goroda)(?!\w)"
    r"|\s[а-яё-]{3,25}(?:ск|цк)(?:ого|ой)\s(?:района|области|города)(?:\sгорода\s[а-яё-]{2,20})?(?!\w)|\s(?i:of|in)\s(?:the\s)?"
    r"(?!the\s)[a-z-]{3,20}\s(?:distr?i?c?t|rayon|raion|region|oblast)(?!\w)"
)
"""`санэпидстанции Ленинского района`; matched in small letters."""
OF_DISTRICT = word_set(
    "районунун районундагы шаарынын шаарындагы облусунун облусундагы айылынын айылындагы кыштагынын кыштагындагы"
)
SAID_BEHIND = word_set("пункт служба")
"""Kinds that the next word tells as well: `пункт милиции номер три`."""
ABOUT_PLACE = Later("[дт][аеоө]г[ыиуү]$")
"""`Сузактагы төрөт үйү`: that is in Сузак."""
OF_BODY = Later("(?:ск|цк)|[ое]в$|ин$|[oe]v$|in$")
DOTTED = word_set("obl gor rai ray обл гор рай респ resp")
POLICE = word_set(
    "риб рииб шииб ииб аииб оииб ровд рувд говд гувд овд ром гом милиция"
    " riib shiib iib rovd ruvd guvd gom militsiya miliciya"
    " militsia police"
)
"""Grey with a place; the place may be a district that is called as somebody is."""
SURE_KINDS = word_set(
    "бсмп бництио бницто bnicto bnitsto"
    " бгу кгту кгусту кэу кгюа ошму ошту нцомид нцкт кнцг ркиб рцпз гцпз нцф бниито политех politeh"
    " кну кгма крсу ошгу жагу кту кнау auca knu ksma"
    " krsu oshsu"
)
"""Of which there is one in the country, or one in a town."""
LIVED_IN = word_set("ик колония колониясы koloniya colony тюрьма абак лтп ltp ik jail prison penitentiary")
"""Bodies of the state whose number says where somebody lived; the number of a police station says who came."""
WEAK_END = ("а", "п", "б", "т", "ь")
"""Last letters of a kind that an ending may change or swallow: кафе, мектеп, мектебинде."""
ACTING = word_set(
    "центр center centre centr борбор фонд fund foundation приют shelter организация organisation organization"
    " ассоциация association объединение бирикме уюм баш-калкалоочу"
)
"""They do what people do: `Кризисный центр Сезим принял`."""
CENTRES = word_set("центр center centre centr борбор")
HOUSES = word_set(
    "отдыха быта культуры ребенка ребёнка престарелых милосердия творчества малютки инвалидов kultury byta rebenka"
)
ALONE = Later("фельдшер|feldsher")
"""A village has one."""
ONE_IN_A_TOWN = Later(
    "aids|hiv|спид|вич|psychiatric|психиатрическ|central mosque|центральн\\w+ мечет|диспансер|dispensar"
    "|narcolog|нарколог"
    "|detention|фельдшер|feldsher|(?:medical|pedagogical|technical)\\scollege|methadon|метадон"
    "|(?:медицинск|педагогич)\\w+\\s(?:колледж|училищ)|(?:baby|children's)\\shome|(?:женск|мужск)\\w+\\sколони|women's\\s(?:colony|prison)"
)
SURE_ALONE = Later(
    "(?:national|улуттук|ulutt?uk|национальн\\w{2,3}|natsionaln\\w{2,3})\\s(?:hospital|госпитал|gospital"
    "|больниц|bolni[ct]|оорукан|oorukan)"
    "|тез\\sжардам\\sоорукан"
    "|тюремн\\w{2,3}\\s(?:больниц|госпитал)|(?:infectious|contagious)\\sdiseases\\s(?:hospital|dispensary)"
    "|жугуштуу\\sоорулар\\s(?:диспансер|оорукан)|үй-бүлөлүк\\s(?:дарыгерлер|медицина)\\s(?:борбор|тоб)"
    "|family\\s(?:doctors|medicine)\\s(?:group|cent)|(?:центр\\w{0,2}|центр\\w{0,2}\\sпо\\sборьбе\\sсо)\\sсп(?:ид|ди)"
    "|областн\\w{2,3}\\s(?:центр\\w{0,2}\\s(?:нарколог|онколог|психиатр|спид)|(?:нарколог|туберк|психоневр|кожно)[\\w-]+\\sдиспанс)"
    "|(?:national|republican|respublik\\w+|республик\\w+|национальн\\w+|улуттук|ulutt?uk)\\s(?:(?:centr?e?r?|центр\\w{0,2})\\s)?"
    "(?:of\\s|по\\s)?(?:нарколог|narcolog|phthisi|фтизи|tubercul|туберк|onco|онко|psych|психи|cardio|кардио|traumat|травмат)"
    "|(?:traumatology|cardiology|oncology)\\sinstitute|institute\\sof\\s(?:traumat|cardio|onco)"
    "|институт\\w{0,2}\\s(?:травматол|кардиол|онкол)"
    "|(?:city|oblast|regional)\\saids\\scent|городск\\w{2,3}\\sцентр\\w{0,2}\\sспид"
    "|адвокатура\\sбюросу|политехническ\\w{2,3}\\s(?:колледж|лице|техникум|институт|университет)"
)
"""There is one in the country, or one for a whole oblast or town: the kind is its name."""
LIKE_COMPANY = word_set(
    "плюс юг сервис фарм групп люкс сити центр лайф строй маркет трейд текстиль кредит инвест агро транс plus yug"
    " servis service farm group lux city stroy market trade textile"
)
NATIONAL = Later("республикан|республикалык|respublik")
OF_THE_WHOLE_COUNTRY = word_set("больница диспансер оорукана hospital dispensary центр борбор bolnica")
IS_OWNED = (
    "уйу",
    "соту",
    "мекемеси",
    "бюросу",
    "жайы",
    "техникуму",
    "отели",
    "агенттиги",
    "бирикмеси",
    "органы",
    "болугу",
)
PLACE_ADJECTIVES = ("ский", "ского", "скому", "ском", "ская", "ской", "скую")
