// form[data-intake]: one screen at a time. The phone's Back goes one screen back, and nothing typed is lost by it.

const form = document.querySelector("form[data-intake]");
const screens = [...form.querySelectorAll("[data-screen]")];
const back = form.querySelector("[data-back]");
const next = form.querySelector("[data-next]");
const finish = form.querySelector("[data-finish]");
const actions = form.querySelector(".intake-actions");
const progress = form.querySelector("[data-progress]");
const summary = document.querySelector(".error-summary");
const LAST = screens.length - 1;
const CALM_MS = 160;
const DOUBLE_TAP_MS = 250;

let current = 0;
let steps = 0;
let gone = -Infinity;

const screenOf = (id) => screens.findIndex((screen) => screen.contains(document.getElementById(id)));

// A screen whose one question goes on by itself needs no button before it is answered.
function isWaiting() {
  const only = screens[current].querySelector("[data-advance-only]");
  return only !== null && only.querySelector(":checked") === null;
}

form.addEventListener("change", () => {
  if (current === LAST) return;
  next.hidden = isWaiting();
  actions.hidden = back.hidden && next.hidden && finish.hidden;
});

function show(index, { focus = true } = {}) {
  current = index;
  screens.forEach((screen, position) => screen.classList.toggle("is-current", position === index));
  back.hidden = index === 0;
  next.hidden = index === LAST || isWaiting();
  finish.hidden = index !== LAST && !mayFinish;
  actions.hidden = back.hidden && next.hidden && finish.hidden;
  finish.classList.toggle("btn-primary", index === LAST);
  finish.classList.toggle("btn-quiet", index !== LAST);
  progress.querySelector("[data-progress-text]").textContent = form.dataset.place.replace("%(number)s", index + 1);
  progress.querySelectorAll("li").forEach((item, position) => item.classList.toggle("is-done", position <= index));
  if (focus) {
    window.scrollTo({ top: 0, behavior: "instant" });
    screens[index].querySelector(".screen-title").focus({ preventScroll: true });
  }
}

function go(index) {
  if (summary) summary.hidden = true;
  steps += 1;
  history.pushState({ intake: index, steps }, "");
  show(index);
  form.dispatchEvent(new CustomEvent("intake:screen"));
}

function start() {
  const target = decodeURIComponent(location.hash.slice(1));
  const wrong = screens.findIndex((screen) => screen.querySelector(".has-error"));
  if (target && screenOf(target) >= 0) return screenOf(target);
  // A button of the guard was sent by a browser that had no script for it.
  const pressed = screens.findIndex((screen) => screen.querySelector("[data-guard] [autofocus]"));
  if (pressed >= 0) return pressed;
  if (summary && wrong >= 0) return wrong;
  // A case that was given back opens where something was said about it.
  const commented = screens.findIndex((screen) => screen.querySelector(".review-note"));
  return history.state?.intake ?? Math.max(commented, 0);
}

function reach(field) {
  for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

// Somebody who comes from "check answers" or corrects a case wants to go there from every screen.
const mayFinish = location.hash.length > 1 || summary !== null || form.querySelector(".review-note") !== null;

document.documentElement.classList.add("is-stepped");
progress.hidden = false;
const first = start();
const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
history.replaceState({ intake: first, steps: 0 }, "", location.pathname);
show(first, { focus: summary === null && first > 0 });
// Until now the page was not shown, so that its autofocus may have found nothing to focus.
summary?.focus();
if (wanted && !wanted.matches("[data-screen]") && screens[first].contains(wanted)) reach(wanted);

// The second half of a double tap would skip a screen unseen.
next.addEventListener("click", (event) => {
  if (event.timeStamp - gone < DOUBLE_TAP_MS) return;
  gone = event.timeStamp;
  go(current + 1);
});
back.addEventListener("click", () => {
  if (steps > 0) history.back();
  else go(current - 1);
});
window.addEventListener("popstate", (event) => {
  if (event.state?.intake === undefined) return;
  steps = event.state.steps ?? 0;
  // Screens that were opened before the first save stand in the history with the address of an empty form.
  const address = new URL(form.action).pathname;
  if (location.pathname !== address) history.replaceState(event.state, "", address);
  show(event.state.intake);
  form.dispatchEvent(new CustomEvent("intake:screen"));
});

// Links of the summary of errors lead to fields that may be on another screen.
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  const id = decodeURIComponent(link.hash.slice(1));
  const index = screenOf(id);
  if (index < 0) return;
  if (index !== current) {
    steps += 1;
    history.pushState({ intake: index, steps }, "");
    show(index, { focus: false });
  }
  reach(document.getElementById(id));
});

// Enter in a field goes on; only the last screen sends.
form.addEventListener("keydown", (event) => {
  const isLine = event.target.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
  if (event.key !== "Enter" || !isLine) return;
  event.preventDefault();
  if (current < LAST && !event.target.matches("[data-filter-input]")) go(current + 1);
});

// A tap on the last question of a screen opens the next one. Only a tap: a keyboard passes through the other answers.
let tapped = -Infinity;
form.addEventListener("pointerup", (event) => { tapped = event.timeStamp; });

function isAnswered(screen) {
  return [...screen.querySelectorAll("fieldset.field")]
    .filter((field) => field.offsetParent !== null)
    .filter((field) => !field.querySelector(".field-optional") || field.closest("[data-primary]"))
    .every((field) => field.querySelector(":checked"));
}

form.addEventListener("change", (event) => {
  const box = event.target.closest("[data-advance]");
  if (!box || event.target.type !== "radio" || event.timeStamp - tapped > 1000) return;
  if (event.target.value === box.dataset.advanceNot || !isAnswered(screens[current])) return;
  const from = current;
  setTimeout(() => { if (current === from) go(from + 1); }, CALM_MS);
});
