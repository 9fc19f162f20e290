/** What the web channel sends: see antechamber/channels/web/messages.py and state.py. */

export type Sender = "bot" | "patient" | "staff";

/** `seq` is null where the server could not keep the message; `id` is ours, on a person's message. */
export interface Message {
  seq: number | null;
  at: string;
  from: Sender;
  name: string | null;
  text: string;
  buttons: { title: string; payload: string }[];
  card: "outcome" | "summary" | null;
  id: string | null;
}

export type Level = "concern" | "urgent" | "imminent";

export interface State {
  level: Level | null;
  category: string | null;
  progress: { number: number; total: number } | null;
  requested_slot: string | null;
  outcome: string | null;
  staff: string | null;
  choices: string[];
  answers: { name: string; value: string }[];
}

export interface Clinic {
  name: string;
  phone: string;
}

/** new: nothing said yet; resumed: goes on; ask: needs the person's word; gone_on: they gave it. */
export type SessionKind = "new" | "resumed" | "ask" | "gone_on";

export type Link = "off" | "connecting" | "online" | "offline" | "refused";
