"""Pseudonyms: fixed by secret and person, of the same sex, never a name of the text, declined in two languages."""

import pytest

from react_cases.pii import pseudonyms
from react_cases.pii.choices import Choice
from react_cases.pii.kyrgyz_suffixes import Suffix, attached, split
from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.replacements import replaced
from react_cases.pii.role_words import _roles
from react_cases.pii.russian_names import RussianCase, declined, forms, readings
from react_cases.pii.sentences import Language
from react_cases.pii.suggestions import suggestions
from tests.react_cases.pii.test_suggestions import findings_in


def pseudonym(marked: str, seed: bytes = b"one") -> str:
    """The pseudonym of the first person of a marked text."""
    text, findings = findings_in(marked)
    found = replaced(text, suggestions(text, findings)[0], Choice.PSEUDONYM, seed=seed).pseudonym
    assert found is not None
    return found


def test_a_person_has_the_same_pseudonym_in_other_texts_of_the_case() -> None:
    first = pseudonym("[PERSON:Асель Маматова] пришла.")
    assert pseudonym("Помогли [PERSON:Асели], она плакала. Написала [PERSON:Маматовой].") == first
    assert pseudonyms.rendered(first, Language.EN) == pseudonym("We met [PERSON:Asel] and helped her.")


def test_the_secret_decides() -> None:
    assert len({pseudonym("[PERSON:Асель] пришла.", seed=bytes([number])) for number in range(12)}) > 4


def test_a_name_that_is_in_the_text_already_is_passed_over() -> None:
    first = pseudonym("[PERSON:Асель] пришла.")
    second = pseudonym(f"[PERSON:Асель] пришла. Её видела {declined(first, Sex.FEMALE, RussianCase.NOMN)}.")
    assert second != first
    assert pseudonym(f"[PERSON:Асель] пришла. Её видела {first.upper()} с детьми.") == second


@pytest.mark.parametrize(
    ("marked", "sex", "language"),
    [
        ("[PERSON:Асель] пришла.", Sex.FEMALE, Language.KY),
        ("[PERSON:Нурлан] пришёл.", Sex.MALE, Language.KY),
        ("[PERSON:Светлана] пришла.", Sex.FEMALE, Language.RU),
        ("Yesterday [PERSON:Elizabeth] came to the office.", Sex.FEMALE, Language.EN),
        ("Кардар [PERSON:Айбек] келген.", Sex.MALE, Language.KY),
    ],
)
def test_a_pseudonym_is_of_the_same_sex_and_origin(marked: str, sex: Sex, language: Language) -> None:
    of_list = pseudonyms._names()[language, sex]
    assert pseudonym(marked) in {pseudonyms.rendered(name, one) for name in of_list for one in Language}


def test_every_pseudonym_is_declined_by_the_tables_and_read_back() -> None:
    for (language, sex), names in pseudonyms._names().items():
        for name in names if language is not Language.EN else ():
            russian = pseudonyms.rendered(name, Language.RU)
            for case, form in zip(RussianCase, forms(russian.lower(), sex, is_surname=False), strict=True):
                assert declined(russian, sex, case).lower() == form
                assert russian.lower() in {reading.base for reading in readings(form)}, form


@pytest.mark.parametrize(
    ("stem", "suffixes", "word"),
    [
        ("айбек", [Suffix.GENITIVE], "айбектин"),
        ("айнура", [Suffix.DATIVE], "айнурага"),
        ("назгүл", [Suffix.DATIVE], "назгүлгө"),
        ("болот", [Suffix.DATIVE], "болотко"),
        ("урмат", [Suffix.ACCUSATIVE], "урматты"),
        ("айсулуу", [Suffix.LOCATIVE], "айсулууда"),
        ("эркин", [Suffix.ABLATIVE], "эркинден"),
        ("айбек", [Suffix.MY, Suffix.GENITIVE], "айбегимдин"),
        ("айбек", [Suffix.PLURAL, Suffix.GENITIVE], "айбектердин"),
        ("апа", [Suffix.MY, Suffix.DATIVE], "апама"),
        ("агасы", [Suffix.DATIVE], "агасыга"),
        ("кызматкер", [Suffix.THEIR, Suffix.DATIVE], "кызматкерине"),
        ("бакыт", [Suffix.BELONGING], "бакыттыкы"),
        ("толкун", [Suffix.LIKE], "толкундай"),
        ("жолдош", [Suffix.WITHOUT], "жолдошсуз"),
    ],
)
def test_kyrgyz_suffixes_follow_the_sounds_and_come_off_again(stem: str, suffixes: list[Suffix], word: str) -> None:
    assert attached(stem, suffixes) == word
    assert (stem, tuple(suffixes)) in split(word)


def test_every_kyrgyz_form_of_every_pseudonym_is_read_back() -> None:
    cases = list(Suffix)[5:10]
    for sex in Sex:
        for name in pseudonyms._names()[Language.KY, sex]:
            for case in cases:
                assert (name.lower(), (case,)) in split(attached(name.lower(), [case]))


def test_there_are_words_for_every_role_that_a_cue_can_announce() -> None:
    announced = {cue.role for cue in lexicon()._cues.values()} - {"address", "called", "worker"}
    assert announced == {role for role, _sex in _roles()}
    for word in _roles().values():
        assert len(word.russian) == len(RussianCase)
        assert all([word.english, word.kyrgyz, *word.russian])
