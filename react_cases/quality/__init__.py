"""Where data waits, is weak or does not fit together: conditions as data (docs/adr/0026).

`CHECKS` is the one list. The overview counts them, the filter of cases finds them, both with the same condition.
"""

from react_cases.quality import contradictions, look_alikes, missing, work
from react_cases.quality.checks import GROUP_LABELS, KEPT, SENT, Check, Group, Setting, beginning_of, having

CHECKS: dict[str, Check] = {
    check.code: check
    for check in (
        *work.work_checks(),
        *contradictions.contradiction_checks(),
        *missing.missing_checks(),
        *look_alikes.look_alike_checks(),
        *work.BASES,
        *missing.BASES,
    )
}
"""Every check by its code, in the order in which people are offered them."""

__all__ = ["CHECKS", "GROUP_LABELS", "KEPT", "SENT", "Check", "Group", "Setting", "beginning_of", "checks_of", "having"]


def checks_of(group: Group) -> list[Check]:
    """The checks of one group."""
    return [check for check in CHECKS.values() if check.group == group]
