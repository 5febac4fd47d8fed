import type { Member, Members, MembershipRepository } from './membership.repository.ts';

/** Who is in a conversation, known by the version of its membership: a removal makes another version, so it fails closed. */
export interface Membership {
  /** Those who were in at `version` and still are as far as this node knows; `upTo` is the commit's last number. */
  at(conversationId: string, version: number, upTo: number): Promise<readonly Member[]>;
  /** Those who are in now. The version is asked each time, the people only when it is another one. */
  now(conversationId: string): Promise<readonly Member[]>;
  /** Another life of the database began: versions may have gone back, so those of before say nothing of who is in. */
  forget(): void;
}

/** So many conversations are remembered. */
const capacity = 5_000;

/** Remembers the people of the conversations used last. */
export function createMembership(deps: {
  readonly repository: Pick<MembershipRepository, 'members' | 'version'>;
  /** What the cache is worth. */
  readonly cache: { hit(): void; miss(): void };
}): Membership {
  const { repository, cache } = deps;
  let known = new Map<string, Members>();

  async function read(conversationId: string): Promise<Members> {
    cache.miss();
    const life = known;
    const read = await repository.members(conversationId);
    if (life === known && read.version > (known.get(conversationId)?.version ?? -1)) remember(conversationId, read);
    return read;
  }

  function remember(conversationId: string, entry: Members): void {
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
      const version = await repository.version(conversationId);
      if (version === null) return [];
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
