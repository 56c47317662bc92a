/* Light, dark or as the device says. Loaded in the head without defer: the stored choice stands before the first
   paint, so nothing flashes. Without this script the device decides. */
(() => {
  "use strict";
  const KEY = "steadyhand:theme";
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // A browser that forbids storage still gets the device's theme.
    }
  }

  function apply(choice) {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  }

  function mark() {
    const choice = root.dataset.theme || "device";
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
    for (const group of document.querySelectorAll("[data-themes]")) group.hidden = false;
  }

  apply(stored());
  document.addEventListener("DOMContentLoaded", mark);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    apply(button.dataset.themeChoice);
    mark();
    try {
      localStorage.setItem(KEY, button.dataset.themeChoice);
    } catch (error) {
      console.warn("The theme holds for this page only, because this browser forbids storage.", error);
    }
  });
  // Another tab chose: follow.
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    apply(event.newValue);
    mark();
  });
})();
