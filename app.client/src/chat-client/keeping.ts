import { archiveForAll, archiveForMe } from '@parley/shared/contract/archive.routes.ts';
import type { Call } from './calls/call.ts';
import type { RetentionRules } from './retention-rules.ts';
import type { Engine } from './sync/engine.ts';
import { applyConversationAnswer } from './timeline/own-answers.ts';
import { applyInbox } from './timeline/receipts.ts';

/** What is put out of the way, and how long messages are kept. */
export interface Keeping extends RetentionRules {
  /** Out of my list, or back; on all my devices, and nobody else's business. */
  archiveForMe(conversationId: string, archived: boolean): Promise<void>;
  /** Closed for everybody, or opened again. */
  archiveForAll(conversationId: string, archived: boolean): Promise<void>;
}

/** Each answer goes onto the shelf like any other; frames tell the same again. */
export function createKeeping(call: Call, engine: () => Engine): Keeping {
  const changed = (conversationId: string, answer: Parameters<typeof applyConversationAnswer>[1]): void =>
    engine().shelf.step(conversationId, (state, reader) => applyConversationAnswer(state, answer, reader));
  const later = async () => (await import('./retention-rules.ts')).createRetentionRules(call, changed);
  return {
    async archiveForMe(conversationId, archived) {
      const answer = await call(archiveForMe, { params: { conversationId }, body: { archived } });
      engine().shelf.step(conversationId, (state, reader) => applyInbox(state, answer, reader));
    },
    async archiveForAll(conversationId, archived) {
      changed(conversationId, await call(archiveForAll, { params: { conversationId }, body: { archived } }));
    },
    rules: async (conversationId) => (await later()).rules(conversationId),
    setRule: async (conversationId, rule) => (await later()).setRule(conversationId, rule),
    tryRule: async (conversationId, rule) => (await later()).tryRule(conversationId, rule),
  };
}
