"""One suggestion for each person, number and place."""

from dataclasses import replace

import pytest

from react_cases.pii.findings import Finding, Label, Tier
from react_cases.pii.lexicon import Sex
from react_cases.pii.scan import scan
from react_cases.pii.suggestions import Suggestion, mention_keys, suggestions
from tests.react_cases.pii.texts import HERE, parsed, unmarked

STORIES = {story.id: story for story in parsed((HERE / "stories_with_names.txt").read_text(encoding="utf-8"))}


def findings_in(marked: str) -> tuple[str, list[Finding]]:
    """The text of a marked narrative and findings where its marks are."""
    text, gold = unmarked(marked)
    return text, [Finding(one.start, one.end, Label(one.label), 0.9, "test.rule", one.is_officer) for one in gold]


def groups(marked: str) -> list[list[str]]:
    """The words of every suggestion's mentions."""
    text, findings = findings_in(marked)
    return [[text[one.start : one.end] for one in group.findings] for group in suggestions(text, findings)]


def only(marked: str) -> Suggestion:
    """The only suggestion of a text."""
    (suggestion,) = suggestions(*findings_in(marked))
    return suggestion


@pytest.mark.parametrize(
    "marked",
    [
        "[PERSON:Асель] пришла. Мы отвели [PERSON:Асель Маматову], помогли [PERSON:Асели]. [PERSON:Маматова А.] рада.",
        "[PERSON:Асель] пришла. Потом написала: I am [PERSON:Asel], call me.",
        "[PERSON:Айбек] келди. [PERSON:Айбектин] агасы [PERSON:Айбекке] акча берди, [PERSON:Айбегимди] көрдү.",
        "[PERSON:Сергея] задержали. С [PERSON:Сергеем] пили. [PERSON:Сергей Петрович] молчал, [PERSON:Петрович] пел.",
        "[PERSON:Садырбек уулу Кылыч] келген. [PERSON:Кылычтын] үйү алыс. [PERSON:Кылыч Садырбек уулуна] айтышты.",
        "клиентку [PERSON:перизат] били. у [PERSON:перизат] забрали деньги",
        "Судья [PERSON:Орунбаева] сказала. Жалоба на [PERSON:Орунбаеву] и письмо [PERSON:Орунбаевой].",
    ],
)
def test_all_mentions_of_a_person_are_one_suggestion(marked: str) -> None:
    assert len(groups(marked)) == 1


@pytest.mark.parametrize(
    ("marked", "number"),
    [
        ("[PERSON:Нурлан Асанов] и [PERSON:Эрмек Асанов] пришли. [PERSON:Нурлана] били, [PERSON:Эрмека] нет.", 2),
        # A surname alone that two brothers share is asked about on its own.
        ("[PERSON:Нурлан Асанов] и [PERSON:Эрмек Асанов] пришли. [PERSON:Асанова] били.", 3),
        ("[PERSON:Жылдыз Токоева] и её муж [PERSON:Токоев] пришли.", 2),
        ("Следователь [PERSON/officer:Эрлан Саитов] угрожал. Брат [PERSON:Эрлан] заплатил.", 2),
        ("[PERSON:Бакыт уулу Азамат] келди, атасы [PERSON:Бакыт] калды.", 2),
        ("[PERSON:Саитов К.] и [PERSON:Саитов М.] пришли.", 2),
        ("[PERSON:Данияр] и [PERSON:Дастан] пришли.", 2),
    ],
)
def test_two_people_stay_two(marked: str, number: int) -> None:
    assert len(groups(marked)) == number


def test_the_people_of_the_stories_are_told_apart() -> None:
    people = {
        name: sum(
            group.label is Label.PERSON
            for group in suggestions(
                story.text,
                [Finding(one.start, one.end, Label(one.label), 0.9, "test.rule", one.is_officer) for one in story.gold],
            )
        )
        for name, story in STORIES.items()
    }
    assert people == {
        "ru-usual-cafe": 5,
        "ky-usual-talas": 5,
        "ru-usual-accident": 3,
        "ru-lower-entrance": 3,
        "en-usual-takehome": 4,
        "ru-usual-petrol": 4,
        "ru-usual-plain": 3,
        "ky-usual-highway": 3,
        "ru-mixed-planted": 3,
        "en-usual-taxi": 5,
        "ru-usual-weight": 3,
    }


