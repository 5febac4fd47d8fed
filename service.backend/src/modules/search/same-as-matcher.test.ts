import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@parley/local/test-database.ts';
import { compile } from '@parley/shared/search/compile.ts';
import { type Candidate, holds } from '@parley/shared/search/condition.ts';
import { documentOf } from '@parley/shared/search/document.ts';
import { parseQuery } from '@parley/shared/search/parse-query.ts';
import { ageBorders, byPlace, scoreOf } from '@parley/shared/search/rank.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Database } from '../../database/connection.ts';
import { migrate } from '../../database/migrate.ts';
import { openAnother } from '../log/log.fixture.ts';
import { createSearchRepository } from './search.repository.ts';
import { createSearchRows } from './search-rows.repository.ts';

const stems = createStems();
const now = Date.parse('2026-03-10T12:00:00Z');
const [me, other, one, two] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const directory = {
  me,
  zone: 'Europe/Berlin',
  now,
  personId: (name: string) => (name === 'bob' ? other : null),
  conversationIds: (name: string) => (name === 'one' ? [one] : []),
};

// Few pieces, so that messages and queries meet; of every kind that is treated in its own way.
const pieces = [
  ...[
    'harbour',
    'Harbours',
    'moor',
    'mooring',
    'PLT-3699',
    '3699',
    'wi-fi',
    'wifi',
    'getUserId',
    'id',
    'user_id',
    'a%b',
  ],
  ...[
    'café',
    'CAFE',
    'Straße',
    'лодка',
    'лодки',
    'الميناء',
    'ميناء',
    '東京',
    '東京都へ',
    '京',
    'カメラ',
    'かめら',
    '학교에서',
  ],
  ...[
    '🚢',
    '👍🏽',
    'https://example.org/a_b',
    '`code`',
    '@bob',
    "it's",
    '\\',
    '...',
    'ﬁ',
    'C++',
    'x=>y',
    'go',
    'going',
  ],
];
const piece = fc.constantFrom(...pieces);
const content = fc.array(piece, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const day = fc.constantFrom('2026-03-01', '2026-03-09', 'today', 'yesterday');
const term = fc.oneof(
  { weight: 6, arbitrary: piece },
  {
    weight: 2,
    arbitrary: piece.map((word) => word.slice(1, 4)).filter((word) => word.trim() !== '' && word.isWellFormed()),
  },
  { weight: 2, arbitrary: fc.tuple(piece, piece).map(([left, right]) => `"${left} ${right}"`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'from:bob',
      'from:me',
      'in:one',
      'has:link',
      'has:code',
      'has:mention',
      'is:unread',
      'is:mine',
      'is:edited',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('before', 'after', 'on'), day).map(([name, value]) => `${name}:${value}`),
  },
);
const query = fc
  .array(fc.tuple(fc.constantFrom('', '', '', '-'), term), { minLength: 1, maxLength: 4 })
  .map((terms) => terms.map(([minus, text]) => minus + text).join(' '));
const message = fc.record({
  content,
  mine: fc.boolean(),
  first: fc.boolean(),
  edited: fc.boolean(),
  age: fc.integer({ min: 0, max: 40 * 24 }),
});

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'), migrate);
  db = openAnother(database.url);
  await db.query(
    `INSERT INTO users (id, username, display_name, email, password_hash) VALUES ($me, 'ada', 'Ada', '', ''), ($other, 'bob', 'Bob', '', '')`,
    { me, other },
  );
  for (const id of [one, two]) {
    await db.query(`INSERT INTO conversations (id, kind, created_by, request_mac) VALUES ($id, 'group', $me, '')`, {
      id,
      me,
    });
    await db.query(
      `INSERT INTO participants (conversation_id, user_id, role, joined_seq, visible_from_seq, delivered_seq, read_seq, rev)
       VALUES ($id, $me, 'owner', 1, 3, 5, 5, 1)`,
      { id, me },
    );
  }
});

afterAll(async () => {
  await db?.close();
  await database?.drop();
});

interface Stored extends Candidate {
  readonly seq: number;
}

/** Puts the messages on the record and makes them findable; gives them as a device would hold those it may see. */
async function store(
  messages: readonly (typeof message extends fc.Arbitrary<infer M> ? M : never)[],
): Promise<Stored[]> {
  await db.query('DELETE FROM message_search');
  await db.query('DELETE FROM messages');
  const rows = createSearchRows(db, stems);
  const seqs = new Map([
    [one, 0],
    [two, 0],
  ]);
  const stored = messages.map(({ content: text, mine, first, edited, age }) => {
    const conversationId = first ? one : two;
    const seq = (seqs.get(conversationId) ?? 0) + 1;
    seqs.set(conversationId, seq);
    const createdAt = new Date(now - age * 3_600_000).toISOString().replace('Z', '000Z');
    return {
      conversationId,
      seq,
      senderId: mine ? me : other,
      createdAt,
      kind: 'text' as const,
      content: text,
      editedAt: edited ? createdAt : null,
    };
  });
  await db.query(
    `INSERT INTO messages (conversation_id, id, seq, rev, sender_id, content, created_at, edited_at)
     SELECT r."conversationId", gen_random_uuid(), r.seq, r.seq, r."senderId", r.content, r."createdAt", r."editedAt"
     FROM json_to_recordset($rows::json) AS r("conversationId" uuid, seq bigint, "senderId" uuid, content text, "createdAt" timestamptz, "editedAt" timestamptz)`,
    { rows: JSON.stringify(stored) },
  );
  await db.transaction(async (tx) => {
    for (const id of [one, two])
      await rows.put(
        tx,
        id,
        stored.filter(({ conversationId }) => conversationId === id),
      );
  });
  return stored
    .filter(({ seq }) => seq >= 3)
    .map((each) => {
      const { folded = '', lexemes = [] } = documentOf(each, stems) ?? {};
      return {
        ...each,
        folded,
        hasLexeme: (lexeme) => lexemes.includes(lexeme),
        unread: each.seq > 5 && each.senderId !== me,
      };
    });
}

it('finds in the database what the matcher finds in memory, in the same order', async () => {
  const repository = createSearchRepository(db);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { minLength: 8, maxLength: 40 }),
      fc.array(query, { minLength: 20, maxLength: 20 }),
      fc.constantFrom('newest' as const, 'best' as const),
      async (messages, queries, order) => {
        const held = await store(messages);
        for (const text of queries) {
          const { terms, problem } = parseQuery(text);
          expect(problem, text).toBeNull();
          const asked = compile(terms, directory, stems);
          const borders = ageBorders(now);
          const expected = held
            .filter((candidate) => holds(asked.condition, candidate))
            .map((candidate) => ({ candidate, ...candidate, score: scoreOf(asked, borders, candidate) }))
            .sort(byPlace(order))
            .map(({ conversationId, seq }) => [conversationId, seq]);
          const rows = await repository.find(me, {
            query: asked,
            order,
            now,
            conversationId: null,
            after: null,
            limit: 100,
          });
          expect(
            rows.map(({ message: { conversationId, seq } }) => [conversationId, seq]),
            text,
          ).toEqual(expected);
          found += expected.length;
        }
      },
    ),
    { numRuns: 25 },
  );
  expect(found).toBeGreaterThan(100);
}, 120_000);
