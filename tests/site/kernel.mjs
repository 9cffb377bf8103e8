// The site's kernel in Node: the same Python and packages as in a page, without the page.
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

export async function startKernel(site, options = {}) {
  const folder = `${resolve(site)}/static/pyodide/`;
  globalThis.coursePythonHost = {
    fetch: async (path) => Readable.toWeb(createReadStream(path)),
    fetchNow: (path) => new Uint8Array(readFileSync(path)),
    core: async () => (await import(pathToFileURL(`${folder}pyodide.mjs`))).loadPyodide,
  };
  vm.runInThisContext(readFileSync(`${folder}pyodide.js`, "utf8"), "pyodide.js");
  const [pyodide, listen] = await globalThis.coursePython.start(folder, options);
  return { pyodide, listen };
}