@pytest.mark.parametrize(
    "marked",
    [
        "Звоните [PHONE:0555 12-34-56] или [PHONE:+996 (555) 123456].",
        "[DATE:12 марта 2024 года] и снова [DATE:12 марта], то есть [DATE:12.03.2024].",
        "в [PLACE:Кызыл-Туу], из [PLACE:Кызыл-Туу]",
        "На улице [ADDRESS:ул. Ахунбаева 98а] и [ADDRESS:Ахунбаева]",
        "в [ORG:школе № 61] и [ORG:школы №61]",
        "паспорт [PASSPORT:AN 2345678] и [PASSPORT:АН2345678]",
    ],
)
def test_one_number_place_or_day_is_one_suggestion(marked: str) -> None:
    assert len(groups(marked)) == 1


def test_different_numbers_and_days_are_different_suggestions() -> None:
    assert len(groups("[PHONE:0555 12-34-56], [PHONE:0555 12-34-57], [DATE:12 марта], [DATE:13 марта]")) == 4


def test_a_suggestion_has_the_highest_tier_and_the_strongest_rule() -> None:
    text, findings = findings_in("[PERSON:Асель] пришла, [PERSON:Асели] помогли.")
    weak = replace(findings[0], confidence=0.5, rule="name.unknown")
    (suggestion,) = suggestions(text, [weak, findings[1]])
    assert (suggestion.tier, suggestion.rule, suggestion.findings) == (Tier.RED, "test.rule", (weak, findings[1]))


@pytest.mark.parametrize(
    ("marked", "sex", "language", "role"),
    [
        ("Её брат [PERSON:Нурлан] пришёл.", Sex.MALE, "ru", "brother"),
        ("Врач [PERSON:Бейшеналиева Н. Т.] сказала.", Sex.FEMALE, "ru", "doctor"),
        ("Жена [PERSON:Марата] всё видела.", Sex.MALE, "ru", None),
        ("Кардар [PERSON:Гүлбарчынга] жардам берилди.", Sex.FEMALE, "ky", "client"),
        ("His wife [PERSON:Cholpon] brought the money.", Sex.FEMALE, "en", "wife"),
        ("Домой её отвезла [PERSON:Гүлзат], юрист из приюта.", Sex.FEMALE, "ru", "lawyer"),
        ("Письмо принёс [PERSON:Жоробек уулу Тариэл].", Sex.MALE, "ru", None),
    ],
)
def test_what_the_words_around_a_name_say(marked: str, sex: Sex, language: str, role: str | None) -> None:
    suggestion = only(marked)
    assert (suggestion.sex, suggestion.language, suggestion.role) == (sex, language, role)


def test_an_officer_is_one_in_every_mention() -> None:
    suggestion = only("Лейтенант [PERSON/officer:Мамбетов Эрлан] ударил его. Потом [PERSON:Мамбетов] ушёл.")
    assert suggestion.is_officer
    assert len(suggestion.findings) == 2


def test_keys_are_the_same_in_every_form_and_text() -> None:
    text, findings = findings_in("[PERSON:Асель] [PERSON:Асели] [PERSON:Asel] [PHONE:0555 12-34-56]")
    keys = [mention_keys(text, finding) for finding in findings]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    assert only("[PERSON:Асель Маматова] пришла.").key == only("Помогли [PERSON:Маматовой Асели].").key


def test_a_later_mention_has_no_new_keys_but_a_new_surname_is_one() -> None:
    text, findings = findings_in("[PERSON:Асели] [PERSON:Асель] [PERSON:Асель Маматова] [ORG:Асель]")
    known, later, with_surname, shop = (mention_keys(text, finding) for finding in findings)
    assert later <= known
    assert not with_surname <= known
    assert not shop <= known


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Пришла Айпери, её мужа Толика забрали.", None),
        ("Пришёл Толик, её муж, и всё рассказал.", "husband"),
        ("Вчера позвонил Эрлан, её брат.", "brother"),
        ("Позвонил Эрлан, его сестру увезли.", None),
        ("Мать Илима пришла к нам. Илим сидит в СИЗО.", None),
        ("Пришла мать Асель с ребёнком.", "mother"),
    ],
)
def test_whose_kin_stands_behind_a_name(text: str, role: str | None) -> None:
    assert suggestions(text, scan(text))[0].role == role
