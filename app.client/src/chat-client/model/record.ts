import type { Change } from '@parley/shared/models/change.ts';
import type { Conversation, Participant, Role } from '@parley/shared/models/conversation.ts';
import type { Message, SystemEvent } from '@parley/shared/models/message.ts';

/** A participant as the server keeps him. */
export interface Row {
  readonly userId: string;
  role: Role;
  joinedSeq: number;
  leftSeq: number | null;
  visibleFromSeq: number;
  deliveredSeq: number;
  readSeq: number;
  unreadMarkSeq: number | null;
  rev: number;
  rowVersion: number;
}

/** One row of the log: what its number touched. */
export interface LogRow {
  readonly seq: number;
  readonly messageId: string | null;
  readonly userId: string | null;
  readonly renamed: boolean;
}

/** A conversation as the database holds it. `versions` is not the server's: it is what the checks compare with. */
export interface Stored {
  readonly id: string;
  seq: number;
  conversation: Conversation;
  membershipVersion: number;
  lastChangeAt: string;
  logFloor: number;
  announced: number;
  readonly rows: Map<string, Row>;
  readonly messages: Map<string, Message>;
  readonly versions: Map<string, Message[]>;
  /** What retention leaves of a message. */
  readonly removed: Map<string, Pick<Message, 'seq' | 'createdAt'>>;
  readonly log: LogRow[];
}

/** The whole database: what a backup holds. */
export interface Database {
  epoch: string;
  readonly conversations: Map<string, Stored>;
}

/** What one transaction committed, as its node keeps it until it is announced. */
export interface Committed {
  readonly epoch: string;
  readonly c: string;
  readonly from: number;
  readonly upTo: number;
  readonly membershipVersion: number;
  /** Who was there after it, and from where on each may see. */
  readonly audience: ReadonlyMap<string, number>;
  readonly changes: readonly Change[];
}

/** Those who are in it now. */
export const presentIn = (stored: Stored): readonly Row[] =>
  [...stored.rows.values()].filter(({ leftSeq }) => leftSeq === null);

/** My row while I am a participant. */
export function memberOf(stored: Stored, userId: string): Row | null {
  const row = stored.rows.get(userId);
  return row && row.leftSeq === null ? row : null;
}

/** A row as others see it. */
export const asParticipant = (row: Row): Participant => ({
  user: { id: row.userId, username: row.userId, displayName: row.userId, version: 1 },
  role: row.role,
  joinedSeq: row.joinedSeq,
  leftSeq: row.leftSeq,
  deliveredSeq: row.deliveredSeq,
  readSeq: row.readSeq,
  rev: row.rev,
});

/** A moment that never runs backwards: one second a number handed out. */
export const momentOf = (tick: number): string => new Date(tick * 1000).toISOString();

/** One transaction under the lock of a conversation: numbers, writes the log, and keeps what it changed. */
export class Transaction {
  readonly #stored: Stored;
  readonly #from: number;
  readonly #changes: Change[] = [];
  readonly #at: string;

  constructor(stored: Stored, at: string) {
    this.#stored = stored;
    this.#from = stored.seq;
    this.#at = at;
  }

