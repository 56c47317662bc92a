/* The worker in somebody's browser: shows what this server pushes, and opens its page when tapped. Nothing else. */
"use strict";

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch (error) {
    // A browser that was told must show something, or it takes the right away.
    console.warn("A push message that nobody can read.", error);
  }
  event.waitUntil(
    self.registration.showNotification(said.title || "Steadyhand has news for you", {
      body: said.body || "",
      tag: said.tag || "steadyhand",
      icon: "/static/steadyhand/favicon.svg",
      data: { to: said.to || "/" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const to = new URL(event.notification.data.to, self.location.origin);
  // Only ever our own pages, whatever a message says.
  event.waitUntil(self.clients.openWindow(to.origin === self.location.origin ? to.href : "/"));
});
