import { randomUUID } from 'node:crypto';
import { limits } from '@parley/shared/limits.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, contentsOf, type Node, openNode } from './message.fixture.ts';

let record: RecordFixture;
let node: Node;
let ada: string;
let bob: string;
let eve: string;
let conversation: string;
let id: string;

beforeAll(async () => {
  record = await openRecord();
  node = openNode(record.db);
  [ada, bob, eve] = await Promise.all([record.person('Ada'), record.person('Bob'), record.person('Eve')]);
});
beforeEach(async () => {
  conversation = await record.conversation([ada, bob]);
  id = randomUUID();
  await node.say(ada, conversation, 'as written', id);
  node.committed.length = 0;
});
afterAll(() => record.close());

const named = () => ({ conversationId: conversation, messageId: id });
const edit = (user: string, content: string, version: number) =>
  node.edit(actor(user), { ...named(), content, version });
const revisions = () =>
  record.db.query<{ version: number; content: string }>(
    'SELECT version, content FROM message_revisions WHERE conversation_id = $conversation ORDER BY version',
    { conversation },
  );

describe('editing', () => {
  it('takes a number, keeps the place and what stood there before, and tells everybody', async () => {
    const { message, asOf } = await edit(ada, 'as meant', 1);
    expect(message).toMatchObject({ id, seq: 2, rev: 3, version: 2, content: 'as meant' });
    expect(message.editedAt).not.toBeNull();
    expect(asOf).toBe(3);
    expect(await revisions()).toEqual([{ version: 1, content: 'as written' }]);
    expect(node.committed).toMatchObject([{ from: 2, upTo: 3, changes: [{ kind: 'message', seq: 3, message }] }]);
  });

  it('succeeds without a change when the content is as stored, whatever the version: its answer may have been lost', async () => {
    const first = await edit(ada, 'as meant', 1);
    expect(await edit(ada, 'as meant', 1)).toEqual(first);
    expect(node.committed).toHaveLength(1);
  });

  it('shows the current message to who edits an older version', async () => {
    await edit(ada, 'second', 1);
    await expect(edit(ada, 'third', 1)).rejects.toMatchObject({
      code: 'VERSION_BEHIND',
      details: { message: { content: 'second', version: 2 }, asOf: 3 },
    });
  });

  it('of two at once lets one through and shows it to the other', async () => {
    const outcomes = await Promise.allSettled([edit(ada, 'one', 1), edit(ada, 'other', 1)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await revisions()).toHaveLength(1);
  });

  it('is for the author alone, and a stranger learns nothing', async () => {
    await expect(edit(bob, 'not mine', 1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(edit(eve, 'not mine', 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(node.remove(actor(bob), named())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(node.remove(actor(eve), named())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const nothing = { ...named(), messageId: randomUUID() };
    await expect(node.remove(actor(ada), nothing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves alone what the system said, and what was before my time', async () => {
    const [created] = (await node.list(actor(ada), { conversationId: conversation })).messages;
    const system = { conversationId: conversation, messageId: created?.id ?? '' };
    await expect(node.remove(actor(ada), system)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const secluded = await record.conversation([ada, bob], { historyPolicy: 'since_join' });
    await node.say(ada, secluded, 'first life', id);
    await record.remove(secluded, ada);
    await record.join(secluded, ada);
    const before = { conversationId: secluded, messageId: id };
    await expect(node.edit(actor(ada), { ...before, content: 'x', version: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('counts bytes, and edits', async () => {
    await expect(edit(ada, 'x'.repeat(limits.contentBytes + 1), 1)).rejects.toMatchObject({ code: 'CONTENT_TOO_LONG' });
    await record.db.query('UPDATE messages SET version = $version WHERE id = $id', {
      version: limits.editsPerMessage + 1,
      id,
    });
    await expect(edit(ada, 'once more', limits.editsPerMessage + 1)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
  });
});

describe('deleting', () => {
  it('erases content and revisions, keeps the place, and may be repeated', async () => {
    await edit(ada, 'a secret', 1);
    const { message } = await node.remove(actor(ada), named());
    expect(message).toMatchObject({ seq: 2, rev: 4, content: null });
    expect(message.deletedAt).not.toBeNull();
    expect(await revisions()).toEqual([]);
    expect((await node.remove(actor(ada), named())).message).toEqual(message);
    await expect(edit(ada, 'back again', 2)).rejects.toMatchObject({ code: 'MESSAGE_DELETED' });
    expect(node.committed).toHaveLength(2);
  });

  it('leaves no trace of the words in any table', async () => {
    await edit(ada, 'the canary sings', 1);
    await edit(ada, 'the canary is silent', 2);
    await node.remove(actor(ada), named());
    const [dump] = await record.db.query<{ text: string }>(`
      SELECT (SELECT string_agg(m::text, '') FROM messages m) || COALESCE((SELECT string_agg(r::text, '')
        FROM message_revisions r), '') || (SELECT string_agg(l::text, '') FROM changes l) AS text`);
    expect(dump?.text.includes('canary')).toBe(false);
  });

  it('is never undone by the log: what changed comes as it is now', async () => {
    await edit(ada, 'the canary sings', 1);
    await node.remove(actor(ada), named());
    const answer = await node.changes(actor(bob), {
      conversationId: conversation,
      epoch: await node.epoch(),
      afterSeq: 1,
    });
    if (answer.limited) throw new Error('limited');
    expect(answer).toMatchObject({ from: 1, upTo: 4, more: false, asOf: 4 });
    expect(contentsOf(answer.changes)).toEqual([null]);
    expect(JSON.stringify(answer)).not.toMatch(/canary|as written/);
  });
});
