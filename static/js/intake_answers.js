// form[data-intake]: what an answer changes in the rest of the form. Everything here has a server-side equal.

const form = document.querySelector("form[data-intake]");

const inputs = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
const chosen = (name) => inputs(name).filter((input) => input.checked).map((input) => input.value);
const labelOf = (input) => input.closest(".tile").querySelector("label").textContent.trim();
const words = (text) => (text ? text.split(" ") : []);
const heading = (code) => code.split(".")[0];
// Answers that came apart from the questions; rows of details take theirs when they are made.
const brought = JSON.parse(document.getElementById("intake-answers")?.textContent ?? "{}");

// data-reveal="name=value" or "name>1": shown only when that is the answer, or when more than so many are chosen.
function reveal() {
  for (const box of form.querySelectorAll("[data-reveal]")) {
    const [, name, sign, wanted] = box.dataset.reveal.match(/^(\w+)([=>])(\w+)$/);
    const values = chosen(name);
    box.hidden = sign === "=" ? !values.includes(wanted) : values.length <= Number(wanted);
  }
}

// data-harm, data-harm-note: "field:code …". Notes for a talk about violence, shown when one of these is chosen.
function showHarmNotes() {
  const isChosen = (pair) => {
    const [name, code] = pair.split(":");
    return chosen(name).some((value) => value === code || heading(value) === code);
  };
  for (const note of form.querySelectorAll("[data-harm-note]")) note.hidden = !words(note.dataset.harmNote).some(isChosen);
  for (const box of form.querySelectorAll("[data-harm]")) {
    const isMeant = words(box.dataset.harm).some(isChosen);
    if (isMeant && box.hidden) box.open = "harmOpens" in box.dataset;
    box.hidden = !isMeant;
  }
}

function offerPrimaryGroup() {
  const groups = chosen("groups");
  for (const input of inputs("primary_group")) {
    const isOffered = groups.includes(input.value);
    input.closest(".tile").hidden = !isOffered;
    if (!isOffered) input.checked = false;
  }
}

// The eight most frequent tiles of the client's group come first; the others go back under their heading.
const homes = new Map();

function rememberHomes() {
  for (const list of form.querySelectorAll("[data-groups]")) {
    for (const group of list.querySelectorAll("[data-heading]:not([data-heading=''])")) {
      homes.set(`${list.dataset.groups} ${group.dataset.heading}`, group);
    }
  }
}

function place(name, tile) {
  const code = tile.querySelector("input").value;
  const group = homes.get(`${name} ${heading(code)}`);
  if (!group) return false;
  const tiles = group.querySelector("[data-group-tiles]");
  const later = [...tiles.children].find((other) => order.get(other) > order.get(tile));
  tiles.insertBefore(tile, later ?? null);
  group.hidden = false;
  return true;
}

const order = new Map();

const often = JSON.parse(form.querySelector("[data-frequent]").dataset.frequent);

function bringFrequentForward() {
  const groups = chosen("groups");
  const main = chosen("primary_group")[0] ?? (groups.length === 1 ? groups[0] : "");
  for (const name of ["violations", "violators"]) {
    const first = form.querySelector(`[data-groups="${name}"] [data-heading=""] [data-group-tiles]`);
    if (!first) continue;
    const frequent = often[name];
    const codes = [...(frequent[main] ?? frequent[""] ?? [])];
    if (name === "violations") codes.push(...chosen("tags").flatMap((tag) => often.of_tag[tag] ?? []).filter((code) => !codes.includes(code)));
    for (const tile of [...first.children]) {
      if (!codes.includes(tile.querySelector("input").value)) place(name, tile);
    }
    for (const code of codes) {
      const tile = inputs(name).find((input) => input.value === code)?.closest(".tile");
      if (tile) first.append(tile);
    }
    for (const group of form.querySelectorAll(`[data-groups="${name}"] [data-heading]`)) {
      group.hidden = !group.querySelector("[data-filter-item]");
    }
  }
}

// The first tile under a heading keeps the order of the list, wherever a tile stands now.
function rememberOrder() {
  for (const list of form.querySelectorAll("[data-groups]")) {
    list.querySelectorAll("[data-filter-item]").forEach((tile, index) => order.set(tile, index));
  }
}

// One box of details for each chosen violator or violation, copied from a template.
function hasDetail(rows, detail, code) {
  const codes = words(rows.dataset[`with${detail[0].toUpperCase()}${detail.slice(1)}`]);
  return codes.includes(code) || codes.includes(heading(code));
}

function newRow(rows, code) {
  const template = form.querySelector(`[data-template="${rows.dataset.rows}"]`);
  const row = template.content.firstElementChild.cloneNode(true);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes("__CODE__")) attribute.value = attribute.value.replaceAll("__CODE__", code);
    }
  }
  for (const part of row.querySelectorAll("[data-detail]")) {
    if (!hasDetail(rows, part.dataset.detail, code)) part.remove();
  }
  const role = row.querySelector(`select[name$="-role"]`);
  if (role) {
    const isState = words(rows.dataset.state).includes(heading(code)) && !words(rows.dataset.notState).includes(code);
    role.value = isState ? "PERP" : "NA";
  }
  for (const control of row.querySelectorAll("[name]")) takeBrought(control);
  const details = row.querySelector("details");
  if (details) details.open = [...details.querySelectorAll("input:not([type=radio])")].some((input) => input.value !== "");
  return row;
}

