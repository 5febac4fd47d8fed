import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import type { getRetention, previewRetention } from '@parley/shared/contract/retention.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import type { RetentionRule } from '@parley/shared/models/retention.ts';
import type { Database } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { ReadAnswer } from '../conversations/answer.ts';
import type { ChangeConversation } from '../conversations/change-conversation.ts';
import { assertGroup, assertPresent } from '../conversations/entered.ts';
import { mayManage } from '../conversations/roles.ts';
import { systemEntry } from '../conversations/system-message.ts';
import type { Log } from '../log/log.ts';
import type { DueRepository } from './due.repository.ts';
import type { RulesRepository } from './rules.repository.ts';

interface Deps {
  readonly db: Database;
  readonly log: Log;
  readonly change: ChangeConversation;
  readonly readAnswer: ReadAnswer;
  readonly rules: RulesRepository;
  readonly due: DueRepository;
}

const isSame = (one: RetentionRule | null, other: RetentionRule | null): boolean =>
  one?.archiveAfterDays === other?.archiveAfterDays && one?.deleteAfterDays === other?.deleteAfterDays;

/** How long the messages of one conversation are kept: told to all who are in, set by those who run a group. */
export function createRetention({ db, log, change, readAnswer, rules, due }: Deps) {
  return {
    async get({ userId }: Actor, conversationId: string): Promise<RouteOutput<typeof getRetention>> {
      const { rule: instance } = await rules.instance();
      const answer = await db.transaction((tx) => readAnswer(tx, userId, conversationId), { snapshot: true });
      const { epoch, asOf, joinedSeq, summary } = answer;
      return { epoch, asOf, joinedSeq, own: summary.conversation.retention, instance };
    },

    set: (actor: Actor, conversationId: string, rule: RetentionRule | null): Promise<ConversationAnswer> =>
      change.answering(actor, conversationId, async (entered, tx) => {
        assertPresent(entered);
        assertGroup(entered);
        if (!mayManage(entered.me.role)) throw new DomainError('FORBIDDEN');
        const { summary } = await readAnswer(tx, actor.userId, conversationId);
        if (isSame(summary.conversation.retention, rule)) return null;
        const entry = systemEntry('retention', actor.userId, { type: 'retention', rule });
        const appended = await log.append(tx, entered.locked, [entry]);
        await rules.setOwn(tx, conversationId, rule);
        return log.committed(tx, appended);
      }),

    async preview(
      { userId }: Actor,
      conversationId: string,
      rule: RetentionRule,
    ): Promise<RouteOutput<typeof previewRetention>> {
      const answer = await db.transaction((tx) => readAnswer(tx, userId, conversationId), { snapshot: true });
      const { epoch, asOf, joinedSeq, summary } = answer;
      if (summary.conversation.kind === 'direct') throw new DomainError('DIRECT_IS_FIXED');
      if (!mayManage(summary.me.role)) throw new DomainError('FORBIDDEN');
      const one = await due.one(rule, conversationId);
      if (!one) throw new DomainError('NOT_FOUND');
      return { epoch, asOf, joinedSeq, effect: await due.effect(one) };
    },
  };
}

export type Retention = ReturnType<typeof createRetention>;
