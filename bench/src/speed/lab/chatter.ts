import { randomUUID } from 'node:crypto';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { openHttp } from '../wire/http-connection.ts';
import { openSocket, type SocketConnection } from '../wire/socket-connection.ts';
import { headersOf, type Person } from './crowd.ts';
import type { ReadFrame } from './frames.ts';

/** Somebody with a connection for requests and one to listen, in one room. */
export interface Chatter {
  readonly person: Person;
  readonly room: string;
  /** Sends one message and waits for its answer: its number. */
  send(content: string): Promise<number>;
  /** Messages of the room that arrived, each counted once. */
  received(): number;
  /** Up to here everything arrived without a hole. */
  cursor(): number;
  holes(): number;
  readonly socket: SocketConnection;
  close(): void;
}

/** How a chatter sends: as a request over HTTP, or over the socket, the second carrier. */
export type Carrier = 'http' | 'socket';

/** Connects both ways. Frames are followed as a client follows them: by ranges, from where the room stands. */
export async function openChatter(options: {
  readonly url: string;
  readonly person: Person;
  readonly room: string;
  readonly carrier: Carrier;
  readonly readFrame: (text: string) => ReadFrame;
  readonly onMessage?: (id: string, seq: number) => void;
  readonly listenAt?: string;
}): Promise<Chatter> {
  const { url, person, room, carrier, readFrame, onMessage } = options;
  const headers = headersOf(person, url);
  let received = 0;
  let cursor = -1;
  let holes = 0;

  function hear(name: string, text: string): void {
    if (name !== 'event') return;
    const { c, from, upTo, messages } = readFrame(text);
    if (c !== room || upTo <= cursor) return;
    if (cursor >= 0 && from > cursor) holes += 1;
    for (const { id, seq } of messages) {
      if (seq <= cursor) continue;
      received += 1;
      onMessage?.(id, seq);
    }
    cursor = upTo;
  }

  const listenAt = options.listenAt ?? url;
  const socket = await openSocket(listenAt, { headers: { ...headers, origin: listenAt }, onEvent: hear });
  const http = await openHttp(url);
  const path = `${apiPrefix}/conversations/${room}/messages`;

  async function byHttp(body: object): Promise<number> {
    const { status, text } = await http.request('POST', path, headers, JSON.stringify(body));
    if (status !== 201) throw new Error(`a send was answered ${status}: ${text}`);
    return (JSON.parse(text) as { stored: { seq: number } }).stored.seq;
  }

  async function bySocket(body: object): Promise<number> {
    const question = { route: 'messages.send', params: { conversationId: room }, body };
    const answer = (await socket.ask('request', question)) as { status: number; body: { stored: { seq: number } } };
    if (answer.status !== 201) throw new Error(`a send was answered ${JSON.stringify(answer)}`);
    return answer.body.stored.seq;
  }

  return {
    person,
    room,
    socket,
    send: (content) => (carrier === 'http' ? byHttp : bySocket)({ id: randomUUID(), content }),
    received: () => received,
    cursor: () => cursor,
    holes: () => holes,
    close() {
      socket.close();
      http.close();
    },
  };
}
