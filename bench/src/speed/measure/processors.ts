import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksASecond = 100;

/** Processor seconds that a process has burnt, with its children, those that ended included. */
export function processorSeconds(pid: number): number {
  const stat = statOf(pid);
  if (stat === null) return secondsByPs(pid);
  const own = [11, 12, 13, 14].reduce((sum, field) => sum + Number(stat[field] ?? 0), 0) / ticksASecond;
  return childrenOf(pid).reduce((sum, child) => sum + processorSeconds(child), own);
}

/** Processor seconds that everybody on this machine has burnt together. */
export function machineSeconds(): number {
  const times = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return times.reduce((sum, one) => sum + one, 0) / 1_000;
}

/** Bytes of memory that a process holds; null where nobody tells. */
export function residentBytes(pid: number): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
  } catch {
    return null;
  }
}

function statOf(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Where there is no /proc: `[[dd-]hh:]mm:ss[.cc]`, of the process alone. */
function secondsByPs(pid: number): number {
  try {
    const text = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return text.split(/[:-]/).reduce((sum, part, index, all) => {
      const isDays = text.includes('-') && index === 0;
      return isDays ? Number(part) * 24 : sum * (index === 0 || all.length === 1 ? 1 : 60) + Number(part);
    }, 0);
  } catch {
    return 0;
  }
}
