/* Answers in place of the network when there is none: pages of today, to whoever opened them on this phone.
   The server says which pages may be kept, whose they are and until when (X-Keep-Today: owner;milliseconds). One
   person's pages at a time; gone when they sign out, when somebody else signs in, and when the day is over.
   Nothing else passes through here: what is sent goes by keep.js. */
"use strict";
const PAGES = "steadyhand-pages:";
const STATIC = "steadyhand-static";
const MOST_PARTS = 120;
const MOST_PAGES = 80; // Twice what is fetched ahead; the oldest go.
const PATIENCE_MS = 6000; // With a copy at hand nobody looks at a white page for longer.
// It tries again by itself: whoever waits in the cellar stairs with this page open needn't know that they must.
const NOT_HERE = `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>No signal</title>
<h1>No signal</h1><p>This page wasn't opened on this phone today, so there is no copy of it. What you sent is kept; this page
comes by itself once there is a signal.</p>
<p><a href="/day/">My day</a></p></html>`;
const LEAVES = /^\/(sign-in|sign-out|set-up|invitation)\//;

const cachesOf = async () => (await caches.keys()).filter((name) => name.startsWith(PAGES));
const dropPages = async (but = "") => Promise.all((await cachesOf()).filter((name) => name !== but).map((name) => caches.delete(name)));
const isOver = (name) => Number(name.split(";")[1]) <= Date.now();
const dropOver = async () => Promise.all((await cachesOf()).filter(isOver).map((name) => caches.delete(name)));

/** Keep a page if the server says so: under its address, with the moment it was fetched. */
async function keep(request, response) {
  const today = response.headers.get("X-Keep-Today");
  if (!today || response.status !== 200 || response.redirected) return;
  const name = PAGES + today;
  await dropPages(name);
  const headers = new Headers(response.headers);
  headers.set("X-Kept-At", String(Date.now()));
  const kept = new Response(await response.blob(), { status: 200, headers });
  const pages = await caches.open(name);
  await pages.put(new URL(request.url).pathname + new URL(request.url).search, kept);
  const oldest = (await pages.keys()).slice(0, -MOST_PAGES);
  await Promise.all(oldest.map((each) => pages.delete(each)));
}

/** The copy of a page with a line that says how old it is, or nothing. */
async function copyOf(request) {
  await dropOver();
  const { pathname, search } = new URL(request.url);
  for (const name of await cachesOf()) {
    const found = await (await caches.open(name)).match(pathname + search);
    if (!found) continue;
    const html = await found.text();
    const hour12 = !html.includes('data-clock="24"');
    const at = new Date(Number(found.headers.get("X-Kept-At"))).toLocaleTimeString("en", { hour: "numeric", minute: "2-digit", hour12 });
    const said = `<div class="note note-warn" role="status" data-note="as-of"><span>As of ${at}, no signal. What you send is kept on this phone.</span></div>`;
    const headers = new Headers(found.headers);
    headers.delete("Content-Length");
    headers.delete("Content-Encoding");
    return new Response(html.replace(/<main id="main"[^>]*>/, (main) => main + said), { status: 200, headers });
  }
  return undefined;
}

function late(ms) {
  return new Promise((_, failed) => setTimeout(() => failed(new Error("late")), ms));
}

async function page(event) {
  const { request } = event;
  if (request.method !== "GET") {
    await dropPages(); // Somebody signs in or out.
    return fetch(request);
  }
  const answer = fetch(request);
  try {
    const copy = await copyOf(request);
    const response = await (copy ? Promise.race([answer, late(PATIENCE_MS)]) : answer);
    if (LEAVES.test(new URL(response.url || request.url).pathname)) await dropPages();
    else event.waitUntil(keep(request, response.clone()));
    return response;
  } catch (error) {
    answer.catch(() => {}); // It came too late, or not at all: its copy stands in.
    const copy = await copyOf(request);
    if (copy) return copy;
    if (request.mode !== "navigate") throw error;
    return new Response(NOT_HERE, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

/** Scripts, styles and icons: from the network, whose answers last; without a signal as they were. */
async function part(request) {
  const kept = await caches.open(STATIC);
  try {
    const response = await fetch(request);
    if (response.ok) {
      await kept.put(request, response.clone());
      const oldest = (await kept.keys()).slice(0, -MOST_PARTS);
      await Promise.all(oldest.map((each) => kept.delete(each))); // Of versions gone by.
    }
    return response;
  } catch (error) {
    const found = await kept.match(request);
    if (found) return found;
    throw error;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), dropOver()])));
self.addEventListener("message", (event) => {
  if (event.data === "claim") event.waitUntil(self.clients.claim());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" || request.headers.has("X-Kept-Ahead");
  if (isPage && (request.method === "GET" || LEAVES.test(pathname))) event.respondWith(page(event));
  else if (request.method === "GET" && pathname.startsWith("/static/")) event.respondWith(part(request));
});
