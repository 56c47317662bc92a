/* What somebody sends from a <form data-keep="what it is" data-keep-next="/where/then/"> is on this device before the
   page says so, and goes to the server as soon as there is a signal: now, when the browser says it is back, every few
   seconds, and on the next page. The form's own key makes a second sending harmless. Kept apart by who is signed in. */
(() => {
  "use strict";
  const PREFIX = "steadyhand:kept:";
  const AGAIN_MS = 10000;
  const LONGEST_MS = 20000; // A signal that comes and goes leaves a request hanging; it is sent again.
  const store = globalThis.steadyhandStore;
  const owner = () => document.body.dataset.draftOwner || "";
  const mine = () => store.names().filter((name) => name.startsWith(`${PREFIX}${owner()}:`)).sort();
  let sending = false;

  function say() {
    const waiting = mine();
    const main = document.getElementById("main");
    if (!main) return;
    if (!waiting.length) {
      main.querySelector(':scope > [data-note="kept"]')?.remove();
      return;
    }
    const what = waiting.map((name) => store.get(name)?.what).filter(Boolean).join(", ");
    globalThis.steadyhandNote({
      place: main, name: "kept", kind: "info",
      said: `Kept on this phone until there is a signal: ${what}. It goes by itself.`,
      action: "Try now", act: () => sendAll(),
    });
  }

  /** Send one; answer "gone", "refused" (the server has read it and wants something else) or "waits". */
  async function send(kept) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    const body = new URLSearchParams(kept.fields);
    if (token) body.set("csrfmiddlewaretoken", token);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_MS);
    try {
      const answer = await fetch(kept.to, { method: "POST", body, redirect: "manual", credentials: "same-origin", signal: stop.signal });
      if (answer.type === "opaqueredirect") return "gone";
      return answer.status === 422 || answer.status === 404 || answer.status === 409 ? "refused" : "waits";
    } catch {
      return "waits"; // No signal: that is what this file is for.
    } finally {
      clearTimeout(timer);
    }
  }

  async function sendAll() {
    if (sending) return;
    sending = true;
    try {
      for (const name of mine()) {
        const kept = store.get(name);
        if (!kept) continue;
        const became = await send(kept);
        if (became === "gone") {
          store.remove(name);
          globalThis.steadyhandFiles?.sendAll();
        }
        if (became === "refused") {
          // Nothing is thrown away: the page opens with the form, where the reason stands beside what was typed.
          store.remove(name);
          back(kept);
          return;
        }
      }
    } finally {
      sending = false;
    }
    say();
  }

  /** Send a refused form as the browser would, so that its page says why and holds what was typed. */
  function back(kept) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = kept.to;
    for (const [name, value] of kept.fields) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }

  async function submitted(event) {
    const form = event.target;
    if (!form.matches("form[data-keep]") || !owner()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.sending) return; // A double tap.
    form.dataset.sending = "yes";
    if (form.dataset.keepFiles && !(await globalThis.steadyhandFiles?.keep(form))) {
      delete form.dataset.sending;
      if (navigator.onLine) form.submit(); // This device can't keep a file; the server can.
      else globalThis.steadyhandNote({
        place: form, name: "kept", kind: "bad",
        said: "This phone can't keep a photo or voice note without a signal. Leave them out, or send this again later.",
      });
      return;
    }
    const fields = [...new FormData(form, event.submitter)].filter(([, value]) => typeof value === "string");
    const key = new URLSearchParams(fields).get("form_key") || crypto.randomUUID();
    const name = `${PREFIX}${owner()}:${Date.now()}:${key}`;
    const kept = { at: Date.now(), what: form.dataset.keep, to: form.action, fields };
    if (!store.set(name, kept)) {
      form.submit(); // This device can't keep anything; the server can.
      return;
    }
    sending = true;
    const became = await send(kept);
    sending = false;
    if (became === "gone") {
      store.remove(name);
      location.assign(form.dataset.keepNext || "/");
    } else if (became === "refused") {
      store.remove(name);
      form.submit();
    } else {
      form.hidden = true;
      say();
    }
  }

  document.addEventListener("submit", submitted, true);
  addEventListener("online", sendAll);
  setInterval(() => { if (mine().length) sendAll(); }, AGAIN_MS);
  if (owner() && mine().length) {
    say();
    sendAll();
  }
})();
