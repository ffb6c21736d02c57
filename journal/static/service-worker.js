/* Without network, a page of Alongside turns into the one page that this keeps, which is about
   nobody. Nothing else is ever kept, and nothing else passes through here.

   The service puts KEPT before this: the page, the files it needs, and a digest of them all. */
"use strict";

const OURS = "alongside-";
const SHELF = OURS + KEPT.digest;

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(clear()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") { return; }
  if (mode === "navigate") { event.respondWith(page(event.request)); return; }
  const { origin, pathname } = new URL(url);
  if (origin === location.origin && KEPT.files.includes(pathname)) {
    event.respondWith(file(event.request, pathname));
  }
});

/* Take everything anew, as it is for somebody who is not signed in. */
async function fill() {
  const fresh = (address) => new Request(address, { cache: "reload", credentials: "omit" });
  const shelf = await caches.open(SHELF);
  await shelf.addAll([KEPT.page, ...KEPT.files].map(fresh));
  await skipWaiting(); // pages that are open have all they need
}

async function clear() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== SHELF);
  await Promise.all(old.map((name) => caches.delete(name)));
  await registration.navigationPreload?.disable(); // with it, Firefox shows its own page of no network
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    return (await kept(KEPT.page)) ?? Promise.reject(error);
  }
}

/* The network first: a page and its scripts then always belong together. */
async function file(request, pathname) {
  try {
    return await fetch(request);
  } catch (error) {
    return (await kept(pathname)) ?? Promise.reject(error);
  }
}

async function kept(address) {
  return (await caches.open(SHELF)).match(address);
}
