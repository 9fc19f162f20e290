/** The crisis panel. Its numbers are in the bundle: it needs no server. */
import { h } from "../dom";
import type { Say, Word } from "../words";

/** `level` null: only because the person asked. */
export class CrisisPanel {
  readonly element: HTMLElement;
  private pinned = false;
  private readonly body: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly more: HTMLDetailsElement;

  constructor(private readonly say: Say) {
    const big = (href: string, name: Word, hint: Word): HTMLElement =>
      h("a", { href, class: "line", part: "crisis-link" }, h("b", {}, say(name)), h("small", {}, say(hint)));
    const small = (...children: (Node | string)[]): HTMLElement => h("p", {}, ...children);
    this.more = h(
      "details",
      {},
      h("summary", {}, say("moreLines")),
      small(say("veterans"), " ", h("a", { href: "sms:838255" }, "838255")),
      small(say("violence"), " ", h("a", { href: "tel:18007997233" }, "1-800-799-7233"), " ", say("orText"), " ", h("a", { href: "sms:88788" }, "88788")),
      small(h("span", { lang: "es" }, say("spanish"))),
    );
    this.body = h(
      "div",
      { class: "crisis-body", id: "crisis" },
      h("p", { class: "lead" }, say("crisisLead")),
      h(
        "div",
        { class: "lines" },
        big("tel:988", "call988", "lifeline"),
        big("sms:988", "text988", "lifeline"),
        big("tel:911", "call911", "emergency"),
        big("sms:741741", "text741741", "textLine"),
      ),
      this.more,
    );
    this.toggle = h("button", { type: "button", class: "quiet", "aria-controls": "crisis", onclick: () => this.turn() });
    this.element = h("section", { class: "crisis", part: "crisis", "aria-label": say("crisis"), hidden: true }, this.toggle, this.body);
    this.show(false);
  }

  /** The person pressed "Need help now?", or nothing can be sent. */
  open(): void {
    this.element.hidden = false;
    this.show(true);
  }

  focus(): void {
    this.element.querySelector("a")?.focus();
  }

  /** A safety level is set: from now on a bar at least stays. It opens again when the level rises. */
  pin(rose: boolean, category: string | null): void {
    const first = !this.pinned;
    this.pinned = true;
    this.element.hidden = false;
    if (category === "abuse") this.more.open = true;
    if (first || rose) this.show(true);
  }

  /** No level any more: the bar goes; a panel that the person opened stays. */
  settle(): void {
    if (!this.pinned) return;
    this.pinned = false;
    if (this.body.hidden) this.element.hidden = true;
  }

  unpin(): void {
    this.pinned = false;
    this.element.hidden = true;
    this.more.open = false;
  }

  private turn(): void {
    if (!this.body.hidden && !this.pinned) this.element.hidden = true;
    else this.show(this.body.hidden);
  }

  private show(open: boolean): void {
    this.body.hidden = !open;
    this.element.classList.toggle("bar", !open);
    this.toggle.setAttribute("aria-expanded", String(open));
    this.toggle.textContent = this.say(open ? "hide" : "show");
  }
}
