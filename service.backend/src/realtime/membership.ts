import type { Database } from '../database/connection.ts';

/** One who is in a conversation, and from which message on he may see it. */
export interface Member {
  readonly userId: string;
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
}

/** Who is in a conversation, known by the version of its membership: a removal makes another version, so it fails closed. */
export interface Membership {
  /** Those who were in at `version` and still are as far as this node knows; `upTo` is the commit's last number. */
  at(conversationId: string, version: number, upTo: number): Promise<readonly Member[]>;
  /** Those who are in now. The version is asked each time, the people only when it is another one. */
  now(conversationId: string): Promise<readonly Member[]>;
  /** Another life of the database began: versions may have gone back, so those of before say nothing of who is in. */
  forget(): void;
}

interface Known {
  readonly version: number;
  readonly members: readonly Member[];
}

/** Version and people come from one statement, or a removal between two could be remembered under the version before it. */
const readMembership = `
  SELECT c.membership_version AS version, p.user_id AS "userId", p.joined_seq AS "joinedSeq",
         p.visible_from_seq AS "visibleFromSeq"
  FROM conversations c LEFT JOIN participants p ON p.conversation_id = c.id AND p.left_seq IS NULL
  WHERE c.id = $conversationId`;

type Row = { version: number } & (Member | { userId: null });

/** Remembers the people of the conversations used last. */
export function createMembership({
  db,
  cache,
  capacity = 5_000,
}: {
  db: Pick<Database, 'query'>;
  /** What the cache is worth. */
  cache: { hit(): void; miss(): void };
  capacity?: number;
}): Membership {
  let known = new Map<string, Known>();

  async function read(conversationId: string): Promise<Known> {
    cache.miss();
    const life = known;
    const rows = await db.query<Row>(readMembership, { conversationId });
    const version = rows[0]?.version ?? -1;
    const members = rows.flatMap((row) =>
      row.userId === null ? [] : [{ userId: row.userId, joinedSeq: row.joinedSeq, visibleFromSeq: row.visibleFromSeq }],
    );
    const read = { version, members };
    if (life === known && version > (known.get(conversationId)?.version ?? -1)) remember(conversationId, read);
    return read;
  }

  function remember(conversationId: string, entry: Known): void {
    known.delete(conversationId);
    known.set(conversationId, entry);
    const oldest = known.keys().next();
    if (known.size > capacity && oldest.done !== true) known.delete(oldest.value);
  }

  return {
    async at(conversationId, version, upTo) {
      const cached = known.get(conversationId);
      const isKnown = cached !== undefined && cached.version >= version;
      if (isKnown) cache.hit();
      const entry = isKnown ? cached : await read(conversationId);
      if (entry.version < version) throw new Error('the membership read is older than the commit');
      if (entry.version === version) return entry.members;
      // Somebody came or went since: only those who were in already and still are.
      return entry.members.filter(({ joinedSeq }) => joinedSeq <= upTo);
    },

    async now(conversationId) {
      const rows = await db.query<{ version: number }>(
        'SELECT membership_version AS version FROM conversations WHERE id = $conversationId',
        { conversationId },
      );
      const version = rows[0]?.version;
      if (version === undefined) return [];
      const cached = known.get(conversationId);
      if (cached?.version !== version) return (await read(conversationId)).members;
      cache.hit();
      return cached.members;
    },

    forget() {
      known = new Map();
    },
  };
}
