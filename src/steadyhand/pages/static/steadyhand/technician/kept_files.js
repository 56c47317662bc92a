/* Photos, voice notes and signatures that wait on this phone, each under the SHA-256 of its bytes, whose it is beside it.
   `put(blob, {key, address})` answers with the digest once the phone has written it down; `get(sha)` gives it back;
   `pending()` lists what waits; `sent(sha)` forgets it: call that only when the server has named this very digest.
   Where a browser can't (no IndexedDB, no secure page), `globalThis.steadyhandFiles` isn't there. */
(() => {
  "use strict";
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return;
  const owner = () => document.body.dataset.draftOwner || "";
  let opened;

  const open = () => (opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("steadyhand-files", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: ["owner", "sha"] });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => {
      opened = undefined;
      failed(asked.error);
    };
  }));

  async function act(mode, what) {
    const base = await open();
    return new Promise((done, failed) => {
      // "strict": it is on the disk, not in a buffer, before the page says that it is kept.
      const change = base.transaction("files", mode, { durability: "strict" });
      const asked = what(change.objectStore("files"));
      change.oncomplete = () => done(asked.result);
      change.onerror = change.onabort = () => failed(change.error);
    });
  }

  async function digest(blob) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  globalThis.steadyhandFiles = {
    async put(blob, { key, address }) {
      const sha = await digest(blob);
      await act("readwrite", (files) => files.put({ owner: owner(), sha, key, address, at: Date.now(), blob }));
      return sha;
    },
    get: async (sha) => (await act("readonly", (files) => files.get([owner(), sha])))?.blob,
    pending: async () => (await act("readonly", (files) => files.getAll())).filter((file) => file.owner === owner()),
    sent: (sha) => act("readwrite", (files) => files.delete([owner(), sha])),
  };
})();
