/** A message as a device met it; `body` is a fingerprint of its content, null where it has none. */
export interface SeenRow {
  readonly seq: number;
  readonly id: string;
  readonly rev: number;
  readonly version: number;
  readonly sender: string;
  readonly body: string | null;
  readonly deleted: boolean;
}

/** The numbers in `(from, upTo]`. */
export type Span = readonly [from: number, upTo: number];

/** How far somebody has come. */
export interface SeenMark {
  readonly user: string;
  readonly delivered: number;
  readonly read: number;
}

/** By which way news came to a device. */
export type Via = 'event' | 'changes' | 'sync' | 'page' | 'answer';

/** What happened at a device. `c` is the conversation; `n` tells the attempts of one device apart. */
export type Happening =
  /** Handed to the outbox, in this order. */
  | { readonly kind: 'send'; readonly c: string; readonly id: string; readonly body: string }
  /** The outbox has said that it is safe: the composer may clear. */
  | { readonly kind: 'written'; readonly c: string; readonly id: string }
  /** Its author asked to change or delete it. */
  | { readonly kind: 'edit'; readonly c: string; readonly id: string; readonly body: string }
  | { readonly kind: 'remove'; readonly c: string; readonly id: string }
  /** A POST left; it ends in an ack, a reject (a final 4xx) or silence (no answer, or one that is worth another try). */
  | { readonly kind: 'attempt'; readonly c: string; readonly id: string; readonly n: number }
  | {
      readonly kind: 'ack';
      readonly c: string;
      readonly id: string;
      readonly n: number;
      readonly seq: number;
      readonly replay: boolean;
    }
  | {
      readonly kind: 'reject';
      readonly c: string;
      readonly id: string;
      readonly n: number;
      readonly status: number;
      readonly code: string;
    }
  | { readonly kind: 'silence'; readonly c: string; readonly id: string; readonly n: number; readonly why: string }
  /** News arrived, before the client made anything of it. `asOf` is what the sender of it knew; `span` what it covers. */
  | {
      readonly kind: 'recv';
      readonly c: string;
      readonly via: Via;
      readonly asOf: number;
      readonly span: Span | null;
      /** Numbers of the changes it names: a message's, and others. */
      readonly named: readonly number[];
      readonly rows: readonly SeenRow[];
    }
  /** The timeline moved: the cursor from `from` to `upTo`, rows that are new or other, and what is known from now on. */
  | {
      readonly kind: 'apply';
      readonly c: string;
      readonly joinedSeq: number;
      readonly visibleFrom: number;
      readonly from: number;
      readonly upTo: number;
      readonly rows: readonly SeenRow[];
      readonly dropped: readonly number[];
      readonly live: readonly Span[];
    }
  /** The cursor is about to jump: a fresh start, because the log no longer tells how it went on. */
  | { readonly kind: 'reset'; readonly c: string; readonly from: number; readonly to: number }
  /** What was held of a conversation is gone: closed, left, or a newer membership. */
  | { readonly kind: 'purge'; readonly c: string }
  /** The device shows these marks. */
  | { readonly kind: 'receipt'; readonly c: string; readonly marks: readonly SeenMark[] }
  /** The service said how much is unread. */
  | {
      readonly kind: 'unread';
      readonly c: string;
      readonly joinedSeq: number;
      readonly read: number;
      /** Marked as unread from here on. */
      readonly mark?: number | null;
      readonly count: number;
      readonly atSeq: number;
    }
  /** A hole was asked about. */
  | { readonly kind: 'hole'; readonly c: string }
  /** The quiet check: does anything differ? */
  | { readonly kind: 'heads' }
  /** The device asked for all that differs. */
  | { readonly kind: 'sync' };

/** A happening, where and when: `at` in milliseconds since the run began, on a clock that never jumps. */
export type HistoryRecord = Happening & { readonly at: number; readonly device: string; readonly user: string };

/** One kind of record. */
export type RecordOf<K extends Happening['kind']> = Extract<HistoryRecord, { readonly kind: K }>;
