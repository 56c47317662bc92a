/* Copies the words of another element; where the browser forbids it, selects them, for the person to copy. */
(() => {
  "use strict";

  async function copy(button) {
    const from = document.getElementById(button.dataset.copy);
    from.select();
    try {
      await navigator.clipboard.writeText(from.value);
    } catch (error) {
      console.warn("This browser lets no page copy; the words are selected instead.", error);
      button.textContent = "Selected: copy it now";
      return;
    }
    button.textContent = "Copied";
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
})();
