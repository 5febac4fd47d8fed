import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { User } from '@parley/shared/models/user.ts';
import { numberOf } from './moments.ts';

/** The other one of a direct conversation; null in a group, or when there is nobody but me. */
export function otherPerson(summary: ConversationSummary, me: string | undefined): User | null {
  if (summary.conversation.kind !== 'direct') return null;
  return summary.people.find(({ id }) => id !== me) ?? null;
}

/** What a conversation is called: its title, or the name of the other one. */
export function conversationName(summary: ConversationSummary, me: string | undefined): string {
  if (summary.conversation.kind === 'group') return summary.conversation.title ?? 'A group';
  return otherPerson(summary, me)?.displayName ?? 'A conversation';
}

/** The faces that stand for a conversation: the other one, or the first two of a group who are still in. */
export function facesOf(summary: ConversationSummary, me: string | undefined): readonly User[] {
  const others = summary.people.filter(({ id }) => id !== me);
  if (summary.conversation.kind === 'direct') return others.slice(0, 1);
  return others.slice(0, Math.min(2, summary.participantCount - 1));
}

/** How a person is spoken of by the first of their names, where there is little room. */
export const firstName = (user: User): string => user.displayName.split(/\s+/u)[0] ?? user.displayName;

/** "Ana", "Ana and Ben", "Ana, Ben and 3 more". */
export function listNames(names: readonly string[]): string {
  const [one, two, ...more] = names;
  if (one === undefined) return '';
  if (two === undefined) return one;
  if (more.length === 0) return `${one} and ${two}`;
  return more.length === 1 ? `${one}, ${two} and ${more[0]}` : `${one}, ${two} and ${more.length} more`;
}

/** "1 message", "3,933 messages". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numberOf(count)} ${count === 1 ? one : many}`;
