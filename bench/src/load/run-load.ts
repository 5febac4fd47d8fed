import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { build, type Histogram } from 'hdr-histogram-js';
import { headersOf, type Person } from '../speed/lab/crowd.ts';
import { createFrameReader } from '../speed/lab/frames.ts';
import { type HttpConnection, openHttp } from '../speed/wire/http-connection.ts';
import { openSocket, type SocketConnection } from '../speed/wire/socket-connection.ts';
import { type Account, createAccount, type Tally } from './account.ts';
import { askChanges, retryable } from './ask-changes.ts';
import { createFollower, type Follower } from './follower.ts';

/** What a load came to. Latencies in milliseconds: from the send to its answer, and to each device. */
export interface LoadResult {
  readonly tally: Tally;
  readonly seconds: number;
  readonly holes: number;
  /** How many sends a rate limit put off, once or more. */
  readonly putOff: number;
  readonly answered: Histogram;
  readonly arrived: Histogram;
}

/** Rooms with the people who are in them. */
export type FilledRooms = readonly { readonly room: string; readonly people: readonly Person[] }[];

interface Guest {
  readonly person: Person;
  readonly room: string;
  readonly http: HttpConnection;
  readonly socket: SocketConnection;
  readonly follower: Follower;
}

const settleMs = 15_000;
const text = 'The quick brown fox jumps over the lazy dog, again and again.';

// A timer may fire a little early, and a histogram takes nothing below zero.
const millisecondsSince = (began: number) => Math.max(0, Math.round(performance.now() - began));

/** Everybody connects and sends, one outstanding each, at a rate or as fast as answers come; then until all is there. */
export async function runLoad(options: {
  readonly url: string;
  readonly rooms: FilledRooms;
  readonly messages: number;
  readonly rate: number | null;
  readonly onProgress: (account: Account) => void;
}): Promise<LoadResult> {
  const { url, rooms, messages, rate } = options;
  const account = createAccount();
  const answered = build({ numberOfSignificantValueDigits: 3 });
  const arrived = build({ numberOfSignificantValueDigits: 3 });
  let putOff = 0;
  const sentAt = new Map<string, number>();
  const readFrame = createFrameReader();
  const everybody = rooms.flatMap(({ room, people }) => people.map((person) => ({ room, person })));

  async function enter(person: Person, room: string, device: number): Promise<Guest> {
    const headers = headersOf(person, url);
    const http = await openHttp(url);
    const open = await firstState(http, headers, room);
    account.joined(device, room);
    const follower = createFollower({
      from: open.head,
      ask: (afterSeq) => askChanges({ url, headers, room, epoch: open.epoch, readFrame }, afterSeq),
      onMessage(id, seq) {
        const began = sentAt.get(id);
        if (began !== undefined) arrived.recordValue(millisecondsSince(began));
        account.delivered(device, id, seq);
      },
    });
    const socket = await openSocket(url, {
      headers,
      onEvent(name, heard) {
        if (name !== 'event') return;
        const frame = readFrame(heard);
        if (frame.c === room) follower.hear(frame);
      },
    });
    return { person, room, http, socket, follower };
  }

  /** Until it is answered for good; the id stays the same, so that a retry is never a second message. */
  async function say({ person, room, http }: Guest, began: number): Promise<void> {
    const id = randomUUID();
    const body = JSON.stringify({ id, content: text });
    sentAt.set(id, began);
    let wasPutOff = false;
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const path = `${apiPrefix}/conversations/${room}/messages`;
      const reply = await http.request('POST', path, headersOf(person, url), body);
      if (reply.status === 200 || reply.status === 201) {
        answered.recordValue(millisecondsSince(began));
        account.acknowledged(room, id, (JSON.parse(reply.text) as { stored: { seq: number } }).stored.seq);
        return;
      }
      if (!retryable.has(reply.status)) break;
      if (reply.status === 429 && !wasPutOff) {
        wasPutOff = true;
        putOff += 1;
      }
      await pause(200 + Math.random() * 300);
    }
    account.refused();
  }

  const guests: Guest[] = [];
  for (let at = 0; at < everybody.length; at += 25) {
    const some = everybody.slice(at, at + 25).map(({ person, room }, index) => enter(person, room, at + index));
    guests.push(...(await Promise.all(some)));
  }
  const timer = setInterval(() => options.onProgress(account), 500);
  const began = performance.now();
  await Promise.all(
    guests.map(async (guest, index) => {
      for (let nth = 0; nth < messages; nth += 1) {
        // At a rate a message is as late as it is behind its hour: who waits for an answer does not stop the clock.
        const due = rate === null ? performance.now() : began + ((nth * guests.length + index) / rate) * 1_000;
        if (due > performance.now()) await pause(due - performance.now());
        await say(guest, due);
      }
    }),
  );
  const deadline = performance.now() + settleMs;
  const isThere = () => account.tally().lost === 0;
  while (!isThere() && performance.now() < deadline) await pause(250);
  const seconds = (performance.now() - began) / 1_000;
  // What no next frame would betray a client finds by comparing heads; so do these devices before they are judged.
  if (!isThere()) await Promise.all(guests.map(({ follower }) => follower.catchUp()));
  clearInterval(timer);
  options.onProgress(account);
  const holes = guests.reduce((sum, { follower }) => sum + follower.holes(), 0);
  for (const { http, socket } of guests) {
    http.close();
    socket.close();
  }
  return { tally: account.tally(), seconds, holes, putOff, answered, arrived };
}

async function firstState(http: HttpConnection, headers: Record<string, string>, room: string) {
  const { text: answer } = await http.request('GET', `${apiPrefix}/conversations/${room}/messages?limit=1`, headers);
  const { epoch, asOf } = JSON.parse(answer) as { epoch: string; asOf: number };
  return { epoch, head: asOf };
}
