import { spawn } from 'node:child_process';

/** Opens the address for a person who sits here; nobody does in a pipe, in CI, on a machine with no screen, or as root. */
export function openBrowser(address: string, env: NodeJS.ProcessEnv = process.env): void {
  if (!process.stdout.isTTY || env.CI || env.BROWSER === 'none' || process.getuid?.() === 0) return;
  const command = opener(env);
  if (command === undefined) return;
  const [file = '', ...args] = [...command, address];
  // It is a courtesy: the address is printed as well.
  spawn(file, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function opener(env: NodeJS.ProcessEnv): string[] | undefined {
  if (env.BROWSER) return [env.BROWSER];
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
