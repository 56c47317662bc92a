/* The board's lanes: a card is dragged, or moved by arrow keys, and put by one request. While somebody holds a card the
   board asks for nothing new; what others changed meanwhile the server says, and wins if it was first.
   Without it the list below has "Move…" and "Plan…". */
(() => {
  "use strict";
  const QUARTER = 15;
  const SHORTEST = 2; // quarters; as dispatcher/lanes.py draws them
  const board = document.getElementById("board");
  const form = document.getElementById("board-put");
  let held = null;
  let focusAfter = "";

  const lanesOf = () => [...board.querySelectorAll(".lane-time[data-technician]:not([data-technician=''])")];
  const frame = () => board.querySelector(".lanes").dataset;
  const hourOf = (minute) => {
    const [hour, rest] = [Math.floor(minute / 60), String(minute % 60).padStart(2, "0")];
    return document.body.dataset.clock === "24" ? `${hour}:${rest}` : `${hour % 12 || 12}:${rest} ${hour < 12 ? "am" : "pm"}`;
  };

  function stand(element, minute, minutes) {
    const { begins, quarters } = frame();
    const column = Math.min(Math.floor(minute / QUARTER) - begins, quarters - SHORTEST) + 1;
    const span = Math.max(1, Math.min(Math.max(SHORTEST, Math.round(minutes / QUARTER)), Number(quarters) - column + 1));
    element.className = element.className.replace(/\b[qn]-\d+/g, "").trim();
    element.classList.add(`q-${column}`, `n-${span}`);
  }

  /** The nearest place within the lanes: a card never leaves the hours that are shown. */
  function within(minute) {
    const { begins, quarters } = frame();
    const first = Number(begins) * QUARTER;
    return Math.max(first, Math.min(minute, first + (Number(quarters) - 1) * QUARTER));
  }

  function put(card, lane, minute) {
    const at = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    const key = document.getElementById("board-key").value;
    const values = { form_key: key, version: card.dataset.version, technician: lane.dataset.technician, at, minutes: card.dataset.minutes };
    for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
    focusAfter = card.id;
    globalThis.htmx.ajax("POST", card.dataset.put, { source: form, target: "#board", swap: "innerMorph" });
  }

  // --- by mouse ---
  let dragged = null;

  const drop = document.createElement("span");
  drop.className = "lane-drop";

  function placeOf(event) {
    const lane = event.target.closest?.(".lane-time[data-technician]");
    if (!dragged || !lane?.dataset.technician) return null;
    const box = lane.getBoundingClientRect();
    const { begins, quarters } = frame();
    const quarter = Math.floor((event.clientX - dragged.grip - box.left) / (box.width / quarters) + 0.5);
    return { lane, minute: within((Number(begins) + quarter) * QUARTER) };
  }

  function dragEnds() {
    drop.remove();
    dragged = null;
  }

  board.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-put]");
    if (!card) return;
    leave();
    const isInLane = card.classList.contains("lane-card");
    dragged = { card, grip: isInLane ? event.clientX - card.getBoundingClientRect().left : 0 };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.textContent.trim());
  });
  board.addEventListener("dragover", (event) => {
    const place = placeOf(event);
    if (!place) return drop.remove();
    event.preventDefault();
    if (drop.parentElement !== place.lane) place.lane.prepend(drop);
    stand(drop, place.minute, Number(dragged.card.dataset.minutes));
  });
  board.addEventListener("drop", (event) => {
    const place = placeOf(event);
    if (!place) return;
    event.preventDefault();
    const { card } = dragged;
    dragEnds();
    put(card, place.lane, place.minute);
  });
  board.addEventListener("dragend", dragEnds);

  // --- by keyboard ---
  const say = (text) => { document.getElementById("lane-said").textContent = text; };

  function take(card) {
    if (held?.card === card) return;
    leave();
    held = { card, lane: card.parentElement, next: card.nextElementSibling, minute: Number(card.dataset.minute), to: card.parentElement };
    held.at = held.minute;
    card.classList.add("is-held");
  }

  function step(card, key) {
    take(card);
    const lanes = lanesOf();
    const now = lanes.indexOf(held.to);
    if (key === "ArrowLeft") held.at = within(held.at - QUARTER);
    if (key === "ArrowRight") held.at = within(held.at + QUARTER);
    if (key === "ArrowUp") held.to = lanes[Math.max(0, now - 1)];
    if (key === "ArrowDown") held.to = lanes[Math.min(lanes.length - 1, now + 1)];
    if (card.parentElement !== held.to) {
      held.moving = true;
      held.to.append(card);
      held.moving = false;
      card.focus();
    }
    stand(card, held.at, Number(card.dataset.minutes));
    say(`${hourOf(held.at)}, ${held.to.dataset.name}. Enter keeps, Escape leaves it.`);
  }

  /** Put the card back where it was. */
  function leave(isSaid) {
    if (!held) return;
    const { card, lane, next, minute } = held;
    held = null;
    card.classList.remove("is-held");
    const hadFocus = document.activeElement === card;
    lane.insertBefore(card, next?.parentElement === lane ? next : null);
    stand(card, minute, Number(card.dataset.minutes));
    if (hadFocus) card.focus();
    if (isSaid) say("Left as it was.");
  }

  function keep() {
    const { card, to, at, minute, lane } = held;
    if (to === lane && at === minute) return leave(true);
    held = null;
    card.classList.remove("is-held");
    put(card, to, at);
  }

  board.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".lane-card[data-put]");
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) step(card, event.key);
    else if (held && event.key === "Enter") keep();
    else if (held && event.key === "Escape") leave(true);
    else if (event.key === "w" && card.dataset.why) globalThis.location.assign(card.dataset.why);
    else if (event.key === "m") globalThis.htmx.ajax("GET", card.dataset.move, { source: card, target: "#desk-step" });
    else return;
    event.preventDefault();
  });
  board.addEventListener("focusout", () => {
    if (held && !held.moving) setTimeout(() => { if (held && document.activeElement !== held.card) leave(false); });
  });

  // --- live ---
  document.addEventListener("htmx:before:request", (event) => {
    if (event.detail.ctx.sourceElement === board && (held || dragged)) event.preventDefault();
  });
  document.addEventListener("htmx:before:swap", (event) => {
    // Asked before the card was taken, answered after: the next second asks again.
    if (event.detail.ctx.sourceElement === board && (held || dragged)) event.preventDefault();
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!focusAfter) return;
    // What the card's new place does is asked about beside the board: the answer goes there first.
    const asked = document.querySelector("[data-asked]");
    if (asked) {
      focusAfter = "";
      asked.removeAttribute("data-asked");
      asked.scrollIntoView({ block: "nearest" });
      asked.querySelector("[autofocus]")?.focus();
      return;
    }
    const card = document.getElementById(focusAfter);
    focusAfter = "";
    card?.focus();
  });
  // A point of the map leads to its line in the list beside it, and the keyboard goes on from there.
  board.addEventListener("click", (event) => {
    const point = event.target.closest?.(".map-stop");
    const line = point && document.querySelector(point.getAttribute("href"));
    if (!line) return;
    event.preventDefault();
    line.scrollIntoView({ block: "center" });
    line.focus();
  });
})();
