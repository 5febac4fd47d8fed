import type { ChatSocket } from '../ports.ts';

/** A socket that never connects: everything goes over HTTP, or nowhere. */
export const silentSocket = (): ChatSocket => ({
  connected: false,
  ask: async () => undefined,
  reconnect: () => undefined,
  close: () => undefined,
});
