/**
 * The widget's entry: defines <antechamber-chat>, and adds one to the page where the script
 * itself carries `data-server`.
 */
import { AntechamberChat } from "./element";

const TAG = "antechamber-chat";
const script = document.currentScript;

if (customElements.get(TAG) === undefined) customElements.define(TAG, AntechamberChat);

if (script instanceof HTMLScriptElement && script.dataset.server !== undefined) {
  const add = (): void => {
    if (document.querySelector(TAG) !== null) return;
    const chat = document.createElement(TAG);
    for (const [name, value] of Object.entries(script.dataset)) if (value !== undefined) chat.dataset[name] = value;
    document.body.append(chat);
  };
  if (document.body === null) addEventListener("DOMContentLoaded", add);
  else add();
}
