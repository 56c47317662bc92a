/* Words that a customer will read are looked at while they are typed. In each [data-composer-box]: marks behind the text,
   beneath it each finding with its reason, a better wording (one key: Alt+Enter takes the first) and "fine as it is",
   which goes along with the form; what belongs inside is offered a better home. Nothing here keeps a form from being sent.
   The server looks; without a signal guard.js does by the rules alone, or the page says that nobody did. */
(() => {
  "use strict";
  if (globalThis.steadyhandComposer) return; // A part of a page that came later brought this file again.
  const PAUSE_MS = 150; // Between two strokes of a quick typist; longer, and they have paused.
  const SAID_MS = 900; // What is read aloud waits until nobody types: half a word is no news.
  const LATE_MS = 5000;
  const MOST_SHOWN = 3;
  const CARRIED = "steadyhand:carried";
  const KINDS = {
    blame: "Blame", internal_problem: "Stays inside", overpromise: "Promises too much", untrue_guarantee: "Nobody can be that sure",
    hard_sell: "Pushes", unprofessional: "Tone", disparage_other: "About others",
  };
  const INSIDE = ["blame", "internal_problem"];
  const boxes = new WeakMap();

  const make = (tag, className, ...inside) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...inside.filter(Boolean));
    return element;
  };
  const button = (said, act, className) => {
    const one = make("button", className, said);
    one.type = "button";
    one.addEventListener("click", act);
    return one;
  };
  const icon = (it, name) => {
    const svg = document.querySelector("svg.icon").cloneNode(true);
    svg.querySelector("use").setAttribute("href", `${it.box.dataset.icons}#${name}`);
    return svg;
  };

  function boxOf(area) {
    const box = area.closest("[data-composer-box]");
    if (!box || boxes.has(area)) return boxes.get(area);
    const part = (name) => box.querySelector(name);
    const it = {
      box, area, text: "", findings: [], shown: "", marks: part(".composer-marks"), line: part(".composer-said"),
      aloud: part("[role=status]"), list: part(".composer-found"), kept: part("[data-guard-kept]"), homes: part(".composer-homes"),
    };
    boxes.set(area, it);
    area.setAttribute("aria-describedby", `${area.getAttribute("aria-describedby") || ""} ${it.line.id}`.trim());
    area.addEventListener("scroll", () => { it.marks.scrollTop = area.scrollTop; });
    new ResizeObserver(() => mark(it)).observe(area);
    return it;
  }

  // --- looking ----------------------------------------------------------------------------------------------------

  function typed(it) {
    const text = it.area.value;
    if (text === it.text) return;
    follow(it, text);
    it.text = text;
    it.stop?.abort();
    clearTimeout(it.timer);
    it.timer = setTimeout(() => look(it), PAUSE_MS);
  }

  /** Findings move along with what is typed before them; those that are typed into are over. */
  function follow(it, text) {
    const old = it.text;
    let head = 0;
    while (head < old.length && old[head] === text[head]) head += 1;
    let tail = 0;
    while (tail < Math.min(old.length, text.length) - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
    const [end, by] = [old.length - tail, text.length - old.length];
    it.findings = it.findings.flatMap((each) => {
      if (each.end <= head) return [{ ...each, until: each.until <= head ? each.until : Math.max(each.end, each.until + by) }];
      if (each.start < end) return [];
      return [{ ...each, start: each.start + by, end: each.end + by, from: each.from < end ? each.from : each.from + by, until: each.until + by }];
    });
    mark(it);
  }

  async function look(it) {
    const text = it.area.value;
    it.text = text;
    if (!text.trim()) return show(it, [], "");
    const began = performance.now();
    const stop = new AbortController();
    it.stop = stop;
    try {
      const found = await ask(it, text, stop);
      performance.measure("steadyhand:look", { start: began });
      if (it.area.value === text) show(it, found, found.length ? "" : "Nothing to change.");
    } catch {
      if (stop.signal.aborted && stop.signal.reason !== "late") return; // Somebody typed on.
      const found = await lookHere(it, text);
      if (it.area.value !== text) return;
      if (found) show(it, found, found.length ? "" : "Nothing to change, by the rules on this device.");
      else show(it, [], `Not looked at: no ${navigator.onLine ? "answer" : "signal"}. It can be sent all the same.`);
    }
  }

  // --- without a signal -------------------------------------------------------------------------------------------

  let rules = null;

  /** A dealership's own rules; none where they can't be had: the shipped ones look all the same. */
  async function ownRules(address) {
    if (!address) return null;
    // A technician's phone keeps them for the day, as it keeps pages (technician/worker.js).
    const answer = await fetch(address, { headers: { "X-Kept-Ahead": "1" }, redirect: "error" }).catch(() => null);
    return answer?.ok ? answer.json().catch(() => null) : null;
  }

  /** The rules as they lie beside the pages, which a phone's worker keeps, and those of the house. */
  function fetchRules({ rules: shipped, ownRules: own }) {
    rules ??= Promise.all([fetch(shipped).then((answer) => answer.json()), ownRules(own)]).then(
      ([ours, theirs]) => new globalThis.SteadyhandGuard(theirs ? globalThis.SteadyhandGuard.joined(ours, theirs) : ours),
    );
    rules.catch(() => { rules = null; }); // Asked again when there is a signal.
    return rules;
  }

  async function lookHere(it, text) {
    try {
      // Once more: the signal may have gone while they were on their way, and the worker has them.
      const guard = await fetchRules(it.box.dataset).catch(() => fetchRules(it.box.dataset));
      return guard.review(text).map((each) => ({ ...each, start: each.startUnit, end: each.endUnit, from: each.fromUnit, until: each.untilUnit }));
    } catch (error) {
      console.warn("Words could not be looked at on this device.", error);
      return null;
    }
  }

  async function ask(it, text, stop) {
    if (!it.box.dataset.review) throw new Error("Nobody is signed in.");
    const late = setTimeout(() => stop.abort("late"), LATE_MS);
    try {
      const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
      const answer = await fetch(it.box.dataset.review, {
        method: "POST", body: JSON.stringify({ text }), signal: stop.signal, redirect: "error",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      });
      if (answer.status === 429) it.timer = setTimeout(() => look(it), 1000 * Number(answer.headers.get("Retry-After") || 1));
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      return (await answer.json()).findings;
    } finally {
      clearTimeout(late);
    }
  }

  // --- showing ----------------------------------------------------------------------------------------------------

  // Nothing moves between a finger's down and up: the tap would go to whatever slid under it.
  let isDown = false;
  addEventListener("pointerdown", () => { isDown = true; }, true);
  for (const type of ["pointerup", "pointercancel", "dragend"]) addEventListener(type, () => setTimeout(() => { isDown = false; }), true);
  addEventListener("blur", () => { isDown = false; });

  const wordsOf = (it, each) => it.text.slice(each.start, each.end);
  const nameOf = (it, each) => `${each.label}|${each.rule}|${wordsOf(it, each)}`;
  const keptOf = (it) => {
    try {
      return JSON.parse(it.kept.value || "[]");
    } catch {
      return []; // A page that came back with somebody else's words in it.
    }
  };
  const isKept = (kept, it, each) => kept.some((one) => one.rule === each.rule && one.words === wordsOf(it, each));

  function keep(it, kept) {
    it.kept.value = kept.length ? JSON.stringify(kept) : "";
    it.kept.dispatchEvent(new Event("change", { bubbles: true })); // The draft keeps it too.
  }

  function show(it, findings, said) {
    it.findings = findings;
    it.said = said;
    const kept = keptOf(it).filter((one) => it.text.includes(one.words));
    if (kept.length !== keptOf(it).length) keep(it, kept);
    draw(it);
  }

  const openIn = (it) => it.findings.filter((each) => !isKept(keptOf(it), it, each));

  function draw(it) {
    if (isDown) return setTimeout(() => draw(it), 50);
    const kept = keptOf(it);
    const open = openIn(it);
    mark(it);
    const line = open.length ? `${open.length === 1 ? "One thing" : `${open.length} things`} to look at.` : it.said || "";
    const mayUndo = it.undo?.after === it.area.value;
    const done = mayUndo ? [icon(it, "check"), ` ${it.undo.said} `, button("Undo", it.undo.act, "button-plain")] : [];
    const sign = open.length ? "info" : it.findings.length || line.startsWith("Nothing") ? "check" : "offline";
    it.line.classList.toggle("has-findings", open.length > 0);
    if (!mayUndo || it.line.dataset.done !== it.undo.said) {
      it.line.replaceChildren(...(mayUndo ? done : line ? [icon(it, sign), ` ${line}`] : []));
    }
    it.line.dataset.done = mayUndo ? it.undo.said : "";
    aloud(it, mayUndo ? it.undo.said : open.length ? `${line} ${open.map((each) => `“${wordsOf(it, each)}”: ${each.why}`).join(" ")} Alt and Enter takes the first wording.` : line);
    const names = JSON.stringify([open.map((each) => nameOf(it, each)), kept.map((one) => one.rule + one.words)]);
    if (names === it.shown) return;
    it.shown = names;
    // While somebody writes here the page below only ever moves down, and not with each word.
    it.list.style.minHeight = !it.isActing && it.box.contains(document.activeElement) ? `${it.list.offsetHeight}px` : "";
    it.isActing = false;
    const had = it.list.contains(document.activeElement);
    it.list.replaceChildren(
      ...open.slice(0, MOST_SHOWN).map((each, at) => card(it, each, at)),
      ...(open.length > MOST_SHOWN ? [make("p", "quiet", `And ${open.length - MOST_SHOWN} more, once these are settled.`)] : []),
      ...kept.map((one) => keptLine(it, one)),
    );
    it.list.hidden = !it.list.childElementCount;
    if (had) (it.list.querySelector("button") || it.area).focus();
  }

  document.addEventListener("focusout", (event) => {
    const box = event.target.closest?.("[data-composer-box]");
    if (!box) return;
    const release = () => {
      if (isDown) return setTimeout(release, 50);
      if (!box.contains(document.activeElement)) box.querySelector(".composer-found").style.minHeight = "";
    };
    setTimeout(release, 400); // After the tap that took the focus away.
  });

  function aloud(it, said) {
    clearTimeout(it.later);
    it.later = setTimeout(() => { if (it.aloud.textContent !== said) it.aloud.textContent = said; }, SAID_MS);
  }

  /** The same text stands behind the field, invisible but for what is underlined in it. */
  function mark(it) {
    const { value } = it.area;
    const parts = [];
    let at = 0;
    for (const each of value === it.text ? openIn(it) : []) {
      if (each.start < at) continue; // Underlined already, for another reason.
      const span = make("mark", `mark-${each.tier}`, value.slice(each.start, each.end));
      parts.push(value.slice(at, each.start), span);
      at = each.end;
    }
    it.marks.replaceChildren(...parts, value.slice(at), "\n");
    it.marks.style.width = `${it.area.clientWidth + 2}px`;
    it.marks.scrollTop = it.area.scrollTop;
  }

  function card(it, each, at) {
    const name = nameOf(it, each);
    const now = () => it.findings.find((one) => nameOf(it, one) === name);
    const act = (what) => () => {
      it.isActing = true; // Whoever presses a button sees the page answer.
      if (now()) what(it, now());
    };
    const use = button("Use this", act(take), "button-main");
    if (!at) {
      use.setAttribute("aria-keyshortcuts", "Alt+Enter");
      use.append(" ", make("kbd", "", "Alt"), " ", make("kbd", "", "Enter"));
    }
    const words = wordsOf(it, each);
    const fine = button("Fine as it is", act(leaveIt));
    fine.setAttribute("aria-label", `Fine as it is: “${words}”`);
    return make("section", `finding finding-${each.tier}`,
      make("p", "finding-words", icon(it, each.tier === "confirm" ? "risk" : "info"), make("strong", "", KINDS[each.label] || each.label), " ", make("q", "", words)),
      make("p", "", each.why),
      each.say_instead && make("p", "finding-better", make("span", "quiet", "Better:"), " ", make("q", "", each.say_instead)),
      make("div", "row", each.say_instead && use, fine),
      INSIDE.includes(each.label) && homesFor(it, act));
  }

  function homesFor(it, act) {
    const homes = [...(it.homes?.children || [])].map((one) => {
      const home = one.cloneNode(true);
      home.addEventListener("click", act((box, each) => bringHome(box, each, home.dataset)));
      return home;
    });
    return homes.length ? make("div", "finding-homes", make("span", "quiet", "It has a better home:"), ...homes) : null;
  }

  function keptLine(it, one) {
    const again = button("Look again", () => {
      keep(it, keptOf(it).filter((each) => each.rule !== one.rule || each.words !== one.words));
      draw(it);
    }, "button-plain");
    const line = make("div", "finding-kept", make("p", "", icon(it, "check"), " You keep ", make("q", "", one.words), " ", again));
    // Nobody is asked for a reason that nobody would keep.
    if (!("asksWhy" in it.kept.dataset)) return line;
    const why = make("input");
    why.type = "text";
    why.value = one.why;
    why.maxLength = 300;
    why.placeholder = "Why? (optional)";
    why.setAttribute("aria-label", `Why “${one.words}” is fine as it is (optional)`);
    why.dataset.draftSkip = "";
    why.addEventListener("change", () => keep(it, keptOf(it).map((each) => (each.rule === one.rule && each.words === one.words ? { ...each, why: why.value } : each))));
    why.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // It sends no form.
      it.area.focus();
    });
    line.append(why);
    return line;
  }

  // --- what is done about it --------------------------------------------------------------------------------------

  /** Put words in the place of others, so that Ctrl+Z takes it back. */
  function put(area, words, from, until) {
    area.focus();
    area.setSelectionRange(from, until);
    const isDone = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
    if (isDone) return;
    area.setRangeText(words, from, until, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Say what was done, with a way back for as long as nobody has typed on. */
  function offerUndo(it, said, before, then) {
    const act = () => {
      put(it.area, before, 0, it.area.value.length);
      then?.();
    };
    it.undo = { said, after: it.area.value, act };
    draw(it);
    aloud(it, said);
  }

  function take(it, each) {
    const before = it.area.value;
    put(it.area, each.say_instead, each.from, each.until);
    offerUndo(it, "Said in other words. Read it: is it so?", before);
  }

  function leaveIt(it, each) {
    keep(it, [...keptOf(it), { label: each.label, rule: each.rule, words: wordsOf(it, each), why: "" }]);
    draw(it);
    it.list.querySelector(".finding-kept:last-child input")?.focus({ preventScroll: true });
  }

  /** Words leave the customer's box: into another field of this form, or along to the page where they are of use. */
  function bringHome(it, each, { way, url, into, tick }) {
    const { form } = it.area;
    const before = it.area.value;
    const words = before.slice(each.from, each.until).trim();
    put(it.area, "", each.from, each.until);
    if (way === "move") {
      const target = form.elements[into];
      const was = target.value;
      target.value = [was.trim(), words].filter(Boolean).join("\n");
      target.dispatchEvent(new Event("input", { bubbles: true }));
      const [name, value] = tick.split("=");
      const choice = name ? [...form.querySelectorAll(`[name="${name}"]`)].find((one) => one.value === value) : null;
      choice?.click();
      offerUndo(it, "It stands under what stays inside now.", before, () => {
        target.value = was;
        target.dispatchEvent(new Event("input", { bubbles: true }));
      });
      return;
    }
    const then = form?.dataset.draft ? location.pathname : "";
    sessionStorage.setItem(CARRIED, JSON.stringify({ words, to: url, then }));
    // Where no draft keeps what is typed, this page stays open.
    if (then) location.assign(url);
    else open(url);
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-composer]")) typed(boxOf(event.target));
    else if (event.target.matches?.("[data-guard-kept]")) lookAround(); // A draft came back.
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.altKey || !event.target.matches?.("[data-composer]")) return;
    const it = boxOf(event.target);
    const [first] = openIn(it).filter((each) => each.say_instead);
    if (!first) return;
    event.preventDefault();
    take(it, first);
  });
  document.addEventListener("click", (event) => {
    const found = event.target.closest?.("[data-put-words]");
    if (!found) return;
    const area = found.closest("[data-composer-box]").querySelector("[data-composer]");
    const before = area.value;
    const words = found.closest("li").querySelector("[data-words]").textContent;
    put(area, before.trim() ? `${before.trimEnd()} ${words}` : words, 0, before.length);
    offerUndo(boxOf(area), "Put in. Change what isn't so.", before);
  });

  function lookAround() {
    for (const area of document.querySelectorAll("[data-composer]")) {
      const it = boxOf(area);
      if (area.value !== it.text) typed(it);
      else draw(it);
    }
  }
  document.addEventListener("htmx:after:swap", lookAround);
  addEventListener("online", () => document.querySelectorAll("[data-composer]").forEach((area) => look(boxOf(area))));
  // A phone in a cellar has them already.
  const first = document.querySelector("[data-composer-box][data-rules]");
  if (first && navigator.serviceWorker?.controller) setTimeout(() => fetchRules(first.dataset), 2000);
  globalThis.steadyhandComposer = { look: lookAround };
  lookAround();
})();
