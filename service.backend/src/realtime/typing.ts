import type { ServerEvent } from '@parley/shared/contract/events.ts';
import type { Actor } from '../modules/actor.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { Limits } from '../platform/limits.ts';
import type { Fanout } from './fanout.ts';
import type { Membership } from './membership.ts';

/** Says that somebody types, or stopped, to those who are in with him. */
export type Typing = (actor: Actor, what: { c: string; active: boolean }) => Promise<void>;

/** Asks each time whether he is in; a stranger and a random id get the same answer. */
export function createTyping(deps: {
  readonly membership: Membership;
  readonly fanout: Fanout;
  readonly limits: Pick<Limits, 'take'>;
}): Typing {
  return async ({ userId }, { c, active }) => {
    await deps.limits.take('typing', userId);
    const present = (await deps.membership.now(c)).map((member) => member.userId);
    if (!present.includes(userId)) throw new DomainError('NOT_FOUND');
    const payload: ServerEvent<'typing'> = { c, userId, active };
    const others = present.filter((id) => id !== userId);
    deps.fanout.publish(others, { name: 'typing', payload, volatile: true });
  };
}
