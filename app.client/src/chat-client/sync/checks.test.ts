import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { bob, c, engineLab } from '../testing/engine-lab.ts';
import { type Lab, readyLab, stopLabs } from '../testing/ready-lab.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));

it('looks often at a conversation that was opened before anything was known', async () => {
  const lab = engineLab();
  lab.network.http = false;
  lab.engine.start();
  lab.connect();
  await expect(lab.engine.holds.open(c)).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  // The first look comes now, and finds nothing to compare.
  await lab.clock.advance(timings.headsJitter);
  lab.network.http = true;
  await lab.clock.advance(timings.headsOpen);
  expect(lab.store.get().conversations.get(c)?.timeline?.awaitsFresh).toBe(false);
  lab.say(c, 'unheard', false);
  await lab.clock.advance(timings.headsOpen + timings.headsJitter + 1_000);
  expect(lab.texts(c)).toEqual(['unheard']);
  lab.engine.stop();
});

it('keeps a socket that tells, however much is on its way whenever it looks', async () => {
  const lab = await readyLab(labs);
  for (let second = 0; second < 60; second++) {
    lab.say(c, `${second}`);
    // Bob has read it, which the others are told a moment later: at any moment something differs.
    const { epoch } = lab.server.database;
    const ask = { kind: 'receipt', c, epoch, readSeq: lab.server.stored(c).seq } as const;
    lab.network.deaf = true;
    lab.server.answer(0, { to: 'server', device: 'y', userId: bob, life: 1, ask });
    lab.network.deaf = false;
    await lab.clock.advance(1_000);
  }
  expect(lab.asks('sync.run')).toBeGreaterThan(2);
  expect(lab.reconnections).toEqual([]);
});

it('keeps its socket while the service is degraded: another one would hear no more', async () => {
  const lab = await readyLab(labs);
  lab.push('degraded', { degraded: true });
  for (let look = 0; look < 6; look++) {
    lab.say(c, `${look}`, false);
    await lab.clock.advance(timings.headsDegraded + timings.headsJitter);
  }
  expect(lab.texts(c)).toHaveLength(6);
  expect(lab.reconnections).toEqual([]);
});

it('does not lay on the next connection what was missed between two', async () => {
  const lab = await readyLab(labs);
  lab.say(c, 'one', false);
  await lab.clock.advance(timings.headsOpen + timings.headsJitter);
  lab.drop();
  lab.say(c, 'two');
  lab.connect();
  await lab.clock.advance(100);
  expect(lab.texts(c)).toEqual(['one', 'two']);
  lab.say(c, 'three', false);
  await lab.clock.advance(timings.headsOpen + timings.headsJitter);
  expect(lab.texts(c)).toEqual(['one', 'two', 'three']);
  expect(lab.reconnections).toEqual([]);
});

it('counts each round trip of the socket, also one that took as long as the one before, and none that HTTP made', async () => {
  const lab = await readyLab(labs);
  const looks = lab.asked.filter(({ name }) => name === 'heads').length;
  const trips = lab.monitor.recent('socket.roundTrip').length;
  await lab.clock.advance(3 * (timings.headsOpen + timings.headsJitter));
  const more = lab.asked.filter(({ name }) => name === 'heads').length - looks;
  expect(more).toBeGreaterThan(2);
  expect(lab.monitor.recent('socket.roundTrip').length - trips).toBe(more);
  lab.drop();
  const before = [lab.asks('sync.heads'), lab.monitor.recent('socket.roundTrip').length] as const;
  await lab.clock.advance(2 * (timings.headsDegraded + timings.headsJitter));
  expect(lab.asks('sync.heads')).toBeGreaterThan(before[0]);
  expect(lab.monitor.recent('socket.roundTrip')).toHaveLength(before[1]);
});
