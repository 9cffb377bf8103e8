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
