import { limited } from '../calls/limited.ts';
import { createPerformanceMonitor } from '../calls/performance-monitor.ts';
import { createRateLimiter } from '../calls/rate-limiter.ts';
import { ApiError } from '../failure.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import { createMemoryStorage } from '../outbox/memory-storage.ts';
import { type Outbox, openOutbox } from '../outbox/outbox.ts';
import { createStages } from '../outbox/stages.ts';
import type { OutboxStorage } from '../ports.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { createTestRecord, type Fate, type TestRecord } from './record.ts';
import { type Made, scriptedCall } from './scripted-call.ts';

/** A tab: an outbox, and what a screen would see of it. */
export interface Tab {
  readonly outbox: Outbox;
  readonly made: readonly Made[];
  entries(): readonly OutboxEntry[];
  mayTry: boolean;
  online: boolean;
  /** How far ahead it takes the server's clock to be; null: it was never told. */
  skewMs: number | null;
  /** The tab is gone between two moments: nothing that it still wanted to do happens. */
  crash(): void;
}

/** One browser's disk, one server, and as many tabs as a test opens. */
export interface OutboxLab {
  readonly clock: ManualClock;
  readonly record: TestRecord;
  readonly storage: OutboxStorage;
  /** How the next requests fare; afterwards all is fine. */
  readonly fates: Fate[];
  /** Whether tabs tell each other of what they write: without it they must find out by themselves. */
  talking: boolean;
  /** First words of whatever stepped out of its lane at any time: others may have passed it. */
  readonly aside: ReadonlySet<string>;
  open(options?: { userId?: string; leader?: boolean }): Promise<Tab>;
  uuid(number: number): string;
}

/** A well-formed id that a test can read. */
export const uuid = (number: number): string => `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}`;

const never = new Promise<never>(() => undefined);

/** Opens a lab; with the storage of another it is the same disk. */
export function outboxLab(storage = createMemoryStorage().outbox, random?: () => number): OutboxLab {
  const clock = manualClock(random);
  const record = createTestRecord();
  const fates: Fate[] = [];
  let made = 0;
  const tabs: Tab[] = [];
  const aside = new Set<string>();

  async function open({ userId = 'ada', leader = true } = {}): Promise<Tab> {
    const flags: Pick<Tab, 'mayTry' | 'online' | 'skewMs'> = { mayTry: leader, online: true, skewMs: null };
    let gone = false;
    let shown: readonly OutboxEntry[] = [];
    const alive = <A extends readonly unknown[], R>(work: (...input: A) => Promise<R>) => {
      return async (...input: A): Promise<R> => {
        if (gone) return never;
        const result = await work(...input);
        return gone ? never : result;
      };
    };
    const { call, made: calls } = scriptedCall(async (one) => {
      if (gone) return never;
      // The request needs a moment, so that what happens meanwhile can happen.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        return record.serve(one, fates.shift() ?? 'fine');
      } catch (error) {
        if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') flags.mayTry = false;
        throw gone ? await never : error;
      }
    });
    const limiter = createRateLimiter(clock);
    const outbox = await openOutbox({
      userId,
      storage: {
        list: alive(storage.list),
        positions: alive(storage.positions),
        add: alive(storage.add),
        replace: alive(storage.replace),
        move: alive(storage.move),
        remove: alive(storage.remove),
      },
      call: limited(limiter)(async (route, input) => {
        const answer = await call(route, input);
        return gone ? never : answer;
      }),
      clock,
      limiter,
      stages: createStages(createPerformanceMonitor(clock), clock),
      newId: () => uuid(900_000 + made++),
      listener: { sent: () => undefined, amended: () => undefined },
      maySend: () => !gone && flags.mayTry,
      reachable: () => flags.online,
      skewMs: () => flags.skewMs,
      changed: (entries) => {
        shown = entries;
        for (const { status, content } of entries)
          if (status === 'failed' || status === 'doubtful') aside.add(content.split(' ')[0] ?? '');
      },
      written: () => {
        if (!gone && lab.talking)
          for (const other of tabs) if (other.made !== calls) void other.outbox.reload().catch(() => undefined);
      },
    });
    const tab: Tab = Object.assign(flags, {
      outbox,
      made: calls,
      entries: () => shown,
      crash() {
        gone = true;
        outbox.stop();
        tabs.splice(tabs.indexOf(tab), 1);
      },
    });
    tabs.push(tab);
    outbox.wake();
    return tab;
  }

  const lab: OutboxLab = { clock, record, storage, fates, aside, talking: true, open, uuid };
  return lab;
}
