/* One way to tell somebody something inside a page: `steadyhandNote(where, kind, said, [label, act])`.
   draft.js and once.js use it; the words are theirs. */
(() => {
  "use strict";

  /** Put a note in front of `place`'s content, instead of an older note of the same `name`. */
  globalThis.steadyhandNote = ({ place, name, kind, said, action, act }) => {
    place.querySelector(`:scope > [data-note="${name}"]`)?.remove();
    const note = document.createElement("div");
    note.className = `note note-${kind}`;
    note.dataset.note = name;
    note.setAttribute("role", kind === "bad" ? "alert" : "status");
    const words = document.createElement("span");
    words.textContent = said;
    note.append(words);
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = action;
      button.addEventListener("click", () => {
        note.remove();
        act();
      });
      note.append(button);
    }
    place.prepend(note);
    return note;
  };
})();
