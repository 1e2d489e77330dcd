"""What the guard finds in a text, as pairs of label and words, so that tests read as sentences."""

from react_cases.pii import scan


def found(text: str, label: str | None = None, language: str | None = None) -> list[str]:
    """The words of every finding, of one label if asked."""
    return [text[item.start : item.end] for item in scan(text, language=language) if label in (None, item.label.value)]


def labels(text: str) -> dict[str, str]:
    """The label of every finding by its words."""
    return {text[item.start : item.end]: item.label.value for item in scan(text)}
