/* What the other scripts share: a note inside a page, and this device's storage. */
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

  /** localStorage for browsers that may forbid it or be full: what failed is in the console, and false or null here. */
  const attempt = (act, otherwise) => {
    try {
      return act();
    } catch (error) {
      console.warn("This browser's storage failed; Steadyhand goes on without it.", error);
      return otherwise;
    }
  };
  globalThis.steadyhandStore = {
    names: () => attempt(() => Object.keys(localStorage), []),
    get: (name) => attempt(() => JSON.parse(localStorage.getItem(name)), null),
    set: (name, value) => attempt(() => (localStorage.setItem(name, JSON.stringify(value)), true), false),
    remove: (name) => attempt(() => localStorage.removeItem(name)),
  };
})();
