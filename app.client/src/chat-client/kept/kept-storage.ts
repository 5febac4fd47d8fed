import type { ClientFailureCode } from '@parley/shared/errors.ts';
import { ApiError } from '../failure.ts';
import type { SavedChange, SavedPerson } from '../saved/saved-storage.ts';

/** What was fetched to keep a conversation whole: all of `(from, upTo]`, as of the log's number `upTo`, in one membership. */
export interface Whole {
  readonly joinedSeq: number;
  readonly from: number;
  readonly upTo: number;
}

/** A conversation that is kept whole, as this device's disk has it. */
export interface Kept {
  readonly conversationId: string;
  /** null: nothing was fetched yet, or what was is not here any more. */
  readonly whole: Whole | null;
  /** Messages in `whole`. */
  readonly messages: number;
  /** Why no more of it is fetched. */
  readonly failure: ClientFailureCode | null;
}

/** What was fetched, and what is whole once it is written, if it was whole before as far as was `seen`. */
export interface KeptStep {
  readonly change: SavedChange;
  readonly seen: Whole | null;
  readonly whole: Whole;
}

/** Which conversations are kept whole on this device, and how far that has come. Their messages lie where all that was read lies. */
export interface KeptStorage {
  /** `epoch`: what is of another life of the record counts for nothing; null where that is not known yet. */
  list(userId: string, epoch: string | null): Promise<readonly Kept[]>;
  /** Kept: spared when room is made; what did not fit is to be tried again. Not kept: goes with what was read longest ago. */
  set(userId: string, conversationId: string, isKept: boolean): Promise<void>;
  fail(userId: string, conversationId: string, failure: ClientFailureCode): Promise<void>;
  /** False where the disk is not as it was seen, and nothing was written. Rejects with `KEPT_FULL` or `DISK_FULL`. */
  write(person: Pick<SavedPerson, 'userId' | 'epoch' | 'at'>, step: KeptStep): Promise<boolean>;
}

/** For where nothing is kept. */
export const nothingKept: KeptStorage = {
  list: async () => [],
  set: async () => {
    throw new ApiError('STORAGE_FAILED', 'local');
  },
  fail: async () => undefined,
  write: async () => false,
};
