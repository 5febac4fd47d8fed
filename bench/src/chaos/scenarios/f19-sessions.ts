import { pause } from '../faults/fault.ts';
import { nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

/** A session ends at its own device's word, elsewhere; the socket that lives by it must go, wherever it is. */
export const sessions: Scenario = {
  name: 'F19',
  title: 'sessions that end: the socket within a second, within six without Redis, requests at once',
  seconds: 10,
  people: 4,
  devices: 5,
  groups: 1,
  async play({ world, count, complain }) {
    for (const isRedisAway of [false, true]) {
      if (isRedisAway) await world.redis.kill();
      const device = nth(world.devices, isRedisAway ? 2 : 1);
      const own = world.handOf(device);
      const began = performance.now();
      await own.insist('DELETE', '/sessions/current');
      const { status } = await own.ask('GET', '/me');
      if (status !== 401) complain(`a request after the session's end was answered ${status}`);
      const bound = isRedisAway ? 7_500 : 1_500;
      const isOpen = () => device.client().state.get().connection.carrier === 'socket';
      while (isOpen() && performance.now() - began < bound) await pause(20);
      if (isOpen()) complain(`a socket outlived its session by ${bound} ms${isRedisAway ? ' without Redis' : ''}`);
      count('session ended');
      await world.dismiss(device);
    }
    await world.redis.restart();
    world.touch();
  },
};
