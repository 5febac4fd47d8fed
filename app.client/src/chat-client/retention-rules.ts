import {
  getRetention,
  previewRetention,
  putRetention,
  type RetentionEffect,
} from '@parley/shared/contract/retention.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import { type RetentionRule, ruleQuery } from '@parley/shared/models/retention.ts';
import type { Call } from './calls/call.ts';

/** How long the messages of a conversation are kept. */
export interface RetentionRules {
  /** Its own rule, where it has one, and the instance's. */
  rules(conversationId: string): Promise<Pick<RouteOutput<typeof getRetention>, 'own' | 'instance'>>;
  /** null: as the instance has it. */
  setRule(conversationId: string, rule: RetentionRule | null): Promise<void>;
  /** A dry run: nothing is changed. */
  tryRule(conversationId: string, rule: RetentionRule): Promise<RetentionEffect>;
}

/** Loaded with the dialog that asks for it: no part of the first page. `changed` is told what the server made of a conversation. */
export function createRetentionRules(
  call: Call,
  changed: (conversationId: string, answer: RouteOutput<typeof putRetention>) => void,
): RetentionRules {
  return {
    rules: (conversationId) => call(getRetention, { params: { conversationId } }),
    async setRule(conversationId, rule) {
      changed(conversationId, await call(putRetention, { params: { conversationId }, body: { rule } }));
    },
    async tryRule(conversationId, rule) {
      return (await call(previewRetention, { params: { conversationId }, query: ruleQuery(rule) })).effect;
    },
  };
}
