// What the kernel is doing while it starts, by the files that it asks for.
//
// The service worker sees each request of a kernel and tells which file it was: so a step
// is said when it begins, and takes as long as it takes. Without a service worker there is
// nothing to see, and the strip says only that Python is starting.
export const CHANNEL = "ann-course";

// In the order in which they are loaded. A file that fits none belongs to the step before.
// What the last step loads is asked for by a lesson's first cell, if not before.
export const STEPS = [
  ["the Python interpreter", /pyodide(\.asm)?\.(m?js|wasm)$|pyodide-lock\.json$/],
  ["Python's standard library", /python_stdlib/],
  ["the notebook's kernel", /micropip|piplite|ipykernel|pyodide_kernel|jedi|ipython-/],
  ["NumPy, Matplotlib and the course", /\/(numpy|matplotlib|ipywidgets|ann_lib)-/],
];

export class Steps {
  #number = -1;

  // Note that the kernel asks for a file; return whether that begins a step.
  note(path) {
    const number = STEPS.findIndex(([, files]) => files.test(path));
    if (number <= this.#number) return false;
    this.#number = number;
    return true;
  }

  get words() {
    if (this.#number < 0) return "Starting Python";
    return `Step ${this.#number + 1} of ${STEPS.length}: loading ${STEPS[this.#number][0]}`;
  }

  get part() {
    return (this.#number + 1) / (STEPS.length + 1);
  }
}

const STARTING = new Set(["unknown", "starting", "restarting", "autorestarting"]);

// Return a promise that is kept once a kernel is ready.
export function watchStart({ notebooks, strip }) {
  let ready;
  const started = new Promise((resolve) => (ready = resolve));
  const seen = new WeakMap(); // of each notebook: the steps of its kernel, and its status
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : {};

  const follow = (panel) => {
    if (!panel || panel.isDisposed || panel !== notebooks.currentWidget) return;
    const status = panel.sessionContext.session?.kernel?.status ?? "unknown";
    const before = seen.get(panel) ?? {};
    const begins = STARTING.has(status) && !STARTING.has(before.status);
    const steps = begins || !before.steps ? new Steps() : before.steps;
    seen.set(panel, { status, steps });
    if (STARTING.has(status)) strip.say(steps.words, steps.part);
    else if (status === "idle") {
      strip.say(STARTING.has(before.status) ? "Python is ready" : "");
      ready();
    }
  };
  channel.onmessage = ({ data }) => {
    const { status, steps } = seen.get(notebooks.currentWidget) ?? {};
    if (!data.file || !(STARTING.has(status) || status === "busy")) return;
    if (steps.note(data.file)) strip.say(steps.words, steps.part);
  };
  notebooks.widgetAdded.connect((_, panel) => {
    panel.sessionContext.statusChanged.connect(() => follow(panel));
    panel.sessionContext.kernelChanged.connect(() => follow(panel));
  });
  notebooks.currentChanged.connect((_, panel) => follow(panel));
  return started;
}
