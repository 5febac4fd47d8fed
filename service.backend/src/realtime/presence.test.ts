import { expect, it } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import type { Fanout } from './fanout.ts';
import type { PresenceRepository } from './presence.repository.ts';
import { createPresence } from './presence.ts';

/** Everybody of one big group, told by arrays instead of a database and sockets. */
function group(names: readonly string[]) {
  const held = new Set<string>();
  const asked: number[] = [];
  const frames: { to: readonly string[]; about: number }[] = [];
  const repository: PresenceRepository = {
    arrive: async (_, ids) => ids.forEach((id) => void held.add(id)),
    leave: async (_, ids) => ids.forEach((id) => void held.delete(id)),
    async changed(_, ids) {
      asked.push(ids.length);
      return ids.map((userId) => ({ userId, online: held.has(userId), lastSeenAt: null }));
    },
    watchers: async (ids) => ids.flatMap((userId) => [...held].map((watcherId) => ({ userId, watcherId }))),
    around: async () => [],
  };
  const fanout: Fanout = {
    publish(to, { payload }) {
      frames.push({ to, about: (payload as { presences: unknown[] }).presences.length });
    },
  };
  const presence = createPresence({ repository, fanout, nodeId: 'n', every: 60_000, logger: createLogger('silent') });
  return { presence, asked, frames, comes: () => names.forEach((name) => void presence.arrived(name)) };
}

it('tells a storm in one frame a watcher, however many statements it takes', async () => {
  const names = Array.from({ length: 250 }, (_, nth) => `u${String(nth).padStart(3, '0')}`);
  const { presence, asked, frames, comes } = group(names);
  comes();
  await presence.flush();
  expect(asked).toEqual([100, 100, 50]);
  expect(frames).toMatchObject([{ about: 250 }]);
  expect([...(frames[0]?.to ?? [])].sort()).toEqual(names);
  presence.left('u007');
  await presence.flush();
  expect(frames.slice(1)).toMatchObject([{ about: 1 }]);
  expect(frames[1]?.to).toHaveLength(249);
  await presence.close();
});
