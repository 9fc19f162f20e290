/** <antechamber-chat data-server="https://…">: puts the parts together and decides what shows. */
import { Connection, type Listener } from "./connection";
import { h, icon } from "./dom";
import { Memory } from "./memory";
import { Answers } from "./parts/answers";
import { Composer } from "./parts/composer";
import { Conversation } from "./parts/conversation";
import { CrisisPanel } from "./parts/crisis";
import { Progress } from "./parts/progress";
import css from "./style.css?inline";
import type { Level, Link, Message, SessionKind, State } from "./types";
import { wordsIn, type Say, type Word } from "./words";

const EXIT = "https://www.weather.gov/";
const LEVELS: (Level | null)[] = [null, "concern", "urgent", "imminent"];
const NEAR_END_PX = 400;
const GAP_PX = 8;

export class AntechamberChat extends HTMLElement implements Listener {
  private readonly root = this.attachShadow({ mode: "open" });
  private say!: Say;
  private memory!: Memory;
  private connection!: Connection;
  private conversation!: Conversation;
  private answers!: Answers;
  private composer!: Composer;
  private crisis!: CrisisPanel;
  private progress!: Progress;
  private panel!: HTMLElement;
  private launcher!: HTMLElement;
  private scroller!: HTMLElement;
  private status!: HTMLElement;
  private title_!: HTMLElement;
  private badge!: HTMLElement;
  private earlier!: HTMLButtonElement;
  private built = false;
  private unread = 0;
  private level: Level | null = null;
  private state_: State | null = null;
  private linkNow: Link = "off";
  private writing = false;
  private reply: HTMLElement | null = null;
  private readonly texts = new Map<string, string>();
  private readonly narrow = matchMedia("(max-width: 520px), (max-height: 560px)");

  connectedCallback(): void {
    if (!this.built) this.build();
  }

