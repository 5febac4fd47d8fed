/** The invariants by name; protocol and proof speak of them by these. */
export const invariants = {
  I1: 'durable',
  I2: 'exactly once',
  I3: 'no phantom',
  I4: 'agreement',
  I5: 'contiguity',
  I6: 'sender first in, first out',
  I7: 'gap-free log',
  I8: 'convergence',
  I9: 'receipts',
  I10: 'unread exact',
  I11: 'read authorization',
  I12: 'write authorization',
  I13: 'time',
  I14: 'deleted stays deleted',
  I15: 'liveness',
  I16: 'state is fold',
} as const;

/** An invariant's name. */
export type Invariant = keyof typeof invariants;

/** Something that must not be. */
export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
}

/** What the closing line counts. Each invariant is one of these words to the person who chats. */
export const words = {
  lost: ['I1', 'I5', 'I7', 'I8', 'I16'],
  doubled: ['I2', 'I3'],
  reordered: ['I4', 'I6', 'I9', 'I10', 'I13'],
  leaked: ['I11', 'I12', 'I14'],
  stuck: ['I15'],
} as const satisfies Record<string, readonly Invariant[]>;

/** How often each word is true of these violations. */
export function countWords(violations: readonly Violation[]): Readonly<Record<keyof typeof words, number>> {
  const of = (names: readonly Invariant[]) => violations.filter(({ invariant }) => names.includes(invariant)).length;
  return {
    lost: of(words.lost),
    doubled: of(words.doubled),
    reordered: of(words.reordered),
    leaked: of(words.leaked),
    stuck: of(words.stuck),
  };
}
