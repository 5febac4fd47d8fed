import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '@parley/local/failure.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { build, type Histogram } from 'hdr-histogram-js';
import { headersOf, type Person } from '../speed/lab/crowd.ts';
import { createFrameReader } from '../speed/lab/frames.ts';
import { type Account, createAccount, type Tally } from './account.ts';
import { askChanges, retryable } from './ask-changes.ts';
import { createFollower, type Follower } from './follower.ts';
import { type Hearing, keepHearing } from './hearing.ts';
import { createRequests, type Requests } from './requests.ts';

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
  readonly device: number;
  readonly room: string;
  readonly requests: Requests;
  readonly hearing: Hearing;
  readonly follower: Follower;
  /** All that the record has since they came. */
  readRecord(): Promise<readonly { id: string; seq: number }[]>;
}

const settleMs = 15_000;
const triesAtMost = 60;
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
    const requests = createRequests(url);
    const open = await firstState(requests, headers, room);
    account.joined(device, room);
    const follow = (onMessage: (id: string, seq: number) => void): Follower =>
      createFollower({
        from: open.head,
        ask: (afterSeq) => askChanges({ url, headers, room, epoch: open.epoch, readFrame }, afterSeq),
        onMessage,
      });
    const follower = follow((id, seq) => {
      const began = sentAt.get(id);
      if (began !== undefined) arrived.recordValue(millisecondsSince(began));
      account.delivered(device, id, seq);
    });
    const hearing = await keepHearing({
      url,
      headers,
      catchUp: follower.catchUp,
      onEvent(name, heard) {
        if (name !== 'event') return;
        const frame = readFrame(heard);
        if (frame.c === room) follower.hear(frame);
      },
    });
    async function readRecord() {
      const stored: { id: string; seq: number }[] = [];
      await follow((id, seq) => void stored.push({ id, seq })).catchUp();
      return stored;
    }
    return { person, device, room, requests, hearing, follower, readRecord };
  }

  /** Until it is answered for good; the id stays the same, so that a retry is never a second message. */
  async function say({ person, device, room, requests }: Guest, began: number): Promise<void> {
    const id = randomUUID();
    const body = JSON.stringify({ id, content: text });
    sentAt.set(id, began);
    let wasPutOff = false;
    for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
      const path = `${apiPrefix}/conversations/${room}/messages`;
      const reply = await requests.ask('POST', path, headersOf(person, url), body);
      if (reply?.status === 200 || reply?.status === 201) {
        answered.recordValue(millisecondsSince(began));
        account.acknowledged(device, id, (JSON.parse(reply.text) as { stored: { seq: number } }).stored.seq);
        return;
      }
      if (reply !== null && !retryable.has(reply.status)) break;
      if (reply?.status === 429 && !wasPutOff) {
        wasPutOff = true;
        putOff += 1;
      }
      await pause(200 + Math.random() * 300);
    }
    account.refused(device, id);
  }

  /** All say what they have to say, and wait until it has arrived; gives how long that took. */
  async function sayAll(guests: readonly Guest[]): Promise<number> {
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
    while (!isThere() && performance.now() < deadline) await pause(250);
    return (performance.now() - began) / 1_000;
  }

  const isThere = () => account.tally().lost === 0;
  const guests: Guest[] = [];
  const timer = setInterval(() => options.onProgress(account), 500);
  try {
    for (let at = 0; at < everybody.length; at += 25) {
      const some = everybody.slice(at, at + 25).map(async ({ person, room }, index) => {
        guests.push(await enter(person, room, at + index));
      });
      await Promise.all(some);
    }
    const seconds = await sayAll(guests);
    // What no next frame would betray a client finds by comparing heads; so do these devices before they are judged.
    if (!isThere()) await Promise.all(guests.map(({ follower }) => follower.catchUp()));
    // What reached everybody must be there for who comes later.
    for (const { room } of rooms) {
      const reader = guests.find((guest) => guest.room === room);
      if (reader !== undefined) account.recorded(room, await reader.readRecord());
    }
    options.onProgress(account);
    const holes = guests.reduce((sum, { follower }) => sum + follower.holes(), 0);
    return { tally: account.tally(), seconds, holes, putOff, answered, arrived };
  } finally {
    clearInterval(timer);
    for (const { requests, hearing } of guests) {
      requests.close();
      hearing.close();
    }
  }
}

/** Where the room stands; a proxy that leads nowhere just now is asked again. */
async function firstState(requests: Requests, headers: Record<string, string>, room: string) {
  const path = `${apiPrefix}/conversations/${room}/messages?limit=1`;
  for (let attempt = 1; ; attempt += 1) {
    const reply = await requests.ask('GET', path, headers);
    if (reply?.status === 200) {
      const { epoch, asOf } = JSON.parse(reply.text) as { epoch: string; asOf: number };
      return { epoch, head: asOf };
    }
    if (attempt === triesAtMost || (reply !== null && !retryable.has(reply.status)))
      throw new Failure(`A room cannot be read (${reply?.status ?? 'no answer'}).`);
    await pause(200 + Math.random() * 300);
  }
}
