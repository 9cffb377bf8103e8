// A cell that does not end: how to stop it. The browser's kernel cannot be interrupted.
const LONG = 30_000; // milliseconds
const STILL = `This cell has been running for half a minute. If it will never end, restart
  Python: your notebook and answers stay, its variables do not.`;
const AGAIN = `Python was restarted. To go on, run the notebook again from the top: Run > Run
  All Cells.`;

export function watchRunning({ notebooks, tell, dismiss }) {
  notebooks.widgetAdded.connect((_, { sessionContext, disposed }) => {
    let timer;
    let told;
    const ended = () => {
      clearTimeout(timer);
      if (told) dismiss(told);
      timer = told = undefined;
    };
    const restart = async () => {
      ended();
      await sessionContext.restartKernel();
      tell(AGAIN);
    };
    const warn = () => {
      told = tell(STILL, [["Restart Python", restart]], "warning");
    };
    sessionContext.statusChanged.connect((_, status) => {
      ended();
      if (status === "busy") timer = setTimeout(warn, LONG);
    });
    disposed.connect(ended);
  });
}
