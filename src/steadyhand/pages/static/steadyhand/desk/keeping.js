/* A fresh answer of the server comes into a form in which somebody types. What they type in is never taken out of the
   page: [data-part] holds no fields and is replaced where it differs; a field stays, and is given the server's value only
   if it still holds what it held when the request left. Fields in [data-fields] come and go with the caller, but one in
   which something stands stays; ticks in [data-ticks] stay too. */
(() => {
  "use strict";
  const FIELD = "input,select,textarea";
  let isOurs = false;
  const touched = new WeakSet();

  const fieldsIn = (root, name) => [...root.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";
  const isChosen = (field) => field.tagName === "SELECT" || isTick(field);

  /** Set what a field holds, keep the cursor where it was counted from the end, and let the draft know. */
  function set(field, value) {
    if (field.value === value) return;
    const at = document.activeElement === field && field.selectionEnd !== null ? field.value.length - field.selectionEnd : -1;
    field.value = value;
    if (at >= 0) field.setSelectionRange(Math.max(0, value.length - at), Math.max(0, value.length - at));
    isOurs = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    isOurs = false;
  }

  /** What stands in the field once both have had their say: theirs wins; what they wrote on goes behind ours. */
  function together(field, sent, fresh) {
    const live = field.value;
    if (live === sent) return fresh;
    if (isChosen(field) || fresh === sent || !live.startsWith(sent)) return live;
    const added = live.slice(sent.length);
    return fresh && /^\w/.test(added) ? `${fresh}; ${added}` : fresh + added;
  }

  const counterpart = (root, was) => {
    const same = (other) => other.name === was.name && other.value === was.value && other.getAttribute("href") === was.getAttribute("href");
    return [...root.querySelectorAll(was.tagName)].find(same) || root.querySelector("button,a,input");
  };

  function replacePart(fresh) {
    const live = document.getElementById(fresh.id);
    if (live.isEqualNode(fresh)) return;
    const at = live.contains(document.activeElement) ? document.activeElement : null;
    live.replaceChildren(...fresh.childNodes);
    if (at) counterpart(live, at)?.focus();
  }

  /** A field about the caller: what they typed stays, what the record knows is offered. */
  function settleCaller(live, fresh) {
    if (live.tagName !== "SELECT") {
      if (!live.value) set(live, fresh.value);
      return;
    }
    const isSame = live.textContent === fresh.textContent && [...live.options].every((one, at) => one.value === fresh.options[at].value);
    if (isSame && touched.has(live)) return;
    const { value } = fresh;
    if (!isSame) live.replaceChildren(...fresh.options);
    set(live, value);
  }

  function mergeFields(live, fresh) {
    const wanted = [...fresh.children].map((box) => ({ box, field: box.querySelector(FIELD) }));
    for (const box of [...live.children]) {
      const field = box.querySelector(FIELD);
      const isWanted = wanted.some((one) => one.field.name === field.name);
      if (!isWanted && (isChosen(field) || !field.value)) box.remove();
    }
    let before = live.firstElementChild;
    for (const { box, field } of wanted) {
      const [there] = fieldsIn(live, field.name);
      if (there) {
        settleCaller(there, field);
        before = [...live.children].find((child) => child.contains(there)).nextElementSibling;
      } else live.insertBefore(box, before);
    }
  }

  /** The boxes to tick are those of the answer, and those that are ticked already. */
  function mergeTicks(live, fresh) {
    const name = live.dataset.ticks;
    const labels = (root) => fieldsIn(root, name).map((box) => ({ box, label: box.closest("div:has(> label)") || box.closest("label") }));
    const old = labels(live);
    const now = labels(fresh);
    if (old.length === now.length && old.every(({ box }, at) => box.value === now[at].box.value)) return;
    const ticked = old.filter(({ box }) => box.checked);
    const at = live.contains(document.activeElement) ? document.activeElement : null;
    live.replaceChildren(...fresh.childNodes);
    const place = now[0]?.label.parentElement;
    for (const { box, label } of ticked) {
      const same = fieldsIn(live, name).find((one) => one.value === box.value);
      if (same) same.checked = true;
      else place?.append(label);
    }
    if (at) counterpart(live, at)?.focus();
  }

  const isUsed = (section) => [...section.querySelectorAll(FIELD)].some((field) => isTick(field) ? field.checked && field.value : touched.has(field));

  /**
   * Merge a section of the answer into the page. `sent` is the form as it was when the request left. Returns the element
   * that the answer would begin at, as it stands in the page.
   */
  globalThis.steadyhandMerge = (fresh, sent) => {
    const live = document.getElementById(fresh.id);
    const begin = fresh.querySelector("[autofocus]");
    const settled = new Set();
    for (const fields of fresh.querySelectorAll("[data-fields]")) {
      for (const field of fields.querySelectorAll(FIELD)) settled.add(field.name);
      mergeFields(live.querySelector("[data-fields]"), fields);
    }
    for (const ticks of fresh.querySelectorAll("[data-ticks]")) {
      settled.add(ticks.dataset.ticks);
      mergeTicks(live.querySelector(`[data-ticks="${ticks.dataset.ticks}"]`), ticks);
    }
    for (const field of fresh.querySelectorAll(FIELD)) {
      const [there] = fieldsIn(live, field.name);
      // What a writer kept although it was shown is theirs alone; no answer knows of it.
      if (!there || settled.has(field.name) || isTick(field) || field.matches("[data-guard-kept]")) continue;
      if (field.type === "hidden") there.value = field.value;
      else if (field.name) set(there, together(there, sent.get(field.name) ?? "", field.value));
    }
    for (const part of fresh.querySelectorAll("[data-part]")) replacePart(part);
    for (const section of fresh.querySelectorAll("section[id]")) {
      const there = document.getElementById(section.id);
      there.hidden = section.hidden && !isUsed(there);
    }
    if (!begin || begin.ownerDocument === document) return begin; // It came in with its part.
    return begin.name ? fieldsIn(live, begin.name)[0] : null;
  };

  for (const type of ["input", "change"]) {
    document.addEventListener(type, (event) => { if (!isOurs) touched.add(event.target); }, true);
  }
})();
