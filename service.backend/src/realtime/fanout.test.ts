import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Fanout } from './fanout.ts';
import { openRealtime, type RealtimeFixture } from './realtime.fixture.ts';

let world: RealtimeFixture;
beforeAll(async () => {
  world = await openRealtime();
});
afterEach(() => world.closeNodes());
afterAll(() => world.close());

it('reaches nobody when there is nobody to reach, on this node and on the others', async () => {
  const ada = await world.person('Ada');
  let fanout: Fanout | undefined;
  const take = (real: Fanout) => {
    fanout = real;
    return real;
  };
  const [north, south] = [await world.node({ overrides: { fanout: take } }), await world.node()];
  const { cookie } = await world.signIn(ada);
  const devices = [await north.device(cookie), await south.device(cookie)];
  fanout?.publish([], { name: 'user.changed', payload: { id: ada, version: 1 } });
  fanout?.publish([ada], { name: 'user.changed', payload: { id: ada, version: 2 } });
  for (const device of devices) {
    await device.next('user.changed', ({ version }) => version === 2);
    expect(device.all('user.changed')).toEqual([{ id: ada, version: 2 }]);
  }
});
