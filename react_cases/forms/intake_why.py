"""Why the intake asks what it asks; shown beside each question."""

from django.utils.translation import gettext_lazy as _

WHY = {
    "consent": _(
        "Without the client's agreement nothing is kept. Being counted is a separate decision: it adds one to a number "
        "and shows nothing about the client."
    ),
    "consent_more": _("Each purpose is separate, and the client can take each of them back later."),
    "received_on": _("The day on which the client told you. It shows how quickly help came."),
    "channel": _("It shows how people find help: many write or call because they are afraid to come."),
    "event_when": _("To see when violations become more frequent. Outside your programme only the quarter is shown."),
    "oblast": _("To see where violations become more frequent. Outside your programme only the oblast is shown."),
    "place": _("So that you, your mentor and the coordinator see repeated violations in one place. Never published."),
    "setting": _("Cases near the same kind of place can be taken up together. Never published."),
    "groups": _("Only what the client says about themselves. What an officer called the client is no answer."),
    "primary_group": _("In the sections of a report each case is counted once, in the group that fits best."),
    "tags": _("Some help and some rights depend on it."),
    "gender": _("As the client says. It shows who is affected, and by what."),
    "age_band": _("A band is enough. A birth date is never kept."),
    "violations": _("This is what is counted. Choose all that happened; the mentor checks it with you."),
    "violators": _("It shows who has to answer. Choose a kind of person or body, never a name."),
    "narrative": _(
        "The mentor understands from it whether a right was violated. It is kept sealed: only you, your mentor and the "
        "coordinator can open it, and each opening is logged."
    ),
    "responses": _("Help does not wait for review. What you did is counted as help given."),
    "is_urgent": _("Your mentor sees urgent cases first."),
    "readiness": _("Not to act is a good answer, too. Four of ten clients decide so, and the reasons are evidence."),
    "not_ready_reasons": _("The reasons show what would have to change."),
}