  disconnectedCallback(): void {
    // Moved inside the page, an element is taken out and put in again: only then it stays.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.connection.close();
      this.memory.close();
      this.built = false;
      this.root.replaceChildren();
    });
  }

  // --- what the connection tells ----------------------------------------------------------------

  link(link: Link): void {
    this.linkNow = link;
    if (link === "offline" || link === "refused") this.writing = false;
    this.tellStatus();
  }

  session(kind: SessionKind, clinic: { name: string; phone: string }): void {
    if (this.dataset.clinic === undefined) this.title_.textContent = clinic.name;
    if (kind === "ask") this.askToResume();
    else if (kind === "gone_on") {
      this.restart();
      this.conversation.note(this.say("wentOn"));
    } else if (kind === "new" && this.texts.size === 0) this.greet();
  }

  hiddenBefore(hidden: boolean): void {
    this.earlier.hidden = !hidden;
  }

  messages(messages: Message[], replayed: boolean): void {
    const show = (): void => messages.forEach((message) => this.show(message, replayed));
    if (replayed) this.conversation.quietly(show);
    else show();
  }

  state(state: State): void {
    this.state_ = state;
    const rose = LEVELS.indexOf(state.level) > LEVELS.indexOf(this.level);
    this.level = state.level;
    if (state.level !== null) this.crisis.pin(rose, state.category);
    else this.crisis.settle();
    this.progress.show(state.progress);
    this.answers.follow(state);
    this.tellStatus();
    this.toEnd(false);
  }

  typing(on: boolean): void {
    this.writing = on && !this.state_?.staff;
    this.tellStatus();
    this.toEnd(false);
  }

  delivery(id: string, sent: boolean, text: string | null): void {
    this.conversation.delivery(id, sent ? "sent" : "notSent");
    if (text !== null) this.conversation.note(text, "bot");
    if (!sent) this.crisis.open();
    this.toEnd(false);
  }

  // --- what the person does -----------------------------------------------------------------------

  private send(text: string): void {
    const id = newId();
    this.texts.set(id, text);
    this.conversation.add({ seq: null, at: new Date().toISOString(), from: "patient", name: null, text, buttons: [], card: null, id });
    this.conversation.delivery(id, "sending");
    this.reply = null;
    this.answers.offer([]);
    this.toEnd(true);
    this.connection.send(id, text);
  }

  private retry(id: string): void {
    const text = this.texts.get(id);
    if (text === undefined) return;
    this.conversation.delivery(id, "sending");
    this.rest();
    this.connection.send(id, text);
  }

  private open(help = false): void {
    this.panel.hidden = false;
    this.launcher.hidden = true;
    this.memory.open = true;
    this.unread = 0;
    this.badge.hidden = true;
    this.fit();
    void this.connection.start();
    if (help) this.help();
    else this.rest();
    this.toEnd(true);
  }

  /** Where the focus goes when its button is gone. A touch screen's keyboard would cover the text. */
  private rest(): void {
    if (matchMedia("(pointer: coarse)").matches) this.conversation.element.focus({ preventScroll: true });
    else this.composer.focus();
  }

  private close(): void {
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.memory.open = false;
    this.fit();
    this.launcher.querySelector<HTMLElement>(".open")?.focus();
  }

  private help(): void {
    this.crisis.open();
    this.crisis.focus();
  }

  private leave(): void {
    this.connection.leave();
    this.memory.clear();
    this.panel.hidden = true;
    const page = window.top ?? window; // an iframe alone would leave the page around it
    page.location.replace(this.dataset.exit ?? EXIT);
  }

  private clear(): void {
    this.connection.leave();
    this.memory.clear();
    this.memory.open = true;
    this.cleared();
  }

  /** Also when another tab was cleared. */
  private cleared(): void {
    this.connection.leave();
    this.restart();
    this.conversation.note(this.say("cleared"));
    this.greet();
    this.link("off");
  }

  // --- what shows -----------------------------------------------------------------------------------

  private show(message: Message, replayed: boolean): void {
    if (message.id !== null) this.texts.set(message.id, message.text);
    const added = this.conversation.add(message);
    if (message.from === "patient") {
      if (message.id !== null && message.seq !== null) this.conversation.delivery(message.id, "sent");
      if (added !== null || replayed) this.asked(null);
      this.reply = null;
    } else {
      if (message.buttons.length > 0) this.asked(message);
      if (added !== null && !replayed && this.panel.hidden) this.badge.textContent = String(++this.unread);
      this.badge.hidden = this.unread === 0;
    }
    if (message.from !== "patient" && !replayed) this.reply ??= added;
    this.toEnd(message.from === "patient" || replayed);
  }

  /** The buttons of the newest question stay until the person says something. */
  private asked(question: Message | null): void {
    this.answers.offer(question?.buttons.map((one) => one.title) ?? []);
    if (this.state_ !== null) this.answers.follow({ ...this.state_, choices: [], answers: [] });
  }

  private greet(): void {
    this.conversation.note(this.say("greeting"), "bot");
    this.answers.offer([this.say("start")], () => {
      this.send("Start");
      this.rest();
    });
  }

  private askToResume(): void {
    this.conversation.note(this.say("askResume"));
    this.answers.offer([this.say("goOn"), this.say("startNew")], (title) => {
      this.answers.offer([]);
      if (title === this.say("goOn")) void this.connection.start(true);
      else {
        this.connection.leave();
        this.memory.forget();
        this.memory.open = true;
        this.restart();
        void this.connection.start();
      }
    });
  }

  /** An empty chat. The crisis panel closes too: it would tell of what was said. */
  private restart(): void {
    this.conversation.clear();
    this.texts.clear();
    this.answers.offer([]);
    this.composer.clear();
    this.progress.show(null);
    this.crisis.unpin();
    this.earlier.hidden = true;
    this.level = null;
    this.state_ = null;
    this.reply = null;
  }

  private tellStatus(): void {
    const staff = this.state_?.staff;
    const text =
      this.linkNow === "offline" || this.linkNow === "refused"
        ? this.say(this.linkNow)
        : this.writing
          ? this.say("typing")
          : staff
            ? this.say("joined", { name: staff })
            : this.linkNow === "connecting"
              ? this.say("connecting")
              : "";
    this.status.classList.toggle("warn", this.linkNow === "offline" || this.linkNow === "refused");
    this.status.classList.toggle("dots", this.writing);
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /**
   * Down to what is new, but no further than the first message of a reply: a long reply is read
   * from its beginning. Someone who has scrolled up is left there, unless `always`.
   */
  private toEnd(always: boolean): void {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (!always && scrollHeight - scrollTop - clientHeight > NEAR_END_PX + clientHeight) return;
    requestAnimationFrame(() => {
      const end = this.scroller.scrollHeight - this.scroller.clientHeight;
      const first = this.reply === null ? end : this.reply.offsetTop - GAP_PX;
      this.scroller.scrollTo({ top: Math.min(end, first) });
    });
  }

  /** On a small screen the panel covers the page: then it is modal, and the page does not scroll. */
  private fit(): void {
    const covers = this.narrow.matches && !this.panel.hidden;
    this.panel.setAttribute("aria-modal", String(covers));
  }

  private trap(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
      return;
    }
    if (event.key !== "Tab") return;
    const stops = [...this.panel.querySelectorAll<HTMLElement>("a[href],button,textarea,input,summary,[tabindex='0']")].filter(
      (one) => one.getClientRects().length > 0 && !one.hasAttribute("disabled"),
    );
    const first = stops[0];
    const last = stops[stops.length - 1];
    const at = this.root.activeElement;
    if (event.shiftKey && at === first) {
      event.preventDefault();
      last?.focus();
    } else if (!event.shiftKey && at === last) {
      event.preventDefault();
      first?.focus();
    }
  }

  private build(): void {
    this.built = true;
    const server = (this.dataset.server ?? "").replace(/\/+$/, "");
    const language = this.dataset.lang ?? (document.documentElement.lang || "en");
    const say = (this.say = wordsIn(language));
    this.memory = new Memory(server, () => this.cleared());
    this.connection = new Connection(server, this.memory, this);
    this.conversation = new Conversation(say, language, (id) => this.retry(id));
    this.answers = new Answers(say, (text) => {
      this.send(text);
      this.rest();
    });
    this.composer = new Composer(say, (text) => this.send(text));
    this.crisis = new CrisisPanel(say);
    this.progress = new Progress(say);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.root.adoptedStyleSheets = [sheet];

    const button = (word: Word, act: () => void, kind = "", part = ""): HTMLButtonElement =>
      h("button", { type: "button", class: kind, part, onclick: act }, say(word));
    this.badge = h("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.launcher = h(
      "div",
      { class: "launcher" },
      button("help", () => this.open(true), "help", "help"),
      h(
        "button",
        { type: "button", class: "open main round", "aria-label": say("open"), part: "launcher", onclick: () => this.open() },
        icon("M4 5h16v11H9l-5 4z"),
        this.badge,
      ),
    );
    this.title_ = h("h1", { part: "title" }, this.dataset.clinic ?? say("title"));
    this.status = h("div", { role: "status", class: "status", part: "status" });
    this.earlier = button("earlier", () => void this.connection.earlier(), "quiet");
    this.earlier.hidden = true;
    this.scroller = h("div", { class: "scroll" }, this.earlier, this.conversation.element, this.answers.element);
    const logo = this.dataset.logo ? h("img", { src: this.dataset.logo, alt: "", part: "logo" }) : null;
    this.panel = h(
      "div",
      { role: "dialog", "aria-label": say("chat"), class: "panel", part: "panel", hidden: true, onkeydown: (event) => this.trap(event as KeyboardEvent) },
      h(
        "div",
        { class: "head", part: "header" },
        logo,
        this.title_,
        h("button", { type: "button", class: "round", "aria-label": say("close"), part: "close", onclick: () => this.close() }, icon("M6 6l12 12M18 6L6 18")),
      ),
      h(
        "div",
        { class: "row tools" },
        button("help", () => this.help(), "help", "help"),
        button("leave", () => this.leave(), "", "leave"),
      ),
      this.crisis.element,
      this.progress.element,
      this.scroller,
      this.status,
      this.composer.element,
      h(
        "div",
        { class: "row end" },
        button("clear", () => this.clear(), "quiet"),
        button("delete", () => this.send("Delete my data"), "quiet"),
      ),
    );
    this.root.append(this.launcher, this.panel);
    this.root.host.setAttribute("lang", language);
    this.narrow.addEventListener("change", () => this.fit());
    if (this.memory.open || this.dataset.open !== undefined) this.open();
  }
}

/** 128 random bits. `crypto.randomUUID` is missing on pages without TLS. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
