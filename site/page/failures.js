// When the browser refuses to write: said in plain words, and told to the kernel.
const FULL = `Not saved: this browser has no room left for this site. Press “Download my
  work”, then free space on the disk. What you see is still here.`;
const REFUSED = (why) => `Not saved: press “Download my work” to have a copy. The browser
  refused to write (${why}).`;

const AGAIN = 60_000; // milliseconds until it is said once more
// JupyterLab would show an error of another name in a dialog, each time it saves by itself.
const QUIET = "ModalCancelError";
const WRITING = new Set(["mknod", "put", "rename", "rmdir"]);

export function watchFailures({ contents, serviceWorkers, tell, dismiss }) {
  let told; // the last message, until something could be written again
  let when;
  const report = (error) => {
    if (told && performance.now() - when < AGAIN) return;
    if (told) dismiss(told);
    when = performance.now();
    const full = /quota|no space|full/i.test(`${error?.name} ${error?.message}`);
    told = tell(full ? FULL : REFUSED(error?.message ?? error), [], "error");
  };
  const save = contents.save.bind(contents);
  contents.save = async (...given) => {
    try {
      const model = await save(...given);
      told = undefined;
      return model;
    } catch (error) {
      report(error);
      throw Object.assign(new Error(error?.message ?? error), { name: QUIET });
    }
  };

  // A kernel waits for the answer to each request of its file system, and JupyterLite sends
  // none where the request fails: it would wait for ever. The service worker turns this
  // one into an OSError.
  const processor = serviceWorkers?._driveContentsProcessor;
  if (!processor) return;
  const process = processor.processDriveRequest.bind(processor);
  processor.processDriveRequest = (request) =>
    process(request).catch((error) => {
      if (WRITING.has(request.method)) report(error);
      return { failed: String(error?.message ?? error) };
    });
}
