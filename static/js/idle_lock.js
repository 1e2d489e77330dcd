// On every page of somebody who is logged in. When nobody has used any of the open pages for as long as the role allows,
// each page is covered: nothing of it can be read or reached, and everything typed stays as it is. The passphrase takes
// the cover away. After an hour, after five wrong tries, or when somebody else has logged in meanwhile, what the page
// held is thrown away. Nothing is kept in the browser's storage: the pages tell each other.

const template = document.querySelector("template[data-idle-lock]");
const { person, lockUrl, unlockUrl, touchUrl } = template.dataset;
const IDLE_MS = Number(template.dataset.idleSeconds) * 1000;
const LOCKED_MS = Number(template.dataset.lockedSeconds) * 1000;
const TOUCH_MS = 60_000;
const TELL_MS = 1000;

const pages = new BroadcastChannel("idle-lock");
let used = Date.now();
let told = used;
let touched = used;
let touching = 0;
let timer = 0;
let cover = null;
let lockedAt = 0;
let before = null;
let isOver = false;

function token() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  return cookie ? cookie[1] : document.querySelector("input[name=csrfmiddlewaretoken]").value;
}

async function ask(url, fields = {}) {
  const body = new URLSearchParams({ person, ...fields });
  const headers = { "X-CSRFToken": token() };
  const response = await fetch(url, { method: "POST", body, headers, redirect: "error", credentials: "same-origin" });
  if (!response.ok) throw new Error("no answer");
  return response.json();
}

function wait() {
  clearTimeout(timer);
  if (isOver) return;
  const end = cover ? lockedAt + LOCKED_MS : used + IDLE_MS;
  timer = setTimeout(check, Math.max(0, end - Date.now()));
}

// Also after the computer slept, when no timer ran.
function check() {
  if (isOver) return;
  if (cover && Date.now() - lockedAt >= LOCKED_MS) throwAway();
  else if (!cover && Date.now() - used >= IDLE_MS) lock();
  else wait();
}

function say(message, key) {
  pages.postMessage({ person, [key]: message });
}

// The server counts what people do, not what pages send by themselves: so they tell it, once a minute at most.
async function touch() {
  touching = 0;
  touched = Date.now();
  try {
    const { state } = await ask(touchUrl);
    if (state === "locked") putCover();
    if (state === "other") throwAway();
  } catch { /* no connection: the server may lock earlier than this page */ }
}

function use(event) {
  if (!event.isTrusted || cover || isOver) return;
  check();
  if (cover || isOver) return;
  used = Date.now();
  wait();
  if (used - told >= TELL_MS) {
    told = used;
    say(used, "used");
  }
  if (!touching && used > touched) touching = setTimeout(touch, Math.max(0, touched + TOUCH_MS - used));
}

async function lock() {
  if (cover || isOver) return;
  putCover();
  say(true, "locked");
  try {
    const { state } = await ask(lockUrl);
    if (state === "ended" || state === "other") throwAway();
  } catch { /* no connection: the server counts for itself */ }
}

function putCover() {
  if (cover || isOver) return;
  clearTimeout(touching);
  touching = 0;
  lockedAt = Date.now();
  before = { focus: document.activeElement, left: window.scrollX, top: window.scrollY, hidden: [] };
  for (const part of document.body.children) {
    if (part.hidden) continue;
    part.hidden = part.inert = true;
    before.hidden.push(part);
  }
  cover = template.content.querySelector("[data-lock-cover]").cloneNode(true);
  for (const field of cover.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token();
  cover.querySelector("[data-unlock]").addEventListener("submit", unlock);
  document.body.append(cover);
  cover.querySelector("[name=unlock_passphrase]").focus();
  wait();
}

function takeCoverOff(fresh) {
  if (fresh) for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
  cover.remove();
  cover = null;
  for (const part of before.hidden) part.hidden = part.inert = false;
  window.scrollTo({ left: before.left, top: before.top, behavior: "instant" });
  before.focus?.focus({ preventScroll: true });
  before = null;
  used = touched = Date.now();
  wait();
  document.dispatchEvent(new CustomEvent("session:unlocked"));
}

function throwAway() {
  if (isOver) return;
  isOver = true;
  clearTimeout(timer);
  clearTimeout(touching);
  document.dispatchEvent(new CustomEvent("session:ended"));
  const page = template.content.querySelector("[data-lock-ended]").cloneNode(true);
  document.body.replaceChildren(page);
  page.querySelector("#main").focus();
}

function complain(form, sentence) {
  const field = form.elements.namedItem("unlock_passphrase");
  form.querySelector(".field").classList.add("has-error");
  form.querySelector("[data-lock-error-text]").textContent = sentence;
  form.querySelector("[data-lock-error]").hidden = false;
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

async function unlock(event) {
  event.preventDefault();
  const form = event.target;
  const field = form.elements.namedItem("unlock_passphrase");
  const button = form.querySelector("[type=submit]");
  const passphrase = field.value;
  if (!passphrase) {
    complain(form, form.dataset.empty);
    return;
  }
  button.disabled = field.readOnly = true;
  try {
    const answer = await ask(unlockUrl, { passphrase });
    field.value = "";
    if (answer.state === "open") {
      say(true, "unlocked");
      if (cover) takeCoverOff(answer.token);
    } else if (answer.state === "locked") {
      complain(form, form.dataset.wrong);
    } else {
      say(true, "ended");
      throwAway();
    }
  } catch {
    complain(form, form.dataset.offline);
  } finally {
    button.disabled = field.readOnly = false;
  }
}

// Another page of the same person was unlocked: the server says whether that is so.
async function follow() {
  try {
    const { state, token: fresh } = await ask(touchUrl);
    if (state === "open" && cover) takeCoverOff(fresh);
    if (state === "other") throwAway();
  } catch { /* stays covered */ }
}

pages.addEventListener("message", ({ data }) => {
  if (isOver || data.person !== person) return;
  if (data.used && !cover) {
    used = Math.max(used, data.used);
    wait();
  }
  if (data.locked) putCover();
  if (data.unlocked && cover) follow();
  if (data.ended) throwAway();
});

for (const kind of ["pointerdown", "keydown", "wheel", "touchmove", "input"]) {
  document.addEventListener(kind, use, { capture: true, passive: true });
}
document.addEventListener("visibilitychange", check);
window.addEventListener("focus", check);
window.addEventListener("pageshow", (event) => {
  check();
  // Back from the browser's memory: the session may have been locked or ended meanwhile.
  if (event.persisted && !cover && !isOver) touch();
});
document.addEventListener("session:locked", putCover);

for (const form of document.querySelectorAll("form[data-lock-now]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lock();
  });
}

say(used, "used");
wait();
