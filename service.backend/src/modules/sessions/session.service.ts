import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../database/connection.ts';
import { createGather } from '../../platform/gather.ts';
import type { SessionCookie } from '../../platform/session-cookie.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import { createSessionRepository } from './session.repository.ts';

/** A session just opened: the token is told once, to the browser it is for. */
export interface OpenedSession {
  readonly token: string;
  readonly ended: readonly string[];
}

export interface Sessions {
  /**
   * Who a request or a handshake is from, by its cookies; null when by nobody. Asked anew each time: nothing is cached, but
   * those who come while one question is under way share the next.
   */
  authenticate(cookieHeader: string | undefined): Promise<Actor | null>;
  /** Whose session a token opens; null where it opens none. */
  userOf(token: string | null): Promise<string | null>;
  /** Of these sessions, those that are still good. */
  stillValid(sessionIds: readonly string[]): Promise<Set<string>>;
  /** Their owners were there: what is said over a socket keeps a session from idling out as a request does. */
  seen(sessionIds: readonly string[]): Promise<void>;
  /** A new session under a new token; the one the browser came with is over. Tell `ended` after the commit. */
  open(input: { userId: string; userAgent: string; previousToken: string | null }, tx: Tx): Promise<OpenedSession>;
  /** Ends the actor's own session, here and on every socket. */
  end(actor: Actor): Promise<void>;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Opaque tokens of 256 bits; the table holds their hashes, so that a stolen table opens nothing. */
export function createSessions({
  db,
  cookie,
  announcements,
}: {
  db: Database;
  cookie: SessionCookie;
  announcements: Pick<Announcements, 'sessionsEnded'>;
}): Sessions {
  const repository = createSessionRepository(db);
  const find = createGather(
    async (_, hashes: readonly Buffer[]) => {
      const found = await repository.find(hashes);
      return hashes.map((hash) => found.get(hash.toString('hex')) ?? null);
    },
    { most: 200, longest: 5_000 },
  );
  const touch = createGather(
    async (_, ids: readonly string[]) => {
      await repository.touch([...new Set(ids)]);
      return ids.map(() => true);
    },
    { most: 200, longest: 5_000 },
  );
  return {
    async authenticate(cookieHeader) {
      const token = cookie.read(cookieHeader);
      if (token === null) return null;
      const session = await find('sessions', hashOf(token));
      if (session === null) return null;
      if (session.isStale) await touch('sessions', session.id);
      return { userId: session.userId, sessionId: session.id };
    },

    async userOf(token) {
      return token === null ? null : ((await find('sessions', hashOf(token)))?.userId ?? null);
    },

    async stillValid(sessionIds) {
      return new Set(sessionIds.length === 0 ? [] : await repository.validAmong(sessionIds));
    },

    async seen(sessionIds) {
      if (sessionIds.length > 0) await repository.touch(sessionIds);
    },

    async open({ userId, userAgent, previousToken }, tx) {
      const token = randomBytes(32).toString('base64url');
      const ended = await repository.replace(userId, previousToken === null ? null : hashOf(previousToken), tx);
      await repository.insert({ idHash: hashOf(token), id: randomUUID(), userId, userAgent }, tx);
      return { token, ended };
    },

    async end({ sessionId }) {
      await repository.remove(sessionId);
      announcements.sessionsEnded([sessionId]);
    },
  };
}
