import type { RawData, RawSocket } from './raw-socket.ts';

/** How often one connection may say that it connects: a page of ours says so once, and again when it was refused. */
export const mostConnects = 20;

const connects = '0';

/**
 * Cuts a connection that says it again and again. Each time is a socket made and a session looked up, for three bytes, and
 * asks for no session: twenty thousand in one breath held up everybody for thirteen seconds.
 */
export function capConnects(raw: RawSocket, onCut: () => void): void {
  let said = 0;
  raw.on('packet', ({ type, data }: { type: string; data?: RawData }) => {
    if (type !== 'message' || typeof data !== 'string' || !data.startsWith(connects)) return;
    said += 1;
    if (said !== mostConnects + 1) return;
    onCut();
    raw.close(true);
  });
}
