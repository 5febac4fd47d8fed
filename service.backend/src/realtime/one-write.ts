import { flushWhen, type RawSocket, webSocketOf } from './raw-socket.ts';

/**
 * What this socket is told within one turn of the event loop goes out in one write: a write is a call to the kernel, and the
 * largest entry of a busy node's profile, and who is answered is as a rule told of the same message a moment later. Packets
 * keep their order, and wait for nothing but the end of the turn.
 */
export function oneWriteATurn(raw: RawSocket): void {
  let waits = false;

  function write(flush: () => void): void {
    waits = false;
    const stream = webSocketOf(raw)?._socket;
    stream?.cork();
    flush();
    stream?.uncork();
  }

  flushWhen(raw, (flush) => {
    if (waits) return;
    waits = true;
    // One for each socket: the announcer's own end of turn, begun before the answers, must come before theirs.
    setImmediate(write, flush);
  });
}
