"""An institution and the address beside it are two; and more of what institutions are called by."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "institution", "address"),
    [
        ("Это было в школе № 24, ул. Киевская, 114.", "школе № 24", "ул. Киевская, 114"),
        ("It happened in School No. 24, 114 Kievskaya St.", "School No. 24", "114 Kievskaya St."),
        ("She waited in Hospital No. 4 on Chui Avenue 219.", "Hospital No. 4", "Chui Avenue 219"),
        ("Чүй проспектиси 219, № 6 бейтапканада болгон.", "№ 6 бейтапканада", "Чүй проспектиси 219"),
        ("Из бильярдной «Пирамида» на Усенбаева, 38 увезли.", "бильярдной «Пирамида»", "Усенбаева, 38"),
        ("works at the car wash aqua plus on kurenkeeva 60 now", "car wash aqua plus", "kurenkeeva 60"),
    ],
)
def test_both_are_found(text: str, institution: str, address: str) -> None:
    assert found(text, "ORG") == [institution]
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        # whatever kind has its name in quotation marks
        ("Она училась в университете «Достар» полгода.", "университете «Достар»"),
        ("Её не пустили в турфирму «Версаль».", "турфирму «Версаль»"),
        ("Она работала в доме отдыха «Достар».", "доме отдыха «Достар»"),
        ("В отделении «Айыл Банка» отказали.", "отделении «Айыл Банка»"),
        ("Ал «Эдем» окуу жайында иштечү.", "«Эдем» окуу жайында"),
        ('Рейд "Достар" коноктор үйүндө болду.', '"Достар" коноктор үйүндө'),
        # a name before a kind that has an owner, or is English
        ("Кардар Айдай университетинде иштеген.", "Айдай университетинде"),
        ("Кардар Достук чайканасында иштеген.", "Достук чайканасында"),
        ("She worked at the Aidai school for a year.", "Aidai school"),
        ("They stood behind the Narodny shop.", "Narodny shop"),
        ("She was kept in the temporary detention facility of Chui region.", "detention facility of Chui region"),
        ("She was taken by OVD Oktyabrskogo rayona.", "OVD Oktyabrskogo rayona"),
        ("Ноокатская служба пробации молчит.", "Ноокатская служба пробации"),
        ("Горела пожарная часть Узгенского района.", "пожарная часть Узгенского района"),
        ("Пришла в Сокулукский дом культуры.", "Сокулукский дом культуры"),
        ("Кадамжай райондук билим берүү бөлүмүнө жаздык.", "Кадамжай райондук билим берүү бөлүмүнө"),
        ("Бизди Кемин акимчилиги кабыл алды.", "Кемин акимчилиги"),
        ("Ноокен АИИБинде айтышты.", "Ноокен АИИБинде"),
        ("Ал Тез жардам ооруканасына жеткирилген.", "Тез жардам ооруканасына"),
        ("соцработник мэрии балыкчы пришла", "мэрии балыкчы"),
        ("She wrote to the Ton district tax inspectorate.", "Ton district tax inspectorate"),
        ("The Uzgen drug treatment centre refused.", "Uzgen drug treatment centre"),
        # a village has one
        ("She gave birth in the hospital in Ivanovka.", "hospital in Ivanovka"),
        ("Родила в больнице в Ивановке.", "больнице в Ивановке"),
    ],
)
def test_more_names_of_institutions(text: str, institution: str) -> None:
    assert [one for one in found(text, "ORG") if institution in one]


@pytest.mark.parametrize(
    "text", ["Кардарыбыз Токтосун метадон программасына катышат.", "Айнура улуттук программасы жөнүндө айтты."]
)
def test_what_is_no_institution_names_nobody(text: str) -> None:
    assert found(text, "ORG") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Клиента с Орозбакова, 3 держат в изоляторе.", "Орозбакова, 3"),
        ("У дома Баялинова, 130 ждали трое.", "дома Баялинова, 130"),
        ("New settlement, plot no. 745, blue gate.", "plot no. 745"),
        ("Адрес: уч. 318, рядом колонка.", "уч. 318"),
        ("They searched the house at Gogol 66 without a warrant.", "the house at Gogol 66"),
        ("they took us from kaimova 11 at night", "kaimova 11"),
        ("they live in one room on patrice lumumba 74 six people", "patrice lumumba 74"),
        ("милиция абдыкадыров 77 дарегинен алып кетти", "абдыкадыров 77"),
        ("Биринчи Май көчөсүнөн кармап кетишкен.", "Биринчи Май көчөсүнөн"),
        ("соцработник пришла на олимпийскую 13 и спросила", "олимпийскую 13"),
        ("каракол шаарында гебзе көч. 112, 8 батир ижарага алган", "гебзе көч. 112, 8 батир"),
        ("черемушкиде жетинчи үй он тогузунчу батирде турам", "жетинчи үй он тогузунчу батирде"),
        ("он экинчи микрорайон эллик алтынчы үйдө тосуп алды", "он экинчи микрорайон эллик алтынчы үйдө"),
        # a telephone without Kyrgyz letters
        ("энем беловодскиде, гагарин 19 уйдо жашайт", "гагарин 19 уйдо"),
        ("ал ибраимов кочосу 14 уйдо турат", "ибраимов кочосу 14 уйдо"),
    ],
)
def test_more_addresses(text: str, address: str) -> None:
    assert [one for one in found(text, "ADDRESS") if address in one]


@pytest.mark.parametrize("text", ["Кл-т обр. по тел.", "Раб-ла в кафе.", "Маркумдун сөөгүн алып барышты."])
def test_words_cut_short_and_the_late_are_no_names(text: str) -> None:
    assert found(text, "PERSON") == []


def test_an_age_is_no_house() -> None:
    assert found("We spoke on 9 May 2024 and she is living on drugs 20 years.", "ADDRESS") == []


@pytest.mark.parametrize("name", ["Улан Ким", "Роза Ли", "Эркин Пак"])
def test_a_short_surname_behind_a_first_name_that_is_a_word(name: str) -> None:
    assert found(f"{name} боится мужа.", "PERSON") == [name]
