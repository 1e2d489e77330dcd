"""What the log keeps as codes and names of fields, in plain words."""

import re
from collections.abc import Mapping

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from documenters.actions.roles import ONLY_MANAGER
from documenters.actions.takeover import Refusal
from documenters.models.audit_actions import ACTION_LABELS
from documenters.models.lockdown import LockdownReason
from react_cases.actions.erasure import RESTORED
from react_cases.actions.exports import COLUMNS
from react_cases.actions.sealing import OpenReason
from react_cases.forms.audit_log import LogFilter
from react_cases.models import LitigationStage, Response, StrategicCase
from react_cases.models.advocacy import AdvocacyReply, WhyRemoved
from react_cases.models.choices import CommentField, ConsentPurpose, RemovalReason, RetentionKind
from react_cases.models.content_export import ExportPart, ExportPurpose, ExportRefusal
from react_cases.models.paper import FileRole
from react_cases.models.story import StoryEnd, StoryVerdict
from react_cases.views.story_rows import FIELD_LABELS as STORY_LABELS

REASON_LISTS = {"case.reject": "reject_reasons", "case.erase": "erase_reasons"}
"""Acts whose reason is an entry of a list of the programme."""

OPENED_LABELS: dict[str, Promise] = {
    "case": gettext_lazy("Case"),
    "cases": gettext_lazy("Cases"),
    "role": gettext_lazy("Role"),
    "narrative": gettext_lazy("what happened"),
    "draft": gettext_lazy("the draft"),
    "client_code": gettext_lazy("the client code"),
    "comment.text": gettext_lazy("comments"),
    "response.note": gettext_lazy("notes about help"),
    "violator.unit": gettext_lazy("units of violators"),
    "step.answers": gettext_lazy("the answers before a correction"),
    "evidence.name": gettext_lazy("names and notes of files"),
    "evidence.note": gettext_lazy("names and notes of files"),
    "strategic.note": gettext_lazy("notes about the strategic case"),
    "stage.note": gettext_lazy("notes about the strategic case"),
    "notice_address": gettext_lazy("E-mail address"),
    "lockdown_people": gettext_lazy("Two people for a lock-down"),
}
FIELDS_ABOUT: dict[str, type[Model]] = {
    "response.added": Response,
    "response.removed": Response,
    **dict.fromkeys(("strategic.flagged", "strategic.changed", "strategic.unflagged"), StrategicCase),
    **dict.fromkeys(("strategic.stage_added", "strategic.deadline_met", "strategic.stage_removed"), LitigationStage),
}
"""Acts that the log keeps about a case by the fields of what hangs on it; all others are about their own object's."""
STORY_FIELDS: dict[str, Promise] = {
    **STORY_LABELS,
    "month": gettext_lazy("Month"),
    "oblast": gettext_lazy("Oblast"),
}
FIELD_LABELS: dict[str, Mapping[str, object]] = {
    "comment.added": dict(CommentField.choices),
    "consent.given": dict(ConsentPurpose.choices),
    "consent.withdrawn": dict(ConsentPurpose.choices),
    "programme.retention_changed": {kind.value.lower(): kind.label for kind in RetentionKind},
    "case.exported": {column.name: column.title for column in COLUMNS},
    **{action: dict(ExportPart.choices) for action in ACTION_LABELS if action.startswith("content.")},
    **{action: dict(settings.LANGUAGES) for action in ("library.published", "library.changed", "story.published")},
    "log.read": {name: field.label for name, field in LogFilter.base_fields.items()},
    "submission.changed": {
        "about": gettext_lazy("About"),
        "articles": gettext_lazy("Articles"),
        "recommendations": gettext_lazy("Recommendations"),
    },
    **dict.fromkeys(("story.started", "story.saved"), STORY_FIELDS),
}
"""Acts whose “fields” are no fields of a table: action -> code -> words."""
REFUSALS = {
    Refusal.RESET_BY_YOU.value: gettext_lazy("the same person had reset the second factor"),
    Refusal.LINK_BY_YOU.value: gettext_lazy("the same person had made the last link for a new passphrase"),
    Refusal.LINK_IS_OPEN.value: gettext_lazy("there was an open link for a new passphrase"),
    Refusal.LINK_TAKES_COORDINATOR.value: gettext_lazy("it takes a coordinator"),
    Refusal.RESET_TAKES_COORDINATOR.value: gettext_lazy("it takes a coordinator"),
}
WITHDRAWN = {
    "wrong": gettext_lazy("The number is wrong"),
    "harm": gettext_lazy("It could harm somebody"),
    "other": gettext_lazy("Another reason"),
}
BY_WORDS = {OpenReason.SEARCH.value: gettext_lazy("found by a search for words")}
REASONS_OF: dict[str, Mapping[str, object]] = {
    "evidence.removed": dict(RemovalReason.choices),
    "sealed.opened": BY_WORDS,
    "sealed.broken": BY_WORDS,
    "content.requested": dict(ExportPurpose.choices),
    "content.refused": dict(ExportRefusal.choices),
    "case.content_removed": dict(RetentionKind.choices),
    "advocacy.removed": dict(WhyRemoved.choices),
    "advocacy.replied": dict(AdvocacyReply.choices),
    "advocacy.file_added": dict(FileRole.choices),
    "advocacy.file_removed": dict(FileRole.choices),
    "story.judged": dict(StoryVerdict.choices),
    "story.stopped": dict(StoryEnd.choices),
    "story.withdrawn": dict(StoryEnd.choices),
    "backup.made": {"data": gettext_lazy("the data"), "keys": gettext_lazy("the keys")},
    "notice.sent": {"test": gettext_lazy("to try it")},
    "session.unlock_failed": {
        "wrong_passphrase": gettext_lazy("with a wrong passphrase"),
        "session_ended": gettext_lazy("with a wrong passphrase for the fifth time; that ended the session"),
    },
    **{f"{what}_refused": REFUSALS for what in ("member.renewal", "second_factor.reset")},
    **dict.fromkeys(("release.withdrawn", "release.cell_withdrawn"), WITHDRAWN),
    "vault.mode_changed": {
        "server": gettext_lazy("the server opens the texts"),
        "members": gettext_lazy("only people's own keys open the texts"),
    },
    "quote.added": {
        "published": gettext_lazy("published"),
        "safe": gettext_lazy("safe"),
        "other_number": gettext_lazy("another number is published"),
        "withdrawn": gettext_lazy("withdrawn"),
        "not_yet": gettext_lazy("period not published yet"),
        "several": gettext_lazy("several years"),
        "small": gettext_lazy("too few people"),
        "not_ours": gettext_lazy("not our number"),
        "undecided": gettext_lazy("not decided"),
        "opens": gettext_lazy("opens withheld numbers"),
    },
}
"""Why, where the code means something else in other acts: action -> code -> words."""
REASON_LABELS: dict[str, Promise | str] = {
    OpenReason.READ: gettext_lazy("to read"),
    OpenReason.EDIT: gettext_lazy("to work on it"),
    OpenReason.REVIEW: gettext_lazy("to check it"),
    OpenReason.PRINT: gettext_lazy("to print it"),
    OpenReason.EXPORT: gettext_lazy("for a sealed file that two people agreed on"),
    RESTORED: gettext_lazy("once more, after an older backup was put back"),
    ONLY_MANAGER: gettext_lazy("without a second person: there was no other manager"),
    "donor": gettext_lazy("Donors"),
    "public": gettext_lazy("The public"),
    "totp": gettext_lazy("Authenticator app"),
    "webauthn": gettext_lazy("Passkey or security key"),
    "recovery_codes": gettext_lazy("Recovery codes"),
    **{reason.value: reason.label for reason in LockdownReason},
}
"""A code of the log -> why, for whom, with what."""
STEP_LABELS: dict[str, Promise] = {
    "return": gettext_lazy("given back"),
    "validate": gettext_lazy("checked"),
    "approve": gettext_lazy("approved"),
    "reject": gettext_lazy("put aside"),
}
"""What was taken back."""
REFUSAL_LABELS: dict[str, Promise] = {
    "403": gettext_lazy("not allowed"),
    "404": gettext_lazy("not there, or not for this person"),
    "429": gettext_lazy("too often"),
}
COUNT_LABELS: dict[str, Promise] = {
    "rows": gettext_lazy("rows: %(number)s"),
    "cases": gettext_lazy("cases: %(number)s"),
    "outside": gettext_lazy("cases that did not wait for them: %(number)s"),
    "warnings": gettext_lazy("warnings: %(number)s"),
    "added": gettext_lazy("added: %(number)s"),
    "taken_away": gettext_lazy("taken away: %(number)s"),
}
COUNTS = re.compile(rf"(?:(?:{'|'.join(COUNT_LABELS)}):\d+(?: |$))+")
