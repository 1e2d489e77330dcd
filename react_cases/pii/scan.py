"""The door of the guard. Light to import: rules and word lists are loaded at the first scan."""

from collections.abc import Callable, Iterable

from react_cases.pii.findings import MAX_CHARACTERS, Finding, TextTooLong

Extra = Callable[[str], Iterable[Finding]]
"""An optional finder of names: gets the text as given, returns findings with its offsets."""


def scan(
    text: str, *, language: str | None = None, allowed: Iterable[str] = (), extra: Extra | None = None
) -> tuple[Finding, ...]:
    """All findings of a text, sorted and never overlapping; offsets are code points of `text` as given.

    `language` ("ru", "ky" or "en") is what the writer says; sentences in another one are noticed. `allowed` are
    words and phrases that are not reported, in any case ending. Raises TextTooLong above MAX_CHARACTERS.
    """
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(f"{len(text)} characters; the most is {MAX_CHARACTERS}")
    return findings_of(text, language, allowed, extra)


def findings_of(
    text: str, language: str | None = None, allowed: Iterable[str] = (), extra: Extra | None = None
) -> tuple[Finding, ...]:
    """`scan` without the bound on length."""
    from react_cases.pii.layers import all_findings

    return all_findings(text, language, allowed, extra)
