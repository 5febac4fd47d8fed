import type { Message } from '@parley/shared/models/message.ts';
import type { Condition } from '@parley/shared/search/condition.ts';

/** What a condition is asked of: messages by number, and which of them bear a lexeme. */
export interface Judged {
  readonly messages: readonly (Message | null)[];
  readonly folded: readonly string[];
  readonly isUnread: (message: Message) => boolean;
  /** 1 for each message that bears it. */
  marks(lexeme: string): Uint8Array;
}

type Judge = (number: number) => boolean;

/** What is cheap to ask is asked first: looking into a text is what takes long. */
function costOf(condition: Condition): number {
  if (condition.kind === 'text') return 3;
  if (condition.kind === 'lexemes') return 0;
  if (condition.kind === 'not') return costOf(condition.of);
  return 'of' in condition ? Math.max(1, ...condition.of.map(costOf)) : 1;
}

const inOrderOfCost = (of: readonly Condition[]): Condition[] =>
  [...of].sort((one, other) => costOf(one) - costOf(other));

/** The question of `holds`, made ready for very many messages: a test compares the two. */
export function judgeOf(condition: Condition, judged: Judged): Judge {
  const { messages, folded } = judged;
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const each = inOrderOfCost(condition.of).map((one) => judgeOf(one, judged));
      const settles = condition.kind === 'any';
      return (number) => {
        for (const judge of each) if (judge(number) === settles) return settles;
        return !settles;
      };
    }
    case 'not': {
      const judge = judgeOf(condition.of, judged);
      return (number) => !judge(number);
    }
    case 'lexemes': {
      const marks = marksOf(condition.of, condition.need, judged);
      return (number) => marks[number] === 1;
    }
    case 'text': {
      const { text } = condition;
      return (number) => folded[number]?.includes(text) === true;
    }
    case 'oneOf': {
      const values = new Set(condition.values);
      const { field } = condition;
      return (number) => values.has(messages[number]?.[field] ?? '');
    }
    case 'since':
      return (number) => (messages[number]?.createdAt ?? '') >= condition.moment;
    case 'until':
      return (number) => (messages[number]?.createdAt ?? '') < condition.moment;
    case 'unread':
      return (number) => {
        const message = messages[number];
        return message != null && judged.isUnread(message);
      };
  }
}

function marksOf(lexemes: readonly string[], need: 'all' | 'any', { messages, marks }: Judged): Uint8Array {
  const joined = new Uint8Array(messages.length).fill(need === 'all' ? 1 : 0);
  for (const lexeme of lexemes) {
    const own = marks(lexeme);
    for (let number = 0; number < joined.length; number += 1) {
      const bears = own[number] ?? 0;
      if (need === 'all') joined[number] = (joined[number] ?? 0) & bears;
      else joined[number] = (joined[number] ?? 0) | bears;
    }
  }
  return joined;
}
