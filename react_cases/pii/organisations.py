"""Bodies of the state by their place, institutions by their number, businesses and funds by their name.

A body of the state is only grey, a numbered or quoted one is amber: `школа № 61` together with a first name leads to
a person.
"""

from collections.abc import Iterator

from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import lexicon
from react_cases.pii.names import endings
from react_cases.pii.patterns import Group, Later, any_of
from react_cases.pii.prepared import Prepared
from react_cases.pii.rules import RULES

_KY = "[а-яөүң]"
_LARGE = r"[А-ЯЁҢӨҮA-Z][\w-]{2,20}"
_LARGE_KY = f"[А-ЯҢӨҮ]{_KY[:-1]}-]{{1,20}}"
_LARGE_EN = r"[A-Z][\w'&-]{1,25}"
_QUOTE = r"\"[^\"\n]{2,40}\""

# Bodies of the state ------------------------------------------------------------------------------------------------

_ABBREVIATED = any_of("ровд рувд увд говд гувд гом овд ром уввд гуин сизо ивс псид гкнб умвд рувди говди овдт")
_BODY_RU = any_of(
    r"цон(?:[аеуы]|ом)? мцон (?:район|городск|областн)\w{2,5}_суд\w{0,2}"
    r" район\w{2,5}_отдел\w{0,3}(?:\sмилиции)? райсуд\w{0,2} суд\w{0,2}"
    r" прокуратур\w{1,2} отдел\w{0,3}(?:\s(?:милиции|полиции))? нарсуд\w{0,2} гор(?:отдел|суд|милиц)\w{0,4}"
    r" военкомат\w{0,2}"
)
_BODY_OF_DISTRICT = any_of(r"цон\w{0,2} суд\w{0,2} прокуратур\w{1,2} отдел\w{0,3}_(?:милиции|полиции) увд угро")
_ADJECTIVE = r"(?:[А-ЯЁ][а-яё-]{1,15}(?:-[А-ЯЁ])?[а-яё-]{1,20}|[а-яё-]{3,25})(?:ск|цк)(?:ого|ому|ом|ий|ая|ой|им|ую|ое)"
_OF_PLACE = (
    r"(?:(?i:города|г\.|района|по)\s)?(?:[А-ЯЁ][а-яё]{1,15}(?:-[А-ЯЁа-яё][а-яё]{1,20}|[а-яё]{1,20})"
    r"|[а-яё-]{3,25}(?:ск|цк)(?:ого|ой|ому))"
    r"(?:\s(?i:района?|району|области|города))?"
)
_OF_DISTRICT_KY = any_of(r"районд?у?к шаарды?к облусту?к району(?:нун)? шаар(?:ынын|дык)? облусун?у?н?")
_BODY_KY = any_of("ри?и?иб шииб ииб цон сот прокуратура милиция_бөлүм ички_иштер аскер_комиссариат")
_BODY_EN = any_of(
    "department_of_internal_affairs police_department prosecutor's_office district_court city_court police_station"
    " (?:city|district)_police"
)
_BODY_EN_SHORT = "(?:ROVD|RUVD|GUVD|UVD|SIZO|DIA)"
_NO_PLACE_EN = (
    r"(?!(?:the|an?|to|at|from|of|in|his|her|my|one|two|this|that|our|each|every|another|local|same|their|and|by|for|with|near|into|when"
    r"|who|but|or|as|if|some|any|no|then|while|because|before|after|with|under|old|new|main)\s)"
)
_BISHKEK_DISTRICT = any_of("свердлов ленин октябрь первомай биринчи_май")
_STATE = (
    Later(rf"(?<!\w){_ADJECTIVE}\s(?:{_ABBREVIATED}(?:[аеуы]|ом)?|{_BODY_RU})(?!\w)"),
    Later(rf"(?<!\w){_ABBREVIATED}(?:[аеу]|ом)?(?:[ -]?№?\s?\d{{1,3}}(?!\d)|\s{_OF_PLACE}(?!\w))"),
    Later(rf"(?<!\w){_BODY_OF_DISTRICT}\s{_ADJECTIVE}\s(?i:района|города|области)(?!\w)"),
    Later(rf"(?<!\w){_KY[:-1]}А-ЯҢӨҮ-]{{2,20}}\s{_OF_DISTRICT_KY}\s(?:{_LARGE_KY}\s)?{_BODY_KY}{_KY}{{0,12}}"),
    Later(
        rf"(?<!\w)(?:(?i:биринчи|экинчи)\s)?{_LARGE_KY}\s(?:{_KY}{{2,10}}\s)?(?:РИИБ|ШИИБ|ИИБ|ЦОН|РУВД|РОВД|УВД){_KY}{{0,9}}(?!\w)"
    ),
    Later(rf"(?<!\w){_BISHKEK_DISTRICT}\s(?:{_OF_DISTRICT_KY}\s)?(?i:ички\sиш){_KY}{{2,12}}(?!\w)"),
    Later(rf"(?<!\w){_KY[:-1]}-]{{2,20}}\s(?:рииби|шииби|ииби){_KY}{{0,8}}(?!\w)"),
    Later(
        rf"(?<!\w)(?:{_LARGE_EN}\s){{0,3}}(?:(?i:district|city|regional|municipal|rayon)\s){{0,2}}"
        rf"(?:{_BODY_EN}|{_BODY_EN_SHORT})(?!\w)"
        rf"(?:[\s-](?:No\.?\s?)?\d{{1,3}}(?!\d)|\s(?i:of|in)\s(?i:the\s)?{_LARGE_EN}(?:\s(?i:district|city|region))?)?"
    ),
)
_STATE_SMALL = (
    Later(
        rf"(?<!\w){_NO_PLACE_EN}[a-z'-]{{3,20}}\s(?:district|city|regional)\s"
        r"(?:department of internal affairs|police department|police|prosecutor's office|court|department)(?!\w)"
    ),
    Later(rf"(?<!\w){_NO_PLACE_EN}[a-z'-]{{3,20}}\s(?:rovd|ruvd|guvd|uvd|dia)(?!\w)"),
)
_STATE_ALONE = Later(rf"(?i:(?:district |city |regional |municipal )?{_BODY_EN})|{_BODY_EN_SHORT}")

