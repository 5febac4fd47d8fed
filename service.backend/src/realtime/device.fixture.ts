import type { ServerEvent, ServerEventName } from '@parley/shared/contract/events.ts';
import { io, type Socket } from 'socket.io-client';
import { expect, vi } from 'vitest';

/** What came to a device: name and payload, in the order in which it came. */
interface Heard {
  readonly name: string;
  readonly payload: unknown;
}

/** A client's socket that writes down what it hears. */
export interface Device {
  readonly socket: Socket;
  readonly heard: readonly Heard[];
  /** All of one name, so far. */
  all<K extends ServerEventName>(name: K): ServerEvent<K>[];
  /** The first of this name that fits, also when it came already. */
  next<K extends ServerEventName>(
    name: K,
    fits?: (payload: ServerEvent<K>) => boolean,
    within?: number,
  ): Promise<ServerEvent<K>>;
  ask(name: string, payload: unknown): Promise<Record<string, unknown>>;
  close(): void;
}

const patience = 5_000;

/**
 * Connects as a browser of ours would, or says so many times more in the same breath that it does. Rejects with why it was
 * refused.
 */
export async function openDevice(
  url: string,
  headers: Record<string, string>,
  account?: string,
  more = 0,
): Promise<Device> {
  const socket = io(url, {
    transports: ['websocket'],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
    ...(account === undefined ? {} : { auth: { account } }),
  });
  const connectPacket = '0';
  socket.io.once('open', () => {
    for (let times = 0; times < more; times += 1) socket.io.engine.write(connectPacket);
  });
  const heard: Heard[] = [];
  socket.onAny((name: string, payload: unknown) => heard.push({ name, payload }));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });
  const all = <K extends ServerEventName>(name: K) =>
    heard.flatMap((one) => (one.name === name ? [one.payload as ServerEvent<K>] : []));
  return {
    socket,
    heard,
    all,
    async next(name, fits = () => true, within = patience) {
      return vi.waitFor(
        () => {
          const found = all(name).find(fits);
          expect(found, `${name} has not come; heard ${heard.map((one) => one.name).join(' ')}`).toBeDefined();
          return found as NonNullable<typeof found>;
        },
        { timeout: within, interval: 10 },
      );
    },
    ask: (name, payload) => socket.timeout(patience).emitWithAck(name, payload),
    close: () => void socket.close(),
  };
}
