// What a learner would lose by closing the page, or by writing in two tabs at once.
import { saveOpen } from "./work.js";

// A page that is hidden may never come back: it is saved while there is time.
export function watchLeaving(page) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saveOpen(page).catch(() => {});
  });
}

const TWICE = (name) => `${name} is open in another tab, too, and only what is saved last is
  kept. Write in one, and close the other.`;

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
