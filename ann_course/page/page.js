// What ipywidgets and JupyterLab leave undone for the keyboard and for screen readers.
// Nothing is computed here.
//
// ipywidgets draws its sliders with noUiSlider, whose handle takes the keyboard focus
// but has no accessible name; its HTML widget cannot be a live region; and JupyterLab
// takes plain keys for commands of its own wherever no text is edited, so that in a list
// the arrow keys would select another cell, and Enter on a button would press nothing.
// A frontend that cannot load this loses only that.

// anywidget gives up on a widget that is not ready after two seconds, and then it hears no
// more from the kernel: on a slow machine that runs a whole lesson, a pad would be dead, and
// what is awake be taken for asleep. Nothing else on the page has such limits.
const PATIENCE = 60_000; // milliseconds
if (!AbortSignal.timeout.isPatient) {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => timeout(Math.max(milliseconds, PATIENCE));
  AbortSignal.timeout.isPatient = true;
}

function nameAll(panel) {
  for (const words of panel.querySelectorAll(
    ":is(.ann-words, .ann-tour-says) .widget-html-content")) {
    if (words.closest(".ann-panel") !== panel) continue;
    words.setAttribute("role", "status");
    words.setAttribute("aria-live", "polite");
  }
  let named = 0;
  for (const slider of panel.querySelectorAll(".ann-slider-track")) {
    const handle = slider.querySelector(".noUi-handle");
    const field = slider.parentElement.querySelector(".ann-slider-field label");
    if (!handle || !field) continue;
    handle.setAttribute("aria-label", field.textContent);
    named += 1;
  }
  return named;
}

// Lumino, under JupyterLab, looks for this attribute at each key, from the target upwards
// until a command's selector fits; one fits whatever has the focus, so it stands there.
// Keys with Shift, Ctrl or Alt stay JupyterLab's: Shift+Enter runs the cell from within.
function keepPlainKeys({ target, shiftKey, ctrlKey, altKey, metaKey }) {
  const commands = shiftKey || ctrlKey || altKey || metaKey;
  if (target.closest?.(".ann-panel, .ann-ask"))
    target.toggleAttribute("data-lm-suppress-shortcuts", !commands);
}

// The handles of a locked panel take the focus all the same, and say why they don't move.
function sayLocked({ target }) {
  if (!target.matches?.(".noUi-handle")) return;
  const why = target.closest(".ann-waiting")?.querySelector(".ann-veil .ann-learn");
  target.removeAttribute("aria-disabled");
  target.removeAttribute("aria-description");
  if (!why) return;
  target.setAttribute("aria-disabled", "true");
  target.setAttribute("aria-description", why.textContent);
}

// A number that is being typed stays as it is until Enter, or until one leaves the field:
// what plays meanwhile goes on sending numbers of its own into it.
const VALUE = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
function keepTyping({ target }) {
  if (!target.matches?.(".ann-slider-field input") || Object.hasOwn(target, "value")) return;
  Object.defineProperty(target, "value", {
    configurable: true,
    get: () => VALUE.get.call(target),
    set: () => {},
  });
  const end = () => delete target.value;
  for (const kind of ["change", "blur"])
    target.addEventListener(kind, end, { once: true, capture: true });
}

// A kernel that was restarted knows nothing of what stands on the page: sliders would move
// over a picture that never follows. JupyterLab marks the widgets of a kernel that it
// restarts; of one that crashed, or was exchanged, it says nothing. So at each touch the
// kernel is asked, and asleep is what it has dealt with without an answer. A busy kernel
// has not dealt with it yet.
const ASLEEP = `Asleep: the kernel was restarted or has ended, so nothing here responds.
  To wake it, run the notebook again from the top: Run > Run All Cells.`;
const ASK_AGAIN = 1000;  // milliseconds: a key that is held down asks no faster
const ASK_AFTER = 150;  // milliseconds: by then what the touch moves has its picture

function fallAsleep(place, asleep) {
  place.classList.toggle("ann-asleep", asleep);
  const note = place.querySelector(":scope > .ann-asleep-note");
  for (const part of place.children) part.inert = asleep && part !== note;
  if (asleep === Boolean(note)) return;
  note?.remove();
  if (!asleep) return;
  const said = document.createElement("div");
  said.className = "ann-asleep-note";
  said.setAttribute("role", "alert");
  said.textContent = ASLEEP;
  place.prepend(said);
}

function watchKernel(model, el) {
  const place = () => el.closest(".ann-panel, .ann-ask");
  const tell = (asleep) => place() && fallAsleep(place(), asleep);
  let asked = false;
  let last = -Infinity;
  const answered = () => {
    asked = false;
    tell(false);
  };
  const idle = ({ content }) => {
    if (content.execution_state !== "idle") return;
    if (asked) tell(true);
    asked = false;
  };
  const ask = () => {
    if (asked || performance.now() - last < ASK_AGAIN) return;
    asked = true;
    last = performance.now();
    try {
      model.send({ awake: "?" }, { iopub: { status: idle } });
    } catch {  // the connection to that kernel is gone
      tell(true);
    }
  };
  const touch = ({ target }) => {
    if (place()?.contains(target)) setTimeout(ask, ASK_AFTER);
  };
  // Each widget gets its mark in its turn; that of the whole box counts.
  const marked = () =>
    setTimeout(() => tell(place()?.matches(".jupyter-widgets-disconnected") ?? false));
  model.on("msg:custom", answered);
  model.on("comm_live_update", marked);
  const hands = ["pointerdown", "keydown"];
  for (const hand of hands) window.addEventListener(hand, touch, true);
  return () => {
    model.off("msg:custom", answered);
    model.off("comm_live_update", marked);
    for (const hand of hands) window.removeEventListener(hand, touch, true);
  };
}

function render({ model, el }) {
  const unwatch = watchKernel(model, el);
  const observer = new MutationObserver(() => {
    const panel = el.closest(".ann-panel, .ann-ask");
    if (!panel || nameAll(panel) < model.get("sliders")) return;
    // A panel has two texts that are spoken: its words, and its tour's sentence.
    const n_spoken = panel.querySelectorAll("[aria-live]").length;
    if (n_spoken >= 2 || !panel.matches(".ann-panel")) observer.disconnect();
  });
  // The views of the other widgets arrive when they please.
  observer.observe(document.body, { childList: true, subtree: true });
  window.addEventListener("keydown", keepPlainKeys, true);
  window.addEventListener("focusin", sayLocked, true);
  window.addEventListener("input", keepTyping, true);
  return () => {
    unwatch();
    observer.disconnect();
    window.removeEventListener("input", keepTyping, true);
    window.removeEventListener("keydown", keepPlainKeys, true);
    window.removeEventListener("focusin", sayLocked, true);
  };
}
export default { render };
