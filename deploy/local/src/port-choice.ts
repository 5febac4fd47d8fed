import { Failure } from './failure.ts';
import { freePort, isPortFree } from './ports.ts';

const usual = 5000;

/** The port asked for, or else the usual one, or the next that is free: a second clone runs beside the first. */
export async function choosePort(asked: string | undefined, host: string): Promise<number> {
  if (asked) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Failure(`PORT is ${asked}, and that is no port.`);
    if (port === 0) return freePort();
    if (await isPortFree(port, host)) return port;
    throw new Failure(`Port ${port} is taken: set PORT to another, or to 0 for any.`);
  }
  for (let port = usual; port < usual + 100; port += 1) {
    if (await isPortFree(port, host)) return port;
  }
  return freePort();
}
