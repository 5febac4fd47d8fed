import { type BreakableWay, openBreakableWay } from '@parley/backend/testing/breakable-way.ts';
import { startGroup } from '@parley/backend/testing/conversations.ts';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeDevices, type Device, type Faults, startDevice } from './device.ts';
import { isSend, opened, openStage, type Stage, soon } from './stage.ts';

// The behaviours that the analysis Parley grew from asks for, under the names it gave them, on the real thing.

let stage: Stage;
let way: BreakableWay;

beforeAll(async () => {
  stage = await openStage();
  way = await openBreakableWay(Number(new URL(stage.service.url).port));
});
afterEach(async () => {
  await closeDevices();
  Object.assign(way, { http: 'pass', socket: 'pass' });
});
afterAll(async () => {
  await way.close();
  await stage.service.close();
});

const phase = ({ chat }: Device) => chat.state.get().connection;
const lineOf = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name} ${index}`);
const noSecondCarrier: Faults['ask'] = (name, ask) =>
  name === 'request' ? Promise.reject(new Error('no second carrier')) : ask();

/** What a service in trouble answers. */
const unavailable = (seconds: number) =>
  Response.json(
    { error: { code: 'UNAVAILABLE', message: 'not now', requestId: crypto.randomUUID() } },
    { status: 503, headers: { 'retry-after': String(seconds) } },
  );

/** What anybody may read of a conversation over HTTP. */
async function listed(conversation: string): Promise<string[]> {
  const { body } = await request(stage.service.url)
    .get(`/api/v1/conversations/${conversation}/messages`)
    .set('cookie', stage.ada.cookie)
    .expect(200);
  const messages = body.messages as { kind: string; content: string }[];
  return messages.filter(({ kind }) => kind === 'text').map(({ content }) => content);
}

/** Ada's device behind a wire that can be cut, and Bob's beside it. */
async function onTheWire(): Promise<[group: string, a: Device, b: Device]> {
  const { ada, bob, device } = stage;
  const group = await startGroup(ada, [bob], 'Wire');
  const behind = startDevice(ada, { url: `http://127.0.0.1:${way.port}` });
  const [a, b] = await Promise.all([behind, device(bob)]);
  await opened(group, a, b);
  await soon(() => expect(phase(a)).toMatchObject({ phase: 'live', carrier: 'socket' }));
  return [group, a, b];
}

