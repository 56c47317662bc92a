/* Suggested words follow what is chosen, until somebody has written their own: then theirs stay.
   An answer holds [data-suggests="id of a field"]; the field knows in data-suggested what it was given last. */
(() => {
  "use strict";

  function follow(words) {
    const field = document.getElementById(words.dataset.suggests);
    if (!field) return;
    const said = words.textContent.trim();
    const isTheirs = field.value.trim() !== "" && field.value !== field.dataset.suggested;
    field.dataset.suggested = said;
    if (isTheirs || field.value === said) return;
    field.value = said;
    // The draft keeps it too.
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("htmx:after:swap", () => {
    for (const words of document.querySelectorAll("#suggested [data-suggests]")) follow(words);
    document.getElementById("suggested")?.replaceChildren();
  });
})();
