"""Which characters of a text already belong to a finding: one byte a character, so every question is a C loop."""


class Taken:
    """An interval index over the characters of one text. Asking and taking cost the length of the span."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def is_free(self, start: int, end: int) -> bool:
        """No character of the span is taken."""
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> bool:
        """Take the span if all of it is free; say whether it was."""
        if start >= end or not self.is_free(start, end):
            return False
        self._marks[start:end] = b"\x01" * (end - start)
        return True
