import { randomUUID } from 'node:crypto';
import { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import type { ApiAnswer } from './api.ts';
import type { TestPerson } from './service.ts';

/** What an answer tells of a conversation; fails where it tells nothing of one. */
export const conversationIn = ({ body }: Pick<ApiAnswer, 'body'>): ConversationAnswer => ConversationAnswer.parse(body);

/** The code of a failure, or undefined. */
export const codeIn = ({ body }: Pick<ApiAnswer, 'body'>): unknown =>
  (body as { error?: { code?: unknown } } | null)?.error?.code;

/** A group that its owner made with these people. */
export async function startGroup(owner: TestPerson, people: readonly TestPerson[], title = 'Crew'): Promise<string> {
  const body = { kind: 'group', id: randomUUID(), title, userIds: people.map(({ me }) => me.id) };
  return conversationIn(await owner.api.post('/conversations', body)).summary.conversation.id;
}

/** The direct conversation of two people. */
export async function startDirect(one: TestPerson, other: TestPerson): Promise<string> {
  const body = { kind: 'direct', id: randomUUID(), userId: other.me.id };
  return conversationIn(await one.api.post('/conversations', body)).summary.conversation.id;
}

/** Who is in, by display name, with his role. */
export const rolesIn = (answer: Pick<ApiAnswer, 'body'>): Record<string, string> =>
  Object.fromEntries(
    conversationIn(answer)
      .participants.filter(({ leftSeq }) => leftSeq === null)
      .map(({ user, role }) => [user.displayName, role]),
  );
