"""What the data files hold: code lists and their terms, places, figures published by others."""

from dataclasses import dataclass
from datetime import date

from react_cases.taxonomy.labels import Labelled
from react_cases.taxonomy.treaties import Article, parse_articles


def _covers(first: date | None, last: date | None, day: date) -> bool:
    """Both ends belong to the period; None leaves an end open."""
    return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow(Labelled):
    """One term of a code list.

    `valid_from` and `valid_to` are the first and the last day on which the term may be chosen.
    `rollup` is the published bucket. `treaty` is the source text of the articles. `enabled` is the
    shipped setting, which a programme may change.
    """

    code: str
    parent: str
    position: int
    valid_from: date | None
    valid_to: date | None
    rollup: str
    treaty: str
    huridocs_list: str
    huridocs_code: str
    enabled: bool
    aliases: tuple[str, ...]
    source: str

    @property
    def articles(self) -> tuple[Article, ...]:
        """The treaty articles that the term points to."""
        return parse_articles(self.treaty)

    def is_valid_on(self, day: date) -> bool:
        """Say whether the term may be chosen for something that happened on `day`."""
        return _covers(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList(Labelled):
    """A code list; `en`, `ru` and `ky` are its title.

    An open list may be extended in the browser. Rules hang on the codes of the others, so only their
    labels may be changed. `levels` is 2 when top rows group children.
    """

    name: str
    is_open: bool
    levels: int
    terms: tuple[TermRow, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order of the file."""
        return tuple(term.code for term in self.terms)

    def get(self, code: str) -> TermRow:
        """Return the term with this code. Raises KeyError when there is none."""
        for term in self.terms:
            if term.code == code:
                return term
        raise KeyError(f"{self.name} has no term {code!r}")

    def tops(self) -> tuple[TermRow, ...]:
        """Return the terms without a parent."""
        return tuple(term for term in self.terms if not term.parent)

    def children(self, code: str) -> tuple[TermRow, ...]:
        """Return the terms below `code`."""
        return tuple(term for term in self.terms if term.parent == code)

    def leaves(self) -> tuple[TermRow, ...]:
        """Return the terms that group no others."""
        parents = {term.parent for term in self.terms}
        return tuple(term for term in self.terms if term.code not in parents)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName(Labelled):
    """A name that a place bore until `valid_to`, inclusive. Without dates it only helps to search."""

    valid_from: date | None
    valid_to: date | None

    def was_borne_on(self, day: date) -> bool:
        """Say whether the place is known to have borne this name on `day`."""
        return self.valid_to is not None and _covers(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRow(Labelled):
    """A place; `en`, `ru` and `ky` are its present name.

    `kind` is ``oblast`` (the level that is published: seven oblasts and the cities of Bishkek and Osh),
    ``district`` (also the four districts of Bishkek) or ``city``. Districts and cities lie in an oblast.
    """

    code: str
    kind: str
    parent: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    position: int
    former_names: tuple[FormerName, ...]

    @property
    def oblast(self) -> str:
        """The code of the oblast in which the place lies, or its own."""
        return self.parent or self.code

    def is_valid_on(self, day: date) -> bool:
        """Say whether the place existed as such on `day`."""
        return _covers(self.valid_from, self.valid_to, day)

    def label_on(self, day: date, language: str) -> str:
        """Return the name that the place bore on `day`."""
        for name in self.former_names:
            if name.was_borne_on(day):
                return name.label(language)
        return self.label(language)

    @property
    def search_names(self) -> tuple[str, ...]:
        """Every name by which someone may look for the place, each once."""
        named: tuple[Labelled, ...] = (self, *self.former_names)
        names = [text for item in named for text in (item.en, item.ru, item.ky)]
        return tuple(dict.fromkeys([*names, *self.aliases]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalFigure(Labelled):
    """A figure that others published, shown as a dated citation and never added to anything.

    `unit` is one of `loader.UNITS`; `value` counts in that unit. The period is inclusive. `note` says
    what the figure conflicts with or overlaps.
    """

    code: str
    period_from: date
    period_to: date
    value: int
    unit: str
    source: str
    note: Labelled
