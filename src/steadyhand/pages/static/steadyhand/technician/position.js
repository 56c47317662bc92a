/* Sends where this phone is while my day is open and the switch is on: at most every so many milliseconds, only the newest
   place, and never one kept from before. Without a signal a place is let go: an old one is of no use to anybody. */
(() => {
  "use strict";
  const said = document.querySelector("[data-position]");
  if (!said) return;
  const say = (text) => { said.textContent = text; };
  let newest = null;
  let sentAt = 0;
  let watch = null;
  let timer = null;

  function stop(text) {
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    clearInterval(timer);
    watch = null;
    newest = null;
    if (text) say(text);
  }

  async function send() {
    if (!newest || document.hidden || Date.now() - sentAt < Number(said.dataset.positionEvery)) return;
    const { latitude, longitude, accuracy } = newest;
    newest = null;
    sentAt = Date.now();
    const body = new URLSearchParams({ latitude, longitude, metres: accuracy });
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(said.dataset.position, { method: "POST", body, redirect: "manual", credentials: "same-origin" });
      if (!answer.headers.get("Content-Type")?.includes("json")) return stop("Not sent: open this page anew.");
      const told = await answer.json();
      if (watch === null) return undefined; // Switched off meanwhile.
      return told.is === "off" ? stop(told.said) : say(told.said);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      sentAt = 0; // The next place goes as soon as there is a signal.
      return say("No signal: the desk doesn't see where you are now.");
    }
  }

  function refused(error) {
    if (error.code === error.PERMISSION_DENIED) return stop("This browser doesn't tell where it is. Allow it in its settings for this address, or switch it off here.");
    return say("Your phone doesn't know where it is just now; it goes on trying.");
  }

  if (!navigator.geolocation) return say("This browser can't tell where it is.");
  watch = navigator.geolocation.watchPosition((place) => {
    newest = place.coords;
    send();
  }, refused, { enableHighAccuracy: false, maximumAge: 60000, timeout: 60000 });
  timer = setInterval(send, 15000);
  document.addEventListener("visibilitychange", send);
  // Off is off at once, whether or not the server hears of it now.
  document.querySelector("[data-position-switch]").addEventListener("submit", () => stop(""));
})();
