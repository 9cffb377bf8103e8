// “Download my work”, “Bring work back” and “Begin all afresh”.
import { keptPaths } from "./browser_storage.js";
import { element } from "./elements.js";
import { readZip, writeZip } from "./zip.js";

const BEGIN = `Everything that you wrote in this browser is deleted: your changes to the
  lessons, your own notebooks and files, and your answers. The lessons are then as new.
  Download your work first if you may want it again.`;
const LARGEST = 200e6; // bytes: of a zip that is taken back in

export function offerWork(page) {
  const { strip } = page;
  const guarded = (action) => async () => {
    try {
      await action(page);
    } catch (error) {
      page.tell(String(error?.message ?? error), [], "error");
    }
  };
  strip.button("Download my work", "Your notebooks and answers as one zip file",
    guarded(download));
  strip.button("Bring work back", "Take in a zip file that you downloaded here before",
    guarded(bringBack));
  strip.button("Begin all afresh", "Delete what you wrote in this browser; asks first",
    guarded(beginAfresh));
}

// What is on the screen is part of one's work, saved or not.
export async function saveOpen({ notebooks }) {
  const unsaved = [];
  notebooks.forEach(({ context }) => {
    if (context.isReady && context.model.dirty) unsaved.push(context.save());
  });
  await Promise.all(unsaved);
}

async function download(page) {
  const files = await collect(page);
  if (Object.keys(files).length === 0) {
    page.tell("There is nothing to download yet: you have changed no lesson and answered no "
      + "question in this browser.");
    return;
  }
  const href = URL.createObjectURL(writeZip(files));
  element("a", { href, download: `ann-course-${dayOf(new Date())}.zip` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

// The day where the learner is: 2026-11-29.
export const dayOf = (date) => date.toLocaleDateString("sv");

// Return { path: bytes } of all that is kept, and of what is open and could not be saved.
async function collect(page) {
  await saveOpen(page).catch(() => {}); // then the notebooks below are taken as they stand
  const files = {};
  const paths = await keptPaths(page).catch(() => []);
  for (const path of paths) {
    const model = await page.contents.get(path, { content: true });
    if (model.type !== "directory") files[path] = toBytes(model);
  }
  page.notebooks.forEach(({ context }) => {
    if (context.isReady && context.model.dirty)
      files[context.localPath] = toBytes({ format: "json", content: context.model.toJSON() });
  });
  return files;
}

function toBytes({ format, content }) {
  if (format === "base64") return Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const text = format === "json" ? JSON.stringify(content, null, 1) : content;
  return new TextEncoder().encode(text);
}

async function bringBack(page) {
  const file = await choose();
  if (!file) return;
  if (file.size > LARGEST) throw new Error("This file is too large to be your work from here.");
  const files = restorable(await readZip(new Uint8Array(await file.arrayBuffer())));
  const paths = Object.keys(files);
  if (paths.length === 0) throw new Error("This zip file holds no work: there is nothing in it.");
  const models = paths.map((path) => toModel(path, files[path])); // before anything is changed
  await saveOpen(page); // or it would be closed without, and replaced without a question
  const kept = new Set(await keptPaths(page));
  const replaced = paths.filter((path) => kept.has(path));
  if (replaced.length > 0) {
    const names = replaced.slice(0, 8).join(", ") + (replaced.length > 8 ? ", …" : "");
    const body = `It replaces what this browser has of: ${names}.`;
    if (!(await page.confirm(`Bring back ${file.name}?`, body, "Bring it back"))) return;
  }
  await closeAll(page);
  for (const model of models) await save(page.contents, model);
  page.tell(`Your work is back: ${paths.length} files from ${file.name}.`, [], "success");
}

// No path that leaves the folder, and none that is hidden.
const safe = (path) => !/^\/|\\|(^|\/)\./.test(path);
const UNPACKED = /^ann-course-\d{4}-\d\d-\d\d[^/]*\//;

// What can be brought back of { path: bytes }. Where a download was unpacked and packed
// again, all of it may be in a folder with the name of the download.
export function restorable(files) {
  const paths = Object.keys(files).filter(safe);
  const top = paths.every((path) => UNPACKED.test(path)) ? UNPACKED : "";
  return Object.fromEntries(paths.map((path) => [path.replace(top, ""), files[path]]));
}

function choose() {
  return new Promise((resolve) => {
    const input = element("input", { type: "file", accept: ".zip,application/zip" });
    input.addEventListener("change", () => resolve(input.files[0]));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

export const put = (contents, path, bytes) => save(contents, toModel(path, bytes));

// A file as the contents API has it.
function toModel(path, bytes) {
  const name = path.split("/").at(-1);
  if (name.endsWith(".ipynb")) {
    const content = readNotebook(path, bytes);
    return { path, name, type: "notebook", format: "json", content };
  }
  const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return { path, name, type: "file", format: "base64", content };
}

function readNotebook(path, bytes) {
  try {
    const content = JSON.parse(new TextDecoder().decode(bytes));
    if (Array.isArray(content.cells)) return content;
  } catch {} // said below
  throw new Error(`${path} is damaged. Nothing was brought back: take it out of the zip file,
    and the rest can be.`);
}

async function save(contents, model) {
  const folders = model.path.split("/").slice(0, -1);
  for (let depth = 1; depth <= folders.length; depth += 1)
    await makeFolder(contents, folders.slice(0, depth).join("/"));
  await contents.save(model.path, model);
}

async function makeFolder(contents, path) {
  const there = await contents.get(path, { content: false }).catch(() => null);
  if (there) return;
  const made = await contents.newUntitled({ type: "directory" });
  await contents.rename(made.path, path);
}

// Close what is open without asking, and end its kernels: they would write again.
async function closeAll({ notebooks }) {
  const open = [];
  notebooks.forEach((panel) => open.push(panel));
  for (const panel of open) {
    await panel.sessionContext.shutdown();
    panel.dispose(); // close() would ask, and end the kernel once more
  }
}

async function beginAfresh(page) {
  if (!(await page.confirm("Begin all afresh?", BEGIN, "Delete and begin afresh"))) return;
  const again = page.notebooks.currentWidget?.context.path;
  await closeAll(page);
  for (const path of await keptPaths(page)) await page.contents.delete(path);
  if (again && (await page.contents.get(again, { content: false }).catch(() => null)))
    await page.app.commands.execute("docmanager:open", { path: again });
  page.tell("The lessons are as new.", [], "success");
}
