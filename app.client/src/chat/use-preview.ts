import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { User } from '@parley/shared/models/user.ts';
import type { OutboxEntry } from '../chat-client/outbox/entry.ts';
import { peerStatus } from '../chat-client/timeline/status.ts';
import { firstName } from './names.ts';
import { changeText, type NameOf } from './system-words.ts';
import { useConversation } from './use-conversations.ts';
import { needsYou, useOutbox, wordsOf } from './use-outbox.ts';
import { useUsers } from './use-people.ts';
import { useMe } from './use-session.ts';

/** The last thing in a conversation, in one line, and how far it has come when it is mine and its marks are known. */
export interface Preview {
  /** Whose words they are, where that is not plain. */
  readonly by: string | null;
  readonly text: string;
  readonly status: 'sending' | 'failed' | 'sent' | 'delivered' | 'read' | null;
}

const oneLine = (text: string): string => text.slice(0, 200).replace(/\s+/gu, ' ').trim();

/** What the list says of a conversation: what is unsent first, of that what needs its author, else the last message. */
function previewOf(
  summary: ConversationSummary,
  unsent: readonly OutboxEntry[],
  me: string | undefined,
  users: ReadonlyMap<string, User>,
): Preview {
  const entry = unsent.findLast(needsYou) ?? unsent.at(-1);
  if (entry) return { by: null, text: oneLine(wordsOf(entry)), status: needsYou(entry) ? 'failed' : 'sending' };
  const message = summary.lastMessage;
  if (!message) return { by: null, text: 'Nothing said yet', status: null };
  const userOf = (id: string) => users.get(id) ?? summary.people.find((person) => person.id === id);
  const nameOf: NameOf = (id, place) => {
    const user = userOf(id);
    if (id === me) return place === 'first' ? 'You' : 'you';
    return user ? firstName(user) : 'Somebody';
  };
  if (message.kind === 'system') return { by: null, text: changeText(message, nameOf), status: null };
  const mine = message.senderId === me;
  const words = message.content === null ? 'Deleted' : oneLine(message.content);
  // Of a group a list tells nobody's marks: a tick there would say less than the line of the message.
  if (summary.conversation.kind === 'group')
    return { by: nameOf(message.senderId, 'first'), text: words, status: null };
  return { by: null, text: words, status: mine && message.content !== null ? peerStatus(message, summary.peer) : null };
}

/** The preview of one conversation; null while it is not known. */
export function usePreview(conversationId: string): Preview | null {
  const summary = useConversation(conversationId)?.summary;
  const unsent = useOutbox(conversationId);
  const me = useMe()?.id;
  const users = useUsers();
  return summary ? previewOf(summary, unsent, me, users) : null;
}
