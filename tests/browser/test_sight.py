"""Pages for eyes that need more: twice the size, larger letters, colours of one's own, and nothing that moves."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, SignIn
from tests.browser.places import PLACES, visit
from tests.browser.pseudo import sticking_out

pytestmark = pytest.mark.browser

ZOOMED = {"width": 640, "height": 400}
"""What 1280 × 800 is at 200 %."""

CLIPPED = """() => {
  const said = [];
  if (document.documentElement.scrollWidth > innerWidth) said.push(`${document.documentElement.scrollWidth} px wide`);
  for (const element of document.querySelectorAll("main *, header *, nav *")) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility() || element.matches(".visually-hidden, svg, svg *, input, select")) continue;
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const isCut = ["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 2
      || ["hidden", "clip"].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
    // The heading of a closed part says in brief, with “…”, what stands inside it in full.
    const isBrief = style.textOverflow === "ellipsis" && element.closest("summary");
    if (hasText && isCut && !isBrief && element.clientWidth > 2)
      said.push(`cut off: ${element.outerHTML.slice(0, 160)}`);
  }
  return said;
}"""
REACHED = """() => {
  const action = [...document.querySelectorAll("main .btn-primary")].find((one) => one.checkVisibility());
  if (!action) return true;
  action.scrollIntoView({block: "center", behavior: "instant"});
  const box = action.getBoundingClientRect();
  const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return box.left >= 0 && box.right <= innerWidth + 1 && met !== null && (action.contains(met) || met.contains(action));
}"""


def complaints(page: Page, name: str, title: str) -> list[str]:
    """What is cut off, or cannot be reached."""
    said: list[str] = page.evaluate(CLIPPED)
    if not page.evaluate(REACHED):
        said.append("the main action is not reached")
    return [f"{name} {title}: {one}" for one in said]


@pytest.mark.parametrize("name", PLACES)
def test_at_twice_the_size_everything_is_there(sign_in: SignIn, name: str) -> None:
    page, found = sign_in(name, viewport=ZOOMED, device_scale_factor=2), []
    for title, place in PLACES[name].items():
        visit(page, place)
        found += complaints(page, name, title)
        # Larger letters alone, as phones offer them.
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"with large letters: {said}" for said in complaints(page, name, title)]
        for viewport in (PHONE, DESK):
            page.set_viewport_size(viewport)
            found += [f"{name} {title}, {viewport['width']} px, large letters: {said}" for said in sticking_out(page)]
        page.set_viewport_size(ZOOMED)
    assert not found, "\n".join(found)


DRAWN = """(element) => {
  const one = getComputedStyle(element), label = getComputedStyle(element.querySelector("label") ?? element);
  const parts = ["outlineStyle", "outlineWidth", "borderTopWidth", "borderTopColor", "borderTopStyle",
                 "backgroundColor", "color", "fontWeight"];
  return JSON.stringify([one, label].flatMap((style) => parts.map((part) => style[part])));
}"""


def drawn(page: Page, selector: str) -> Any:
    """How a tile looks, without pictures and shadows: forced colours take them away."""
    return page.locator(selector).first.evaluate(DRAWN)


def test_forced_colours_tell_chosen_tiles_statuses_and_the_focus_apart(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=PHONE, forced_colors="active")
    page.goto("/cases/new/")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    tile, box = "#screen-consent .tile:has(input[name=consent])", "#screen-consent input[name=consent]"
    plain = drawn(page, tile)
    page.keyboard.press("Tab")
    page.locator(box).first.focus()
    assert drawn(page, tile) != plain
    page.locator(box).first.blur()
    # A tap on the last answer of a screen goes on to the next; the tile behind is drawn all the same.
    page.locator(box).first.check(force=True)
    page.locator(box).first.blur()
    assert drawn(page, tile) != plain
    page.goto("/cases/")
    tags = page.locator("main .tag").evaluate_all(
        "(tags) => tags.map((tag) => [tag.textContent.trim(), getComputedStyle(tag).borderTopStyle])"
    )
    assert tags
    assert all(text and border != "none" for text, border in tags), tags


MOVING = """() => {
  const seconds = (text) => Math.max(...text.split(",").map((one) => parseFloat(one)));
  const said = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      // One step at the end is a wait, no movement.
      const isStill = style.animationTimingFunction === "steps(1)" || style.animationName === "none";
      if (seconds(style.transitionDuration) > 0.01 || (!isStill && seconds(style.animationDuration) > 0.01)) {
        const how = `${style.transitionProperty} ${style.transitionDuration} ${style.animationName}`;
        said.push(`${how}: ${element.tagName} ${element.className} ${part ?? ""}`);
      }
      if (style.scrollBehavior === "smooth") said.push(`smooth scrolling: ${element.outerHTML.slice(0, 100)}`);
    }
  }
  return [...new Set(said)].slice(0, 10);
}"""


def test_nothing_moves_for_those_who_asked_for_it(sign_in: SignIn) -> None:
    for name in ("amina", "dara"):
        page = sign_in(name, viewport=PHONE, reduced_motion="reduce")
        for title, place in PLACES[name].items():
            visit(page, place)
            moving = page.evaluate(MOVING)
            assert not moving, f"{name} {title}: {moving}"


WRONG = {
    "amina": ["/cases/new/"],
    "bilal": ["first in queue return/", "first in queue validate/"],
    "dara": ["first in queue reject/", "/lists/violator_types/add/"],
    "aida": ["/members/organisations/add/", "/members/invitations/add/"],
}
"""Who, where: a form that is sent empty."""
FIELD = "main form[method=post] :is(fieldset, textarea, .field, .tile)"


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_aloud_at_once(sign_in: SignIn, name: str) -> None:
    page = sign_in(name, viewport=PHONE)
    for place in WRONG[name]:
        visit(page, place)
        # The questions of the intake come a moment after its page.
        page.locator(FIELD).first.wait_for(state="attached")
        page.locator(FIELD).first.evaluate("""(one) => {
          const form = one.closest("form");
          form.reset();
          for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) {
            if (field.type === "radio" || field.type === "checkbox") field.checked = false;
            else field.value = "";
          }
          form.noValidate = true;
          HTMLFormElement.prototype.submit.call(form);
        }""")
        page.wait_for_load_state()
        summary = page.locator(".error-summary")
        summary.wait_for()
        assert summary.get_attribute("role") == "alert", place
        expect(summary).to_be_focused()
