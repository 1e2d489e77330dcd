// a[data-library]: once the page is idle, the library comes into it, to be read when the line is gone. It is in the page
// alone, never on the device, and gone with it. Until it is here, and where no script runs, the link opens it.

const link = document.querySelector("a[data-library]");
const LATER_MS = 3000;

function put(here) {
  const form = link.closest("form");
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.textContent = link.textContent;
  button.setAttribute("aria-controls", here.id);
  const turn = (isOpen) => {
    here.hidden = !isOpen;
    button.setAttribute("aria-expanded", isOpen);
  };
  turn(false);
  button.addEventListener("click", () => turn(here.hidden));
  form.addEventListener("intake:screen", () => turn(false));
  link.closest("[data-progress]").after(here);
  link.replaceWith(button);
}

function bring() {
  const isLocked = document.querySelector("[data-lock-cover]") !== null;
  if (isLocked || !navigator.onLine) {
    if (isLocked) document.addEventListener("session:unlocked", bring, { once: true });
    else window.addEventListener("online", bring, { once: true });
    return;
  }
  const request = new XMLHttpRequest();
  request.responseType = "document";
  request.addEventListener("load", () => {
    const here = request.status === 200 && request.response?.querySelector("[data-library-here]");
    if (here) put(document.importNode(here, true));
  });
  request.open("GET", link.dataset.library);
  request.send();
}

if (link) setTimeout(() => (window.requestIdleCallback ?? setTimeout)(bring), LATER_MS);
