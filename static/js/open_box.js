// Whoever opens a box wants to answer in it: the first field gets the focus.

for (const box of document.querySelectorAll("[data-open-box]")) {
  box.querySelector("summary").addEventListener("click", () => {
    if (box.open) return;
    box.addEventListener(
      "toggle",
      () => (box.querySelector("input:checked") ?? box.querySelector("textarea"))?.focus({ preventScroll: true }),
      { once: true },
    );
  });
}
