// What the browser keeps of the learner's work.
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// The paths of all files that are kept, in order. JupyterLite's own storage is asked, since
// its contents API does not tell what is kept here from what the site ships. Where the
// browser has no storage, that is in memory.
export async function keptPaths({ contents }) {
  const storage = await contents._defaultDrive.storage;
  return (await storage.keys()).filter((path) => !hidden(path)).sort();
}

const hidden = (path) => /(^|\/)(\.|__pycache__(\/|$))/.test(path);

// Whether something can be written at all, tried in a database of its own.
export async function canKeep() {
  try {
    const probe = indexedDB.open("ann-course-probe");
    probe.onupgradeneeded = () => probe.result.createObjectStore("probe");
    const database = await done(probe);
    const writing = database.transaction("probe", "readwrite").objectStore("probe");
    await done(writing.put(new Uint8Array(1024), "probe"));
    database.close();
    await done(indexedDB.deleteDatabase("ann-course-probe"));
    return true;
  } catch {
    return false;
  }
}
