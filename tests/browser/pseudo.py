"""A pseudo-language: the words of a loaded page, each two fifths longer and accented, and what they then stick out of.

What the code lists and the people wrote grows as well. Pictures do not: the words in a chart are set on the server,
which measures them. Nothing is kept; the next page is in its own language again.
"""

from typing import Any, cast

from playwright.sync_api import Page

LENGTHEN = """() => {
  const plain = "aeiouyаеиоуыэюяөү", accented = "åéîøüýӑӗӣӧӱы̆э̆ю̆я̆ө̄ү̄".normalize("NFC");
  const longer = (text) => text.replace(/\\p{L}{3,}/gu, (word) => {
    const extra = Math.ceil(word.length * 0.4);
    const marked = word.replace(/[aeiouаеиоу]/g, (letter) => accented[plain.indexOf(letter)] ?? letter);
    return marked + "жшщэюя".repeat(3).slice(0, extra);
  });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("svg, script, template, code, .code")) node.data = longer(node.data);
  }
  for (const name of ["data-label", "placeholder"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, longer(element.getAttribute(name)));
    }
  }
}"""

SCROLLERS = ".table-scroll, .site-nav-list, .filter-choice-body, .filter-choice-list, .menu-body, textarea"
"""What may be wider than it is shown: it scrolls, and says so."""

STICKING_OUT = """(scrollers) => {
  const found = [];
  const hidden = [];
  const textIsOut = (element) => {
    const edge = element.getBoundingClientRect().right + 1;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim() || node.parentElement.closest(".visually-hidden, svg, template, option, code")) continue;
      if (getComputedStyle(node.parentElement).clipPath !== "none") continue;
      range.selectNodeContents(node);
      if ([...range.getClientRects()].some((box) => box.right > edge)) return true;
    }
    return false;
  };
  const page = document.documentElement;
  if (page.scrollWidth > window.innerWidth) found.push(`the page: ${page.scrollWidth}`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg, select, input, template, .visually-hidden, .skip-link")) continue;
    if (!element.getClientRects().length) continue;
    if (hidden.some((part) => part.contains(element)) || element.matches(scrollers)) continue;
    const style = getComputedStyle(element);
    // The heading of a closed part says in brief, with “…”, what stands inside it in full.
    if (style.textOverflow === "ellipsis" && element.closest("summary")) continue;
    if (style.clipPath !== "none") hidden.push(element);
    if (style.display === "inline" || style.clipPath !== "none") continue;
    const isWide = element.scrollWidth > element.clientWidth + 1 && textIsOut(element);
    const isCut = style.overflowY === "hidden" && element.scrollHeight > element.clientHeight + 2;
    const inScroller = element.parentElement.closest(scrollers);
    if (isCut || (isWide && !(inScroller && style.overflowX === "visible"))) {
      found.push(`${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 40)}`);
    }
  }
  return found;
}"""


def lengthen(page: Page) -> None:
    """Make every word of the page longer by two fifths."""
    page.evaluate(LENGTHEN)


def sticking_out(page: Page) -> list[str]:
    """What is wider than its place or cut off; the page itself, if it scrolls sideways."""
    return cast(list[Any], page.evaluate(STICKING_OUT, SCROLLERS))
