// The seconds in which a decision can be taken back: the button counts down and goes. The server decides.

for (const form of document.querySelectorAll("[data-undo]")) {
  const left = form.querySelector("[data-undo-left]");
  const over = form.querySelector("[data-undo-over]");
  const end = Date.now() + Number(form.dataset.undo) * 1000;
  left.hidden = false;
  const timer = setInterval(() => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    left.textContent = `(${Math.max(seconds, 0)})`;
    if (seconds > 0) return;
    clearInterval(timer);
    const button = form.querySelector("button");
    if (button === document.activeElement) document.querySelector("main")?.focus();
    button.hidden = true;
    over.textContent = over.dataset.undoOver;
  }, 250);
}
