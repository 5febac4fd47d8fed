import { signal, waitForExit } from '@parley/local/process-identity.ts';
import { type RunningRedis, startRedis } from '@parley/local/redis.ts';

/** A real Redis that can be killed and started again, empty. */
export interface ChaosRedis {
  /** Where it listens now; null while it is dead. */
  port(): number | null;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** One of our own, whatever `REDIS_URL` names: nobody else's is killed here. */
export async function startChaosRedis(): Promise<ChaosRedis> {
  let running: RunningRedis | null = await startRedis('');
  return {
    port: () => (running === null ? null : Number(new URL(running.url).port)),
    async kill() {
      const dying = running;
      running = null;
      if (dying?.pid === undefined) return;
      signal(dying.pid, 'SIGKILL');
      await waitForExit(dying.pid, 5_000);
      await dying.stop();
    },
    async restart() {
      running ??= await startRedis('');
    },
    async stop() {
      await running?.stop();
      running = null;
    },
  };
}