describe('ChatService', () => {
  describe('sendMessage', () => {
    it('should send message via API first, then notify via socket', async () => {
      const happened: string[] = [];
      const [group, a, b] = await stage.pair(
        {
          async http(request, send) {
            const answer = await send();
            if (isSend(request)) happened.push(`answered ${answer.status}`);
            return answer;
          },
          ask(_, ask, payload) {
            if (JSON.stringify(payload).includes('"messages.send"')) happened.push('sent over the socket');
            return ask();
          },
        },
        {
          frame(name, deliver) {
            if (name === 'event') happened.push('told by the server');
            deliver();
          },
        },
      );
      happened.length = 0;
      await a.say(group, 'once');
      await soon(() => expect(b.contents(group)).toEqual(['once']));
      await soon(() => expect(a.unsent(group)).toEqual([]));
      // The API stores, and the server tells, after the commit; the sender tells nobody.
      expect(new Set(happened)).toEqual(new Set(['answered 201', 'told by the server']));
      expect(happened.filter((what) => what === 'answered 201')).toHaveLength(1);
      expect(await listed(group)).toEqual(['once']);
    });

    it('should handle API failures gracefully', async () => {
      let isDown = true;
      const [group, a, b] = await stage.pair({
        http: async (request, send) => (isDown && isSend(request) ? unavailable(1) : send()),
        ask: noSecondCarrier,
      });
      await a.say(group, 'kept');
      const attempts = () => a.chat.state.get().outbox.get(group)?.[0]?.attempts ?? [];
      await soon(() => expect(attempts().map(({ outcome }) => outcome)).toContain('UNAVAILABLE'));
      expect(a.unsent(group)).toMatchObject([{ content: 'kept' }]);
      isDown = false;
      await soon(() => expect(b.contents(group)).toEqual(['kept']));

      // A refusal is final: the words stay with their author, who is told why.
      await stage.ada.api.delete(`/conversations/${group}/participants/${stage.bob.me.id}`);
      const refused = await b.say(group, 'too late').catch(() => 'already known');
      if (refused !== 'already known')
        await soon(() => expect(b.unsent(group)).toEqual([{ content: 'too late', status: 'failed' }]));
      expect(await listed(group)).toEqual(['kept']);
    });

    it('should implement proper retry logic', async () => {
      const tries: { at: number; id: string }[] = [];
      const [group, a, b] = await stage.pair({
        async http(request, send) {
          if (!isSend(request)) return send();
          tries.push({ at: performance.now(), id: (JSON.parse(request.body) as { id: string }).id });
          if (tries.length === 1) throw new TypeError('no network');
          if (tries.length > 2) return send();
          return unavailable(1);
        },
        ask: noSecondCarrier,
      });
      const id = await a.say(group, 'patience');
      await soon(() => expect(b.contents(group)).toEqual(['patience']));
      expect(tries.map((one) => one.id)).toEqual([id, id, id]);
      const [, second, third] = tries;
      expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThanOrEqual(990);
      expect(await listed(group)).toEqual(['patience']);
    });

    it('should prevent duplicate messages', async () => {
      let lost = 0;
      const [group, a, b] = await stage.pair(
        {
          async http(request, send) {
            const answer = await send();
            if (!isSend(request) || lost >= 2) return answer;
            lost += 1;
            throw new TypeError('the answer was lost');
          },
          ask: noSecondCarrier,
        },
        {
          frame(_, deliver) {
            deliver();
            deliver();
          },
        },
      );
      const id = await a.say(group, 'only once');
      await soon(() => expect(a.unsent(group)).toEqual([]));
      expect(lost).toBe(2);
      const { body } = await request(stage.service.url)
        .post(`/api/v1/conversations/${group}/messages`)
        .set({ cookie: stage.ada.cookie, origin: stage.service.url, 'x-csrf': '1' })
        .send({ id, content: 'only once' })
        .expect(200);
      expect(body.message).toMatchObject({ id, content: 'only once' });
      await soon(() => expect(b.contents(group)).toEqual(['only once']));
      expect(await listed(group)).toEqual(['only once']);
    });
  });

  describe('connection handling', () => {
    it('should reconnect automatically when connection drops', async () => {
      const [group, a, b] = await onTheWire();
      Object.assign(way, { http: 'cut', socket: 'cut' });
      way.drop();
      await soon(() => expect(phase(a).phase).not.toBe('live'));
      await b.say(group, 'said while Ada was away');
      Object.assign(way, { http: 'pass', socket: 'pass' });
      await soon(() => expect(phase(a)).toMatchObject({ phase: 'live', carrier: 'socket' }));
      await soon(() => expect(a.contents(group)).toEqual(['said while Ada was away']));
    });

    it('should sync pending messages when back online', async () => {
      const [group, a, b] = await onTheWire();
      Object.assign(way, { http: 'cut', socket: 'cut' });
      way.drop();
      const words = lineOf(5, 'written offline');
      for (const content of words) await a.say(group, content);
      expect(a.unsent(group).map(({ content }) => content)).toEqual(words);
      expect(await listed(group)).toEqual([]);
      Object.assign(way, { http: 'pass', socket: 'pass' });
      await soon(() => expect(b.contents(group)).toEqual(words));
      await soon(() => expect(a.unsent(group)).toEqual([]));
      expect(await listed(group)).toEqual(words);
    });

    it('should handle concurrent connection attempts', async () => {
      const { ada, bob, device } = stage;
      const group = await startGroup(ada, [bob], 'Many at once');
      const greeted = new Map<number, number>();
      const many = await Promise.all(
        lineOf(5, 'tab').map((_, index) =>
          device(ada, {
            frame(name, deliver) {
              if (name === 'hello') greeted.set(index, (greeted.get(index) ?? 0) + 1);
              deliver();
            },
          }),
        ),
      );
      for (const { chat } of many) for (let times = 0; times < 10; times += 1) chat.reconnectNow();
      const b = await device(bob);
      await opened(group, ...many, b);
      await Promise.all(many.map((one, index) => one.say(group, `from ${index}`)));
      await soon(() => expect(b.contents(group)).toHaveLength(5));
      for (const one of many) {
        await soon(() => expect(one.contents(group)).toEqual(b.contents(group)));
        await soon(() => expect(phase(one)).toMatchObject({ phase: 'live', carrier: 'socket' }));
      }
      // However often it was asked for: one connection a device.
      expect([...greeted.values()]).toEqual([1, 1, 1, 1, 1]);
    });
  });

  describe('message ordering', () => {
    it('should maintain message order during high traffic', async () => {
      const [group, a, b] = await stage.pair();
      const [ofAda, ofBob] = [lineOf(40, 'Ada'), lineOf(40, 'Bob')];
      await Promise.all([...ofAda.map((words) => a.say(group, words)), ...ofBob.map((words) => b.say(group, words))]);
      await soon(() => expect(a.contents(group)).toHaveLength(80));
      await soon(() => expect(b.contents(group)).toEqual(a.contents(group)));
      const stored = (await stage.record(group)).map(({ content }) => content);
      expect(stored).toEqual(a.contents(group));
      expect(stored.filter((words) => words.startsWith('Ada'))).toEqual(ofAda);
      expect(stored.filter((words) => words.startsWith('Bob'))).toEqual(ofBob);
    });

    it('should handle out-of-order message delivery', async () => {
      const held: (() => void)[] = [];
      const [group, a, b] = await stage.pair(
        {},
        { frame: (name, deliver) => void (name === 'event' ? held.push(deliver) : deliver()) },
      );
      const words = lineOf(4, 'line');
      for (const [index, content] of words.entries()) {
        await a.say(group, content);
        await soon(() => expect(held.length).toBeGreaterThan(index));
      }
      for (const deliver of held.splice(0).reverse()) deliver();
      await soon(() => expect(b.contents(group)).toEqual(words));
    });
  });
});
