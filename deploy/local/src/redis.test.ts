import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { isAlive } from './process-identity.ts';
import { startRedis } from './redis.ts';

describe('the Redis of a run of tests', () => {
  it('answers on loopback and is gone when it is stopped', async () => {
    const redis = await startRedis('');
    expect(await say(redis.url, 'CONFIG GET bind\r\n')).toContain('127.0.0.1');
    await redis.stop();
    expect(isAlive(redis.pid ?? 0)).toBe(false);
  });

  it('does not outlive a run that was killed', async () => {
    const module = JSON.stringify(new URL('./redis.ts', import.meta.url).href);
    const script = `
      import { startRedis } from ${module};
      console.log((await startRedis('')).pid);
      setInterval(() => undefined, 1000);
    `;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    const pid = Number(String(line));
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
  });

  it('is the one that was given, untouched', async () => {
    const redis = await startRedis('redis://redis.example:6379');
    expect(redis).toMatchObject({ url: 'redis://redis.example:6379' });
    expect(redis.pid).toBeUndefined();
    await redis.stop();
  });
});

async function say(url: string, command: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(command);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer);
}
