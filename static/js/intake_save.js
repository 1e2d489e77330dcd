// form[data-intake]: keeps the draft on the server within two seconds of each change, at each new screen and when the
// page is hidden or thrown away. What is typed stays on the page whatever happens: no connection, a log-out, a change elsewhere.

const form = document.querySelector("form[data-intake]");
const line = form.querySelector("[data-saved-line]");
const SOON_MS = 1500;
const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 300000;
const KEEPALIVE_BYTES = 60000;

let timer = 0;
let retry = FIRST_RETRY_MS;
let isChanged = false;
let running = null;
let isQueued = false;
let isLeaving = false;
let isSubmitting = false;

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
  timer = 0;
  isQueued = false;
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

// One at a time: a second save waits for the version that the first one brings, and takes along what comes meanwhile.
function save() {
  if (isQueued) return running;
  isQueued = true;
  running = (running ?? Promise.resolve()).then(attempt);
  return running;
}

function schedule(wait) {
  clearTimeout(timer);
  if (isLeaving) return;
  timer = setTimeout(save, wait);
}

// Counted from the first change that is not saved: whoever types without a pause is saved as well.
function changed() {
  isChanged = true;
  if (!timer) schedule(SOON_MS);
}

form.addEventListener("input", (event) => { if (event.target.name) changed(); });
form.addEventListener("change", (event) => { if (event.target.name) changed(); });
form.addEventListener("intake:screen", () => { if (isChanged) save(); });
document.addEventListener("visibilitychange", () => { if (document.hidden && isChanged && !isLeaving) save(); });
// A page that is thrown away waits for nothing: what it sends now arrives without it.
window.addEventListener("pagehide", () => {
  if (!isChanged || isLeaving) return;
  isChanged = false;
  send().catch(() => {});
});
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
  // A double tap sends once.
  if (isSubmitting) return;
  isSubmitting = true;
  const result = await save();
  isSubmitting = false;
  if (["offline", "login", "locked", "refused"].includes(result)) return;
  isLeaving = true;
  form.requestSubmit(event.submitter);
});
