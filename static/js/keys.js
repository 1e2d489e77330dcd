// Keys of the desk: j and k move along the queue, Enter opens, one letter takes a step, ? shows the sheet.
//
// body[data-keys] switches them on (WCAG 2.1.4: every person can switch them off). They are dead in fields, together
// with modifiers, and while a dialog is open. A letter clicks what carries it as data-key; Ctrl+Enter sends the form
// of a decision (form[data-decision]), also from inside a field.

const isOn = document.body.hasAttribute("data-keys");
const isDesk = window.matchMedia("(min-width: 768px) and (hover: hover)").matches;
const FIELDS = "input, textarea, select, [contenteditable]";

// On a Russian or Kyrgyz layout the key of "j" types another letter: then its place counts.
function keyOf(event) {
  if (/^[a-z?]$/i.test(event.key) || event.key === "Enter") return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
}

function isDead(event) {
  const target = event.target;
  return (
    event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing ||
    (target instanceof Element && target.closest(FIELDS) !== null) ||
    document.querySelector("dialog[open], [data-lock-cover]") !== null
  );
}

// The queue --------------------------------------------------------------------------------------------------------

const links = [...document.querySelectorAll("[data-queue] .queue-link")];
let place = 0;

function mark(next) {
  links[place]?.closest(".queue-item")?.classList.remove("is-current");
  place = next;
  links[place]?.closest(".queue-item")?.classList.add("is-current");
}

function move(step) {
  const next = Math.min(Math.max(place + step, 0), links.length - 1);
  mark(next);
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
}

// The sheet --------------------------------------------------------------------------------------------------------

function sheet() {
  const template = document.querySelector("template[data-keys-sheet]");
  if (!template) return null;
  template.after(template.content.cloneNode(true));
  return document.querySelector("dialog.keys-sheet");
}

// Hints ------------------------------------------------------------------------------------------------------------

function hint(element) {
  const key = element.dataset.key;
  element.setAttribute("aria-keyshortcuts", key);
  const sign = document.createElement("kbd");
  sign.textContent = key;
  sign.setAttribute("aria-hidden", "true");
  element.append(" ", sign);
}

// A page of a decision begins where something is to be answered; data-focus may name something else.
function focusFirst(form) {
  if (!form) return;
  const wanted = form.dataset.focus ? [form.dataset.focus] : ["[type=radio]:checked", "input:not([type=hidden])", "textarea"];
  const found = wanted.map((selector) => form.querySelector(selector)).find((element) => element);
  found?.focus({ preventScroll: true });
}

function press(event, dialog) {
  const key = keyOf(event);
  if (event.shiftKey && key !== "?") return;
  const isOnPage = document.activeElement === document.body || document.activeElement?.id === "main";
  if (key === "?" && dialog) dialog.showModal();
  else if ((key === "j" || key === "k") && links.length) move(key === "j" ? 1 : -1);
  else if (key === "enter" && links.length && isOnPage) links[place].click();
  else {
    const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((found) => found.checkVisibility());
    if (!target) return;
    target.click();
  }
  event.preventDefault();
}

if (isOn) {
  const dialog = sheet();
  if (isDesk) {
    document.querySelectorAll("[data-key]").forEach(hint);
    if (links.length) mark(0);
    focusFirst(document.querySelector("[data-focus]"));
  }
  document.addEventListener("focusin", (event) => {
    const found = links.indexOf(event.target);
    if (found >= 0) mark(found);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-decision]") : null;
    if (event.key === "Enter" && event.ctrlKey && form) {
      event.preventDefault();
      form.requestSubmit();
    } else if (!isDead(event)) press(event, dialog);
  });
}
