import { expect, it } from 'vitest';
import type { Made } from '../testing/scripted-call.ts';
import { outboxLab, uuid } from '../testing/test-outbox.ts';

const c = uuid(1);
const text = { id: uuid(101), conversationId: c, content: 'from the tunnel' };

const claims = (made: readonly Made[]): readonly (string | undefined)[] =>
  made.map(({ body }) => (body as { composedAt?: string }).composedAt);

it('says with every try when the message was written, also after hours and a crash', async () => {
  const { open, fates, clock } = outboxLab();
  const first = await open();
  const written = new Date(clock.now()).toISOString();
  fates.push('dropped', 'overloaded');
  await first.outbox.enqueue(text);
  await clock.advance(0);
  first.crash();
  await clock.advance(3 * 3_600_000);
  const second = await open();
  await clock.advance(60_000);
  const told = claims([...first.made, ...second.made]);
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told)).toEqual(new Set([written]));
});

it("says it by the server's clock, as it was known at the first try, and does not change its word", async () => {
  const { open, fates, clock } = outboxLab();
  const tab = await open({ leader: false });
  const byServer = new Date(clock.now() + 600_000).toISOString();
  await tab.outbox.enqueue(text);
  tab.skewMs = 600_000;
  tab.mayTry = true;
  fates.push('lost', 'dropped');
  tab.outbox.wake();
  await clock.advance(0);
  tab.skewMs = -600_000;
  await clock.advance(60_000);
  expect(claims(tab.made)).toEqual([byServer, byServer, byServer]);
});

it('says when it was written where the clock was put right before it could be sent', async () => {
  const { open, clock } = outboxLab();
  const tab = await open({ leader: false });
  // Five hours slow, as the server has said; then it is right, and the server says that as well.
  tab.skewMs = 5 * 3_600_000;
  const byServer = new Date(clock.now() + tab.skewMs).toISOString();
  await tab.outbox.enqueue(text);
  await tab.outbox.enqueue({ ...text, id: uuid(102) });
  await tab.outbox.edit(uuid(102), 'and from the bridge');
  tab.skewMs = 0;
  tab.mayTry = true;
  tab.outbox.wake();
  await clock.advance(1_000);
  expect(claims(tab.made)).toEqual([byServer, byServer]);
});

it('counts as written when its words were changed', async () => {
  const { open, clock } = outboxLab();
  const tab = await open({ leader: false });
  await tab.outbox.enqueue(text);
  await clock.advance(3_600_000);
  const changed = new Date(clock.now()).toISOString();
  await tab.outbox.edit(text.id, 'from the train');
  tab.mayTry = true;
  tab.outbox.wake();
  await clock.advance(1_000);
  expect(claims(tab.made)).toEqual([changed]);
});

it('sends what an earlier version wrote down, which knew nothing of claims', async () => {
  const { open, clock, record, storage } = outboxLab();
  const written = clock.now();
  const old = { ...text, composedAt: written, attempts: [], status: 'queued', failure: null, amendment: null };
  await storage.add('ada', old as never);
  const tab = await open();
  await clock.advance(1_000);
  expect(record.ids(c)).toEqual([text.id]);
  expect(claims(tab.made)).toEqual([new Date(written).toISOString()]);
});
