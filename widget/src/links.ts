/** Phone numbers in the bot's and the staff's texts as links to call or to text. */
import { h } from "./dom";

const NUMBER = /\b(?:1-)?\d{3}-\d{3}-\d{4}\b|\b988\b|\b911\b|\b741741\b|\b88788\b|\b678-678\b|\b838255\b/g;
const TEXTED = new Set(["741741", "88788", "678678", "838255"]);
/** Marks that turn the direction of what follows: nobody needs them here, and they can hide words. */
const TURNING = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

export const plain = (text: string): string => text.replace(TURNING, "");

/** The text with its numbers as links. Only these schemes: tel and sms. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let done = 0;
  for (const found of text.matchAll(NUMBER)) {
    const digits = found[0].replace(/-/g, "");
    nodes.push(
      document.createTextNode(text.slice(done, found.index)),
      h("a", { href: `${TEXTED.has(digits) ? "sms" : "tel"}:${digits}` }, found[0]),
    );
    done = found.index + found[0].length;
  }
  nodes.push(document.createTextNode(text.slice(done)));
  return nodes;
}
