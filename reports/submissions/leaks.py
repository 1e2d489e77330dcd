"""What never leaves in a report, whoever wrote it there: numbers of cases, organisations, documenters, and labels of
the programme's own code lists that may name somebody."""

import re
from collections.abc import Iterable

from django.db.models import Q

from documenters.models import Membership, Organisation, Programme
from documenters.permissions import Role
from react_cases.actions.guard import Written, text_check
from react_cases.models import Term

CASE_NUMBER = re.compile(r"\b[A-Z]{2}-(?:\d{4}|P)-\d{3,9}\b")
SHORTEST = 4
"""Letters: shorter names stand in other words too often."""


def inside_names(programme: Programme) -> frozenset[str]:
    """The organisations of a programme, and the people who record cases in them by their full names.

    A first name alone is everybody's, and the changed name of somebody in a story as well.
    """
    organisations = Organisation.objects.filter(programme=programme).values_list("name", flat=True)
    recorded = Membership.objects.filter(programme=programme, role=Role.DOCUMENTER).select_related("user")
    people = (str(row.user) for row in recorded)
    return frozenset(organisations) | frozenset(name for name in people if " " in name.strip())


def leaks_in(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """The numbers and names that stand in these texts, each once.

    A name of one word counts as it is written: “Spring” the organisation, not the season.
    """
    long = sorted(name for name in names if len(name) >= SHORTEST)
    patterns = [CASE_NUMBER]
    for chosen, flags in (([name for name in long if " " in name], re.IGNORECASE), (long, 0)):
        if chosen:
            patterns.append(re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in chosen), flags))
    return list(dict.fromkeys(word for text in texts for pattern in patterns for word in pattern.findall(text)))


def labels_in(texts: Iterable[str], programme: Programme) -> list[str]:
    """The labels that somebody in the programme typed, that stand in these texts and hold what the guard asks about.

    Inside `translation.override` of the language of the texts. What was decided when a label was typed is not kept: a
    name that may be said to everybody is one of the allowed words.
    """
    whole = "\n".join(texts).casefold()
    typed = Term.objects.filter(Q(is_own=True) | Q(is_renamed=True), programme=programme)
    printed = sorted({label for term in typed if (label := term.label) and label.casefold() in whole})
    return [label for label in printed if text_check(Written(label), programme=programme).undecided]
