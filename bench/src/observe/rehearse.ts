import { setTimeout } from 'node:timers/promises';
import type { RunningPrometheus } from '@parley/local/observe/prometheus.ts';
import type { Fault } from './faults.ts';

const patienceMs = 60_000;

/** Breaks it, waits for its alerts, looks at its panel, mends it, and waits until they are quiet again. */
export async function rehearse(
  fault: Fault,
  prometheus: RunningPrometheus,
): Promise<{ readonly line: string; readonly isComplete: boolean }> {
  await until(async () => (await prometheus.firing()).length === 0);
  // What this machine is too slow for anyway is not this fault's.
  const before = new Set(await prometheus.firing());
  const fired = new Map<string, number>();
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1_000);
  await fault.break();
  const isComplete = await until(async () => {
    for (const name of await prometheus.firing()) if (!before.has(name) && !fired.has(name)) fired.set(name, seconds());
    return fault.alerts.every((name) => fired.has(name));
  });
  const [shown] = await prometheus.query(fault.panel.expr);
  await fault.mend();
  const mended = performance.now();
  await until(async () => !(await anyOf(fault, prometheus)));
  const quiet = Math.round((performance.now() - mended) / 1_000);
  const alerts = [...fired].map(([name, after]) => `${name} ${after} s`).join(', ');
  const panel = `${fault.panel.title}: ${shown === undefined ? 'nothing' : Number(shown.value.toFixed(2))}`;
  return {
    line: `${fault.name.padEnd(11)} ${alerts.padEnd(62)} ${panel}; quiet ${quiet} s after it was mended`,
    isComplete,
  };
}

async function anyOf({ alerts }: Fault, prometheus: RunningPrometheus): Promise<boolean> {
  const firing = await prometheus.firing();
  return alerts.some((name) => firing.includes(name));
}

/** Asks again and again; false when it took too long. */
async function until(is: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!(await is())) {
    if (performance.now() > deadline) return false;
    await setTimeout(250);
  }
  return true;
}
