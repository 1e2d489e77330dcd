"""Typesetting: our templates, our fonts, nothing from the machine or the network."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

import typst

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
"""PT Sans has the letters of Russian and Kyrgyz."""
STANDARD: Final = "ua-1"
"""PDF/UA-1: typst refuses to make a file of which it sees that it breaks a rule of it."""


def _compiler(template: str, inputs: Mapping[str, str]) -> typst.Compiler:
    # Data goes in as values of `sys.inputs`: no text of it is ever read as markup. The root is our folder alone.
    return typst.Compiler(
        str(FOLDER / template),
        root=str(FOLDER),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        package_path=str(FONTS),
        package_cache_path=str(FONTS),
        sys_inputs=dict(inputs),
    )


def set_pdf(template: str, inputs: Mapping[str, str], *, timestamp: int) -> bytes:
    """A PDF/UA-1 file; `timestamp` is the moment it says it was made, in seconds since 1970."""
    made = _compiler(template, inputs).compile(format="pdf", pdf_standards=[STANDARD], timestamp=timestamp)
    return cast("bytes", made)


def set_pages(template: str, inputs: Mapping[str, str], *, dots_per_inch: float) -> list[bytes]:
    """Each page as a PNG."""
    made = _compiler(template, inputs).compile(format="png", ppi=dots_per_inch)
    return made if isinstance(made, list) else [cast("bytes", made)]
