import { type KeptStorage, nothingKept } from '../kept/kept-storage.ts';
import type { Interval, Range } from '../timeline/ranges.ts';

/** A message on its way to disk: `value` is sealed, its number and version are not. */
interface SavedMessage {
  readonly seq: number;
  readonly rev: number;
  readonly value: unknown;
}

/** The messages of one membership that are to be kept: what is in `ranges` is whole. */
export interface StretchChange {
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
  readonly ranges: readonly Range[];
  readonly put: readonly SavedMessage[];
  readonly drop: readonly number[];
  /** Who is or was in it; undefined: as is known. */
  readonly people: unknown;
}

/** One conversation that is to be written. Its line in the list, and, where it is held open, its messages. */
export interface SavedChange {
  readonly conversationId: string;
  /** null: not mine any more, everything of it goes. */
  readonly line: unknown;
  /** Where my sight begins: what lies below goes, whoever wrote it. */
  readonly sight: number;
  readonly stretch: StretchChange | null;
}

/** Whose cache it is, in which life of the record, and when all of it was last compared with the server. */
export interface SavedPerson {
  readonly userId: string;
  readonly epoch: string | null;
  readonly at: number;
  readonly me: unknown;
}

/** A line of the list as it lies on disk, unparsed. */
export interface SavedLine {
  readonly conversationId: string;
  readonly value: unknown;
}

/** Messages of one conversation as they lie on disk, unparsed; each of `rows` that does not open is undefined there. */
export interface SavedMessages {
  readonly epoch: string;
  readonly at: number;
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
  readonly ranges: readonly Range[];
  readonly people: unknown;
  readonly rows: readonly { readonly seq: number; readonly value: unknown }[];
}

/** Which messages are asked for: those of an interval, or so many numbers at the end of what there is. */
export type SavedPart = Interval | { readonly newest: number };

/**
 * Where what was read outlives a reload: a copy of what the server has, which may go at any time. All is kept apart by user,
 * and bounded: what was read longest ago goes first, but for what is kept whole. Writing for a person whose cache was wiped does nothing.
 */
export interface SavedStorage {
  /** Who was here last, if what he read is still here. */
  last(): Promise<SavedPerson | null>;
  /** From now on something is kept for him. */
  begin(person: SavedPerson): Promise<void>;
  lines(userId: string): Promise<readonly SavedLine[]>;
  /** A conversation's messages by number, all or a part of them; ranges end where the part does. */
  messages(userId: string, conversationId: string, part?: SavedPart): Promise<SavedMessages | null>;
  /** Each conversation in a transaction of its own. `current`: which of them are as of `person.at` without a change. */
  write(person: SavedPerson, changes: readonly SavedChange[], current: readonly string[]): Promise<void>;
  /** Forgets everything of everybody but this one; null: of everybody. */
  keepOnly(userId: string | null): Promise<void>;
  /** What is kept whole: its code comes when it is first asked for. */
  kept(): Promise<KeptStorage>;
  close(): void;
}

/** For where nothing is kept. */
export const nothingSaved: SavedStorage = {
  last: async () => null,
  begin: async () => undefined,
  lines: async () => [],
  messages: async () => null,
  write: async () => undefined,
  keepOnly: async () => undefined,
  kept: async () => nothingKept,
  close: () => undefined,
};