function takeBrought(control) {
  const values = brought[control.name];
  if (!values) return;
  if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
  else [control.value] = values;
}

function keepRows(rows) {
  const picked = inputs(rows.dataset.of).filter((input) => input.checked);
  const codes = picked.map((input) => input.value);
  for (const row of rows.querySelectorAll("[data-row]")) {
    row.hidden = !codes.includes(row.dataset.row);
    row.disabled = row.hidden;
  }
  for (const input of picked) {
    if (rows.querySelector(`[data-row="${input.value}"]`)) continue;
    const row = newRow(rows, input.value);
    if (rows.dataset.rows === "violation" && !row.querySelector("[data-detail]")) continue;
    row.querySelector("[data-row-label]").textContent = labelOf(input);
    rows.append(row);
  }
  rows.querySelector("[data-rows-title]").hidden = !rows.querySelector("[data-row]:not([hidden])");
}

// "What of it did they do?" is asked where several violators did several things.
function keepLinks() {
  const violations = inputs("violations").filter((input) => input.checked);
  const rows = [...form.querySelectorAll('[data-rows="violator"] [data-row]:not([hidden])')];
  for (const row of rows) {
    const box = row.querySelector("[data-links]");
    box.hidden = rows.length < 2 || violations.length < 2;
    const tiles = box.querySelector(".tiles");
    const held = new Map([...tiles.querySelectorAll("input")].map((input) => [input.value, input]));
    for (const [code, input] of held) {
      if (!violations.some((violation) => violation.value === code)) input.closest(".tile").remove();
    }
    for (const violation of violations) {
      if (!held.has(violation.value)) tiles.append(linkTile(row.dataset.row, violation));
    }
  }
}

function linkTile(code, violation) {
  const tile = document.createElement("div");
  const input = document.createElement("input");
  const label = document.createElement("label");
  tile.className = "tile";
  input.type = "checkbox";
  input.className = "form-check-input";
  input.name = `violator-${code}-links`;
  input.value = violation.value;
  input.id = `id_violator-${code}-links-${violation.value}`;
  input.autocomplete = "off";
  takeBrought(input);
  label.htmlFor = input.id;
  label.textContent = labelOf(violation);
  tile.append(input, label);
  return tile;
}

// Districts and cities of the chosen oblast; a search looks through all of them.
const placeBox = form.querySelector("[data-place-box]");
const placeSearch = placeBox.querySelector("[data-filter-input]");

function offerPlaces() {
  if (placeSearch.value.trim()) return;
  const oblast = inputs("oblast").find((input) => input.checked);
  for (const group of placeBox.querySelectorAll("[data-place-group]")) {
    group.hidden = !oblast || group.dataset.placeGroup !== labelOf(oblast);
  }
}

function answered(event) {
  const { name, value, checked } = event.target;
  if (name === "oblast") {
    const picked = inputs("place").find((input) => input.checked);
    const group = picked?.closest("[data-place-group]").dataset.placeGroup;
    if (picked && group !== labelOf(event.target)) picked.checked = false;
    placeBox.querySelector("[data-place-details]").open = true;
  }
  if (name === "place" && checked) {
    const group = event.target.closest("[data-place-group]").dataset.placeGroup;
    const oblast = inputs("oblast").find((input) => labelOf(input) === group);
    if (oblast) oblast.checked = true;
  }
  if (name === "not_ready_reasons" && checked && chosen("readiness").length === 0) {
    inputs("readiness").find((input) => input.value === "NOTREADY").checked = true;
  }
  // "No group" and "does not want to say" stand alone.
  if (name === "groups" && checked) {
    const alone = ["NONE", "UNDISC"];
    for (const input of inputs("groups")) {
      if (input !== event.target && (alone.includes(value) || alone.includes(input.value))) input.checked = false;
    }
  }
}

function follow(event) {
  if (event) answered(event);
  offerPrimaryGroup();
  reveal();
  showHarmNotes();
  if (!event || ["groups", "primary_group", "tags"].includes(event.target.name)) bringFrequentForward();
  for (const rows of form.querySelectorAll("[data-rows]")) keepRows(rows);
  keepLinks();
  offerPlaces();
}

for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
rememberHomes();
rememberOrder();
for (const box of form.querySelectorAll("[data-harm]")) box.hidden = true;
follow();
form.addEventListener("change", follow);
placeSearch.addEventListener("input", offerPlaces);

// A search opens the headings in which something was found.
for (const list of form.querySelectorAll("[data-filter-list]")) {
  list.querySelector("[data-filter-input]").addEventListener("input", (event) => {
    for (const group of list.querySelectorAll("details[data-filter-group]")) {
      group.open = event.target.value.trim() !== "" || group.dataset.heading === "" || group.querySelector(":checked") !== null;
    }
  });
}
