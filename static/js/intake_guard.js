// form[data-intake]: the guard of personal data comes when somebody comes to the first text; see guard.js.

const form = document.querySelector("form[data-intake]");
let isComing = false;

async function bring() {
  const box = [...form.querySelectorAll("[data-guard]")].find((one) => one.checkVisibility());
  if (!box || isComing) return;
  isComing = true;
  try {
    await import(box.dataset.guardScript);
  } catch {
    isComing = false;
  }
}

form.addEventListener("intake:screen", bring);
form.addEventListener("focusin", (event) => {
  const box = event.target.closest(".is-guarded")?.querySelector("[data-guard]");
  // What the kept decisions are about, should somebody type before the script is here.
  if (box) box.guardedText ??= event.target.value;
  bring();
});
bring();
