"""What a narrative becomes: no name, number, day or place is left unmarked, and nothing else is changed."""

import re
import tomllib
from collections.abc import Collection
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from react_cases.pii import Finding, Label, Tier, scan
from react_cases.pii.choices import Choice
from react_cases.pii.suggestions import suggestions
from react_cases.retelling import STAR, ClueKind, Mark, Retold, clues, is_day, retold, starred
from react_cases.retelling.days import without_day
from react_cases.retelling.places import is_wide
from react_cases.retelling.proposal import invented

SEED = b"s" * 32
SURE = frozenset({Tier.RED, Tier.AMBER})

PEOPLE = {
    "ru": ["Асель", "Гульнара Токтосунова", "Марат Сыдыков", "Бакыт уулу Нурлан", "Светлана Петрова"],
    "ky": ["Айгүл", "Нурбек Асанов", "Бурулай эже", "Жылдыз Токтогулова"],
    "en": ["Aigul Toktosunova", "Jyldyz", "Nurlan Asanov", "Svetlana Petrova"],
}
THINGS = ["0555 123456", "+996 700 11 22 33", "12 марта 2024 года", "12.03.2024", "asel@example.org", "01 KG 123 ABC"]
SENTENCES = {
    "ru": [
        "К нам обратилась {person}.",
        "Сотрудник остановил {person} у пункта.",
        "Телефон: {thing}.",
        "Это было {thing}.",
        "Она живёт в селе Кызыл-Суу.",
        "Её отвезли в кафе «Достук», потом в больницу №4.",
        "Следователь {person} требовал деньги.",
        "Деньги не вернули.",
    ],
    "ky": ["Бизге {person} келди.", "Аны {person} көрдү.", "Номери {thing}.", "Акча кайтарылган жок."],
    "en": ["{person} came to us.", "The officer hit {person} twice.", "Her number is {thing}.", "It was never paid."],
}

WORD = re.compile(r"\w+")


def find(text: str, words: Collection[str]) -> list[Finding]:
    return list(scan(text, allowed=list(words)))


def told(text: str, *marks: Mark) -> Retold:
    return retold(text, marks, find=find, seed=SEED)


@st.composite
def narratives(draw: st.DrawFn) -> str:
    language = draw(st.sampled_from(sorted(SENTENCES)))
    said = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=5)):
        person = draw(st.sampled_from(PEOPLE[language]))
        said.append(sentence.format(person=person, thing=draw(st.sampled_from(THINGS))))
    return " ".join(said)


@settings(max_examples=60, deadline=None)
@given(narratives())
def test_nothing_that_the_guard_finds_is_left_unmarked(text: str) -> None:
    made = told(text)
    left = find(made.text, invented(made.text, made.marks))
    assert [made.text[row.start : row.end] for row in left if row.tier in SURE] == []
    assert [row for row in left if row.label is Label.DATE] == []
    names = [mark for mark in made.marks if mark.choice is Choice.PSEUDONYM]
    for suggestion in suggestions(made.text, [_as_finding(mark) for mark in names]):
        assert any(made.text[row.end : row.end + 1] == STAR for row in suggestion.findings), made.text


@settings(max_examples=60, deadline=None)
@given(narratives())
def test_a_second_time_changes_nothing(text: str) -> None:
    made = told(text)
    assert told(made.text, *made.marks) == made


@settings(max_examples=60, deadline=None)
@given(narratives())
def test_words_that_are_not_found_stay(text: str) -> None:
    made = told(text)
    # An officer is called what they are: the words around the name go with it.
    found = [row for row in find(text, ()) if row.tier in SURE or row.label in (Label.DATE, Label.ORG, Label.PLACE)]
    if any(row.is_officer for row in found):
        return
    kept = (word for word in WORD.finditer(text) if not any(_touches(word, row, text) for row in found))
    told_words = iter(WORD.findall(made.text))
    assert all(word.group() in told_words for word in kept), (text, made.text)


