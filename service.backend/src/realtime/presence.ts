import type { Presence as PresenceState } from '@parley/shared/models/user.ts';
import type { Logger } from '../platform/logger.ts';
import { createDelayed } from './delayed.ts';
import type { Fanout } from './fanout.ts';
import type { PresenceRepository } from './presence.repository.ts';

/** Who is there: one is online while a living node holds a socket of his. */
export interface Presence {
  arrived(userId: string): void;
  left(userId: string): void;
  /** A dead node held these people's sockets: those whom nobody else holds have gone. */
  lost(userIds: readonly string[]): void;
  /** Writes again whom this node holds: the others took it for dead. */
  restore(): void;
  /** Those who share a conversation with this one. */
  around(userId: string): Promise<PresenceState[]>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** In a storm all of a big group come at once, and everybody watches everybody: one statement shall not bear it all. */
const atOnce = 100;
/** Of so many people a watcher hears in one frame: each frame costs every watcher a write. */
const aFrame = 500;
/** After so many at once more are on their way; what is told four times slower is told in a quarter of the frames. */
const crowd = { people: 50, slower: 4 } as const;

/** Comings and goings are gathered: a page that is loaded anew has not been away, and a storm is one statement. */
export function createPresence(deps: {
  readonly repository: PresenceRepository;
  readonly fanout: Fanout;
  readonly nodeId: string;
  readonly every: number;
  readonly logger: Logger;
}): Presence {
  const { repository, fanout, nodeId, logger } = deps;
  const sockets = new Map<string, number>();
  const written = new Set<string>();
  const touched = new Set<string>();
  let inCrowd = false;
  const flushing = createDelayed(() => deps.every * (inCrowd ? crowd.slower : 1), flush);

  function touch(userIds: Iterable<string>): void {
    for (const userId of userIds) touched.add(userId);
    if (touched.size > 0) flushing.wake();
  }

  async function flush(): Promise<void> {
    const looked = [...touched];
    touched.clear();
    inCrowd = looked.length > crowd.people;
    const come = looked.filter((userId) => sockets.has(userId) && !written.has(userId));
    const gone = looked.filter((userId) => !sockets.has(userId) && written.has(userId));
    const lost = looked.filter((userId) => !sockets.has(userId) && !written.has(userId));
    try {
      if (come.length > 0) await repository.arrive(nodeId, come);
      for (const userId of come) written.add(userId);
      if (gone.length > 0) await repository.leave(nodeId, gone);
      for (const userId of gone) written.delete(userId);
    } catch (error) {
      logger.warn({ err: error }, 'presence could not be written, it is tried again');
      touch(looked);
      return;
    }
    try {
      const news = [...come, ...gone, ...lost];
      for (let at = 0; at < news.length; at += aFrame) await announce(news.slice(at, at + aFrame));
    } catch (error) {
      logger.warn({ err: error }, 'presence was not announced: who asks is told');
    }
  }

  async function announce(userIds: readonly string[]): Promise<void> {
    const changed = new Map<string, PresenceState>();
    const watched = new Map<string, string[]>();
    for (let at = 0; at < userIds.length; at += atOnce) {
      const states = await repository.changed(nodeId, userIds.slice(at, at + atOnce));
      for (const state of states) changed.set(state.userId, state);
      if (states.length === 0) continue;
      for (const { userId, watcherId } of await repository.watchers(states.map((state) => state.userId))) {
        const ids = watched.get(watcherId);
        if (ids === undefined) watched.set(watcherId, [userId]);
        else ids.push(userId);
      }
    }
    // Those who watch the same people share an encoding: in one big group that is everybody.
    const audiences = new Map<string, string[]>();
    for (const [watcherId, ids] of watched) {
      const key = ids.sort().join();
      audiences.set(key, [...(audiences.get(key) ?? []), watcherId]);
    }
    for (const [key, watcherIds] of audiences) {
      const presences = key.split(',').flatMap((userId) => changed.get(userId) ?? []);
      fanout.publish(watcherIds, { name: 'presence', payload: { presences } });
    }
  }

  return {
    arrived(userId) {
      const before = sockets.get(userId) ?? 0;
      sockets.set(userId, before + 1);
      if (before === 0) touch([userId]);
    },
    left(userId) {
      const before = sockets.get(userId) ?? 0;
      if (before > 1) sockets.set(userId, before - 1);
      else if (sockets.delete(userId)) touch([userId]);
    },
    lost: (userIds) => touch(userIds),
    restore() {
      written.clear();
      touch(sockets.keys());
    },
    around: (userId) => repository.around(userId),
    flush: () => flushing.now(),
    close: () => flushing.close(),
  };
}
