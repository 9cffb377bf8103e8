// What the browser keeps of the learner's work: JupyterLite's own database, read directly,
// since its contents API does not tell what is kept here from what the site ships.
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// The paths of all files that are kept, in order.
export async function keptPaths(name) {
  const database = await done(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains("files")) return [];
    const files = database.transaction("files").objectStore("files");
    return (await done(files.getAllKeys())).filter((path) => !hidden(path)).sort();
  } finally {
    database.close();
  }
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