def _touches(word: re.Match[str], row: Finding, text: str) -> bool:
    """In a finding, or the word beside it: «с 3 мая» becomes «в мае»."""
    gap = text[word.end() : row.start] if word.end() <= row.start else text[row.end : word.start()]
    return not WORD.search(gap)


@given(st.text(alphabet="абвгд еёж.,!?\n-", max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_text_without_findings_is_told_as_it_is(text: str) -> None:
    if not [row for row in find(text, ()) if row.tier in SURE or row.label in (Label.DATE, Label.ORG, Label.PLACE)]:
        assert told(text).text == text


def _as_finding(mark: Mark) -> Finding:
    return Finding(mark.start, mark.end, mark.label, 1, mark.rule)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Это было 12 марта 2024 года.", "Это было ** марта 2024 года."),
        ("Двенадцатого марта её избили.", "** марта её избили."),
        ("Дата: 12.03.2024.", "Дата: **.03.2024."),
        ("Дата: 2024-03-12.", "Дата: 2024-03-**."),
        ("2024-жылдын 5-апрелинде болду.", "2024-жылдын **-апрелинде болду."),
        ("It was on 4th April 2024.", "It was on ** April 2024."),
        ("On March 12, 2024 it ended.", "On March **, 2024 it ended."),
        ("Её задержали в Бишкеке.", "Её задержали в ***."),
        ("Её задержали в Чуйской области.", "Её задержали в Чуйской области."),
        ("Она живёт в селе Кызыл-Суу.", "Она живёт в селе ***."),
        ("Её уволили из кафе «Достук».", "Её уволили из кафе ***."),
        ("Её номер 0555 123456.", "Её номер ***."),
    ],
)
def test_days_places_and_numbers(text: str, expected: str) -> None:
    assert told(text).text == expected


def kept(text: str, word: str, reason: str) -> Mark:
    start = text.index(word)
    row = next(row for row in find(text, ()) if row.start <= start < row.end)
    return Mark(row.label, row.rule, row.start, row.end, Choice.KEEP, reason)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("CHANGED", "К нам пришла Гульнара*. Гульнара плакала."),
        ("NOT_DATA", "К нам пришла Гульнара. Гульнара плакала."),
    ],
)
def test_a_name_that_was_kept_for_good(reason: str, expected: str) -> None:
    text = "К нам пришла Гульнара. Гульнара плакала."
    assert told(text, kept(text, "Гульнара", reason)).text == expected


@pytest.mark.parametrize("reason", ["NEEDED", "PUBLIC"])
def test_a_name_that_the_case_needs_is_another_one_in_the_story(reason: str) -> None:
    text = "К нам пришла Гульнара. Гульнара плакала."
    made = told(text, kept(text, "Гульнара", reason)).text
    assert "Гульнара" not in made
    assert made.count(STAR) == 1


def test_an_officer_is_called_what_they_are() -> None:
    assert "Асанов" not in told("Старший лейтенант Асанов Бакыт бил её.").text


