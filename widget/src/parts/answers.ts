/** Ways to answer without typing: quick replies, the checklist, and edits of the read-back. */
import { h } from "../dom";
import type { State } from "../types";
import type { Say } from "../words";

export class Answers {
  readonly element: HTMLElement;
  private readonly card = h("div");
  private readonly group: HTMLElement;

  constructor(
    private readonly say: Say,
    private readonly send: (text: string) => void,
  ) {
    this.group = h("div", { role: "group", "aria-label": say("suggestions"), class: "suggestions", part: "suggestions", hidden: true });
    this.element = h("div", { class: "answers" }, this.card, this.group);
  }

  /** Buttons that send what they show; none takes the group away. */
  offer(titles: string[], act: (title: string) => void = this.send): void {
    this.group.hidden = titles.length === 0;
    this.group.replaceChildren(
      ...titles.map((title) => h("button", { type: "button", part: "suggestion", onclick: () => act(title) }, title)),
    );
    if (titles.length === 0) this.card.replaceChildren();
  }

  /** The card that goes with the pending question, if one does. */
  follow(state: State): void {
    if (this.group.hidden) return this.card.replaceChildren();
    if (state.choices.length > 0) this.card.replaceChildren(this.checklist(state.choices));
    else if (state.answers.length > 0) this.card.replaceChildren(this.edits(state.answers));
    else this.card.replaceChildren();
  }

  private checklist(choices: string[]): HTMLElement {
    const boxes = choices.map((name) => h("input", { type: "checkbox", value: name }));
    const send = h("button", { type: "submit", disabled: true, class: "main" }, this.say("tickSend"));
    const ticked = (): string[] => boxes.filter((box) => box.checked).map((box) => box.value);
    return h(
      "form",
      {
        class: "card",
        part: "card",
        onchange: () => (send.disabled = ticked().length === 0),
        onsubmit: (event) => {
          event.preventDefault();
          this.send(this.say("tickSays", { list: listed(ticked(), this.say("and")) }));
        },
      },
      h("fieldset", {}, h("legend", {}, this.say("tick")), ...boxes.map((box) => h("label", {}, box, box.value))),
      send,
    );
  }

  private edits(answers: State["answers"]): HTMLElement {
    const words: Record<string, string> = { yes: this.say("yes"), no: this.say("no"), unsure: this.say("unsure") };
    return h(
      "details",
      { class: "card", part: "card" },
      h("summary", {}, this.say("changeAnswer")),
      ...answers.map(({ name, value }) => {
        const text = this.say("changeOne", { name });
        return h("p", {}, `${name}: ${words[value] ?? value}`, h("button", { type: "button", onclick: () => this.send(text) }, text));
      }),
    );
  }
}

function listed(names: string[], and: string): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${and} ${names[names.length - 1] ?? ""}`;
}
