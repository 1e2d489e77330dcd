"""Addresses of the case list that show the cases behind a number."""

from collections.abc import Iterable, Sequence

from django.http import QueryDict
from django.urls import reverse

from react_cases.workflow import NOT_PURSUING, Qualification, Status

Pairs = Sequence[tuple[str, str]]

PARAMETERS = {
    "violators": "violator",
    "client_groups": "group",
    "primary_groups": "primary_group",
    "law_enforcement_primary_groups": "primary_group",
    "categories": "category",
    "oblasts": "oblast",
    "readiness": "readiness",
}
"""Panel -> the parameter of the filter that a row's code goes into. Other panels have no filter of their own."""
OVERLAPPING = ("violator", "group", "category")
"""A case has several of these: the cases of a row that the choice does not contain cannot be asked for."""


class CaseLinks:
    """Links that keep what the reader has chosen and narrow it to one number.

    An address is empty where the list cannot be narrowed to exactly these cases.
    """

    def __init__(self, chosen: Iterable[tuple[str, str]], law_enforcement_codes: Iterable[str]) -> None:
        self.chosen = [(name, value) for name, value in chosen if name != "status"]
        self.law_enforcement = [("violator", code) for code in law_enforcement_codes]

    def row(self, panel: str, code: str) -> str:
        """The cases of a row of a panel."""
        if panel == "months":
            return self._address([("from", code), ("to", code)])
        parameter = PARAMETERS.get(panel)
        if not parameter or not code:
            return ""
        if panel == "law_enforcement_primary_groups":
            return self._by_law_enforcement([(parameter, code)])
        values = [value for name, value in self.chosen if name == parameter]
        contained = any(value in (code, code.partition(".")[0]) for value in values)
        if parameter in OVERLAPPING and values and not contained:
            return ""
        return self._address([(parameter, code)])

    def total(self, code: str) -> str:
        """The cases of a total."""
        if code == "cases":
            return self._address([])
        if code == "qualified":
            return self._address([("qualification", Qualification.VIOLATION.value)])
        if code == "law_enforcement_cases":
            return self._by_law_enforcement([])
        if code == "not_pursuing" and not self._has("readiness"):
            return self._address([("readiness", value.value) for value in sorted(NOT_PURSUING)])
        return ""

    def _by_law_enforcement(self, added: Pairs) -> str:
        return (
            "" if self._has("violator") or not self.law_enforcement else self._address([*self.law_enforcement, *added])
        )

    def _has(self, parameter: str) -> bool:
        return any(name == parameter for name, _value in self.chosen)

    def _address(self, added: Pairs) -> str:
        replaced = {name for name, _value in added}
        query = QueryDict(mutable=True)
        # Only approved cases are counted.
        kept = [(name, value) for name, value in self.chosen if name not in replaced]
        for name, value in [*kept, ("status", Status.APPROVED.value), *added]:
            query.appendlist(name, value)
        return f"{reverse('case_list')}?{query.urlencode()}"
