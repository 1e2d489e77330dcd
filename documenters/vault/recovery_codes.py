"""The recovery code of somebody's key: 128 random bits, shown once, written down by hand and typed back. Pure."""

import secrets

from documenters.vault import readable

CODE_BYTES = 16


def new_code() -> bytes:
    """128 random bits."""
    return secrets.token_bytes(CODE_BYTES)


def in_groups(code: bytes) -> list[str]:
    """The code as it is shown and printed: eight groups of four letters and digits, the last ones a checksum."""
    return readable.in_groups(readable.written_with_checksum(code))


def read_code(text: str) -> bytes | None:
    """The code, however it was typed: any case, gaps, look-alikes; None where a letter is wrong or missing."""
    return readable.read_with_checksum(text, CODE_BYTES)
