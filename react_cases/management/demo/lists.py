"""The rows that codes stand for, read once."""

from collections.abc import Iterable

from documenters.models import Programme
from react_cases.management.demo.details import Places
from react_cases.models import Location, Term
from react_cases.models.location import LocationKind
from react_cases.taxonomy.treaties import parse_articles


class Lists:
    """A programme's terms and places by code."""

    def __init__(self, programme: Programme) -> None:
        self._terms = {(term.code_list, term.code): term for term in Term.objects.filter(programme=programme)}
        self._places = {place.code: place for place in Location.objects.filter(programme=programme)}
        self._articles = {
            code: [f"{article.treaty} {article.article}" for article in parse_articles(term.articles)]
            for (code_list, code), term in self._terms.items()
            if code_list == "violation_categories"
        }

    def term(self, code_list: str, code: str) -> Term:
        """The term; raises KeyError for a code that the list does not hold."""
        return self._terms[code_list, code]

    def terms(self, code_list: str, codes: Iterable[str]) -> tuple[Term, ...]:
        """Several terms of one list."""
        return tuple(self.term(code_list, code) for code in codes)

    def id(self, code_list: str, code: str) -> int:
        """The term's row."""
        return self._terms[code_list, code].pk

    def location(self, code: str) -> Location:
        """The place; raises KeyError for an unknown code."""
        return self._places[code]

    def place(self, code: str | None) -> int | None:
        """The place's row, or nothing for no place."""
        return self._places[code].pk if code else None

    def articles(self, categories: Iterable[str]) -> list[str]:
        """The treaty articles of these categories, such as "ICCPR 9", as a coordinator confirms them."""
        return sorted({article for code in categories for article in self._articles[code]})

    def places(self) -> Places:
        """Districts and cities by oblast, in codes."""
        by_kind: dict[str, dict[str, tuple[str, ...]]] = {LocationKind.DISTRICT: {}, LocationKind.CITY: {}}
        codes = {place.pk: place.code for place in self._places.values()}
        for code, place in sorted(self._places.items()):
            if place.parent_id is not None:
                within = by_kind[place.kind]
                oblast = codes[place.parent_id]
                within[oblast] = (*within.get(oblast, ()), code)
        return Places(by_kind[LocationKind.DISTRICT], by_kind[LocationKind.CITY])
