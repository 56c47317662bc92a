/* Taking a call without a mouse and without waiting: Enter in the field that finds chooses the first line for exactly what
   stands there, also if the line is still on its way; keys typed before their place is there are kept and find it; Ctrl
   and Enter send the form from wherever one is, once everything asked before has come.
   One thing is asked of the server at a time, each with the form as it is then; keeping.js merges what comes back.
   Without this file Enter asks the server, and every answer is a page. */
(() => {
  "use strict";
  const TOO_LATE_MS = 20000;
  // What changes what is asked, tried, or when somebody can be there.
  const ASKS_AGAIN = ["id_problem", "id_problem_code", "id_urgency", "id_call_type", "id_site", "id_branch"];
  const form = document.getElementById("new-call");
  const find = document.getElementById("caller-find");
  const found = document.getElementById("caller-found");
  const take = form.querySelector("button.button-main");
  const waiting = [];
  let running = null;
  let chosen = null; // What stood in the field that finds when somebody was chosen: late lines of it are old news.
  let ahead = []; // Keys whose place hasn't come yet.
  let leaving = null; // A button that takes the call was pressed: what it says otherwise.
  let pressed = null; // Which one: "take the call", or a time that is promised along with it.

  const isText = (at) => at.matches?.("textarea,input:not([type=checkbox],[type=radio])");
  const isBusy = () => Boolean(running || waiting.length);
  /** Something is on its way that leads on to another place. */
  const leadsOn = () => [running, ...waiting].some((job) => job?.leads);
  const canLead = (from) => {
    const at = document.activeElement;
    return at === document.body || at === from || at === find || Boolean(at.closest("[data-part],#caller-found"));
  };

  // --- what is asked of the server, one after the other ---

  function ask(job, isNext) {
    job.from ??= document.activeElement;
    if (isNext) waiting.unshift(job);
    else waiting.push(job);
    work();
  }

  async function work() {
    if (running) return;
    while (waiting.length) {
      running = waiting.shift();
      form.setAttribute("aria-busy", "true");
      form.querySelector(":scope > [data-note=once]")?.remove();
      try {
        await perform(running);
      } catch (error) {
        failed(running, error);
      }
      running = null;
    }
    form.removeAttribute("aria-busy");
    goOn();
  }

  async function perform(job) {
    const sent = new FormData(form);
    const asked = { headers: { "HX-Request": "true", "HX-Current-URL": location.href }, signal: AbortSignal.timeout(TOO_LATE_MS) };
    if (job.says) Object.assign(asked, { method: "POST", body: new URLSearchParams([...sent, ...Object.entries(job.says)]) });
    const answer = await fetch(job.address || form.dataset.fault, asked);
    const signIn = answer.headers.get("HX-Redirect");
    if (signIn) return location.assign(signIn); // The draft keeps what was typed.
    if (!answer.ok) throw new Error(`the server had a problem (${answer.status})`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    await untilReleased();
    if (job.finds) return findFirst(job, fresh);
    const begin = globalThis.steadyhandMerge(fresh.querySelector("section"), sent);
    if (job.chooses) {
      history.replaceState(history.state, "", job.page);
      ask({ says: { begin: "1" }, leads: true, from: job.from }, true);
    }
    if (!begin || !canLead(job.from)) return;
    begin.focus();
    if (isText(begin)) begin.setSelectionRange(begin.value.length, begin.value.length);
  }

  function failed(job, error) {
    const why = error.name === "TimeoutError" ? "no answer came in time" : error.name === "TypeError" ? "no connection" : error.message;
    const note = globalThis.steadyhandNote({
      place: form, name: "once", kind: "bad", said: `Not loaded: ${why}. What you typed is kept on this device.`, action: "Try again",
      act: () => ask(job),
    });
    note.scrollIntoView({ block: "nearest" });
    console.warn("Steadyhand could not load what belongs to this call.", error);
    // Their place doesn't come: they are kept where they can be read.
    while (ahead.length) write(ahead.shift(), document.getElementById("id_problem"));
  }

  // Nothing moves between a finger's down and up: the click would go to whatever slid under it.
  let isDown = false;
  addEventListener("pointerdown", () => { isDown = true; }, true);
  const release = () => setTimeout(() => { isDown = false; }); // After the click that follows.
  for (const type of ["pointerup", "pointercancel", "dragend"]) addEventListener(type, release, true);
  addEventListener("blur", release);
  async function untilReleased() {
    while (isDown) await new Promise((done) => setTimeout(done, 10));
  }

  // --- who calls ---

  /** What Enter would choose: the first line, or "take it anyway"; nothing while the answer is still on its way. */
  function firstLine() {
    const answer = found.querySelector("[data-typed]");
    if (answer?.dataset.typed !== find.value.trim()) return null;
    return answer.matches("a") ? answer : answer.querySelector("[role=option]");
  }

  function choose(link) {
    const address = link.dataset.caller;
    if ((waiting.at(-1) || running)?.address === address) return;
    chosen = find.value.trim();
    ask({ address, page: link.href, chooses: true, leads: true });
    found.replaceChildren();
  }

  /** Enter was pressed before the lines had come. */
  function findFirst(job, fresh) {
    if (find.value.trim() !== job.finds) return;
    found.replaceChildren(...fresh.body.childNodes);
    firstLine()?.click();
  }

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target === found && chosen === find.value.trim()) found.replaceChildren();
  });
  find.addEventListener("input", () => { chosen = null; });
  // Typed before this file was there.
  if (find.value !== find.defaultValue) find.dispatchEvent(new Event("input", { bubbles: true }));

  // --- keys and clicks ---

  function write(key, at) {
    const field = at || (isText(document.activeElement) ? document.activeElement : document.getElementById("id_problem"));
    if (key === "Enter" && field.tagName !== "TEXTAREA") return;
    const text = key === "Enter" ? "\n" : key;
    if (document.activeElement === field) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    else {
      field.value += text;
      if (!at) field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Everything asked has come: give the kept keys to what is there now, and then take the call, if that was pressed. */
  function goOn() {
    while (ahead.length && !isBusy()) {
      const key = ahead.shift();
      const at = key === "Enter" ? document.activeElement : document.body;
      const isTaken = !at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      if (!isTaken) write(key);
    }
    if (isBusy() || !leaving) return;
    take.removeAttribute("aria-disabled");
    take.replaceChildren(...leaving);
    leaving = null;
    submitBy(pressed);
  }

  /** Times may have been offered anew meanwhile: the one that was pressed is found again, or nothing is sent. */
  function submitBy(button) {
    if (button.isConnected) return form.requestSubmit(button);
    const same = [...form.querySelectorAll("button[name=promise]")].find((one) => one.value === button.value);
    if (same) return form.requestSubmit(same);
    const note = globalThis.steadyhandNote({
      place: form, name: "once", kind: "warn", said: "The times have changed with what you said last: choose again.",
    });
    note.scrollIntoView({ block: "nearest" });
  }

  function leave(by = take) {
    if (!isBusy()) return submitBy(by);
    if (leaving) return;
    pressed = by;
    leaving = [...take.childNodes];
    take.setAttribute("aria-disabled", "true");
    take.replaceChildren(take.dataset.saving);
  }

  /** Keep a key whose place hasn't come yet. Returns whether it was kept. */
  function keepAhead(event) {
    if (!leadsOn() || leaving || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
    const at = event.target;
    if (isText(at) && at !== find) return false;
    if (event.key === "Escape") {
      ahead = [];
      return false;
    }
    if (event.key === "Backspace" && ahead.length) ahead.pop();
    else if (event.key === "Enter" ? at.matches("input,body") : event.key.length === 1) ahead.push(event.key);
    else return false;
    return true;
  }

  // Capture: before the field that finds takes the letter, and before keys.js takes it for an answer that stands no more.
  document.addEventListener("keydown", (event) => {
    if (!event.isTrusted || event.isComposing || !keepAhead(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // Beside the letters, so that they also work while somebody types: a digit alone belongs to the text.
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing) return;
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const offer = digit && form.querySelector(`[data-promise-key="${digit}"]`);
    if (!offer || offer.closest("[hidden]")) return;
    event.preventDefault();
    leave(offer);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    const at = event.target;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      leave();
    } else if (at === find && find.value.trim()) {
      event.preventDefault();
      const first = firstLine();
      const typed = find.value.trim();
      if (first) first.click();
      else ask({ address: `${find.getAttribute("hx-get")}?${new URLSearchParams({ q: typed })}`, finds: typed, leads: true });
    } else if (at.matches?.("#caller input")) {
      event.preventDefault();
      (document.querySelector(".desk-answers button") || document.getElementById("id_problem")).focus();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-caller]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      choose(link);
      return;
    }
    const button = event.target.closest?.("button");
    if (button?.form !== form) return;
    if (button.name === "answer" || button.name === "again") {
      event.preventDefault();
      ask({ says: { [button.name]: button.value }, leads: true });
    } else if (button.type === "submit" && isBusy()) {
      event.preventDefault();
      leave(button);
    }
  });

  // What is typed or chosen by hand changes what is asked and tried.
  form.addEventListener("change", (event) => {
    if (!ASKS_AGAIN.includes(event.target.id)) return;
    if (!waiting.some((job) => job.says && !job.leads)) ask({ says: {} });
  });
})();
