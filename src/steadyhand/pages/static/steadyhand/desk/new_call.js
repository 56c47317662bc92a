/* Taking a call without a mouse: Enter in the field that finds chooses the first line found for exactly what stands
   there, Enter after who it is goes on to what is wrong, Ctrl and Enter send the form from wherever one is.
   Without it Enter asks the server, and the button is a Tab away. */
(() => {
  "use strict";

  /** What Enter would choose: the first line, or "take it anyway"; nothing while the answer is still on its way. */
  function firstFor(field) {
    const found = document.getElementById(field.getAttribute("aria-controls"));
    const answer = found?.querySelector("[data-typed]");
    if (answer?.dataset.typed !== field.value.trim()) return null;
    return answer.matches("a") ? answer : answer.querySelector("[role=option]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.target.id === "caller-find") {
      const first = firstFor(event.target);
      if (!first) return;
      event.preventDefault();
      first.click();
      return;
    }
    const form = event.target.closest?.("form[data-send-by]");
    if (form && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.button-main"));
    } else if (event.target.matches?.("#caller input")) {
      event.preventDefault();
      (document.querySelector(".desk-answers button") || document.getElementById("id_problem")).focus();
    }
  });

  // What the answers wrote is gone on with, not written in front of.
  document.addEventListener("htmx:after:swap", () => {
    const at = document.activeElement;
    if (at?.id === "id_problem") at.setSelectionRange(at.value.length, at.value.length);
  });
})();
