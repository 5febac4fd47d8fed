import { expect, it, vi } from 'vitest';
import type { ChatSocket, SocketHandlers } from '../chat-client/ports.ts';
import { manualClock, settle } from '../chat-client/testing/manual-clock.ts';
import { connectLater } from './socket-later.ts';

const handlers: SocketHandlers = {
  connected: () => undefined,
  disconnected: () => undefined,
  refused: () => undefined,
  event: () => undefined,
};

it('is not connected until its code has come, asks for it again, and is never opened once it was closed', async () => {
  const clock = manualClock();
  const close = vi.fn();
  const socket: ChatSocket = { connected: true, ask: async () => 'answered', reconnect: () => undefined, close };
  let isThere = false;
  const fetch = async () => {
    if (!isThere) throw new TypeError('no network');
    return () => socket;
  };
  const late = connectLater(fetch, clock, handlers);
  await settle();
  expect(late.connected).toBe(false);
  await expect(late.ask('heads', {}, 1)).rejects.toThrow('not connected');
  isThere = true;
  await clock.advance(30_000);
  await settle();
  expect(late.connected).toBe(true);
  expect(await late.ask('heads', {}, 1)).toBe('answered');
  late.close();
  expect(close).toHaveBeenCalledOnce();

  isThere = false;
  const closed = connectLater(fetch, clock, handlers);
  closed.close();
  isThere = true;
  await clock.advance(30_000);
  await settle();
  expect(closed.connected).toBe(false);
});
