"""What the articles of the treaties are about, in a few words: headings of reports. No text of any treaty."""

from functools import cache
from pathlib import Path
from typing import Final

from react_cases.taxonomy.labels import Labelled
from react_cases.taxonomy.records import TaxonomyError, read_records
from react_cases.taxonomy.treaties import TREATIES, Article

FILE: Final = Path(__file__).parent / "data" / "treaty_articles.csv"
HEADER: Final = ("treaty", "article", "en", "ru")
GENERAL: Final = "GR "
"""Before the number of a general recommendation of a committee."""


def whole_article(article: Article) -> Article:
    """The article without its parts: ICCPR 14 of ICCPR 14(3)(g)."""
    return Article(article.treaty, article.article.partition("(")[0])


def article_order(article: Article) -> tuple[int, bool, int]:
    """By treaty in the order of `TREATIES`, then by number; general recommendations after the articles."""
    number = article.article.removeprefix(GENERAL)
    return list(TREATIES).index(article.treaty), number != article.article, int(number)


def article_name(article: Article, language: str) -> str:
    """What a whole article is about; empty for one without a name here."""
    found = article_names().get(article)
    return found.label(language) if found else ""


@cache
def article_names(file: Path = FILE) -> dict[Article, Labelled]:
    """Every name. Raises `TaxonomyError` for an unknown treaty or an article that stands there twice."""
    names: dict[Article, Labelled] = {}
    for row in read_records(file, HEADER):
        article = Article(row.required("treaty"), row.required("article"))
        if article.treaty not in TREATIES or article in names:
            raise TaxonomyError(row.file, row.line, f"unknown or repeated: {article.treaty} {article.article}")
        # Kyrgyz readers see the Russian name, as with labels.
        names[article] = Labelled(en=row.required("en"), ru=row.required("ru"), ky="")
    return names
