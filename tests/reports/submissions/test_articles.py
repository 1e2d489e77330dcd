"""Suggestions of articles against a slow count; names of articles."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from react_cases.taxonomy.articles import article_name, article_names, article_order, whole_article
from react_cases.taxonomy.loader import read_code_lists
from react_cases.taxonomy.treaties import Article, parse_articles
from reports.models import TreatyBody
from reports.submissions.articles import TREATIES_OF, article_of, article_text, categories_by_article, suggestions

TERMS = {term.code: term.treaty for term in read_code_lists()["violation_categories"].terms}
CODES = sorted(code for code, text in TERMS.items() if text)
cases = st.lists(st.frozensets(st.sampled_from(CODES), max_size=4), max_size=30)


@given(cases, st.sampled_from(TreatyBody.values))
def test_each_case_counts_once_for_an_article(found: list[frozenset[str]], body: str) -> None:
    made = suggestions(Counter(found), categories_by_article(TERMS, body))
    for row in made:
        concerned = [
            case
            for case in found
            if any(
                article.treaty == row.article.treaty and article.article.split("(")[0] == row.article.article
                for code in case
                for article in parse_articles(TERMS[code])
            )
        ]
        assert row.cases == len(concerned)
        assert dict(row.categories) == Counter(
            code
            for case in found
            for code in case
            if row.article in {whole_article(article) for article in parse_articles(TERMS[code])}
        )
    assert {row.article.treaty for row in made} <= set(TREATIES_OF[body])


def test_they_stand_in_the_order_of_the_treaty() -> None:
    found = [article_text(article) for article in categories_by_article(TERMS, TreatyBody.CEDAW)]
    assert found == [f"CEDAW {number}" for number in (2, 5, 6, 11, 12, 16)] + ["CEDAW GR 35"]


def test_parts_belong_to_their_article() -> None:
    by_article = categories_by_article({"A": "ICCPR 14(3)(b),(d)", "B": "ICCPR 14; CRC 40"}, TreatyBody.CCPR)
    assert by_article == {Article("ICCPR", "14"): frozenset("AB")}


@pytest.mark.parametrize("name", ["violation_categories", "recommendations"])
def test_every_article_of_the_lists_has_a_name(name: str) -> None:
    texts = [term.treaty for term in read_code_lists()[name].terms]
    named = {whole_article(article) for text in texts for article in parse_articles(text)}
    assert not [article for article in named if not article_name(article, "en") or not article_name(article, "ru")]
    assert article_name(Article("ICESCR", "12"), "ky") == "Право на здоровье"
    assert sorted(article_names(), key=article_order) == list(article_names())


def test_article_of_reads_what_article_text_writes() -> None:
    for article in article_names():
        assert article_of(article_text(article)) == article
    for text in ("", "ICCPR", "NATO 5"):
        with pytest.raises(ValueError, match=text or "^$"):
            article_of(text)
