"""One test for many things of a kind: it looks at every one of them, and tells of all that are wrong.

Thousands of tests of a millisecond cost pytest many seconds to collect, to share out and to report.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def each(found: Iterable[T], *, name: Callable[[T], str] = str) -> Callable[[Callable[[T], None]], Callable[[], None]]:
    """Call the decorated check with each of them; `name` says which one failed."""
    everything = list(found)

    def decorate(check: Callable[[T], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for one in everything:
                try:
                    check(one)
                except AssertionError as error:
                    wrong.append(f"{name(one)}: {error}")
            assert not wrong, "\n".join(wrong)

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate
