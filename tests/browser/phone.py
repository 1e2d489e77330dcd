"""A thumb on a phone."""

import time

from playwright.sync_api import Locator, Page, expect

DOUBLE_TAP_SECONDS = 0.3
"""A second tap within this time is taken for half of a double tap."""


class Phone:
    """Somebody's thumb, counting its taps and the screens that it has seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.screens: list[str] = []
        self.went_on = float("-inf")

    def tap(self, target: str | Locator) -> None:
        """One tap."""
        (self.page.locator(target) if isinstance(target, str) else target).tap()
        self.taps += 1

    def choose(self, name: str, value: str) -> None:
        """Tap a tile; one more tap where its heading is closed."""
        tiles = self.page.locator(f'.tile:has(input[name="{name}"][value="{value}"])')
        # The lists of the intake come a moment after its page.
        tiles.first.wait_for(state="attached")
        if not tiles.filter(visible=True).count():
            self.tap(f'[data-groups="{name}"] details:has(input[value="{value}"]) > summary')
        self.tap(tiles.filter(visible=True).first.locator("label"))

    def go_on(self) -> None:
        """Tap Next, no faster than a thumb that means it twice."""
        time.sleep(max(0.0, self.went_on + DOUBLE_TAP_SECONDS - time.monotonic()))
        self.tap("[data-next]")
        self.went_on = time.monotonic()

    def on_screen(self, slug: str) -> None:
        """Wait until this screen is shown."""
        expect(self.page.locator("[data-screen].is-current")).to_have_attribute("id", f"screen-{slug}")
        expect(self.page.locator(f"#screen-{slug} .field").first).to_be_attached()
        self.screens.append(slug)
