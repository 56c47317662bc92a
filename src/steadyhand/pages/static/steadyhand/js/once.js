/* One tap is one request. A form that is being sent says "Saving…" and takes no second tap; when nothing came through
   it says so, keeps what was typed, and offers to try again. Works for plain forms and for whatever htmx sends. */
(() => {
  "use strict";
  // A plain form gives no sign when somebody stops its navigation; after this long it may be tapped again.
  const STOPPED_MS = 30000;
  const sending = new Map();

  const buttonOf = (form, submitter) => submitter || form.querySelector("button:not([type=button]),[type=submit]");
  const isGet = (form) => form.method !== "post";

  function start(owner, button) {
    if (sending.has(owner)) return;
    const was = button ? [...button.childNodes] : [];
    sending.set(owner, { button, was });
    owner.setAttribute("aria-busy", "true");
    // aria-disabled and not disabled: the focus stays, and the button's own name and value are still sent.
    if (!button || button.matches("input")) return;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.setAttribute("aria-disabled", "true");
    button.replaceChildren(button.dataset.saving || "Saving…");
  }

  function stop(owner) {
    const state = sending.get(owner);
    if (!state) return;
    sending.delete(owner);
    owner.removeAttribute("aria-busy");
    if (!state.button?.hasAttribute("aria-disabled")) return;
    state.button.removeAttribute("aria-disabled");
    state.button.style.minWidth = "";
    state.button.replaceChildren(...state.was);
  }

  function failed(owner, what, button) {
    const form = owner.closest("form");
    const kept = form?.dataset.draft ? " What you typed is kept on this device." :
      form && !isGet(form) ? " What you typed is still on this page." : "";
    const note = globalThis.steadyhandNote({
      place: form || owner.parentElement, name: "once", kind: "bad", said: `${what}${kept}`, action: "Try again",
      act: () => (form ? form.requestSubmit(button?.form === form ? button : undefined) : owner.click()),
    });
    note.scrollIntoView({ block: "nearest" });
  }

  // Capture: a second tap is stopped before htmx or the browser hears of it.
  document.addEventListener("submit", (event) => {
    if (!sending.has(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[aria-disabled=true]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || isGet(form) || event.submitter?.formMethod === "dialog") return;
    if (!navigator.onLine) {
      event.preventDefault();
      failed(form, "Not sent: no connection.", event.submitter);
      return;
    }
    form.querySelector(":scope > [data-note=once]")?.remove();
    // After this event, so that the browser has read the form as it was.
    setTimeout(() => start(form, buttonOf(form, event.submitter)));
    setTimeout(() => stop(form), STOPPED_MS);
  });
  // Back from the next page: the form is as it was left, and may be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const owner of [...sending.keys()]) stop(owner);
  });

  const ownerOf = ({ ctx }) => ctx.request.form || ctx.sourceElement;
  const reads = ({ ctx }) => ctx.request.method === "GET";

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const owner = ownerOf(event.detail);
    owner.querySelector(":scope > [data-note=once]")?.remove();
    if (reads(event.detail)) return;
    start(owner, ctx.sourceElement.matches("button") ? ctx.sourceElement : buttonOf(owner, ctx.request.submitter));
  });
  document.addEventListener("htmx:finally:request", (event) => stop(ownerOf(event.detail)));
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx || ctx.response) return; // Not the network's fault: htmx has already written it to the console.
    const late = ctx.request.signal?.reason === "timeout";
    const not = reads(event.detail) ? "Not loaded" : "Not sent";
    const what = late ? "No answer came in time. Look whether it was saved before you try again." : `${not}: no connection.`;
    failed(ownerOf(event.detail), what, ctx.request.submitter);
  });
  // A page of htmx that meets a broken server keeps what it shows (noSwap 5xx in skeleton.html) and says so here.
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status < 500) return;
    const not = reads(event.detail) ? "Not loaded" : "Not saved";
    failed(ownerOf(event.detail), `${not}: the server had a problem (${ctx.response.status}).`, ctx.request.submitter);
  });
})();
