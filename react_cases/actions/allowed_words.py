"""The programme's own list of words at which the personal-data guard never stops."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from react_cases.actions.guard import Written, text_check
from react_cases.actions.locking import NotAllowed
from react_cases.models import AllowedWord
from react_cases.pii.findings import Label

MOST_ALLOWED = 500
"""Words of one programme: each text is compared with all of them."""


NO_NAME = "allowed_word_number"
"""The code of `NotAllowed` for a number or an address."""
PERSON = "allowed_word_person"
"""The code for what looks like a person's name, of whom nobody said that it is none."""
_MAY_STAND = frozenset({Label.ORG, Label.PLACE, Label.PERSON})


def refusal_of(programme: Programme, text: str, *, is_nobody: bool) -> str | None:
    """The code for which words may not stand on the list; None where they may.

    `is_nobody`: somebody said that it is no person's name, whatever it looks like.
    """
    labels = {suggestion.label for suggestion in text_check(Written(text), programme=programme).undecided}
    if labels - _MAY_STAND:
        return NO_NAME
    return PERSON if Label.PERSON in labels and not is_nobody else None


@transaction.atomic
def allowed_word_add(programme: Programme, text: str, *, by: User, is_nobody: bool = False) -> AllowedWord:
    """Never ask about these words again.

    Raises `NotAllowed` where they are on the list, the list is full, or they are a number or a person's name (see
    `refusal_of`): that would pass in every text from now on.
    """
    require_permission(by, Permission.SETTINGS_MANAGE, programme=programme)
    if refusal := refusal_of(programme, text, is_nobody=is_nobody):
        raise NotAllowed(refusal)
    if programme.allowed_words.count() >= MOST_ALLOWED:
        raise NotAllowed("allowed_words_full")
    try:
        with transaction.atomic():
            word = AllowedWord.objects.create(programme=programme, text=text, added_by=by, added_at=timezone.now())
    except IntegrityError:
        raise NotAllowed("allowed_word_there") from None
    record("allowed_word.added", word, by=by, programme=programme)
    return word


@transaction.atomic
def allowed_word_remove(word: AllowedWord, *, by: User) -> None:
    """Ask about these words again from now on."""
    require_permission(by, Permission.SETTINGS_MANAGE, programme=word.programme)
    record("allowed_word.removed", word, by=by, programme=word.programme)
    word.delete()
