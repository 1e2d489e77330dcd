"""Somebody without a mouse: every stop of the Tab key is seen, and lies on top of everything else."""

from typing import Any

from playwright.sync_api import Page

STOP = """async () => {
  // The browser brings what has the focus into sight before it draws the next frames.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  // What is drawn in its place: a hidden box of a tile is seen by the tile around it, a link by the row that it covers.
  const around = [element.closest("label"), element.closest(".tile"), element.closest("li, tr")];
  const drawn = [...new Set([element, ...(element.labels ?? []), ...around])].filter((one) => one !== null);
  const line = (one, part) => {
    const style = getComputedStyle(one, part);
    const outline = ["outlineStyle", "outlineWidth", "outlineColor"].map((name) => style[name]).join(" ");
    const isDrawn = style.outlineStyle !== "none";
    return [isDrawn && outline, style.boxShadow, style.borderColor, style.backgroundColor].join();
  };
  const look = () => drawn.flatMap((one) => [null, "::before", "::after"].map((part) => line(one, part))).join(";");
  const focused = look();
  element.blur();
  const plain = look();
  element.focus({preventScroll: true});
  const covers = [];
  const boxes = drawn.map((one) => one.getBoundingClientRect()).filter((box) => box.width > 2 && box.height > 2);
  const isOnTop = boxes.some((box) => {
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const met = right > left && bottom > top && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const button = met && met.closest("label, summary, a, button");
    covers.push(met ? met.outerHTML.slice(0, 60) : "out of sight");
    return met && drawn.some((one) => one.contains(met) || button && met.contains(one));
  });
  const html = element.outerHTML.replace(/\\s+/g, " ").slice(0, 160);
  return {isSeen: focused !== plain, isOnTop, covers: covers.join(), html};
}"""
MOST = 400
"""Presses of a key after which nobody looks further."""


class Keys:
    """Somebody's hands on the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.complaints: list[str] = []

    def press(self, key: str) -> None:
        """One key."""
        self.page.keyboard.press(key)
        self.presses += 1

    def type(self, text: str) -> None:
        """Letters."""
        self.page.keyboard.type(text)

    def tab_to(self, selector: str, *, back: bool = False) -> None:
        """Press Tab until the focus is there; each stop on the way has to be seen."""
        for _ in range(MOST):
            if self.is_at(selector):
                return
            self.press("Shift+Tab" if back else "Tab")
            self.check_stop()
        raise AssertionError(f"no stop of the Tab key is {selector}")

    def choose(self, name: str, value: str) -> None:
        """Take one answer: radio buttons are one stop with arrows inside, check boxes a stop each."""
        wanted = f'input[name="{name}"][value="{value}"]'
        if self.page.locator(wanted).first.get_attribute("type") == "checkbox":
            self.tab_to(wanted)
            return self.press("Space")
        self.tab_to(f'input[name="{name}"]')
        if self.is_at(wanted):
            return self.press("Space")
        for _ in range(MOST):
            if self.is_at(wanted):
                return None
            self.press("ArrowDown")
        raise AssertionError(f"arrows do not lead to {wanted}")

    def push(self, selector: str) -> None:
        """Go to a button or a link and press it."""
        self.tab_to(selector)
        self.press("Enter")

    def is_at(self, selector: str) -> bool:
        """Is the focus there?"""
        return bool(self.page.evaluate("(one) => document.activeElement.matches(one)", selector))

    def check_stop(self) -> None:
        """Is the place of the focus seen, and nothing above it?"""
        stop: dict[str, Any] | None = self.page.evaluate(STOP)
        if stop is None:
            return
        path = self.page.url.split("/", 3)[3]
        if not stop["isSeen"]:
            self.complaints.append(f"/{path}: focus is not seen on {stop['html']}")
        if not stop["isOnTop"]:
            self.complaints.append(f"/{path}: hidden under {stop['covers']}: {stop['html']}")
