// form[data-file-size]: says at once that a chosen file is too large, before minutes of sending.
// The server refuses it as well; without JavaScript it says so after it was sent.

for (const form of document.querySelectorAll("form[data-file-size]")) {
  const input = form.querySelector("input[type=file][data-largest]");
  const sentence = form.querySelector("[data-too-large]");
  const isTooLarge = () => input.files.length > 0 && input.files[0].size > Number(input.dataset.largest);

  input.addEventListener("change", () => {
    sentence.hidden = !isTooLarge();
  });
  form.addEventListener("submit", (event) => {
    if (!isTooLarge()) return;
    event.preventDefault();
    sentence.hidden = false;
    input.focus();
  });
}
