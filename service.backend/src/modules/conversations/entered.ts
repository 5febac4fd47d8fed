import { DomainError } from '../../platform/domain-error.ts';
import type { Locked } from '../log/log.repository.ts';
import type { Participation } from './participants.repository.ts';

/** A conversation whose row this transaction holds, and where the actor stands in it. */
export interface Entered {
  readonly locked: Locked;
  readonly me: Participation;
}

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
