import type { Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Locked } from '../log/log.repository.ts';
import type { Log } from '../log/log.ts';
import type { ParticipantsRepository, Standing } from './participants.repository.ts';

/** A conversation whose row this transaction holds, and where the actor stands in it. */
export interface Entered {
  readonly locked: Locked;
  readonly me: Standing;
}

/** Asks whether the actor is in a conversation, in the transaction that acts upon the answer. */
export function createAccess({ log, participants }: { log: Log; participants: ParticipantsRepository }) {
  async function standing(tx: Tx, actor: Actor, conversationId: string): Promise<Standing> {
    const me = await participants.standingOf(conversationId, actor.userId, tx);
    if (me === null) throw new DomainError('NOT_FOUND');
    return me;
  }

  return {
    /** For reading, in the reader's own snapshot. */
    async present(tx: Tx, actor: Actor, conversationId: string): Promise<Standing> {
      const me = await standing(tx, actor, conversationId);
      if (me.leftSeq !== null) throw new DomainError('NOT_FOUND');
      return me;
    },

    /**
     * Takes the lock, then asks again: while it waited, the answer may have changed. A stranger never gets as far as the
     * lock. Who is out is let through with `leftSeq`, because his leaving may be a repetition.
     */
    async lock(tx: Tx, actor: Actor, conversationId: string): Promise<Entered> {
      await standing(tx, actor, conversationId);
      const locked = await log.lock(tx, conversationId);
      if (locked === null) throw new DomainError('NOT_FOUND');
      return { locked, me: await standing(tx, actor, conversationId) };
    },
  };
}

export type Access = ReturnType<typeof createAccess>;

/** Refuses who is out, as if there were nothing. */
export function assertPresent({ me }: Entered): void {
  if (me.leftSeq !== null) throw new DomainError('NOT_FOUND');
}

/** Refuses what would change what everybody has closed. */
export function assertOpen({ locked }: Entered): void {
  if (locked.isArchived) throw new DomainError('CONVERSATION_ARCHIVED');
}

/** Refuses what only groups have. */
export function assertGroup({ locked }: Entered): void {
  if (locked.kind === 'direct') throw new DomainError('DIRECT_IS_FIXED');
}
