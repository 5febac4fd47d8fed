import { setTimeout } from 'node:timers/promises';
import type { RunningPrometheus } from '@parley/local/observe/prometheus.ts';
import type { Fault } from './faults.ts';

/** What a rehearsal needs of Prometheus. */
type Watcher = Pick<RunningPrometheus, 'query' | 'firing' | 'rising'>;

/**
 * Breaks it, waits for its alerts and for its panel to show it, mends it, and waits until they are quiet again. `backends`
 * are so many as Prometheus must hear before: what it says of those it does not know yet is no fault's.
 */
export async function rehearse(
  fault: Fault,
  prometheus: Watcher,
  { backends, patienceMs = 60_000 }: { readonly backends: number; readonly patienceMs?: number },
): Promise<{ readonly line: string; readonly isComplete: boolean }> {
  const until = untilWithin(patienceMs);
  // What the one before left behind may be on its way still.
  await until(async () => (await heard(prometheus)) === backends && (await prometheus.rising()).length === 0);
  // What this machine is too slow for anyway is not this fault's.
  const before = new Set(await prometheus.rising());
  const fired = new Map<string, number>();
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1_000);
  await fault.break();
  const hasFired = await until(async () => {
    for (const name of await prometheus.firing()) if (!before.has(name) && !fired.has(name)) fired.set(name, seconds());
    return fault.alerts.every((name) => fired.has(name));
  });
  let shown: number | null = null;
  const isShown = await until(async () => {
    shown = await lookAt(fault.panel, prometheus);
    return shown !== null && fault.panel.isRight(shown);
  });
  await fault.mend();
  const mended = performance.now();
  const isQuiet = await until(async () => !(await anyOf(fault, prometheus)));
  const quiet = Math.round((performance.now() - mended) / 1_000);
  const alerts = [...fired].map(([name, after]) => `${name} ${after} s`).join(', ');
  const panel = `${fault.panel.title}: ${shown === null ? 'nothing' : Number(Number(shown).toFixed(2))}`;
  const wrong = [
    ...fault.alerts.filter((name) => !fired.has(name)).map((name) => `${name} did not fire`),
    ...(isShown ? [] : ['the panel does not show it']),
    ...(isQuiet ? [] : [`not quiet ${quiet} s after it was mended`]),
  ];
  return {
    line: `${fault.name.padEnd(11)} ${alerts.padEnd(62)} ${panel}; ${wrong.length > 0 ? wrong.join(', ') : `quiet ${quiet} s after it was mended`}`,
    isComplete: hasFired && isShown && isQuiet,
  };
}

/** How many backends answer it. */
async function heard(prometheus: Watcher): Promise<number> {
  const [up] = await prometheus.query('sum(up{job="parley"})');
  return up?.value ?? 0;
}

async function lookAt({ expr, worst }: Fault['panel'], prometheus: Watcher): Promise<number | null> {
  const values = (await prometheus.query(expr)).map(({ value }) => value).filter(Number.isFinite);
  return values.length === 0 ? null : worst(...values);
}

async function anyOf({ alerts }: Fault, prometheus: Watcher): Promise<boolean> {
  const firing = await prometheus.firing();
  return alerts.some((name) => firing.includes(name));
}

/** Asks again and again; false when it took too long. */
const untilWithin =
  (patienceMs: number) =>
  async (is: () => Promise<boolean>): Promise<boolean> => {
    const deadline = performance.now() + patienceMs;
    while (!(await is())) {
      if (performance.now() > deadline) return false;
      await setTimeout(250);
    }
    return true;
  };
