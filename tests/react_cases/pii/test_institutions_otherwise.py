"""Institutions as people say them: without quotation marks, by their street, their number in words, with slips."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "institutions"),
    [
        # dictated or in small letters: what houses are called is hardly ever said otherwise
        ("живёт в отеле мираж, работала в фирме байтик строй", ["отеле мираж", "фирме байтик строй"]),
        ("возле гостиницы тилек стояли трое", ["гостиницы тилек"]),
        ("глобус супермаркетинин жанында кармашты", ["глобус супермаркетинин"]),
        ("she sleeps in hostel oasis, on the second floor", ["hostel oasis"]),
        ("мыла посуду в столовой шоола, потом в чайной", ["столовой шоола"]),
        # where a house of that kind stands
        (
            "Лежала в кожвене на Айтматова, потом ночлежка на Логвиненко.",
            ["кожвене на Айтматова", "ночлежка на Логвиненко"],
        ),
        ('We met in the cafe "Lilia" on Ivanitsina, then left.', ['cafe "Lilia" on Ivanitsina']),
        (
            "Держали в приёмнике на Токтоналиева, лежит в изоляторе на Чокана Валиханова.",
            ["приёмнике на Токтоналиева", "изоляторе на Чокана Валиханова"],
        ),
        # malls, banks, universities
        ("Учится в БГУ, гуляет в Сирень Молл, в Тянь Банке кредит.", ["БГУ", "Сирень Молл", "Тянь Банке"]),
        ("The guards of Dordoi Plaza hit him.", ["Dordoi Plaza"]),
        # numbers
        ("Эки номерлүү колонияда отурган, ал жакта № 3 ГКБ жок.", ["Эки номерлүү колонияда", "№ 3 ГКБ"]),
        (
            'They ran to police post No. 5 by kindergarten No. 9 "Zvezdochka".',
            ["police post No. 5", 'kindergarten No. 9 "Zvezdochka"'],
        ),
        ("Uchitsya v shkole № 7 im. Gagarina.", ["shkole № 7 im. Gagarina"]),
        # districts, also such as no list has, also with a slip
        ("Ленин соцфондуна барды, анан Октябрь ички иштерине.", ["Ленин соцфондуна", "Октябрь ички иштерине"]),
        (
            "Талас облустук эмгек инспекциясына, Чаарт раёндук прократурага жаздык.",
            ["Талас облустук эмгек инспекциясына", "Чаарт раёндук прократурага"],
        ),
        ("We asked the employment centre of Kemin distrct.", ["employment centre of Kemin distrct"]),
        (
            "Выписали из Республиканского центра психиатрии и наркологии.",
            ["Республиканского центра психиатрии и наркологии"],
        ),
        (
            "Ысык-Көл райондук социалдык өнүктүрүү башкармалыгына жаздык.",
            ["Ысык-Көл райондук социалдык өнүктүрүү башкармалыгына"],
        ),
        ("Талас облустук ЖИТСти алдын алуу борбору, 9–17.", ["Талас облустук ЖИТСти алдын алуу борбору"]),
        ("Нарын саламаттыкты чыңдоо кабинетинен алдым.", ["Нарын саламаттыкты чыңдоо кабинетинен"]),
        ("The FAP of Kerben was closed; all departments of the region too.", ["FAP of Kerben"]),
        ("He has a paper from the traumatology institute.", ["traumatology institute"]),
        # who stands before an institution is not its name
        ("Мамытов Абдилла балдар үйүнө өткөрүп берген.", []),
        ("кийин кош булак фондунан келишти", ["кош булак фондунан"]),
        ("Мени 9-ооруканда, анан 8-калонияда кармашты.", ["9-ооруканда", "8-калонияда"]),
        # as people call them
        ("Забрали в опорку на Киевской, потом дурка на Ахунбаева.", ["опорку на Киевской", "дурка на Ахунбаева"]),
        ("участковый пункт милиции номер три не принял", ["участковый пункт милиции номер три"]),
        ("Пришли из СБНОН Нарынского УВД, из УПМ Токмока.", ["СБНОН Нарынского УВД", "УПМ Токмока"]),
        ("Паспортный стол Кербена, медучилище Токмока.", ["Паспортный стол Кербена", "медучилище Токмока"]),
        (
            "Был центр семейной медицины Базар-Коргона, детдом в Беловодском.",
            ["центр семейной медицины Базар-Коргона", "детдом в Беловодском"],
        ),
        (
            "Молился в мечети имама Бухари, ел в шашлычной на Боконбаева.",
            ["мечети имама Бухари", "шашлычной на Боконбаева"],
        ),
        ("Талон из Баткенского центра СПИД взял повар.", ["Баткенского центра СПИД"]),
        ("uvezli v tokmokskii gorotdel noch'yu", ["tokmokskii gorotdel"]),
        # of a town, in the genitive that Kyrgyz puts before what is owned
        ("Ал Кеминдин милициясында кармалды.", ["Кеминдин милициясында"]),
        ("Ак-Терек айыл өкмөтүнө арыз жаздык.", ["Ак-Терек айыл өкмөтүнө"]),
        ("Токмоктогу №3 төрөт үйүндө, анан Тез жардам № 4.", ["Токмоктогу №3 төрөт үйүндө", "Тез жардам № 4"]),
        ("Ю. Абдрахманов атындагы мектепте окуйт.", ["Ю. Абдрахманов атындагы мектепте"]),
        ("Кыргыз-Өзбек деген ким болду?", []),
        # between apostrophes, and what stands behind a name
        (
            "In the sauna 'Blue Bay' and the foundation 'Shamchyrak' nobody spoke; it's fine.",
            ["sauna 'Blue Bay'", "foundation 'Shamchyrak'"],
        ),
        (
            "The pharmacy Dary on Logvinenko, then Tokmok FMC, branch 3.",
            ["pharmacy Dary on Logvinenko", "Tokmok FMC, branch 3"],
        ),
        ("She studies at the medical college in cholpon ata with him.", ["medical college in cholpon ata"]),
        (
            "FAP of Ak-Bulung village told all; mosque of Imam Bukhari.",
            ["FAP of Ak-Bulung village", "mosque of Imam Bukhari"],
        ),
        # more kinds before what stands in quotation marks, and "called"
        ("Ал klub «Orion»don чыкты, андан ары «Үмүт Нуру» КФ.", ["klub «Orion»don", "«Үмүт Нуру» КФ"]),
        (
            'He welded for OcOO "Temir-Usta"; she slept in a guest house "Kelin".',
            ['OcOO "Temir-Usta"', 'guest house "Kelin"'],
        ),
        ("Он из медпункта разреза «Актилек», мать в ГСВ «Булак».", ["медпункта разреза «Актилек»", "ГСВ «Булак»"]),
        (
            "«Ак-Булут» тигүү цехинде иштейт, «Шоола» милиция пунктунда күтөт.",
            ["«Ак-Булут» тигүү цехинде", "«Шоола» милиция пунктунда"],
        ),
        ("met him at the hotel ala too with two girls", ["hotel ala too"]),
        ("Качып, 36417 аскер бөлүгүндө уруп-сабашты", ["36417 аскер бөлүгүндө"]),
        ("Jalal-Abad GUVDdo tort saat otkurdu", ["Jalal-Abad GUVDdo"]),
        ("Учится в КНУ имени Баласагына.", ["КНУ имени Баласагына"]),
        ("Из бара Гураме вышли в три часа.", ["бара Гураме"]),
        ("Кризисный центр Сезим принял её.", ["Кризисный центр Сезим"]),
        ("Токтогул облустар аралык ооруканасына жаткырышты", ["Токтогул облустар аралык ооруканасына"]),
        ("работает в сауне сары ой третий год", ["сауне сары ой"]),
        ("the family doctors group number two would not give pills", ["family doctors group number two"]),
        ("classmates from the aravan vocational lyceum laughed", ["aravan vocational lyceum"]),
        (
            "An NGO called Quiet Steps met her at the night club «Silver Fox».",
            ["NGO called Quiet Steps", "night club «Silver Fox»"],
        ),
    ],
)
def test_institutions_are_found_as_people_say_them(text: str, institutions: list[str]) -> None:
    assert found(text, "ORG") == institutions


@pytest.mark.parametrize(
    "text",
    [
        "Ленин барды, мен калдым.",
        "В столовой шумно, в парикмахерской очередь.",
        "Справка у опера Эсенова\nДеньги на проезд",
        "Работает в магазине на улице, потом в кафе на втором этаже.",
        "the hotel staff, the hostel manager and the cafe owner",
        "Telefon pekarni i adres kafe u menya.",
    ],
)
def test_what_names_no_institution(text: str) -> None:
    assert found(text, "ORG") == []


def test_who_is_called_as_a_unit_of_police_is_somebody() -> None:
    """РОМ is a unit of police; in the genitive it is written as Рома is."""
    assert found("Рома Вебер восьмой зонадан келди", "PERSON") == ["Рома Вебер"]
    assert found("Из РОМа Асановку вызвали, из Ленинского РОМа тоже.", "ORG")[-1] == "Ленинского РОМа"
