/* The keyboard: `/` goes to the find field, `?` lists the keys, data-key="g c" presses a link or button, arrow keys walk
   through results in role=listbox. Single keys can be switched off in the list (WCAG 2.1.4: speech input types letters). */
(() => {
  "use strict";
  const OFF = "steadyhand:keys-off";
  const PAUSE_MS = 1200; // Between `g` and `c`; longer than a slow typist's gap, shorter than a second thought.
  let typed = "";
  let timer = 0;

  const isTyping = (at) => at.closest?.("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable=true]");
  const isShown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

  const isOff = () => globalThis.steadyhandStore.get(OFF) === true;
  const switchKeys = (on) => (on ? globalThis.steadyhandStore.remove(OFF) : globalThis.steadyhandStore.set(OFF, true));

  function element(tag, { text, ...properties } = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  }

  function line(key, said) {
    const keys = key.split(" ").flatMap((one, at) => [at ? " then " : "", element("kbd", { text: one })]);
    return element("div", {}, element("dt", {}, ...keys), element("dd", { text: said }));
  }

  function showKeys() {
    document.getElementById("keys")?.remove();
    const facts = element("dl", { className: "facts" });
    if (document.querySelector("[data-find]")) facts.append(line("/", "Find anything"));
    facts.append(line("?", "This list"));
    for (const target of document.querySelectorAll("[data-key]")) {
      facts.append(line(target.dataset.key, target.dataset.keySaid || target.textContent.trim()));
    }
    facts.append(line("↓", "Into results, and on; ↑ goes back"), line("Esc", "Close or leave"));
    const tick = element("input", { type: "checkbox", checked: !isOff() });
    tick.addEventListener("change", () => switchKeys(tick.checked));
    const close = element("form", { method: "dialog" }, element("button", { text: "Close" }));
    const sheet = element("dialog", { id: "keys", className: "keys-sheet" },
      element("div", { className: "stack" }, element("h2", { id: "keys-title", text: "Keys" }), facts,
        element("label", { className: "choice" }, tick, "Single keys are on"), close));
    sheet.setAttribute("aria-labelledby", "keys-title");
    document.body.append(sheet);
    sheet.showModal();
  }

  function press(key) {
    clearTimeout(timer);
    typed = `${typed} ${key}`.trim();
    timer = setTimeout(() => { typed = ""; }, PAUSE_MS);
    const targets = [...document.querySelectorAll("[data-key]")].filter(isShown);
    const hit = targets.find((target) => target.dataset.key === typed);
    if (!hit && targets.some((target) => target.dataset.key.startsWith(`${typed} `))) return false;
    const whole = typed;
    typed = "";
    if (!hit) {
      // `g x` leads nowhere, but the x may begin something of its own.
      return whole !== key && press(key);
    }
    if (hit.matches("input,textarea,select")) hit.focus();
    else hit.click();
    return true;
  }

  /** Arrow keys in results; ↓ in the field that finds leads into them, and typing on leads back. */
  function walk(event) {
    const at = event.target;
    const isField = at.matches?.("[aria-controls]");
    const list = isField ? document.getElementById(at.getAttribute("aria-controls")) : at.closest?.("[role=listbox]");
    const options = [...(list?.querySelectorAll("[role=option]") ?? [])];
    if (!options.length) return false;
    const now = options.indexOf(at);
    const field = list.id && document.querySelector(`[aria-controls="${list.id}"]`) ||
      document.querySelector(`[aria-controls="${list.parentElement?.id}"]`);
    const next = isField ? { ArrowDown: 0, ArrowUp: options.length - 1 }[event.key] :
      { ArrowDown: Math.min(now + 1, options.length - 1), ArrowUp: now - 1, Home: 0, End: options.length - 1 }[event.key];
    if (next === undefined) {
      if (!isField && field && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) field.focus();
      return false;
    }
    const to = next < 0 ? field || options[0] : options[next];
    for (const option of options) {
      option.tabIndex = option === to ? 0 : -1;
      option.setAttribute("aria-selected", String(option === to));
    }
    to.focus();
    return true;
  }

  function leave(event) {
    const found = document.querySelector(".found:has(*)");
    if (found?.parentElement.contains(event.target)) {
      found.replaceChildren();
      found.parentElement.querySelector("[data-find]")?.focus();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return leave(event);
    if (walk(event)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOff()) return;
    const find = document.querySelector("[data-find]");
    if (event.key === "/" && find) {
      event.preventDefault();
      find.focus();
      find.select();
    } else if (event.key === "?") showKeys();
    else if (event.key.length === 1 && event.key !== " " && press(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) showKeys();
  });
  for (const button of document.querySelectorAll("[data-keys-open]")) button.hidden = false;
})();
