import { randomUUID } from 'node:crypto';
import type { RetentionRule } from '@parley/shared/models/retention.ts';
import { expect } from 'vitest';
import type { TestPerson, TestService } from '../../testing/service.ts';

/** So many days pass for all that was said up to a number. */
export async function age(chat: TestService, conversation: string, upToSeq: number, days: number): Promise<void> {
  const binds = { conversation, upToSeq, days };
  const past = 'make_interval(days => $days)';
  const where = 'WHERE conversation_id = $conversation AND seq <= $upToSeq';
  for (const table of ['messages', 'archived_messages', 'message_search']) {
    await chat.db.query(`UPDATE ${table} SET created_at = created_at - ${past} ${where}`, binds);
  }
  await chat.db.query(`UPDATE changes SET at = at - ${past} ${where}`, binds);
}

/** Has the rules followed, and waits until they were. */
export async function followRules(chat: TestService, chief: TestPerson): Promise<string> {
  const id = randomUUID();
  expect((await chief.api.post('/admin/retention/runs', { id })).status).toBe(202);
  await expect.poll(async () => (await chat.service.jobs.find(id))?.state, { timeout: 30_000 }).toBe('done');
  return id;
}

/** A rule in so many words. */
export const rule = (archiveAfterDays: number | null, deleteAfterDays: number | null): RetentionRule => ({
  archiveAfterDays,
  deleteAfterDays,
});
