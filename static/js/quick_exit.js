// Leave quickly: the screen is emptied, the page is replaced by a neutral one, and the log-out goes out behind it.
// Started by the button of any form[data-quick-exit], or by pressing Escape three times within two seconds.
// Without JavaScript the same form logs out and goes to the same page.

const WITHIN_MS = 2000;
const SECURE = location.protocol === "https:" ? "; Secure" : "";

// So that the server knows for the next page: here scripts run (docs/adr/0023). Public pages leave nothing behind.
if (document.querySelector("form[data-quick-exit]")) document.cookie = `scripts=1; path=/; SameSite=Strict${SECURE}`;

function leave(form) {
  // Whatever request comes first, this one or Back, ends the session: the server reads the cookie.
  document.cookie = `left=1; path=/; SameSite=Strict${SECURE}`;
  navigator.sendBeacon(form.action);
  document.title = "…";
  document.body.hidden = true;
  document.body.replaceChildren();
  // An error page does not know where to go: the server does.
  if (form.dataset.quickExit) {
    window.location.replace(form.dataset.quickExit);
  } else {
    document.body.append(form);
    form.submit();
  }
}

// The forms of pages that are covered later come later too.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-quick-exit]")) return;
  event.preventDefault();
  leave(event.target);
});

let presses = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    presses = [];
    return;
  }
  if (event.repeat) return;
  presses = [...presses.filter((time) => event.timeStamp - time < WITHIN_MS), event.timeStamp];
  const form = document.querySelector("form[data-quick-exit]");
  if (presses.length >= 3 && form) leave(form);
});
