/* What somebody sends from a <form data-keep="what it is"> is on this phone before the page says so, and goes to the
   server as soon as there is a signal: now, when the browser says it is back, every few seconds, and on the next page.
   The form's own key makes a second sending harmless; of one visit all goes in the order in which it was tapped, by one
   tab at a time. The server learns whose phone kept it and refuses everybody else's; what it refuses for another reason
   stays here with its words until somebody has answered. kept_panel.js lists what waits, kept_files.js holds the files.
   data-keep may name fields: "part {number}". data-keep-one: a newer one for the same address takes its place.
   data-keep-part: a stepper whose htmx request finds no signal. data-kept-then, data-kept-hides="/address/": shown, or
   hidden, while something waits for that address. */
(() => {
  "use strict";
  const PREFIX = "steadyhand:kept:";
  const SENT = "steadyhand:sent:";
  const AGAIN_MS = 10000;
  const LONGEST_MS = 30000; // A signal that comes and goes leaves a request hanging; it is sent again.
  const PATIENCE_MS = 8000; // Then the page says that it waits, and goes on trying.
  const MOST_SENT = 20;
  const NEEDS = [400, 404, 405, 409, 410, 413, 422];
  const store = globalThis.steadyhandStore;
  const files = () => globalThis.steadyhandFiles;
  const owner = () => document.body.dataset.draftOwner || "";
  const names = () => store.names().filter((name) => name.startsWith(`${PREFIX}${owner()}:`)).sort();
  const pathOf = (address) => new URL(address, location.href).pathname;
  const answers = new Map();
  let running = Promise.resolve();
  let isBusy = false;

  /** What of one visit goes in order; everything else by itself. */
  const lineOf = (kept) => pathOf(kept.to).match(/^\/visits\/[^/]+\//)?.[0] || kept.key;
  const list = () => names().map((name) => ({ name, key: name.split(":").pop(), ...store.get(name) })).filter((kept) => kept.to);
  /** Write something beside what waits, if it still does: it may have been taken back meanwhile. */
  function mark(name, facts) {
    const kept = store.get(name);
    if (kept) store.set(name, { ...kept, ...facts });
  }
  const changed = () => document.dispatchEvent(new CustomEvent("steadyhand:kept"));

  function clock(at) {
    return new Date(at).toLocaleTimeString(document.documentElement.lang, {
      hour: "numeric", minute: "2-digit", hour12: document.body.dataset.clock !== "24",
    });
  }

  // --- sending ----------------------------------------------------------------------------------------------------

  async function bodyOf(kept) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    const body = kept.files?.length ? new FormData() : new URLSearchParams();
    for (const [name, value] of kept.fields) if (name !== "csrfmiddlewaretoken") body.append(name, value);
    if (token) body.append("csrfmiddlewaretoken", token);
    for (const file of kept.files || []) {
      const blob = await files()?.get(file.sha);
      if (!blob) return null; // Another browser's tidying has taken it.
      body.append(file.field, new File([blob], file.name, { type: file.type }));
    }
    return body;
  }

  /** Fetch a fresh token: the one on this page may be of another session. */
  async function newToken() {
    const page = await fetch("/account/", { credentials: "same-origin", redirect: "manual" });
    const token = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    const field = document.querySelector("[name=csrfmiddlewaretoken]");
    if (!token || !field || token.value === field.value) return false;
    for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = token.value;
    return true;
  }

  /** Send one; answer with what became of it: done, needs (and the words why), signed-out, waits or nothing (no signal). */
  async function send(kept, isLate, isAgain = false) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_MS);
    try {
      const body = await bodyOf(kept);
      if (!body) return { is: "needs", said: "The file isn't on this phone any more. Take it again." };
      const headers = { "X-Kept-By": owner(), "X-Kept-Age": String(Date.now() - kept.at) };
      if (isLate) headers["X-Kept-Late"] = "1";
      const answer = await fetch(kept.to, { method: "POST", body, headers, redirect: "manual", credentials: "same-origin", signal: stop.signal });
      const isWords = answer.headers.get("Content-Type")?.includes("json");
      if (answer.status === 401 && isWords) return { is: "signed-out" };
      if (answer.status === 200 && isWords) return { is: "done", ...(await answer.json()) };
      if (answer.status === 422 && isWords) return { ...(await answer.json()), is: "needs" };
      if (answer.status === 403) {
        if (!isAgain && (await newToken())) return send(kept, isLate, true);
        return { is: "needs", said: "You may not do this any more. Ask the desk." };
      }
      if (!NEEDS.includes(answer.status)) return { is: "waits", said: `The server had a problem (${answer.status}); it is tried again.` };
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = [...page.querySelectorAll(".error-summary li")].map((line) => line.textContent.trim().replace(/\s+/g, " "));
      return { is: "needs", hasPage: answer.status === 422, said: said.join(" ") || "It isn't there any more." };
    } catch (error) {
      if (!(error instanceof TypeError) && error.name !== "AbortError") console.warn("Not sent.", error);
      return { is: "no-signal" }; // That is what this file is for.
    } finally {
      clearTimeout(timer);
    }
  }

  /** A step of a visit leads to its next version; what was kept after it was written on that. */
  function follow(kept, answer) {
    if (!answer.version) return;
    for (const { name, ...later } of list()) {
      if (lineOf(later) !== lineOf(kept)) continue;
      const field = later.fields.find(([field]) => field === "version");
      if (!field || Number(field[1]) !== answer.was) continue;
      field[1] = String(answer.version);
      store.set(name, later);
    }
  }

  async function forget(name, kept, shas) {
    for (const file of kept.files || []) if (shas.includes(file.sha)) await files()?.sent(file.sha);
    if (store.get(name)?.at === kept.at) store.remove(name);
  }

  async function round(urgent) {
    const first = urgent && store.get(urgent) ? lineOf(store.get(urgent)) : "";
    const waiting = list().filter((kept) => !kept.needs);
    const inOrder = [...waiting.filter((kept) => lineOf(kept) === first), ...waiting.filter((kept) => lineOf(kept) !== first)];
    const held = new Set();
    let leaving = null;
    for (const { name } of inOrder) {
      const kept = store.get(name); // As it is now: another tab, or the step before it, may have changed it.
      if (!kept || held.has(lineOf(kept))) continue;
      const answer = await send(kept, name !== urgent);
      answers.set(name, answer);
      if (answer.is === "no-signal" || answer.is === "signed-out") break;
      if (answer.is === "waits") {
        held.add(lineOf(kept));
        mark(name, { said: answer.said });
        continue;
      }
      if (answer.is === "needs") {
        mark(name, { needs: true, said: answer.said, url: answer.url, hasPage: Boolean(answer.hasPage) });
        changed();
        continue;
      }
      if ((kept.files || []).some((file) => file.sha !== answer.sha256)) {
        // The server has answered, but not named the file: it stays here and is sent again.
        held.add(lineOf(kept));
        mark(name, { said: "The server hasn't confirmed the file yet; it is sent again." });
        continue;
      }
      follow(kept, answer);
      globalThis.steadyhandHanded?.sendAll(); // What goes along with these words, by its own way.
      await forget(name, kept, [answer.sha256]);
      const sent = (store.get(SENT + owner()) || []).filter((each) => new Date(each.at).toDateString() === new Date().toDateString());
      store.set(SENT + owner(), [{ what: kept.what, at: Date.now() }, ...sent].slice(0, MOST_SENT));
      if (name !== urgent) {
        note("sent", "good", `Sent ${clock(Date.now())}: ${kept.what}.`);
        leaving = [kept, answer];
      }
      changed();
    }
    if (leaving) leave(...leaving);
  }

  /** One round at a time, over all tabs; a tab that dies lets go. */
  function sendAll(urgent) {
    if (!urgent && isBusy) return running;
    const go = () => round(urgent);
    running = running.then(async () => {
      isBusy = true;
      try {
        if (navigator.locks) await navigator.locks.request("steadyhand:kept", urgent ? {} : { ifAvailable: true }, (lock) => lock && go());
        else await go();
      } catch (error) {
        console.warn("What is kept waits for the next time.", error);
      } finally {
        isBusy = false;
        changed();
      }
    });
    return running;
  }

  // --- what the page says -------------------------------------------------------------------------------------------

  function note(name, kind, said, action, act) {
    const place = document.getElementById("main");
    if (place) globalThis.steadyhandNote({ place, name, kind, said, action, act });
  }

  const unnote = (name) => document.querySelector(`#main > [data-note="${name}"]`)?.remove();

  /** Go on from a page whose own form has just been sent in the background. */
  function leave(kept, answer) {
    const form = [...document.querySelectorAll("form[data-keep-one]")].find((form) => pathOf(form.action) === pathOf(kept.to));
    if (form && answer.url) location.assign(answer.url);
  }

  function hide(form, isHidden) {
    form.hidden = isHidden;
    for (const button of form.id ? document.querySelectorAll(`button[form="${form.id}"]`) : []) button.hidden = isHidden;
  }

  function paint() {
    if (!owner()) return;
    const all = list();
    const waiting = all.filter((kept) => !kept.needs);
    const paths = new Set(waiting.map((kept) => pathOf(kept.to)));
    for (const form of document.querySelectorAll("form[data-keep-one]")) hide(form, paths.has(pathOf(form.action)));
    for (const each of document.querySelectorAll("[data-kept-then]")) each.hidden = !paths.has(each.dataset.keptThen);
    for (const each of document.querySelectorAll("[data-kept-hides]")) if (paths.has(each.dataset.keptHides)) each.hidden = true;
    // On the page that says why, beside what was typed, nobody needs to be told again.
    const isHere = (kept) => document.querySelector(".error-summary") &&
      [...document.querySelectorAll("form[data-keep]")].some((form) => pathOf(form.action) === pathOf(kept.to));
    const refused = all.find((kept) => kept.needs && !isHere(kept));
    if (refused) note("needs-you", "bad", `Needs you: ${refused.what}. ${refused.said || ""}`, "Answer it", () => answer(refused.name));
    else unnote("needs-you");
    if (!waiting.length) return unnote("kept");
    const isOut = answers.get(waiting[0].name)?.is === "signed-out";
    const what = waiting.map((kept) => kept.what).join(", ");
    const how = isOut ? "Sign in again, and it goes." : waiting.find((kept) => kept.said)?.said || "It goes by itself when there is a signal.";
    note("kept", "info", `Kept on this phone, will be sent: ${what}. ${how}`, isOut ? "Sign in" : "Try now", () => (isOut ? signIn() : sendAll()));
  }

  const signIn = () => location.assign(`/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`);

  // --- what needs somebody ------------------------------------------------------------------------------------------

  /** Try it once more; still refused, go where it can be answered, with all that was typed. */
  async function answer(name) {
    const kept = store.get(name);
    if (!kept) return changed();
    mark(name, { needs: false });
    await sendAll(name);
    const now = store.get(name);
    const answered = answers.get(name);
    if (!now) return location.assign(answered?.url || location.href);
    if (!now.needs) {
      // Nobody answered: it still needs them.
      mark(name, { needs: true });
      return answered?.is === "signed-out" ? signIn() : changed();
    }
    if (now.hasPage && !now.files?.length) back(now);
    else if (now.url || now.hasPage) location.assign(now.url || pathOf(now.to));
  }

  /** Send a refused form as the browser would, so that its page says why and holds what was typed. It stays here too. */
  function back(kept) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = kept.to;
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    const fields = kept.fields.filter(([name]) => name !== "csrfmiddlewaretoken");
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token || ""]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }

  /** Take it back before it is sent; false if it is gone already. */
  async function takeBack(name) {
    let was = false;
    const act = async () => {
      const kept = store.get(name);
      was = Boolean(kept);
      if (kept) await forget(name, kept, (kept.files || []).map((file) => file.sha));
    };
    if (navigator.locks) await navigator.locks.request("steadyhand:kept", act);
    else await act();
    changed();
    return was;
  }

  // --- keeping ------------------------------------------------------------------------------------------------------

  const keyOf = (fields) => fields.find(([name]) => name === "form_key")?.[1] || crypto.randomUUID();

  /** Write it down, in place of what it replaces; the name it has here, or nothing where this phone keeps nothing. */
  function keep(kept, replaces) {
    const older = list().find((each) => each.key === kept.key || replaces?.(each));
    const name = older?.key === kept.key ? older.name : `${PREFIX}${owner()}:${kept.at}:${kept.key}`;
    if (!store.set(name, kept)) return "";
    for (const each of list()) if (each.name !== name && replaces?.(each)) store.remove(each.name);
    return name;
  }

  async function keepFiles(form, submitter, key) {
    const kept = [];
    if (form.dataset.keepFiles) return kept; // These go by themselves, after the words (handed_files.js).
    for (const [field, value] of new FormData(form, submitter)) {
      if (typeof value === "string" || !value.size) continue;
      if (!files()) return null;
      kept.push({ field, sha: await files().put(value, { key, address: form.action }), name: value.name, type: value.type });
    }
    return kept;
  }

  const saidOf = (form, fields) => form.dataset.keep.replace(/\{(\w+)\}/g, (_, name) => new Map(fields).get(name) || "");

  function busy(form, submitter, isBusy) {
    const button = submitter || form.querySelector("button");
    if (!button) return;
    if (isBusy) {
      button.keptChildren ??= [...button.childNodes];
      button.setAttribute("aria-disabled", "true");
      button.replaceChildren(button.dataset.saving || "Saving…");
    } else if (button.keptChildren) {
      button.removeAttribute("aria-disabled");
      button.replaceChildren(...button.keptChildren);
    }
  }

  async function submitted(event) {
    const form = event.target;
    if (!form.matches("form[data-keep]") || !owner()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.sending) return; // A double tap.
    form.dataset.sending = "yes";
    busy(form, event.submitter, true);
    const at = Date.now();
    try {
      if (form.dataset.keepFiles && !(await globalThis.steadyhandHanded?.keep(form))) {
        if (navigator.onLine) form.submit(); // This phone can't keep a file; the server can.
        else globalThis.steadyhandNote({
          place: form, name: "kept", kind: "bad",
          said: "This phone can't keep a photo or voice note without a signal. Leave them out, or send this again later.",
        });
        return;
      }
      const fields = [...new FormData(form, event.submitter)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
      const key = keyOf(fields);
      const isOne = form.hasAttribute("data-keep-one");
      const kept = { at, key, what: saidOf(form, fields), to: form.action, fields };
      const own = await keepFiles(form, event.submitter, key).catch((error) => (console.warn("This phone keeps no file.", error), null));
      if (own?.length) kept.files = own;
      const name = own && keep(kept, isOne ? (each) => pathOf(each.to) === pathOf(kept.to) : null);
      if (!name) {
        form.submit(); // This phone can't keep anything; the server can.
        return;
      }
      await Promise.race([sendAll(name), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
      became(form, name);
    } finally {
      delete form.dataset.sending;
      busy(form, event.submitter, false);
    }
  }

  function became(form, name) {
    const kept = store.get(name);
    const answer = answers.get(name);
    if (!kept) location.assign(answer?.url || form.dataset.keepNext || "/");
    else if (answer?.is === "signed-out") signIn();
    else if (kept.needs && kept.hasPage) form.submit(); // Its page says why beside what was typed; it is kept here too.
    else if (kept.needs && kept.url) {
      // What is told there needn't be told here as well.
      store.remove(name);
      location.assign(kept.url);
    } else {
      if (form.hasAttribute("data-keep-stay")) {
        form.reset(); // For the next photo, the next part.
        form.elements.form_key.value = crypto.randomUUID();
      } else if (!kept.needs) hide(form, true);
      changed();
      document.querySelector('#main > [data-note="kept"]')?.scrollIntoView({ block: "nearest" });
    }
  }

  /** A stepper without a signal: how many there are now is kept, and an older word of the same part is replaced. */
  function keepPart(place) {
    const input = place.querySelector("input");
    const part = input.name.replace("quantity-", "");
    const fields = [["part", part], [input.name, input.value], ["form_key", crypto.randomUUID()]];
    const kept = { at: Date.now(), key: keyOf(fields), what: `${input.value} × ${place.dataset.keepPart}`, to: place.dataset.keepTo, fields, part };
    keep(kept, (each) => each.part === part && each.to === kept.to);
    changed();
  }

  document.addEventListener("submit", submitted, true);
  document.addEventListener("change", (event) => {
    const place = event.target.closest?.("[data-keep-part]");
    if (!place || navigator.onLine || !owner()) return;
    event.stopPropagation(); // htmx would only find that there is no signal.
    keepPart(place);
  }, true);
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    const place = ctx && !ctx.response && ctx.sourceElement?.closest?.("[data-keep-part]");
    if (!place || !owner()) return;
    keepPart(place);
    document.querySelector("[data-note=once]")?.remove();
  });
  // Looked up while it is typed: without a signal there is nothing to ask, and nothing to complain of.
  document.addEventListener("htmx:before:request", (event) => {
    if (!navigator.onLine && event.detail.ctx.request.method === "GET" && document.querySelector("form[data-keep]")) event.preventDefault();
  }, true);
  document.addEventListener("steadyhand:kept", paint);
  addEventListener("storage", (event) => {
    if (!event.key?.startsWith(`${PREFIX}${owner()}:`)) return;
    changed();
    // Another tab has sent it: this page is of before.
    if (event.newValue === null && event.oldValue) leave(JSON.parse(event.oldValue), { url: location.href });
  });
  addEventListener("online", () => sendAll());
  setInterval(() => { if (list().some((kept) => !kept.needs)) sendAll(); }, AGAIN_MS);

  // A copy of a page, opened twice, is two pages: what is sent from each is to be done.
  if (document.querySelector("[data-note=as-of]")) {
    for (const field of document.querySelectorAll("form[data-keep] [name=form_key]")) field.value = crypto.randomUUID();
  }
  globalThis.steadyhandKept = { list, sendAll, takeBack, answer, clock, sent: () => store.get(SENT + owner()) || [] };
  if (owner()) {
    paint();
    if (list().some((kept) => !kept.needs)) sendAll();
  }
})();
