import type { Interval } from '../timeline/ranges.ts';

/** A conversation on this device's disk, without its messages. */
export interface SavedConversation {
  readonly conversationId: string;
  /** Another one after each writing of its messages; null where it was written before there were any. */
  readonly stamp: number | null;
  /** Another one after each writing of its line. */
  readonly mark: string;
  readonly ranges: readonly Interval[];
  /** Its line in the list, and who is or was in it: unparsed. */
  open(): Promise<{ readonly line: unknown; readonly people: unknown }>;
}

/** One message on disk, still sealed. */
export interface SavedRow {
  readonly seq: number;
  readonly rev: number;
  /** Unparsed; undefined where it does not open. */
  open(): Promise<unknown>;
}

/** What search reads of this device's disk: of one person, and never a word of another. */
export interface SavedReader {
  /** Empty where nothing of this person is kept, or not any more. */
  conversations(userId: string): Promise<readonly SavedConversation[]>;
  rows(userId: string, conversationId: string): Promise<readonly SavedRow[]>;
}
