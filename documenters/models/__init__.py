"""People, organisations, roles and the log of what they did."""

from documenters.models.audit_event import AuditEvent
from documenters.models.membership import ROLE_LABELS, Membership, MentorAssignment
from documenters.models.organisation import Organisation
from documenters.models.programme import Programme
from documenters.models.user import User

__all__ = ["ROLE_LABELS", "AuditEvent", "Membership", "MentorAssignment", "Organisation", "Programme", "User"]
