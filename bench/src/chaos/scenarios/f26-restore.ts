import type { Scenario } from './scenario.ts';

/**
 * A copy of the database is put back: what was written since is gone, and numbers go back. Devices must notice another
 * life of the record and begin anew. What was promised before is not judged: a restore takes it away, as everybody knows.
 */
export const restore: Scenario = {
  name: 'F26',
  title: 'a backup restored: numbers go back, devices begin anew',
  seconds: 6,
  people: 4,
  devices: 5,
  groups: 2,
  async play({ world, seconds, stop, load, count }) {
    const half = async (): Promise<void> => {
      const writing = load();
      writing.start();
      await world.during(seconds / 2, stop);
      await writing.stop();
      await world.during(1, stop);
    };
    await half();
    await world.postgres.backUp();
    await half();
    await world.postgres.restore();
    world.forgetPast();
    count('backup restored');
    await world.during(12, stop);
    const afterwards = load();
    afterwards.start();
    await world.during(seconds / 2, stop);
    await afterwards.stop();
  },
};
