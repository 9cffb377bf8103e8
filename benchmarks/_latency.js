// From an event to the picture, by the page's own clock. A picture counts when the frame
// that follows a change of the watched elements (or a drawing on a canvas within them) has
// been handed to the compositor: after that frame's requestAnimationFrame callbacks, its
// style, its layout and its painting.
({ shown, handle }) => {
  let events = [], frames = [], released = 0, asked = false, last = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => frames.push(performance.now());
  function changed() {
    last = performance.now();
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      port2.postMessage(null);
    });
  }
  const watched = [...document.querySelectorAll(shown)];
  const observer = new MutationObserver(changed);
  const what = { childList: true, subtree: true, characterData: true, attributes: true };
  for (const element of watched) observer.observe(element, what);
  const { drawImage } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.drawImage = function (...rest) {
    drawImage.apply(this, rest);
    if (this.canvas.isConnected) changed();
  };
  const slider = document.querySelector(handle);
  window.addEventListener("keydown", (e) => events.push(e.timeStamp), true);
  window.addEventListener("pointermove", (e) => e.buttons && events.push(e.timeStamp), true);
  for (const kind of ["keyup", "pointerup"])
    window.addEventListener(kind, (e) => (released = e.timeStamp), true);
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  window.probe = {
    watched: watched.length,
    clear() {
      events = [];
      frames = [];
    },
    // Until nothing has changed for a while; at most so long.
    async settled(quiet, most) {
      const start = performance.now();
      while (performance.now() - start < most) {
        if (frames.length && performance.now() - last > quiet) break;
        await pause(10);
      }
      return { events, frames, released };
    },
    // Many key presses, as fast as a page takes them: three to and one fro.
    async burst(count) {
      this.clear();
      slider.focus();
      for (let i = 0; i < count; i++) {
        const key = ["ArrowRight", "ArrowRight", "ArrowLeft"][i % 3];
        const init = { key, bubbles: true, cancelable: true };
        slider.dispatchEvent(new KeyboardEvent("keydown", init));
        if (i % 10 === 9) await pause(0);
      }
      for (const key of ["Home", "End"])
        slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      const sent = performance.now();
      await this.settled(300, 10000);
      return Math.max(0, last - sent);
    },
  };
}
