import { peopleFaults } from '../faults/people-faults.ts';
import { hookSignal, withSkewedClock } from '../world/node-hooks.ts';
import { nth } from './by-hand.ts';
import type { Scenario, Stage } from './scenario.ts';

const hour = 3_600_000;
const day = 24 * hour;
const offsets = [-hour, 0, 2 * hour] as const;

/** A session lasts as long as the database says, whatever a node takes the time for. */
async function sessionsLast({ world, complain }: Stage): Promise<void> {
  const { backends, citizens, devices, reader } = world;
  const device = nth(devices, 2);
  const own = nth(
    citizens,
    citizens.findIndex(({ id }) => id === device.person.id),
  );
  const asked = async (): Promise<number[]> =>
    Promise.all(backends.map(async (backend) => (await own.at(backend).ask('GET', '/me')).status));
  await reader.query(`UPDATE sessions SET expires_at = now() + interval '30 minutes' WHERE user_id = $1`, [own.id]);
  const living = await asked();
  if (living.some((status) => status !== 200)) complain(`a session with half an hour left was answered ${living}`);
  await reader.query(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [own.id]);
  const dead = await asked();
  if (dead.some((status) => status !== 401)) complain(`a session that had ended was answered ${dead}`);
  await reader.query(`UPDATE sessions SET expires_at = now() + interval '1 day' WHERE user_id = $1`, [own.id]);
}

/** Every clock but the database's is wrong, and jumps: no order and no session may come from it. */
export const clocks: Scenario = {
  name: 'F14',
  title: 'nodes an hour behind and two ahead, devices a day, and all of them jump in mid-run',
  seconds: 20,
  world: { program: (index) => withSkewedClock(offsets[index % offsets.length] ?? 0) },
  async play(stage) {
    const { world, seconds, count, stop } = stage;
    nth(world.devices, 0).clock.skew(day);
    nth(world.devices, 1).clock.skew(-day);
    const jumping = [peopleFaults.filter(({ name }) => name === 'clock set')];
    await stage.weather(seconds / 2, jumping, { pauseMs: [300, 900] });
    for (const backend of world.backends) {
      backend.signal(hookSignal);
      count('clock of a node set');
    }
    await world.during(0.5, stop);
    await stage.weather(seconds / 2, jumping, { pauseMs: [300, 900] });
    await sessionsLast(stage);
    world.touch();
  },
};
