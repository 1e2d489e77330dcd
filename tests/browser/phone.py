"""A thumb on a phone."""

from playwright.sync_api import Page, expect


class Phone:
    """Somebody's thumb, counting its taps."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, selector: str) -> None:
        """One tap."""
        self.page.locator(selector).tap()
        self.taps += 1

    def choose(self, name: str, value: str) -> None:
        """Tap a tile; one more tap where its heading is closed."""
        tile = f'.tile:has(input[name="{name}"][value="{value}"])'
        if not self.page.locator(tile).is_visible():
            self.tap(f'[data-groups="{name}"] details:has(input[value="{value}"]) > summary')
        self.tap(f"{tile} > label")

    def go_on(self) -> None:
        """Tap Next."""
        self.tap("[data-next]")

    def on_screen(self, slug: str) -> None:
        """Wait until this screen is shown."""
        expect(self.page.locator("[data-screen].is-current")).to_have_attribute("id", f"screen-{slug}")
