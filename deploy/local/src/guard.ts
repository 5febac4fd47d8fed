import { spawn } from 'node:child_process';

/** Watches over a process that must not outlive us, not even when we are killed. */
export type Guard = { release(): void };

/**
 * A shell that waits for the end of a pipe only we hold, and then sends the signal. Where there is no such shell
 * (Windows) the next start finds what was left.
 */
export function guardProcess(pid: number, signal: 'TERM' | 'INT'): Guard {
  if (process.platform === 'win32') return { release: () => undefined };
  const script = 'cat > /dev/null; kill -s "$1" "$2" 2> /dev/null';
  const child = spawn('/bin/sh', ['-c', script, 'sh', signal, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  // Killed before its pipe closes, or it would signal whoever has the pid by then.
  return { release: () => child.kill('SIGKILL') };
}
