import type { ConversationSummary, Participant } from '@parley/shared/models/conversation.ts';
import type { Timeline } from './timeline.ts';

/** Whose device this is, and the life of the database that its numbers belong to. */
export interface Reader {
  readonly epoch: string;
  readonly userId: string;
}

/** What a device knows of one conversation. The functions of this folder keep whatever else the object holds. */
export interface Known {
  /** Its line in the list, exact as of `summary.head`. */
  readonly summary: ConversationSummary;
  /** Everybody who is or was in it, by user id; empty while it is not held open. */
  readonly participants: ReadonlyMap<string, Participant>;
  /** null: not held open. */
  readonly timeline: Timeline | null;
  /** When the line was last current, while it is known from this device's disk alone; null once the server has told it. */
  readonly savedAt: number | null;
}

/** What the device should ask for next. Asking for one of them twice is harmless; the engine asks for each once at a time. */
export interface Wants {
  /** The changes after the timeline's cursor: there is a hole, or there is more. */
  readonly changes?: true;
  /** A fresh start of the timeline: a sync with `cursor: null` for this open conversation. */
  readonly fresh?: true;
  /** A whole sync: another epoch, or something that does not fit what is known. */
  readonly sync?: true;
  /** The line in the list anew, by the `ask` of a sync. */
  readonly summary?: true;
}

/** What comes of something that arrived: the same object where nothing is new, and what to ask for. */
export interface Step<S> {
  readonly state: S;
  readonly wants: Wants;
}

/** Nothing to ask for. */
export const noWants: Wants = {};

/** All that either asks for. */
export const bothWant = (one: Wants, other: Wants): Wants => ({ ...one, ...other });
