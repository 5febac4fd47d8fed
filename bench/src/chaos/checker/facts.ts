import type { Happening, HistoryRecord, RecordOf } from './history.ts';
import { type Membership, membershipsOf } from './memberships.ts';
import type { Finals, Sample, TrueChange, TrueConversation, TrueMessage, Truth } from './truth.ts';

/** A conversation with everything the record knows of it. */
export interface Stored {
  readonly conversation: TrueConversation;
  /** By place. */
  readonly messages: readonly TrueMessage[];
  readonly byId: ReadonlyMap<string, TrueMessage>;
  readonly bySeq: ReadonlyMap<number, TrueMessage>;
  /** By number. */
  readonly log: readonly TrueChange[];
  /** A message's id to the number of its deletion. */
  readonly deletedAt: ReadonlyMap<string, number>;
}

/** What the invariants read: everything, and the ways to find it. */
export interface Facts {
  readonly history: readonly HistoryRecord[];
  readonly truth: Truth;
  readonly finals: Finals;
  readonly samples: readonly Sample[];
  readonly stored: ReadonlyMap<string, Stored>;
  of<K extends Happening['kind']>(kind: K): readonly RecordOf<K>[];
  /** All memberships of a user in a conversation, the earliest first. */
  memberships(user: string, c: string): readonly Membership[];
  /** The one that holds this number of the log. */
  membershipAt(user: string, c: string, seq: number): Membership | undefined;
}

/** An invariant: what it finds wrong, in words. */
export type Check = (facts: Facts) => readonly string[];

/** Items by a key, in the order in which they came. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function storedOf(truth: Truth): ReadonlyMap<string, Stored> {
  const messages = groupBy(truth.messages, ({ c }) => c);
  const changes = groupBy(truth.changes, ({ c }) => c);
  return new Map(
    truth.conversations.map((conversation) => {
      const ordered = (messages.get(conversation.c) ?? []).toSorted((one, other) => one.seq - other.seq);
      const log = (changes.get(conversation.c) ?? []).toSorted((one, other) => one.seq - other.seq);
      const deletions = log.flatMap(({ kind, message, seq }) =>
        kind === 'delete' && message !== null ? [[message, seq] as const] : [],
      );
      return [
        conversation.c,
        {
          conversation,
          messages: ordered,
          byId: new Map(ordered.map((message) => [message.id, message])),
          bySeq: new Map(ordered.map((message) => [message.seq, message])),
          log,
          deletedAt: new Map(deletions),
        },
      ];
    }),
  );
}

/** Sorts what was handed over, once, so that each invariant stays a page. */
export function createFacts(
  history: readonly HistoryRecord[],
  truth: Truth,
  finals: Finals,
  samples: readonly Sample[],
): Facts {
  const kinds = groupBy(history, ({ kind }) => kind);
  const memberships = membershipsOf(truth);
  const find = (user: string, c: string) => memberships.get(`${c}/${user}`) ?? [];
  return {
    history,
    truth,
    finals,
    samples,
    stored: storedOf(truth),
    of: <K extends Happening['kind']>(kind: K) => (kinds.get(kind) ?? []) as unknown as readonly RecordOf<K>[],
    memberships: find,
    membershipAt: (user, c, seq) => find(user, c).find(({ joined, left }) => joined <= seq && seq <= (left ?? seq)),
  };
}
