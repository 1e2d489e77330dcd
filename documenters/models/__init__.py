"""People, organisations, roles and the log of what they did."""

from documenters.models.audit_event import AuditEvent
from documenters.models.audit_link import AuditLink
from documenters.models.invitation import Invitation, RoleProposal
from documenters.models.keys import EscrowKey, IndexKeyGrant, MemberKey, Vault, VaultGrant
from documenters.models.lockdown import Lockdown, LockdownReason
from documenters.models.login_device import LoginDevice
from documenters.models.membership import ROLE_LABELS, Membership, MentorAssignment
from documenters.models.organisation import Organisation
from documenters.models.programme import Programme
from documenters.models.user import User

__all__ = [
    "ROLE_LABELS",
    "AuditEvent",
    "AuditLink",
    "EscrowKey",
    "IndexKeyGrant",
    "Invitation",
    "Lockdown",
    "LockdownReason",
    "LoginDevice",
    "MemberKey",
    "Membership",
    "MentorAssignment",
    "Organisation",
    "Programme",
    "RoleProposal",
    "User",
    "Vault",
    "VaultGrant",
]
