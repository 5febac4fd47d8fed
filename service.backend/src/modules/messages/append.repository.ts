import { documentOf, documentVersion } from '@parley/shared/search/document.ts';
import type { Stems } from '@parley/shared/search/stems.ts';
import type { Database } from '../../database/connection.ts';
import type { Draft } from './draft.ts';

/**
 * What became of a draft. `again`: the same request twice in one batch, `replay`: on the record since before, `taken`: the
 * id names something else here, `missing`: no such conversation for this sender, `archived`: nothing is written to it.
 */
type AppendVerdict = 'accepted' | 'again' | 'replay' | 'taken' | 'missing' | 'archived';

/** One draft's verdict; `seq` and `at` are there where it is `accepted` or `again`. */
export interface AppendedDraft {
  readonly verdict: AppendVerdict;
  readonly seq: number | null;
  readonly at: string | null;
  readonly joinedSeq: number;
}

/** What one call put on the record: numbers `(from, upTo]`, and every draft's verdict in the order of the drafts. */
export interface AppendedBatch {
  readonly from: number;
  readonly upTo: number;
  readonly membershipVersion: number;
  /** Whose own marks rose with his messages, because he had read everything before. */
  readonly raisedUserId: string | null;
  readonly drafts: readonly AppendedDraft[];
}

/**
 * Puts drafts of one conversation on its record, in one round trip and one transaction: lock, second look, numbers, rows,
 * and what search looks at (see the migration that makes `append_messages`). Null when nobody of them is in; then nothing was locked.
 */
export type Append = (conversationId: string, drafts: readonly Draft[]) => Promise<AppendedBatch | null>;

const appendSql = `
  SELECT * FROM append_messages($conversation::uuid, $senders::uuid[], $drafts::json, $version::smallint)`;

interface Row {
  readonly verdict: AppendVerdict;
  readonly seq: number | null;
  readonly at: string | null;
  readonly joined_seq: number;
  readonly before: number;
  readonly head: number;
  readonly membership_version: number;
  readonly raised_user_id: string | null;
}

/** Appends over SQL. */
export function createAppend(db: Pick<Database, 'query'>, stems: Stems): Append {
  return async (conversationId, drafts) => {
    const rows = drafts.map((draft, index) => ({ ...draftRow(draft, index), ...documentOf(wordsOf(draft), stems) }));
    const binds = {
      conversation: conversationId,
      senders: drafts.map(({ senderId }) => senderId),
      drafts: JSON.stringify(rows),
      version: documentVersion,
    };
    const appended = await db.query<Row>(appendSql, binds);
    const [first] = appended;
    if (first === undefined) return null;
    return {
      from: first.before,
      upTo: first.head,
      membershipVersion: first.membership_version,
      raisedUserId: first.raised_user_id,
      drafts: appended.map(({ verdict, seq, at, joined_seq: joinedSeq }) => ({ verdict, seq, at, joinedSeq })),
    };
  };
}

const wordsOf = ({ content }: Draft) => ({ kind: 'text' as const, content, editedAt: null });

const draftRow = ({ id, senderId, content, requestMac, composedAt }: Draft, index: number) => ({
  place: index + 1,
  id,
  sender_id: senderId,
  content,
  mac: requestMac.toString('hex'),
  composed_at: composedAt,
});
