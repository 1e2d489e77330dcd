"""What was made once is kept for the next who asks, and for nobody who asks for something else."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from reports.keeping import Kept


@dataclass(frozen=True)
class Thing:
    """Equal to every other one."""


def numbered() -> Callable[[], int]:
    """Makes 0, then 1, and so on."""
    return count().__next__


def test_it_is_made_once() -> None:
    kept, make = Kept[int](2), numbered()
    assert [kept.made("a", make), kept.made("a", make), kept.made("b", make)] == [0, 0, 1]


def test_of_equal_things_each_has_its_own() -> None:
    kept, make, one, other = Kept[int](4), numbered(), Thing(), Thing()
    assert one == other
    assert [kept.made("a", make, of=one), kept.made("a", make, of=other), kept.made("a", make, of=one)] == [0, 1, 0]


def test_nothing_old_fits_a_thing_that_is_made_later() -> None:
    kept, make = Kept[int](8), numbered()
    assert [kept.made("a", make, of=Thing()) for _again in range(5)] == list(range(5))


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    kept, make = Kept[int](2), numbered()
    for key in ("a", "b", "a", "c"):
        kept.made(key, make)
    assert kept.made("a", make) == 0
    assert kept.made("b", make) == 3
