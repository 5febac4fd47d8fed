import { readFileSync } from 'node:fs';
import { identify, isRunning, type ProcessIdentity, parentOf } from './process-identity.ts';

/**
 * Aborted by Ctrl-C, by a polite kill, by the terminal being closed, when nobody reads any more what is said (`| head`), and by
 * the end of the npm that runs us: npm hands a signal to its shell, and the shell ends without handing it on. Later signals
 * change nothing: we are ending.
 */
export function stopSignal(): AbortSignal {
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => asked.abort());
  process.stdout.on('error', () => asked.abort());
  const masters = process.env.npm_lifecycle_event === undefined ? [] : ourMasters();
  if (masters.length > 0) {
    const timer = setInterval(() => {
      if (masters.every(isRunning)) return;
      clearInterval(timer);
      asked.abort();
    }, 500);
    timer.unref();
  }
  return asked.signal;
}

/** Resolves when it is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Our parent, and when that is npm's shell, npm itself. */
function ourMasters(): ProcessIdentity[] {
  const parent = process.ppid;
  const grandparent = isShell(parent) ? parentOf(parent) : undefined;
  return [parent, grandparent].flatMap((pid) => (pid === undefined || pid <= 1 ? [] : (identify(pid) ?? [])));
}

function isShell(pid: number): boolean {
  try {
    return /^(sh|dash|bash)$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
  } catch {
    return false;
  }
}
