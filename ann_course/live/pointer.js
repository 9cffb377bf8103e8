// Where mouse, pen, finger or keyboard point on a picture. Nothing is computed here:
// positions go to the kernel, as parts of the picture's width and height from its upper
// left corner, at most one message for each frame of the screen.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const clamp = (part) => Math.min(Math.max(part, 0), 1);

function render({ model, el }) {
  const pad = document.createElement("div");
  pad.className = "ann-pad";
  pad.setAttribute("role", "application");
  pad.setAttribute("aria-label", model.get("label"));
  const cursor = document.createElement("div");
  cursor.className = "ann-pad-cursor";
  cursor.hidden = true;
  pad.append(cursor);
  el.append(pad);

  function follow() {
    pad.tabIndex = model.get("disabled") ? -1 : 0;
    pad.setAttribute("aria-disabled", model.get("disabled"));
  }
  follow();
  model.on("change:disabled", follow);

  // Where the keyboard goes on from: where it was, the hand, or the model put it.
  let at = model.get("start");
  const restart = () => (at = model.get("start"));
  model.on("change:start", restart);
  let down = false;
  let queue = [];
  let frame = 0;

  function send(kind, point) {
    queue.push([kind, ...point]);
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      model.send({ points: queue });
      queue = [];
    });
  }

  // Of a mouse that moves, only its last place in a frame is told.
  function hover(point) {
    if (queue.at(-1)?.[0] === "hover") queue.pop();
    send("hover", point);
  }

  function where(event) {
    const box = pad.getBoundingClientRect();
    return [
      clamp((event.clientX - box.left) / box.width),
      clamp((event.clientY - box.top) / box.height),
    ];
  }

  pad.addEventListener("pointerdown", (event) => {
    // One finger draws: a second one, or a palm, is not its stroke.
    if (event.button !== 0 || !event.isPrimary || model.get("disabled")) return;
    event.preventDefault();
    pad.focus({ preventScroll: true });
    pad.setPointerCapture(event.pointerId);
    cursor.hidden = true;
    down = true;
    at = where(event);
    send("down", at);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!event.isPrimary || model.get("disabled")) return;
    if (!down) {
      if (model.get("hovers") && event.pointerType !== "touch") hover(where(event));
      return;
    }
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length ? all : [event]) send("move", where(one));
  });
  for (const end of ["pointerup", "pointercancel"])
    pad.addEventListener(end, (event) => {
      if (!down || !event.isPrimary) return;
      down = false;
      at = where(event);
      send("up", at);
    });

  for (const end of ["pointerleave", "blur"])
    pad.addEventListener(end, () => {
      if (model.get("hovers")) send("leave", at);
    });

  pad.addEventListener("keydown", (event) => {
    if (model.get("disabled")) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = model.get("step");
      at = at.map((part, axis) => clamp(part + arrow[axis] * step[axis]));
      send(down ? "move" : "hover", at);
    } else if (event.key === " " || event.key === "Enter") {
      down = !down && event.key === " " && model.get("draws");
      if (down) send("down", at);
      else if (event.key === " " && model.get("draws")) send("up", at);
      else for (const kind of ["down", "up"]) send(kind, at);
    } else return;
    event.preventDefault();
    event.stopPropagation();
    cursor.hidden = false;
    cursor.classList.toggle("ann-pad-down", down);
    cursor.style.left = `${at[0] * 100}%`;
    cursor.style.top = `${at[1] * 100}%`;
  });
  return () => {
    cancelAnimationFrame(frame);
    model.off("change:disabled", follow);
    model.off("change:start", restart);
  };
}
export default { render };
