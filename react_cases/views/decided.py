"""The notice after a decision: what was done, the button that takes it back, the next case."""

import uuid
from dataclasses import dataclass

from documenters.views.guards import SignedInRequest
from react_cases.actions.undo import undo_offer
from react_cases.models import Case

KEY = "decided"
"""Its place in the session, for one page."""

SHOWN_SECONDS = 10
"""How long the page offers to take a decision back; the server waits a little longer."""


@dataclass(frozen=True)
class Decided:
    """What the queue says after a decision."""

    sentence: str
    public_id: uuid.UUID
    token: str
    """Empty where the decision cannot be taken back."""
    seconds: int = SHOWN_SECONDS


def remember_decision(request: SignedInRequest, before: Case, after: Case, sentence: str) -> None:
    """Keep the notice for the next page."""
    token = undo_offer(before, after, by=request.user)
    request.session[KEY] = {"sentence": sentence, "case": str(after.public_id), "token": token}


def latest_decision(request: SignedInRequest) -> Decided | None:
    """The notice, once."""
    kept = request.session.pop(KEY, None)
    return Decided(kept["sentence"], uuid.UUID(kept["case"]), kept["token"]) if kept else None
