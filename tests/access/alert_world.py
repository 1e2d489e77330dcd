"""What an alert of a programme has found."""

from documenters.models import User
from react_cases.actions.alerts import RuleData, alert_add
from react_cases.models import AlertCase, AlertFiring, Case, Term


def firing_of(case: Case, coordinator: User) -> AlertFiring:
    """A firing with this case behind it, of an alert that this person has set."""
    kind = Term.objects.get(programme=case.programme, code_list="violator_types", code="LE.CRIM")
    alert = alert_add(case.programme, RuleData(2, 1, "city", violator=kind), by=coordinator)
    firing = AlertFiring.objects.create(alert=alert, first_on=case.event_from, last_on=case.event_from)
    AlertCase.objects.create(firing=firing, case=case)
    return firing
