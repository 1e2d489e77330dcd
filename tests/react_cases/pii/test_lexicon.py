"""What the word lists know, asked in the forms that texts have."""

import pytest

from react_cases.pii.lexicon import PlaceSize, Sex, lexicon


@pytest.mark.parametrize(
    ("word", "key", "sex"),
    [
        ("Нурландын", "нурлан", Sex.MALE),
        ("Аселью", "асель", Sex.FEMALE),
        ("Айгулю", "айгуль", Sex.FEMALE),
        ("Jyldyzga", "жылдыз", Sex.FEMALE),
        ("Nurzada's", "нурзада", Sex.FEMALE),
        ("Аню", "аня", Sex.FEMALE),
        ("Шавкатжон", "шавкатжон", Sex.MALE),
    ],
)
def test_first_names_are_known_in_any_form(word: str, key: str, sex: Sex) -> None:
    name = lexicon().first_name(word)
    assert name is not None
    assert (name.key, name.sex) == (key, sex)


@pytest.mark.parametrize("word", ["милиция", "телефон", "алып", "болгон", "машина", "когда", "police", "station"])
def test_ordinary_words_are_no_first_names(word: str) -> None:
    assert lexicon().first_name(word) is None


@pytest.mark.parametrize("word", ["Асанова", "Токтосунов", "Ивановым", "Сергеевой"])
def test_surnames_are_no_forms_of_the_names_they_are_made_of(word: str) -> None:
    assert lexicon().first_name(word) is None


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("Вера", "ru"),
        ("Роза", "ru"),
        ("Бакыт", "ky"),
        ("Азамат", "ky"),
        ("Жума", "ky"),
        ("Mark", "en"),
        ("Grace", "en"),
    ],
)
def test_names_that_are_words_say_so(word: str, language: str) -> None:
    name = lexicon().first_name(word)
    assert name is not None
    assert language in name.ordinary_in


@pytest.mark.parametrize("word", ["Марат", "Нурлан", "Асан", "Гульмира", "Erkin"])
def test_names_that_are_no_words_do_not(word: str) -> None:
    name = lexicon().first_name(word)
    assert name is not None
    assert not name.is_ambiguous


def test_one_wrong_letter_still_finds_a_common_name() -> None:
    for typo, key in (("Нурлпн", "нурлан"), ("Гулмнара", "гулнара"), ("Марта", None)):
        near = lexicon().near_first_name(typo)
        assert key is None or (near is not None and near.key == key)
    assert lexicon().near_first_name("протокол") is None


def test_frequency_orders_words_and_leaves_names_out() -> None:
    words = lexicon()
    assert words.frequency("айтты", "ky") > words.frequency("балапан", "ky") > 0
    assert words.frequency("дом", "ru") > words.frequency("участковый", "ru") > 0
    assert words.frequency("police", "en") > words.frequency("methadone", "en") > 0
    for name, language in (("марат", "ky"), ("марат", "ru"), ("denis", "en"), ("нурландын", "ky")):
        assert words.frequency(name, language) == 0


@pytest.mark.parametrize(
    ("phrase", "size"),
    [
        ("Оше", PlaceSize.CITY),
        ("бишкектик", PlaceSize.CITY),
        ("Кара-Суйского", PlaceSize.CITY),
        ("Базар Коргон", PlaceSize.CITY),
        ("Сокулукского", PlaceSize.DISTRICT),
        ("Ак-Терекке", PlaceSize.VILLAGE),
        ("Kyrgyzstan", PlaceSize.COUNTRY),
    ],
)
def test_places_are_known_by_size(phrase: str, size: PlaceSize) -> None:
    place = lexicon().place(phrase)
    assert place is not None
    assert place.size is size
    assert place.is_small is (size is PlaceSize.VILLAGE)


@pytest.mark.parametrize(
    ("word", "role", "sex", "is_officer"),
    [
        ("сестру", "sister", Sex.FEMALE, False),
        ("участкового", "officer", Sex.MALE, True),
        ("тергөөчүсү", "investigator", None, True),
        ("жубайына", "husband", Sex.MALE, False),
        ("агасынын", "brother", Sex.MALE, False),
        ("neighbours", "neighbour", None, False),
        ("врачу", "doctor", None, False),
        ("судьи", "judge", None, True),
    ],
)
def test_cues_say_what_a_person_is(word: str, role: str, sex: Sex | None, is_officer: bool) -> None:
    cue = lexicon().cue(word)
    assert cue is not None
    assert (cue.role, cue.sex, cue.is_officer) == (role, sex, is_officer)


def test_bodies_allowed_words_and_verbs() -> None:
    words = lexicon()
    assert words.is_body("РОВД")
    assert words.is_body("СИЗО")
    assert words.is_body("милицией")
    assert words.is_allowed("лирику")
    assert words.is_allowed("Сорос-Кыргызстан")
    assert words.is_allowed("Партнёрская сеть")
    assert words.is_person_verb("позвонила")
    assert not words.is_allowed("Нурлан")
    assert not words.is_body("Бакыт")


def test_forms_of_one_person_share_a_key() -> None:
    words = lexicon()
    assert len({words.person_key(word) for word in ["Асель", "Асели", "Аселью", "Аселге", "Asel"]}) == 1
    assert len({words.person_key(word) for word in ["Токтосунов", "Токтосунову", "Toktosunov"]}) == 1
