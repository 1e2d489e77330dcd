"""Which articles of which treaty the categories of violations lead to, and how many cases stand behind each. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from react_cases.taxonomy.articles import article_order, whole_article
from react_cases.taxonomy.treaties import TREATIES, Article, parse_articles
from reports.models import TreatyBody

TREATIES_OF: dict[str, tuple[str, ...]] = {
    TreatyBody.CESCR.value: ("ICESCR",),
    TreatyBody.CCPR.value: ("ICCPR",),
    TreatyBody.CEDAW.value: ("CEDAW",),
    TreatyBody.CAT.value: ("CAT",),
    TreatyBody.CRC.value: ("CRC",),
    TreatyBody.OWN.value: tuple(TREATIES),
}
"""Whose treaty a body watches over; another reader is offered all."""

Combinations = Mapping[frozenset[str], int]
"""The categories of violations that cases have together -> how many cases have exactly these."""


@dataclass(frozen=True)
class Suggestion:
    """An article, and why it is suggested."""

    article: Article
    cases: int
    """With a violation of at least one of its categories, each case once."""
    categories: tuple[tuple[str, int], ...]
    """(code, cases) of those that occur, the most frequent first."""


def article_text(article: Article) -> str:
    """As it is stored and cited: `ICCPR 9`."""
    return f"{article.treaty} {article.article}"


def article_of(text: str) -> Article:
    """From `ICCPR 9`. Raises ValueError for an unknown treaty."""
    treaty, _blank, number = text.partition(" ")
    if treaty not in TREATIES or not number:
        raise ValueError(text)
    return Article(treaty, number)


def categories_by_article(articles: Mapping[str, str], body: str) -> dict[Article, frozenset[str]]:
    """The codes of the categories that name each whole article of the treaties of a body, in the order of the treaty.

    `articles` is what the terms of the code list say: code -> `"ICCPR 9; CRC 37(b)"`.
    """
    found: dict[Article, set[str]] = {}
    for code, text in articles.items():
        for article in parse_articles(text):
            if article.treaty in TREATIES_OF[body]:
                found.setdefault(whole_article(article), set()).add(code)
    return {article: frozenset(found[article]) for article in sorted(found, key=article_order)}


def cases_with(combinations: Combinations, codes: Iterable[str]) -> int:
    """Cases with at least one of these categories."""
    wanted = frozenset(codes)
    return sum(count for found, count in combinations.items() if found & wanted)


def suggestions(combinations: Combinations, by_article: Mapping[Article, frozenset[str]]) -> list[Suggestion]:
    """Every article that can be named, with what stands behind it; those without a case too, with nothing."""
    made = []
    for article, codes in by_article.items():
        counts = [(code, cases_with(combinations, [code])) for code in sorted(codes)]
        behind = sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
        made.append(Suggestion(article, cases_with(combinations, codes), tuple(behind)))
    return made
