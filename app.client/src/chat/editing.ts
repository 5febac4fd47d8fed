import type { Message } from '@parley/shared/models/message.ts';
import type { ChatState } from '../chat-client/state.ts';
import type { MessageRow } from './use-messages.ts';

/** Words that are being changed: of a message on the record, as of `version`, or of one that is still with its author. */
export interface Editing {
  readonly kind: 'message' | 'unsent';
  readonly id: string;
  readonly content: string;
  readonly version: number;
}

/** What editing a row begins with; null for what cannot be edited: others' words, changes, what is deleted. */
export function editingOf({ message, entry }: MessageRow, me: string | undefined): Editing | null {
  if (message) {
    if (message.kind !== 'text' || message.senderId !== me || message.content === null) return null;
    return { kind: 'message', id: message.id, content: message.content, version: message.version };
  }
  if (!entry) return null;
  const content = entry.amendment?.kind === 'edit' ? entry.amendment.content : entry.content;
  return entry.amendment?.kind === 'delete' ? null : { kind: 'unsent', id: entry.id, content, version: 0 };
}

function messagesOf(state: ChatState, conversationId: string): readonly Message[] {
  const timeline = state.conversations.get(conversationId)?.timeline;
  return timeline ? [...timeline.rows, ...timeline.loose] : [];
}

/** Which version of a message this device has; 0 of one that is still with its author. */
export const versionOf = (state: ChatState, conversationId: string, id: string): number =>
  messagesOf(state, conversationId).find((message) => message.id === id)?.version ?? 0;

/** My last words in a conversation, for the arrow key in an empty composer. */
export function lastEditable(state: ChatState, conversationId: string): Editing | null {
  const me = state.me?.id;
  const entry = state.outbox.get(conversationId)?.at(-1);
  if (entry) return editingOf({ id: entry.id, message: null, entry }, me);
  for (const message of messagesOf(state, conversationId).toReversed()) {
    const editing = editingOf({ id: message.id, message, entry: null }, me);
    if (editing) return editing;
  }
  return null;
}
