import type { Condition } from '@parley/shared/search/condition.ts';
import type { Binds } from '../../database/connection.ts';
import { afterReadSql } from '../receipts/unread.sql.ts';

/** Values for a statement that is put together: each gets a name, and none ever stands in the text. */
export interface BindList {
  readonly binds: Binds;
  /** Takes a value, gives what stands for it. */
  add(value: string | number | readonly string[]): string;
}

/** An empty list over what the statement binds anyway. */
export function createBindList(fixed: Binds): BindList {
  const binds: Record<string, Binds[string]> = { ...fixed };
  return {
    binds,
    add(value) {
      const name = `value${Object.keys(binds).length}`;
      binds[name] = value;
      return `$${name}`;
    },
  };
}

const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Lexemes of `s`, all or any of them, in one question to the index. */
export const lexemesSql = (lexemes: readonly string[], need: 'all' | 'any', { add }: BindList): string =>
  lexemes.length === 0
    ? String(need === 'all')
    : `s.lexemes @@ ${add(lexemes.map(quoted).join(need === 'all' ? ' & ' : ' | '))}::tsquery`;

const columns = { senderId: 's.sender_id', conversationId: 's.conversation_id' } as const;

/** The same question as `holds` asks in memory, of a row `s` of what is searched and the asking one's row `p`. */
export function conditionSql(condition: Condition, binds: BindList): string {
  const several = (of: readonly Condition[], word: 'AND' | 'OR') =>
    of.length === 0 ? String(word === 'AND') : `(${of.map((each) => conditionSql(each, binds)).join(` ${word} `)})`;
  switch (condition.kind) {
    case 'all':
      return several(condition.of, 'AND');
    case 'any':
      return several(condition.of, 'OR');
    case 'not':
      return `NOT ${conditionSql(condition.of, binds)}`;
    case 'lexemes':
      return lexemesSql(condition.of, condition.need, binds);
    case 'text':
      return `s.folded LIKE ${binds.add(`%${condition.text.replace(/[\\%_]/g, '\\$&')}%`)}::text`;
    case 'oneOf':
      return `${columns[condition.field]} = ANY(${binds.add(condition.values)}::uuid[])`;
    case 'since':
      return `s.created_at >= ${binds.add(condition.moment)}::timestamptz`;
    case 'until':
      return `s.created_at < ${binds.add(condition.moment)}::timestamptz`;
    case 'unread':
      return `(${afterReadSql('s.seq', 'p')} AND s.sender_id <> p.user_id)`;
  }
}
