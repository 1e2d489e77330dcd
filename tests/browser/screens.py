"""`make screens`: pictures of the main pages in docs/screens/, in Russian, a few in Kyrgyz. No part of `make test`.

Names say who looks, at what, on which screen: `amina-queue-phone.png`, `jyldyz-queue-phone-ky.png`.
"""

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from tests.browser.conftest import DESK, PHONE, SignIn
from tests.browser.places import PLACES, visit

pytestmark = pytest.mark.browser

FOLDER = Path(settings.BASE_DIR) / "docs" / "screens"
SIZES = {"phone": PHONE, "desk": DESK}
KYRGYZ = {"jyldyz": ("queue", "intake", "guide"), "dara": ("overview",), "emil": ("published",)}
"""Who -> pages that are kept in Kyrgyz as well."""
COLOURS = (256, 128, 64, 32)
MOST_BYTES = 120 * 1024


def small(picture: bytes) -> bytes:
    """The same picture with as many colours as fit into the budget."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        drawn.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise AssertionError(f"{out.tell()} bytes with {colours} colours")


def wanted() -> list[tuple[str, str, str, str]]:
    """Who, which page, where it is, in which language."""
    russian = [(name, title, place, "ru") for name, places in PLACES.items() for title, place in places.items()]
    like = {"jyldyz": "amina"}
    kyrgyz = [(name, title, PLACES[like.get(name, name)][title], "ky") for name in KYRGYZ for title in KYRGYZ[name]]
    return russian + kyrgyz


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", dict.fromkeys((*PLACES, *KYRGYZ)))
def test_pictures(sign_in: SignIn, name: str, size: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in ("ru", "ky"):
        ours = [(title, place) for who, title, place, said in wanted() if (who, said) == (name, language)]
        if not ours:
            continue
        page = sign_in(name, viewport=SIZES[size], language=language)
        for title, place in ours:
            visit(page, place)
            if page.locator("form[data-intake]").count():
                page.locator("html.is-stepped").wait_for()
            suffix = "" if language == "ru" else f"-{language}"
            (FOLDER / f"{name}-{title}-{size}{suffix}.png").write_bytes(small(page.screenshot(animations="disabled")))


def test_no_picture_is_left_of_a_page_that_is_gone() -> None:
    """Runs last: what nothing above has written is of another day."""
    names = {
        f"{name}-{title}-{size}{'' if language == 'ru' else f'-{language}'}.png"
        for name, title, _place, language in wanted()
        for size in SIZES
    }
    for picture in FOLDER.glob("*.png"):
        if picture.name not in names:
            picture.unlink()
    assert {picture.name for picture in FOLDER.glob("*.png")} == names
