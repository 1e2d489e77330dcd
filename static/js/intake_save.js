// form[data-intake]: keeps the draft on the server two seconds after the last change, at each new screen and when the
// page is hidden. What is typed stays on the page whatever happens: no connection, a log-out, a change elsewhere.

const form = document.querySelector("form[data-intake]");
const line = form.querySelector("[data-saved-line]");
const CALM_MS = 2000;
const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 300000;
const KEEPALIVE_BYTES = 60000;

let timer = 0;
let retry = FIRST_RETRY_MS;
let isChanged = false;
let running = null;
let isLeaving = false;

function notice(name) {
  for (const box of form.querySelectorAll("[data-notice]")) box.hidden = box.dataset.notice !== name;
}

function token() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  const field = form.elements.namedItem("csrfmiddlewaretoken");
  // A log-in in another tab changes the token of this page.
  if (cookie) field.value = cookie[1];
  return field.value;
}

async function send() {
  const headers = { "X-CSRFToken": token() };
  const body = new URLSearchParams(new FormData(form));
  const keepalive = body.toString().length < KEEPALIVE_BYTES;
  return fetch(form.dataset.autosaveUrl, { method: "POST", body, headers, keepalive, redirect: "manual", credentials: "same-origin" });
}

async function understand(response) {
  if (response.type === "opaqueredirect" || response.status === 403) {
    notice("login");
    return "login";
  }
  if (response.status === 423) {
    // The server has locked the session: idle_lock.js covers the page, and this goes on when it is opened again.
    isChanged = true;
    line.textContent = form.dataset.locked;
    document.dispatchEvent(new CustomEvent("session:locked"));
    return "locked";
  }
  if (response.status === 409) {
    notice("changed");
    return "changed";
  }
  if (response.status >= 500) throw new Error("try again");
  if (!response.ok) {
    line.textContent = form.dataset.refused;
    return "refused";
  }
  const answer = await response.json();
  notice("");
  if (!answer.draft) {
    line.textContent = form.dataset.noConsent;
    return "consent";
  }
  form.elements.namedItem("version").value = answer.version;
  form.action = answer.edit_url;
  form.dataset.autosaveUrl = answer.autosave_url;
  if (location.pathname !== answer.edit_url) history.replaceState(history.state, "", answer.edit_url);
  line.textContent = `${form.dataset.saved} ${answer.saved_at}`;
  return "saved";
}

async function attempt() {
  clearTimeout(timer);
  isChanged = false;
  try {
    const result = await understand(await send());
    retry = FIRST_RETRY_MS;
    // Somebody who logs in again in another tab goes on here without doing anything.
    if (result === "login") schedule(FIRST_RETRY_MS);
    return result;
  } catch {
    isChanged = true;
    line.textContent = form.dataset.offline;
    schedule(retry);
    retry = Math.min(retry * 2, LONGEST_RETRY_MS);
    return "offline";
  }
}

// One at a time: a second save waits for the version that the first one brings.
function save() {
  running = (running ?? Promise.resolve()).then(attempt);
  return running;
}

function schedule(wait) {
  clearTimeout(timer);
  if (isLeaving) return;
  timer = setTimeout(save, wait);
}

function changed() {
  isChanged = true;
  schedule(CALM_MS);
}

form.addEventListener("input", (event) => { if (event.target.name) changed(); });
form.addEventListener("change", (event) => { if (event.target.name) changed(); });
form.addEventListener("intake:screen", () => { if (isChanged) save(); });
document.addEventListener("visibilitychange", () => { if (document.hidden && isChanged && !isLeaving) save(); });
document.addEventListener("session:unlocked", () => { if (isChanged) save(); });
document.addEventListener("session:ended", () => {
  isLeaving = true;
  clearTimeout(timer);
});
window.addEventListener("online", () => { if (isChanged) save(); });

// Sending waits for a save that works: a dead line or a log-out must not replace the page by an error page.
form.addEventListener("submit", async (event) => {
  if (isLeaving) return;
  event.preventDefault();
  const result = await save();
  if (["offline", "login", "locked", "refused"].includes(result)) return;
  isLeaving = true;
  form.requestSubmit(event.submitter);
});
