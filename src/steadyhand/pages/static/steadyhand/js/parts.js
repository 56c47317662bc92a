/* What two parts of pages need. Without it a stepper's number is typed, and a menu closes by its own name. */
(() => {
  "use strict";

  function showSteps() {
    for (const button of document.querySelectorAll(".stepper [data-step]")) button.hidden = false;
  }

  function step(button) {
    const input = button.closest(".stepper").querySelector("input");
    if (button.dataset.step === "up") input.stepUp();
    else input.stepDown();
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
  }

  /** Close open menus that don't hold `except`, and say which they were. */
  function closeMenus(except) {
    const menus = [...document.querySelectorAll("details.menu[open]")].filter((menu) => !menu.contains(except));
    for (const menu of menus) menu.open = false;
    return menus;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".stepper [data-step]");
    if (button) step(button);
    closeMenus(event.target);
  });
  // Whoever walks on by the keyboard leaves nothing open over what they come to.
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(null)[0]?.querySelector("summary").focus();
  });
  document.addEventListener("htmx:after:swap", showSteps);
  showSteps();
})();
