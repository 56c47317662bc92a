/* Photos and voice notes of a <form data-keep data-keep-files="/where/they/go"> are on this device, by their SHA-256,
   before the form's words are sent, and follow them. One leaves the device only when the server says that it has it.
   Kept apart by who is signed in; keep.js sends the words. */
(() => {
  "use strict";
  const AGAIN_MS = 10000;
  const LONGEST_MS = 60000; // Half a megabyte by a weak signal.
  const KEPT_MS = 14 * 86400000; // Whoever gave up their words meant their photo, too.
  const owner = () => document.body.dataset.draftOwner || "";
  let base = null;
  let sending = false;
  let waits = [];

  const opened = () => (base ??= new Promise((done, failed) => {
    const asked = indexedDB.open("steadyhand-handed", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: ["owner", "sha256"] });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  }));

  async function within(mode, act) {
    const work = (await opened()).transaction("files", mode, { durability: "strict" });
    return new Promise((done, failed) => {
      const asked = act(work.objectStore("files"));
      work.oncomplete = () => done(asked.result);
      work.onabort = () => failed(work.error);
    });
  }

  const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /** Keep what a form's file fields hold, and write into it what follows. False: this device can't. */
  async function keep(form) {
    const { on_phone: onPhone, leave_out: leaveOut } = form.elements;
    // What went along before the form was refused, unless they think better of it.
    const before = leaveOut?.checked ? "" : (form.dataset.onPhone ??= onPhone.value);
    const named = new Set(before.split(",").filter(Boolean));
    try {
      for (const field of form.querySelectorAll("input[type=file]")) {
        for (const file of field.files) {
          const content = await file.arrayBuffer();
          const sha256 = hex(await crypto.subtle.digest("SHA-256", content));
          const kind = field.name.split("_")[0];
          const kept = { owner: owner(), sha256, kind, content, type: file.type, to: form.dataset.keepFiles, at: Date.now() };
          await within("readwrite", (files) => files.put(kept));
          named.add(`${kind}:${sha256}`);
        }
      }
    } catch (error) {
      console.warn("This device can't keep a photo or voice note.", error);
      return false;
    }
    onPhone.value = [...named].join(",");
    if (leaveOut) leaveOut.checked = false;
    return true;
  }

  /** Send one; answer "gone", "refused" with the reason, "unknown" (nobody waits for it yet) or "waits". */
  async function send(kept) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    body.set("sha256", kept.sha256);
    body.set("file", new File([kept.content], kept.kind, { type: kept.type }));
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_MS);
    try {
      const answer = await fetch(kept.to, { method: "POST", body, redirect: "manual", credentials: "same-origin", signal: stop.signal });
      if (answer.status === 204) return ["gone"];
      if (answer.status === 422) return ["refused", await answer.text()];
      return [answer.status === 404 ? "unknown" : "waits"];
    } catch {
      return ["waits"]; // No signal: that is what this file is for.
    } finally {
      clearTimeout(timer);
    }
  }

  async function sendAll() {
    if (sending || !owner() || !globalThis.indexedDB) return;
    sending = true;
    const late = [];
    try {
      const mine = IDBKeyRange.bound([owner(), ""], [owner(), "\uffff"]);
      for (const key of await within("readonly", (files) => files.getAllKeys(mine))) {
        const kept = await within("readonly", (files) => files.get(key));
        if (!kept) continue; // Another tab was faster.
        const [became, why] = await send(kept);
        const isOver = became === "unknown" && Date.now() - kept.at > KEPT_MS;
        if (became === "gone" || became === "refused" || isOver) await within("readwrite", (files) => files.delete(key));
        if (became === "refused") say("kept-refused", "bad", `It did not go along. ${why}`);
        if (became === "waits") late.push(kept.kind === "photo" ? "a photo" : "a voice note");
      }
    } catch (error) {
      console.warn("What this device keeps can't be read.", error);
    } finally {
      sending = false;
    }
    waits = late;
    const main = document.getElementById("main");
    if (waits.length) say("kept-files", "info", `Kept on this phone until there is a signal: ${waits.join(", ")}. It goes by itself.`);
    else main?.querySelector(':scope > [data-note="kept-files"]')?.remove();
  }

  function say(name, kind, said) {
    const place = document.getElementById("main");
    if (place) globalThis.steadyhandNote({ place, name, kind, said });
  }

  globalThis.steadyhandHanded = { keep, sendAll };
  addEventListener("online", sendAll);
  setInterval(() => { if (waits.length) sendAll(); }, AGAIN_MS);
  sendAll();
})();
