/* What somebody types in a <form data-draft="key"> outlives a crash, a reload and a lost connection.
   It is kept on this device with every stroke, put back with a note that says so, and forgotten only when the server
   has accepted it: by the header `X-Draft-Done: key` on an htmx answer, or by data-draft-clear="key" on a page, if
   data-draft-sent has its form.
   <body data-draft-owner> keeps people who share a device apart;
   <body data-clock="24"> writes 14:40 for 2:40 pm.
   Passwords, one-time codes, cards, files, hidden fields and [data-draft-skip] are never kept. A hidden field with
   data-draft-keep is: it says what the form showed when it was typed into, so that the server sees who was faster. */
(() => {
  "use strict";
  const KEPT_DAYS = 14; // Customers' words stay on no device for ever.
  const PREFIX = "steadyhand:draft:";
  const NEVER = "[type=password],[type=hidden]:not([data-draft-keep]),[type=file],[type=submit],[type=button],[type=reset],[type=image]," +
    "[autocomplete^=cc-],[autocomplete=one-time-code],[autocomplete$=password],[data-draft-skip]";
  const store = globalThis.steadyhandStore;
  const asServed = new WeakMap();
  let restoring = false;

  const nameOf = (key) => `${PREFIX}${document.body.dataset.draftOwner || "anyone"}:${key}`;
  const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !field.matches(NEVER));
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";

  function read(form) {
    const values = {};
    for (const field of fieldsOf(form)) {
      const list = (values[field.name] ??= []);
      if (isTick(field)) {
        if (field.checked) list.push(field.value);
      } else if (field.multiple && field.options) {
        list.push(...[...field.selectedOptions].map((option) => option.value));
      } else if (field.value !== undefined) list.push(field.value);
    }
    return values;
  }

  function write(form, values) {
    const used = {};
    for (const field of fieldsOf(form)) {
      const list = values[field.name];
      if (!list) continue;
      if (isTick(field)) field.checked = list.includes(field.value);
      else if (field.multiple && field.options) {
        for (const option of field.options) option.selected = list.includes(option.value);
      } else {
        used[field.name] = (used[field.name] ?? -1) + 1;
        if (list[used[field.name]] !== undefined) field.value = list[used[field.name]];
      }
      // Whatever listens to typing (lookups, warnings) hears of it too.
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function keep(form) {
    const draft = { at: Date.now(), values: read(form), form: form.form_key?.value };
    if (store.set(nameOf(form.dataset.draft), draft) || form.dataset.draftWarned) return;
    form.dataset.draftWarned = "yes";
    globalThis.steadyhandNote({
      place: form, name: "draft", kind: "warn",
      said: "This device can't keep what you type: its storage is full or blocked. Save soon.",
    });
  }

  const forget = (key, sent) => {
    if (!sent || sent.includes(store.get(nameOf(key))?.form)) store.remove(nameOf(key));
  };

  function restore(form) {
    if (asServed.has(form)) return;
    const served = read(form);
    asServed.set(form, served);
    if (form.hasAttribute("data-draft-newer")) {
      // An answer to what was just sent: it holds all that was typed, and maybe what somebody else wrote meanwhile.
      keep(form);
      return;
    }
    const draft = store.get(nameOf(form.dataset.draft));
    if (!draft || JSON.stringify(draft.values) === JSON.stringify(served)) return;
    fill(form, draft.values);
    const at = new Date(draft.at);
    const isToday = at.toDateString() === new Date().toDateString();
    const said = at.toLocaleString(document.documentElement.lang, {
      hour: "numeric", minute: "2-digit", hour12: document.body.dataset.clock !== "24", ...(isToday ? {} : { day: "numeric", month: "short" }),
    });
    globalThis.steadyhandNote({
      place: form, name: "draft", kind: "info",
      said: `Restored what you typed at ${said}.`,
      action: "Discard",
      act: () => {
        fill(form, served);
        forget(form.dataset.draft);
        fieldsOf(form)[0]?.focus();
      },
    });
  }

  function fill(form, values) {
    restoring = true;
    try {
      write(form, values);
    } finally {
      restoring = false;
    }
  }

  function sweep() {
    const oldest = Date.now() - KEPT_DAYS * 86400000;
    for (const name of store.names()) {
      if (name.startsWith(PREFIX) && !(store.get(name)?.at > oldest)) store.remove(name);
    }
  }

  function look(part) {
    for (const { dataset } of part.querySelectorAll("[data-draft-clear]")) forget(dataset.draftClear, dataset.draftSent);
    for (const form of part.querySelectorAll("form[data-draft]")) restore(form);
  }

  function typed(event) {
    const form = event.target.form;
    if (restoring || !form?.dataset.draft || event.target.matches(NEVER)) return;
    keep(form);
  }

  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("htmx:after:request", (event) => {
    const key = event.detail.ctx.response?.headers.get("X-Draft-Done");
    if (key) forget(key);
  });
  document.addEventListener("htmx:after:swap", () => look(document));
  sweep();
  look(document);
})();
