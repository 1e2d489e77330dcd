// form[data-lists-url]: the page brought the answers alone. Fetches the questions, which the browser keeps for a year,
// puts them into their screens and the answers into them. What does not come after some tries comes as a whole page.

const form = document.querySelector("form[data-intake]");
const RETRY_MS = 1500;
const TRIES = 4;

function fetched(address) {
  // As a document, so that nothing here turns text into markup.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("load", () => resolve(request.status === 200 ? request.response : null));
    request.addEventListener("error", reject);
    request.open("GET", address);
    request.send();
  });
}

async function questions() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await fetched(form.dataset.listsUrl);
      return found?.querySelector("[data-part]") ? found : null;
    } catch {
      if (attempt === TRIES) return null;
      form.querySelector("[data-saved-line]").textContent = form.dataset.waiting;
      form.querySelector("[data-progress]").hidden = false;
      await new Promise((go) => { setTimeout(go, RETRY_MS * attempt); });
    }
  }
}

function firstOf(name, code) {
  const tile = code && form.querySelector(`input[name="${name}"][value="${CSS.escape(code)}"]`)?.closest(".tile");
  if (tile && !tile.closest("[data-slot]")) tile.parentElement.prepend(tile);
}

function answer(name, values) {
  for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else [control.value] = values;
  }
}

function put(found) {
  for (const part of found.querySelectorAll("[data-part]")) {
    form.querySelector(`[data-part-slot="${part.dataset.part}"]`).replaceWith(...document.importNode(part, true).childNodes);
  }
  form.querySelectorAll(".tile > input:not([id])").forEach((input, index) => {
    input.id = `id_tile_${index}`;
    input.parentElement.querySelector("label").htmlFor = input.id;
  });
  for (const own of form.querySelectorAll("[data-for-slot]")) {
    form.querySelector(`[data-slot="${own.dataset.forSlot}"]`).replaceChildren(own.content.cloneNode(true));
  }
  firstOf("oblast", form.dataset.firstOblast);
  firstOf("groups", form.dataset.firstGroups);
  for (const [name, values] of Object.entries(JSON.parse(document.getElementById("intake-answers").textContent))) {
    answer(name, values);
  }
  for (const group of form.querySelectorAll("[data-groups] details, [data-place-details]")) {
    if (group.querySelector("input:checked")) group.open = true;
  }
  for (const more of form.querySelectorAll("[data-open-if-answered]")) {
    more.open = [...more.querySelectorAll("input, select")].some((one) => one.checked || (one.localName === "select" && one.value));
  }
  form.querySelector("[data-saved-line]").textContent = "";
}

if (form.dataset.listsUrl) {
  const found = await questions();
  if (found === null) {
    location.replace("?full=1");
    await new Promise(() => {});
  }
  put(found);
}
