"""A demo is open to everybody who finds it: no second factor, known passwords. It stays on this machine."""

import ipaddress

from django.core.exceptions import ImproperlyConfigured


def refuse_public_demo(*, demo: bool, hosts: list[str], listens_on: str) -> None:
    """Raise `ImproperlyConfigured`, in one sentence, for a demo that others could reach."""
    if not demo:
        return
    for host in [*hosts, listens_on]:
        if host and not is_this_machine(host):
            raise ImproperlyConfigured(
                f"A demo has no second factor and known passwords, so it does not start for others ({host}): "
                "set DEMO=0, or leave ALLOWED_HOSTS and HOST to this machine."
            )


def is_this_machine(host: str) -> bool:
    """Is it a name or an address that leads to this machine only?"""
    bare = host.strip().removeprefix("[").removesuffix("]").rstrip(".").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False
