// [data-guard]: personal data in what somebody types. The server looks through the text while they write (it keeps
// nothing of it) and answers with the inside of the panel; a button there changes the text and stays undoable. Places
// count in code points of the text as the server takes it; what was decided moves along with every key.

const WAIT_MS = 700;
const NAMED = { decisions: 2, before: 0 };
const states = new WeakMap();

const letters = (text) => Array.from(text);
const taken = (field) => field.value.trim().normalize("NFC");
const formOf = (box) => box.closest("form");
const fieldOf = (box) => formOf(box).elements.namedItem(box.dataset.guard);
const boxOf = (element) => element.closest?.(".is-guarded")?.querySelector("[data-guard]") ?? null;
const bodyOf = (box) => box.querySelector("[data-guard-body]");
const hidden = (box, what) => box.querySelector(`[name="${CSS.escape(`${box.dataset.guard}-${what}`)}"]`);

function rowsOf(input) {
  try {
    return JSON.parse(input?.value || "[]");
  } catch {
    return [];
  }
}

function stateOf(box) {
  if (!states.has(box)) {
    // What the decisions of this page are about; something may have been typed before this script came.
    const text = hidden(box, "seen")?.value ?? box.guardedText?.trim() ?? taken(fieldOf(box));
    states.set(box, { text, timer: 0, number: 0, isAsked: box.querySelector(".guard-panel") !== null });
    dress(box);
  }
  return states.get(box);
}

// Typing --------------------------------------------------------------------------------------------------------------

// One changed region: what ends before it stays, what begins after it moves, what it touches is gone.
function mover(was, now) {
  const most = Math.min(was.length, now.length);
  let head = 0;
  while (head < most && was[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const end = was.length - tail;
  const by = now.length - was.length;
  return (row, at) => {
    if (row[at + 1] <= head) return row;
    if (row[at] < end) return null;
    return row.map((value, place) => (place === at || place === at + 1 ? value + by : value));
  };
}

function moveAlong(box, move) {
  for (const [what, at] of Object.entries(NAMED)) {
    const input = hidden(box, what);
    const rows = rowsOf(input);
    if (!rows.length) continue;
    const moved = rows.map((row) => move(row, at)).filter((row) => row !== null);
    const isBroken = what === "before" && moved.length < rows.length;
    input.value = isBroken || !moved.length ? "" : JSON.stringify(moved);
    if (isBroken) box.querySelector(".guard-last")?.remove();
  }
  for (const item of box.querySelectorAll("[data-guard-start]")) {
    const place = move([Number(item.dataset.guardStart), Number(item.dataset.guardEnd)], 0);
    for (const button of item.querySelectorAll("button")) {
      button.disabled = place === null;
      if (place) button.value = button.value.replace(/:\d+:/, `:${place[0]}:`);
    }
    if (place) [item.dataset.guardStart, item.dataset.guardEnd] = place;
  }
}

function follow(box) {
  const state = stateOf(box);
  const now = taken(fieldOf(box));
  if (now === state.text) return false;
  moveAlong(box, mover(letters(state.text), letters(now)));
  state.text = now;
  return true;
}

// Asking --------------------------------------------------------------------------------------------------------------

function answer(address, body) {
  // As a document, so that nothing here turns text into markup.
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("load", () => resolve(request.response?.querySelector("[data-guard-answer]") ?? null));
    request.addEventListener("error", () => resolve(null));
    request.open("POST", address);
    request.send(body);
  });
}

function question(box, text, button) {
  const form = formOf(box);
  const { guard: name } = box.dataset;
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  const said = { csrfmiddlewaretoken: cookie?.[1] ?? form.elements.namedItem("csrfmiddlewaretoken").value, field: name, [name]: text };
  for (const what of Object.keys(NAMED)) said[`${name}-${what}`] = hidden(box, what)?.value ?? "";
  const about = box.dataset.guardCase ?? form.dataset.guardCase;
  if (about) said.case = about;
  else said.page = form.elements.namedItem("page")?.value ?? "";
  if (box.dataset.guardKind) said.kind = box.dataset.guardKind;
  if (button) said.guard = button;
  return new URLSearchParams(said);
}

async function ask(box, button = "") {
  const state = stateOf(box);
  clearTimeout(state.timer);
  follow(box);
  state.isAsked = true;
  state.number += 1;
  const { text, number } = state;
  const found = await answer(box.dataset.guardUrl, question(box, text, button));
  // Whoever types on gets the answer to what they have typed by then.
  follow(box);
  if (state.number !== number || state.text !== text) return false;
  box.querySelector("[data-guard-line]").hidden = found !== null;
  if (found) put(box, found);
  return found !== null;
}

function later(box) {
  const state = stateOf(box);
  clearTimeout(state.timer);
  state.timer = setTimeout(ask, WAIT_MS, box);
}

// The panel -----------------------------------------------------------------------------------------------------------

