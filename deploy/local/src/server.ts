import { built } from './build.ts';
import { type Child, startChild } from './child.ts';
import { checkout } from './data-folder.ts';
import { Failure } from './failure.ts';
import { loopback } from './ports.ts';
import { runProgram } from './run-program.ts';

/** What a server of ours needs to know; everything else it takes from `env`. */
export type ServerOptions = {
  readonly databaseUrl: string;
  readonly port: number;
  readonly host?: string;
  /** More settings, by their names in the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stop?: AbortSignal;
};

/** A built server that answers. */
export type RunningServer = Child & { readonly address: string };

/** A first start on a slow machine migrates and reads much. */
const patienceMs = 180_000;

/** Starts the built server with the built client, and waits until it is ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const child = startChild([built.server], { cwd: checkout, env: serverEnv(options) });
  const address = addressOf(options);
  try {
    await waitUntilReady(address, child, options.stop);
    return { ...child, address };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** Writes the demo people and conversations, unless they are there. */
export async function seedDemo(options: ServerOptions): Promise<void> {
  const { code, output } = await runProgram(process.execPath, [built.seed], {
    cwd: checkout,
    env: serverEnv(options),
    ...(options.stop === undefined ? {} : { stop: options.stop }),
  });
  if (code !== 0) throw new Failure(`The demo could not be written:\n${output}`);
}

/** Polls `/health/ready`; fails when the server ends first. */
export async function waitUntilReady(address: string, child: Child, stop?: AbortSignal): Promise<void> {
  let ended: number | undefined;
  child.ended.then(
    (code) => {
      ended = code;
    },
    () => {
      ended = 1;
    },
  );
  const deadline = Date.now() + patienceMs;
  while (!(await isReady(address))) {
    stop?.throwIfAborted();
    if (ended !== undefined) throw new Failure(`The server ended with ${ended} before it was ready.`);
    if (Date.now() > deadline) throw new Failure(`The server at ${address} did not get ready in time.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}

/** Where a person on this machine opens it; a server that listens everywhere is here too. */
function addressOf({ host = loopback, port }: ServerOptions): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? loopback : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function serverEnv({ databaseUrl, host = loopback, port, env }: ServerOptions): NodeJS.ProcessEnv {
  return {
    LOG_LEVEL: 'warn',
    ...process.env,
    CLIENT_DIR: built.client,
    DATABASE_URL: databaseUrl,
    HOST: host,
    PORT: String(port),
    ...env,
  };
}
