import type { SeenMark, SeenRow, Span } from './history.ts';

/** A conversation as the database has it at the end. */
export interface TrueConversation {
  readonly c: string;
  readonly kind: 'direct' | 'group';
  readonly policy: 'full' | 'since_join';
  readonly title: string | null;
  readonly seq: number;
  /** Up to where the service believes to have announced. */
  readonly announced: number;
}

/** A message as the database has it at the end. */
export interface TrueMessage extends SeenRow {
  readonly c: string;
  readonly kind: 'text' | 'system';
  /** Microseconds since 1970, by the database's clock. */
  readonly createdAt: number;
}

/** One row of the log. */
export interface TrueChange {
  readonly c: string;
  readonly seq: number;
  readonly kind: string;
  readonly message: string | null;
  readonly user: string | null;
  readonly actor: string;
}

/** One participant, at the end or at a moment. */
export interface TrueParticipant {
  readonly c: string;
  readonly user: string;
  readonly role: string;
  readonly joined: number;
  readonly left: number | null;
  readonly visibleFrom: number;
  readonly delivered: number;
  readonly read: number;
}

/** The final database. */
export interface Truth {
  readonly conversations: readonly TrueConversation[];
  readonly messages: readonly TrueMessage[];
  readonly changes: readonly TrueChange[];
  readonly participants: readonly TrueParticipant[];
}

/** The participants once a second, with each conversation's head in the same snapshot. */
export interface Sample {
  readonly at: number;
  readonly participants: readonly (TrueParticipant & { readonly head: number })[];
}

/** A line of a device's list. */
export interface FinalLine {
  readonly c: string;
  readonly head: number;
  readonly title: string | null;
  readonly role: string;
  readonly joined: number;
  readonly delivered: number;
  readonly read: number;
  readonly mark?: number | null;
  readonly unread: { readonly count: number; readonly atSeq: number };
  readonly last: { readonly id: string; readonly seq: number; readonly rev: number } | null;
}

/** A timeline that a device holds open. */
export interface FinalTimeline {
  readonly c: string;
  readonly cursor: number;
  readonly live: readonly Span[];
  readonly rows: readonly SeenRow[];
  /** Of those who are there. */
  readonly marks: readonly SeenMark[];
}

/** Where a device stood at the end. */
export interface FinalDevice {
  readonly device: string;
  readonly user: string;
  readonly phase: string;
  readonly lines: readonly FinalLine[];
  readonly timelines: readonly FinalTimeline[];
  readonly unsent: readonly { readonly c: string; readonly id: string; readonly status: string }[];
}

/** What a device that knew nothing is told at the end. */
export interface Fresh {
  readonly user: string;
  readonly lines: readonly FinalLine[];
  readonly timelines: readonly FinalTimeline[];
}

/** Where all stood at the end, and how long after the last fault and the last write everything was still. */
export interface Finals {
  readonly devices: readonly FinalDevice[];
  readonly fresh: readonly Fresh[];
  /** null: it never was. */
  readonly settledAfterMs: number | null;
  readonly settleWithinMs: number;
  /** After that, time was left for the sweepers' next turn: by then the marks of what is announced must be at the heads. */
  readonly sweepersHadTime: boolean;
}
