// How JupyterLab finds the course's own part of the page: a container as its module
// federation wants it, written by hand, since there is nothing to bundle.
(() => {
  const here = document.currentScript.src;
  // JupyterLab's router takes the question out of the address before any plugin is there.
  const asked = new URL(location.href).searchParams;
  let shared;

  // JupyterLab's copy of a package that it shares with its extensions.
  const use = async (name) => (await Object.values(shared[name])[0].get())();

  (window._JUPYTERLAB ??= {})["ann-course-page"] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const { makePlugin } = await import(new URL("page.js", here).href);
      const plugin = await makePlugin(use, asked);
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
