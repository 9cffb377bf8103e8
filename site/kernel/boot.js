// The kernel's Python, made ready in one go. The site serves this file as `pyodide.js`, so
// that JupyterLite's worker loads it in place of Pyodide's own script (`pyodide.core.js`).
//
// All packages are in two files, `packages.pack` and `course.pack`, that are put into
// Pyodide's file system as they stand: nothing is unpacked, compiled or resolved in the
// browser. What few lessons need (pandas, scikit-learn) is in packs of its own, fetched by
// their import.
//
// The page can start this file as a worker before JupyterLite has been drawn, and hand it
// to JupyterLite when that asks for a worker (early.js); then Python is ready sooner.
"use strict";

globalThis.coursePython ??= (() => {
  // Where a test runs this file, it gives its own.
  const host = globalThis.coursePythonHost ?? {
    async fetch(url) {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${url} could not be loaded: ${answer.status}`);
      return answer.body;
    },
    fetchNow(url) {
      const request = new XMLHttpRequest();
      request.open("GET", url, false);
      request.responseType = "arraybuffer";
      request.send();
      if (request.status !== 200) throw new Error(`${url}: ${request.status}`);
      return new Uint8Array(request.response);
    },
    async core(folder) {
      importScripts(`${folder}pyodide.core.js`);
      const { loadPyodide } = globalThis;
      globalThis.loadPyodide = coursePython.loadPyodide;
      return loadPyodide;
    },
  };

  const unzip = async (stream) => {
    const plain = stream.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  };

  // A pack: four bytes with the length of the index, the index in JSON, then all files.
  function mount(pyodide, pack) {
    const { FS } = pyodide;
    const start = 4 + new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
    const index = JSON.parse(new TextDecoder().decode(pack.subarray(4, start)));
    const REGULAR_FILE = 0o100644;
    let at = start;
    for (const [folder, files] of Object.entries(index)) {
      FS.mkdirTree(folder);
      const { node: parent } = FS.lookupPath(folder);
      for (const [name, length] of files) {
        const node = FS.filesystems.MEMFS.createNode(parent, name, REGULAR_FILE, 0);
        node.contents = pack.subarray(at, at + length);
        node.usedBytes = length;
        at += length;
      }
    }
  }

  async function start(folder, { report = () => {}, lesson = "" } = {}) {
    report("python");
    const packs = ["packages", "course"].map((name) =>
      host.fetch(`${folder}${name}.pack`).then(unzip),
    );
    const prelude = host.fetch(`${folder}prelude.py`).then((body) => new Response(body).text());
    const loadPyodide = await host.core(folder);
    let listeners = { stdout: console.log, stderr: console.error };
    const pyodide = await loadPyodide({
      indexURL: folder,
      stdout: (text) => listeners.stdout(text),
      stderr: (text) => listeners.stderr(text),
    });
    report("packages");
    for (const pack of packs) mount(pyodide, await pack);
    const globals = pyodide.toPy({ lesson });
    globals.set("fetch_now", (name) => pyodide.toPy(host.fetchNow(`${folder}${name}.pack`)));
    globals.set("mount", (data) => {
      const view = data.getBuffer();
      mount(pyodide, view.data.slice());
      view.release();
    });
    report("lesson");
    pyodide.runPython(await prelude, { globals });
    report("ready");
    return [pyodide, (given) => (listeners = { ...listeners, ...given })];
  }

  // What JupyterLite's worker calls. The packages that it names are in the pack.
  let begun;
  const loadPyodide = async ({ indexURL, stdout, stderr }) => {
    if (!begun) begin(indexURL);
    const [pyodide, listen] = await begun;
    listen({ stdout, stderr });
    return pyodide;
  };

  const report = (step) => globalThis.postMessage?.({ courseKernel: step });
  const begin = (folder, lesson) => {
    begun = start(folder, { report, lesson });
    begun.catch((error) => {
      console.error(error);
      report("failed");
    });
  };
  // Begin at once; return whether it was not begun yet.
  const early = (folder, lesson) => {
    if (begun) return false;
    begin(folder, lesson);
    return true;
  };
  return { start, loadPyodide, early };
})();

globalThis.loadPyodide = coursePython.loadPyodide;

if (globalThis.WorkerGlobalScope && self.location.pathname.endsWith("/pyodide.js")) {
  // Started early, by the page: the kernel's own script follows as a message. That script
  // loads this file once more, when Python is on its way.
  const lesson = decodeURIComponent(self.location.hash.slice(1));
  const take = (event) => {
    if (!event.data?.kernelScript) return;
    event.stopImmediatePropagation();
    self.removeEventListener("message", take);
    importScripts(event.data.kernelScript);
  };
  if (coursePython.early(new URL(".", self.location).href, lesson))
    self.addEventListener("message", take);
}
