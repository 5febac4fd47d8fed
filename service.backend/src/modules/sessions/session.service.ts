import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { OwnSession } from '@parley/shared/models/own-session.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { createGather, restFor } from '../../platform/gather.ts';
import type { SessionCookie } from '../../platform/session-cookie.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import { deviceName } from './device-name.ts';
import { createSessionRepository } from './session.repository.ts';

/** A session just opened: the token is told once, to the browser it is for. */
interface OpenedSession {
  readonly token: string;
  readonly ended: readonly string[];
}

/** Who is signed in, where, and for how long. */
export interface Sessions {
  /**
   * Who a request is from, by its cookies; null when by nobody. Asked anew each time: nothing is cached, but
   * those who come while one question is under way share the next.
   */
  authenticate(cookieHeader: string | undefined): Promise<Actor | null>;
  /** The same at the door of a socket: where many knock at once, they wait a moment for each other. */
  admit(cookieHeader: string | undefined): Promise<Actor | null>;
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
  list(actor: Actor): Promise<OwnSession[]>;
  /** Ends one of the actor's sessions; NOT_FOUND where it is not his. */
  endOne(actor: Actor, sessionId: string): Promise<void>;
  /** Ends all of the actor's sessions but his own. Returns how many. */
  endOthers(actor: Actor): Promise<number>;
  /** Fails where the actor's own session is over; from here to the end of the transaction no other one ends it. */
  hold(actor: Actor, tx: Tx): Promise<void>;
  /**
   * Ends all the others and puts the actor's own under a new token: whoever has a copy of the old one is out as well. Tell
   * `ended` after the commit.
   */
  renew(actor: Actor, tx: Tx): Promise<OpenedSession>;
}

/** Between two questions for requests: who asks alone never waits, and who asks in a crowd not that he would notice. */
const aBreathMs = 3;
/** Between two questions at the door: in a storm they would be one for each who knocks. */
const aMomentMs = 20;

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
  async function findAll(_: string, hashes: readonly Buffer[]) {
    const found = await repository.find(hashes);
    return hashes.map((hash) => found.get(hash.toString('hex')) ?? null);
  }
  const find = createGather(findAll, { most: 200, longest: 5_000, rest: restFor(aBreathMs) });
  const findAtTheDoor = createGather(findAll, { most: 200, longest: 5_000, rest: restFor(aMomentMs) });
  const touch = createGather(
    async (_, ids: readonly string[]) => {
      await repository.touch([...new Set(ids)]);
      return ids.map(() => true);
    },
    { most: 200, longest: 5_000 },
  );
  const authenticateBy = (ask: typeof find) => async (cookieHeader: string | undefined) => {
    const token = cookie.read(cookieHeader);
    if (token === null) return null;
    const session = await ask('sessions', hashOf(token));
    if (session === null) return null;
    if (session.isStale) await touch('sessions', session.id);
    return { userId: session.userId, sessionId: session.id };
  };

  /** Two that would end each other: the first to hold ends the second, who then ends nobody. */
  async function hold({ userId, sessionId }: Actor, tx: Tx): Promise<void> {
    if (!(await repository.hold(userId, sessionId, tx))) throw new DomainError('UNAUTHENTICATED');
  }

  return {
    authenticate: authenticateBy(find),
    admit: authenticateBy(findAtTheDoor),

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

    async list({ userId, sessionId }) {
      const rows = await repository.list(userId, sessionId);
      return rows.map(({ userAgent, ...row }) => ({
        ...row,
        isThis: row.id === sessionId,
        device: deviceName(userAgent),
      }));
    },

    hold,

    async endOne(actor, sessionId) {
      const isEnded = await db.transaction(async (tx) => {
        await hold(actor, tx);
        return repository.removeOwn(actor.userId, sessionId, tx);
      });
      if (!isEnded) throw new DomainError('NOT_FOUND');
      announcements.sessionsEnded([sessionId]);
    },

    async endOthers(actor) {
      const ended = await db.transaction(async (tx) => {
        await hold(actor, tx);
        return repository.removeOthers(actor.userId, actor.sessionId, tx);
      });
      announcements.sessionsEnded(ended);
      return ended.length;
    },

    async renew(actor, tx) {
      await hold(actor, tx);
      const others = await repository.removeOthers(actor.userId, actor.sessionId, tx);
      const token = randomBytes(32).toString('base64url');
      await repository.rename(actor.sessionId, { idHash: hashOf(token), nextId: randomUUID() }, tx);
      return { token, ended: [...others, actor.sessionId] };
    },
  };
}
