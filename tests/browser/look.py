"""What a page is asked for in the browser: the rules of WCAG, how large its targets are, whether it fits the screen.

The rules of WCAG take long. A page whose parts (header, menu, content, footer) are all built as parts that were looked
at before in this process, on a screen of this size, is asked only for what depends on its words and their room; all of
its targets are measured, whatever it is built like.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_WORDS = [
    *("html-has-lang", "html-lang-valid", "valid-lang", "document-title", "page-has-heading-one", "duplicate-id-aria"),
    *(
        "button-name",
        "link-name",
        "input-button-name",
        "label",
        "select-name",
        "image-alt",
        "svg-img-alt",
        "empty-heading",
    ),
    *("target-size", "scrollable-region-focusable"),
]
"""Rules whose answer may be another one where only words and their room differ."""
QUICKLY = {"resultTypes": ["violations"], "elementRef": False, "iframes": False}
EVERY_RULE = {**QUICKLY, "runOnly": {"type": "tag", "values": TAGS}}
RULES_OF_WORDS = {**QUICKLY, "runOnly": {"type": "rule", "values": OF_WORDS}}
SIZES = {"phone": PHONE, "desk": DESK}
TARGET = 44
"""Pixels, both ways. WCAG 2.2 AA asks for 24; thumbs in the street want more."""

BUILT = """() => {
  const kept = new Set(["class", "role", "type", "lang", "open", "hidden", "disabled", "checked", "tabindex"]);
  const sign = ({name, value}) => {
    if (kept.has(name) || /^aria-(?!label|described|controls|owns|value|current)/.test(name)) return `${name}=${value}`;
    return /^(aria-.*|alt|title|placeholder|for)$/.test(name) ? `${name}=${!!value}` : "";
  };
  const outline = (node) => {
    if (node.nodeType === 3) return node.data.trim() && "t";
    if (node.nodeType !== 1 || ["SCRIPT", "TEMPLATE"].includes(node.tagName)) return "";
    const signs = node.closest("svg") ? "" : [...node.attributes].map(sign).filter(Boolean).sort();
    // Twenty rows that are built alike are one.
    const parts = [...node.childNodes].map(outline).filter((part, at, all) => part && part !== all[at - 1]);
    return `<${node.tagName} ${signs}>${parts.join("")}</>`;
  };
  return [...document.body.children].map(outline);
}"""
"""What the parts of a page are built of: tags, classes, roles, states, and where there is text; not which."""

CHECK = """async ({rules, target}) => {
  const said = [];
  const {violations} = await axe.run(document, rules);
  for (const {id, nodes} of violations) {
    for (const node of nodes.slice(0, 5)) said.push(`axe ${id}: ${node.html.slice(0, 200)}`);
  }
  const wide = document.documentElement.scrollWidth;
  if (wide > window.innerWidth) said.push(`${wide} px wide on a screen of ${window.innerWidth}`);
  for (const [size, html] of small(target)) said.push(`a target of ${size}: ${html}`);
  return said;

  function small(least) {
    const found = new Map();
    const wanted = ["a[href]", "button", "input:not([type=hidden])", "select", "textarea", "summary", "[tabindex='0']"];
    for (const element of document.querySelectorAll(wanted.join())) {
      const seen = element.checkVisibility({visibilityProperty: true, opacityProperty: false});
      if (element.disabled || !seen || element.closest("[inert]")) continue;
      if (isInSentence(element) || isOutside(element) || isElsewhere(element)) continue;
      const [width, height] = reach(element);
      if (Math.min(width, height) < least - 0.5) {
        const key = element.getAttribute("class") ?? element.tagName;
        if (!found.has(key)) {
          const size = `${Math.round(width)} × ${Math.round(height)} px`;
          found.set(key, [size, element.outerHTML.replace(/\\s+/g, " ").slice(0, 160)]);
        }
      }
    }
    return found.values();
  }

  // A link among words is as high as its line; WCAG exempts it too.
  function isInSentence(element) {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    const block = element.parentElement.closest("p, li, dd, dt, td, th, figcaption, caption, span, div, body");
    return [...block.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim().length > 1);
  }

  // What is drawn in a chart stands in its table as well, where it is large enough: WCAG calls it equivalent.
  function isElsewhere(element) {
    if (!element.closest("svg")) return false;
    const address = element.getAttribute("href");
    return [...document.querySelectorAll("main a[href]")]
      .some((one) => !one.closest("svg") && one.getAttribute("href") === address);
  }

  // “Skip to the content” waits above the page until somebody tabs to it.
  function isOutside(element) {
    const {right, bottom} = element.getBoundingClientRect();
    return right + window.scrollX <= 0 || bottom + window.scrollY <= 0;
  }

  // What is pressed instead of it counts as well: its label, and a box around it that hands the press on.
  function reach(element) {
    const boxes = [element, ...(element.labels ?? [])].map((one) => one.getBoundingClientRect());
    const cover = getComputedStyle(element, "::after");
    if (cover.position === "absolute" && cover.content !== "none") {
      boxes.push({width: parseFloat(cover.width), height: parseFloat(cover.height)});
    }
    const width = Math.max(...boxes.map((box) => box.width));
    return [width, Math.max(...boxes.map((box) => box.height))];
  }
}"""


def complaints_of(page: Page, sizes: tuple[str, ...], seen: set[tuple[str, str]] | None = None) -> list[str]:
    """What is wrong with an open page on these screens; `seen` are parts that were looked at before, by their size."""
    page.evaluate(AXE)
    parts: list[str] = page.evaluate(BUILT)
    found = []
    for name in sizes:
        page.set_viewport_size(SIZES[name])
        built = {(name, part) for part in parts}
        rules = RULES_OF_WORDS if seen is not None and built <= seen else EVERY_RULE
        said: list[Any] = page.evaluate(CHECK, {"rules": rules, "target": TARGET})
        found += [f"{name}: {one}" for one in said]
        if seen is not None:
            seen |= built
    return found


AXE = Axe().axe_script
