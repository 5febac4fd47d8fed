import type { Message } from '@parley/shared/models/message.ts';

/** What somebody wants to say, before it has a number. */
export interface Draft {
  readonly id: string;
  readonly senderId: string;
  readonly content: string;
  readonly requestMac: Buffer;
  /** When it was written, as its author's device claims. */
  readonly composedAt: string | null;
}

/** A message on the record, with what tells a replay from another request under the same id. */
export interface Kept {
  readonly message: Message;
  readonly requestMac: Buffer | null;
}

/** One who is in the conversation, as far as sending and reading must know. */
export interface Membership {
  readonly userId: string;
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
  readonly readSeq: number;
}

/** What the tables say under the lock about those who want to send and the ids they named. */
export interface Standing {
  readonly present: ReadonlyMap<string, Membership>;
  readonly kept: ReadonlyMap<string, Kept>;
}

/**
 * What becomes of a draft. `place` counts the accepted from 0; `again` is the same request twice in one batch.
 * `missing`: no such conversation for this sender. `taken`: the id names something else here.
 */
export type Verdict =
  | { readonly kind: 'accepted'; readonly place: number }
  | { readonly kind: 'again'; readonly place: number }
  | { readonly kind: 'replay'; readonly kept: Kept }
  | { readonly kind: 'taken' }
  | { readonly kind: 'missing' };

type SameMac = (one: Buffer, other: Buffer) => boolean;

/**
 * Judges a batch under the lock. One's own row is a replay whether or not one is still in the conversation; somebody
 * else's id is told to participants alone, and says nothing but that it is taken.
 */
export function judge(drafts: readonly Draft[], standing: Standing, same: SameMac): Verdict[] {
  const accepted = new Map<string, { draft: Draft; place: number }>();
  return drafts.map((draft) => {
    const kept = standing.kept.get(draft.id);
    if (kept && isReplay(kept, draft, same)) return { kind: 'replay', kept };
    const mine = kept?.message.senderId === draft.senderId;
    if (!mine && !standing.present.has(draft.senderId)) return { kind: 'missing' };
    if (kept) return { kind: 'taken' };
    const earlier = accepted.get(draft.id);
    if (earlier) {
      const again = earlier.draft.senderId === draft.senderId && same(earlier.draft.requestMac, draft.requestMac);
      return again ? { kind: 'again', place: earlier.place } : { kind: 'taken' };
    }
    const place = accepted.size;
    accepted.set(draft.id, { draft, place });
    return { kind: 'accepted', place };
  });
}

/** The same request by the same sender. A message of the system is nobody's to repeat. */
export const isReplay = (
  { message, requestMac }: Kept,
  draft: Pick<Draft, 'senderId' | 'requestMac'>,
  same: SameMac,
): boolean => message.senderId === draft.senderId && requestMac !== null && same(requestMac, draft.requestMac);
