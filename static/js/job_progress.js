// [data-progress]: asks every two seconds how far a job on the server is, moves the bar, and presses [data-progress-again]
// when the job is over: the link or button with which people without JavaScript look again.

const ASK_MS = 2000;
const box = document.querySelector("[data-progress]");
const bar = box.querySelector("progress");
const again = document.querySelector("[data-progress-again]");

function show({ progress, text, step }) {
  bar.value = progress;
  bar.textContent = text;
  // Readers of the page are told what changed, and nothing else.
  const parts = { "[data-progress-text]": text, "[data-progress-step]": step };
  for (const [selector, words] of Object.entries(parts)) {
    const part = box.querySelector(selector);
    if (part && part.textContent !== words) part.textContent = words;
  }
}

async function ask() {
  try {
    const response = await fetch(box.dataset.url, { redirect: "error", credentials: "same-origin" });
    if (response.status === 423) {
      // The server has locked the session: idle_lock.js covers the page, and this goes on when it is opened again.
      document.dispatchEvent(new CustomEvent("session:locked"));
    } else if (response.ok) {
      const answer = await response.json();
      show(answer);
      if (answer.is_over) {
        again.click();
        return;
      }
    } else if (response.status === 404) {
      return;
    }
  } catch { /* no connection: try again */ }
  setTimeout(ask, ASK_MS);
}

again.hidden = true;
setTimeout(ask, ASK_MS);
