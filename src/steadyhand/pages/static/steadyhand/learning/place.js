/* Where somebody is in a module is kept while they read: on this device at once, and at the server when there is a signal,
   so that another device goes on there too. <div data-lesson="address" data-lesson-key="module.version"> holds it;
   data-lesson-read: it was read before, so nothing is kept. */
(() => {
  "use strict";
  const lesson = document.querySelector("[data-lesson]");
  if (!lesson || !globalThis.IntersectionObserver || lesson.hasAttribute("data-lesson-read")) return;
  const PAUSE_MS = 1500; // Somebody who flicks through isn't reading.
  const store = globalThis.steadyhandStore;
  const name = `steadyhand:lesson:${document.body.dataset.draftOwner || "anyone"}:${lesson.dataset.lessonKey}`;
  const sections = [...lesson.querySelectorAll("[data-section]")];
  const kept = store?.get(name)?.place;
  let timer = 0;

  /** Offer to go on where this device was, if the server knew no place. */
  function offer() {
    const section = sections.find((each) => each.id === kept);
    if (!section || section === sections[0] || lesson.querySelector("[data-lesson-on]")) return;
    const link = document.createElement("a");
    link.className = "button";
    link.href = `#${kept}`;
    link.textContent = `Go on at “${section.querySelector("h2")?.textContent.trim() || kept}”`;
    const line = document.createElement("p");
    line.append(link);
    lesson.querySelector("header").after(line);
  }

  async function keep(place) {
    store?.set(name, { place });
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!navigator.onLine || !token) return;
    const body = new URLSearchParams({ place, csrfmiddlewaretoken: token });
    // Lost on the way, it is on this device all the same, and the next section says it again.
    await fetch(lesson.dataset.lesson, { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => null);
  }

  offer();
  const watcher = new IntersectionObserver((entries) => {
    const seen = entries.filter((each) => each.isIntersecting).pop();
    if (!seen) return;
    clearTimeout(timer);
    timer = setTimeout(() => keep(seen.target.id), PAUSE_MS);
  }, { rootMargin: "-30% 0px -50% 0px" });
  for (const section of sections) watcher.observe(section);
})();
