"""What was made once and never changes, kept in the process for the next who asks."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most so many values; the one that was not asked for the longest goes first. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: OrderedDict[tuple[int, Hashable], tuple[object, Value]] = OrderedDict()
        self._lock = Lock()

    def made(self, key: Hashable, make: Callable[[], Value], *, of: object = None) -> Value:
        """The value of a key, and of exactly the object `of` (an equal one is another). `make` makes a missing one.

        It is made without holding anybody up: of two who ask for the same at once, both make it.
        """
        # The row holds the object, so that no other one can get its identity while the row is there.
        name = (id(of), key)
        with self._lock:
            if name in self._rows:
                self._rows.move_to_end(name)
                return self._rows[name][1]
        value = make()
        with self._lock:
            self._rows[name] = of, value
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)
        return value
