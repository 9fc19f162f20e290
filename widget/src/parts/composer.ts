/** Where a person writes. Enter sends, Shift+Enter begins a line. */
import { h, icon } from "../dom";
import type { Say } from "../words";

const MOST_HEIGHT_PX = 120;

export class Composer {
  readonly element: HTMLElement;
  private readonly box: HTMLTextAreaElement;

  constructor(say: Say, private readonly send: (text: string) => void) {
    this.box = h("textarea", {
      "aria-label": say("message"),
      placeholder: say("placeholder"),
      rows: "1",
      part: "input",
      autocomplete: "off",
      enterkeyhint: "send",
      oninput: () => this.grow(),
      onkeydown: (event) => {
        const key = event as KeyboardEvent;
        if (key.key !== "Enter" || key.shiftKey || key.isComposing) return;
        event.preventDefault();
        this.submit();
      },
    });
    this.element = h(
      "form",
      {
        class: "composer",
        onsubmit: (event) => {
          event.preventDefault();
          this.submit();
        },
      },
      this.box,
      h("button", { type: "submit", class: "main round", "aria-label": say("send"), part: "send" }, icon("M4 12h15M13 6l6 6-6 6")),
    );
  }

  focus(): void {
    this.box.focus();
  }

  clear(): void {
    this.box.value = "";
    this.grow();
  }

  private submit(): void {
    const text = this.box.value.trim();
    if (text === "") return this.focus();
    this.clear();
    this.focus();
    this.send(text);
  }

  private grow(): void {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, MOST_HEIGHT_PX)}px`;
  }
}
