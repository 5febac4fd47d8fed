import type { SearchOrder } from '@parley/shared/contract/search.routes.ts';
import type { CompiledQuery } from '@parley/shared/search/compile.ts';
import { ageBorders, type HitPlace, weights } from '@parley/shared/search/rank.ts';
import { messageColumns } from '../log/message.row.ts';
import { visibleSql } from '../log/visible.ts';
import { type BindList, conditionSql, lexemesSql } from './condition.sql.ts';

/** Which page of which hits. */
export interface HitsAsked {
  readonly query: CompiledQuery;
  readonly order: SearchOrder;
  /** When the search began: ages are counted from there, on every page. */
  readonly now: number;
  readonly conversationId: string | null;
  /** The last hit of the page before. */
  readonly after: HitPlace | null;
  readonly limit: number;
}

/** The number that `scoreOf` computes in memory. */
function scoreSql({ query, now }: HitsAsked, binds: BindList): string {
  const words = query.words.map(({ exact, lexemes }) => {
    const whole = exact === null ? 'false' : lexemesSql([exact], 'all', binds);
    const form = lexemesSql(lexemes, 'any', binds);
    return `CASE WHEN ${whole} THEN ${weights.exact} WHEN ${form} THEN ${weights.form} ELSE ${weights.part} END`;
  });
  const ages = ageBorders(now).map((border) => `(s.created_at < ${binds.add(border)}::timestamptz)::int`);
  return `(${['0', ...words].join(' + ')} - (${ages.join(' + ')}))`;
}

const neighbour = (name: string, than: '<' | '>', direction: 'DESC' | 'ASC'): string => `
  LEFT JOIN LATERAL (
    SELECT n.seq, n.sender_id, n.created_at, left(n.content, $excerpt) AS text FROM all_messages n
    WHERE n.conversation_id = found.conversation_id AND n.seq ${than} found.seq AND n.kind = 'text'
      AND n.content IS NOT NULL AND ${visibleSql('n.seq', 'found.visible_from_seq')}
    ORDER BY n.seq ${direction} LIMIT 1
  ) AS ${name} ON true`;

const excerptColumns = (name: string): string =>
  ['seq', 'sender_id', 'created_at', 'text'].map((column) => `${name}.${column} AS ${name}_${column}`).join(', ');

/**
 * One page of hits in one statement. Who may see what is part of the question, before order and limit: nothing of what
 * is found elsewhere is ever counted, ordered or cut off. Each conversation is asked for itself (OFFSET 0 keeps the planner
 * from walking over everybody's newest): what others wrote elsewhere must not be heard in the time it takes, either. One hit
 * too many tells whether there is more.
 */
export function hitsSql(asked: HitsAsked, binds: BindList): string {
  const { query, order, after, conversationId } = asked;
  const isBest = order === 'best';
  const place = ['created_at', 'conversation_id', 'seq'];
  const score = isBest ? scoreSql(asked, binds) : '0';
  const last = after && [
    ...(isBest ? [`${binds.add(after.score)}::int`] : []),
    `${binds.add(after.createdAt)}::timestamptz`,
    `${binds.add(after.conversationId)}::uuid`,
    `${binds.add(after.seq)}::bigint`,
  ];
  const further = (columns: readonly string[]) => (last ? `AND (${columns.join(', ')}) < (${last.join(', ')})` : '');
  const within = conversationId === null ? '' : `AND p.conversation_id = ${binds.add(conversationId)}::uuid`;
  const ranked = isBest ? ['score', ...place] : place;
  return `
    WITH found AS (
      SELECT * FROM (
        SELECT s.*, p.visible_from_seq FROM participants p CROSS JOIN LATERAL (
          SELECT s.conversation_id, s.seq, s.created_at, ${score} AS score FROM message_search s
          WHERE s.conversation_id = p.conversation_id AND ${visibleSql('s.seq', 'p.visible_from_seq')}
            AND ${conditionSql(query.condition, binds)} ${isBest ? '' : further(place.map((column) => `s.${column}`))}
          OFFSET 0
        ) AS s
        WHERE p.user_id = $user AND p.left_seq IS NULL ${within}
      ) AS judged
      WHERE true ${isBest ? further(ranked) : ''}
      ORDER BY ${ranked.map((column) => `${column} DESC`).join(', ')}
      LIMIT $limit
    )
    SELECT ${messageColumns('m')}, found.score, ${excerptColumns('before')}, ${excerptColumns('after')}
    FROM found CROSS JOIN LATERAL (
      SELECT * FROM all_messages m WHERE m.conversation_id = found.conversation_id AND m.seq = found.seq LIMIT 1
    ) AS m
    ${neighbour('before', '<', 'DESC')} ${neighbour('after', '>', 'ASC')}
    ORDER BY ${ranked.map((column) => `found.${column} DESC`).join(', ')}`;
}
