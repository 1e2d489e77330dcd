"""Words beside a name that say whether somebody is an official: see `officers`."""

import re

from react_cases.pii.patterns import word_set

KYRGYZ_CASE = re.compile(r"(?:[гк][аеоө]|[дт][аеоө]н?|[ндт][ыиуү]н?)$")
OF_MYSELF = re.compile(r"(?:м[ыиуү]н|min|myn)$")
SOCIAL = ("соц", "медицин", "social", "outreach", "аутрич")
LINKS_AFTER = word_set(
    "из the a of head chief с со наш местный местного бөлүмдүн criminal from who is an only female male young same old"
    " hes shes he is she он она сам единственная единственный тот та самый самая наша ст старший мл"
)
LINKS_BEFORE = word_set("who on duty was is at the of for in a an some какой-то некий ли бир деген что")
WHO = word_set("who whom that который которая которого которую")
CALLERS = word_set("colleagues коллеги сослуживцы others другие все friends")
"""«An officer whom colleagues called Mirzat»: those who call him so are not who is named."""
POLICE = word_set("police criminal investigation prosecution")
OF_ANY_HOUSE = re.compile(
    r"(?:директор|секретар|председател|жетекчи|башчы|төрага|катчы|комендант|chairm|chairw|secretary|deputy|registrar)"
)
"""Heads of houses and committees: officials only where police, a court or an office was named before."""
ON_DUTY = re.compile(r"(?:зам|дежур|начальни|кезекчи|chief|commander|специалист|адис)")
"""Officials unless a school, a hospital or a hot line stands beside them."""
WEAK_BODIES = re.compile(r"(?:бөлүм|отдел|участ|зон|барак|камер|department|station|court|сот|суд)")
"""Bodies that others than the state have too, or where anybody may be."""
PRIVATE = re.compile(
    r"(?:комитет|класс|мектеп|школ|оорукан|больниц|горяч|лини|кризис|центр|борбор|hospital|school|clinic)"
)
RUSSIAN_VERB = re.compile(r"(?:ла|ли|ал|ил|ел|ёл|ул|лся|лась|лись|ает|ует|ит|ят|ют)$")
ONE_OF_THEM = word_set(
    "один первый второй третий другой старший постарше помладше молодой напарник напарника главный главного шеф них"
    " одного одну ещё-один остальные another others дагы-бири старшего старшему второго второму другого главный-у-них"
    " бири биринчиси экинчиси экинчисинин үчүнчүсү башкасы улугу улуусу шериги өнөктөшү бирөө бирөөсү бирөөнүн"
    " them first second third other older younger partner odin vtoroi starshii glavnyi biri ekinchisi sherigi"
)
BETWEEN_THEM = word_set(
    "из них которого которому все остальные звали называл называли назвали зовут его ево ему аны аты ысымы өзүн имя по"
    " имени чоң показал представился дагы был это of them was is whom the called named addressed as policeman officer"
    " man a an by name his постарше помладше моложе молодой новый рядом с что тот он man's отзывается на откликался"
    " откликается кличка кличут said says goes his she they call деген болчу он знает это деп"
)
BADGE = re.compile(
    r"(?:удостоверени|корочк|жетон|нашивк|погон(?!я)|бейдж|форм[еуы]$|күбөлүгүн?$|формачан|uniform|badge|погончон"
    r"|udostoverenie"
    r"|представил(?:ся|ись)$|signed|tag$|nametag|sticker|наклейк|табличк|бирк|төш-белги|төшбелги)"
)
ARRIVED = word_set(
    "ответил ответила answered replied деген трубку"
    " вышел вышла приехал приехала пришёл пришел пришла подъехал прибыл прибыла подсел явился came arrived келди"
    " келип priehal"
    " prishel keldi"
)
CALLED_OUT = re.compile(
    r"(?:вызва|наряд|патрул|милици(?!он)|полици(?!й|ан)|чакыр|polic|polci|милис|милци|militsi|naryad|розыск|сообщил"
    r"|102$|phoned)"
)
POLICE_SIGNS = re.compile(
    r"(?:обыск|ордер|понят(?:ые|ых|ой)|наручник|тинт|кайгуул|патрул|рейд|облав|милиц|милци|полиц|polic|polci"
    r"|warrant|handcuff"
    r"|штатск|гражданском|plain|жарандык|масках?|маскач|бронежилет|badge|удостоверен|корочк|выбил|досмотр"
    r"|кишен|raid|patrol|mentov|менты|ментов|ментам|менттер|мусор[аыо]|cops)"
)
"""What only police bring with them, and their own name with a slip."""
OF_PRISON = re.compile(
    r"(?:режим|оператив|тергөө|следств|розыск|иликтөө|конвой|этап"
    r"|пробаци|көзөмөл|надзор|дежур|кезек)"
)
IS = word_set("is was он она это работает служит ал бул he she иштейт works serves сам ол there's he's she's")
NAME_OF = word_set("name named called зовут звать звали имя аты ысымы атын зовет кличут call")
NOT_HIS = word_set("my our меня мен менин мне моё мое мой моя мою вас вам your сизди")
SURNAME_OF = word_set("фамилия фамилиясы фамилию фамилии фамилиям surname familiya familiyasy отчество lastname")
FROM_STATE = re.compile(
    r"(?:салык(?:тан|чыдан)|бажы(?:дан|канадан)|тамож(?:ни|нядан)|налогов(?:ой|аядан)|погранз\w+|чек-арадан|соттон"
    r"|прокуратурадан"
    r"|розыска|пробации)$"
)
BEING = word_set("экен экенин деген бир болчу эле дейт")
BELONGS = re.compile(r"(?:[ое]ви|[ое]васы|лери)$")
RECEIVES = word_set(
    "принял приняла подписал подписала принимал принимала принимает оформлял оформляла оформил оформила выдал"
    " выдала регистрировал регистрировала"
    " зарегистрировала заверила кабыл алган тариздеген каттаган берген issued registered stamped"
)
STAFF = re.compile(r"(?:сотрудниц|работниц|оператор|адис|employee|staff|worker)")
ACTS = (
    frozenset({"составил", "составила", "оформил", "оформила", "написал", "жазды", "протокол", "акт"}),
    frozenset({"протокол", "жазды", "акт", "протоколду"}),
)
TAKES = (
    word_set("принял приняла взял взяла арызды арызын сурак took takes"),
    word_set("заявление жалобу показания алды кабыл statement complaint"),
)
INVESTIGATES = word_set(
    "расследует допросил допросила допрашивал допрашивала задержал задержала опросил patrols interrogated investigates"
    " arrested"
)
FROM = word_set("из from of")
LEADS = word_set("ведёт ведет заменяет vedet вёл вел осуществляет алып-барат")
SUPERVISION = re.compile(r"(?:надзор|nadzor|следств|дозна|пробаци)")
ABBREVIATED = word_set(
    "нач зам инсп след дозн уч опер лейт серж подполк прап полк lt maj col sgt capt cpt ensign det insp gen лейт"
    " кап сотр деж дежурн пом-нач опер-уп insp"
)
"""Posts with a point: «нач. Койчуманов»."""
NO_BODIES = word_set("одна одной одну одни одного зонт зона")
"""Words that look like forms of abbreviations: ОДН."""
OFFICE = re.compile(r"(?:прокурат|сот(?:то|тун)|загс|цон|министр|мэри|паспорт|айыл-өкм|салык|бажы|суде$|борборун|мфц)")
"""Offices of the state, where who is told by «деген» works, not police or prisons, where people are held."""
COURT = re.compile(r"(?:суд|сот|court)")
AT_COURT = re.compile(r"сот(?:то|тон|ко)")
"""Where somebody is, not who: «сотто Гүлназ ыйлады»."""
NEAR_THEM = word_set("in at to by with against inside outside")
"""«Nurlan is in the police station»."""
STATE_SERVICE = re.compile(r"(?:загс|цон|тейлөө|паспорт|соцфонд|госрег|налогов|салык|бажы|тамож|registry|мфц)")
SHOWS = word_set("showed shows показал предъявил көрсөттү көрсөтүп көрсөткөн flashed")
CARDS = re.compile(r"(?:card|badge|id$|удостоверен|корочк|ксив|жетон|күбөлүг|warrant|ордер)")
FRIENDLY = word_set("тааныш знакомый знакомая бир некий taanysh")
CHILDREN = re.compile(r"(?:дет[еи]|сын|доч|ребён|бала|кызы|child|kids|son$|sons$|daughter|брат|сест|двоих)")
AND = word_set("и and жана менен с i")
SEVERAL = re.compile(
    r"(?:полицейские|сотрудники|милиционеры|следователи|оперативники|патрульные|менты|опера|конвойные|участковые"
    r"|прокуроры|судьи"
    r"|(?:officer|policeman|constable|guard|detective|inspector|cop|investigator|sergeant)s|policemen|officers"
    r"|кызматкерлер|милиционерлер|тергөөчүлөр|инспекторлор|менттер|сакчылар|оперативниктер)"
)
"""A post in the plural."""
SENIOR = word_set("старший младший ст мл senior junior улук кенже")
STILL = word_set("still also тоже ещё еще again снова лично")
NOT = word_set("не ещё еще уже did does has had will was not")
SERVES = word_set("работает служит иштейт служил works serves служат rabotaet")
SOCIAL_PREFIXES = ("секс-", "соц", "sex-")
OBLIQUE_POST = re.compile(
    r"(?:[чрнт]?[ыиуү]?)(?:г[аеоө]|к[аеоө]|д[аеоө]н|т[аеоө]н|[нд][ыиуү]н?|т[ыиуү]н?|ge|ga|gö|ke|ka|dan|den|nyn|nin)$"
)
"""A Kyrgyz post in another case than its bearer would have: «тергөөчүгө Нурлан барды»."""
CLERK = re.compile(r"(?:регистратор|registrar|clerk|администратор|receptionist)")
CARE = re.compile(r"(?:больниц|поликлиник|цсм|гсв|оорукан|клиник|hospital|clinic|роддом|диспансер)")
DETENTION = re.compile(r"(?:сизо|ивс|изолятор|колони|тюр|түрмө|абак|зон[аы]|prison|colony|jail|detention|sizo)")
"""Who comes from there was held there."""
GUARD = re.compile(r"(?:guard|охранник|охранниц|вахт[её]р|күзөтчү)")
PRIVATE_GUARD = re.compile(
    r"(?:security|market|night|club|bazaar|school|shop|mall|клуб|рынк|рынок|школ|магазин|кафе|больниц|базар"
    r"|супермаркет|саун|отел|дүкөн)"
)
"""«Охранник клуба Виталий» serves no state."""
THAT = word_set("что that чтобы")
