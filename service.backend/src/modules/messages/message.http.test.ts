import { randomUUID } from 'node:crypto';
import { Problem } from '@parley/shared/contract/problem.ts';
import { digestOf } from '@parley/shared/digest.ts';
import { limits } from '@parley/shared/limits.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';

let service: TestService;
let ada: TestPerson;
let bob: TestPerson;
let eve: TestPerson;
let base: string;
let epoch: string;

beforeAll(async () => {
  service = await startTestService();
  [ada, bob, eve] = await Promise.all([service.register('Ada'), service.register('Bob'), service.register('Eve')]);
  const id = randomUUID();
  const { body } = await ada.api.post('/conversations', { kind: 'direct', id, userId: bob.me.id });
  base = `/conversations/${id}`;
  epoch = (body as { epoch: string }).epoch;
});
afterAll(() => service.close());

const send = (person: TestPerson, content: unknown, id: string = randomUUID()) =>
  person.api.post(`${base}/messages`, { id, content });

const codeOf = (body: unknown) => Problem.parse(body).error.code;

describe('messages over HTTP', () => {
  it('are created with 201, repeated with 200 and the same bytes, and read by the other', async () => {
    const id = randomUUID();
    const first = await send(ada, 'Hello, Bob', id);
    const again = await send(ada, 'Hello, Bob', id);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.text).toBe(first.text);
    const page = await bob.api.get(`${base}/messages?limit=1`);
    expect(page.body).toMatchObject({ epoch, messages: [{ id, content: 'Hello, Bob', senderId: ada.me.id }] });
  });

  it('are edited, then deleted, and a late edit hears that they are gone', async () => {
    const id = randomUUID();
    await send(ada, 'a draft', id);
    const path = `${base}/messages/${id}`;
    expect(await ada.api.patch(path, { content: 'better', version: 1 })).toMatchObject({ status: 200 });
    const behind = await ada.api.patch(path, { content: 'late', version: 1 });
    expect(behind).toMatchObject({ status: 409, body: { error: { details: { message: { content: 'better' } } } } });
    expect((await bob.api.delete(path)).status).toBe(403);
    expect((await ada.api.delete(path)).status).toBe(200);
    expect((await ada.api.delete(path)).status).toBe(200);
    expect((await ada.api.patch(path, { content: 'too late', version: 2 })).status).toBe(410);
  });

  it('are refused with a problem when they do not fit, and nothing is stored', async () => {
    const asOf = async () => ((await ada.api.get(`${base}/messages`)).body as { asOf: number }).asOf;
    const before = await asOf();
    const answers = await Promise.all([
      send(ada, '   '),
      send(ada, 'nul \0'),
      send(ada, 42),
      send(ada, 'x', 'not-an-id'),
      send(ada, 'x'.repeat(limits.contentBytes + 1)),
      ada.api.post(`${base}/messages`, { id: randomUUID(), content: 'x', seq: 1, senderId: bob.me.id }),
      ada.api.get(`${base}/messages?beforeSeq=1&afterSeq=2`),
      ada.api.get(`${base}/changes?epoch=${epoch}&afterSeq=-1`),
      ada.api.put(`${base}/receipt`, { epoch, readSeq: 1.5 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 413, 400, 400, 400, 400]);
    for (const { body } of answers) expect(Problem.safeParse(body).success).toBe(true);
    expect(await asOf()).toBe(before);
  });

  it('answer a stranger about a conversation as about one that does not exist', async () => {
    const nowhere = `/conversations/${randomUUID()}`;
    const id = randomUUID();
    // One after the other: a busy machine may refuse a crowd with 503, which is another story.
    const ask = async (where: string) => [
      await eve.api.get(`${where}/messages`),
      await eve.api.get(`${where}/changes?epoch=${epoch}&afterSeq=0`),
      await eve.api.post(`${where}/messages`, { id, content: 'x' }),
      await eve.api.patch(`${where}/messages/${id}`, { content: 'x', version: 1 }),
      await eve.api.delete(`${where}/messages/${id}`),
      await eve.api.put(`${where}/receipt`, { epoch, readSeq: 1 }),
    ];
    const [real, random] = [await ask(base), await ask(nowhere)];
    const said = (answers: typeof real) => answers.map(({ status, body }) => [status, codeOf(body)]);
    expect(said(real)).toEqual(Array.from({ length: 6 }, () => [404, 'NOT_FOUND']));
    expect(said(random)).toEqual(said(real));
  });

  it('sync, stay quiet, and are marked as read', async () => {
    const sync = await bob.api.post('/sync', { epoch: null, after: null, upTo: null, heads: [], open: [], ask: [] });
    expect(sync).toMatchObject({ status: 200, body: { epoch, coveredUpTo: null } });
    const put = await bob.api.put(`${base}/receipt`, { epoch, readSeq: 2 });
    expect(put).toMatchObject({ status: 200, body: { readSeq: 2, deliveredSeq: 2 } });
    expect((await bob.api.put(`${base}/receipt`, { epoch: 'another', readSeq: 2 })).status).toBe(409);
    const heads = await bob.api.post('/sync/heads', { epoch, digest: '0'.repeat(16), open: [] });
    expect(heads).toMatchObject({ status: 200, body: { differs: true } });
    expect((await eve.api.post('/sync/heads', { epoch, digest: digestOf([]), open: [] })).status).toBe(204);
  });
});
