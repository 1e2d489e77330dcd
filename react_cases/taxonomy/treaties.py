"""Treaty articles written as people write them, and the same as data.

``"ICCPR 9, 12; CRC 37(b); CEDAW 2 (GR 35)"`` becomes pairs of treaty and article, and back again.
Two short forms are expanded: ``14(3)(b),(d)`` means 14(3)(b) and 14(3)(d), ``12–14`` means 12, 13, 14.
A general recommendation of a committee stands in parentheses after the articles; as data it is an
article named ``GR 35``.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from react_cases.taxonomy.labels import Labelled

TREATIES: Final[dict[str, Labelled]] = {
    "ICCPR": Labelled(
        en="International Covenant on Civil and Political Rights",
        ru="Международный пакт о гражданских и политических правах",
        ky="Жарандык жана саясий укуктар жөнүндө эл аралык пакт",
    ),
    "ICESCR": Labelled(
        en="International Covenant on Economic, Social and Cultural Rights",
        ru="Международный пакт об экономических, социальных и культурных правах",
        ky="Экономикалык, социалдык жана маданий укуктар жөнүндө эл аралык пакт",
    ),
    "CAT": Labelled(
        en="Convention against Torture",
        ru="Конвенция против пыток",
        ky="Кыйноолорго каршы конвенция",
    ),
    "CEDAW": Labelled(
        en="Convention on the Elimination of All Forms of Discrimination against Women",
        ru="Конвенция о ликвидации всех форм дискриминации в отношении женщин",
        ky="Аялдарга карата басмырлоонун бардык түрлөрүн жоюу жөнүндө конвенция",
    ),
    "CRC": Labelled(
        en="Convention on the Rights of the Child",
        ru="Конвенция о правах ребёнка",
        ky="Баланын укуктары жөнүндө конвенция",
    ),
    "CRPD": Labelled(
        en="Convention on the Rights of Persons with Disabilities",
        ru="Конвенция о правах инвалидов",
        ky="Майыптардын укуктары жөнүндө конвенция",
    ),
    "UDHR": Labelled(
        en="Universal Declaration of Human Rights",
        ru="Всеобщая декларация прав человека",
        ky="Адам укуктарынын жалпы декларациясы",
    ),
}

_CLAUSE: Final = re.compile(r"(?P<treaty>[A-Z]+) (?P<items>[^ ].*?)(?: \(GR (?P<notes>\d+(?:, \d+)*)\))?")
_RANGE: Final = re.compile(r"(?P<first>[1-9]\d{0,2})–(?P<last>[1-9]\d{0,2})")
_ITEM: Final = re.compile(r"(?P<number>[1-9]\d{0,2})(?P<parts>(?:\([0-9a-z]+\))*)(?P<more>(?:,\([0-9a-z]+\))*)")
_NOTE: Final = re.compile(r"GR \d+")
# Three in a row are written as a range, two are not: "1, 2, 12–14".
_SHORTEST_RANGE: Final = 3


class TreatyError(ValueError):
    """The text does not name articles of a known treaty in the agreed spelling."""


class Article(NamedTuple):
    """One article of one treaty, for example ``Article("CRC", "37(b)")``."""

    treaty: str
    article: str


def parse_articles(text: str) -> tuple[Article, ...]:
    """Return the articles named in `text`, in its order; an empty text names none.

    Raises TreatyError for an unknown treaty, a treaty or an article named twice, or a spelling that
    cannot be read.
    """
    if not text:
        return ()
    articles: list[Article] = []
    for clause in text.split("; "):
        found = _parse_clause(clause)
        if any(found[0].treaty == earlier.treaty for earlier in articles):
            raise TreatyError(f"{found[0].treaty} is named twice in {text!r}")
        articles += found
    if len(set(articles)) != len(articles):
        raise TreatyError(f"an article is named twice in {text!r}")
    return tuple(articles)


def format_articles(articles: Iterable[Article]) -> str:
    """Write articles the way `parse_articles` reads them, treaties in order of first appearance.

    Raises TreatyError for an unknown treaty or a general recommendation without any article.
    """
    by_treaty: dict[str, list[str]] = {}
    for treaty, article in articles:
        by_treaty.setdefault(_known(treaty), []).append(article)
    return "; ".join(_format_clause(treaty, names) for treaty, names in by_treaty.items())


def _known(treaty: str) -> str:
    if treaty not in TREATIES:
        raise TreatyError(f"unknown treaty {treaty!r}: expected one of {', '.join(TREATIES)}")
    return treaty


def _parse_clause(clause: str) -> list[Article]:
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        raise TreatyError(f"cannot read {clause!r}: expected a treaty and its articles")
    treaty = _known(match["treaty"])
    names = [name for item in match["items"].split(", ") for name in _expand(item)]
    notes = [f"GR {number}" for number in (match["notes"] or "").split(", ") if number]
    return [Article(treaty, name) for name in (*names, *notes)]


def _expand(item: str) -> list[str]:
    """Turn ``12–14`` or ``14(3)(b),(d)`` into the single articles it stands for."""
    span = _RANGE.fullmatch(item)
    if span and int(span["first"]) < int(span["last"]):
        return [str(number) for number in range(int(span["first"]), int(span["last"]) + 1)]
    match = _ITEM.fullmatch(item)
    if match is None or (match["more"] and not match["parts"]):
        raise TreatyError(f"cannot read the article {item!r}")
    first = match["number"] + match["parts"]
    stem = _stem(first)
    return [first, *(stem + part for part in match["more"].split(",") if part)]


def _stem(article: str) -> str:
    """Return the article without its last part: ``14(3)`` for ``14(3)(b)``, empty for ``14``."""
    return article.rpartition("(")[0]


def _format_clause(treaty: str, names: list[str]) -> str:
    plain = [name for name in names if not _NOTE.fullmatch(name)]
    notes = [name.removeprefix("GR ") for name in names if _NOTE.fullmatch(name)]
    if not plain:
        raise TreatyError(f"{treaty}: a general recommendation needs an article beside it")
    items = ", ".join(_join(plain))
    return f"{treaty} {items} (GR {', '.join(notes)})" if notes else f"{treaty} {items}"


def _join(names: list[str]) -> Iterator[str]:
    """Write neighbours that share their stem or follow each other in the short forms."""
    for stem, group in groupby(names, key=_stem):
        members = list(group)
        if stem:
            yield ",".join([members[0], *(name.removeprefix(stem) for name in members[1:])])
        else:
            yield from _join_numbers([int(name) for name in members])


def _join_numbers(numbers: list[int]) -> Iterator[str]:
    # Along a run of consecutive numbers the difference between number and index stays the same.
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) >= _SHORTEST_RANGE:
            yield f"{run[0]}–{run[-1]}"
        else:
            yield from map(str, run)
