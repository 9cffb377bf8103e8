// What the kernel is doing while it starts, as it says itself (../kernel/early.js).
export const STEPS = {
  python: "the Python interpreter",
  packages: "NumPy, Matplotlib and the other packages",
  lesson: "what this lesson imports",
};
const FAILED = "Python could not be loaded. Is there a connection? Then load this page again.";
const NAMES = Object.keys(STEPS);
const STARTING = new Set(["unknown", "starting", "restarting", "autorestarting"]);

// What to say of a step, and which part of the start lies behind it.
export function describe(step) {
  const number = NAMES.indexOf(step);
  if (step === "failed") return [FAILED];
  if (step === "ready") return ["Starting Python: almost there", 0.95];
  if (number < 0) return ["Starting Python", 0];
  const words = `Starting Python, step ${number + 1} of ${NAMES.length}: ${STEPS[step]}`;
  return [words, (number + 0.5) / NAMES.length];
}

// Return a promise that is kept once a kernel is ready.
export function watchStart({ notebooks, strip }) {
  let ready;
  const started = new Promise((resolve) => (ready = resolve));
  let step = window.courseKernelStep; // what was said before this script was there
  let shown; // of the notebook that is in front: its kernel's status

  const follow = (panel) => {
    if (!panel || panel.isDisposed || panel !== notebooks.currentWidget) return;
    const before = shown;
    shown = panel.sessionContext.session?.kernel?.status ?? "unknown";
    if (STARTING.has(shown)) strip.say(...describe(step));
    else if (STARTING.has(before)) strip.say("Python is ready");
    else strip.say("");
    if (shown === "idle") ready();
  };
  window.addEventListener("course-kernel", ({ detail }) => {
    step = detail;
    if (STARTING.has(shown)) strip.say(...describe(step));
  });
  notebooks.widgetAdded.connect((_, panel) => {
    panel.sessionContext.statusChanged.connect(() => follow(panel));
    panel.sessionContext.kernelChanged.connect(() => follow(panel));
  });
  notebooks.currentChanged.connect((_, panel) => {
    shown = undefined;
    follow(panel);
  });
  return started;
}
