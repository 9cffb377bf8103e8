// The course's strip in JupyterLab's top line: what is happening, and what can be done.
import { element } from "./elements.js";

export class Strip {
  constructor() {
    this.bar = element("progress", { max: 1, hidden: true, ariaLabel: "Python starting" });
    this.words = element("span", { role: "status" });
    this.offline = element("span", { className: "ann-offline" });
    this.node = element("div", { className: "ann-strip", role: "group" }, [
      this.bar,
      this.words,
      this.offline,
    ]);
    this.node.setAttribute("aria-label", "The course");
  }

  // Part of the whole from 0 to 1, or null where there is nothing to measure.
  say(words, part = null) {
    if (this.words.textContent !== words) this.words.textContent = words;
    this.bar.hidden = part === null;
    if (part !== null) this.bar.value = part;
  }

  button(label, title, action) {
    const button = element("button", { type: "button", title, textContent: label });
    button.addEventListener("click", action);
    this.node.append(button);
    return button;
  }
}