def test_a_star_is_set_once_and_by_hand_it_counts_too() -> None:
    text = "Гульнара плакала. Гульнаре* помогли."
    mark = kept(text, "Гульнара", "CHANGED")
    other = kept(text, "Гульнаре", "CHANGED")
    assert starred(text, [mark, other])[0] == text
    assert starred("Гульнара плакала.", [mark])[0] == "Гульнара* плакала."


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Там было 29 человек.", ClueKind.WORDS, "29 человек"),
        ("It took 29 persons away.", ClueKind.WORDS, "29 persons"),
        ("Она отдала 3 000 сомов.", ClueKind.WORDS, "3 000 сомов"),
        ("Нашли 143 г героина.", ClueKind.WORDS, "143 г"),
        ("Ей 34 года.", ClueKind.FAMILY, "Ей 34 года"),
        ("У неё двое детей.", ClueKind.FAMILY, "двое детей"),
        ("Она болела туберкулёзом.", ClueKind.FAMILY, "туберкулёзом"),
        ("Она работает фельдшером.", ClueKind.WORK, "фельдшером"),
        ("She is a midwife.", ClueKind.WORK, "midwife"),
        ("В пятницу её отпустили.", ClueKind.DAYS, "пятницу"),
        ("Его привезли в 3 часа ночи.", ClueKind.DAYS, "в 3 часа"),
        ("They came at 3 a.m. again.", ClueKind.DAYS, "3 a.m"),
        ("Саат 3тө кайтты.", ClueKind.DAYS, "Саат 3тө"),
        ("Начался пожар.", ClueKind.EVENT, "пожар"),
        ("Об этом писали в газете.", ClueKind.EVENT, "газете"),
    ],
)
def test_words_to_look_at(text: str, kind: ClueKind, words: str) -> None:
    assert (kind, words) in [(clue.kind, text[clue.start : clue.end]) for clue in told(text).clues]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Её задержали 12 марта 2021 года.", ["12 марта 2021 года"]),
        ("On 12 March 2021 she was held.", ["12 March 2021"]),
        ("Аны 2021-жылдын 12-мартында кармашты.", ["2021-жылдын 12-мартында"]),
        ("Её задержали 12.03.2021.", ["12.03.2021"]),
        ("Её задержали 12.03 утром, в ночь на 5-е.", ["12.03", "5-е"]),
        ("It was the twelfth of March.", ["the twelfth of March"]),
        ("В марте 2021 года её задержали.", []),
        ("Её задержали ** марта 2021 года, **.03.2021.", []),
        ("In March 2021 she was held.", []),
        ("Аны 2021-жылдын мартында кармашты.", []),
        ("На третий день, в три часа утра, ей стало хуже.", []),
    ],
)
def test_a_day_of_the_calendar_is_pointed_at_and_no_month(text: str, days: list[str]) -> None:
    findings = find(text, ())
    assert [text[row.start : row.end] for row in findings if is_day(text, row)] == days
    pointed = [text[clue.start : clue.end] for clue in clues(text, findings) if clue.kind is ClueKind.DAYS]
    assert set(days) <= set(pointed)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Её держали с 12 по 15 марта.", "Её держали с ** марта."),
        ("С третьего на четвёртое мая её держали.", "С ** её держали."),
        ("Аны 2024-жылдын 5-6-апрелинде кармашты.", "Аны 2024-жылдын **-апрелинде кармашты."),
        ("She left on March 12-13.", "She left on March **."),
        ("Ал он экинчи мартта келди.", "Ал ** келди."),
    ],
)
def test_of_several_days_none_stays(text: str, told: str) -> None:
    (row,) = (row for row in find(text, ()) if is_day(text, row))
    edit = without_day(text, row)
    assert text[: edit.start] + edit.replacement + text[edit.end :] == told


@pytest.mark.parametrize("name", ["cafe", "talas", "taxi"])
def test_no_day_of_the_calendar_is_in_the_stories_of_the_demonstration(name: str) -> None:
    source = resources.files("react_cases.management").joinpath(f"demo/change/{name}.toml").read_text("utf-8")
    pages = [page for page in tomllib.loads(source).values() if isinstance(page, dict)]
    assert len(pages) == 3
    for text in (text for page in pages for text in page.values()):
        assert not any(is_day(text, row) for row in find(text, ()))


def test_an_address_kept_in_the_case_as_publicly_known_is_not_kept_in_the_story() -> None:
    text = "Её задержали на улице Ленина, дом 5."
    (row,) = (row for row in find(text, ()) if row.label is Label.ADDRESS)
    assert "Ленина" not in told(text, Mark(row.label, row.rule, row.start, row.end, Choice.KEEP, "PUBLIC")).text


def test_the_oblast_is_no_word_to_look_at() -> None:
    text = "Это было в Чуйской области."
    assert not told(text).clues
    assert all(is_wide(text, row) for row in find(text, ()))
