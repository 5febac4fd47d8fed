import type { Condition } from '@parley/shared/search/condition.ts';

/** Whether a query can find anything in a conversation, as far as it names conversations: what else was not looked at. */
export function scopeOf(condition: Condition): (conversationId: string) => boolean {
  if (condition.kind === 'all') {
    const scopes = condition.of.map(scopeOf);
    return (id) => scopes.every((scope) => scope(id));
  }
  const names = (one: Condition) =>
    one.kind === 'oneOf' && one.field === 'conversationId' ? new Set(one.values) : null;
  const wanted = names(condition);
  if (wanted) return (id) => wanted.has(id);
  const excluded = condition.kind === 'not' ? names(condition.of) : null;
  return (id) => !excluded?.has(id);
}
