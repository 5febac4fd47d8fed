import { createAdapter } from '@socket.io/redis-adapter';
import { patienceMs } from './other-nodes.ts';
import type { RedisLink } from './redis.ts';
import type { SocketServer } from './socket-server.ts';

/** Joins this node's sockets with those of the others. What Redis brings that is no packet is passed over, never thrown. */
export function joinOthers(io: SocketServer, link: RedisLink): void {
  io.adapter(
    createAdapter(link.publisher, link.subscriber, {
      parser: { encode: JSON.stringify, decode: decodePacket },
      requestsTimeout: patienceMs,
    }),
  );
}

/** `[uid, packet, options]` as the adapter wants it, or nothing, which it ignores. */
export function decodePacket(message: Uint8Array): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(message).toString('utf8'));
    if (Array.isArray(parts) && isRecord(parts[1]) && isRecord(parts[2])) return parts;
  } catch {
    // Not ours.
  }
  return [];
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
