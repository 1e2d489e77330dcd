// [data-filter-list]: a search field over a long list of tiles. The field is hidden until this module runs.
// Chosen tiles always stay in sight, and where nothing is found "other" and "unknown" do. Letters are folded, so that a Russian keyboard finds Kyrgyz words: ё/е, ң/н, ө/о, ү/у.

const FOLDED = { ё: "е", ң: "н", ө: "о", ү: "у" };
const LAST_RESORT = /(^|\.)(OTHER|OTH|UNK)$/;

function fold(text) {
  return text.toLowerCase().replace(/[ёңөү]/g, (letter) => FOLDED[letter]).replace(/\s+/g, " ").trim();
}

function start(list) {
  const bar = list.querySelector("[data-filter-bar]");
  const input = list.querySelector("[data-filter-input]");
  const status = list.querySelector("[data-filter-status]");
  const items = [...list.querySelectorAll("[data-filter-item]")].map((element) => ({
    element,
    text: fold(element.textContent),
    control: element.querySelector("input"),
  }));
  const groups = [...list.querySelectorAll("[data-filter-group]")].map((element) => ({
    element,
    label: fold(element.querySelector(".tile-group-label")?.textContent ?? ""),
  }));

  function apply() {
    const words = fold(input.value).split(" ").filter(Boolean);
    const matching = items.filter(({ element, text }) => {
      const group = groups.find((candidate) => candidate.element.contains(element));
      const whole = group ? `${group.label} ${text}` : text;
      return words.every((word) => whole.includes(word));
    });
    const found = matching.length;
    for (const item of items) {
      const isLastResort = found === 0 && LAST_RESORT.test(item.control?.value ?? "");
      item.element.hidden = !matching.includes(item) && !item.control?.checked && !isLastResort;
    }
    for (const { element } of groups) {
      element.hidden = !element.querySelector("[data-filter-item]:not([hidden])");
    }
    if (words.length === 0) status.textContent = "";
    else status.textContent = found === 0 ? status.dataset.none : `${status.dataset.found}: ${found}`;
  }

  bar.hidden = false;
  input.addEventListener("input", apply);
  // Enter in the search field must not send the form around it.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

for (const list of document.querySelectorAll("[data-filter-list]")) start(list);
