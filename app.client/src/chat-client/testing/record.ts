import type { SendAnswer } from '@parley/shared/contract/answers.ts';
import { deleteMessage, editMessage, sendMessage } from '@parley/shared/contract/messages.routes.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { ApiError } from '../failure.ts';
import type { Made } from './scripted-call.ts';

/** How a request to the record fares. `late`: it is stored, but only when the test says. `lost`: it is stored, nobody hears. */
export type Fate = 'fine' | 'lost' | 'dropped' | 'late' | 'refused' | 'broken' | 'overloaded' | 'limited' | 'expired';

interface Stored {
  readonly message: Message;
  readonly first: string;
}

/** A server in a few lines: numbers, replays and versions as the protocol has them. */
export interface TestRecord {
  /** Answers a request, or throws, by its fate. */
  serve(made: Made, fate: Fate): unknown;
  /** What was delayed on the way arrives. */
  arrive(): void;
  /** Ids by number. */
  ids(conversationId: string): readonly string[];
  find(id: string): Message | undefined;
}

const epoch = 'e';
const moment = '2026-11-01T10:00:00Z';

/** Begins with nothing on the record. */
export function createTestRecord(): TestRecord {
  const stored = new Map<string, Stored>();
  const heads = new Map<string, number>();
  const delayed: Made[] = [];

  const bump = (conversationId: string): number => {
    const seq = (heads.get(conversationId) ?? 0) + 1;
    heads.set(conversationId, seq);
    return seq;
  };

  function send({ params, body }: Made): SendAnswer {
    const conversationId = params?.conversationId ?? '';
    const { id, content } = body as { id: string; content: string };
    const known = stored.get(id);
    if (known && known.first !== content) throw new ApiError('ID_TAKEN', 'server');
    if (!known) {
      const seq = bump(conversationId);
      const plain = {
        kind: 'text',
        senderId: 'ada',
        event: null,
        composedAt: null,
        editedAt: null,
        deletedAt: null,
        version: 1,
      } as const;
      const message: Message = { id, conversationId, seq, rev: seq, content, createdAt: moment, ...plain };
      stored.set(id, { message, first: content });
    }
    const message = stored.get(id)?.message;
    if (!message) throw new Error('just stored');
    return {
      epoch,
      asOf: heads.get(conversationId) ?? 0,
      joinedSeq: 1,
      stored: { id, seq: message.seq, createdAt: moment },
      message,
    };
  }

  function change({ params, body, name }: Made): unknown {
    const known = stored.get(params?.messageId ?? '');
    if (!known) throw new ApiError('NOT_FOUND', 'server');
    const { message } = known;
    const isDeletion = name === deleteMessage.name;
    const edit = body as { content: string; version: number } | undefined;
    if (message.deletedAt && !isDeletion) throw new ApiError('MESSAGE_DELETED', 'server');
    if (edit && edit.version !== message.version && edit.content !== message.content)
      throw new ApiError('VERSION_BEHIND', 'server');
    const next: Message = {
      ...message,
      rev: bump(message.conversationId),
      ...(edit ? { content: edit.content, version: message.version + 1 } : { content: null, deletedAt: moment }),
    };
    stored.set(message.id, { ...known, message: next });
    return { epoch, asOf: next.rev, joinedSeq: 1, message: next };
  }

  const perform = (made: Made): unknown => {
    if (made.name === sendMessage.name) return send(made);
    if (made.name === editMessage.name || made.name === deleteMessage.name) return change(made);
    throw new Error(`not in this record: ${made.name}`);
  };

  return {
    serve(made, fate) {
      // A replay is answered before anything else is asked.
      const isReplay = made.name === sendMessage.name && stored.has((made.body as { id: string }).id);
      if (fate === 'late') delayed.push(made);
      if (fate === 'late' || fate === 'dropped') throw new ApiError('TIMED_OUT', 'wire');
      if (fate === 'overloaded') throw new ApiError('UNAVAILABLE', 'server', { retryAfterMs: 1_000 });
      if (fate === 'broken') throw new ApiError('INTERNAL', 'server');
      if (fate === 'limited') throw new ApiError('RATE_LIMITED', 'server', { retryAfterMs: 2_000 });
      if (fate === 'expired') throw new ApiError('UNAUTHENTICATED', 'server');
      if (fate === 'refused' && !isReplay) throw new ApiError('NOT_FOUND', 'server');
      const answer = perform(made);
      if (fate === 'lost') throw new ApiError('NETWORK_FAILED', 'wire');
      return answer;
    },
    arrive() {
      for (const made of delayed.splice(0)) {
        try {
          perform(made);
        } catch {
          // Nobody waits for this answer any more.
        }
      }
    },
    ids: (conversationId) =>
      [...stored.values()]
        .filter(({ message }) => message.conversationId === conversationId)
        .sort((one, other) => one.message.seq - other.message.seq)
        .map(({ message }) => message.id),
    find: (id) => stored.get(id)?.message,
  };
}
