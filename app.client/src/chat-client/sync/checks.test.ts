import { timings } from '@parley/shared/limits.ts';
import { expect, it } from 'vitest';
import { c, engineLab } from '../testing/engine-lab.ts';

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
