import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadEnv } from '../platform/env.ts';
import { createService, type Service } from '../service.ts';
import { startTestService, type TestPerson, type TestService } from '../testing/service.ts';
import { type Device, openDevice } from './device.fixture.ts';
import { eventually } from './eventually.fixture.ts';

let north: TestService;
let south: Service;
let southUrl: string;
let ada: TestPerson;
let bob: TestPerson;
let conversation: string;
let epoch: string;

const connect = async (url: string, { cookie }: TestPerson) => {
  const device = await openDevice(url, { cookie, origin: url });
  await device.next('hello');
  return device;
};

beforeAll(async () => {
  north = await startTestService({ env: { REDIS_URL: inject('redisUrl') } });
  south = await createService(loadEnv(north.settings));
  southUrl = (await south.listen()).url;
  [ada, bob] = [await north.register('Ada'), await north.register('Bob')];
  conversation = randomUUID();
  const made = await ada.api.post('/conversations', { kind: 'direct', id: conversation, userId: bob.me.id });
  expect(made.status).toBe(201);
});
afterAll(async () => {
  await south.close();
  await north.close();
});

describe('the whole of it', () => {
  let [hers, his]: [Device?, Device?] = [];
  beforeAll(async () => {
    hers = await connect(north.url, ada);
    his = await connect(southUrl, bob);
    epoch = (await his.next('hello')).epoch;
  });
  afterAll(() => {
    hers?.close();
    his?.close();
  });
  const both = () => {
    if (hers === undefined || his === undefined) throw new Error('not connected');
    return { hers, his };
  };

  it('brings what one sends over HTTP to the other on another node', async () => {
    const { his } = both();
    const id = randomUUID();
    const sent = await ada.api.post(`/conversations/${conversation}/messages`, { id, content: 'hello' });
    expect(sent.status).toBe(201);
    const frame = await his.next('event', ({ changes }) =>
      changes.some((one) => one.kind === 'message' && one.message.id === id),
    );
    expect(frame).toMatchObject({
      epoch,
      c: conversation,
      changes: [{ message: { content: 'hello', senderId: ada.me.id } }],
    });
  });

  it('takes the same request over the socket when HTTP does not get through, and once', async () => {
    const { hers, his } = both();
    const id = randomUUID();
    const request = {
      route: 'messages.send',
      params: { conversationId: conversation },
      body: { id, content: 'again' },
    };
    const [first, second] = [await his.ask('request', request), await his.ask('request', request)];
    expect([first.status, second.status]).toEqual([201, 200]);
    await hers.next('event', ({ changes }) => changes.some((one) => one.kind === 'message' && one.message.id === id));
    const other = { ...request, body: { id, content: 'another' } };
    expect(await his.ask('request', other)).toMatchObject({ status: 422, body: { error: { code: 'ID_TAKEN' } } });
    const unknown = { ...request, params: { conversationId: randomUUID() } };
    expect(await his.ask('request', unknown)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  });

  it('compares over the socket as it does over HTTP', async () => {
    const { his } = both();
    const open = [{ c: conversation, cursor: 1, joinedSeq: 1 }];
    const body = { epoch, after: null, upTo: null, heads: [], open, ask: [] };
    // Twice: the first may note what it says has come.
    await bob.api.post('/sync', body);
    const overHttp = (await bob.api.post('/sync', body)).body as Record<string, unknown>;
    const answer = await his.ask('request', { route: 'sync.run', params: {}, body });
    expect(answer).toEqual({ status: 200, body: { ...overHttp, serverTime: expect.any(String) } });
    expect(overHttp).toMatchObject({ epoch, conversations: [{ open: { kind: 'changes', from: 1, more: false } }] });
    const strange = { ...body, open: [{ ...open[0], cursor: 'one' }] };
    expect(await his.ask('request', { route: 'sync.run', params: {}, body: strange })).toMatchObject({ status: 400 });
  });

  it('tells the sender that it has come and was read', async () => {
    const { hers, his } = both();
    const seq = Math.max(...his.all('event').map(({ upTo }) => upTo));
    expect(await his.ask('delivered', { epoch, marks: [{ c: conversation, seq }] })).toEqual({ ok: true });
    await hers.next('receipt', ({ marks }) =>
      marks.some((mark) => mark.userId === bob.me.id && mark.deliveredSeq === seq),
    );
    await bob.api.put(`/conversations/${conversation}/receipt`, { epoch, readSeq: seq });
    await hers.next('receipt', ({ marks }) => marks.some((mark) => mark.userId === bob.me.id && mark.readSeq === seq));
    await his.next('inbox', ({ me }) => me.readSeq === seq);
  });

  it('asks the quiet check over the socket', async () => {
    const { his } = both();
    const question = { epoch, digest: '0000000000000000', open: [] };
    expect(await his.ask('heads', question)).toMatchObject({ epoch, differs: true });
    expect(await his.ask('heads', { ...question, epoch: 'another life' })).toEqual({
      ok: false,
      code: 'EPOCH_CHANGED',
    });
  });

  it('keeps whom it hears over the socket alone signed in, and not one who says nothing', async () => {
    const [heard, silent] = [await north.register('Hal'), await north.register('Sil')];
    const devices = [await connect(southUrl, heard), await connect(southUrl, silent)];
    const idleSince = async ({ me }: TestPerson) => {
      const [row] = await north.db.query<{ hours: number }>(
        'SELECT extract(epoch FROM clock_timestamp() - seen_at)::int / 3600 AS hours FROM sessions WHERE user_id = $id',
        { id: me.id },
      );
      return row?.hours;
    };
    const ids = [heard.me.id, silent.me.id];
    await north.db.query(
      `UPDATE sessions SET seen_at = clock_timestamp() - interval '11 hours' WHERE user_id = ANY($ids::uuid[])`,
      { ids },
    );
    await devices[0]?.ask('heads', { epoch, digest: '0000000000000000', open: [] });
    await eventually(() => idleSince(heard), { timeout: 10_000 }).toBe(0);
    expect(await idleSince(silent)).toBe(11);
    for (const device of devices) device.close();
  });

  it('signs out on every node', async () => {
    const eve = await north.register('Eve');
    const there = await connect(southUrl, eve);
    expect((await eve.api.delete('/sessions/current')).status).toBe(204);
    await there.next('session.revoked', () => true, 1_000);
    await eventually(() => there.socket.connected, { timeout: 1_000 }).toBe(false);
  });
});
