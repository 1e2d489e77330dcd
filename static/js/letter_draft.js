// [data-draft]: a letter begun from its cases, one for each answer to the question what it says about them. The text
// follows the answer as long as it is still that draft; what somebody has changed stays, and the page says what is wrong.

const drafts = [...document.querySelectorAll("[data-draft]")];
const form = drafts[0]?.closest("form");
const field = form?.elements.namedItem("text");
const same = (text) => text.replaceAll("\r\n", "\n").trim();

function pieces(draft) {
  const lines = same(draft.dataset.draftText).split("\n\n").filter((line) => /\d/.test(line));
  return [draft.dataset.draftCounted, ...lines];
}

function look() {
  const answer = form.elements.namedItem("detail").value;
  const own = drafts.find((draft) => draft.dataset.draft === answer);
  const text = same(field.value);
  for (const draft of drafts) {
    const isLeft = pieces(draft).some((piece) => text.includes(piece) && !own?.dataset.draftText.includes(piece));
    draft.hidden = draft === own || !isLeft;
  }
}

function follow() {
  const answer = form.elements.namedItem("detail").value;
  const own = drafts.find((draft) => draft.dataset.draft === answer);
  const isUntouched = drafts.some((draft) => same(draft.dataset.draftText) === same(field.value));
  if (own && isUntouched && same(own.dataset.draftText) !== same(field.value)) {
    field.value = own.dataset.draftText;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const decisions = form.elements.namedItem("text-decisions");
    if (decisions) decisions.value = own.dataset.draftDecisions;
  }
  look();
}

if (field) {
  for (const radio of form.querySelectorAll('[name="detail"]')) radio.addEventListener("change", follow);
  field.addEventListener("input", look);
  look();
}
