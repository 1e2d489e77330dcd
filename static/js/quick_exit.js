// Leave quickly: the screen is emptied, the page is replaced by a neutral one, and the log-out goes out behind it.
// Started by the button of form[data-quick-exit], or by pressing Escape three times within two seconds.
// Without JavaScript the same form logs out and redirects.

const form = document.querySelector("form[data-quick-exit]");

function leave() {
  // The beacon survives the page and carries the form's CSRF token.
  navigator.sendBeacon(form.action, new FormData(form));
  document.title = "…";
  document.body.hidden = true;
  document.body.replaceChildren();
  window.location.replace(form.dataset.quickExit);
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    if (event.repeat) return;
    presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
}
