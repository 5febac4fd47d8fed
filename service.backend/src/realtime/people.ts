import type { Announcements } from '../modules/announcements.ts';
import type { Logger } from '../platform/logger.ts';
import type { Fanout } from './fanout.ts';
import type { MembershipRepository } from './membership.repository.ts';

/** Tells those who share a conversation with a person, and his own devices, that what they see of him changed. */
export function createPeople(deps: {
  readonly memberships: Pick<MembershipRepository, 'acquainted'>;
  readonly fanout: Fanout;
  readonly logger: Logger;
}): Pick<Announcements, 'userChanged'> {
  return {
    userChanged({ id, version }) {
      deps.memberships
        .acquainted(id)
        .then((userIds) => deps.fanout.publish(userIds, { name: 'user.changed', payload: { id, version } }))
        .catch((error: unknown) => deps.logger.warn({ err: error }, 'a changed name was not announced'));
    },
  };
}
