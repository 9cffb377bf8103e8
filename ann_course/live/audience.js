// Tells the kernel that a page shows a player, for as long as it does, and only when it is
// asked. An answer needs no timer: browsers slow those of a tab in the background down, to
// one a minute, but deliver messages there as they come. A page that is closed, cut off,
// frozen or asleep with its computer gives no answer, and needs no rule of its own.
function render({ model }) {
  const view = Math.random();
  let touched = performance.now();
  const touch = () => (touched = performance.now());
  const answer = () => model.send({ here: true, view, idle: (performance.now() - touched) / 1000 });
  const leave = () => model.send({ left: true, view });
  const hands = ["pointerdown", "pointermove", "keydown", "wheel"];
  for (const hand of hands) window.addEventListener(hand, touch, true);
  window.addEventListener("pagehide", leave);
  model.on("msg:custom", answer);
  answer();
  return () => {
    model.off("msg:custom", answer);
    for (const hand of hands) window.removeEventListener(hand, touch, true);
    window.removeEventListener("pagehide", leave);
    leave();
  };
}
export default { render };
