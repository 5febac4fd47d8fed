import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../modules/log/log.fixture.ts';
import { createLogger } from '../platform/logger.ts';
import { eventually } from './eventually.fixture.ts';
import { createNodesRepository, type NodesRepository } from './nodes.repository.ts';
import { createNodes } from './nodes.ts';

let world: RecordFixture;
let repository: NodesRepository;
beforeAll(async () => {
  world = await openRecord();
  repository = createNodesRepository(world.db);
});
afterAll(() => world.close());

const silence = async (nodeId: string, seconds: number) => {
  await world.db.query(
    'UPDATE nodes SET heartbeat_at = clock_timestamp() - make_interval(secs => $seconds::float8) WHERE id = $nodeId',
    { nodeId, seconds },
  );
};

it('buries a dead node once, however many notice, and keeps when its people were last there', async () => {
  const [dead, ada] = [randomUUID(), await world.person('Ada')];
  await repository.beat(dead);
  await world.db.query('INSERT INTO node_users VALUES ($dead, $ada)', { dead, ada });
  await silence(dead, 60);
  const found = await Promise.all(Array.from({ length: 5 }, () => repository.buryDead(6_000)));
  expect(found.filter((one) => one.dead === 1)).toEqual([{ dead: 1, userIds: [ada] }]);
  expect(found.filter((one) => one.dead === 0)).toHaveLength(4);
  const [seen] = await world.db.query<{ ago: number }>(
    'SELECT extract(epoch FROM clock_timestamp() - last_seen_at)::float8 AS ago FROM users WHERE id = $ada',
    { ada },
  );
  expect(seen?.ago).toBeGreaterThan(55);
});

it('says when it was taken for dead, so that what was removed is written again', async () => {
  const node = randomUUID();
  expect(await repository.beat(node)).toBe(true);
  expect(await repository.beat(node)).toBe(false);
  await silence(node, 60);
  await repository.buryDead(6_000);
  expect(await repository.beat(node)).toBe(true);
});

it('buries nobody right after the database was away for all', async () => {
  let now = 0;
  const buried: number[] = [];
  const nodes = createNodes({
    repository: {
      beat: async () => false,
      buryDead: async () => {
        buried.push(now);
        return { dead: 0, userIds: [] };
      },
      leave: async () => undefined,
    },
    nodeId: randomUUID(),
    every: 1,
    deadAfter: 6_000,
    clock: { now: () => now },
    logger: createLogger('silent'),
    onDeath: () => undefined,
    onReturn: () => undefined,
  });
  await nodes.start();
  await eventually(() => buried.length).toBeGreaterThan(1);
  now = 30_000;
  await eventually(() => {
    now += now < 40_000 ? 500 : 0;
    return buried.at(-1);
  }).toBe(40_000);
  await nodes.stop();
  expect(buried.filter((at) => at > 0 && at < 36_000)).toEqual([]);
});
