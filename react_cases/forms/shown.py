"""What a form about a thing carries, so that one that went meanwhile is told from one that was never shown."""

import uuid

from django.core import signing

from documenters.models import User

FIELD = "asked"
"""The name of the hidden field."""
SALT = "react_cases.forms.shown"


def page_token(public_id: uuid.UUID, user: User) -> str:
    """Who was given a form, and about what, signed."""
    return signing.dumps([str(public_id), user.pk], salt=SALT)


def is_page_token(token: str, public_id: uuid.UUID, user: User) -> bool:
    """Was this person given a form about this thing?"""
    try:
        shown: list[object] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return False
    return shown == [str(public_id), user.pk]
