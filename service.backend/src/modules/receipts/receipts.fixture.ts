import { openRecord } from '../log/log.fixture.ts';
import { actor, openNode } from '../messages/message.fixture.ts';

/** A record with Ada, Bob and Eve, a node on it, and what tests of receipts do there. */
export async function openReceipts() {
  const record = await openRecord();
  const node = openNode(record.db);
  const [ada, bob, eve] = await Promise.all([record.person('Ada'), record.person('Bob'), record.person('Eve')]);
  return {
    record,
    node,
    ada,
    bob,
    eve,
    /** A conversation in which Ada has said `count` things, numbered from 2 on, and Bob is. */
    async told(count: number): Promise<string> {
      const conversation = await record.conversation([ada, bob]);
      for (let index = 0; index < count; index++) await node.say(ada, conversation, `news ${index}`);
      return conversation;
    },
    put: async (user: string, conversationId: string, claim: { readSeq?: number; deliveredSeq?: number }) =>
      node.receipts.put(actor(user), { conversationId, epoch: await node.epoch(), ...claim }),
  };
}
