// Runs a whole lesson in the site's kernel, cell by cell, as Run All in a page does:
//
//     node run_lesson.mjs SITE NOTEBOOK
//
// It prints one line of JSON for each code cell: its id, the processor seconds that it
// took, and its error, if it raised one. The first line is for the start of the kernel.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { startKernel } from "./kernel.mjs";

const [site, notebook] = process.argv.slice(2);
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const { pyodide } = await startKernel(site, { lesson: basename(notebook) });
say({ cell: "the kernel's start", seconds: cpu() });

// A folder of the learner's, with the data beside the lesson.
const { FS } = pyodide;
FS.mkdirTree("/drive");
pyodide.runPython("import os; os.chdir('/drive')");
const kernel = pyodide.runPython("import pyodide_kernel; pyodide_kernel.kernel_instance");
const interpreter = kernel.interpreter;
let words = [];
pyodide.globals.set("hear", (name, text) => words.push([name, text]));
pyodide.runPython(`
import sys
for stream in (sys.stdout, sys.stderr):
    stream.publish_stream_callback = hear
`);
interpreter.send_comm = () => {};
for (const name of ["clear_output", "display_data", "update_display_data"]) {
  interpreter.display_pub[`${name}_callback`] = () => {};
}
interpreter.displayhook.publish_execution_result = () => {};
kernel._parent_header = pyodide.toPy({ header: { msg_id: "1" } });

const { cells } = JSON.parse(readFileSync(notebook, "utf8"));
const code = cells.filter((each) => each.cell_type === "code");
const last = new URL("sweep_panels.py", import.meta.url);
code.push({ id: "panels are swept", source: [readFileSync(last, "utf8")] });
for (const cell of code) {
  const before = cpu();
  words = [];
  const result = await kernel.run(cell.source.join(""));
  const answer = result.toJs({ dict_converter: Object.fromEntries });
  // Let what the cell has scheduled happen, as between two cells of Run All.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const complaints = words.filter(([name]) => name === "stderr").map(([, text]) => text);
  say({
    cell: cell.id,
    seconds: cpu() - before,
    error: answer.status === "error" ? `${answer.ename}: ${answer.evalue}` : null,
    stderr: complaints.join(""),
  });
}
process.exit(0);
