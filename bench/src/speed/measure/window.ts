import { machineSeconds, processorSeconds } from './processors.ts';

/** Whose processor time counts, by what they are. */
export interface Burners {
  readonly server: readonly number[];
  readonly database: readonly number[];
}

/** What a stretch of time cost: wall clock, and processor seconds by who burnt them. */
export interface Cost {
  readonly seconds: number;
  readonly server: number;
  readonly database: number;
  /** The bench itself: it plays all the clients. */
  readonly load: number;
  /** Everybody else on this machine: a number to be suspicious of. */
  readonly others: number;
}

const sum = (pids: readonly number[]) => pids.reduce((total, pid) => total + processorSeconds(pid), 0);

/** Starts to measure; the function it gives ends the stretch. */
function startWindow({ server, database }: Burners): () => Cost {
  const read = () => {
    const own = process.cpuUsage();
    return {
      seconds: performance.now() / 1_000,
      server: sum(server),
      database: sum(database),
      load: (own.user + own.system) / 1e6,
      machine: machineSeconds(),
    };
  };
  const before = read();
  return () => {
    const after = read();
    const cost = {
      seconds: after.seconds - before.seconds,
      server: after.server - before.server,
      database: after.database - before.database,
      load: after.load - before.load,
    };
    const machine = after.machine - before.machine;
    return { ...cost, others: Math.max(0, machine - cost.server - cost.database - cost.load) };
  };
}

/** Measures one piece of work. */
export async function costOf<T>(burners: Burners, work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const end = startWindow(burners);
  const result = await work();
  return { result, cost: end() };
}
