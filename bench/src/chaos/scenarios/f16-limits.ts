import { connectSocketIo } from '@parley/client/browser/socket.ts';
import { limits } from '@parley/shared/limits.ts';
import { percentilesOf } from '../checker/stats.ts';
import { createDeviceClock } from '../devices/device-clock.ts';
import { pause } from '../faults/fault.ts';
import { startProbe, statusesOf, tookOf } from '../world/probe.ts';
import { compose, nth } from './by-hand.ts';
import { expects } from './expects.ts';
import type { Scenario, Stage } from './scenario.ts';

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const patienceMs = 10_000;

/** A socket that says a megabyte at once is cut. */
async function saysTooMuch({ world, complain }: Stage): Promise<void> {
  const { port } = await world.addLink();
  const url = `http://127.0.0.1:${port}`;
  const { id, cookie } = nth(world.citizens, 0);
  let isCut = false;
  const socket = connectSocketIo(
    {
      url,
      account: id,
      clock: createDeviceClock(Math.random).during(() => true),
      extraHeaders: { cookie, origin: url },
    },
    {
      connected: () => undefined,
      disconnected() {
        isCut = true;
      },
      refused: () => undefined,
      event: () => undefined,
    },
  );
  for (let waited = 0; !socket.connected && waited < patienceMs; waited += 20) await pause(20);
  socket.ask('typing', { words: 'x'.repeat(1_000_000) }, patienceMs).catch(() => undefined);
  for (let waited = 0; !isCut && waited < patienceMs; waited += 20) await pause(20);
  socket.close();
  if (!isCut) complain('a socket that said a megabyte at once was not cut');
}

/** What is too big is refused by its size, before anybody reads it. */
export const limitsHold: Scenario = {
  name: 'F16',
  title: 'bodies and frames at the limits and beyond',
  seconds: 5,
  devices: 4,
  people: 4,
  groups: 1,
  async play(stage) {
    const { world, count, complain, measure } = stage;
    const ada = nth(world.citizens, 0);
    const c = nth(world.conversations, 0);
    const path = `/conversations/${c}/messages`;
    const isLive = async ({ port }: { readonly port: number }): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}/health/live`)).status;
    const lives = startProbe(world.backends, isLive, { everyMs: 20 });
    const largest = compose(world, ada, c, 'x'.repeat(limits.contentBytes));
    const sent = largest.post(ada.api).then((status) => ({ status }));
    await expects(stage, 'the largest', sent, 201);
    const send = (content: string) => ada.api.ask('POST', path, { id: crypto.randomUUID(), content });
    await expects(stage, 'one byte more', send('x'.repeat(limits.contentBytes + 1)), 413);
    await expects(stage, 'a megabyte', send('x'.repeat(1_000_000)), 413);
    await expects(stage, 'blank', send('   '), 400);
    await expects(stage, 'half a character', send('\ud800'), 400);
    const deep = (levels: number) => ada.api.ask('POST', path, JSON.parse(nested(levels)));
    await expects(stage, 'deeply nested, within the limit', deep(3_000), 400);
    await expects(stage, '400 KB', ada.api.ask('POST', path, { x: nested(200_000) }), 413);
    await saysTooMuch(stage);
    await lives.stop();
    count('body at a limit');
    if (statusesOf(lives.answers).some((status) => status !== 200)) complain('a node called itself dead meanwhile');
    measure('alive, asked meanwhile: 99 of 100 within', percentilesOf(tookOf(lives.answers)).p99, { most: 100 });
  },
};
