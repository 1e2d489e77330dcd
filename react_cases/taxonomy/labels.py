"""Choosing one label out of three languages."""

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("en", "ru", "ky")

# Kyrgyz readers in the field read Russian, few of them English, so Russian is the first fallback.
# English falls back too: a term added in the browser may lack it, and an empty tile helps nobody.
_FALLBACK: Final = {
    "en": ("en", "ru", "ky"),
    "ru": ("ru", "en", "ky"),
    "ky": ("ky", "ru", "en"),
}


def label(en: str, ru: str, ky: str, language: str) -> str:
    """Return the label in `language`, or the first one that is not empty in its fallback order.

    Kyrgyz falls back to Russian, then English; Russian to English. A regional code such as ``ky-kg``
    counts as its language. Returns an empty string when all three are empty.

    Raises ValueError when the language is not one of `LANGUAGES`.
    """
    texts = {"en": en, "ru": ru, "ky": ky}
    return next((texts[code] for code in fallback_of(language) if texts[code]), "")


def fallback_of(language: str) -> tuple[str, ...]:
    """The languages in the order in which a reader of `language` is shown them. Raises ValueError as `label` does."""
    order = _FALLBACK.get(language.split("-")[0].lower())
    if order is None:
        raise ValueError(f"unknown language {language!r}: expected one of {', '.join(LANGUAGES)}")
    return order


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Anything that has a label in each of the three languages."""

    en: str
    ru: str
    ky: str

    def label(self, language: str) -> str:
        """Return the label in `language`, with the fallback of `label`."""
        return label(self.en, self.ru, self.ky, language)
