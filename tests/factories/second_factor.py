"""Second factors of invented people."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from documenters.adapters import seal_secret
from documenters.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SEED = "f" * 80


def code_of(secret: str = SECRET, *, steps: int = 0) -> str:
    """What an authenticator app with this secret shows now, or `steps` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_app(user: User, secret: str = SECRET) -> Authenticator:
    """An authenticator app."""
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": seal_secret(user.pk, secret)}
    )


def give_recovery_codes(user: User) -> list[str]:
    """Recovery codes that were shown already; gives them."""
    row = Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": seal_secret(user.pk, SEED), "used_mask": 0, "viewed_at": 1.0},
    )
    return list(row.wrap().get_unused_codes())


def give_key(user: User, name: str = "Blue key") -> Authenticator:
    """A security key by name; nothing can be proved with it."""
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )
