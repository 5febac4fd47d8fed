import fc from 'fast-check';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import type { SavedChange, SavedPerson } from '../chat-client/saved/saved-storage.ts';
import type { Range } from '../chat-client/timeline/ranges.ts';
import { openIdbSaved } from './idb-saved.ts';

let count = 0;
const fresh = () => {
  count += 1;
  return `saved-${count}`;
};
const person = (userId: string, at = 1, epoch = 'e'): SavedPerson => ({ userId, epoch, at, me: { id: userId } });
const live = (from: number, upTo: number): Range => ({ from, upTo, asOf: upTo, live: true });

/** Messages `from + 1` to `upTo` of a conversation, as one tab would write them. */
const page = (conversationId: string, from: number, upTo: number, words = 'word', joinedSeq = 1): SavedChange => ({
  conversationId,
  line: { title: `line of ${conversationId}` },
  sight: 0,
  stretch: {
    joinedSeq,
    visibleFromSeq: 0,
    ranges: [live(from, upTo)],
    drop: [],
    people: ['bob'],
    put: Array.from({ length: upTo - from }, (_, index) => {
      const seq = from + 1 + index;
      return { seq, rev: seq, value: { seq, words } };
    }),
  },
});

async function open(name = fresh(), bytes?: number) {
  const saved = await openIdbSaved({ name, ...(bytes === undefined ? {} : { bytes }) });
  const seqs = async (userId: string, c: string) => (await saved.messages(userId, c))?.rows.map(({ seq }) => seq) ?? [];
  return { name, saved, seqs };
}

it('gives back what was read, of each person and each conversation apart, across reloads', async () => {
  const { name, saved } = await open();
  await saved.begin(person('ada'));
  await saved.write(person('ada', 5), [page('one', 3, 5), page('two', 0, 1)], ['one']);
  saved.close();
  const again = await open(name);
  expect(await again.saved.last()).toEqual(person('ada', 5));
  expect(await again.saved.lines('ada')).toHaveLength(2);
  expect(await again.saved.messages('ada', 'one')).toMatchObject({
    epoch: 'e',
    at: 5,
    joinedSeq: 1,
    ranges: [{ from: 3, upTo: 5 }],
    people: ['bob'],
    rows: [
      { seq: 4, value: { seq: 4, words: 'word' } },
      { seq: 5, value: { seq: 5, words: 'word' } },
    ],
  });
  expect(await again.seqs('ada', 'two')).toEqual([1]);
  expect(await again.saved.messages('ada', 'one', { from: 4, upTo: 9 })).toMatchObject({ rows: [{ seq: 5 }] });
  expect(await again.saved.lines('bob')).toEqual([]);
  expect(await again.saved.messages('bob', 'one')).toBeNull();
});

it('unites what several tabs have read, and keeps the later version of each message', async () => {
  const { saved, seqs } = await open();
  await saved.begin(person('ada'));
  await saved.write(person('ada'), [page('one', 4, 6)], []);
  const older = page('one', 0, 2);
  await saved.write(person('ada'), [older], []);
  expect(await seqs('ada', 'one')).toEqual([1, 2, 5, 6]);
  const edited = { seq: 1, rev: 9, value: 'edited' };
  await saved.write(person('ada'), [{ ...older, stretch: older.stretch && { ...older.stretch, put: [edited] } }], []);
  await saved.write(person('ada'), [older], []);
  const messages = await saved.messages('ada', 'one');
  expect(messages?.rows[0]?.value).toBe('edited');
  expect(messages?.ranges.map(({ from, upTo }) => [from, upTo])).toEqual([
    [0, 2],
    [4, 6],
  ]);
});

it('forgets what belongs to an earlier membership, an earlier life, or a conversation that is left', async () => {
  const { saved, seqs } = await open();
  await saved.begin(person('ada'));
  await saved.write(person('ada'), [page('one', 0, 3), page('two', 0, 3)], []);
  await saved.write(person('ada'), [page('one', 7, 8, 'back', 7)], []);
  await saved.write(person('ada'), [page('one', 0, 3)], []);
  expect(await seqs('ada', 'one')).toEqual([8]);
  await saved.write(person('ada'), [{ conversationId: 'one', line: null, sight: 0, stretch: null }], []);
  expect([await seqs('ada', 'one'), await seqs('ada', 'two')]).toEqual([[], [1, 2, 3]]);
  await saved.write(person('ada', 2, 'another life'), [], []);
  expect([await saved.lines('ada'), await seqs('ada', 'two')]).toEqual([[], []]);
});

it('is wiped with its person, and what another tab still wanted to write comes to nothing', async () => {
  const { name, saved } = await open();
  await saved.begin(person('ada'));
  await saved.write(person('ada'), [page('one', 0, 3)], []);
  const other = await open(name);
  await other.saved.keepOnly('bob');
  await saved.write(person('ada', 9), [page('one', 0, 3)], []);
  expect([await saved.last(), await saved.lines('ada'), await saved.messages('ada', 'one')]).toEqual([null, [], null]);
  saved.close();
  other.saved.close();
  const raw = await openDB(name);
  expect([await raw.count('people'), await raw.count('lines'), await raw.count('messages')]).toEqual([0, 0, 0]);
});

