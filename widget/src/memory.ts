/** What this tab remembers: the token and whether the chat is open. Never a message, never a cookie. */

const WAIT_FOR_TABS_MS = 150;

interface Note {
  ask?: true;
  token?: string;
  cleared?: true;
}

/** Tabs of one website share the conversation by asking each other; closing the last forgets it. */
export class Memory {
  private readonly key: string;
  private readonly channel: BroadcastChannel | null;
  private values: { token?: string; open?: boolean } = {};
  private waiting: ((token: string | null) => void) | null = null;

  constructor(server: string, private readonly onCleared: () => void) {
    this.key = `antechamber:${server}`;
    try {
      this.values = JSON.parse(sessionStorage.getItem(this.key) ?? "{}") as typeof this.values;
    } catch {
      this.values = {};
    }
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(this.key) : null;
    this.channel?.addEventListener("message", (event: MessageEvent<Note>) => this.heard(event.data));
  }

  get open(): boolean {
    return this.values.open === true;
  }

  set open(open: boolean) {
    this.keep({ ...this.values, open });
  }

  /** The token of this tab, else of another open tab of the same website. */
  async token(): Promise<string | null> {
    if (this.values.token !== undefined) return this.values.token;
    if (this.channel === null) return null;
    return new Promise((resolve) => {
      this.waiting = (token) => {
        this.waiting = null;
        resolve(token);
      };
      this.channel?.postMessage({ ask: true } satisfies Note);
      setTimeout(() => this.waiting?.(null), WAIT_FOR_TABS_MS);
    });
  }

  remember(token: string): void {
    this.keep({ ...this.values, token });
  }

  /** Forget here, and in the other tabs. */
  clear(): void {
    this.forget();
    this.channel?.postMessage({ cleared: true } satisfies Note);
  }

  forget(): void {
    this.values = {};
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // No storage in this browser: there was nothing to forget.
    }
  }

  close(): void {
    this.channel?.close();
  }

  private heard(note: Note): void {
    if (note.ask && this.values.token !== undefined) {
      this.channel?.postMessage({ token: this.values.token } satisfies Note);
    }
    if (note.token !== undefined) this.waiting?.(note.token);
    if (note.cleared) {
      this.forget();
      this.onCleared();
    }
  }

  private keep(values: { token?: string; open?: boolean }): void {
    this.values = values;
    try {
      sessionStorage.setItem(this.key, JSON.stringify(values));
    } catch {
      // Storage is off: the chat works, but a reload begins a new one.
    }
  }
}
