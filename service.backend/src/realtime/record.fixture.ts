import { randomUUID } from 'node:crypto';
import type { Committed } from '../modules/announcements.ts';
import type { RecordFixture } from '../modules/log/log.fixture.ts';

/** Puts texts on the record, as one commit, and gives what was committed: to be announced, or not. */
export async function commitText(
  record: RecordFixture,
  conversationId: string,
  actorId: string,
  ...contents: string[]
): Promise<Committed> {
  const entries = contents.map((content) => {
    const message = { id: randomUUID(), kind: 'text', content, event: null, requestMac: Buffer.from('mac') } as const;
    return { kind: 'message', actorId, message } as const;
  });
  return record.db.transaction(async (tx) => {
    const locked = await record.log.lock(tx, conversationId);
    if (locked === null) throw new Error('no such conversation');
    return record.log.committed(tx, await record.log.append(tx, locked, entries));
  });
}

/** Edits the message of that number. */
export async function commitEdit(
  record: RecordFixture,
  conversationId: string,
  seq: number,
  content: string,
): Promise<Committed> {
  return record.db.transaction(async (tx) => {
    const locked = await record.log.lock(tx, conversationId);
    if (locked === null) throw new Error('no such conversation');
    const [message] = await record.db.query<{ id: string; senderId: string }>(
      `UPDATE messages SET content = $content, version = version + 1, rev = $rev::bigint, edited_at = clock_timestamp()
       WHERE conversation_id = $conversationId AND seq = $seq RETURNING id, sender_id AS "senderId"`,
      { conversationId, seq, content, rev: locked.seq + 1 },
      tx,
    );
    if (message === undefined) throw new Error('no such message');
    const entry = { kind: 'edit', actorId: message.senderId, messageId: message.id } as const;
    return record.log.committed(tx, await record.log.append(tx, locked, [entry]));
  });
}

/** What the fixture's joining or removal with this number committed. */
export async function committedAt(record: RecordFixture, conversationId: string, upTo: number): Promise<Committed> {
  const [row] = await record.db.query<{ version: number }>(
    'SELECT membership_version AS version FROM conversations WHERE id = $conversationId',
    { conversationId },
  );
  const from = upTo - 1;
  const changes = await record.log.changesIn({ conversationId, from, upTo, visibleFromSeq: 0 });
  const epoch = await record.epoch();
  return { epoch, conversationId, from, upTo, membershipVersion: row?.version ?? 0, changes };
}
