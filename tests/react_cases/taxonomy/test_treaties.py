"""Articles as text and as data."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from react_cases.taxonomy.loader import read_code_lists
from react_cases.taxonomy.treaties import TREATIES, Article, TreatyError, format_articles, parse_articles

ROWS = [(name, term) for name, code_list in read_code_lists().items() for term in code_list.terms if term.treaty]

numbers = st.integers(min_value=1, max_value=60).map(str)
parts = st.lists(st.sampled_from(["(1)", "(2)", "(3)", "(a)", "(b)", "(g)"]), max_size=2).map("".join)
names = st.builds(lambda number, part: number + part, numbers, parts)
clauses = st.dictionaries(
    st.sampled_from(sorted(TREATIES)),
    st.tuples(
        st.lists(names, min_size=1, max_size=6, unique=True),
        st.lists(st.sampled_from(["GR 19", "GR 33", "GR 35"]), max_size=2, unique=True),
    ),
    max_size=4,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ICCPR 9", [("ICCPR", "9")]),
        ("ICCPR 9, 12; CRC 37(b)", [("ICCPR", "9"), ("ICCPR", "12"), ("CRC", "37(b)")]),
        ("ICCPR 14(3)(b),(d),(f)", [("ICCPR", "14(3)(b)"), ("ICCPR", "14(3)(d)"), ("ICCPR", "14(3)(f)")]),
        ("CAT 1, 2, 12–14, 16", [("CAT", number) for number in ("1", "2", "12", "13", "14", "16")]),
        ("CEDAW 2, 16 (GR 35); CRC 19", [("CEDAW", "2"), ("CEDAW", "16"), ("CEDAW", "GR 35"), ("CRC", "19")]),
        ("UDHR 17; CRPD 28; ICESCR 2(2)", [("UDHR", "17"), ("CRPD", "28"), ("ICESCR", "2(2)")]),
    ],
)
def test_parse_and_format(text: str, expected: list[tuple[str, str]]) -> None:
    articles = parse_articles(text)
    assert list(articles) == expected
    assert format_articles(articles) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ECHR 3", "unknown treaty 'ECHR'"),
        ("ICCPR", "cannot read"),
        ("ICCPR ", "cannot read"),
        ("ICCPR nine", "cannot read the article 'nine'"),
        ("ICCPR 9,12", "cannot read the article"),
        ("ICCPR 9,(a)", "cannot read the article"),
        ("ICCPR 14–12", "cannot read the article"),
        ("ICCPR 9; ", "cannot read"),
        ("ICCPR 9; ICCPR 12", "ICCPR is named twice"),
        ("ICCPR 9, 9", "named twice"),
        ("CEDAW (GR 35)", "cannot read the article"),
        ("-", "cannot read"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(TreatyError, match=message.replace("(", r"\(")):
        parse_articles(text)


def test_format_refuses_an_unknown_treaty() -> None:
    with pytest.raises(TreatyError, match="unknown treaty"):
        format_articles([Article("ECHR", "3")])


def test_format_refuses_a_recommendation_alone() -> None:
    with pytest.raises(TreatyError, match="needs an article"):
        format_articles([Article("CEDAW", "GR 35")])


def test_every_row_survives_the_round_trip() -> None:
    assert Counter(name for name, _ in ROWS) == {"violation_categories": 69, "recommendations": 36}
    for _, term in ROWS:
        assert format_articles(term.articles) == term.treaty


def test_every_treaty_is_used_and_named_in_three_languages() -> None:
    assert {article.treaty for _, term in ROWS for article in term.articles} == set(TREATIES)
    assert all(treaty.en and treaty.ru and treaty.ky for treaty in TREATIES.values())


def test_only_violations_and_recommendations_point_to_articles() -> None:
    assert {name for name, _ in ROWS} == {"violation_categories", "recommendations"}


@given(clauses)
def test_any_articles_survive_the_round_trip(by_treaty: dict[str, tuple[list[str], list[str]]]) -> None:
    articles = [Article(treaty, name) for treaty, (plain, notes) in by_treaty.items() for name in (*plain, *notes)]
    assert list(parse_articles(format_articles(articles))) == articles


@given(st.text(alphabet="ICPRGRCAT 0123456789(),;–ab", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        articles = parse_articles(text)
    except TreatyError:
        return
    assert parse_articles(format_articles(articles)) == articles
