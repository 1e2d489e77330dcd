"""Why the intake asks what it asks; shown beside each question."""

from django.utils.translation import gettext_lazy as _

WHY = {
    "consent": _(
        "Without the client's agreement nothing is kept. Being counted is a separate decision: it adds one to a number "
        "and shows nothing about the client."
    ),
    "consent_more": _("Each purpose is separate, and the client can take each of them back later."),
    "consent_mode": _(
        "Spoken agreement is enough. A signed paper can be found with the client: ask for one only if needed."
    ),
    "received_on": _("The day on which the client told you. It shows how quickly help came."),
    "channel": _("It shows how people find help: many write or call because they are afraid to come."),
    "event_when": _("To see when violations become more frequent. Outside your programme only the quarter is shown."),
    "is_repeated": _("What happens again and again is another matter than one bad day, for a lawyer and for a report."),
    "oblast": _("To see where violations become more frequent. Outside your programme only the oblast is shown."),
    "place": _("So that you, your mentor and the coordinator see repeated violations in one place. Never published."),
    "setting": _("Cases near the same kind of place can be taken up together. Never published."),
    "groups": _("Only what the client says about themselves. What an officer called the client is no answer."),
    "primary_group": _("In the sections of a report each case is counted once, in the group that fits best."),
    "tags": _("Some help and some rights depend on it."),
    "code_year": _(
        "So that a client who comes back is counted once, and you see that you know them. Without it everything "
        "works, too."
    ),
    "gender": _("As the client says. It shows who is affected, and by what."),
    "age_band": _("A band is enough. A birth date is never kept."),
    "violations": _("This is what is counted. Choose all that happened; the mentor checks it with you."),
    "advice_only": _("Advice is help as well and is counted apart: not every case has to be a violation."),
    "violators": _("It shows who has to answer. Choose a kind of person or body, never a name."),
    "narrative": _(
        "The mentor understands from it whether a right was violated. It is kept sealed: only you, your mentor and the "
        "coordinator can open it, and each opening is logged."
    ),
    "narrative_language": _("So that a mentor who reads this language gets the case, and nobody has to guess."),
    "responses": _("Help does not wait for review. What you did is counted as help given."),
    "response_by": _(
        "It shows how much you do yourselves and where others are needed. The name of an organisation is not asked."
    ),
    "is_urgent": _("Your mentor sees urgent cases first."),
    "readiness": _("Not to act is a good answer, too. Four of ten clients decide so, and the reasons are evidence."),
    "not_ready_reasons": _("The reasons show what would have to change."),
}

WHY_VIOLATOR = {
    "number": _("One person and a group are judged differently. Your estimate is enough."),
    "uniform": _("It shows whether people could know with whom they had to do. “Unknown” is a good answer."),
    "unit": _(
        "Cases about one station or hospital can be taken up together. Kept sealed; outside only the kind of body "
        "is shown."
    ),
    "role": _(
        "The state answers for what its people do, and for not protecting. You can leave the answer that stands here."
    ),
    "links": _("So that nobody has to answer for what another one did."),
}
"""Why the details of a violator are asked."""

WHY_VIOLATION = {
    "amount": _("Sums show what extortion costs people. What the client remembers is enough."),
    "hours": _("After some hours the law asks for a record and a lawyer. About so many hours is enough."),
    "injured": _("A doctor's record is worth most in the first days. A yes reminds you to offer one."),
}
"""Why the details of a violation are asked."""
