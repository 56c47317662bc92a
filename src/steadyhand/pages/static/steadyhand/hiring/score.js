/* A scorecard without the mouse: j and k go on and back, 1 to 5 mark, 0 is "not assessed". <form data-score> holds it,
   each thing to mark is a [data-mark]. Who has switched single keys off has none (office/keys.js). */
(() => {
  "use strict";
  const form = document.querySelector("[data-score]");
  if (!form) return;
  const marks = [...form.querySelectorAll("[data-mark]")];
  const isTyping = (at) => at.closest?.("textarea,select,input:not([type=radio],[type=checkbox])");
  const isOff = () => globalThis.steadyhandStore?.get("steadyhand:keys-off") === true;

  const here = () => marks.findIndex((mark) => mark.contains(document.activeElement));

  function go(to) {
    const mark = marks[Math.max(0, Math.min(marks.length - 1, to))];
    (mark.querySelector("input[type=radio]:checked") || mark.querySelector("input[type=radio]"))?.focus();
    mark.scrollIntoView({ block: "center" });
  }

  function set(value) {
    const input = marks[here()]?.querySelector(`input[type=radio][value="${value === "0" ? "" : value}"]`);
    if (!input) return false;
    input.checked = true;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || isOff() || document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") go(here() < 0 ? 0 : here() + (event.key === "j" ? 1 : -1));
    else if (!/^[0-5]$/.test(event.key) || !set(event.key)) return;
    event.preventDefault();
  });
})();
