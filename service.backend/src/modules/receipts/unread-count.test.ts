import { randomUUID } from 'node:crypto';
import { limits } from '@parley/shared/limits.ts';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { actor } from '../messages/message.fixture.ts';
import { openReceipts } from './receipts.fixture.ts';

const { ada, bob, node, put, record } = await openReceipts();
afterAll(() => record.close());

describe('unread', () => {
  it('is counted up to a limit', async () => {
    const conversation = await record.conversation([ada, bob]);
    await Promise.all(Array.from({ length: limits.unreadCounted + 5 }, (_, n) => node.say(ada, conversation, `${n}`)));
    expect((await put(bob, conversation, {})).unread.count).toBe(limits.unreadCounted);
  });

  it('equals a plain scan of what happened, whatever happened', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), who: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.boolean(), seq: fc.nat(30) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), nth: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), nth: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('rejoin' as const) }) },
    );
    const policy = fc.constantFrom('full' as const, 'since_join' as const);
    await fc.assert(
      fc.asyncProperty(policy, fc.array(step, { maxLength: 14 }), async (historyPolicy, steps) => {
        const conversation = await record.conversation([ada, bob], { historyPolicy });
        const said: { id: string; seq: number; who: string; gone: boolean }[] = [];
        const read = new Map([
          [ada, 1],
          [bob, 1],
        ]);
        const sight = new Map([
          [ada, 0],
          [bob, 0],
        ]);
        let head = 1;
        for (const one of steps) {
          if (one.do === 'say') {
            const who = one.who ? ada : bob;
            const { answer } = await node.say(who, conversation, 'words');
            if (read.get(who) === head) read.set(who, head + 1);
            head++;
            said.push({ ...answer.stored, who, gone: false });
          } else if (one.do === 'read') {
            const who = one.who ? ada : bob;
            await put(who, conversation, { readSeq: one.seq });
            read.set(who, Math.max(read.get(who) ?? 0, Math.min(head, one.seq)));
          } else if (one.do === 'rejoin') {
            await record.remove(conversation, bob);
            head = await record.join(conversation, bob);
            read.set(bob, head);
            if (historyPolicy === 'since_join') sight.set(bob, head);
          } else {
            const target = said[one.nth % (said.length || 1)];
            if (!target || target.gone || target.seq < (sight.get(target.who) ?? 0)) continue;
            const named = { conversationId: conversation, messageId: target.id };
            head++;
            if (one.do === 'delete') {
              await node.remove(actor(target.who), named);
              target.gone = true;
            } else {
              const { message } = await node
                .edit(actor(target.who), { ...named, content: randomUUID(), version: 1 })
                .catch((error) => {
                  if (error.code !== 'VERSION_BEHIND') throw error;
                  return node.edit(actor(target.who), {
                    ...named,
                    content: randomUUID(),
                    version: error.details.message.version,
                  });
                });
              expect(message.rev).toBe(head);
            }
          }
        }
        for (const who of [ada, bob]) {
          const answer = await put(who, conversation, {});
          const scan = said.filter(
            (message) =>
              !message.gone &&
              message.who !== who &&
              message.seq > (read.get(who) ?? 0) &&
              message.seq >= (sight.get(who) ?? 0),
          );
          expect([answer.readSeq, answer.unread]).toEqual([read.get(who), { count: scan.length, atSeq: head }]);
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
