"""Words one letter apart: a table of words by what is left when a letter is dropped, and the comparison. Pure."""

from collections.abc import Iterator

NEAR_FROM = 5
"""Letters of the shortest word that is looked for."""


def deletions(keys: Iterator[str]) -> dict[str, str]:
    """The words by themselves and by themselves without one letter."""
    near: dict[str, str] = {}
    for key in keys:
        if len(key) >= NEAR_FROM:
            for form in (key, *shorter(key)):
                near.setdefault(form, key)
    return near


def shorter(key: str) -> Iterator[str]:
    """A word without one of its letters, the first one kept."""
    for place in range(1, len(key)):
        yield key[:place] + key[place + 1 :]


def is_one_edit(one: str, other: str) -> bool:
    """Whether one change, addition, omission or swap of neighbours makes one of the other."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    )
