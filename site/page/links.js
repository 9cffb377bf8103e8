// Links that carry a lesson and a panel's state: ?lesson=06&panel=panel-ring&state={…}
//
// In place of lesson= there may be path=, with the name of the file: then Python can start
// before JupyterLab has been drawn. That is what “Copy link” writes.
// A panel is named by its cell's id. The kernel writes and reads its state
// (ann_course/live/sharing.py).
import { element } from "./elements.js";
import { run } from "./no_drive.js";

const VIEW = "application/vnd.jupyter.widget-view+json";
const NO_LESSON = (asked) => `The link asks for lesson “${asked}”, which this course does not
  have. Choose a lesson from the list on the left.`;
const NO_PANEL = `The link leads to a panel that this lesson does not have: it may be from an
  older edition. The lesson is open.`;
const NO_STATE = (why) => `The panel could not be set as the link says. ${why}`;
const NO_PYTHON = "Python does not run here now. Load the page again, and run the lesson.";
const COPIED = "The link is copied: it opens this lesson with the panel as it is now.";
const BY_HAND = "The browser does not allow copying here. This is the link:";

export async function followLink(page) {
  const { asked, tell, app } = page;
  const lesson = asked.get("lesson") ?? asked.get("path");
  const cell = asked.get("panel");
  if (lesson === null || !(asked.has("lesson") || cell)) return; // JupyterLab opens a path
  const path = await findLesson(page, lesson);
  if (!path) {
    tell(NO_LESSON(lesson), [], "warning");
    return;
  }
  const opened = await app.commands.execute("docmanager:open", { path });
  await opened.context.ready;
  if (cell) await showPanel(page, opened, cell, asked.get("state"));
}

// By its number, so that a link outlives a change of the file's name. A copy that a learner
// has made of a lesson has its number, too; the lesson itself is meant.
async function findLesson({ contents, root }, lesson) {
  const number = lesson.match(/^(\d{1,2})(_.*\.ipynb)?$/)?.[1];
  if (!number) return null;
  const { content } = await contents.get("", { content: true });
  const there = content.map(({ name }) => name);
  if (there.includes(lesson)) return lesson;
  const shipped = await (await fetch(new URL("api/contents/all.json", root))).json();
  const names = [...shipped.content.map(({ name }) => name), ...there.sort()];
  const start = `${number.padStart(2, "0")}_`;
  return names.find((name) => name.startsWith(start) && name.endsWith(".ipynb"));
}

// Run the lesson up to the panel's cell, show the panel, and set it.
async function showPanel({ app, tell, started }, { content, sessionContext }, id, state) {
  await started; // by then a lesson that nobody has written in is of the newest edition
  const number = content.widgets.findIndex(({ model }) => model.id === id);
  if (number < 0) {
    tell(NO_PANEL, [], "warning");
    return;
  }
  content.activeCellIndex = number;
  const cell = content.widgets[number];
  await app.commands.execute("notebook:run-all-above");
  content.activeCellIndex = number;
  await app.commands.execute("notebook:run-cell");
  await content.scrollToCell(cell, "start");
  if (state === null) return;
  try {
    await ask(sessionContext, cell, `_sharing.give(_ids, ${JSON.stringify(state)})`);
  } catch (error) {
    tell(NO_STATE(error.message), [], "warning");
  }
}

// Ask the kernel about the widgets that a cell shows; return what it prints.
async function ask({ session }, cell, code) {
  if (!session?.kernel) throw new Error(NO_PYTHON);
  const bundles = cell.model.outputs.toJSON().map(({ data }) => data?.[VIEW]);
  const ids = JSON.stringify(bundles.filter(Boolean).map(({ model_id }) => model_id));
  return run(session.kernel, `
from ann_course.live import sharing as _sharing
_ids = ${ids}
${code}
del _sharing, _ids`);
}

// A button in each panel: the first of its cell, which is the one that a link names.
export function offerLinks(page) {
  const look = () => {
    for (const node of document.querySelectorAll(".ann-panel:not([data-ann-link])")) {
      node.dataset.annLink = "";
      const cell = node.closest(".jp-Cell");
      if (cell?.querySelector(".ann-panel") !== node) continue;
      const button = element("button", {
        className: "ann-copy-link",
        type: "button",
        title: "Copy a link that opens this lesson with the panel as it is now",
        textContent: "Copy link",
      });
      button.addEventListener("click", () => copy(page, node));
      node.append(button);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}

async function copy({ notebooks, root, tell, show }, node) {
  const panel = notebooks.find(({ node: whole }) => whole.contains(node));
  const cell = panel.content.widgets.find(({ node: whole }) => whole.contains(node));
  const path = panel.context.localPath;
  if (!/^\d\d_/.test(path)) {
    tell("Links lead to the lessons of the course, and this notebook is none of them.");
    return;
  }
  try {
    const state = (await ask(panel.sessionContext, cell, "print(_sharing.state_of(_ids))")).trim();
    const link = new URL("lab/index.html", root);
    link.search = new URLSearchParams({ path, panel: cell.model.id, state });
    // Over plain http there is no clipboard.
    const copying = navigator.clipboard?.writeText(link.href) ?? Promise.reject();
    await copying.then(
      () => tell(COPIED, [], "success"),
      () => show(BY_HAND, link.href),
    );
  } catch (error) {
    tell(error.message, [], "warning");
  }
}
