/* Pages of the day are ready for a cellar: the worker keeps what is opened, and what data-ready names ("/a/ /b/") is
   fetched ahead. A page with a message or an undo on it is fetched again without: that is what can be read later. */
(() => {
  "use strict";
  if (!navigator.serviceWorker || !document.body.dataset.draftOwner) return;
  const named = [...document.querySelectorAll("[data-ready]")].flatMap((each) => each.dataset.ready.split(" ")).filter(Boolean);
  const isPassing = document.querySelector(".toast, #messages .note, [data-note=as-of]");
  const isFirst = !navigator.serviceWorker.controller;

  /** Have the worker keep the scripts and styles of a page that it hasn't yet. */
  async function partsOf(page) {
    for (const each of page.querySelectorAll("script[src], link[rel=stylesheet]")) {
      const address = each.getAttribute("src") || each.getAttribute("href");
      if (!(await caches.match(address))) await fetch(address);
    }
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
    for (const address of new Set([...here, ...named])) {
      const page = await fetch(address, { headers: { "X-Kept-Ahead": "1" }, credentials: "same-origin" });
      await partsOf(new DOMParser().parseFromString(await page.text(), "text/html"));
    }
  }

  globalThis.steadyhandReady = navigator.serviceWorker.register("/worker.js").then(fetchAhead)
    // No signal any more, or a browser that keeps nothing: what is there is there.
    .catch((error) => console.warn("Not all of the day can be read without a signal.", error));
})();
