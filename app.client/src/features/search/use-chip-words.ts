import { parseQuery } from '@parley/shared/search/parse-query.ts';
import { conversationName } from '../../chat/names.ts';
import { useChatState } from '../../chat/use-chat-state.ts';
import { useUsers } from '../../chat/use-people.ts';
import { useMe } from '../../chat/use-session.ts';

/** A filter for people: "from", "Jonas Weber". */
export interface ChipWords {
  readonly kind: string;
  readonly value: string;
}

/** Names whom and what a filter means; what is not known stays as it was written. */
export function useChipWords(): (filter: string) => ChipWords {
  const conversations = useChatState((state) => state.conversations);
  const users = useUsers();
  const me = useMe()?.id;
  return (filter) => {
    const [term] = parseQuery(filter).terms;
    if (term?.kind !== 'filter') return { kind: '', value: filter };
    const { operator, value, negative } = term;
    const kind = `${negative ? 'not ' : ''}${operator.name}`;
    if (operator.value === 'conversation') {
      const summary = conversations.get(value)?.summary;
      return { kind, value: summary ? conversationName(summary, me) : value };
    }
    if (operator.value !== 'person') return { kind, value };
    const username = value.replace(/^@/, '').toLowerCase();
    const user = [...users.values()].find((each) => each.username === username);
    return { kind, value: user?.displayName ?? value };
  };
}
