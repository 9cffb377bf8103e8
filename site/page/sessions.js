// Where JupyterLab's sessions and JupyterLite's kernels do not fit together.

// A learner may run cells before the notebook has its session. JupyterLab would then ask for
// a kernel, or take the one that is on its way for one that is there, and run nothing; here
// the cells wait for it.
export function runWhenReady({ notebooks }) {
  notebooks.widgetAdded.connect((_, { sessionContext: context }) => {
    Object.defineProperty(context, "hasNoKernel", { get: () => !context.session?.kernel });
    const start = context.startKernel.bind(context);
    const startFirst = context._startIfNecessary?.bind(context);
    if (!startFirst) return;
    let first = false; // the session's own start, which the others wait for
    context._startIfNecessary = () => {
      first = true;
      const starting = startFirst();
      first = false;
      return starting;
    };
    context.startKernel = async () => {
      if (!first && !context.isReady) {
        await context.ready;
        if (!context.hasNoKernel) return false; // no choice is needed
      }
      return start();
    };
  });
}

// JupyterLite ends a session a moment after its kernel has gone, and fails where the session
// was ended as such, by “Shut Down” or by closeAll of work.js: there is none any more.
export function endSessionsOnce({ app }) {
  const client = app.serviceManager.sessions._sessionAPIClient;
  if (!client) return;
  const shutdown = client.shutdown.bind(client);
  client.shutdown = async (id) => {
    const running = await client.listRunning();
    if (running.some((session) => session.id === id)) await shutdown(id);
  };
}
