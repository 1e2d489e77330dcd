"""The look is written down at the top of app.css: what it says is measured here."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from documenters.views.gallery import contrast, palettes

ROOT: Path = settings.BASE_DIR
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
OURS = (ROOT / "static/css/app.css").read_text()
PARTS = re.split(r"\n +(?:Text|Edges)[^\n]*at least (\d\.?\d?):\n", OURS.partition("*/")[0])
ROWS = [
    (ink, ground, float(light), float(dark), float(least))
    for least, part in zip(PARTS[1::2], PARTS[2::2], strict=True)
    for ink, ground, light, dark in re.findall(r"([\w-]+) on ([\w-]+) +(\d+\.\d) +(\d+\.\d)", part)
]


@pytest.mark.parametrize(("ink", "ground", "light", "dark", "least"), ROWS)
def test_contrast_is_enough_and_as_written(ink: str, ground: str, light: float, dark: float, least: float) -> None:
    measured = [contrast(colours[ink], colours[ground]) for colours in palettes()]
    assert [round(ratio, 1) for ratio in measured] == [light, dark]
    assert min(measured) >= least


def test_every_colour_that_is_text_is_measured() -> None:
    measured = {ink for ink, _, _, _, least in ROWS if least >= 4.5}
    rules = "".join(file.read_text() for file in SHEETS)
    assert set(re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", rules)) - {"head"} <= measured


ON_WHITE = {("security.css", "#fff"), ("invitation.css", "#fff"), ("invitation.css", "#000")}
"""A camera reads a QR code in black on white."""


def test_sheets_name_no_colour_of_their_own() -> None:
    """A colour is a name of the palette, except on paper."""
    named = {
        (file.name, colour)
        for file in SHEETS
        for colour in re.findall(r"#[0-9a-f]{3,8}\b", without_print(file.read_text()))
    }
    assert named <= ON_WHITE


def test_type_and_space_keep_to_their_scales() -> None:
    rules = OURS.partition("*/")[2]
    sizes = set(re.findall(r"font-size: ([^;]+);", rules))
    assert {size for size in sizes if re.fullmatch(r"[\d.]+rem", size)} <= {"1rem", ".8rem"}
    spaces = {
        float(number)
        for value in re.findall(r"(?<![\w-])(?:margin|padding|gap)[\w-]*: ([^;{}]+);", rules)
        if "calc" not in value
        for number in re.findall(r"(\d*\.?\d+)rem", value)
    }
    assert {space for space in spaces if space >= 0.2} <= {0.25, 0.35, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4.5}


def test_no_rule_is_left_that_nothing_uses() -> None:
    names, starts = class_names()
    assert {
        f"{file.name}: .{name}"
        for file in SHEETS
        for selectors in re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S))
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", selectors)
        if name not in names and not name.startswith(starts)
    } == set()


FROM_DJANGO = {"errorlist", "nonfield"}
IN_PICTURES = {f"{letter}{number}" for letter in "shlm" for number in range(1, 7)}
"""reports/charts numbers its series."""


def class_names() -> tuple[set[str], tuple[str, ...]]:
    """Every class of a template, script or module, and how those begin that a template puts together."""
    names = FROM_DJANGO | IN_PICTURES
    starts = set()
    for file in (ROOT / "templates").rglob("*.html"):
        text = re.sub(r"\{\{.*?\}\}|\{% firstof.*?%\}", "\0", file.read_text())
        for value in re.findall(r'\bclass="([^"]*)"', re.sub(r"\{%.*?%\}", " ", text)):
            for word in value.split():
                names.add(word)
                starts |= {word.partition("\0")[0]} if word.find("-\0") > 0 else set()
    code = [*(ROOT / "static/js").rglob("*.js")]
    code += [file for app in ("documenters", "react_cases", "reports") for file in (ROOT / app).rglob("*.py")]
    for file in code:
        for value in re.findall(r'"([a-zA-Z.][\w .-]*)"', file.read_text()):
            names.update(value.replace(".", " ").split())
    return names, tuple(start for start in starts if start)


def without_print(sheet: str) -> str:
    """A sheet without its rules for paper."""
    return re.sub(r"@media print \{.*?\n\}", "", sheet, flags=re.S)
