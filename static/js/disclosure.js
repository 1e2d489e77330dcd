// details[data-disclosure] (menus, c-confirm): closes on Escape, on a click outside, and by its
// button[data-disclosure-close], which only exists for people with JavaScript.

function close(details, { focus }) {
  details.open = false;
  if (focus) details.querySelector("summary").focus();
}

for (const details of document.querySelectorAll("details[data-disclosure]")) {
  for (const button of details.querySelectorAll("[data-disclosure-close]")) {
    button.hidden = false;
    button.addEventListener("click", () => close(details, { focus: true }));
  }
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) close(details, { focus: true });
  });
  document.addEventListener("click", (event) => {
    if (details.open && !details.contains(event.target)) close(details, { focus: false });
  });
}
