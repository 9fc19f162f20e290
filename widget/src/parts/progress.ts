/** How far the screening is. The last known number stays while a side question is put. */
import { h } from "../dom";
import type { State } from "../types";
import type { Say } from "../words";

export class Progress {
  readonly element: HTMLElement;
  private readonly bar = h("div", { class: "fill" });
  private readonly text = h("span", {});

  constructor(private readonly say: Say) {
    this.element = h(
      "div",
      { role: "progressbar", "aria-label": say("progress"), "aria-valuemin": "0", class: "progress", part: "progress", hidden: true },
      h("div", { class: "track" }, this.bar),
      this.text,
    );
  }

  show(progress: State["progress"]): void {
    this.element.hidden = progress === null;
    if (progress === null) return;
    const { number, total } = progress;
    const text = this.say("of", { number, total });
    this.bar.style.width = `${(100 * number) / Math.max(total, 1)}%`;
    this.text.textContent = text;
    this.element.setAttribute("aria-valuenow", String(number));
    this.element.setAttribute("aria-valuemax", String(total));
    this.element.setAttribute("aria-valuetext", text);
  }
}
