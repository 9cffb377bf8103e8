// What the course adds to the JupyterLite page: one plugin that puts the parts together.
import { watchEditions } from "./editions.js";
import { element } from "./elements.js";
import { watchFailures } from "./failures.js";
import { followLink, offerLinks } from "./links.js";
import { saveOneByOne, watchLeaving, watchOtherTabs } from "./leaving.js";
import { keepOffline, keepServiceWorker } from "./offline.js";
import { keepWithoutDrive } from "./no_drive.js";
import { bePatient } from "./patience.js";
import { watchRunning } from "./running.js";
import { endSessionsOnce, runWhenReady } from "./sessions.js";
import { watchStart } from "./starting.js";
import { checkStorage } from "./storage.js";
import { Strip } from "./strip.js";
import { offerWork, put, saveOpen } from "./work.js";

export async function makePlugin(use, asked) {
  const { Notification, showDialog, Dialog } = await use("@jupyterlab/apputils");
  const { INotebookTracker } = await use("@jupyterlab/notebook");
  const { PageConfig } = await use("@jupyterlab/coreutils");
  const { IServiceWorkerManager } = await use("@jupyterlite/apputils");
  const { Widget } = await use("@lumino/widgets");

  // A message that stays until it is closed, with buttons that do something about it.
  // JupyterLab shows its first 140 characters, and a line break as one.
  const tell = (words, actions = [], kind = "info") =>
    Notification.emit(words.replace(/\s+/g, " "), kind, {
      autoClose: false,
      actions: actions.map(([label, callback]) => ({ label, callback })),
    });
  const confirm = async (title, body, yes) => {
    const buttons = [Dialog.cancelButton(), Dialog.warnButton({ label: yes })];
    return (await showDialog({ title, body, buttons, defaultButton: 0 })).button.accept;
  };
  const show = (title, body) => showDialog({ title, body, buttons: [Dialog.okButton()] });

  return {
    id: "ann-course-page:plugin",
    autoStart: true,
    optional: [INotebookTracker, IServiceWorkerManager],
    activate: (app, notebooks, serviceWorkers) => {
      if (!notebooks) return; // a page that shows no notebook
      const href = new URL("page.css", import.meta.url).href;
      document.head.append(element("link", { rel: "stylesheet", href }));
      const strip = new Strip();
      const widget = new Widget({ node: strip.node });
      widget.id = "ann-course-strip";
      app.shell.add(widget, "top", { rank: 2000 });
      const root = PageConfig.getBaseUrl();
      const page = {
        ...{ app, notebooks, serviceWorkers, strip, tell, confirm, show, root, asked },
        contents: app.serviceManager.contents,
        dismiss: (id) => Notification.dismiss(id),
        save: () => saveOpen(page),
        put: (path, bytes) => put(page.contents, path, bytes),
      };
      keepServiceWorker(PageConfig.getOption("appVersion"));
      watchFailures(page);
      bePatient();
      runWhenReady(page);
      endSessionsOnce(page);
      page.started = watchStart(page);
      offerWork(page);
      watchRunning(page);
      saveOneByOne(page);
      watchLeaving(page);
      watchOtherTabs(page);
      watchEditions(page);
      keepWithoutDrive(page);
      offerLinks(page);
      app.restored.then(() =>
        Promise.all([checkStorage(page), followLink(page), keepOffline(page)]));
    },
  };
}
