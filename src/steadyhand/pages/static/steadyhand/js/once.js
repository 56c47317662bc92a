/* One tap is one request. A form that is being sent says "Saving…" and takes no second tap; when nothing came through
   it says so, keeps what was typed, and offers to try again. For plain forms and for htmx. */
(() => {
  "use strict";
  // A navigation that is stopped gives no sign; then one may tap again.
  const STOPPED_MS = 30000;
  const sending = new Map();

  const buttonOf = (form, submitter) => submitter || form.querySelector("button:not([type=button]),[type=submit]");
  const isGet = (form) => form.method !== "post";

  function start(owner, button) {
    if (sending.has(owner)) return;
    const was = button ? [...button.childNodes] : [];
    sending.set(owner, { button, was });
    owner.setAttribute("aria-busy", "true");
    // aria-disabled, not disabled: the focus stays, and the button's name and value are still sent.
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
      act: () => {
        if (form && (owner === form || isGet(form))) form.requestSubmit(button?.form === form ? button : undefined);
        else if (owner.matches("button,a")) owner.click();
        else owner.dispatchEvent(new Event("change")); // A fragment, not the form.
      },
    });
    note.scrollIntoView({ block: "nearest" });
  }

  // A second tap goes no further.
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
    // After this event: the browser reads the form as it was.
    setTimeout(() => start(form, buttonOf(form, event.submitter)));
    setTimeout(() => stop(form), STOPPED_MS);
  });
  // Back from the next page: it may be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const owner of [...sending.keys()]) stop(owner);
  });

  // Whoever asks, and not the form around it, which may be sent meanwhile.
  const ownerOf = ({ ctx }) => (ctx.owner ??= ctx.sourceElement);
  const reads = ({ ctx }) => ctx.request.method === "GET";

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const owner = ownerOf(event.detail);
    (owner.closest("form") || owner).querySelector(":scope > [data-note=once]")?.remove();
    if (reads(event.detail)) return;
    start(owner, ctx.sourceElement.matches("button") ? ctx.sourceElement : buttonOf(owner, ctx.request.submitter));
  });
  document.addEventListener("htmx:finally:request", (event) => stop(ownerOf(event.detail)));
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx || ctx.response) return; // Not the network's fault; htmx has written it to the console.
    const late = ctx.request.signal?.reason === "timeout";
    const not = reads(event.detail) ? "Not loaded" : "Not sent";
    const what = late ? "No answer came in time. Look whether it was saved before you try again." : `${not}: no connection.`;
    failed(ownerOf(event.detail), what, ctx.request.submitter);
  });
  // A broken server replaces nothing (noSwap 5xx in skeleton.html); it is said here.
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status < 500) return;
    const not = reads(event.detail) ? "Not loaded" : "Not saved";
    failed(ownerOf(event.detail), `${not}: the server had a problem (${ctx.response.status}).`, ctx.request.submitter);
  });
})();
