import { ConversationAnswer, MessageAnswer, MessagePage, SendAnswer } from '@parley/shared/contract/answers.ts';
import { listConversations } from '@parley/shared/contract/conversations.routes.ts';
import { serverEvents } from '@parley/shared/contract/events.ts';
import { listChanges } from '@parley/shared/contract/messages.routes.ts';
import { putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import { type SyncedConversation, sync } from '@parley/shared/contract/sync.routes.ts';
import { putUnreadMark } from '@parley/shared/contract/unread.routes.ts';
import type { Change } from '@parley/shared/models/change.ts';
import type { ConversationSummary, MyState } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Happening, Span, Via } from '../checker/history.ts';
import { rowOf } from './fingerprint.ts';

const recv = (c: string, via: Via, asOf: number, messages: readonly Message[]): Happening => {
  const rows = messages.map(rowOf);
  return { kind: 'recv', c, via, asOf, span: null, named: [], rows };
};

function ranged(c: string, via: Via, asOf: number, span: Span, changes: readonly Change[]): Happening {
  const rows = changes.flatMap((change) => (change.kind === 'message' ? [rowOf(change.message)] : []));
  return { kind: 'recv', c, via, asOf, span, named: changes.map(({ seq }) => seq), rows };
}

const unread = (
  c: string,
  {
    joinedSeq,
    readSeq,
    unreadMarkSeq,
    unread: { count, atSeq },
  }: Omit<MyState, 'role' | 'visibleFromSeq' | 'archivedSeq' | 'rowVersion' | 'deliveredSeq'>,
): Happening => {
  return { kind: 'unread', c, joinedSeq, read: readSeq, mark: unreadMarkSeq, count, atSeq };
};

function summary({ conversation, head, me, lastMessage }: ConversationSummary): Happening[] {
  const last = lastMessage === null ? [] : [recv(conversation.id, 'sync', head, [lastMessage])];
  return [unread(conversation.id, me), ...last];
}

function synced({ summary: line, open }: SyncedConversation): Happening[] {
  const c = line.conversation.id;
  if (open === null) return summary(line);
  const more =
    open.kind === 'fresh'
      ? recv(c, 'page', open.page.asOf, open.page.messages)
      : ranged(c, 'changes', line.head, [open.from, open.upTo], open.changes);
  return [...summary(line), more];
}

type Reader = (c: string, body: unknown) => readonly Happening[];

/** What an answer tells, by the name of its route; a route that tells nothing of messages is not named. */
export const answerReaders: Readonly<Record<string, Reader>> = {
  'messages.send': (c, body) => {
    const { data } = SendAnswer.safeParse(body);
    return data === undefined || data.message === null ? [] : [recv(c, 'answer', data.asOf, [data.message])];
  },
  'messages.edit': (c, body) => changed(c, body),
  'messages.delete': (c, body) => changed(c, body),
  'messages.list': (c, body) => {
    const { data } = MessagePage.safeParse(body);
    return data === undefined ? [] : [recv(c, 'page', data.asOf, data.messages)];
  },
  'messages.changes': (c, body) => {
    const { data } = listChanges.responses[200].safeParse(body);
    if (data === undefined || data.limited) return [];
    return [ranged(c, 'changes', data.asOf, [data.from, data.upTo], data.changes)];
  },
  'receipts.put': (c, body) => {
    const { data } = putReceipt.responses[200].safeParse(body);
    return data === undefined ? [] : [unread(c, data)];
  },
  'unread.mark': (c, body) => {
    const { data } = putUnreadMark.responses[200].safeParse(body);
    return data === undefined ? [] : [unread(c, data.me)];
  },
  'sync.run': (_, body) => sync.responses[200].safeParse(body).data?.conversations.flatMap(synced) ?? [],
  'conversations.list': (_, body) =>
    listConversations.responses[200].safeParse(body).data?.conversations.flatMap(summary) ?? [],
  'conversations.get': (_, body) => {
    const { data } = ConversationAnswer.safeParse(body);
    return data === undefined ? [] : summary(data.summary);
  },
};

function changed(c: string, body: unknown): readonly Happening[] {
  const { data } = MessageAnswer.safeParse(body);
  return data === undefined ? [] : [recv(c, 'answer', data.asOf, [data.message])];
}

/** What a frame of the socket tells. */
export function readFrame(name: string, payload: unknown): readonly Happening[] {
  if (name === 'event') {
    const { data } = serverEvents.event.safeParse(payload);
    return data === undefined ? [] : [ranged(data.c, 'event', data.upTo, [data.from, data.upTo], data.changes)];
  }
  if (name !== 'inbox') return [];
  const { data } = serverEvents.inbox.safeParse(payload);
  return data === undefined ? [] : [unread(data.c, data.me)];
}
