// A file goes to the kernel, whole or not at all. What to say of it is the kernel's matter;
// the page alone can say that it is on its way, and that it has not arrived.
const PATIENCE = 10_000; // milliseconds

function render({ model, el }) {
  const label = document.createElement("label");
  const name = document.createElement("span");
  const input = document.createElement("input");
  const limit = document.createElement("span");
  const status = document.createElement("div");
  label.className = "ann-upload";
  name.textContent = model.get("label");
  input.type = "file";
  input.accept = model.get("kinds").join(",");
  input.multiple = model.get("several");
  limit.textContent = model.get("limits");
  limit.id = `ann-upload-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  input.setAttribute("aria-describedby", limit.id);
  status.className = "ann-upload-status";
  status.setAttribute("role", "status");
  label.append(name, input);
  el.append(label, limit, status);

  let waiting = 0;
  function say(text) {
    clearTimeout(waiting);
    status.textContent = text;
  }
  function late(file) {
    say(
      `${file.name} has not arrived. The kernel is busy, or the connection to it is lost. ` +
        "What is shown below, if anything, is the file before it. Wait until the kernel " +
        "is idle, and choose the file again.",
    );
  }

  // One after the other: the next is sent when the kernel has done with the one before.
  let latest = 0;
  let done = () => {};
  async function send(file, more) {
    say(`${file.name} is on its way …`);
    waiting = setTimeout(late, PATIENCE, file);
    const content = { name: file.name, size: file.size, more };
    const fits = file.size <= model.get("limit");
    const buffers = fits ? [await file.arrayBuffer()] : [];
    await new Promise((resolve) => {
      done = resolve;
      model.send(content, {}, buffers);
    });
  }

  input.addEventListener("change", async () => {
    const choice = ++latest;
    for (const [number, file] of [...input.files].entries()) {
      if (choice !== latest) return;
      try {
        await send(file, number > 0);
      } catch {
        late(file);
        return;
      }
    }
  });
  // So that the same file can be chosen again; until then its name stands here.
  input.addEventListener("click", () => (input.value = ""));

  const answered = (content) => {
    say(content.say);
    if (!content.say) done();
  };
  model.on("msg:custom", answered);
  return () => {
    clearTimeout(waiting);
    model.off("msg:custom", answered);
  };
}
export default { render };
