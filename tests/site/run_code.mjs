// Runs one file in the site's kernel and prints the value of its last line:
//
//     node run_code.mjs SITE FILE
import { readFileSync } from "node:fs";
import { startKernel } from "./kernel.mjs";

const [site, file] = process.argv.slice(2);
const { pyodide } = await startKernel(site);
const line = { result: null, error: null };
try {
  line.result = pyodide.runPython(readFileSync(file, "utf8"));
} catch (error) {
  line.error = error.message || String(error.stack ?? error);
}
process.stdout.write(`${JSON.stringify(line)}\n`);
process.exit(0);
