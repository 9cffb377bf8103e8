// What a learner would lose by closing the page, by saving twice at once, or by writing in
// two tabs.
import { saveOpen } from "./work.js";

// A page that is hidden may never come back: it is saved while there is time.
export function watchLeaving(page) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saveOpen(page).catch(() => {});
  });
}

// JupyterLab begins a save while another one is not done, and then takes the notebook that
// it has just saved for somebody else's: it would ask whether to overwrite it.
export function saveOneByOne({ notebooks }) {
  notebooks.widgetAdded.connect((_, { context }) => {
    const save = context.save.bind(context);
    let running = Promise.resolve();
    let next; // a save that is to come has all that is there by then
    context.save = () => {
      next ??= running.then(() => {
        next = undefined;
        const saving = save();
        running = saving.catch(() => {});
        return saving;
      });
      return next;
    };
  });
}

const TWICE = (name) => `${name} is open in another tab, too, and only what is saved last is
  kept. Close one of them.`;

export function watchOtherTabs({ notebooks, tell }) {
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel("ann-course-tabs");
  const isOpen = (path) => Boolean(notebooks.find(({ context }) => context.path === path));
  const warn = (path) => tell(TWICE(path.split("/").at(-1)), [], "warning");
  channel.onmessage = ({ data: { opened, also } }) => {
    if (opened && isOpen(opened)) {
      channel.postMessage({ also: opened });
      warn(opened);
    } else if (also && asked.delete(also)) warn(also);
  };
  const asked = new Set(); // what this tab opened just now
  notebooks.widgetAdded.connect(async (_, { context }) => {
    await context.ready;
    asked.add(context.path);
    channel.postMessage({ opened: context.path });
  });
}
