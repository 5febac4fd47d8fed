import { connect } from 'node:net';
import { type Fault, oneOf, pause } from './fault.ts';

/** Says one thing to Redis, as its own protocol allows by hand. */
function tellRedis(port: number, command: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    const end = (): void => {
      socket.destroy();
      resolve();
    };
    socket.once('data', end);
    socket.once('error', end);
    socket.setTimeout(1_000, end);
  });
}

/** What can happen to processes and stores. One at a time: the service promises to survive one. */
export const serverFaults: readonly Fault[] = [
  {
    name: 'backend killed',
    weight: 4,
    async run({ backends }, random) {
      const backend = oneOf(random, backends);
      backend.kill();
      await pause(random.between(200, 2_500));
      await backend.start();
    },
  },
  {
    name: 'backend drained',
    weight: 2,
    async run({ backends }, random) {
      const backend = oneOf(random, backends);
      await backend.term();
      await backend.start();
    },
  },
  {
    name: 'backend stalled',
    weight: 2,
    async run({ backends }, random) {
      const backend = oneOf(random, backends);
      backend.freeze();
      await pause(random.between(500, 3_000));
      backend.thaw();
    },
  },
  {
    name: 'Redis killed',
    weight: 3,
    async run({ redis }, random) {
      await redis.kill();
      await pause(random.between(300, 5_000));
      await redis.restart();
    },
  },
  {
    name: 'Redis flushed',
    weight: 1,
    async run({ redis }) {
      const port = redis.port();
      if (port !== null) await tellRedis(port, 'FLUSHALL');
    },
  },
  {
    name: 'Postgres restarted at once',
    weight: 2,
    async run({ postgres }) {
      await postgres.restartAtOnce();
    },
  },
  {
    name: 'Postgres frozen',
    weight: 2,
    async run({ postgres }, random) {
      postgres.freeze();
      await pause(random.between(500, 3_500));
      postgres.thaw();
    },
  },
  {
    name: 'Postgres read-only',
    weight: 1,
    async run({ postgres }, random) {
      await postgres.readOnly(true);
      await pause(random.between(500, 3_000));
      await postgres.readOnly(false);
    },
  },
];
