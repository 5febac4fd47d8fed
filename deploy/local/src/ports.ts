import { createServer } from 'node:net';

/** Everything that is started here listens on loopback only: it has demo accounts and no proxy before it. */
export const loopback = '127.0.0.1';

/** A port that was free a moment ago. Another program may take it before we do: who listens must be ready to ask again. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, loopback, () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('The system gave no port.'));
        else resolve(address.port);
      });
    });
  });
}

/** Whether one could listen on this port now. */
export const isPortFree = async (port: number, host: string = loopback): Promise<boolean> =>
  (await whyNotFree(port, host)) === null;

/** The code of what is in the way of listening there; null where nothing is. */
export function whyNotFree(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
