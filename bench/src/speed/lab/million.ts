import { documentOf, documentVersion } from '@parley/shared/search/document.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import type { Lab } from './lab.ts';

const sentences = 5_000;
const vocabulary = 3_000;
const onsets = ['b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z', 'br', 'st', 'tr', 'pl'];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ou'];

/** The word of a rank: always the same one, and no word is another. */
export function wordOf(rank: number): string {
  let left = rank + 400;
  let word = '';
  for (; left > 0; left = Math.floor(left / (onsets.length * vowels.length))) {
    const place = left % (onsets.length * vowels.length);
    word += `${onsets[place % onsets.length]}${vowels[Math.floor(place / onsets.length)]}`;
  }
  return `${word}n`;
}

/** Few words are said all the time, most of them hardly ever. */
function sentenceOf(number: number): string {
  const words = Array.from({ length: 6 + (number % 9) }, (_, place) => {
    const chance = ((number * 2_654_435_761 + place * 40_503) >>> 0) / 2 ** 32;
    return wordOf(Math.floor(vocabulary ** chance) - 1);
  });
  if (number % 50 === 0) words.push('https://example.org/dock');
  return words.join(' ');
}

/**
 * Fills rooms in a few statements: so many messages in each, with what search stores of them. The sentences are made ready by
 * the tokenizer itself; the number behind each is one more word.
 */
export async function fillRooms(lab: Lab, rooms: readonly string[], senders: readonly string[], each: number) {
  const stems = createStems();
  const said = Array.from({ length: sentences }, (_, number) => {
    const content = sentenceOf(number);
    const document = documentOf({ kind: 'text', content, editedAt: null }, stems);
    return { number, content, folded: document?.folded ?? '', lexemes: document?.lexemes ?? [] };
  });
  const sql = await lab.sql.connect();
  try {
    await sql.query(`SET maintenance_work_mem = '512MB'`);
    await sql.query('CREATE TABLE sentences (number int PRIMARY KEY, content text, folded text, lexemes tsvector)');
    await sql.query(
      `INSERT INTO sentences SELECT number, content, folded, array_to_tsvector(lexemes)
       FROM json_to_recordset($1::json) AS row (number int, content text, folded text, lexemes text[])`,
      [JSON.stringify(said)],
    );
    // An index is made much faster at once than row by row.
    const { rows: indexes } = await sql.query<{ indexdef: string; indexname: string }>(
      `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'message_search' AND indexdef LIKE '%gin%'`,
    );
    for (const { indexname } of indexes) await sql.query(`DROP INDEX ${indexname}`);
    for (const room of rooms) {
      await sql.query(
        `WITH row AS (
           SELECT seq, (ARRAY(SELECT unnest($2::uuid[])))[1 + seq % $4] AS sender, sentences.*,
             clock_timestamp() - ($3 - seq) * interval '60 seconds' AS at
           FROM generate_series(2, $3::int) AS seq JOIN sentences ON sentences.number = (seq * 7919 + hashtext($1::text) % 5000 + 5000) % $5
         ), written AS (
           INSERT INTO messages (conversation_id, id, seq, rev, sender_id, content, created_at)
           SELECT $1::uuid, gen_random_uuid(), seq, seq, sender, content || ' ' || seq, at FROM row
         ), findable AS (
           INSERT INTO message_search (conversation_id, seq, sender_id, created_at, version, lexemes, folded)
           SELECT $1::uuid, seq, sender, at, $6::smallint, lexemes || array_to_tsvector(ARRAY[seq::text]), folded || ' ' || seq FROM row
         )
         UPDATE conversations SET seq = $3, last_message_seq = $3 WHERE id = $1::uuid`,
        [room, senders, each, senders.length, sentences, documentVersion],
      );
    }
    for (const { indexdef } of indexes) await sql.query(indexdef);
    // The plain lookup that everything is held against: one column of words, one index, no membership and no parts.
    await sql.query(
      `CREATE TABLE plain AS SELECT conversation_id, seq, created_at, to_tsvector('simple', content) AS words
       FROM messages WHERE kind = 'text'`,
    );
    await sql.query('CREATE INDEX plain_words ON plain USING gin (words)');
    await sql.query('ANALYZE');
  } finally {
    sql.release();
  }
}
