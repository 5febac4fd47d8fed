import { expect, it } from 'vitest';
import { outboxLab, uuid } from '../testing/test-outbox.ts';

const c = uuid(1);
const d = uuid(2);

it('tries everything that waits as soon as one that had failed gets through', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox } = await open();
  fates.push(...Array.from({ length: 11 }, () => 'dropped' as const));
  await outbox.enqueue({ id: uuid(101), conversationId: c, content: 'here' });
  await clock.advance(700);
  await outbox.enqueue({ id: uuid(102), conversationId: d, content: 'there' });
  const arrived = () => record.ids(c).length + record.ids(d).length;
  for (let waited = 0; arrived() === 0 && waited < 120_000; waited += 100) await clock.advance(100);
  expect(arrived()).toBeGreaterThan(0);
  await clock.advance(100);
  expect([record.ids(c), record.ids(d)]).toEqual([[uuid(101)], [uuid(102)]]);
});
