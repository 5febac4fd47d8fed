import { type RawData, type RawSocket, webSocketOf } from './raw-socket.ts';

/** How much may wait for one slow reader. */
export const outboundCapBytes = 1024 * 1024;

/**
 * Cuts a socket for which more than the cap waits: it comes back and asks for what it missed, while its backlog would
 * stay in memory for as long as it sleeps.
 */
export function capOutbound(raw: RawSocket, onCut: () => void): void {
  let queued = 0;
  let cut = false;
  raw.on('packetCreate', ({ data }: { data?: RawData }) => {
    queued += sizeOf(data);
    const socket = webSocketOf(raw);
    if (cut || queued + (socket?.bufferedAmount ?? 0) <= outboundCapBytes) return;
    cut = true;
    onCut();
    // Not a polite close: that would wait for the reader, with everything still in memory.
    socket?.terminate();
  });
  // From here on the bytes are counted by the WebSocket itself.
  raw.on('flush', () => {
    queued = 0;
  });
}

const sizeOf = (data: RawData | undefined): number =>
  data === undefined ? 0 : typeof data === 'string' ? data.length : data.byteLength;
