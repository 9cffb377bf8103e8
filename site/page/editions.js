// A new edition of a lesson, and a learner who has written in the old one.
//
// The build writes into each notebook which edition it is: a sum over the sources of its
// cells. So a copy in the browser says which edition it stems from, and whether any cell
// has been changed since.
import { keptPaths } from "./browser_storage.js";
import { crc32 } from "./zip.js";

const KEY = "ann_course";
const CHANGED = (name) => `There is a new edition of ${name}. You have written in yours, so it
  stays as it is.`;

// The same sum as in install.py.
export function editionOf({ cells }) {
  const text = cells.map(({ cell_type, source }) =>
    `${cell_type}\0${Array.isArray(source) ? source.join("") : source}\0`);
  return crc32(new TextEncoder().encode(text.join(""))).toString(16).padStart(8, "0");
}

export function watchEditions(page) {
  page.notebooks.widgetAdded.connect(async (_, { context }) => {
    try {
      await context.ready;
      await compare(page, context);
    } catch (error) {
      console.warn(`No look for a new edition of ${context.path}:`, error);
    }
  });
}

async function compare(page, context) {
  const path = context.localPath;
  const from = context.model.getMetadata(KEY)?.edition;
  if (!from || !(await keptPaths(page)).includes(path)) return;
  const address = new URL(`files/${path.split("/").map(encodeURIComponent).join("/")}`, page.root);
  const answer = await fetch(address);
  if (!answer.ok) return; // a notebook of the learner's own, or one that is gone
  const shipped = await answer.json();
  const newest = shipped.metadata[KEY]?.edition;
  if (!newest || newest === from || context.isDisposed) return;
  // Looked at only now: something may have been written while the new one was on its way.
  if (editionOf(context.model.toJSON()) !== from) offer(page, context, path, shipped);
  else {
    context.model.fromJSON(shipped);
    await context.save();
  }
}

// The name of a copy beside it that is not taken yet: an earlier one may hold work, too.
async function freeName(page, path) {
  const kept = await keptPaths(page);
  for (let n = 1; ; n++) {
    const ending = n === 1 ? "(new edition)" : `(new edition ${n})`;
    const beside = path.replace(/\.ipynb$/, ` ${ending}.ipynb`);
    if (!kept.includes(beside)) return beside;
  }
}

function offer(page, context, path, shipped) {
  const { app, contents, tell, dismiss } = page;
  const settle = async () => {
    context.model.setMetadata(KEY, shipped.metadata[KEY]);
    await context.save();
  };
  const open = async () => {
    const beside = await freeName(page, path);
    await contents.save(beside, { type: "notebook", format: "json", content: shipped });
    await settle();
    await app.commands.execute("docmanager:open", { path: beside });
  };
  const name = path.split("/").at(-1);
  const told = tell(CHANGED(name), [["Open the new one", open], ["Keep only mine", settle]]);
  context.disposed.connect(() => dismiss(told)); // it is asked again with the notebook
}
