/* Pages of the day are ready for a cellar: the worker keeps what is opened, and what data-ready names ("/a/ /b/") is
   fetched ahead. What data-ready-later names, and what those pages name in turn, follows if the phone's copy is old: other
   visits of today, and the forms of a need and of an obstacle. A page with a message or an undo on it is fetched again
   without: that is what can be read later. */
(() => {
  "use strict";
  if (!navigator.serviceWorker || !document.body.dataset.draftOwner) return;
  const MOST_AHEAD = 40; // Eight visits with five pages each: about a megabyte once, little afterwards.
  const FRESH_MS = 30 * 60 * 1000; // What later visits say changes seldom; each opening of My day would ask for them all.
  const namesIn = (page, what) => [...page.querySelectorAll(`[data-${what}]`)]
    .flatMap((each) => each.getAttribute(`data-${what}`).split(" ")).filter(Boolean);
  const isPassing = document.querySelector(".toast, #messages .note, [data-note=as-of]");
  const isFirst = !navigator.serviceWorker.controller;

  /** Have the worker keep the scripts and styles of a page that it hasn't yet. */
  async function partsOf(page) {
    for (const each of page.querySelectorAll("script[src], link[rel=stylesheet]")) {
      const address = each.getAttribute("src") || each.getAttribute("href");
      if (!(await caches.match(address))) await fetch(address);
    }
  }

  async function isFresh(address) {
    const at = Number((await caches.match(address))?.headers.get("X-Kept-At") || 0);
    return Date.now() - at < FRESH_MS;
  }

  /** Fetch pages and have them kept; return what they name in turn. */
  async function fetchAll(addresses, done) {
    const found = [];
    for (const address of addresses) {
      if (done.has(address) || done.size >= MOST_AHEAD) continue;
      done.add(address);
      const answer = await fetch(address, { headers: { "X-Kept-Ahead": "1" }, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      await partsOf(page);
      found.push(...namesIn(page, "ready"), ...namesIn(page, "ready-later"));
    }
    return found;
  }

  async function fetchLater(addresses, done) {
    const old = [];
    for (const address of new Set(addresses)) if (!(await isFresh(address))) old.push(address);
    if (old.length) await fetchLater(await fetchAll(old.filter((each) => !done.has(each)), done), done);
  }

  async function fetchAhead() {
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => {
        navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
        active.postMessage("claim"); // It may have become active while this page was on its way.
        setTimeout(done, 5000); // Reloaded without it: then not on this page.
      });
    }
    if (!navigator.serviceWorker.controller || !navigator.onLine) return;
    const here = isPassing || isFirst ? [location.pathname + location.search] : [];
    // What the very first page was made of came before there was a worker to keep it.
    if (isFirst) await partsOf(document);
    const done = new Set();
    const inTurn = await fetchAll([...here, ...namesIn(document, "ready")], done);
    // Whoever pays for each megabyte reads ahead of the next visit only.
    if (!navigator.connection?.saveData) await fetchLater([...inTurn, ...namesIn(document, "ready-later")], done);
  }

  globalThis.steadyhandReady = navigator.serviceWorker.register("/worker.js").then(fetchAhead)
    // No signal any more, or a browser that keeps nothing: what is there is there.
    .catch((error) => console.warn("Not all of the day can be read without a signal.", error));
})();
