/* A time that somebody writes to a customer and that isn't promised: once they pause, it is offered as a promise at the
   time that we can keep, and one key (Alt+P) gives it. Only in boxes with [data-promises]; nothing waits for an answer. */
(() => {
  "use strict";
  if (globalThis.steadyhandPromising) return; // A part of a page that came later brought this file again.
  globalThis.steadyhandPromising = true;
  const PAUSE_MS = 900; // Half a time of day is another one.
  const states = new WeakMap();

  const make = (tag, className, ...inside) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...inside.filter(Boolean));
    return element;
  };

  function stateOf(area) {
    const box = area.closest("[data-promises]");
    if (!box) return null;
    if (!states.has(area)) states.set(area, { area, box, place: box.querySelector(".composer-promise"), text: "" });
    return states.get(area);
  }

  async function post(it, address, body) {
    it.stop?.abort();
    it.stop = new AbortController();
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
    const answer = await fetch(address, {
      method: "POST", body: JSON.stringify(body), signal: it.stop.signal, redirect: "error",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    });
    return { ok: answer.ok, told: await answer.json() };
  }

  function typed(it) {
    clearTimeout(it.timer);
    it.stop?.abort();
    it.timer = setTimeout(() => look(it), PAUSE_MS);
  }

  async function look(it) {
    const text = it.area.value;
    if (!text.trim()) return show(it, [], "");
    const { promises, call, channel } = it.box.dataset;
    try {
      const { ok, told } = await post(it, promises, { text, call, channel });
      if (ok && it.area.value === text) show(it, told.offers, told.hint);
    } catch (error) {
      if (error.name !== "AbortError") show(it, [], ""); // Without a signal nothing can be promised.
    }
  }

  function show(it, offers, hint) {
    const given = offers.filter((each) => each.token);
    it.first = given[0];
    it.place.replaceChildren(...(it.done ? [make("p", "quiet", it.done)] : []), ...given.map((each, at) => card(it, each, at)), ...(hint ? [make("p", "quiet", hint)] : []));
    it.place.hidden = !it.place.childElementCount;
  }

  function card(it, each, at) {
    const use = make("button", "button-main", "Promise it");
    use.type = "button";
    use.addEventListener("click", () => give(it, each));
    if (!at) {
      use.setAttribute("aria-keyshortcuts", "Alt+P");
      use.append(" ", make("kbd", "", "Alt"), " ", make("kbd", "", "P"));
    }
    return make("section", "finding",
      make("p", "", make("strong", "", "Promise this?"), " ", make("q", "", each.words), " isn't promised yet."),
      make("p", "", `The time we can keep: ${each.what} ${each.instead}.`),
      make("div", "row", use));
  }

  async function give(it, each) {
    it.place.querySelectorAll("button").forEach((one) => one.setAttribute("aria-disabled", "true"));
    try {
      const { ok, told } = await post(it, it.box.dataset.promise, { token: each.token });
      if (!ok) return show(it, [], told.said);
      it.done = `Promised: ${each.what} ${each.instead}. It is kept with the call.`;
      show(it, [], "");
      put(it, each); // It is looked at again: there may be another time in the words.
      it.area.focus();
    } catch {
      show(it, [], "Not promised: no answer. Type on, and try again.");
    }
  }

  /** The promised time takes the place of what was written, so that Ctrl+Z takes the words back (not the promise). */
  function put(it, each) {
    const { area } = it;
    if (area.value.slice(each.start, each.end) !== each.words) return;
    area.focus();
    area.setSelectionRange(each.start, each.end);
    if (document.execCommand("insertText", false, each.instead)) return;
    area.setRangeText(each.instead, each.start, each.end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", (event) => {
    const it = event.target.matches?.("[data-composer]") ? stateOf(event.target) : null;
    if (it) typed(it);
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyP" || !event.altKey || event.ctrlKey || event.metaKey) return;
    const it = event.target.matches?.("[data-composer]") ? stateOf(event.target) : null;
    if (!it?.first || it.place.hidden) return;
    event.preventDefault();
    give(it, it.first);
  });
})();