# Institutions with a number -----------------------------------------------------------------------------------------

_INSTITUTION_RU = any_of(
    r"колони[а-я]{1,3} учреждени[а-я]{1,3} школ[а-я]{1,3} лице[а-я]{1,3} гимнази[а-я]{1,3} садик[а-я]{0,3}"
    r" сад[а-я]{0,2}"
    r" детсад[а-я]{0,3} детск[а-я]{2,3}_сад[а-я]{0,2} поликлиник[а-я]{1,3} больниц[а-я]{1,3} роддом[а-я]{0,2}"
    r" цсм гсв фап"
    r" цовп ик гкб интернат[а-я]{0,2} общежити[а-я]{1,2} аптек[а-я]{1,2} участ[а-я]{2,3} отдел[а-я]{0,3}"
    r" детдом[а-я]{0,2}"
    r" пту тюрьм[а-я]{1,2} клиник[а-я]{1,3}"
)
_INSTITUTION_KY = any_of(
    "борбор мектеп мектеби орто_мектеп оорукана ооркана бала_бакча бала-бакча колония поликлиника лицей гимназия"
    " түзөтүү"
    " үдб үдт сизо тк төрөт_үйү мекеме аптека дарыкана клиника түрмө абак балдар_үйү интернат"
)
_INSTITUTION_EN = any_of(
    "school lyceum gymnasium colony clinic hospital cent(?:er|re) kindergarten prison pol[iy]clinic station department"
    " dispensary"
)
_KIND_OF_CARE = any_of("maternity family medicine city regional children's central clinical secondary")
_NOT_A_COUNT = r"(?![\d/]|\s?-?\s?(?:го|й|м|ый)\sклас|[.:-]\d|\s?(?i:лет|год|час|дн|раз|сом|тыс|мес|чел|класс))"
_SPOKEN_RU = (
    r"(?:(?:сто|двадцать|тридцать|сорок|[а-я]{3,7}десят|девяносто)\s)?(?:один|два|три|четыре|пять|шесть|семь|восемь|девять"
    r"|десять|[а-я]{2,7}надцать|двадцать|тридцать|сорок|[а-я]{3,7}десят|девяносто|сто)"
)
_LAWS = "(?:УК|ГК|СК|НК|ТК|ЗК|ПП|КР|ЗА|СТ|ГОСТ|УПК|КоАП|КОАП|КУоП|УИК|ТНП|МКБ|ВИЧ|ППРК|ПКМ|ФИО|ИНН|ПИН|ЖСН|РКК|ЕРПП)"
_NUMBERED = (
    Later(
        rf"(?<!\w)(?:[а-яА-Я]{{3,15}}-)?{_INSTITUTION_RU}(?:\s(?i:города|г\.)\s[А-ЯЁ][\w-]{{1,20}})?"
        rf"(?:\s(?:милиции|полиции))?(?:\s(?:номер|под номером))?[ -]?(?:№|N|#|n)?\s?\d{{1,3}}{_NOT_A_COUNT}"
    ),
    Later(rf"(?<!\w){_INSTITUTION_RU}\s(?:под\s)?номер(?:ом)?\s{_SPOKEN_RU}(?!\w)"),
    Later(rf"(?<!\w)(?!{_LAWS}\s)[А-ЯЁ]{{2,6}}\s?№\s?\d{{1,3}}{_NOT_A_COUNT}"),
    Later(
        r"(?<![\w-])\d{1,3}-?(?:й|ой|ая|ую|я|ей|м|ом)\s"
        + any_of(
            "школ поликлиник больниц колони гимнази роддом лице горбольниц зон медучилищ колледж детсад садик интернат"
        )
        + r"[а-яё]{0,3}(?!\w)"
    ),
    Later(
        r"(?<!\w)(?i:(?:войсков|воинск)\w{2,3}\sчаст\w{1,3}"
        r"|в/ч|аскер бөлүгү\w{0,4}|military unit)\s?(?:№\s?)?\d{3,6}(?!\d)"
        r"|(?<!\d)\d{4,6}\s?-?\s?(?i:аскер бөлүг)[үө][а-яөү]{0,8}(?!\w)"
    ),
    Later(rf"№\s?\d{{1,3}}\s(?:[\w-]{{2,20}}\s){{0,3}}{_INSTITUTION_KY}{_KY}{{0,10}}"),
    Later(rf"(?<![\w-])\d{{1,3}}\s?-\s?(?:(?i:шаардык|айылдык)\s)?{_INSTITUTION_KY}{_KY}{{0,10}}"),
    Later(
        rf"(?<!\w)(?:[A-Z][a-z]{{1,20}}\s|{_KIND_OF_CARE}\s){{0,3}}{_INSTITUTION_EN}\s(?i:no\.?|n[°r]?\.?|number|#|№)?\s?\d{{1,3}}(?!\d)"
    ),
)

