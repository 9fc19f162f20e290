/** The log: each message once, in the order of the server's numbers, new ones read aloud once. */
import { h, unseen } from "../dom";
import { linked, plain } from "../links";
import type { Message } from "../types";
import type { Say } from "../words";
import { resultCard } from "./result";

type Delivery = "sending" | "sent" | "notSent";

interface Shown {
  element: HTMLElement;
  seq: number | null;
  foot: HTMLElement;
}

export class Conversation {
  readonly element: HTMLElement;
  private readonly shown = new Map<string, Shown>();

  constructor(
    private readonly say: Say,
    private readonly language: string,
    private readonly onRetry: (id: string) => void,
  ) {
    this.element = h("div", { role: "log", "aria-label": say("conversation"), class: "log", part: "log", tabindex: "0" });
  }

  /** The message's element; null where it was there already. */
  add(message: Message): HTMLElement | null {
    const key = message.id ?? `#${message.seq ?? crypto.getRandomValues(new Uint32Array(2)).join()}`;
    const known = this.shown.get(key);
    if (known !== undefined) {
      if (known.seq === null && message.seq !== null) {
        known.seq = message.seq;
        this.place(known);
      }
      return null;
    }
    const made = this.make(message);
    this.shown.set(key, made);
    this.place(made);
    return made.element;
  }

  /** A note of the widget's own, such as the greeting. */
  note(text: string, from: "bot" | "note" = "note"): HTMLElement {
    const element = h(
      "div",
      { class: from === "bot" ? "message" : "note", ...(from === "bot" ? { "data-from": "bot", part: "message bot" } : {}) },
      ...(from === "bot" ? [h("div", { class: "bubble" }, unseen(`${this.say("assistant")}: `), ...linked(text))] : [text]),
    );
    this.element.append(element);
    return element;
  }

  delivery(id: string, state: Delivery): void {
    const foot = this.shown.get(id)?.foot;
    if (foot === undefined) return;
    foot.parentElement?.classList.toggle("failed", state === "notSent");
    foot.querySelector(".delivery")?.remove();
    if (state === "notSent") {
      foot.append(
        h("button", { type: "button", class: "delivery retry", onclick: () => this.onRetry(id) }, this.say("notSent")),
      );
    } else foot.append(h("span", { class: "delivery" }, this.say(state)));
  }

  /** While what was said before is put back, nothing is read aloud. */
  quietly(work: () => void): void {
    this.element.setAttribute("aria-live", "off");
    work();
    setTimeout(() => this.element.setAttribute("aria-live", "polite"), 200);
  }

  clear(): void {
    this.shown.clear();
    this.element.replaceChildren();
  }

  private make(message: Message): Shown {
    const author =
      message.from === "patient"
        ? this.say("you")
        : message.from === "bot"
          ? this.say("assistant")
          : message.name
            ? this.say("careTeam", { name: plain(message.name) })
            : this.say("staff");
    const at = new Date(message.at);
    const time = h("time", { datetime: message.at }, at.toLocaleTimeString(this.language, { hour: "numeric", minute: "2-digit" }));
    const text = plain(message.text);
    const words = message.from === "patient" ? [text] : linked(text);
    const seen = message.from === "staff" ? h("span", { class: "author" }, author) : unseen(`${author}: `);
    const bubble =
      message.card === "outcome"
        ? resultCard(text, words as Node[], this.say)
        : h("div", { class: "bubble", dir: "auto", part: "bubble" }, seen, ...words);
    const foot = h("div", { class: "foot" }, time);
    const element = h(
      "div",
      { class: "message", "data-from": message.from, part: `message ${message.from}` },
      bubble,
      foot,
    );
    return { element, seq: message.seq, foot };
  }

  /** Numbered messages stand in order; what the server has not taken yet stands last. */
  private place(one: Shown): void {
    const seq = one.seq;
    let next: Element | null = null;
    if (seq !== null) {
      let lowest = Infinity;
      for (const other of this.shown.values()) {
        if (other === one) continue;
        const order = other.seq ?? Number.MAX_SAFE_INTEGER;
        if (order > seq && order < lowest) {
          lowest = order;
          next = other.element;
        }
      }
    }
    if (one.element.parentNode !== null && one.element.nextElementSibling === next) return;
    this.element.insertBefore(one.element, next);
  }
}
