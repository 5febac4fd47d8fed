import type { Message } from '@parley/shared/models/message.ts';
import { compile } from '@parley/shared/search/compile.ts';
import { holds } from '@parley/shared/search/condition.ts';
import { documentOf } from '@parley/shared/search/document.ts';
import { parseQuery } from '@parley/shared/search/parse-query.ts';
import { ageBorders, byPlace, scoreOf } from '@parley/shared/search/rank.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMessageIndex } from './message-index.ts';

const stems = createStems();
const now = Date.parse('2026-03-10T12:00:00Z');
const directory = {
  me: 'ada',
  zone: 'UTC',
  now,
  personId: (name: string) => (name === 'bob' ? 'bob' : null),
  conversationIds: (name: string) => (name === 'one' ? ['one'] : []),
};

const pieces = [
  ...['harbour', 'Harbours', 'moor', 'mooring', 'PLT-3699', '3699', 'wi-fi', 'wifi', 'getUserId', 'id', 'café', 'CAFE'],
  ...[
    'лодка',
    'лодки',
    'الميناء',
    '東京',
    '東京都へ',
    '京',
    'カメラ',
    '학교에서',
    '🚢',
    'https://a.org/b_c',
    '`x`',
    '@bob',
  ],
];
const piece = fc.constantFrom(...pieces);
const message = fc
  .record({
    conversationId: fc.constantFrom('one', 'two', 'three'),
    seq: fc.integer({ min: 1, max: 8 }),
    senderId: fc.constantFrom('ada', 'bob'),
    words: fc.option(fc.array(piece, { minLength: 1, maxLength: 4 }), { freq: 6 }),
    isEdited: fc.boolean(),
    day: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ conversationId, seq, senderId, words, isEdited, day }): Message => {
    const createdAt = `2026-03-0${day}T10:00:00.00000${seq}Z`;
    const of = { id: `${conversationId} ${seq}`, conversationId, seq, rev: seq, version: 1, senderId, createdAt };
    const content = words?.join(' ') ?? null;
    const editedAt = isEdited ? createdAt : null;
    const deletedAt = content === null ? createdAt : null;
    return { ...of, kind: 'text', content, event: null, composedAt: null, editedAt, deletedAt };
  });
const term = fc.oneof(
  { weight: 6, arbitrary: piece },
  { weight: 3, arbitrary: piece.map((word) => word.slice(1, 4)).filter((word) => word.isWellFormed() && word !== '') },
  { weight: 2, arbitrary: fc.tuple(piece, piece).map(([left, right]) => `"${left} ${right}"`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'from:bob',
      '-from:me',
      'in:one',
      'has:link',
      '-has:code',
      'is:edited',
      'is:unread',
      'on:2026-03-04',
      'before:2026-03-05',
      'after:2026-03-03',
    ),
  },
);
const query = fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(' '));
const isUnread = ({ senderId, seq }: Message) => senderId !== 'ada' && seq > 4;
const isVisible = ({ conversationId, seq }: Message) => conversationId !== 'three' || seq > 3;

/** All that fits, by looking at each for itself. */
function scan(messages: readonly Message[], asked: ReturnType<typeof compile>, order: 'newest' | 'best') {
  const found = messages.filter(isVisible).flatMap((each) => {
    const document = documentOf(each, stems);
    if (!document) return [];
    const lexemes = new Set(document.lexemes);
    const { conversationId, senderId, createdAt, seq } = each;
    const of = { conversationId, senderId, createdAt, unread: isUnread(each), folded: document.folded };
    const candidate = { ...of, hasLexeme: (lexeme: string) => lexemes.has(lexeme) };
    if (!holds(asked.condition, candidate)) return [];
    return [
      { score: order === 'best' ? scoreOf(asked, ageBorders(now), candidate) : 0, createdAt, conversationId, seq },
    ];
  });
  return found.sort(byPlace(order));
}

it('finds what a plain look at each message finds, in that order, whatever was put, changed and dropped before', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 40 }),
      fc.array(fc.tuple(fc.constantFrom('one', 'two'), fc.integer({ min: 1, max: 8 })), { maxLength: 4 }),
      query,
      fc.constantFrom('newest' as const, 'best' as const),
      fc.integer({ min: 1, max: 4 }),
      (put, dropped, written, order, limit) => {
        const index = createMessageIndex(stems);
        const last = new Map<string, Message>();
        for (const each of put) {
          index.put(each);
          last.set(each.id, each);
        }
        for (const [conversationId, seq] of dropped) {
          index.drop(conversationId, seq);
          last.delete(`${conversationId} ${seq}`);
        }
        const { terms, problem } = parseQuery(written);
        const asked = compile(problem ? [] : terms, directory, stems);
        const paged: unknown[] = [];
        for (let after: ReturnType<typeof scan>[number] | null = null, more = true; more; ) {
          const page = index.find({ query: asked, order, now, after, limit, isUnread, isVisible });
          expect(page.found.length).toBeLessThanOrEqual(limit);
          paged.push(...page.found.map(({ place }) => place));
          after = page.found.at(-1)?.place ?? null;
          more = page.more;
        }
        expect(paged).toEqual(scan([...last.values()], asked, order));
        expect(index.size()).toBe([...last.values()].filter(({ content }) => content !== null).length);
      },
    ),
    { numRuns: 400 },
  );
});

it('keeps finding when most of it was replaced', () => {
  const index = createMessageIndex(stems);
  const [first] = fc.sample(message, { numRuns: 1, seed: 3 });
  if (!first) throw new Error('there is none');
  for (let turn = 0; turn < 1_500; turn += 1) index.put({ ...first, seq: 9, content: `turn${turn}` });
  const finds = (word: string) => {
    const asked = compile(parseQuery(word).terms, directory, stems);
    const wanted = { query: asked, order: 'newest' as const, now, after: null, limit: 5, isUnread, isVisible };
    return index.find(wanted).found.map(({ message: { content } }) => content);
  };
  expect([index.size(), finds('turn1499'), finds('turn1498')]).toEqual([1, ['turn1499'], []]);
});
