"""The same figures counted the slow and obvious way, in Python, over whatever cases it is given."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from react_cases.models import Case, ClientDecision

LAW_ENFORCEMENT = ("LE",)


def heading(code: str) -> str:
    """LE of LE.CRIM."""
    return code.split(".")[0]


def codes(rows: Iterable[Any], name: str) -> list[str]:
    """The codes of the terms of some rows."""
    return [getattr(row, name).code for row in rows]


def totals(cases: list[Case]) -> dict[str, int]:
    """The eight totals."""
    people, unknown = clients(cases)
    return {
        "cases": len(cases),
        "qualified": sum(case.qualification == "VIOLATION" for case in cases),
        "clients": people,
        "cases_without_client_code": unknown,
        "violations": sum(case.violations.count() for case in cases),
        "violator_mentions": sum(case.violators.count() for case in cases),
        "law_enforcement_cases": sum(is_by_law_enforcement(case) for case in cases),
        "not_pursuing": sum(case.readiness in ("NOTREADY", "CHANGED") for case in cases),
    }


def clients(cases: list[Case]) -> tuple[int, int]:
    """Different clients, and cases of which nothing tells whose they are."""
    every = list(Case.objects.select_related("client"))
    groups = {case.pk: {case.pk} for case in every}

    def join(one: int, other: int) -> None:
        whole = groups[one] | groups[other]
        groups.update(dict.fromkeys(whole, whole))

    by_code: dict[tuple[str, str], int] = {}
    for case in every:
        if case.client:
            join(case.pk, by_code.setdefault((case.client.code_hash, case.client.apart), case.pk))
    said = ClientDecision.objects.filter(is_same=True).values_list("case", "other")
    for one, other in said:
        join(one, other)
    linked = {pk for pair in said for pk in pair}
    known = [case.pk for case in cases if case.client or case.pk in linked]
    return len({min(groups[pk]) for pk in known}), len(cases) - len(known)


def is_by_law_enforcement(case: Case) -> bool:
    """Is one of its violators from law enforcement?"""
    return any(heading(code) in LAW_ENFORCEMENT for code in codes(case.violators.all(), "type"))


def primary(case: Case) -> str:
    """Its primary group."""
    return heading(case.client_groups.get(is_primary=True).group.code)


def panels(cases: list[Case]) -> dict[str, Counter[str]]:
    """Distinct cases of each row of each panel."""
    found: dict[str, Counter[str]] = {
        "violators": Counter(),
        "client_groups": Counter(),
        "primary_groups": Counter(primary(case) for case in cases),
        "law_enforcement_primary_groups": Counter(primary(case) for case in cases if is_by_law_enforcement(case)),
        "categories": Counter(),
        "oblasts": Counter(case.oblast.code for case in cases if case.oblast),
        "months": Counter(f"{case.received_on:%Y-%m}" for case in cases),
        "responses": Counter(),
        "outcomes": Counter(
            case.outcome.code if case.outcome and case.response_status == "CLOSED" else "" for case in cases
        ),
        "readiness": Counter(case.readiness for case in cases),
    }
    for case in cases:
        for panel, rows, name in (
            ("violators", case.violators, "type"),
            ("client_groups", case.client_groups, "group"),
            ("categories", case.violations, "category"),
            ("responses", case.responses, "type"),
        ):
            headings = {heading(code) for code in codes(rows.all(), name)}
            found[panel].update(headings or ({""} if panel == "responses" else ()))
    return found


def mentions(cases: list[Case]) -> dict[str, Counter[str]]:
    """Rows, not cases, of the panels that have both."""
    return {
        "violators": Counter(heading(code) for case in cases for code in codes(case.violators.all(), "type")),
        "categories": Counter(heading(code) for case in cases for code in codes(case.violations.all(), "category")),
        "responses": Counter(heading(code) for case in cases for code in codes(case.responses.all(), "type")),
    }