it('writes no readable word to disk, and a message that was moved does not open', async () => {
  const { name, saved } = await open();
  await saved.begin(person('ada'));
  await saved.write(person('ada'), [page('one', 0, 2, 'a secret')], []);
  const raw = await openDB(name);
  const [first, second] = await raw.getAll('messages');
  const [line] = await raw.getAll('lines');
  for (const { data } of [first.sealed, second.sealed, line.line, line.people])
    expect(new TextDecoder().decode(data)).not.toMatch(/secret|line of|bob/);
  const [key] = await raw.getAll('keys');
  expect(key.extractable).toBe(false);
  await raw.put('messages', second, ['ada', 'one', 1]);
  raw.close();
  const rows = (await saved.messages('ada', 'one'))?.rows;
  expect(rows?.map(({ value }) => value)).toEqual([undefined, { seq: 2, words: 'a secret' }]);
});

it('leaves a hole where a record can be read no more, and holds it again once it was fetched again', async () => {
  const { name, saved } = await open();
  await saved.begin(person('ada'));
  await saved.write(person('ada'), [page('one', 0, 3)], []);
  const raw = await openDB(name);
  const broken = await raw.get('messages', ['ada', 'one', 2]);
  await raw.put('messages', { ...broken, sealed: { ...broken.sealed, data: new Uint8Array(40) } }, ['ada', 'one', 2]);
  raw.close();
  const wordsOf = async () => (await saved.messages('ada', 'one'))?.rows.map(({ value }) => value);
  expect((await wordsOf())?.map((value) => value !== undefined)).toEqual([true, false, true]);
  await saved.write(person('ada'), [page('one', 0, 3)], []);
  expect(await wordsOf()).toEqual([1, 2, 3].map((seq) => ({ seq, words: 'word' })));
});

it('lets go what was looked at longest ago, and of the last one what is oldest', async () => {
  const words = 'x'.repeat(1_000);
  const { saved, seqs } = await open(fresh(), 12_000);
  await saved.begin(person('ada'));
  await saved.write(person('ada', 1), [page('first', 0, 4, words)], []);
  await saved.write(person('ada', 2), [page('second', 0, 4, words)], []);
  // The first is looked at again, so that the second is the one that goes.
  await saved.write(person('ada', 3), [page('first', 4, 5, words)], []);
  await saved.write(person('ada', 4), [page('third', 0, 3, words)], []);
  expect([await seqs('ada', 'first'), await seqs('ada', 'second')]).toEqual([[1, 2, 3, 4, 5], []]);
  expect(await saved.messages('ada', 'second')).toBeNull();
  expect(await saved.lines('ada')).toHaveLength(3);
  await saved.write(person('ada', 5), [page('third', 3, 20, words)], []);
  const left = await saved.messages('ada', 'third');
  expect(left?.rows.at(-1)?.seq).toBe(20);
  expect(left?.ranges).toHaveLength(1);
  expect(left?.ranges[0]?.from).toBe((left?.rows[0]?.seq ?? 0) - 1);
});

it('never holds more than it may, and always whole what it says it holds', async () => {
  const writes = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(20), fc.integer({ min: 1, max: 8 })), {
    minLength: 1,
    maxLength: 12,
  });
  const within = 6_000;
  await fc.assert(
    fc.asyncProperty(writes, async (steps) => {
      const { name, saved } = await open(fresh(), within);
      await saved.begin(person('ada'));
      let at = 0;
      for (const [c, from, length] of steps) {
        at += 1;
        await saved.write(person('ada', at), [page(`c${c}`, from, from + length, 'x'.repeat(300))], []);
      }
      const raw = await openDB(name);
      const sizes: number[] = (await raw.getAll('messages')).map(({ bytes }) => bytes);
      const lines: { bytes: number }[] = await raw.getAll('lines');
      raw.close();
      const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
      expect(sum(sizes)).toBe(sum(lines.map(({ bytes }) => bytes)));
      expect(sum(sizes)).toBeLessThanOrEqual(within);
      for (const c of [0, 1, 2, 3]) {
        const held = await saved.messages('ada', `c${c}`);
        const claimed = held?.ranges.flatMap(({ from, upTo }) =>
          Array.from({ length: upTo - from }, (_, index) => from + 1 + index),
        );
        expect(claimed ?? []).toEqual(held?.rows.map(({ seq }) => seq) ?? []);
      }
      saved.close();
    }),
    { numRuns: 40 },
  );
});

it('works without encryption where the page has none', async () => {
  const bare = { getRandomValues: crypto.getRandomValues.bind(crypto) } as Crypto;
  const saved = await openIdbSaved({ name: fresh(), crypto: bare });
  await saved.begin(person('ada'));
  await saved.write(person('ada'), [page('one', 0, 1)], []);
  expect((await saved.messages('ada', 'one'))?.rows[0]?.value).toEqual({ seq: 1, words: 'word' });
});
