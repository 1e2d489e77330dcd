"""The personal-data guard: finds what could name or lead to a person in Russian, Kyrgyz and English narratives.

Pure: no Django, no network, nothing stored and nothing logged. `scan` reads its word lists at its first call.
"""

from react_cases.pii.findings import MAX_CHARACTERS, Finding, Label, TextTooLong, Tier
from react_cases.pii.scan import scan

__all__ = ["MAX_CHARACTERS", "Finding", "Label", "TextTooLong", "Tier", "scan"]
