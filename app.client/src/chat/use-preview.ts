import type { User } from '@parley/shared/models/user.ts';
import type { OutboxEntry } from '../chat-client/outbox/entry.ts';
import type { ConversationState } from '../chat-client/state.ts';
import { deliveryStatus, peerStatus } from '../chat-client/timeline/status.ts';
import { firstName } from './names.ts';
import { changeText, type NameOf } from './system-words.ts';
import { needsYou, wordsOf } from './unsent-words.ts';
import { useConversation } from './use-conversations.ts';
import { useOutbox } from './use-outbox.ts';
import { useUsers } from './use-people.ts';
import { useMe } from './use-session.ts';

/** The last thing in a conversation, in one line, and how far it has come when it is mine. */
export interface Preview {
  readonly text: string;
  readonly status: 'sending' | 'failed' | 'sent' | 'delivered' | 'read' | null;
}

const oneLine = (text: string): string => text.slice(0, 200).replace(/\s+/gu, ' ').trim();

/** What the list says of a conversation: what is unsent first, of that what needs its author, else the last message. */
export function previewOf(
  { summary, participants }: Pick<ConversationState, 'summary' | 'participants'>,
  unsent: readonly OutboxEntry[],
  me: string | undefined,
  users: ReadonlyMap<string, User>,
): Preview {
  const entry = unsent.findLast(needsYou) ?? unsent.at(-1);
  if (entry) return { text: oneLine(wordsOf(entry)), status: needsYou(entry) ? 'failed' : 'sending' };
  const message = summary.lastMessage;
  if (!message) return { text: 'Nothing said yet', status: null };
  const userOf = (id: string) => users.get(id) ?? summary.people.find((person) => person.id === id);
  const nameOf: NameOf = (id, place) => {
    const user = userOf(id);
    if (id === me) return place === 'first' ? 'You' : 'you';
    return user ? firstName(user) : 'Somebody';
  };
  if (message.kind === 'system') return { text: changeText(message, nameOf), status: null };
  const mine = message.senderId === me;
  const words = message.content === null ? 'Deleted' : oneLine(message.content);
  const prefix = mine || summary.conversation.kind === 'direct' ? '' : `${nameOf(message.senderId, 'first')}: `;
  if (!mine || message.content === null) return { text: prefix + words, status: null };
  const { peer } = summary;
  // A list tells the marks of the other in a direct conversation; those of a group are known once it was opened.
  const status = peer ? peerStatus(message, peer) : deliveryStatus(message, participants.values());
  return { text: words, status };
}

/** The preview of one conversation; null while it is not known. */
export function usePreview(conversationId: string): Preview | null {
  const conversation = useConversation(conversationId);
  const unsent = useOutbox(conversationId);
  const me = useMe()?.id;
  const users = useUsers();
  return conversation ? previewOf(conversation, unsent, me, users) : null;
}
