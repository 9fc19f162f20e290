/** The outcome, to keep: print it or save it as a text file. */
import { h } from "../dom";
import type { Say } from "../words";

const FILE = "chat-result.txt";

export function resultCard(text: string, words: Node[], say: Say): HTMLElement {
  return h(
    "section",
    { class: "bubble result", part: "result", "aria-label": say("result") },
    h("h2", {}, say("result")),
    h("div", {}, ...words),
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", onclick: () => print(text) }, say("print")),
      h("button", { type: "button", onclick: () => download(text) }, say("download")),
    ),
  );
}

/** Print the text alone, not the clinic's page around it. */
function print(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "antechamber-print{display:none}@media print{body>*{display:none!important}" +
      "body>antechamber-print{display:block!important;white-space:pre-line;font:12pt/1.5 sans-serif;color:#000}}",
  );
  const page = document.createElement("antechamber-print");
  page.textContent = text;
  document.body.append(page);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  window.print();
  page.remove();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  h("a", { href: url, download: FILE }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