# Businesses, funds and the like by name -----------------------------------------------------------------------------

_BUSINESS_RU = any_of(
    r"кафе ресторан\w{0,2} бар\w{0,2} саун\w{1,2} отел\w{1,2} гостиниц\w{1,3} магазин\w{0,3} клуб\w{0,2} осоо"
    r" оао зао оо оф"
    r" ооо ип чп фонд\w{0,2} компани\w{1,2} фирм\w{1,2} организаци\w{1,3} салон\w{0,2} рын[а-я]{2,3}"
    r" базар\w{0,2} тц трц"
    r" супермаркет\w{0,2} караоке бан\w{1,2} хостел\w{0,2} клиник\w{1,3} аптек\w{1,2} санатори\w{1,3}"
    r" пансионат\w{0,2}"
    r" столов\w{2,3} чайхан\w{1,2} кофейн\w{1,3} цех\w{0,2} ателье мастерск\w{2,3} парикмахерск\w{2,3}"
    r" автомойк\w{1,2}"
    r" шаурмичн\w{1,2} пекарн\w{1,2} типографи\w{1,2} издательств\w агентств\w{1,2} такси спортзал\w{0,2}"
    r" ночлежк\w{1,2}"
    r" приют\w{0,2} центр\w{0,2} завод\w{0,2} фабрик\w{1,2} школ\w{1,2} стадион\w{0,2} ассоциаци\w{1,3}"
    r" дарыкана\w{0,4} дүкөн\w{0,4} мейманкана\w{0,4} ашкана\w{0,4}"
)
_BUSINESS_KY = any_of(
    "кафе ресторан дүкөн фирма коом фонд жчк мейманкана клуб сауна базар борбор уюм компания ашкана санаторий"
    " салон чайкана"
    " цех ателье кофейня бейтапкана агенттик клиника дарыкана мектеп"
)
_BUSINESS_EN = any_of(
    "caf[eé] restaurant club sauna hotel bar shop salon hostel market bazaar company fund foundation store"
    " shelter clinic"
    " cent(?:er|re) bathhouse workshop bakery agency coffee_house pharmacy ngo canteen gym nightclub factory school"
)
_QUOTED = (
    Later(
        rf"(?<!\w){_BUSINESS_RU}(?:\s(?i:под названием|с названием|деп аталган|аттуу))?\s{_QUOTE}",
    ),
    Later(rf"{_QUOTE}\s(?:(?i:коомдук|соода|кайрымдуулук)\s)?{_BUSINESS_KY}{_KY}{{0,10}}"),
    Later(rf"(?<!\w){_BUSINESS_EN}(?:\s(?i:called|named))?\s{_QUOTE}"),
    Later(rf"{_QUOTE}\s{_BUSINESS_EN}(?!\w)"),
)
_KIND_BEFORE_NAME = any_of(
    r"фонд\w{0,2} кафе ресторан\w{0,2} гостиниц\w{1,3} отел\w{1,2} саун\w{1,2} рын[а-я]{2,3} базар\w{0,2}"
    r" клуб\w{0,2} тц трц"
    r" компани\w{1,2} фирм\w{1,2}"
)
_KIND_AFTER_NAME_KY = any_of(
    "фонду борбору базары кафеси ресторану дүкөнү мейманканасы саунасы клубу компаниясы фирмасы"
)
_KIND_AFTER_NAME_EN = (
    "(?:Center|Centre|Hospital|Clinic|University|Bazaar|Dispensary|Market|Hotel|Restaurant|Cafe|Academy|College|Lyceum"
    "|Gymnasium|Mall|Plaza|Park|Airport|Cinema|Stadium|Sauna|Pharmacy|Bakery|Salon|Shelter|Factory|Store)"
)
NO_NAME_EN = any_of(
    "the this that her his my our their an? at by near night flea cattle livestock food street labour labor job car"
    " clothes clothing wholesale big large small main open"
    " covered weekly sunday saturday farmers? farmer's animal vegetable fruit meat"
    " horse black free world global housing property stock money drug grain auto hay scrap village town rural"
    " emergency field mobile day closed university teaching veterinary psychoneurological tuberculosis infectious"
    " city district regional state local another every each in at from one two"
    " private public old new first second next same national republican central children's maternity no any some when"
    " after before to and but on which what where prison psychiatric general military"
)
"""Words before a kind that name nothing: "the Flea Market"."""
_NAMED = (
    Later(rf"(?<!\w)(?:ОсОО|ОАО|ЗАО|ООО|ОФ|ЖЧК|ИП|ЧП|осоо)\s[\w-]{{3,21}}(?:\s{_LARGE})?"),
    Later(r"(?<=\s)(?:в|из|от|с|у)\sоф\s(?!и\s|а\s|не\s)[а-яё-]{4,20}(?!\w)"),
    Later(rf"(?<!\w){_KIND_BEFORE_NAME}\s{_LARGE}(?:\s{_LARGE})?"),
    Later(
        r"(?<!\w)[А-ЯЁ][а-яё-]{1,20}(?:ск|цк)(?:ом|ого|ий|ая|ую|ой)\s"
        + any_of(r"рын[а-я]{2,3} базар\w{0,2} больниц\w{1,2} наркологи\w{1,3} роддом\w{0,2}")
        + r"(?!\w)"
    ),
    Later(rf"(?<!\w)(?:{_LARGE_KY}\s){{1,3}}(?i:атындагы)\s(?:{_KY}{{2,20}}\s){{0,2}}{_INSTITUTION_KY}{_KY}{{0,10}}"),
    Later(rf"(?<!\w)(?:{_QUOTE}|{_LARGE})\s{_KIND_AFTER_NAME_KY}{_KY}{{0,8}}"),
    Later(rf"(?<!\w){_KY[:-1]}]{{2,12}}-{_KY[:-1]}]{{2,12}}\s{_KIND_AFTER_NAME_KY}{_KY}{{0,8}}"),
    Later(
        rf"(?<![\w-]){_KY[:-1]}]{{2,12}}-{_KY[:-1]}]{{2,12}}\s(?:район|шаар|облус)дук\s(?:(?:балдар|бириккен)\s)?"
        rf"(?:оору?кана|бейтапкана|поликлиника|төрөт\sүйү){_KY}{{0,10}}"
    ),
    Later(
        rf"(?<!\w){_LARGE_KY}\s(?i:район|шаар|облус){_KY}{{2,10}}\s(?:(?i:борбордук|балдар|бириккен)\s)?"
        rf"(?i:оорукана|ооркана|бейтапкана|поликлиника|диспансер|төрөт\sүйү){_KY}{{0,10}}"
    ),
    Later(
        rf"(?<!\w)(?!(?:{NO_NAME_EN}\s){{1,3}}{_KIND_AFTER_NAME_EN})(?:[A-Z][a-z'-]{{1,20}}\s){{1,4}}{_KIND_AFTER_NAME_EN}(?!\w)"
    ),
    Later(
        rf"(?<!\w)(?!{NO_NAME_EN}\s)[A-Z][a-z'-]{{1,20}}\s(?:(?!{NO_NAME_EN}\s)[A-Z][a-z'-]{{1,20}}\s)?"
        r"(?:(?:city|district|regional|oblast|central)\s)?(?:bazaar|market|hospital|hotel|sauna|university|dispensary|lyceum)(?!\w)"
    ),
    Later(
        rf"(?<!\w)(?:{_LARGE_EN}\s){{1,5}}(?:Network|Foundation|Association|Fund|Society|Committee|Plus|NGO)(?!\w)"
        r"(?:-[A-Z]\w{1,20})?"
    ),
    Later(rf"(?<!\w)(?:{_LARGE_EN}\s){{1,3}}(?:LLC|Ltd|OsOO|JSC|Inc)(?!\w)"),
    Later(rf"(?<!\w)(?!{NO_NAME_EN}\s)[a-z-]{{3,20}}\s(?:(?:city|district|regional)\shospital|llc|ltd|osoo)(?!\w)"),
    Later(rf"(?<!\w)(?:OsOO|LLC)\s\"?{_LARGE_EN}(?:\s{_LARGE_EN})?\"?"),
)

