// [data-renew]: one press renews all, batch after batch, and the bar moves. Without this, the button does one batch and
// stands there again. Closing the page stops it; what is done stays done.

function show(box, { done, total, text }) {
  const bar = box.querySelector("progress");
  if (bar) {
    bar.max = total;
    bar.value = done;
    bar.textContent = text;
  }
  box.querySelector("[data-renew-text]").textContent = text;
}

async function batch(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    redirect: "error",
    credentials: "same-origin",
  });
  // Locked: idle_lock.js covers the page, and the button is pressed again when it is opened.
  if (response.status === 423) document.dispatchEvent(new CustomEvent("session:locked"));
  return response.ok ? response.json() : null;
}

async function renew(box, form, button) {
  button.disabled = true;
  try {
    for (;;) {
      const answer = await batch(form);
      if (!answer) break;
      show(box, answer);
      if (answer.is_over) {
        location.reload();
        return;
      }
    }
  } catch { /* no connection: the button is there again */ }
  button.disabled = false;
}

for (const box of document.querySelectorAll("[data-renew]")) {
  const form = box.querySelector("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    renew(box, form, form.querySelector("button"));
  });
}
