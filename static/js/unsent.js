// On pages where people write texts that are kept only when they are sent: before somebody goes away from what they
// typed, the browser asks. Leaving quickly and an ended session take the form off the page, so nothing is asked then.

const SELECTOR = "form:has([data-guard])";
const typed = new Set();

// What the server sent back with errors is typed already.
if (document.querySelector(".error-summary")) for (const form of document.querySelectorAll(SELECTOR)) typed.add(form);

document.addEventListener("input", (event) => {
  if (event.target.form?.matches(SELECTOR)) typed.add(event.target.form);
});

// On the window: whatever keeps a form from being sent has done so by then.
window.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) typed.delete(event.target);
});

window.addEventListener("beforeunload", (event) => {
  if ([...typed].some((form) => form.isConnected)) event.preventDefault();
});