function put(box, found) {
  const body = bodyOf(box);
  const field = fieldOf(box);
  const held = body.contains(document.activeElement) ? document.activeElement : null;
  const decided = hidden(box, "decisions").value;
  const open = [...body.querySelectorAll("[data-guard-part][open]")].map((part) => part.dataset.guardPart);
  body.replaceChildren(...[...found.childNodes].map((node) => document.importNode(node, true)));
  dress(box);
  for (const part of open) body.querySelector(`[data-guard-part="${part}"]`)?.setAttribute("open", "");
  const { guardText: text, guardSaid: said } = found.dataset;
  const isChanged = text !== stateOf(box).text;
  if (isChanged) {
    const { scrollTop } = field;
    stateOf(box).text = text;
    field.value = text;
    field.scrollTop = scrollTop;
  }
  const status = box.querySelector("[data-guard-status]");
  if (status.textContent !== said) status.textContent = said;
  if ("guardRefused" in box.dataset && !body.querySelector(".guard-red, .guard-amber")) forgive(box);
  if (held) returnTo(body, held);
  // The draft keeps what was decided together with the text.
  if (isChanged || hidden(box, "decisions").value !== decided) field.dispatchEvent(new Event("input", { bubbles: true }));
}

function forgive(box) {
  const field = box.closest(".field");
  field.classList.remove("has-error");
  field.querySelector(".field-error")?.remove();
  fieldOf(box).removeAttribute("aria-invalid");
  delete box.dataset.guardRefused;
}

function returnTo(body, held) {
  const same = held.value && [...body.querySelectorAll("button")].find((button) => button.value === held.value);
  const target = same || body.querySelector(".guard-panel");
  for (let box = target?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  target?.focus({ preventScroll: true });
}

// Words that are quoted lead to their place in the text; what only a server without scripts needs is not sent.
function dress(box) {
  for (const what of ["seen", "before"]) {
    const input = hidden(box, what);
    if (input) input.disabled = true;
  }
  for (const words of bodyOf(box).querySelectorAll("[data-guard-words]")) {
    const button = document.createElement("button");
    const hint = document.createElement("span");
    button.type = "button";
    button.className = "guard-quote guard-show";
    hint.className = "visually-hidden";
    hint.textContent = `: ${box.dataset.guardShow}`;
    const quoted = document.createElement("span");
    quoted.lang = words.lang;
    quoted.append(words.textContent);
    button.append(quoted, hint);
    words.replaceWith(button);
  }
}

function show(box, item) {
  const field = fieldOf(box);
  const lead = letters(field.value).length - letters(field.value.trimStart()).length;
  const units = (place) => letters(field.value).slice(0, lead + Number(place)).join("").length;
  const start = units(item.dataset.guardStart);
  field.focus();
  field.setSelectionRange(start, units(item.dataset.guardEnd));
  if (field.scrollHeight > field.clientHeight) {
    field.scrollTop = (start / field.value.length) * field.scrollHeight - field.clientHeight / 2;
  }
}

// The next suggestion stands where the pressed one stood.
async function press(box, button) {
  const list = button.closest(".guard-list");
  const selector = button.closest("[data-guard-part]") ? "[data-guard-part] .guard-item" : ".guard-needed > .guard-item";
  const place = list ? [...list.children].indexOf(button.closest(".guard-item")) : 0;
  // One at a time: what the next one is about is known when the answer is here.
  if (button.ariaDisabled) return;
  for (const other of bodyOf(box).querySelectorAll("button")) other.ariaDisabled = "true";
  const isDone = await ask(box, button.value);
  for (const other of bodyOf(box).querySelectorAll("button")) other.ariaDisabled = null;
  if (!isDone) return;
  const items = bodyOf(box).querySelectorAll(selector);
  const next = items[Math.min(place, items.length - 1)]?.querySelector(".guard-offer, .guard-keep > summary");
  const target = next ?? bodyOf(box).querySelector(".guard-last button") ?? bodyOf(box).querySelector(".guard-panel");
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}

// ---------------------------------------------------------------------------------------------------------------------

function begin() {
  for (const box of document.querySelectorAll("[data-guard]")) {
    if (!box.checkVisibility()) continue;
    follow(box);
    if (!stateOf(box).isAsked && stateOf(box).text) ask(box);
  }
}

document.addEventListener("input", (event) => {
  const box = boxOf(event.target);
  if (box && event.target === fieldOf(box) && follow(box)) later(box);
});
document.addEventListener("focusin", (event) => {
  const box = boxOf(event.target);
  if (box && !stateOf(box).isAsked && stateOf(box).text) ask(box);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-guard] button");
  const box = button?.closest("[data-guard]");
  if (button?.name === "guard") {
    event.preventDefault();
    press(box, button);
  } else if (button?.matches(".guard-show")) {
    show(box, button.closest("[data-guard-start]"));
  }
});
document.addEventListener("intake:screen", begin, true);
begin();
