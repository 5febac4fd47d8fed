import { archiveForAll, archiveForMe } from '@parley/shared/contract/archive.routes.ts';
import {
  getRetention,
  previewRetention,
  putRetention,
  type RetentionEffect,
} from '@parley/shared/contract/retention.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import { type RetentionRule, ruleQuery } from '@parley/shared/models/retention.ts';
import type { Call } from './calls/call.ts';
import type { Engine } from './sync/engine.ts';
import { applyConversationAnswer } from './timeline/own-answers.ts';
import { applyInbox } from './timeline/receipts.ts';

/** What is put out of the way, and how long messages are kept. */
export interface Keeping {
  /** Out of my list, or back; on all my devices, and nobody else's business. */
  archiveForMe(conversationId: string, archived: boolean): Promise<void>;
  /** Closed for everybody, or opened again. */
  archiveForAll(conversationId: string, archived: boolean): Promise<void>;
  /** Its own rule, where it has one, and the instance's. */
  rules(conversationId: string): Promise<Pick<RouteOutput<typeof getRetention>, 'own' | 'instance'>>;
  /** null: as the instance has it. */
  setRule(conversationId: string, rule: RetentionRule | null): Promise<void>;
  /** A dry run: nothing is changed. */
  tryRule(conversationId: string, rule: RetentionRule): Promise<RetentionEffect>;
}

/** Each answer goes onto the shelf like any other; frames tell the same again. */
export function createKeeping(call: Call, engine: () => Engine): Keeping {
  return {
    async archiveForMe(conversationId, archived) {
      const answer = await call(archiveForMe, { params: { conversationId }, body: { archived } });
      engine().shelf.step(conversationId, (state, reader) => applyInbox(state, answer, reader));
    },
    async archiveForAll(conversationId, archived) {
      const answer = await call(archiveForAll, { params: { conversationId }, body: { archived } });
      engine().shelf.step(conversationId, (state, reader) => applyConversationAnswer(state, answer, reader));
    },
    rules: (conversationId) => call(getRetention, { params: { conversationId } }),
    async setRule(conversationId, rule) {
      const answer = await call(putRetention, { params: { conversationId }, body: { rule } });
      engine().shelf.step(conversationId, (state, reader) => applyConversationAnswer(state, answer, reader));
    },
    async tryRule(conversationId, rule) {
      return (await call(previewRetention, { params: { conversationId }, query: ruleQuery(rule) })).effect;
    },
  };
}
