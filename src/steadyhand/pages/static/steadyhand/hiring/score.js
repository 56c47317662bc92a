/* A scorecard without the mouse: j and k go on and back, 1 to 5 mark and go on, 0 or n is "not assessed" and goes on; w
   writes the note of where one is, and Escape leaves it. <form data-score> holds it, each thing to mark is a [data-mark],
   [data-assessed] says how many are. [data-timer="20"] counts minutes down for a work sample, if somebody wants it.
   Who has switched single keys off has none (office/keys.js). */
(() => {
  "use strict";
  const form = document.querySelector("[data-score]");
  if (!form) return;
  const marks = [...form.querySelectorAll("[data-mark]")];
  const isTyping = (at) => at.closest?.("textarea,select,input:not([type=radio],[type=checkbox])");
  const isOff = () => globalThis.steadyhandStore?.get("steadyhand:keys-off") === true;
  const radios = (mark) => [...mark.querySelectorAll("input[type=radio]")];

  const here = () => marks.findIndex((mark) => mark.contains(document.activeElement));

  function go(to) {
    if (to >= marks.length) {
      // After the last one there is nothing but to hand it in.
      form.querySelector("button[value=hand-in]")?.focus();
      return;
    }
    const mark = marks[Math.max(0, to)];
    (radios(mark).find((radio) => radio.checked) || radios(mark)[0])?.focus();
    mark.scrollIntoView({ block: "center" });
  }

  function set(value) {
    const at = here() < 0 ? 0 : here();
    const choices = radios(marks[at]);
    // What is shown and not asked knows three marks: there 3 is the third, as 5 is.
    const third = value === "3" && choices.length === 4 ? choices[2] : undefined;
    const input = choices.find((radio) => radio.value === value) || third;
    if (!input) return;
    input.checked = true;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    go(at + 1);
  }

  function count() {
    const assessed = marks.filter((mark) => radios(mark).some((radio) => radio.checked && radio.value)).length;
    for (const place of document.querySelectorAll("[data-assessed]")) {
      place.textContent = `${assessed} of ${marks.length} assessed`;
    }
  }

  function keyed(key) {
    if (key === "j" || key === "k") go(here() < 0 ? 0 : here() + (key === "j" ? 1 : -1));
    else if (/^[1-5]$/.test(key)) set(key);
    else if (key === "0" || key === "n") set("");
    else if (key === "w") marks[Math.max(0, here())].querySelector("textarea")?.focus();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && event.target.matches?.("[data-mark] textarea")) return go(here());
    if (isTyping(event.target) || isOff() || !keyed(event.key)) return;
    event.preventDefault();
  });

  function time(button) {
    const output = button.parentElement.querySelector("output");
    const ends = Date.now() + Number(button.dataset.timer) * 60_000;
    clearInterval(Number(button.dataset.running));
    function tick() {
      const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
      output.textContent = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left` : "Time is up";
      if (!left) clearInterval(Number(button.dataset.running));
    }
    button.dataset.running = String(setInterval(tick, 1000));
    button.textContent = "Start again";
    tick();
  }

  for (const button of form.querySelectorAll("[data-timer]")) {
    button.hidden = false;
    button.addEventListener("click", () => time(button));
  }
  form.addEventListener("input", count);
  form.addEventListener("change", count);
  count();
})();
