import { readFileSync } from 'node:fs';
import { pause } from '../faults/fault.ts';
import type { Backend } from './backend.ts';
import { hookSignal } from './node-hooks.ts';

const patienceMs = 20_000;

/** What a process has of the machine's memory, in MB. */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}

const reports = (backend: Backend): readonly string[] =>
  [...backend.log().matchAll(/^heap (\d+)$/gm)].map(([, bytes]) => bytes ?? '');

/** What is alive in a node that can say it, in MB, after its garbage is gone. */
export async function liveHeapMb(backend: Backend): Promise<number> {
  const before = reports(backend).length;
  backend.signal(hookSignal);
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await pause(50)) {
    const last = reports(backend)[before];
    if (last !== undefined) return Number(last) / 1_048_576;
  }
  throw new Error(`${backend.name} does not say how much it holds`);
}
