"""What the codes of the log mean in plain words: one table for all of them.

A test finds every code that is recorded anywhere in the source and fails when it has no words here.
"""

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ActionKind(Enum):
    """What kind of act it is; the log's filter offers these. Each value is the code in addresses."""

    READING = "reading"
    CASES = "cases"
    HELP = "help"
    CHANGE = "change"
    EXPORTS = "exports"
    PEOPLE = "people"
    LISTS = "lists"
    LOGINS = "logins"
    REFUSED = "refused"
    WARNINGS = "warnings"
    SYSTEM = "system"


KIND_LABELS: dict[ActionKind, Promise] = {
    ActionKind.READING: _("Reading cases and the log"),
    ActionKind.CASES: _("Steps of cases"),
    ActionKind.HELP: _("Help, comments and consent"),
    ActionKind.CHANGE: _("From cases to change"),
    ActionKind.EXPORTS: _("What was taken out"),
    ActionKind.PEOPLE: _("People and organisations"),
    ActionKind.LISTS: _("Code lists and settings"),
    ActionKind.LOGINS: _("Logging in"),
    ActionKind.REFUSED: _("Refused"),
    ActionKind.WARNINGS: _("Warnings"),
    ActionKind.SYSTEM: _("Operation of the system"),
}

_BY_KIND: dict[ActionKind, dict[str, Promise]] = {
    ActionKind.READING: {
        "evidence.opened": _("Opened a file of a case"),
        "sealed.opened": _("Opened the texts of a case"),
        "sealed.searched": _("Looked for words in the texts of cases"),
        "paper.opened": _("Opened a letter, a story or a draft"),
        "log.read": _("Read the log"),
        "notice.address_opened": _("Looked at their own address for notices"),
    },
    ActionKind.CASES: {
        "case.started": _("Started a case"),
        "case.submit": _("Sent a case for review"),
        "case.return": _("Gave a case back to its author"),
        "case.validate": _("Checked a case"),
        "case.approve": _("Approved a case"),
        "case.reject": _("Rejected a case"),
        "case.reopen": _("Reopened a case"),
        "case.discard": _("Threw a draft away"),
        "case.practice_discard": _("Threw a practice case away"),
        "case.erase": _("Erased a case"),
        "case.content_removed": _("Deleted texts and files of a case whose time was over"),
        "case.undo": _("Took a decision back at once"),
        "case.handed_over": _("Made a colleague the author of a case"),
        "client.linked": _("Said that two cases are of the same client"),
        "client.set_apart": _("Said that two cases are not of the same client"),
        "client.decision_undone": _("Took back what was said of the clients of two cases"),
    },
    ActionKind.HELP: {
        "case.closed": _("Recorded the outcome"),
        "comment.added": _("Added a comment"),
        "evidence.added": _("Added a file"),
        "evidence.removed": _("Deleted a file"),
        "consent.given": _("Recorded a consent"),
        "consent.withdrawn": _("Recorded a withdrawn consent"),
        "follow_up.set": _("Chose the day to look at a case again"),
        "readiness.added": _("Recorded readiness"),
        "response.added": _("Recorded help"),
        "response.removed": _("Took back help that was recorded by mistake"),
        "response.new": _("Set help to new"),
        "response.in_progress": _("Set help to under way"),
        "response.waiting": _("Set help to waiting"),
        "response.closed": _("Set help to finished"),
        "response.reopened": _("Took help up again"),
    },
    ActionKind.CHANGE: {
        "alert.added": _("Set an alert"),
        "alert.ended": _("Ended an alert"),
        "alert.seen": _("Looked at an alert that fired"),
        "alert.fired": _("An alert has fired"),
        "advocacy.started": _("Began an advocacy action"),
        "advocacy.changed": _("Changed an advocacy action"),
        "advocacy.cases_changed": _("Changed which cases an advocacy action is about"),
        "advocacy.replied": _("Recorded what came of an advocacy action"),
        "advocacy.file_added": _("Added a file to an advocacy action"),
        "advocacy.file_removed": _("Deleted a file of an advocacy action"),
        "advocacy.removed": _("Removed an advocacy action"),
        "strategic.flagged": _("Made a case a strategic one"),
        "strategic.changed": _("Changed a strategic case"),
        "strategic.unflagged": _("Said that a case is no strategic one"),
        "strategic.stage_added": _("Added a step of a strategic case"),
        "strategic.deadline_met": _("Said that a deadline of a strategic case was met"),
        "strategic.stage_removed": _("Took away a step of a strategic case"),
        "story.started": _("Began a story"),
        "story.saved": _("Wrote on a story"),
        "story.sent": _("Asked a second person to read a story"),
        "story.taken_back": _("Took a story back from its second reader"),
        "story.judged": _("Read a story as the second person, and answered"),
        "story.published": _("Published a story"),
        "story.renewed": _("Began a newer version of a story"),
        "story.hidden": _("Hid a published story after a backup was put back, until somebody publishes it again"),
        "story.discarded": _("Threw a story away that was never published"),
        "library.published": _("Published an entry of the library"),
        "library.changed": _("Changed an entry of the library"),
        "library.removed": _("Deleted an entry of the library"),
        "submission.started": _("Began a report to a treaty body"),
        "submission.changed": _("Changed a report to a treaty body"),
        "submission.articles_confirmed": _("Confirmed the articles of a report to a treaty body"),
        "submission.removed": _("Threw a report to a treaty body away"),
    },
    ActionKind.EXPORTS: {
        "advocacy.printed": _("Took the text of an advocacy action for paper"),
        "case.exported": _("Exported coded fields of cases"),
        "case.printed": _("Opened a case's summary for printing"),
        "content.requested": _("Asked to take texts of cases out"),
        "content.approved": _("Agreed that a colleague takes texts of cases out"),
        "content.refused": _("Refused that a colleague takes texts of cases out"),
        "content.withdrawn": _("Took the request for texts of cases back"),
        "content.downloaded": _("Took texts of cases out as a sealed file"),
        "public_page.closed": _("Took the public page back"),
        "public_page.opened": _("Opened the public page"),
        "release.approved": _("Approved a release"),
        "release.built": _("Built a release"),
        "release.cancelled": _("Stopped the building of a release"),
        "release.cell_withdrawn": _("Withdrew a published number"),
        "release.discarded": _("Discarded a release that was not published"),
        "release.downloaded": _("Took released figures along as a file"),
        "release.failed": _("A release could not be built"),
        "release.published": _("Published a release"),
        "release.resumed": _("Let a release be built on"),
        "release.started": _("Began a release"),
        "release.stopped": _("The building of a release was stopped"),
        "release.withdrawn": _("Withdrew a release"),
        "quote.added": _("Wrote a quoted number into the ledger"),
        "submission.taken_out": _("Took a report to a treaty body along as a file"),
        "story.downloaded": _("Took a published story along as a file"),
        "story.stopped": _("Took a published story down with a consent or a case"),
        "story.withdrawn": _("Withdrew a published story"),
        "share_link.added": _("Made a link to released figures"),
        "share_link.revoked": _("Ended a link to released figures"),
    },
    ActionKind.PEOPLE: {
        "account.settings_changed": _("Changed their own settings"),
        "invitation.made": _("Invited somebody"),
        "invitation.revoked": _("Took an invitation back"),
        "invitation.used": _("Used an invitation"),
        "member.confirmed": _("Confirmed a role"),
        "member.joined": _("Made an account by invitation"),
        "member.key_admitted": _("Confirmed that a key is the person's own"),
        "member.key_made": _("Began a new key of their own"),
        "member.key_recovered": _("Opened their key with the recovery code"),
        "member.key_rewrapped": _("Put their key under a new password"),
        "member.recovery_code_set": _("Set a recovery code"),
        "vault.admitted": _("Let a colleague read"),
        "vault.renewed": _("Renewed a key that is read with together"),
        "member.left": _("Ended somebody's work for good"),
        "member.not_confirmed": _("Refused a role"),
        "member.password_changed": _("Changed their password"),
        "member.passphrase_renewed": _("Chose a new passphrase with a link"),
        "member.proposed": _("Proposed a role that a coordinator confirms"),
        "member.reinstated": _("Reinstated a person"),
        "member.renewal_made": _("Made a link for somebody's new passphrase"),
        "member.renewal_revoked": _("Took a link for a new passphrase back"),
        "member.role_changed": _("Changed somebody's role or organisation"),
        "member.sessions_ended": _("Logged somebody out everywhere"),
        "member.suspended": _("Suspended a person"),
        "mentor.assigned": _("Gave a mentor an organisation"),
        "mentor.released": _("Took an organisation from a mentor"),
        "organisation.added": _("Added an organisation"),
        "organisation.renamed": _("Renamed an organisation"),
        "organisation.ended": _("Ended an organisation: no new cases"),
        "organisation.reopened": _("Opened an organisation again"),
    },
    ActionKind.LISTS: {
        "programme.settings_changed": _("Changed the settings"),
        "programme.retention_changed": _("Changed how long texts and files are kept"),
        "release.settings_changed": _("Changed the settings of releases"),
        "release.settings_tried": _("Tried other settings of releases"),
        "allowed_word.added": _("Added words that the personal-data guard lets pass"),
        "allowed_word.removed": _("Took words off the list that the personal-data guard lets pass"),
        "term.added": _("Added an entry to a list"),
        "term.moved": _("Moved an entry of a list"),
        "term.renamed": _("Renamed an entry of a list"),
        "term.restored": _("Offered an entry of a list again"),
        "term.retired": _("Retired an entry of a list"),
    },
    ActionKind.LOGINS: {
        "login.succeeded": _("Logged in"),
        "recovery_codes.made": _("Made new recovery codes"),
        "second_factor.added": _("Set up a second factor"),
        "second_factor.removed": _("Removed a second factor"),
        "second_factor.reset": _("Took away somebody's lost second factor"),
        "session.ended": _("Ended a session of theirs"),
        "session.unlock_failed": _("Somebody could not unlock their page"),
    },
    ActionKind.REFUSED: {
        "access.refused": _("Asked for a page and was refused"),
        "login.refused": _("Somebody could not log in"),
        "member.renewal_refused": _("Wanted to make a link for a new passphrase; it takes somebody else"),
        "second_factor.reset_refused": _("Wanted to reset a second factor; it takes somebody else"),
    },
    ActionKind.WARNINGS: {
        "reading.seen": _("Looked into a warning"),
        "reading.unusual": _("Opened unusually many cases"),
        "sealed.broken": _("Found a text that was changed behind the system's back"),
    },
    ActionKind.SYSTEM: {
        "programme.locked_down": _("Locked the programme down"),
        "programme.lockdown_people_named": _("Named the two people of a lock-down"),
        "programme.reopened": _("Confirmed: the programme is open again"),
        "programme.reopening_proposed": _("Proposed to reopen the programme"),
        "programme.reopening_withdrawn": _("Withdrew or refused the reopening"),
        "vault.escrow_made": _("Made paper shares of a key"),
        "vault.recovered": _("Let somebody read with two paper shares"),
        "vault.mode_changed": _("Changed who keeps the keys: the server, or the members"),
        "demo.loaded": _("Loaded invented cases"),
        "notice.failed": _("A notice by mail could not be sent"),
        "notice.sent": _("Sent a notice by mail"),
        "retention.applied": _("Deleted what is kept no longer"),
        "backup.made": _("Wrote a backup"),
        "backup.restored": _("Restored a backup"),
        "log.pruned": _("Deleted rows of the log older than 24 months"),
    },
}

ACTION_KINDS: dict[str, ActionKind] = {code: kind for kind, actions in _BY_KIND.items() for code in actions}
"""Code -> kind."""

ACTION_LABELS: dict[str, Promise] = {code: label for actions in _BY_KIND.values() for code, label in actions.items()}
"""Code -> words."""

READING = frozenset({*_BY_KIND[ActionKind.READING], "login.succeeded", "release.downloaded", "story.downloaded"})
"""What changes nothing is kept to the full hour: the log is no record of when people work."""


def codes_of(kind: ActionKind) -> list[str]:
    """The codes of one kind."""
    return list(_BY_KIND[kind])
