// On a phone the sections of a case are closed but for the most important ones; a link to a section opens it.

const phone = window.matchMedia("(max-width: 767.98px)");

if (phone.matches) {
  for (const fold of document.querySelectorAll('details[data-fold=""]')) fold.open = false;
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const fold = target && target.querySelector("details[data-fold]");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
}

openTarget();
window.addEventListener("hashchange", openTarget);
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details[data-fold]")) fold.open = true;
});