  #next(touched: Omit<LogRow, 'seq'>): number {
    this.#stored.seq += 1;
    this.#stored.lastChangeAt = this.#at;
    this.#stored.log.push({ seq: this.#stored.seq, ...touched });
    return this.#stored.seq;
  }

  #write(message: Message): void {
    this.#stored.messages.set(message.id, message);
    const versions = this.#stored.versions.get(message.id) ?? [];
    this.#stored.versions.set(message.id, [...versions, message]);
    this.#changes.push({ kind: 'message', seq: message.rev, message });
  }

  #add(id: string | null, senderId: string, content: string | null, event: SystemEvent | null): Message {
    const { id: conversationId, seq: before } = this.#stored;
    const messageId = id ?? `${conversationId}-system-${before + 1}`;
    const seq = this.#next({ messageId, userId: event?.userId ?? null, renamed: event?.type === 'renamed' });
    const message: Message = {
      id: messageId,
      conversationId,
      seq,
      rev: seq,
      version: 1,
      kind: event ? 'system' : 'text',
      senderId,
      content,
      event,
      createdAt: this.#at,
      composedAt: null,
      editedAt: null,
      deletedAt: null,
    };
    this.#write(message);
    return message;
  }

  /** A message; a sender who had read everything has read his own as well. */
  say(id: string, senderId: string, content: string): Message {
    const message = this.#add(id, senderId, content, null);
    const row = this.#stored.rows.get(senderId);
    if (row && row.readSeq === message.seq - 1) {
      row.readSeq = message.seq;
      row.deliveredSeq = Math.max(row.deliveredSeq, message.seq);
      row.rowVersion += 1;
    }
    return message;
  }

  /** Other words for a message, or none any more. */
  touch(message: Message, content: string | null): void {
    const rev = this.#next({ messageId: message.id, userId: null, renamed: false });
    const edited = { editedAt: this.#at, version: message.version + 1 };
    this.#write({ ...message, rev, content, ...(content === null ? { deletedAt: this.#at } : edited) });
  }

  /** Someone joins, who sees what was before or does not. */
  join(userId: string, role: Role, seesHistory: boolean): void {
    this.#stored.membershipVersion += 1;
    const { seq } = this.#add(null, userId, null, { type: 'joined', userId });
    const rowVersion = (this.#stored.rows.get(userId)?.rowVersion ?? 0) + 1;
    const visibleFromSeq = seesHistory ? this.#stored.conversation.purgedBelowSeq : seq;
    const row: Row = {
      userId,
      role,
      joinedSeq: seq,
      leftSeq: null,
      visibleFromSeq,
      deliveredSeq: seq,
      readSeq: seq,
      unreadMarkSeq: null,
      rev: seq,
      rowVersion,
    };
    this.#stored.rows.set(userId, row);
    this.#changes.push({ kind: 'participant', seq, participant: asParticipant(row) });
  }

  /** Someone leaves, or is removed. */
  leave(row: Row): number {
    this.#stored.membershipVersion += 1;
    const { seq } = this.#add(null, row.userId, null, { type: 'left', userId: row.userId });
    row.leftSeq = seq;
    row.rev = seq;
    row.rowVersion += 1;
    this.#changes.push({ kind: 'participant', seq, participant: asParticipant(row) });
    return seq;
  }

  /** Another title. */
  rename(userId: string, title: string): void {
    const { seq } = this.#add(null, userId, null, { type: 'renamed', title });
    this.#stored.conversation = { ...this.#stored.conversation, title, rev: seq };
    this.#changes.push({ kind: 'conversation', seq, conversation: this.#stored.conversation });
  }

  /** What lies below a number is gone, but for its ids, and everybody's sight begins there. */
  purge(below: number): void {
    const gone = [...this.#stored.messages.values()].filter(({ seq }) => seq < below);
    const last = Math.max(0, ...gone.map(({ seq }) => seq));
    if (last < this.#stored.conversation.purgedBelowSeq || gone.length === 0) return;
    const purgedBelowSeq = last + 1;
    // What goes moves nothing up in anybody's list.
    const { lastChangeAt } = this.#stored;
    const seq = this.#next({ messageId: null, userId: null, renamed: true });
    this.#stored.lastChangeAt = lastChangeAt;
    for (const { id, seq: place, createdAt } of gone) {
      this.#stored.messages.delete(id);
      this.#stored.removed.set(id, { seq: place, createdAt });
    }
    for (const row of presentIn(this.#stored)) row.visibleFromSeq = Math.max(row.visibleFromSeq, purgedBelowSeq);
    this.#stored.conversation = { ...this.#stored.conversation, purgedBelowSeq, rev: seq };
    this.#changes.push({ kind: 'conversation', seq, conversation: this.#stored.conversation });
  }

  /** What is to be announced; null when nothing was numbered. */
  commit(epoch: string): Committed | null {
    const { id, seq, membershipVersion } = this.#stored;
    if (seq === this.#from) return null;
    const audience = new Map(presentIn(this.#stored).map((row) => [row.userId, row.visibleFromSeq]));
    return { epoch, c: id, from: this.#from, upTo: seq, membershipVersion, audience, changes: this.#changes };
  }
}
