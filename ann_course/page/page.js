// What ipywidgets and JupyterLab leave undone for the keyboard and for screen readers.
// Nothing is computed here.
//
// ipywidgets draws its sliders with noUiSlider, whose handle takes the keyboard focus
// but has no accessible name; its HTML widget cannot be a live region; and JupyterLab
// takes plain keys for commands of its own wherever no text is edited, so that in a list
// the arrow keys would select another cell, and Enter on a button would press nothing.
// A frontend that cannot load this loses only that.
function nameAll(panel) {
  for (const words of panel.querySelectorAll(".ann-words .widget-html-content")) {
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

function render({ model, el }) {
  const observer = new MutationObserver(() => {
    const panel = el.closest(".ann-panel, .ann-ask");
    if (panel && nameAll(panel) >= model.get("sliders")) observer.disconnect();
  });
  // The views of the other widgets arrive when they please.
  observer.observe(document.body, { childList: true, subtree: true });
  window.addEventListener("keydown", keepPlainKeys, true);
  window.addEventListener("input", keepTyping, true);
  return () => {
    observer.disconnect();
    window.removeEventListener("input", keepTyping, true);
    window.removeEventListener("keydown", keepPlainKeys, true);
  };
}
export default { render };
