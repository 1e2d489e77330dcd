"""Small words for writing patterns and lists, so that they read as lists."""


def any_of(alternatives: str) -> str:
    """A group of alternatives in any case, given with spaces between; `_` stands for a space inside one."""
    return "(?i:" + "|".join(part.replace("_", r"\s") for part in alternatives.split()) + ")"


def word_set(words: str) -> frozenset[str]:
    """Words given with spaces between."""
    return frozenset(words.split())
