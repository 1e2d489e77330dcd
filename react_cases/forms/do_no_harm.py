"""What to mind in a talk about violence: short notes beside the intake, opened by what is chosen there.

Sources: OHCHR, Manual on Human Rights Monitoring (do no harm, raise no expectations); for what doctors have to report,
the order of the Ministry of Health of 2014 on documenting violence. Services are named by each programme itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VIOLENCE = ("PHY", "SEX", "FAM.MARR", "FAM.CHILD", "PRI.PEER")
"""Headings and categories after which a talk can hurt."""


@dataclass(frozen=True)
class Hint:
    """One note."""

    text: Promise
    when: str = ""
    """`field:code` pairs (a code, or its heading), any of which calls for the note; empty: it always stands here."""


def _any(field: str, codes: Iterable[str]) -> str:
    return " ".join(f"{field}:{code}" for code in codes)


CHILD = " ".join([_any("age_band", ["A00_15", "A16_18"]), _any("tags", ["MINOR"]), _any("violations", ["FAM.CHILD"])])

SHOWN_FOR = f"{_any('violations', VIOLENCE)} {CHILD}"
"""What opens the notes at all."""

HINTS = (
    Hint(_("Stop if it is not safe to talk, or if the client has had enough. The case can wait: the draft is kept.")),
    Hint(_("Do not press for details, and promise only what you can keep. Offer a break, or another day.")),
    Hint(
        _(
            "Ask: “Are you safe now, and tonight?” If not, help comes first: doctor, shelter, psychologist or lawyer "
            "from your coordinator's list of services."
        )
    ),
    Hint(
        _(
            "A doctor who sees signs of violence writes them down and has to report them: tell the client before they "
            "go."
        ),
        _any("violations", VIOLENCE),
    ),
    Hint(
        _(
            "After sexual violence a doctor can do most in the first 72 hours, against HIV and pregnancy too. "
            "For that nobody has to decide about a complaint."
        ),
        _any("violations", ["SEX"]),
    ),
    Hint(
        _("Agree on a safe way and time to call or write: the violent person may hold the client's phone."),
        _any("violations", ["PHY.DV", "FAM.MARR", "FAM.CHILD"]),
    ),
    Hint(
        _("Injuries fade: offer a doctor today and a lawyer soon. Whether to complain is the client's decision alone."),
        _any("violations", ["PHY.TORT", "PHY.FORCE", "LIB.CONF"]),
    ),
    Hint(
        _("With a child talk briefly, and with somebody there whom the child trusts. Call your coordinator first."),
        CHILD,
    ),
    Hint(
        _(
            "If the client does not want to live any more: ask calmly, do not leave them alone, and call a doctor or a "
            "crisis line."
        )
    ),
    Hint(_("Afterwards look after yourself: a break, and a talk with your mentor. Listening is heavy, too.")),
)
