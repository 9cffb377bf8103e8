// Runs in the page before JupyterLite: starts the lesson's Python at once, beside the page
// that is still being drawn, and gives it to JupyterLite when that asks for a worker.
//
// The window hears what the kernel does, from the events "course-kernel", whose `detail` is
// "python", "packages", "lesson", "ready" or "failed", for each kernel that starts.
"use strict";

(() => {
  const Native = window.Worker;
  const lesson = new URLSearchParams(location.search).get("path") ?? "";
  const boot = new URL("../static/pyodide/pyodide.js", document.currentScript.src);
  boot.hash = encodeURIComponent(lesson);

  const watch = (worker) =>
    worker.addEventListener("message", ({ data }) => {
      const detail = data?.courseKernel;
      if (!detail) return;
      window.courseKernelStep = detail; // for a script that comes later
      window.dispatchEvent(new CustomEvent("course-kernel", { detail }));
    });

  // Where a page is isolated, JupyterLite has another worker script: nothing is early there.
  let early = null;
  if (lesson.endsWith(".ipynb") && !window.crossOriginIsolated) {
    early = new Native(boot);
    watch(early);
  }

  window.Worker = class Worker extends Native {
    constructor(url, options) {
      const forKernel = /\/pyodide-kernel-extension\/static\//.test(url);
      if (forKernel && early) {
        const worker = early;
        early = null;
        worker.postMessage({ kernelScript: String(url) });
        return worker;
      }
      super(url, options);
      if (forKernel) watch(this);
    }
  };
})();
