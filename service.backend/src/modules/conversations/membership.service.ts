import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Role } from '@parley/shared/models/conversation.ts';
import type { Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Log } from '../log/log.ts';
import type { ChangeConversation } from './change-conversation.ts';
import type { ConversationRepository } from './conversation.repository.ts';
import { assertGroup, assertOpen, assertPresent } from './entered.ts';
import type { ParticipantsRepository } from './participants.repository.ts';
import { mayChangeRole, mayManage, mayRemove } from './roles.ts';
import { systemEntry } from './system-message.ts';

/** Who comes, goes and may do what in a group. */
export interface MembershipService {
  add(actor: Actor, conversationId: string, userIds: readonly string[]): Promise<ConversationAnswer>;
  changeRole(actor: Actor, conversationId: string, userId: string, role: Role): Promise<ConversationAnswer>;
  remove(actor: Actor, conversationId: string, userId: string): Promise<void>;
}

/** One lock, one question after it, one number a change: coming and going cannot race with each other or with a send. */
export function createMembershipService(deps: {
  log: Log;
  participants: ParticipantsRepository;
  conversations: ConversationRepository;
  change: ChangeConversation;
}): MembershipService {
  const { log, participants, conversations, change } = deps;
  const changed = { membershipChanged: true } as const;

  /** A group that has people keeps an owner. */
  async function assertOwnerStays(conversationId: string, userId: string, tx: Tx): Promise<void> {
    if (!(await participants.hasOther(conversationId, userId, 'owner', tx))) throw new DomainError('LAST_OWNER');
  }

  return {
    add: (actor, conversationId, userIds) =>
      change.answering(actor, conversationId, async (entered, tx) => {
        assertPresent(entered);
        assertGroup(entered);
        if (!mayManage(entered.me.role)) throw new DomainError('FORBIDDEN');
        assertOpen(entered);
        const asked = [...new Set(userIds)];
        if (!(await conversations.areUsers(asked, tx))) throw new DomainError('NOT_FOUND');
        const { count, among } = await participants.presentAmong(conversationId, asked, tx);
        const fresh = asked.filter((id) => !among.has(id));
        if (fresh.length === 0) return null;
        if (count + fresh.length > limits.groupPeople) throw new DomainError('QUOTA_EXCEEDED');
        const entries = fresh.map((userId) => systemEntry('joined', actor.userId, { type: 'joined', userId }));
        const appended = await log.append(tx, entered.locked, entries, changed);
        const entrants = fresh.map((userId, index) => {
          return { userId, role: 'member', seq: appended.from + index + 1 } as const;
        });
        await participants.enter(conversationId, entrants, tx);
        return log.committed(tx, appended);
      }),

    changeRole: (actor, conversationId, userId, role) =>
      change.answering(actor, conversationId, async (entered, tx) => {
        assertPresent(entered);
        assertGroup(entered);
        if (!mayManage(entered.me.role)) throw new DomainError('FORBIDDEN');
        const target = await participants.participationOf(conversationId, userId, tx);
        if (target === null || target.leftSeq !== null) throw new DomainError('NOT_FOUND');
        const isMyself = userId === actor.userId;
        if (!mayChangeRole(entered.me.role, { from: target.role, to: role, isMyself }))
          throw new DomainError('FORBIDDEN');
        if (target.role === role) return null;
        if (target.role === 'owner') await assertOwnerStays(conversationId, userId, tx);
        const entry = systemEntry('role', actor.userId, { type: 'role', userId, role });
        const appended = await log.append(tx, entered.locked, [entry], changed);
        await participants.setRole(conversationId, userId, { role, seq: appended.upTo }, tx);
        return log.committed(tx, appended);
      }),

    remove: (actor, conversationId, userId) =>
      change.silently(actor, conversationId, async (entered, tx) => {
        const isMyself = userId === actor.userId;
        // His leaving went through and the answer was lost: saying so again tells him nothing new.
        if (isMyself && entered.me.leftSeq !== null) return null;
        assertPresent(entered);
        assertGroup(entered);
        if (!isMyself && !mayManage(entered.me.role)) throw new DomainError('FORBIDDEN');
        const target = isMyself ? entered.me : await participants.participationOf(conversationId, userId, tx);
        if (target === null) throw new DomainError('NOT_FOUND');
        if (target.leftSeq !== null) return null;
        if (!isMyself && !mayRemove(entered.me.role, target.role)) throw new DomainError('FORBIDDEN');
        if (target.role === 'owner' && (await participants.hasOther(conversationId, userId, null, tx))) {
          await assertOwnerStays(conversationId, userId, tx);
        }
        const kind = isMyself ? 'left' : 'removed';
        const entry = systemEntry(kind, actor.userId, { type: kind, userId });
        const appended = await log.append(tx, entered.locked, [entry], changed);
        await participants.leave(conversationId, userId, appended.upTo, tx);
        return log.committed(tx, appended);
      }),
  };
}
