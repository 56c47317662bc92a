/* "Tell me on this device": says honestly whether this browser can, may and does, and switches it. */
(() => {
  "use strict";
  const place = document.querySelector("[data-push-key]");
  const words = place.querySelector("[data-push-state]");
  const button = place.querySelector("[data-push-button]");
  const form = place.querySelector("[data-push-add]");
  let act = null;

  function say(said, label, then) {
    words.textContent = said;
    button.hidden = !label;
    button.disabled = false;
    button.textContent = label || "";
    act = then;
  }

  const failed = (error) => {
    console.warn("Push messages failed.", error);
    say(`It didn't work: ${error.message}`, "Try again", start);
  };

  async function keyOf(endpoint) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function look() {
    if (!isSecureContext) return say("Not possible here: browsers tell only what comes by https.");
    if (!("serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis)) {
      return say(/iPhone|iPad/.test(navigator.userAgent)
        ? "Not yet: add this page to the home screen first (Share, Add to Home Screen), then open it from there."
        : "Not possible here: this browser knows no push messages.");
    }
    if (Notification.permission === "denied") {
      return say("Blocked: this browser shows nothing of this site. Allow it in the browser's settings, then load this page anew.");
    }
    const registration = await navigator.serviceWorker.getRegistration("/");
    const subscription = await registration?.pushManager.getSubscription();
    const line = subscription && document.querySelector(`[data-device="${await keyOf(subscription.endpoint)}"]`);
    if (!line) return say("Off: this device doesn't tell you.", "Tell me on this device", start);
    line.querySelector("[data-device-this]").hidden = false;
    say("On: this device tells you.", "Stop on this device", async () => {
      await subscription.unsubscribe();
      line.querySelector("form").requestSubmit();
    });
  }

  async function start() {
    if ((await Notification.requestPermission()) !== "granted") return look();
    const registration = await navigator.serviceWorker.register(place.dataset.pushWorker);
    await navigator.serviceWorker.ready;
    // One left from before may be for another key of the server's.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true, applicationServerKey: place.dataset.pushKey,
    });
    const { endpoint, keys } = subscription.toJSON();
    const body = new FormData(form);
    for (const [name, value] of Object.entries({ endpoint, ...keys })) body.set(name, value);
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (answer.status === 204) return location.reload();
    await subscription.unsubscribe();
    const said = answer.status === 422 ? (await answer.json()).said : `The server answers ${answer.status}. Load this page anew.`;
    say(said, "Try again", start);
  }

  button.addEventListener("click", () => {
    button.disabled = true;
    act().catch(failed);
  });
  look().catch(failed);
})();
