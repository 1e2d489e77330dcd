"""The programme's own list of words at which the personal-data guard never stops."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from react_cases.actions.locking import NotAllowed
from react_cases.models import AllowedWord

MOST_ALLOWED = 500
"""Words of one programme: each text is compared with all of them."""


@transaction.atomic
def allowed_word_add(programme: Programme, text: str, *, by: User) -> AllowedWord:
    """Never ask about these words again. Raises `NotAllowed` where they are on the list, or the list is full."""
    require_permission(by, Permission.SETTINGS_MANAGE, programme=programme)
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
