import { sendMessage } from '@parley/shared/contract/messages.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLimits } from '../platform/limits.ts';
import type { Device } from './device.fixture.ts';
import { eventually } from './eventually.fixture.ts';
import { eventsInTenSeconds, invalidFramesAMinute } from './inbound.ts';
import { type Node, openRealtime, type RealtimeFixture } from './realtime.fixture.ts';

let world: RealtimeFixture;
let ada: string;
let node: Node;
let device: Device;
let asked: unknown[];
let dispatched: unknown[];
let answer: { status: number; body?: unknown; retryAfterMs?: number };

beforeAll(async () => {
  world = await openRealtime();
  ada = await world.person('Ada');
});
beforeEach(async () => {
  asked = [];
  dispatched = [];
  answer = { status: 204 };
  node = await world.node({
    redisUrl: null,
    delivered: async (actor, delivered) => void asked.push({ userId: actor.userId, ...delivered }),
    dispatch: async (route, input, actor) => {
      dispatched.push({ route, ...input, userId: actor.userId });
      return answer;
    },
  });
  device = await node.device((await world.signIn(ada)).cookie);
});
afterEach(() => world.closeNodes());
afterAll(() => world.close());

const id = '5f0c8a52-3a3c-4d6e-9a52-0d7c1f1f4a11';

describe('what a socket says', () => {
  it('carries a send through the mount and brings its answer back', async () => {
    answer = { status: 201, body: { stored: { seq: 7 } } };
    const request = { route: sendMessage.name, params: { conversationId: id }, body: { id, content: 'hi' } };
    expect(await device.ask('request', request)).toEqual({ status: 201, body: { stored: { seq: 7 } } });
    expect(dispatched).toEqual([{ ...request, userId: ada }]);
    answer = { status: 429, body: { error: { code: 'RATE_LIMITED' } }, retryAfterMs: 1500 };
    expect(await device.ask('request', request)).toMatchObject({ status: 429, retryAfterMs: 1500 });
  });

  it('carries nothing but writing messages and comparing', async () => {
    for (const route of ['sessions.signOut', 'sync.heads', 'participants.remove', 'constructor']) {
      const refusal = { status: 404, body: { error: { code: 'NOT_FOUND' } } };
      expect(await device.ask('request', { route, params: {} })).toMatchObject(refusal);
    }
    expect(dispatched).toEqual([]);
  });

  it('asks the quiet check as HTTP would', async () => {
    const question = { epoch: 'e', digest: '0123456789abcdef', open: [] };
    expect(await device.ask('heads', question)).toEqual({ same: true });
    answer = { status: 200, body: { epoch: 'e', differs: true, receipts: [] } };
    expect(await device.ask('heads', question)).toEqual(answer.body);
    answer = { status: 409, body: { error: { code: 'EPOCH_CHANGED' } } };
    expect(await device.ask('heads', question)).toEqual({ ok: false, code: 'EPOCH_CHANGED' });
    expect(dispatched).toHaveLength(3);
    expect(dispatched[0]).toEqual({ route: 'sync.heads', body: question, userId: ada });
  });

  it('takes delivered marks in the name of the session, whatever the frame says', async () => {
    const marks = [{ c: id, seq: 3 }];
    expect(await device.ask('delivered', { epoch: 'e', marks })).toEqual({ ok: true });
    expect(await device.ask('delivered', { epoch: 'e', marks, userId: id })).toMatchObject({ ok: false });
    expect(asked).toEqual([{ userId: ada, epoch: 'e', marks }]);
  });

  it('refuses what does not fit, without a word of the values, and closes a socket that goes on', async () => {
    const bad: [string, unknown][] = [
      ['typing', { c: 'no-uuid', active: true }],
      ['typing', null],
      ['typing', { c: id, active: true, userId: id }],
      ['heads', { epoch: 'e', digest: 'x', open: [] }],
      ['delivered', { epoch: 'e', marks: [{ c: id, seq: -1 }] }],
      ['event', { c: id }],
      ['__proto__', {}],
      ['toString', {}],
      ['request', 'text'],
    ];
    expect(bad).toHaveLength(invalidFramesAMinute - 1);
    for (const [name, payload] of bad) {
      const code = ['event', '__proto__', 'toString'].includes(name) ? 'NOT_FOUND' : 'VALIDATION_FAILED';
      const refusal = name === 'request' ? { status: 400, body: { error: { code } } } : { ok: false, code };
      expect(await device.ask(name, payload), name).toMatchObject(refusal);
    }
    expect(device.socket.connected).toBe(true);
    device.socket.emit('typing', []);
    await eventually(() => device.socket.connected).toBe(false);
  });

  it('refuses more than a person says in ten seconds, unless a load harness may say more', async () => {
    const wide = await world.node({ redisUrl: null, limits: createLimits({ redis: null, scale: 2 }) });
    const other = await wide.device((await world.signIn(ada)).cookie);
    const question = { epoch: 'e', digest: '0123456789abcdef', open: [] };
    const sayAll = (one: Device) =>
      Promise.all(Array.from({ length: eventsInTenSeconds }, () => one.ask('heads', question)));
    const refusal = { ok: false, code: 'RATE_LIMITED' };
    await Promise.all([sayAll(device), sayAll(other)]);
    expect(await device.ask('heads', question)).toMatchObject(refusal);
    expect(await other.ask('heads', question)).not.toMatchObject(refusal);
  });

  it('takes the longest message with room, and closes the connection on a frame beyond', async () => {
    const body = { id, content: '字'.repeat(limits.contentBytes / 3) };
    answer = { status: 201, body: {} };
    const request = { route: sendMessage.name, params: { conversationId: id }, body };
    expect(await device.ask('request', request)).toMatchObject({ status: 201 });
    device.socket.emit('request', { ...request, body: 'x'.repeat(limits.socketFrameBytes) });
    await eventually(() => device.socket.connected).toBe(false);
  });

  it('goes on after a failure nobody foresaw, and says nothing of it', async () => {
    const failing = await world.node({
      redisUrl: null,
      dispatch: async () => {
        throw new Error('a secret of the inside');
      },
    });
    const other = await failing.device((await world.signIn(ada)).cookie);
    const request = { route: sendMessage.name, params: {} };
    for (let round = 0; round < 2; round++) {
      const answer = await other.ask('request', request);
      expect(answer).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL' } } });
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });
});