_BODY_IN_SMALL = Later("rovd|ruvd|guvd|uvd|dia|department|police|prosecutor|court")
_BODY = Later(
    "овд|увд|уввд|гом|ром|гуин|сизо|ивс|псид|гкнб|цон|суд|прокуратур|отдел|горо|горс|горм|военкомат|угро|умвд"
    "|иб|сот|милиция|ички|комиссариат|department|police|prosecutor|court|ovd|uvd|sizo|dia"
)
_NAMED_KIND = Later(
    r"осоо|оао|зао|ооо|оф\s|жчк|ип\s|чп\s|фонд|кафе|ресторан|гостиниц|отел|саун|рын|базар|клуб|тц|трц|компани|фирм"
    "|больниц|оорукана|ооркана|бейтапкана|поликлиник|диспансер|төрөт|базар|нарколог|роддом|атындагы|борбору|дүкөнү|мейманканасы|center|centre|hospital|clinic|university|bazaar"
    "|dispensary|market|hotel|restaurant|cafe|academy|college|lyceum|gymnasium|mall|plaza|park|airport|cinema|stadium|sauna|pharmacy|bakery|salon"
    "|shelter|factory|store|network|foundation|association|fund|society|committee|plus|ngo|llc|ltd|osoo|jsc|inc"
)

