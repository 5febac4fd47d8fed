import { createServer, type Server } from 'node:net';
import { Failure } from './failure.ts';
import { freePort, isPortFree, loopback, whyNotFree } from './ports.ts';

const usual = 5000;
const sentinelOffset = 10_000;
// Browsers refuse to open these (the fetch standard's "bad ports"): nobody could see what listens there.
const refused: ReadonlySet<number> = new Set([5060, 5061]);

/** A port for a server that is about to start. `settle` when it listens. */
export type PortChoice = { readonly port: number; settle(): void };

/**
 * The port asked for, or else the usual one, or the next that is free: a second clone runs beside the first. Two that
 * start in the same moment would both find it free, so whoever takes it holds a sentinel beside it until he listens.
 */
export async function choosePort(asked: string | undefined, host: string): Promise<PortChoice> {
  if (asked) return { port: await thisPort(asked, host), settle: () => undefined };
  for (let port = usual; port < usual + 100; port += 1) {
    if (refused.has(port)) continue;
    const sentinel = await hold(port + sentinelOffset);
    if (sentinel === undefined) continue;
    if (await isPortFree(port, host)) return { port, settle: () => void sentinel.close() };
    sentinel.close();
  }
  return { port: await freePort(), settle: () => undefined };
}

async function thisPort(asked: string, host: string): Promise<number> {
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Failure(`PORT is ${asked}, and that is no port.`);
  if (port === 0) return freePort();
  const why = await whyNotFree(port, host);
  if (why === null) return port;
  if (why === 'EADDRINUSE') throw new Failure(`Port ${port} is taken: set PORT to another, or to 0 for any.`);
  throw new Failure(`One cannot listen on port ${port} of ${host} (${why}): set PORT or HOST otherwise.`);
}

function hold(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', () => resolve(undefined));
    server.listen(port, loopback, () => resolve(server));
  });
}
