import type { Change } from '@parley/shared/models/change.ts';
import type { Mark, MyState } from '@parley/shared/models/conversation.ts';

/** What one transaction put on the record of a conversation: numbers `(from, upTo]`, as committed, not yet filtered for anyone. */
export interface Committed {
  readonly epoch: string;
  readonly conversationId: string;
  readonly from: number;
  readonly upTo: number;
  readonly membershipVersion: number;
  readonly changes: readonly Change[];
}

/**
 * What a module says after its commit. Nothing here can fail the caller and nothing is waited for: the log is the truth,
 * and whatever is lost here is announced by the sweeper or healed by the clients' heads.
 */
export interface Announcements {
  /** Numbers were put on the record. */
  committed(committed: Committed): void;
  /** A participant's marks rose: to the others as `receipt`, to his own devices as `inbox`. */
  marked(mark: { epoch: string; conversationId: string; mark: Mark; me: MyState }): void;
  /** Something that is nobody else's business changed in a participant's row: to his own devices as `inbox`. */
  changedMine(mine: { epoch: string; conversationId: string; userId: string; me: MyState }): void;
  /** What others see of a person changed. */
  userChanged(user: { id: string; version: number }): void;
  /** These sessions are over: their sockets close on every node. */
  sessionsEnded(sessionIds: readonly string[]): void;
}
