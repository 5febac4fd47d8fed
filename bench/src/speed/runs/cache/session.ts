import 'fake-indexeddb/auto';
import { openIdbSaved } from '@parley/client/browser/idb-saved.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { headersOf, makePeople, makeRoom } from '../../lab/crowd.ts';
import type { Lab } from '../../lab/lab.ts';
import { lengthen, readUp } from '../../lab/long-room.ts';
import type { Program } from '../../lab/program.ts';
import type { Line } from '../../measure/line.ts';
import { percentile } from '../../measure/median.ts';
import { startDevice, until } from './device.ts';

const rooms = 10;
const olderPages = 2;
/** How often one comes back to each conversation in a session, and to the same people. */
const returns = 3;
const line = { bench: 'cache', cost: null } as const;

/**
 * Somebody's session: ten conversations, two older pages of each, and each looked at three times more, as are the people he
 * looks up. Without cache and store each look is at least one call: these are made too, and counted.
 */
export async function session(lab: Lab, server: Program): Promise<readonly Line[]> {
  const people = await makePeople(lab.sql, 5);
  const [me] = people;
  if (me === undefined) throw new Error('nobody is there');
  const ids: string[] = [];
  for (let nth = 0; nth < rooms; nth += 1) {
    const room = await makeRoom(server.url, people);
    await lengthen(lab, room, people, 200);
    await readUp(lab, room);
    ids.push(room);
  }
  const prefixes = ['be', 'ben', 'bench'];

  const device = await startDevice(me, server.url, () => openIdbSaved({ name: `bench-${me.id}` }));
  const { client } = device;
  await until(
    () => client.state.get().connection.phase === 'live' && client.state.get().list.status === 'ready',
    'live',
  );
  const hits: number[] = [];
  const misses: number[] = [];
  const findAll = async (into: number[]) => {
    for (const prefix of prefixes) {
      const began = performance.now();
      await client.findPeople(prefix);
      into.push(performance.now() - began);
    }
  };
  for (let look = 0; look <= returns; look += 1) {
    for (const id of ids) {
      await client.open(id);
      if (look === 0) for (let page = 0; page < olderPages; page += 1) await client.loadOlder(id);
      client.close(id);
    }
    await findAll(look === 0 ? misses : hits);
  }
  const withBoth = device.calls.length;
  const { hits: served, misses: asked } = client.cacheStatistics();
  for (let times = 0; times < 50; times += 1) await findAll(hits);
  await client.stop();

  let without = 0;
  const ask = async (path: string) => {
    without += 1;
    const answer = await fetch(`${server.url}${apiPrefix}${path}`, { headers: headersOf(me, server.url) });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
    await answer.arrayBuffer();
  };
  await ask('/me');
  await ask('/conversations?limit=30');
  for (let look = 0; look <= returns; look += 1) {
    for (const id of ids) {
      await ask(`/conversations/${id}/messages?limit=50`);
      for (let page = 1; page <= olderPages; page += 1)
        await ask(`/conversations/${id}/messages?limit=50&beforeSeq=${200 - page * 50}`);
    }
    for (const prefix of prefixes) await ask(`/people?username=${prefix}`);
  }
  return [
    { ...line, what: 'calls of a session without cache and store', value: without, unit: '', ratio: null, bound: null },
    {
      ...line,
      what: 'calls of the same with both, to that',
      value: withBoth,
      unit: '',
      ratio: withBoth / without,
      bound: { atMost: 0.4 },
    },
    {
      ...line,
      what: 'answers out of the cache, of what may be in it',
      value: served,
      unit: `of ${served + asked}`,
      ratio: null,
      bound: null,
    },
    {
      ...line,
      what: 'a hit p95, to a miss',
      value: percentile(hits, 0.95),
      unit: 'ms',
      ratio: percentile(hits, 0.95) / percentile(misses, 0.5),
      bound: { atMost: 0.1 },
    },
  ];
}
