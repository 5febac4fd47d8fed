import { randomUUID } from 'node:crypto';
import type { RouteRow } from '../route-row.ts';
import type { World } from '../world.ts';
import { nobody, signedIn } from './words.ts';

const exportOfTarget = ({ exportOfTarget: exportId }: World) => ({ exportId });

/** What is taken along. */
export const exportRows: readonly RouteRow[] = [
  {
    route: 'exports.start',
    what: 'the group',
    expected: [401, 404, 404, 201, 201, 201],
    ends: true,
    fresh: true,
    ask: (world) => ({ body: { id: randomUUID(), conversationId: world.conversationId, format: 'json' } }),
  },
  {
    route: 'exports.start',
    what: "under the id of somebody else's",
    expected: [401, 404, 404, 422, 422, 422],
    ask: (world) => ({
      body: { id: world.exportOfTarget, conversationId: world.conversationId, format: 'json' },
    }),
  },
  { route: 'exports.list', what: 'mine', expected: signedIn, ask: () => ({}) },
  {
    route: 'exports.get',
    what: "somebody else's",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world) }),
  },
  {
    route: 'exports.cancel',
    what: "somebody else's",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world) }),
  },
  {
    route: 'exports.link',
    what: "somebody else's",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world), body: {} }),
  },
  {
    route: 'exports.fetch',
    what: "somebody else's, by his own link",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world), query: { token: world.tokenOfTarget } }),
  },
  {
    route: 'exports.startMine',
    what: 'all that is mine',
    expected: [401, 201, 201, 201, 201, 201],
    ends: true,
    ask: () => ({ body: { id: randomUUID() } }),
  },
];
