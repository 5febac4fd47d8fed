import type { Database } from '../database/connection.ts';
import type { Announcements } from '../modules/announcements.ts';
import type { Logger } from '../platform/logger.ts';
import type { Fanout } from './fanout.ts';

const readAcquainted = `
  SELECT DISTINCT other.user_id AS "userId"
  FROM participants mine JOIN participants other ON other.conversation_id = mine.conversation_id
  WHERE mine.user_id = $userId AND mine.left_seq IS NULL AND other.left_seq IS NULL
  UNION SELECT $userId::uuid`;

/** Tells those who share a conversation with a person, and his own devices, that what they see of him changed. */
export function createPeople(deps: {
  readonly db: Pick<Database, 'query'>;
  readonly fanout: Fanout;
  readonly logger: Logger;
}): Pick<Announcements, 'userChanged'> {
  return {
    userChanged({ id, version }) {
      deps.db
        .query<{ userId: string }>(readAcquainted, { userId: id })
        .then((rows) => {
          const userIds = rows.map(({ userId }) => userId);
          deps.fanout.publish(userIds, { name: 'user.changed', payload: { id, version } });
        })
        .catch((error: unknown) => deps.logger.warn({ err: error }, 'a changed name was not announced'));
    },
  };
}
