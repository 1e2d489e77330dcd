"""Which places a story may name. Pure."""

import re

from react_cases.pii.findings import Finding, Label
from react_cases.pii.lexicon import PlaceSize, lexicon

_WIDE = frozenset({PlaceSize.OBLAST, PlaceSize.COUNTRY})
_OBLAST_BEHIND = re.compile(r"\s(?:обл|oblast|region)", re.IGNORECASE)


def is_wide(text: str, finding: Finding) -> bool:
    """An oblast or a country: published figures name them too."""
    if finding.label is not Label.PLACE:
        return False
    if _OBLAST_BEHIND.match(text, finding.end):
        return True
    place = lexicon().place(text[finding.start : finding.end])
    return place is not None and place.size in _WIDE
