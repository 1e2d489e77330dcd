"""Keys, skeletons and stems of words."""

import pytest

from react_cases.pii import letters


@pytest.mark.parametrize(
    ("one", "other"),
    [("Өмүрбек", "омурбек"), ("ҮМҮТ", "умут"), ("Қанат", "канат"), ("Жаңыл", "жаныл"), ("Артём", "артем")],
)
def test_confusable_letters_give_one_key(one: str, other: str) -> None:
    assert letters.folded(one) == other


def test_latin_letters_inside_a_cyrillic_word_are_read_as_cyrillic() -> None:
    assert letters.folded("Acель") == "асель"  # a and c are Latin


@pytest.mark.parametrize(
    "spellings",
    [
        "Жылдыз Jyldyz Zhyldyz Dzhyldyz Jıldız",
        "Айгүл Айгуль Aigul Aygul Aygül",
        "Юлия Yulia Yuliya Iuliia",
        "Чыңгыз Chyngyz Chingiz",
        "Максат Maksat Maxat",
        "Кубанычбек Kubanychbek Kubanichbek",
        "Евгений Yevgeniy Evgeny",
    ],
)
def test_spellings_of_one_name_share_a_skeleton(spellings: str) -> None:
    assert len({letters.skeleton(word) for word in spellings.split()}) == 1


def test_a_latin_sign_of_several_sounds_gives_several_skeletons() -> None:
    assert letters.skeleton("Махат") in letters.skeletons("Maxat")
    assert letters.skeleton("Жылдыз") in letters.skeletons("Cıldız")


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("Нурландын", "нурлан"),
        ("Айбегим", "айбек"),
        ("Асельге", "асель"),
        ("Канатбекти", "канатбек"),
        ("Жылдыздардан", "жылдыз"),
        ("Айжанына", "айжан"),
        ("Гүлнаранын", "гулнара"),
    ],
)
def test_kyrgyz_suffixes_come_off(form: str, stem: str) -> None:
    assert letters.kyrgyz_stems(form)[0] == letters.folded(form)
    assert stem in letters.kyrgyz_stems(form)


def test_a_kyrgyz_suffix_that_cannot_follow_a_sound_stays() -> None:
    """т follows voiceless sounds only: «салта» is no case of «сал»."""
    assert "сал" not in letters.kyrgyz_stems("салта")
    assert "бакыт" in letters.kyrgyz_stems("бакытта")


@pytest.mark.parametrize(
    ("form", "nominative"),
    [
        ("Асели", "асель"),
        ("Аселью", "асель"),
        ("Дмитрия", "дмитрий"),
        ("Андреем", "андрей"),
        ("Павла", "павел"),
        ("Юлией", "юлия"),
        ("Гульнарой", "гульнара"),
        ("Маратом", "марат"),
        ("Ольгу", "ольга"),
    ],
)
def test_russian_endings_come_off(form: str, nominative: str) -> None:
    assert nominative in letters.russian_stems(form)


def test_latin_endings_come_off_by_language() -> None:
    asel = letters.skeleton("Асель")
    assert asel in letters.latin_stems("Asel's", "en")
    assert asel in letters.latin_stems("Aselge")
    assert asel not in letters.latin_stems("Aselge", "en")


def test_forms_of_a_surname_share_a_base_whatever_sex_case_and_script() -> None:
    forms = "Сыдыков Сыдыкова Сыдыковой Сыдыкову Сыдыковдун Сыдыковага Sydykov Sydykova"
    assert {letters.surname_base(form) for form in forms.split()} == {"sidikov"}
    assert letters.surname_base("дерево") is None
