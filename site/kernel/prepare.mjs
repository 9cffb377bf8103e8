// Compiles every Python file in Pyodide itself, so that the version is right:
//
//     node prepare.mjs PYODIDE STAGE...
//
// A stage is the root of Pyodide's file system with the files of one pack; the one called
// stdlib is the standard library's.
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, ...stages] = process.argv.slice(2).map((each) => resolve(each));
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: `${pyodideFolder}/` });
const { FS } = pyodide;
for (const stage of stages) {
  const there = `/stages/${basename(stage)}`;
  FS.mkdirTree(there);
  FS.mount(FS.filesystems.NODEFS, { root: stage }, there);
}
pyodide.runPython(`
import pathlib, py_compile, sys
from py_compile import PycInvalidationMode

# Learners read it, and tracebacks show it.
KEEP_SOURCE = {"ann_lib", "ann_course"}

def compile_stage(stage, root):
    for path in sorted(stage.rglob("*.py")):
        place = path.relative_to(stage)
        keeps = bool(KEEP_SOURCE & set(place.parts))
        cached = f"__pycache__/{path.stem}.{sys.implementation.cache_tag}.pyc"
        compiled = path.parent / cached if keeps else path.with_suffix(".pyc")
        try:
            py_compile.compile(
                str(path), str(compiled), f"{root}/{place.as_posix()}", doraise=True,
                invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
            )
        except py_compile.PyCompileError:
            continue  # a template, or for another Python: it stays as it is
        if not keeps:
            path.unlink()

for stage in pathlib.Path("/stages").iterdir():
    compile_stage(stage, "/lib/python313.zip" if stage.name == "stdlib" else "")
`);
