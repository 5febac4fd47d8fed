import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { mostConnects } from './connect-cap.ts';
import { openRealtime, type RealtimeFixture } from './realtime.fixture.ts';

let world: RealtimeFixture;
beforeAll(async () => {
  world = await openRealtime();
});
afterEach(() => world.closeNodes());
afterAll(() => world.close());

it.each([
  ['that it connects', '0'],
  ['that it connects to what is not there', '0/elsewhere,'],
])('ends a connection that says without end %s, and answers no more', async (_, packet) => {
  let asked = 0;
  const sessions = {
    async admit() {
      asked += 1;
      return null;
    },
    stillValid: async () => new Set<string>(),
    seen: async () => undefined,
  };
  const { origin } = await world.node({ redisUrl: null, sessions });
  const socket = io(origin, {
    transports: ['websocket'],
    extraHeaders: { origin, cookie: 'sid=any' },
    reconnection: false,
    forceNew: true,
  });
  let answered = 0;
  socket.io.on('packet', () => {
    answered += 1;
  });
  const closed = new Promise<void>((resolve) => socket.io.once('close', () => resolve()));
  socket.io.once('open', () => {
    for (let times = 0; times < 5_000; times += 1) socket.io.engine.write(packet);
  });
  await closed;
  expect(asked).toBeLessThanOrEqual(mostConnects);
  expect(answered).toBeLessThanOrEqual(mostConnects);
});
