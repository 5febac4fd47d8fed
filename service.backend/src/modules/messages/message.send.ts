import type { SendAnswer } from '@parley/shared/contract/answers.ts';
import { limits } from '@parley/shared/limits.ts';
import { contentBytes } from '@parley/shared/models/content.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Fingerprint } from '../../platform/fingerprint.ts';
import type { Gather } from '../../platform/gather.ts';
import type { Token } from '../../platform/mount.ts';
import type { Actor } from '../actor.ts';
import { isVisible } from '../log/visible.ts';
import { type Draft, isReplay } from './draft.ts';
import type { Recorded } from './message.record.ts';
import type { MessageRepository } from './message.repository.ts';

/** A send that is on the record; `isNew` when this very request put it there. */
export interface Sent {
  readonly isNew: boolean;
  readonly answer: SendAnswer;
}

/** What somebody sends. The token is given back when it turns out to be a replay: repeating oneself costs nothing. */
export interface SendRequest {
  readonly conversationId: string;
  readonly id: string;
  readonly content: string;
  readonly composedAt?: string | undefined;
  readonly token: Token;
}

interface Deps {
  readonly messages: MessageRepository;
  readonly epochs: Epochs;
  readonly fingerprint: Fingerprint;
  readonly record: Gather<Draft, Recorded>;
}

const refusals = {
  missing: 'NOT_FOUND',
  archived: 'CONVERSATION_ARCHIVED',
  taken: 'ID_TAKEN',
  replay: 'ID_TAKEN',
} as const;

/**
 * A claim as it is kept, to the millisecond: neither the database nor `Date` reads any number of digits. Nobody believes one
 * of long ago, and a year 0 the database cannot even keep.
 */
function keptClaim(composedAt: string | undefined): string | null {
  const claim = composedAt?.replace(/(?<=\.\d{3})\d+/, '');
  return claim === undefined || Date.parse(claim) < 0 ? null : claim;
}

const storedOf = ({ id, seq, createdAt }: Message) => ({ id, seq, createdAt });

/**
 * Sending: allowed? said before? number it and keep it, all of which the record decides under its lock. Before any refusal
 * that rests on what is stored, look again.
 */
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

  return async (actor: Actor, { conversationId, id, content, composedAt, token }: SendRequest): Promise<Sent> => {
    if (contentBytes(content) > limits.contentBytes) throw new DomainError('CONTENT_TOO_LONG');
    // Without the claim of when: a device that was brought up to date between two tries says the same message again.
    const requestMac = fingerprint.of('message', conversationId, id, content);
    const draft = { id, senderId: actor.userId, content, requestMac, composedAt: keptClaim(composedAt) };

    try {
      await token.take();
    } catch (refusal) {
      // Who only repeats himself is answered also when he has no token left.
      const said = await saidBefore(conversationId, draft);
      if (said) return said;
      throw refusal;
    }
    const recorded = await record(conversationId, draft);
    if ('message' in recorded) {
      const { message, epoch, head, joinedSeq } = recorded;
      const answer = { epoch, asOf: head, joinedSeq, stored: storedOf(message), message };
      return { isNew: recorded.kind === 'accepted', answer };
    }
    // An earlier attempt may be stored and its author removed right after, also while this one was on its way: a refusal
    // without a second look would lie about a message that is there.
    const said = await saidBefore(conversationId, draft);
    if (!said) throw new DomainError(refusals[recorded.kind]);
    await token.giveBack();
    return said;
  };
}
