// What it is in stands as a card over the first picture, beside the place pointed at, and
// has the keyboard; closed, it lies in its row again and the keyboard is back on the picture.
// And what "More" opens is scrolled to.
const GAP = 14; // pixels from the place to the card
const within = (value, low, high) => Math.max(Math.min(value, high), low);

function render({ model, el }) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "ann-button ann-play-small ann-play-close";
  close.textContent = "×";
  close.title = "Close";
  close.setAttribute("aria-label", "Close");
  el.append(close);
  const part = (css) => el.closest(".ann-play").querySelector(css);

  function place() {
    const card = el.closest(".ann-play-inspector");
    const row = card?.parentElement;
    const at = model.get("at");
    const open = at.length > 0;
    if (!row || !card.offsetParent) return; // not on the page, or hidden
    if (open !== card.classList.contains("ann-play-card")) {
      row.style.minHeight = open ? `${row.offsetHeight}px` : "";
      card.classList.toggle("ann-play-card", open);
    }
    if (!open) {
      card.style.left = card.style.top = "";
      return;
    }
    const room = el.closest(".ann-play").getBoundingClientRect();
    const pad = part(".ann-pad").getBoundingClientRect();
    const x = pad.left - room.left + at[0] * pad.width;
    const y = pad.top - room.top + at[1] * pad.height;
    const end = row.getBoundingClientRect().bottom - room.top;
    const below = y + GAP + card.offsetHeight <= end;
    const last = Math.max(pad.right - room.left - card.offsetWidth, 0); // beside the plane
    const left = within(x - card.offsetWidth / 2, 0, last);
    const top = below ? y + GAP : y - GAP - card.offsetHeight;
    const from = card.offsetParent.getBoundingClientRect();
    card.style.left = `${left + room.left - from.left}px`;
    card.style.top = `${top + room.top - from.top}px`;
  }

  function changed() {
    const card = el.closest(".ann-play-inspector");
    const held = card?.contains(document.activeElement);
    place();
    const open = model.get("at").length > 0;
    if (open) card?.querySelector(".ann-slider-field input").focus({ preventScroll: true });
    else if (held) part(".ann-pad").focus({ preventScroll: true });
  }
  function putBack() {
    model.set("at", []);
    model.save_changes();
  }
  function escape(event) {
    const card = el.closest(".ann-play-card");
    if (event.key !== "Escape" || !card?.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    putBack();
  }
  close.addEventListener("click", putBack);
  window.addEventListener("keydown", escape, true);
  model.on("change:at", changed);
  // The page gets wider or narrower, or what the card says gets longer.
  const watcher = new ResizeObserver(place);
  // What "More" opens lies under all else: as much of it comes into view as tells of it.
  let pressed = false;
  const opener = new ResizeObserver(([{ target }]) => {
    if (pressed && target.offsetHeight)
      target.querySelector(".ann-columns > * > *").scrollIntoView({ block: "nearest" });
    pressed = false;
  });
  const started = requestAnimationFrame(() => {
    const card = el.closest(".ann-play-inspector");
    if (!card) return;
    for (const each of [card, el.closest(".ann-play")]) watcher.observe(each);
    opener.observe(part(".ann-play-rest"));
    part(".ann-play-more").addEventListener("click", () => (pressed = true));
  });
  return () => {
    cancelAnimationFrame(started);
    watcher.disconnect();
    opener.disconnect();
    window.removeEventListener("keydown", escape, true);
    model.off("change:at", changed);
  };
}
export default { render };
