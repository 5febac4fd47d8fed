import type { MessageAnswer } from '@parley/shared/contract/answers.ts';
import { limits } from '@parley/shared/limits.ts';
import { contentBytes } from '@parley/shared/models/content.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import type { Appended, Locked } from '../log/log.repository.ts';
import type { Log } from '../log/log.ts';
import { isVisible } from '../log/visible.ts';
import type { Membership, MessageRepository } from './message.repository.ts';

/** Which message. */
export interface MessageNamed {
  readonly conversationId: string;
  readonly messageId: string;
}

/** New content for the version that its author saw. */
export interface EditRequest extends MessageNamed {
  readonly content: string;
  readonly version: number;
}

interface Deps {
  readonly db: Database;
  readonly log: Log;
  readonly messages: MessageRepository;
  readonly announcements: Announcements;
}

interface Held {
  readonly tx: Tx;
  readonly locked: Locked;
  readonly membership: Membership;
  readonly message: Message;
}

/** Editing and deleting: everything is judged on rows that were read after the lock. */
export function createChange({ db, log, messages, announcements }: Deps) {
  /** Locks, then asks who is in, what the message is, and whether it is mine. */
  async function hold(tx: Tx, actor: Actor, { conversationId, messageId }: MessageNamed): Promise<Held> {
    const locked = await log.lock(tx, conversationId);
    const membership = locked && (await messages.membership(conversationId, actor.userId, tx));
    const message = membership && (await messages.find(tx, conversationId, messageId));
    if (!message || !isVisible(message.seq, membership.visibleFromSeq)) throw new DomainError('NOT_FOUND');
    if (message.senderId !== actor.userId || message.kind !== 'text') throw new DomainError('FORBIDDEN');
    return { tx, locked, membership, message };
  }

  const answerOf = ({ locked, membership }: Held, head: number, message: Message): MessageAnswer => ({
    epoch: locked.epoch,
    asOf: head,
    joinedSeq: membership.joinedSeq,
    message,
  });

  /** One number for one change of the message, and what is to be announced after the commit. */
  async function change(
    { tx, locked, message }: Held,
    kind: 'edit' | 'delete',
    write: (appended: Appended, at: string) => Promise<void>,
  ) {
    const appended = await log.append(tx, locked, [{ kind, actorId: message.senderId, messageId: message.id }]);
    const [at] = appended.at;
    if (at === undefined) throw new Error('a number without a time');
    await write(appended, at);
    const changed = await messages.find(tx, locked.conversationId, message.id);
    if (!changed) throw new Error('a message went away under the lock');
    return { changed, committed: await log.committed(tx, appended) };
  }

  async function carryOut(
    actor: Actor,
    named: MessageNamed,
    work: (held: Held) => Promise<Awaited<ReturnType<typeof change>> | null>,
  ): Promise<MessageAnswer> {
    // Without the lock: a stranger never takes it.
    if (!(await messages.membership(named.conversationId, actor.userId))) throw new DomainError('NOT_FOUND');
    const { answer, committed } = await db.transaction(async (tx) => {
      const held = await hold(tx, actor, named);
      const done = await work(held);
      if (!done) return { answer: answerOf(held, held.locked.seq, held.message), committed: null };
      return { answer: answerOf(held, done.committed.upTo, done.changed), committed: done.committed };
    });
    if (committed) announcements.committed(committed);
    return answer;
  }

  return {
    /** The same content as stored is a success, whatever the version: an edit whose answer was lost may be repeated. */
    edit(actor: Actor, { content, version, ...named }: EditRequest): Promise<MessageAnswer> {
      if (contentBytes(content) > limits.contentBytes) return Promise.reject(new DomainError('CONTENT_TOO_LONG'));
      return carryOut(actor, named, async (held) => {
        const { tx, locked, message } = held;
        if (message.deletedAt !== null) throw new DomainError('MESSAGE_DELETED');
        if (message.content === content) return null;
        if (locked.isArchived) throw new DomainError('CONVERSATION_ARCHIVED');
        if (message.version !== version) {
          throw new DomainError('VERSION_BEHIND', { details: answerOf(held, locked.seq, message) });
        }
        if (message.version > limits.editsPerMessage) throw new DomainError('QUOTA_EXCEEDED');
        return change(held, 'edit', ({ upTo }, at) => messages.edit(tx, message, content, upTo, at));
      });
    },

    /** Content and revisions go, the place stays, also in an archived conversation: one's words are one's own. */
    remove(actor: Actor, named: MessageNamed): Promise<MessageAnswer> {
      return carryOut(actor, named, async (held) => {
        const { tx, message } = held;
        if (message.deletedAt !== null) return null;
        return change(held, 'delete', ({ upTo }, at) => messages.erase(tx, message, upTo, at));
      });
    },
  };
}
