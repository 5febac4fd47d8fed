import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf } from './raw-problem.ts';

/** How many requests of one connection may wait for the answer to the one before them. */
export const mostWaiting = 100;

/** Takes a request, and sees to its answer. */
export type Begin = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Begins what comes over one connection one after another, as its answers go out in that order anyway. Begun at once, a few
 * kilobytes would be a thousand requests; and while an answer waits behind others Node tells nobody that the connection is
 * gone, so that the file it opened would stay open for ever. Who sends ahead too many is refused, and heard no longer.
 */
export function createTurns(begin: Begin): Begin {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    // Node hands an answer the connection when the one before it is out.
    if (response.socket !== null) return begin(request, response);
    const { socket } = request;
    const place = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, place);
    if (place > mostWaiting) socket.pause();
    if (place > mostWaiting + 1) return;
    response.once('socket', () => {
      if (place > mostWaiting) return refuse(response);
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      begin(request, response);
    });
  };
}

/** The last answer of its connection. */
function refuse(response: ServerResponse): void {
  const { status, headers, body } = problemOf('RATE_LIMITED');
  response.writeHead(status, { ...headers, 'retry-after': '1' }).end(body);
}
