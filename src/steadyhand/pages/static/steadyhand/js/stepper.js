/* − and + beside a number. Without this script the buttons stay hidden and the number is typed. */
(() => {
  "use strict";

  function show() {
    for (const button of document.querySelectorAll(".stepper [data-step]")) button.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    const input = button?.closest(".stepper")?.querySelector("input");
    if (!input) return;
    if (button.dataset.step === "up") input.stepUp();
    else input.stepDown();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("htmx:after:swap", show);
  show();
})();
