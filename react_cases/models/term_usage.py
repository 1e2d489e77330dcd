"""In how many cases each term of a list is used."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef

from documenters.models import Programme
from react_cases.models.case import Case, ClientGroup
from react_cases.models.comment import Comment
from react_cases.models.response import Readiness, Response
from react_cases.models.strategic import LitigationStage, StrategicCase
from react_cases.models.transition import CaseTransition
from react_cases.models.violation import Violation, Violator


@dataclass(frozen=True)
class _Use:
    """One column that holds terms of a list: its table, and the ways from there to the term and to the case."""

    table: type[models.Model]
    term: str
    case: str = "case"


_USES: dict[str, tuple[_Use, ...]] = {
    "client_groups": (_Use(ClientGroup, "group"),),
    "client_tags": (_Use(Case.tags.through, "term"),),
    "violator_types": (_Use(Violator, "type"),),
    "violation_categories": (_Use(Violation, "category"),),
    "response_types": (_Use(Response, "type"),),
    "outcomes": (_Use(Case, "outcome", "pk"),),
    "effects": (_Use(Case.effects.through, "term"), _Use(Response, "result")),
    "not_ready_reasons": (_Use(Readiness.reasons.through, "term", "readiness__case"),),
    "event_settings": (_Use(Case, "setting", "pk"),),
    "contact_channels": (_Use(Case, "channel", "pk"), _Use(Response, "channel")),
    "delivered_by": (_Use(Response, "delivered_by"),),
    "bodies": (_Use(Response, "addressee"), _Use(LitigationStage, "body", "strategic__case")),
    "return_reasons": (_Use(Comment, "reason"),),
    "reject_reasons": (_Use(CaseTransition, "reason"),),
    "erase_reasons": (_Use(CaseTransition, "reason"),),
    "strategic_reasons": (_Use(StrategicCase.reasons.through, "term", "strategiccase__case"),),
    "litigation_stages": (_Use(LitigationStage, "stage", "strategic__case"),),
    # Chosen for reports, which belong to no case.
    "recommendations": (),
}


def cases_by_term(programme: Programme, code_list: str) -> dict[int, int]:
    """Term -> number of the programme's cases that use it; terms without any are left out.

    A case that uses a term in two places counts once.
    """
    counts: dict[int, int] = {}
    seen: list[_Use] = []
    for use in _USES[code_list]:
        rows = use.table._default_manager.filter(
            **{f"{use.term}__programme": programme, f"{use.term}__code_list": code_list}
        ).order_by()
        for other in seen:
            same = {other.term: OuterRef(use.term), other.case: OuterRef(use.case)}
            rows = rows.exclude(Exists(other.table._default_manager.filter(**same)))
        for term, count in rows.values_list(use.term).annotate(cases=Count(use.case, distinct=True)):
            counts[term] = counts.get(term, 0) + count
        seen.append(use)
    return counts
