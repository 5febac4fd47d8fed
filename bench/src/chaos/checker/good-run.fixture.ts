import type { Happening, HistoryRecord, SeenMark, SeenRow } from './history.ts';
import type { FinalDevice, FinalLine, Finals, Sample, TrueChange, TrueMessage, Truth } from './truth.ts';

/** A thing of which everything may be changed. */
export type Mutable<T> = T extends readonly [infer One, infer Other]
  ? [One, Other]
  : T extends readonly (infer Item)[]
    ? Mutable<Item>[]
    : T extends object
      ? { -readonly [K in keyof T]: Mutable<T[K]> }
      : T;

/** Everything that the checker reads. */
export interface Run {
  history: HistoryRecord[];
  truth: Truth;
  finals: Finals;
  samples: Sample[];
}

type System = { readonly system: true };

const row = (seq: number, sender: string, more: Partial<SeenRow> & Partial<System> = {}): TrueMessage => {
  const { system = false, ...rest } = more;
  const kind = system ? 'system' : 'text';
  const body = system ? null : `words ${seq}`;
  return {
    c: 'c',
    id: `m${seq}`,
    seq,
    rev: seq,
    version: 1,
    sender,
    body,
    deleted: false,
    kind,
    createdAt: seq,
    ...rest,
  };
};

const change = (seq: number, kind: string, more: Partial<TrueChange>): TrueChange => {
  return { c: 'c', seq, kind, message: `m${seq}`, user: null, actor: 'ada', ...more };
};

const messages = [
  row(1, 'ada', { system: true }),
  row(2, 'ada', { rev: 4, version: 2, body: 'words 2, better' }),
  row(3, 'bob', { rev: 7, body: null, deleted: true }),
  row(5, 'ada', { system: true }),
  row(6, 'ada', { system: true }),
  row(8, 'ada'),
  row(9, 'cy'),
];

const seen = ({ c: _, kind: __, createdAt: ___, ...rest }: TrueMessage): SeenRow => rest;
const at = (seq: number): SeenRow => {
  const found = messages.find((message) => message.seq === seq);
  if (found === undefined) throw new Error(`no message ${seq}`);
  return seen(found);
};
const asFirst = (seq: number): SeenRow => ({ ...at(seq), rev: seq, version: 1, body: `words ${seq}`, deleted: false });

const participant = (user: string, joined: number, delivered: number, read: number) => {
  return { c: 'c', user, role: 'member', joined, left: null, visibleFrom: 0, delivered, read };
};
const participants = [participant('ada', 1, 9, 9), participant('bob', 1, 9, 8), participant('cy', 6, 9, 9)];
const marks: SeenMark[] = participants.map(({ user, delivered, read }) => ({ user, delivered, read }));

const line = (user: string, unread: number): FinalLine => {
  const mine = participants.find((one) => one.user === user);
  if (mine === undefined) throw new Error(`no ${user}`);
  const { role, joined, delivered, read } = mine;
  const last = { id: 'm9', seq: 9, rev: 9 };
  return { c: 'c', head: 9, title: 'Crew', role, joined, delivered, read, unread: { count: unread, atSeq: 9 }, last };
};

const final = (device: string, user: string, unread: number): FinalDevice => ({
  device,
  user,
  phase: 'live',
  lines: [line(user, unread)],
  timelines: [{ c: 'c', cursor: 9, live: [[0, 9]], rows: messages.map(seen), marks }],
  unsent: [],
});

const by =
  (device: string, user: string) =>
  (moment: number, happening: Happening): HistoryRecord => ({ at: moment, device, user, ...happening });
const a1 = by('a1', 'ada');
const b1 = by('b1', 'bob');
const c1 = by('c1', 'cy');

/** What a POST comes to: attempted, answered. */
const posted = (who: typeof a1, moment: number, id: string, seq: number, n = seq): HistoryRecord[] => [
  who(moment, { kind: 'send', c: 'c', id, body: `words ${seq}` }),
  who(moment + 1, { kind: 'attempt', c: 'c', id, n }),
  who(moment + 2, { kind: 'ack', c: 'c', id, n, seq, replay: false }),
];

const frame = (who: typeof a1, moment: number, from: number, upTo: number, rows: SeenRow[]): HistoryRecord[] => [
  who(moment, {
    kind: 'recv',
    c: 'c',
    via: 'event',
    asOf: upTo,
    span: [from, upTo],
    named: rows.map(({ rev }) => rev),
    rows,
  }),
  who(moment, {
    kind: 'apply',
    c: 'c',
    joinedSeq: 1,
    visibleFrom: 0,
    from,
    upTo,
    rows,
    dropped: [],
    live: [[0, upTo]],
  } as Happening),
];

/** Three people, three devices: a send, an edit, a removal and a return, a deletion, two more sends, all as it must be. */
export function goodRun(): Mutable<Run> {
  const run: Run = {
    history: [
      ...frame(b1, 1, 0, 1, [at(1)]),
      ...posted(a1, 10, 'm2', 2),
      ...frame(b1, 14, 1, 2, [asFirst(2)]),
      ...posted(b1, 20, 'm3', 3),
      ...frame(b1, 24, 2, 3, [asFirst(3)]),
      a1(30, { kind: 'edit', c: 'c', id: 'm2', body: 'words 2, better' }),
      ...frame(b1, 34, 3, 4, [at(2)]),
      b1(35, { kind: 'unread', c: 'c', joinedSeq: 1, read: 1, count: 1, atSeq: 4 }),
      ...frame(b1, 40, 4, 6, [at(5), at(6)]),
      b1(45, { kind: 'remove', c: 'c', id: 'm3' }),
      ...frame(b1, 46, 6, 7, [at(3)]),
      ...posted(a1, 50, 'm8', 8),
      ...frame(b1, 54, 7, 8, [at(8)]),
      ...posted(c1, 60, 'm9', 9),
      ...frame(b1, 64, 8, 9, [at(9)]),
      b1(65, { kind: 'receipt', c: 'c', marks }),
    ],
    truth: {
      conversations: [{ c: 'c', kind: 'group', policy: 'full', title: 'Crew', seq: 9, announced: 9 }],
      messages,
      changes: [
        change(1, 'created', {}),
        change(2, 'message', {}),
        change(3, 'message', { actor: 'bob' }),
        change(4, 'edit', { message: 'm2' }),
        change(5, 'removed', { user: 'cy' }),
        change(6, 'joined', { user: 'cy' }),
        change(7, 'delete', { message: 'm3', actor: 'bob' }),
        change(8, 'message', {}),
        change(9, 'message', { actor: 'cy' }),
      ],
      participants,
    },
    finals: {
      devices: [final('a1', 'ada', 0), final('b1', 'bob', 1), final('c1', 'cy', 0)],
      fresh: [{ user: 'bob', lines: [line('bob', 1)], timelines: final('b1', 'bob', 1).timelines }],
      settledAfterMs: 900,
      settleWithinMs: 20_000,
      sweepersHadTime: true,
    },
    samples: [
      {
        at: 20,
        participants: participants.map((one) => ({ ...one, delivered: one.joined, read: one.joined, head: 8 })),
      },
      { at: 70, participants: participants.map((one) => ({ ...one, head: 9 })) },
    ],
  };
  // Nothing is shared: what is spoiled in one place is spoiled there alone.
  return JSON.parse(JSON.stringify(run)) as Mutable<Run>;
}
