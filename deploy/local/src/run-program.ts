import { spawn } from 'node:child_process';
import type { RunAs } from './run-as.ts';

/** What a program said and how it ended. */
export type Outcome = { readonly code: number; readonly output: string };

/**
 * Runs a program to its end, away from our terminal: a Ctrl-C meant for us must not reach it. Stopped, it is asked to end, and
 * is no more when this fails: what it works on may be taken from under it then.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: {
    readonly as?: RunAs;
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly stop?: AbortSignal;
  } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options.as,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.stop === undefined ? {} : { signal: options.stop }),
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', (error) => {
      if (error.name !== 'AbortError') reject(error);
    });
    child.once('close', (code) => {
      if (options.stop?.aborted) reject(options.stop.reason);
      else resolve({ code: code ?? 1, output: output.trim() });
    });
  });
}
