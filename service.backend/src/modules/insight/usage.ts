import { createHmac } from 'node:crypto';
import { routes } from '@parley/shared/contract/routes.ts';
import { isReplay } from '../../platform/is-replay.ts';

/** What is used, by the names of routes: counts a day, nobody's name, nothing of what was said. */
export interface Usage {
  answered(route: string, status: number): void;
  /** Adds what was counted to the day, and tells whoever wants to hear it. */
  flush(): Promise<void>;
}

/** Where counts go besides the table. */
export interface UsageSink {
  readonly url: string;
  readonly secret: string;
}

// Looking and asking is no use of anything: what counts is what somebody did. A closed list, made from the contract.
const counted: ReadonlySet<string> = new Set(
  routes
    .filter(
      ({ method, access, name }) => method !== 'GET' && access !== 'admin' && !/^(sync|telemetry|reports)\./.test(name),
    )
    .map(({ name }) => name),
);

/** Counts in memory and writes once a minute: a process that dies loses a minute of counts and nothing else. */
export function createUsage(deps: {
  readonly add: (counts: ReadonlyMap<string, number>) => Promise<void>;
  readonly sink: UsageSink | null;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly failed: (reason: string) => void;
}): Usage {
  let counts = new Map<string, number>();

  async function tell({ url, secret }: UsageSink, told: ReadonlyMap<string, number>): Promise<void> {
    const body = JSON.stringify({ at: new Date(deps.now()).toISOString(), counts: Object.fromEntries(told) });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-parley-signature': `sha256=${signature}` };
    const signal = AbortSignal.timeout(5_000);
    const answer = await deps.fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    await answer.body?.cancel();
    if (!answer.ok) deps.failed(`it answered ${answer.status}`);
  }

  return {
    answered(route, status) {
      // A retry on a bad line does nothing again.
      if (status < 300 && counted.has(route) && !isReplay(route, status))
        counts.set(route, (counts.get(route) ?? 0) + 1);
    },

    async flush() {
      if (counts.size === 0) return;
      const told = counts;
      counts = new Map();
      await deps.add(told).catch((error: unknown) => {
        // Counted again with the next: the database may be away for a while.
        for (const [event, count] of told) counts.set(event, (counts.get(event) ?? 0) + count);
        throw error;
      });
      if (deps.sink !== null)
        await tell(deps.sink, told).catch((error: unknown) =>
          deps.failed(error instanceof Error ? error.name : 'unknown'),
        );
    },
  };
}
