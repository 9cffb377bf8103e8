// Keeps the whole site in the browser, so that it opens without a network, and brings a new
// version of it in one piece. The service worker serves what is kept.
const LIST = "site-files.json";
const AT_ONCE = 4;
const PATIENCE = 120_000; // milliseconds: when no kernel has started, it is not coming
const CELLS_FIRST = 60_000; // milliseconds for which cells that run have both processors

// JupyterLite unregisters the service worker at a second visit: at the first it did not
// note for which of its own versions it was. That takes a network, so it is noted here.
export async function keepServiceWorker(version) {
  const registration = await navigator.serviceWorker?.ready;
  if (registration) localStorage.setItem(`${registration.active.scriptURL}-version`, version);
}

export async function keepOffline(page) {
  const { strip, started } = page;
  const { serviceWorker } = navigator;
  if (!serviceWorker || !globalThis.caches) return; // no https: nothing to promise
  await Promise.race([started, sleep(PATIENCE)]);
  try {
    await fill(page, await list(page));
  } catch (error) {
    const full = error?.name === "QuotaExceededError";
    strip.offline.textContent = full ? "No room to work offline" : "Not ready for offline";
    strip.offline.title = String(error?.message ?? error);
  }
}

// The newest list of files that can be had.
async function list({ root }) {
  const address = new URL(LIST, root).href;
  const answer = await fetch(address, { cache: "reload" }).catch(() => fetch(address));
  if (!answer.ok) throw new Error(`${LIST} could not be loaded (${answer.status})`);
  return answer.json();
}

async function fill(page, { version, files }) {
  const { strip, root } = page;
  // Named after its folder, too: a host may have another edition of the course beside it.
  const cache = await caches.open(`ann-course ${new URL(root).pathname} ${version}`);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const all = Object.entries(files).map(([path, sum]) => [new URL(path, root).href, sum]);
  const missing = all.filter(([url]) => !kept.has(url));
  const list = new URL(LIST, root).href;
  let done = all.length - missing.length;
  const until = performance.now() + CELLS_FIRST;
  const work = async () => {
    for (let next = missing.pop(); next; next = missing.pop()) {
      while (isBusy(page) && performance.now() < until) await sleep(250);
      await take(cache, ...next);
      done += 1;
      const percent = Math.floor((100 * done) / all.length);
      strip.offline.textContent = `Getting ready for offline: ${percent}%`;
    }
  };
  // All come to their end before a failure is told: what they say would cover it.
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  // Last: with the list in it, the cache is complete, and is served from.
  await cache.put(list, Response.json({ version, files }));
  strip.offline.textContent = "Works offline";
  strip.offline.title = "All of the course is kept in this browser";
  if (await newWorker()) offerNew(page);
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function isBusy({ notebooks }) {
  return notebooks.currentWidget?.sessionContext.session?.kernel?.status === "busy";
}

// The service worker of a new version, if there is one. The browser looks for it by itself,
// but when it likes; so it is asked, which fails where there is no network.
async function newWorker() {
  const registration = await navigator.serviceWorker.ready;
  await registration.update().catch(() => {});
  return registration.installing ?? registration.waiting;
}

// Keep one file, if it is what the list says: a site that is just being copied is not.
async function take(cache, url, sum) {
  for (const mode of ["force-cache", "reload"]) {
    const answer = await fetch(url, { cache: mode });
    const bytes = await answer.arrayBuffer();
    if (!answer.ok || (await sha256(bytes)) !== sum) continue;
    const headers = new Headers();
    for (const [name, value] of answer.headers)
      if (/^(content-type|cross-origin-.*)$/.test(name)) headers.set(name, value);
    await cache.put(url, new Response(bytes, { headers }));
    return;
  }
  throw new Error(`${url} is not the file that the list of this version names`);
}

async function sha256(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const NEW = `A new version of the course is here: use it now, or when you next open the course.
  What you wrote stays.`;

function offerNew({ tell, save }) {
  const change = async () => {
    await save();
    const { installing, waiting } = await navigator.serviceWorker.ready;
    const worker = installing ?? waiting;
    if (!worker) location.reload(); // another tab has taken it
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    worker?.postMessage("take over");
  };
  tell(NEW, [["Use it now", change]]);
}
