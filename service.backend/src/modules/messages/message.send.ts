import type { SendAnswer } from '@parley/shared/contract/answers.ts';
import { limits } from '@parley/shared/limits.ts';
import { contentBytes } from '@parley/shared/models/content.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Fingerprint } from '../../platform/fingerprint.ts';
import type { Actor } from '../actor.ts';
import { isVisible } from '../log/visible.ts';
import type { Gather } from './gather.ts';
import type { Recorded } from './message.record.ts';
import type { MessageRepository } from './message.repository.ts';
import { type Draft, isReplay } from './verdict.ts';

/** A send that is on the record; `isNew` when this very request put it there. */
export interface Sent {
  readonly isNew: boolean;
  readonly answer: SendAnswer;
}

/** What somebody sends. `takeToken` is asked for only when it is not a replay: repeating oneself costs nothing. */
export interface SendRequest {
  readonly conversationId: string;
  readonly id: string;
  readonly content: string;
  readonly composedAt?: string | undefined;
  takeToken(): Promise<void>;
}

interface Deps {
  readonly messages: MessageRepository;
  readonly epochs: Epochs;
  readonly fingerprint: Fingerprint;
  readonly record: Gather<Draft, Recorded>;
}

const storedOf = ({ id, seq, createdAt }: Message) => ({ id, seq, createdAt });

/** Sending: said before? allowed? number it and keep it. Before any refusal that rests on what is stored, look again. */
export function createSend({ messages, epochs, fingerprint, record }: Deps) {
  /** The message of an earlier attempt, as it is now; null where there is none. Another request under my id is refused. */
  async function saidBefore(conversationId: string, draft: Draft): Promise<Sent | null> {
    const own = await messages.findOwn(conversationId, draft.id, draft.senderId);
    if (!own) return null;
    if (!isReplay(own, draft, fingerprint.same)) throw new DomainError('ID_TAKEN');
    const { message, head, membership } = own;
    const seen = membership !== null && isVisible(message.seq, membership.visibleFromSeq);
    const epoch = await epochs.current();
    const stamp = { epoch, asOf: head, joinedSeq: membership?.joinedSeq ?? 0 };
    return { isNew: false, answer: { ...stamp, stored: storedOf(message), message: seen ? message : null } };
  }

  /**
   * An earlier attempt may have been stored between the first look and the check that failed, and its author removed
   * right after: a refusal would then lie about a message that is there. So the refusal has the second look.
   */
  async function unlessSaid(conversationId: string, draft: Draft, code: 'NOT_FOUND' | 'ID_TAKEN'): Promise<Sent> {
    const said = await saidBefore(conversationId, draft);
    if (said) return said;
    throw new DomainError(code);
  }

  return async (actor: Actor, { conversationId, id, content, composedAt, takeToken }: SendRequest): Promise<Sent> => {
    if (contentBytes(content) > limits.contentBytes) throw new DomainError('CONTENT_TOO_LONG');
    // Without the claim of when: a device that was brought up to date between two tries says the same message again.
    const requestMac = fingerprint.of('message', conversationId, id, content);
    const draft = { id, senderId: actor.userId, content, requestMac, composedAt: composedAt ?? null };

    const said = await saidBefore(conversationId, draft);
    if (said) return said;
    await takeToken();
    // Without the lock: a stranger never takes it. Asked again under it.
    if (!(await messages.membership(conversationId, actor.userId))) {
      return unlessSaid(conversationId, draft, 'NOT_FOUND');
    }

    const recorded = await record(conversationId, draft);
    if (!('message' in recorded)) {
      return unlessSaid(conversationId, draft, recorded.kind === 'missing' ? 'NOT_FOUND' : 'ID_TAKEN');
    }
    const { message, epoch, head, joinedSeq } = recorded;
    const answer = { epoch, asOf: head, joinedSeq, stored: storedOf(message), message };
    return { isNew: recorded.kind === 'accepted', answer };
  };
}
