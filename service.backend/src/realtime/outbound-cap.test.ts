import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.fixture.ts';
import type { Fanout } from './fanout.ts';
import { type Node, openRealtime, type RealtimeFixture } from './realtime.fixture.ts';

let world: RealtimeFixture;
beforeAll(async () => {
  world = await openRealtime();
});
afterEach(() => world.closeNodes());
afterAll(() => world.close());

/** A WebSocket client that joins and then never reads again. */
async function sleeper(node: Node, cookie: string): Promise<Socket> {
  const { hostname, port } = new URL(node.origin);
  const socket = createConnection({ host: hostname, port: Number(port) });
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${node.origin}\r\n` +
      `Cookie: ${cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  let heard = '';
  let joined = false;
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (!joined && heard.includes('{"sid"')) {
        // A masked text frame that says "40": join the namespace.
        socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]));
        joined = true;
      }
      if (heard.includes('"hello"')) resolve();
    });
  });
  socket.removeAllListeners('data');
  socket.pause();
  socket.on('error', () => undefined);
  return socket;
}

it('cuts a reader that sleeps when a mebibyte waits for him, and nobody else', async () => {
  const ada = await world.person('Ada');
  const bob = await world.person('Bob');
  let fanout: Fanout | undefined;
  const take = (real: Fanout) => {
    fanout = real;
    return real;
  };
  const node = await world.node({ redisUrl: null, overrides: { fanout: take } });
  const asleep = await sleeper(node, (await world.signIn(ada)).cookie);
  const awake = await node.device((await world.signIn(bob)).cookie);
  expect(await node.connections()).toBe(2);

  // The kernel's own buffers take some mebibytes first; the cap counts what waits in this process.
  const epoch = 'e'.repeat(8_000);
  let sent = 0;
  await eventually(
    async () => {
      for (let round = 0; round < 64; round++, sent++) {
        fanout?.publish([ada, bob], { name: 'membership.ended', payload: { epoch, c: 'c', seq: sent } });
      }
      await awake.next('membership.ended', ({ seq }) => seq === sent - 1);
      return node.connections();
    },
    { timeout: 15_000, interval: 1 },
  ).toBe(1);
  expect(sent * epoch.length).toBeLessThan(32 * 1024 * 1024);
  expect(awake.all('membership.ended')).toHaveLength(sent);
  expect(awake.socket.connected).toBe(true);
  const closed = once(asleep, 'close');
  asleep.resume();
  await closed;
});
