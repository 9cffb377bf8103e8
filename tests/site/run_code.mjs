// Runs one file in the site's kernel and prints the value of its last line:
//
//     node run_code.mjs SITE FILE
import { readFileSync } from "node:fs";
import { startKernel } from "./kernel.mjs";

const [site, file] = process.argv.slice(2);
const { pyodide } = await startKernel(site);
pyodide.globals.set("code", readFileSync(file, "utf8"));
const [result, error] = pyodide.runPython(`
import traceback
from pyodide.code import eval_code

try:
    answer = [eval_code(code, {"__name__": "__main__"}), None]
except BaseException:
    answer = [None, traceback.format_exc()]
answer
`);
process.stdout.write(`${JSON.stringify({ result: result ?? null, error: error ?? null })}\n`);
process.exit(0);
