// The course's service worker. It takes the place of JupyterLite's, and does two things: it
// passes a kernel's file requests to the page that started it, as JupyterLite's does, and it
// serves the site from the cache, once the whole of this version is in it. The page fills
// the cache (offline.js).
const VERSION = "unbuilt"; // the build writes the version here
const LIST = "site-files.json"; // put into the cache last: then the version is complete
const HEARTBEAT = "/api/service-worker-heartbeat";
const drive = new BroadcastChannel("/sw-api.v1");
const scope = new URL(self.registration.scope).pathname;
const CACHE = `ann-course ${scope} ${VERSION}`;
// Another folder of the host may have a course of its own; they once shared their names.
const isOurs = (name) =>
  name.startsWith(`ann-course ${scope} `) || /^ann-course \w+$/.test(name);
let complete = false;

self.addEventListener("install", () => {
  // A first visitor's kernel needs its files at once. A new version waits until no page
  // uses the old one any more, or until the page asks for it.
  if (!self.registration.active) self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => isOurs(name) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname === HEARTBEAT) event.respondWith(new Response("ok"));
  else if (/\/api\/(drive$|stdin\/)/.test(url.pathname)) event.respondWith(ask(request, url));
  else if (request.method === "GET" && url.pathname.startsWith(scope))
    event.respondWith(answer(request, pathOf(url)));
});

// The page that started the kernel answers: it has the files.
async function ask(request, { pathname }) {
  const { browsingContextId, requestId, ...rest } = await request.json();
  const response = await new Promise((resolve) => {
    const listen = ({ data }) => {
      if (data.browsingContextId !== browsingContextId) return;
      if (data.requestId !== requestId || !("response" in data)) return;
      drive.removeEventListener("message", listen);
      resolve(data.response);
    };
    drive.addEventListener("message", listen);
    drive.postMessage({ ...rest, browsingContextId, requestId, pathname });
  });
  // The kernel sees an OSError.
  if (response?.failed) return new Response(response.failed, { status: 507 });
  return Response.json(response);
}

const pathOf = ({ pathname }) => pathname.slice(scope.length).replace(/(^|\/)$/, "$1index.html");

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  const fresh = request.cache === "reload"; // by the page, when it fills the cache
  complete ||= Boolean(await cache.match(LIST));
  if (complete && !fresh) {
    const kept = await cache.match(path);
    if (kept) return kept;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const kept = fresh ? null : await cache.match(path);
    if (kept) return kept;
    // JupyterLite asks for lists of folders that only the browser has: there are none.
    if (/(^|\/)(api\/contents|files)\//.test(path)) return new Response("", { status: 404 });
    throw error;
  }
}
