// Names for what ipywidgets leaves nameless. Nothing is computed here.
//
// ipywidgets draws its sliders with noUiSlider, whose handle takes the keyboard focus
// but has no accessible name; and its HTML widget cannot be a live region. Both get
// their attributes here. A frontend that cannot load this loses only that.
function render({ model, el }) {
  const nameAll = () => {
    const panel = el.closest(".ann-panel");
    if (!panel) return 0;
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
  };
  const observer = new MutationObserver(() => {
    if (nameAll() >= model.get("sliders")) observer.disconnect();
  });
  // The views of the other widgets arrive when they please.
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
export default { render };
