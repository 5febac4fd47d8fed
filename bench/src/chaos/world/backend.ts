import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@parley/local/data-folder.ts';
import { type Guard, guardProcess } from '@parley/local/guard.ts';
import { loopback } from '@parley/local/ports.ts';
import type { Link } from '../net/proxy.ts';

/** One process of the service, with links of its own to Postgres and Redis. */
export interface Backend {
  readonly name: string;
  readonly port: number;
  readonly postgres: Link;
  readonly redis: Link;
  isUp(): boolean;
  pid(): number;
  start(): Promise<void>;
  /** As the power fails. */
  kill(): void;
  /** Asks it to end in order; resolves when it has. */
  term(): Promise<void>;
  freeze(): void;
  thaw(): void;
  signal(name: NodeJS.Signals): void;
  /** How often it ended without being told to. */
  unexpectedExits(): readonly string[];
  log(): string;
  stop(): Promise<void>;
}

interface BackendOptions {
  readonly name: string;
  /** What Node is started with: the built server, or another composition of the same parts. */
  readonly program: readonly string[];
  readonly postgres: Link;
  readonly redis: Link;
  readonly databaseUrl: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

// A start takes a second; where many others are at work it may take a hundred, and that is nobody's failure.
const readyWithin = 150_000;
// The database was out of reach: whoever keeps servers starts it again.
const worthAnother = "code: 'UNAVAILABLE'";
const listening = /"url":"http:[^"]*:(\d+)"[^\n]*"msg":"listening"/;

/** Makes it; it runs from `start` on, and again after each `kill`. */
export function createBackend(options: BackendOptions): Backend {
  const { name, postgres, redis, program, folder } = options;
  let port = 0;
  const logFile = join(folder, `${name}.log`);
  const exits: string[] = [];
  let child: ChildProcess | null = null;
  let guard: Guard | null = null;
  let isMeant = false;
  let isUp = false;

  const databaseUrl = new URL(options.databaseUrl);
  databaseUrl.port = String(postgres.port);
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    LIMITS_SCALE: '1000',
    DRAIN_SPREAD_MS: '2000',
    ...options.env,
    DATABASE_URL: databaseUrl.href,
    REDIS_URL: `redis://${loopback}:${redis.port}`,
    HOST: loopback,
    // It takes a free one and says which: one that was looked for beforehand may be another's by then.
    PORT: '0',
  };

  function spawnOne(): ChildProcess {
    const out = openSync(logFile, 'a');
    const one = spawn(process.execPath, program, { cwd: checkout, env, stdio: ['ignore', out, out], detached: true });
    closeSync(out);
    one.on('error', () => undefined);
    one.on('exit', (code, signal) => {
      if (child !== one) return;
      isUp = false;
      if (!isMeant) exits.push(`${name} ended by itself with ${code ?? signal}`);
    });
    if (one.pid !== undefined) guard = guardProcess(one.pid, 'TERM');
    return one;
  }

  const log = (): string => readFileSync(logFile, 'utf8');
  const gone = (one: ChildProcess): Promise<void> =>
    one.exitCode !== null || one.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => one.once('exit', () => resolve()));

  /** Runs until it is ready; one that ends for a reason outside of it is started again. */
  async function run(): Promise<void> {
    const deadline = performance.now() + readyWithin;
    let said = existsSync(logFile) ? log().length : 0;
    child = spawnOne();
    for (;;) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      const last = log().slice(said);
      port = Number(listening.exec(last)?.[1] ?? 0);
      if (!ended && port > 0 && (await isReady(port))) break;
      if (performance.now() > deadline) throw new Error(`${name} did not get ready:\n${log().slice(-2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!ended) continue;
      if (!last.includes(worthAnother)) throw new Error(`${name} did not start:\n${last.slice(-2_000)}`);
      said += last.length;
      child = spawnOne();
    }
    isUp = true;
  }

  return {
    name,
    get port() {
      return port;
    },
    postgres,
    redis,
    isUp: () => isUp,
    pid: () => child?.pid ?? 0,
    async start() {
      if (child !== null) await gone(child);
      // Until it is ready an end of its own is not yet its fault.
      isMeant = true;
      await run();
      isMeant = false;
    },
    kill() {
      isMeant = true;
      isUp = false;
      guard?.release();
      child?.kill('SIGKILL');
    },
    async term() {
      isMeant = true;
      isUp = false;
      guard?.release();
      child?.kill('SIGTERM');
      if (child !== null) await gone(child);
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    signal: (name) => void child?.kill(name),
    unexpectedExits: () => exits,
    log,
    async stop() {
      isMeant = true;
      guard?.release();
      child?.kill('SIGCONT');
      child?.kill('SIGKILL');
      if (child !== null) await gone(child);
      await Promise.all([postgres.close(), redis.close()]);
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://${loopback}:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}