_GROUPS = (
    Group("org.numbered", Later(r"\d|номер"), _NUMBERED),
    Group("org.state", _BODY_IN_SMALL, _STATE_SMALL),
    Group("org.quoted", Later('"'), _QUOTED),
    Group("org.state", _BODY, _STATE),
    Group("org.named", _NAMED_KIND, _NAMED),
)
_BENT = Later(rf"{_ABBREVIATED}(?:[аеуы]|ом)?")
_BODY_AND_WORD = Later(rf"{_ABBREVIATED}(?:[аеу]|ом)?\s([А-ЯЁ][а-яё-]{{2,30}})")
_OF_DISTRICT = ("ого", "ой", "ому", "ском")
_SMALL_WORD = any_of(
    "the in at an? he she they we on from director в на из от со? к по и у эки бул ал менин биз ошол ушул"
)
_LEADING = Later(rf"(?:{_SMALL_WORD}\s){{1,2}}")
_NO_PLACE = Later(
    any_of(
        "русск мужск женск детск городск сельск советск милицейск полицейск кыргызск гражданск адвокатск"
        " конституционн"
        " верховн state national global republican partner international united"
    )
    + r"\w{0,4}\s"
)


def find_organisations(text: Prepared) -> Iterator[Finding]:
    """`Первомайского РОВД`, `школы № 61`, `кафе «Ак-Сай»`, `Dordoi LLC`."""
    for group in _GROUPS:
        for match in group.matches(text.text, text.lower):
            start, end = match.span()
            lead = _LEADING.match(match.group())
            start += lead.end() if lead else 0
            rest = text.text[start:end]
            is_person = group.code == "org.state" and (_ends_in_person(rest) or _is_person(rest))
            is_kind_alone = group.code == "org.named" and lead is not None and " " not in rest
            if "\n" in rest or is_person or is_kind_alone:
                continue
            has_number = group.code == "org.numbered"
            if not _STATE_ALONE.fullmatch(rest) and (has_number or not _NO_PLACE.match(rest)):
                yield RULES[group.code].finding(start, end)


def _is_person(found: str) -> bool:
    """`Рома Вебер`, `Рому`: somebody who is called as a unit of police with an ending is."""
    first = found.split()[0]
    is_written = first[0].isupper() and not first[:2].isupper()
    return is_written and _BENT.fullmatch(first.lower()) is not None and lexicon().first_name(first.lower()) is not None


def _ends_in_person(found: str) -> bool:
    """`СИЗО Асанову`, `РОВД Абдыкадыров`: who is held or serves there, not where that is."""
    match = _BODY_AND_WORD.fullmatch(found)
    if match is None:
        return False
    word, knowledge = match.group(1).lower(), lexicon()
    if knowledge.place(word) is not None or word.endswith(_OF_DISTRICT):
        return False
    return knowledge.first_name(word) is not None or endings.is_surname(word) or endings.is_patronymic(word)
