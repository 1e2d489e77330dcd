"""The sentence with which the figures begin."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from react_cases.forms.shares import percent
from reports.cube import Lists
from reports.indicators.registry import Unit, number, unit_count
from reports.panel import percent_of

# Within a sentence a group is people; the code lists name one client.
PEOPLE: dict[str, Promise] = {
    "PLHIV": gettext_lazy("people living with HIV"),
    "PWID": gettext_lazy("people who inject drugs"),
    "PWUD": gettext_lazy("people who use drugs"),
    "SW": gettext_lazy("sex workers"),
    "LGBTIQ": gettext_lazy("LGBTIQ people"),
    "TB": gettext_lazy("people affected by tuberculosis"),
    "EXPRIS": gettext_lazy("former prisoners"),
    "PRIS": gettext_lazy("prisoners"),
    "MIGR": gettext_lazy("migrants"),
    "HCV": gettext_lazy("people with hepatitis C"),
    "PWIDPART": gettext_lazy("partners of people who inject drugs"),
    "FAMKP": gettext_lazy("relatives of people of key groups"),
    "ALC": gettext_lazy("people with alcohol dependence"),
    "DIS": gettext_lazy("people with a disability"),
    "HOMELESS": gettext_lazy("homeless people"),
    "ACTIVIST": gettext_lazy("outreach workers and activists"),
    "OTHER": gettext_lazy("people of other groups"),
    "NONE": gettext_lazy("people of no key group"),
    "UNDISC": gettext_lazy("people who do not want to disclose their group"),
}
GROUPS_IN_SENTENCE = 2


def headline(cases: int, by_law_enforcement: int | None, groups: Sequence[tuple[str, str, int]]) -> str:
    """“668 of 1,320 cases (50.6 %) were by law enforcement; 59 % of them people who inject drugs, 34 % sex workers”.

    `groups` are (code, label, cases) of the cases by law enforcement; the two largest are named. Where the number of
    cases by law enforcement is None, because it must not be shown, the sentence only says how many cases there are.
    """
    if by_law_enforcement is None:
        return unit_count(Unit.CASES, cases)
    sentence = ngettext(
        "%(part)s of %(cases)s case (%(share)s) was by law enforcement",
        "%(part)s of %(cases)s cases (%(share)s) were by law enforcement",
        cases,
    ) % {
        "part": number(by_law_enforcement),
        "cases": number(cases),
        "share": percent(percent_of(by_law_enforcement, cases) or 0),
    }
    largest = sorted((group for group in groups if group[2]), key=lambda group: -group[2])[:GROUPS_IN_SENTENCE]
    if not largest:
        return sentence
    parts = [_people(code, label, count, by_law_enforcement) for code, label, count in largest]
    shares = ", ".join([_of_them(parts[0]), *(_also(part) for part in parts[1:])])
    return f"{sentence}; {shares}"


def _people(code: str, label: str, count: int, base: int) -> dict[str, str]:
    return {"share": percent(percent_of(count, base) or 0, 0), "people": str(PEOPLE.get(code, label))}


def _of_them(part: dict[str, str]) -> str:
    return _("%(share)s of them %(people)s") % part


def _also(part: dict[str, str]) -> str:
    return _("%(share)s %(people)s") % part


def law_enforcement_note(lists: Lists) -> str:
    """What “law enforcement” means here: what the programme has chosen, with the types of violators below it."""
    terms = lists.terms["violator_types"]
    names = []
    for code in lists.law_enforcement_codes:
        name = f"{terms[code].label} ({code})" if code in terms else code
        types = [term.label for below, term in terms.items() if below.startswith(f"{code}.")]
        names.append(f"{name}: {', '.join(types)}" if types else name)
    return _("“Law enforcement” in these figures means: %(names)s.") % {"names": "; ".join(names)}
