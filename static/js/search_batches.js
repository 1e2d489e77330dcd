// [data-search]: asks for the next batch by itself, adds what it has found to the list, and moves the bar, until all
// cases are looked through, somebody stops it, or as many cases are shown as one press of the button may open.

const box = document.querySelector("[data-search]");

function sent(form, shown) {
  // As a document, so that nothing here turns text into markup. The words stay in the body of the request.
  const body = new FormData(form);
  // The lines found before are on this page.
  body.delete("found");
  body.set("shown", shown);
  body.set("part", "batch");
  const request = new XMLHttpRequest();
  const answer = new Promise((resolve) => {
    request.responseType = "document";
    request.addEventListener("loadend", () => resolve(request));
    request.open("POST", form.action);
    request.send(body);
  });
  return { request, answer };
}

function watch(first) {
  const list = first.querySelector("[data-search-found]");
  const stop = first.querySelector("[data-search-stop]");
  const stopping = stop.textContent;
  let running = null;
  let shown = list.children.length;

  const next = () => first.querySelector("[data-search-next]");

  function pause(problem = "") {
    stop.hidden = true;
    stop.textContent = stopping;
    const form = next();
    if (!form) return;
    form.hidden = false;
    const said = form.querySelector("[data-search-problem]");
    said.hidden = problem === "";
    said.textContent = problem;
  }

  function exchange(part, found) {
    const [old, fresh] = [first, found].map((where) => where.querySelector(part));
    if (!fresh) return;
    if (old) old.replaceWith(document.importNode(fresh, true));
    else list.before(document.importNode(fresh, true));
  }

  function take(found) {
    const state = found.querySelector("[data-search-state]").textContent;
    first.querySelector("[data-search-state]").textContent = state;
    const lines = found.querySelector("[data-search-found]").children;
    shown += lines.length;
    list.append(...[...lines].map((line) => document.importNode(line, true)));
    exchange("[data-search-unopened]", found);
    const bar = found.querySelector("[data-search-bar]");
    if (bar) first.querySelector("[data-search-bar]").value = bar.value;
    else first.querySelector("[data-search-bar]").remove();
    const form = found.querySelector("[data-search-next]");
    if (form) next().replaceWith(document.importNode(form, true));
    else next().remove();
    const nothing = found.querySelector("[data-search-nothing]");
    if (nothing && list.children.length === 0) list.after(document.importNode(nothing, true));
  }

  async function go() {
    stop.hidden = false;
    stop.textContent = stopping;
    next().hidden = true;
    const { request, answer } = sent(next(), shown);
    running = request;
    await answer;
    if (running !== request) return;
    running = null;
    const found = request.status === 200 ? request.response?.querySelector("[data-search]") : null;
    if (request.status === 423) {
      // The server has locked the session: idle_lock.js covers the page; the button goes on when it is opened again.
      document.dispatchEvent(new CustomEvent("session:locked"));
      pause();
    } else if (found) {
      take(found);
      if (next()?.hasAttribute("data-goes")) go();
      else pause();
    } else {
      pause(request.status === 429 ? first.dataset.tooOften : first.dataset.failed);
    }
  }

  stop.addEventListener("click", () => {
    if (!running) {
      go();
      return;
    }
    const request = running;
    running = null;
    request.abort();
    pause();
    // Where the finger is, it also goes on.
    stop.hidden = false;
    stop.textContent = first.dataset.again;
  });
  first.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-search-next]")) return;
    event.preventDefault();
    // Whoever presses wants to see as many again.
    shown = 0;
    go();
  });
  if (next()?.hasAttribute("data-goes")) go();
}

if (box) watch(box);
