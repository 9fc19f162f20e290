/** The wire: session, socket, replay of what was missed, and sending until the server has it. */
import { io, type Socket } from "socket.io-client";
import type { Memory } from "./memory";
import type { Clinic, Link, Message, SessionKind, State } from "./types";

const PATH = "/webhooks/web/socket";
const ACK_MS = 10_000;
const SESSION_MS = 10_000;
const RETRY_MS = [500, 1000, 2000, 4000, 8000];
/** The server reads the beginning and the end of a long text; more than this is not worth sending. */
const MOST_CHARACTERS = 20_000;

export interface Listener {
  link(link: Link): void;
  session(kind: SessionKind, clinic: Clinic): void;
  messages(messages: Message[], replayed: boolean): void;
  hiddenBefore(hidden: boolean): void;
  state(state: State): void;
  typing(on: boolean): void;
  /** sent: the server has it on disk. `text` is the server's kind refusal. */
  delivery(id: string, sent: boolean, text: string | null): void;
}

interface Hello {
  ok: boolean;
  messages?: Message[];
  hidden?: boolean;
  state?: State | null;
}

interface Ack {
  ok: boolean;
  error?: string;
  text?: string;
}

export class Connection {
  private socket: Socket | null = null;
  private token: string | null = null;
  private lastSeq = 0;
  private failures = 0;
  private starting = false;
  private asking = false;
  private life = 0;
  private readonly unsent = new Map<string, string>();

  constructor(
    private readonly server: string,
    private readonly memory: Memory,
    private readonly listener: Listener,
  ) {}

  /** Open or take up a session, then connect. `goOn`: the person confirmed after a long pause. */
  async start(goOn = false): Promise<void> {
    if (this.starting || this.socket !== null || (this.asking && !goOn)) return;
    this.starting = true;
    const life = this.life;
    this.listener.link("connecting");
    try {
      const token = await this.memory.token();
      const answer = await fetch(`${this.server}/webhooks/web/session`, {
        method: "POST",
        // Plain text needs no preflight; the server checks the origin itself.
        headers: { "Content-Type": "text/plain" },
        body: JSON.stringify({ token, go_on: goOn }),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(SESSION_MS),
      });
      if (life !== this.life) return;
      if (answer.status === 403) {
        this.starting = false;
        this.listener.link("refused");
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const found = (await answer.json()) as { session: SessionKind; token: string | null; clinic: Clinic };
      if (life !== this.life) return;
      this.starting = false;
      this.failures = 0;
      this.asking = found.session === "ask";
      if (found.session === "new" || found.session === "gone_on") this.lastSeq = 0;
      this.listener.session(found.session, found.clinic);
      if (found.token === null) {
        this.listener.link("online");
        return;
      }
      this.token = found.token;
      this.memory.remember(found.token);
      this.connect();
    } catch {
      if (life !== this.life) return;
      this.starting = false;
      this.listener.link("offline");
      const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)] ?? 8000;
      setTimeout(() => life === this.life && void this.start(goOn), wait);
    }
  }

  /** Send, and say through `delivery` what became of it. The same id twice is one message. */
  send(id: string, text: string): void {
    const half = MOST_CHARACTERS / 2;
    const cut = text.length > MOST_CHARACTERS ? text.slice(0, half) + text.slice(-half) : text;
    this.unsent.set(id, cut);
    if (this.socket?.connected) this.emit(id, cut);
    else {
      setTimeout(() => this.unsent.has(id) && this.listener.delivery(id, false, null), ACK_MS / 2);
      void this.start();
    }
  }

  async earlier(): Promise<void> {
    const answer = (await this.socket?.timeout(ACK_MS).emitWithAck("earlier")) as Hello | undefined;
    if (answer?.ok) {
      this.listener.messages(answer.messages ?? [], true);
      this.listener.hiddenBefore(false);
    }
  }

  /** End the session on the server too, then forget everything. */
  leave(): void {
    const socket = this.socket;
    this.stop();
    socket?.emit("leave");
    setTimeout(() => socket?.disconnect(), 300);
    this.token = null;
    this.lastSeq = 0;
    this.unsent.clear();
  }

  /** Disconnect; another `start` goes on where it was. */
  stop(): void {
    this.life++;
    this.starting = false;
    this.asking = false;
    this.socket?.off();
    this.socket = null;
  }

  close(): void {
    const socket = this.socket;
    this.stop();
    socket?.disconnect();
  }

  private connect(): void {
    const socket = io(this.server, {
      path: PATH,
      auth: (give) => give({ token: this.token }),
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
      forceNew: true,
    });
    this.socket = socket;
    socket.on("connect", () => void this.sync(true));
    socket.on("disconnect", (reason) => {
      this.listener.typing(false);
      this.listener.link("offline");
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("connect_error", (error) => {
      this.listener.link("offline");
      if (error.message === "origin") this.refused();
      else if (error.message === "session") this.renew();
      else if (!socket.active) setTimeout(() => this.socket === socket && socket.connect(), 2000);
    });
    socket.on("message", (message: Message) => this.arrived(message));
    socket.on("state", (state: State) => this.listener.state(state));
    socket.on("typing", (data: { on: boolean }) => this.listener.typing(data.on));
  }

  private refused(): void {
    this.close();
    this.listener.link("refused");
  }

  /** The token is not good any more: ask the server what becomes of the session. */
  private renew(): void {
    this.close();
    void this.start();
  }

  private async sync(fresh: boolean): Promise<void> {
    try {
      const answer = (await this.socket
        ?.timeout(ACK_MS)
        .emitWithAck("hello", { last_seq: this.lastSeq })) as Hello | undefined;
      if (!answer?.ok) return;
      for (const one of answer.messages ?? []) this.lastSeq = Math.max(this.lastSeq, one.seq ?? 0);
      this.listener.link("online");
      this.listener.hiddenBefore(answer.hidden === true);
      this.listener.messages(answer.messages ?? [], true);
      if (answer.state) this.listener.state(answer.state);
      if (fresh) for (const [id, text] of this.unsent) this.emit(id, text);
    } catch {
      this.listener.link("offline");
    }
  }

  private arrived(message: Message): void {
    if (message.seq !== null && this.lastSeq > 0 && message.seq > this.lastSeq + 1) {
      void this.sync(false); // something in between is missing
    }
    this.lastSeq = Math.max(this.lastSeq, message.seq ?? 0);
    if (message.id !== null && this.unsent.delete(message.id)) this.listener.delivery(message.id, true, null);
    this.listener.messages([message], false);
  }

  private emit(id: string, text: string): void {
    this.socket?.timeout(ACK_MS).emit("say", { id, text }, (late: Error | null, ack?: Ack) => {
      if (!this.unsent.has(id)) return;
      if (late === null && ack?.ok) this.unsent.delete(id);
      if (late === null && ack?.error === "session") return this.renew();
      // A refused message waits for the person's tap; one that got lost goes again by itself.
      if (late === null && ack && !ack.ok) this.unsent.delete(id);
      this.listener.delivery(id, late === null && ack?.ok === true, ack?.text ?? null);
    });
  }
}
