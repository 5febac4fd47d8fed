import { ConversationSummary, Participant } from '@parley/shared/models/conversation.ts';
import { Message } from '@parley/shared/models/message.ts';
import type { User } from '@parley/shared/models/user.ts';
import * as z from 'zod/mini';
import type { Interval } from '../timeline/ranges.ts';
import type { MessageIndex } from './message-index.ts';
import type { SavedConversation, SavedReader, SavedRow } from './saved-reader.ts';

/** A conversation as search knows it. */
export interface ReadConversation {
  readonly summary: ConversationSummary;
  readonly people: readonly User[];
  readonly ranges: readonly Interval[];
}

interface Known {
  readonly saved: SavedConversation;
  readonly read: ReadConversation | null;
  /** Version by number, of all that was read into the index. */
  readonly revs: Map<number, number>;
  /** Read from disk, not yet opened. */
  waiting: SavedRow[];
}

const People = z.array(Participant);
/** So many are opened at once: a question need not wait for all. */
const AT_ONCE = 500;

async function readConversation(saved: SavedConversation): Promise<ReadConversation | null> {
  const { line, people } = await saved.open();
  const { data: summary } = ConversationSummary.safeParse(line);
  if (summary?.conversation.id !== saved.conversationId) return null;
  const participants = People.safeParse(people).data ?? [];
  return { summary, people: [...summary.people, ...participants.map(({ user }) => user)], ranges: saved.ranges };
}

/** Keeps an index level with what one person's disk holds: only what has changed is read again. */
export function createReading(reader: SavedReader, index: MessageIndex, userId: string) {
  const known = new Map<string, Known>();

  function forget(conversationId: string): void {
    for (const seq of known.get(conversationId)?.revs.keys() ?? []) index.drop(conversationId, seq);
    known.delete(conversationId);
  }

  async function look(saved: SavedConversation): Promise<void> {
    const before = known.get(saved.conversationId);
    const isSameLine = before?.saved.mark === saved.mark && before.read !== null;
    const read = isSameLine && before.read ? { ...before.read, ranges: saved.ranges } : await readConversation(saved);
    const revs = before?.revs ?? new Map<number, number>();
    const isSame = before !== undefined && saved.stamp !== null && before.saved.stamp === saved.stamp;
    if (isSame) {
      known.set(saved.conversationId, { saved, read, revs, waiting: before.waiting });
      return;
    }
    const rows = await reader.rows(userId, saved.conversationId);
    const there = new Set(rows.map(({ seq }) => seq));
    for (const seq of [...revs.keys()].filter((each) => !there.has(each))) {
      revs.delete(seq);
      index.drop(saved.conversationId, seq);
    }
    // The newest first: they are found while the others are still being read.
    const waiting = rows.filter(({ seq, rev }) => revs.get(seq) !== rev).reverse();
    known.set(saved.conversationId, { saved, read, revs, waiting });
  }

  async function openRow(conversationId: string, { seq, rev, open }: SavedRow, revs: Map<number, number>) {
    const { data } = Message.safeParse(await open());
    revs.set(seq, rev);
    if (data?.seq === seq && data.conversationId === conversationId) index.put(data);
    else index.drop(conversationId, seq);
  }

  return {
    /** Compares with the disk. Afterwards `step` has what there is to do. */
    async compare(): Promise<void> {
      const saved = await reader.conversations(userId);
      const there = new Set(saved.map(({ conversationId }) => conversationId));
      for (const id of [...known.keys()].filter((each) => !there.has(each))) forget(id);
      for (const each of saved) await look(each);
    },
    /** Reads some of what waits; false when nothing does. */
    async step(): Promise<boolean> {
      const next = [...known.values()].find(({ waiting }) => waiting.length > 0);
      if (!next) return false;
      const some = next.waiting.slice(0, AT_ONCE);
      next.waiting = next.waiting.slice(AT_ONCE);
      const { conversationId } = next.saved;
      await Promise.all(some.map((row) => openRow(conversationId, row, next.revs)));
      return true;
    },
    /** How many rows of these conversations, of all if none are said, are still to be opened. */
    waiting: (scope: (conversationId: string) => boolean = () => true): number =>
      [...known].reduce((sum, [id, { waiting }]) => sum + (scope(id) ? waiting.length : 0), 0),
    get: (conversationId: string): ReadConversation | null => known.get(conversationId)?.read ?? null,
    all: (): readonly ReadConversation[] => [...known.values()].flatMap(({ read }) => read ?? []),
  };
}

export type Reading = ReturnType<typeof createReading>;
