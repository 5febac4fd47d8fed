import type { Export } from '@parley/shared/contract/exports.routes.ts';
import {
  asBegun,
  type ConversationKind,
  type ConversationSummary,
  type Participant,
  type Role,
} from '@parley/shared/models/conversation.ts';
import type { ExportFormat } from '@parley/shared/models/export.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Me, User } from '@parley/shared/models/user.ts';
import type { OutboxEntry } from '../../chat-client/outbox/entry.ts';

let made = 0;

/** An id nobody else has, the same in every run. */
export const anId = (): string => {
  made += 1;
  return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
};

/** A person. */
export const aUser = (displayName: string): User => ({
  id: anId(),
  username: displayName.toLowerCase().split(' ')[0] ?? 'somebody',
  displayName,
  version: 1,
});

/** The same as the one who is signed in. */
export const asMe = ({ id, username, displayName, version }: User): Me => ({
  id,
  username,
  displayName,
  version,
  email: `${username}@example.org`,
  createdAt: '2026-01-01T00:00:00.000Z',
  isAdmin: false,
});

/** Somebody's place in a conversation, there from the first number on. */
export const aParticipant = (user: User, more: Partial<Participant> = {}): Participant => ({
  user,
  role: 'member',
  joinedSeq: 1,
  leftSeq: null,
  deliveredSeq: 0,
  readSeq: 0,
  rev: 1,
  ...more,
});

/** A message of somebody at a number. */
export const aMessage = (more: Partial<Message> & Pick<Message, 'conversationId' | 'seq' | 'senderId'>): Message => ({
  id: anId(),
  rev: more.seq,
  version: 1,
  kind: 'text',
  content: `number ${more.seq}`,
  event: null,
  createdAt: new Date(Date.UTC(2026, 10, 20, 9) + more.seq * 60_000).toISOString(),
  composedAt: null,
  editedAt: null,
  deletedAt: null,
  ...more,
});

/** The line of a conversation in the list, without a message. */
export function aSummary(given: {
  id?: string;
  kind?: ConversationKind;
  title?: string | null;
  people: readonly User[];
  role?: Role;
}): ConversationSummary {
  const id = given.id ?? anId();
  const kind = given.kind ?? (given.people.length === 1 ? 'direct' : 'group');
  return {
    conversation: {
      id,
      kind,
      title: given.title ?? (kind === 'group' ? 'A group' : null),
      createdBy: given.people[0]?.id ?? anId(),
      createdAt: '2026-11-20T08:00:00.000Z',
      rev: 1,
      ...asBegun,
    },
    head: 0,
    me: {
      joinedSeq: 1,
      visibleFromSeq: 0,
      role: given.role ?? 'member',
      deliveredSeq: 0,
      readSeq: 0,
      unreadMarkSeq: null,
      archivedSeq: null,
      rowVersion: 1,
      unread: { count: 0, atSeq: 0 },
    },
    lastMessage: null,
    lastChangeAt: '2026-11-20T08:00:00.000Z',
    participantCount: given.people.length + 1,
    people: [...given.people],
    peer: null,
  };
}

/** An entry of the outbox as it is just written down. */
export const anEntry = (conversationId: string, id: string, content: string): OutboxEntry => ({
  id,
  conversationId,
  content,
  composedAt: Date.now(),
  claim: null,
  attempts: [],
  status: 'queued',
  failure: null,
  amendment: null,
  position: 1,
  nextTryAt: null,
});

/** An export that has just been asked for. */
export const anExport = (conversationId: string, format: ExportFormat): Export => ({
  id: anId(),
  conversationId,
  format,
  state: 'running',
  done: 0,
  total: 40,
  counts: null,
  bytes: null,
  expiresAt: null,
});
