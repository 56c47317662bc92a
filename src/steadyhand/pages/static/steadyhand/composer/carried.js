/* Words that left a customer's box arrive where they are of use (composer.js): in the field [data-carried] of the page they
   were meant for, once. Whoever raises them goes back to the form that they came from. */
(() => {
  "use strict";
  const CARRIED = "steadyhand:carried";
  const field = document.querySelector("[data-carried]");
  const kept = sessionStorage.getItem(CARRIED);
  if (!field || !kept) return;
  const { words, to, then } = JSON.parse(kept);
  if (to !== location.pathname) return;
  sessionStorage.removeItem(CARRIED);
  field.value = [field.value.trim(), words].filter(Boolean).join("\n");
  const back = field.form.elements.then;
  if (!back || !then.endsWith("/close/")) return;
  back.value = "close";
  if (field.form.dataset.keepNext) field.form.dataset.keepNext = then;
})();
