// Whether the browser can keep what a learner writes, said at once if it cannot.
import { canKeep } from "./browser_storage.js";

const FORBIDDEN = `This browser keeps nothing that you do here: its storage is switched off.
  Press “Download my work” before you close the page.`;
const PRIVATE = `This looks like a private window. What you do here is gone when you close it,
  so press “Download my work” before you do.`;
const LITTLE = 20e6; // bytes: a lesson with all its pictures and older versions
const LITTLE_LEFT = `This browser has almost no room left for this site. Press “Download my
  work” to have a copy, then free space on the disk.`;

export async function checkStorage({ tell }) {
  if (!(await canKeep())) tell(FORBIDDEN, [], "warning");
  // Firefox has no service workers in private windows, and no one else lacks them.
  else if (isSecureContext && !navigator.serviceWorker) tell(PRIVATE, [], "warning");
  else if (await littleLeft()) tell(LITTLE_LEFT, [], "warning");
  // Ask the browser not to clear it when the disk is full; it may refuse.
  await navigator.storage?.persist?.().catch(() => false);
}

async function littleLeft() {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota !== undefined && quota - usage < LITTLE;
}
